"""Points given by hand in Excel: the table of all units and manual indicators out, and back in after a look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from models.assess.hand_points import HandCell, PointsChange, hand_cells
from models.assess.scheme import ByHand
from models.assess.score import words
from models.records.ledgers.score import LEDGER
from models.submit.hand_points import GivenBefore, give_points_to_many, restore_points
from reports.filled_in.hand_points_book import PointsRead, read_points, write_points
from ui.base.daily_backup import RISKY
from ui.base.session import LOOK_ONLY, Session
from ui.kit.after_backup import after_backup
from ui.kit.choosing import TABLES, choose_file, choose_target
from ui.kit.tables.changes_dialog import ChangesDialog
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable
from ui.scores.facts import Scored

TABLE, READ = "人工评分表", "从 Excel 读入…"
NOT_YET = "没有评"


def _said(cell: HandCell, text: str) -> str:
    """The points that come of what was given: less than 0 is taken off the full marks."""
    points = Decimal(text)
    if points < 0 and cell.kind is ByHand.POINTS:
        return f"{words(cell.full + points)}（扣{words(-points)}）"
    return words(points)


def _points_now(one: PointsChange) -> str:
    points = one.cell.given.points
    return _said(one.cell, points) if points else NOT_YET


_HEADS: list[ColumnHead[PointsChange]] = [
    ColumnHead("单位", 12, lambda one: one.cell.unit_name),
    ColumnHead("指标", 12, lambda one: f"{one.cell.indicator} {one.cell.name}"),
    ColumnHead("现在", 5, _points_now),
    ColumnHead("改成", 5, lambda one: _said(one.cell, one.after.points)),
    ColumnHead("现在的理由", 12, lambda one: one.cell.given.reason),
    ColumnHead("改成的理由", 12, lambda one: one.after.reason),
]


def points_preview(year: int, read: PointsRead, parent: QWidget) -> ChangesDialog[PointsChange]:
    """The dialog that lists what a workbook changes, old and new, before anything is written."""
    table: RowsTable[PointsChange] = RowsTable(_HEADS, "没有要改的评分。", name="要改的评分")
    table.show_rows(read.changes)
    return ChangesDialog(f"读入{year}年度{TABLE}", table, _summary(read), f"读入{len(read.changes)}项", parent)


def _summary(read: PointsRead) -> str:
    fresh = sum(not one.cell.given.points for one in read.changes)
    counted = [(fresh, "新评{}项"), (len(read.changes) - fresh, "改{}项")]
    counted += [(read.same, "{}项和现在一样"), (read.blank, "{}行空着，不动")]
    said = "，".join(form.format(count) for count, form in counted if count)
    return f"还没有写入：{said}。已有的佐证材料不变，读入以后可以撤销。"


class HandPointsMenu(QPushButton):
    """Writes the table, and reads it back; not while the points are frozen or earlier ones are shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(f"{TABLE} ▾", parent)
        self.session = session
        self.scored: Scored | None = None
        self.setToolTip("全部单位的人工评分存成一张 Excel 表，填好再读入")
        menu = QMenu(self)
        # made here, not by the menu: the binding may declare what Qt made dead with its parent, alive as it is
        self.save, self.read = QAction("存为 Excel…", menu), QAction(READ, menu)
        menu.addActions([self.save, self.read])
        self.setMenu(menu)
        self.save.triggered.connect(self._choose_target)
        self.read.triggered.connect(self._choose)
        self.preview: ChangesDialog[PointsChange] | None = None
        self.setEnabled(False)

    def show_scored(self, scored: Scored) -> None:
        """Enable the menu for this assessment: off for past years, no reading in while frozen."""
        self.scored = scored
        self.setEnabled(not scored.past and any(one.by_hand for one in scored.scheme.indicators))
        self.read.setEnabled(not scored.frozen)
        self.read.setText(f"{READ}（已冻结，要先解除）" if scored.frozen else READ)

    def _choose_target(self) -> None:
        name = f"{TABLE}{self.scored.result.year}.xlsx" if self.scored else ""
        path = choose_target(self, self.session.memory, TABLES, TABLE, name, "工作簿 (*.xlsx)")
        if path:
            self.write(path)

    def _choose(self) -> None:
        if self.session.read_only:
            self.session.refused.emit(LOOK_ONLY)
            return
        path = choose_file(self, self.session.memory, TABLES, TABLE, "表格 (*.xlsx *.xls *.et *.ods)")
        if path:
            self.take(path)

    def write(self, path: Path) -> None:
        """Write all that is scored by hand to a workbook."""
        scored = self.scored
        if scored is None:
            return
        self.session.jobs.run(
            lambda _: write_points(path, scored.result.year, hand_cells(scored.scheme, scored.result, scored.hands)),
            lambda _: self.session.told.emit(f"{TABLE}已存为{path}，填好“得分”“理由”两栏后再读入。"),
            label=f"正在写{TABLE}",
            owner=self,
        )

    def take(self, path: Path) -> None:
        """Show what a workbook changes, all of it or nothing, and ask."""
        scored = self.scored
        if scored is None:
            return
        year = scored.result.year
        self.session.jobs.run(
            lambda _: read_points(path, year, [*hand_cells(scored.scheme, scored.result, scored.hands)]),
            partial(self._ask, year),
            label=f"正在读取{TABLE}",
            owner=self,
        )

    def _ask(self, year: int, read: PointsRead) -> None:
        if not read.changes:
            self.session.told.emit(f"{TABLE}和现在的评分一样，没有改动。")
            return
        self.preview = points_preview(year, read, self.window())
        self.preview.accepted.connect(lambda: self._go(year, read.changes))
        self.preview.finished.connect(self.preview.deleteLater)
        self.preview.open()

    def _go(self, year: int, changes: Sequence[PointsChange]) -> None:
        act = partial(give_points, self.session, year, changes)
        if len(changes) >= RISKY:
            after_backup(self.session, f"读入{TABLE}", act, self)
        else:
            act()


def give_points(
    session: Session,
    year: int,
    changes: Sequence[PointsChange],
    said: str = "已读入{}项人工评分",
    on_done: Callable[[], None] = lambda: None,
) -> None:
    """Give the points in one change, with 撤销 on offer; `said` has a place for how many."""
    unit = session.workspace.unit

    def done(before: list[GivenBefore]) -> None:
        on_done()
        session.undoable.emit(said.format(len(before)), partial(_take_back, session, before))

    session.change(
        lambda tx: give_points_to_many(tx, year, unit, changes), done, ledger=LEDGER, label="正在写入人工评分"
    )


def _take_back(session: Session, before: list[GivenBefore]) -> None:
    session.change(lambda tx: restore_points(tx, before), ledger=LEDGER, label="正在撤销")
