"""Somebody's table becomes records: which column is which, what that would do, and only then do it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from models.records.ledger import Ledger
from models.store.base.transaction import Transaction
from reports.filled_in import import_ledger
from reports.filled_in.import_ledger import Import
from reports.filled_in.import_rows import rows_under
from reports.filled_in.read_workbook import SheetRows, read_rows
from ui.base.daily_backup import RISKY
from ui.base.plain_text import plain_tip
from ui.base.session import Session
from ui.base.theme import SPACE
from ui.base.workers import Trouble, Turns
from ui.kit.after_backup import after_backup
from ui.kit.choosing import TABLES, choose_target
from ui.kit.combo_box import ComboBox
from ui.kit.copying import copy_by_keys
from ui.kit.labels import column, main_button, prose, row, title
from ui.kit.tab_order import chain_tab_stops
from ui.kit.taking_back import offer_undo
from ui.ledgers.column_mapping import columns_to_remember, guess_columns, known_labels, mapped_columns
from ui.ledgers.import_words import COUNTS, Line, preview_lines

SAMPLES, SHOWN = 3, 500
SKIP = "（不导入）"
UNKNOWN = "没有认出一栏：请在左边逐栏选“导入到”哪个字段；表头不在第一行也可以，先看左边“表里的栏目”对不对。"
LOOK_AFTER = 200
"""Milliseconds after the last change of the mapping."""


class ImportPanel(QWidget):
    """Stands in the place of list and form while a table is taken in.

    Signals:
        closed: Back to the list.
    """

    closed = Signal()

    def __init__(self, session: Session, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.ledger = session, ledger
        self.found: SheetRows | None = None
        self.prepared: Import | None = None
        self._turns = Turns(self)
        self.head, self.counts, self.complaint = title(""), prose(""), prose("", "error")
        self.notes = prose("", "soft")
        self.sheet = ComboBox()
        self.sheet.setAccessibleName("工作表")
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.mapping, self.preview = _grid("表里的栏目", "前几行", "导入到"), _grid("结果", "行", "记录", "说明")
        self.mapping.setAccessibleName("栏目对应")
        self.preview.setAccessibleName("导入预览")
        self.go, self.marked, self.back = main_button("导入"), QPushButton("存出标好错误的副本…"), QPushButton("返回")
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._assemble()
        self._timer.timeout.connect(self.look)
        self.go.clicked.connect(self.take)
        self.marked.clicked.connect(self._choose_copy)
        self.back.clicked.connect(self.closed)
        self.sheet.activated.connect(lambda: self.read(self._path(), self.sheet.currentText()))

    def _assemble(self) -> None:
        left, right = QWidget(), QWidget()
        hint = "左边核对每一栏导入到哪个字段；选过的对应关系下次自动用上。"
        left.setLayout(column(prose(hint, "soft"), self.mapping, margin=0))
        right.setLayout(column(self.counts, self.preview, margin=0))
        for one in (left, right):
            kept = one.layout()
            if kept:
                kept.setContentsMargins(0, 0, SPACE, 0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setSizes([500, 600])
        layout = column(row(self.head, self.sheet, None), split, self.notes, self.complaint, margin=0)
        layout.addLayout(row(self.go, self.back, None, self.marked))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _path(self) -> Path:
        return self.found.path if self.found else Path()

    def read(self, path: Path, sheet: str = "") -> None:
        """Read a workbook and show what would become of it."""
        expected = list(known_labels(self.ledger).values())
        self.head.setText(f"导入到“{self.ledger.label}”：{path.name}")
        self.session.jobs.run(
            lambda _: read_rows(path, sheet=sheet or None, expected=expected),
            self.show_rows,
            self._fail,
            label="正在读表",
            owner=self._turns.ask(),
        )

    def _fail(self, trouble: Trouble) -> None:
        self.complaint.setText(trouble.sentence)
        self.counts.clear()
        self.preview.setRowCount(0)
        self.go.setEnabled(False)
        self.marked.hide()

    def show_rows(self, found: SheetRows) -> None:
        """Show a table that has been read: from a file or from the clipboard."""
        self.found, self.prepared = found, None
        self.complaint.clear()
        self.head.setText(f"导入到“{self.ledger.label}”：{found.path.name}")
        self.sheet.clear()
        self.sheet.addItems(list(found.sheets))
        self.sheet.setCurrentText(found.sheet)
        self.sheet.setVisible(len(found.sheets) > 1)
        self._fill_mapping(found)
        self.look()

    def _fill_mapping(self, found: SheetRows) -> None:
        kept = self.session.memory.get(self._memory, dict[str, str]())
        names = guess_columns(found, self.ledger, kept)
        self.mapping.setRowCount(len(names))
        for at, (heading, name) in enumerate(zip(found.headings, names, strict=True)):
            some = " / ".join(text for row in found.rows[:SAMPLES] if (text := row.cells[at].text))
            self.mapping.setItem(at, 0, QTableWidgetItem(heading.label))
            self.mapping.setItem(at, 1, QTableWidgetItem(some))
            self.mapping.setCellWidget(at, 2, self._box(heading.label, name))
        chain_tab_stops([self.mapping, *(self.mapping.cellWidget(at, 2) for at in range(len(names)))])

    @property
    def _memory(self) -> str:
        return f"import.{self.ledger.id}"

    def _box(self, label: str, name: str) -> QComboBox:
        box = ComboBox()
        box.setAccessibleName(f"“{label}”导入到")
        box.addItem(SKIP, "")
        for known_name, text in known_labels(self.ledger).items():
            box.addItem(text, known_name)
        box.setCurrentIndex(max(box.findData(name), 0))
        box.currentIndexChanged.connect(self._timer.start)
        return box

    def names(self) -> list[str]:
        """The field name chosen for each column, "" for those left out."""
        boxes = [self.mapping.cellWidget(at, 2) for at in range(self.mapping.rowCount())]
        return [str(box.currentData()) for box in boxes if isinstance(box, QComboBox)]

    def look(self) -> None:
        """Preview the import with the columns as mapped now; nothing is written."""
        self._timer.stop()
        found, names = self.found, self.names()
        if found is None:
            return
        twice = [known_labels(self.ledger)[name] for name in set(names) if name and names.count(name) > 1]
        if twice:
            self.complaint.setText(f"有两栏都导入到“{'、'.join(twice)}”：请把其中一栏改成“{SKIP}”。")
            self.go.setEnabled(False)
            return
        if not any(names):
            self._fail(Trouble(UNKNOWN))
            return
        workspace, ledger, unit = self.session.workspace, self.ledger, self.session.unit

        def task(_ticket: object) -> Import:
            given = rows_under(found, ledger, mapped_columns(found, ledger, names))
            with workspace.read() as connection:
                return import_ledger.prepare(connection, ledger, unit, given)

        self.session.jobs.run(task, self._show, self._fail, label="正在比对", owner=self._turns.ask())

    def _show(self, prepared: Import) -> None:
        self.prepared = prepared
        shown = preview_lines(prepared)
        self.complaint.clear()
        self.notes.setText("\n".join(prepared.notes))
        rows = len({one.row for one in prepared.refused})
        figures = (len(prepared.added), len(prepared.updated), prepared.unchanged, rows)
        self.counts.setText("　".join(f"{name} {figure}" for name, figure in zip(COUNTS, figures, strict=True)))
        self._fill_preview(shown)
        wanted = figures[0] + figures[1]
        self.go.setText(f"导入 {wanted} 条" if wanted else "没有可导入的")
        self.go.setEnabled(bool(wanted))
        self.marked.setVisible(bool(rows))

    def _fill_preview(self, shown: list[Line]) -> None:
        self.preview.setRowCount(min(len(shown), SHOWN))
        for at, line in enumerate(shown[:SHOWN]):
            for place, text in enumerate(line):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                self.preview.setItem(at, place, item)

    def take(self) -> None:
        """Import what the preview shows, with 撤销 on offer."""
        found, names = self.found, self.names()
        if found is None or self.prepared is None:
            return
        kept = self.session.memory.get(self._memory, dict[str, str]())
        self.session.memory.set(self._memory, columns_to_remember(found, names, kept))
        ledger, unit = self.ledger, self.session.unit

        def act(tx: Transaction) -> tuple[Import, int]:
            given = rows_under(found, ledger, mapped_columns(found, ledger, names))
            prepared = import_ledger.prepare(tx.connection, ledger, unit, given)
            return prepared, import_ledger.save_import(tx, prepared)

        def go() -> None:
            self.session.change(act, self._taken, ledger=ledger, owner=self, on_error=self._fail, label="正在导入")

        self.go.setEnabled(False)
        if len(self.prepared.added) + len(self.prepared.updated) >= RISKY:
            after_backup(self.session, "导入", go, self, lambda: self.go.setEnabled(True))
        else:
            go()

    def _taken(self, taken: tuple[Import, int]) -> None:
        done, number = taken
        rows = len({one.row for one in done.refused})
        more = f"，{rows} 行拒收" if rows else ""
        words = f"已导入 {len(done.added)} 条、更新 {len(done.updated)} 条{more}"
        offer_undo(self.session, self.ledger, words, number)
        if not rows:
            self.closed.emit()
        else:
            self.look()

    def _choose_copy(self) -> None:
        name = f"{self._path().stem}_错误原因.xlsx"
        kinds = "Excel 工作簿 (*.xlsx)"
        target = choose_target(self, self.session.memory, TABLES, "存出标好错误的副本", name, kinds)
        if target:
            self.write_copy(target)

    def write_copy(self, target: Path) -> None:
        """Write a copy of the user's file in which every refused cell is marked."""
        from reports.filled_in.marked_copy import write_marked

        found, prepared = self.found, self.prepared
        if found and prepared:
            labels = known_labels(self.ledger)
            mapped = {
                labels[name]: head.column for name, head in zip(self.names(), found.headings, strict=True) if name
            }
            self.session.jobs.run(
                lambda _: write_marked(found, prepared.refused, target, mapped),
                lambda count: self.session.told.emit(f"已标出 {count} 行，存为 {target.name}：改好后再导入这份。"),
                label="正在写副本",
                owner=self,
            )


def _grid(*heads: str) -> QTableWidget:
    grid = QTableWidget(0, len(heads))
    copy_by_keys(grid)
    grid.setHorizontalHeaderLabels(list(heads))
    grid.setTabKeyNavigation(False)
    grid.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    grid.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    grid.verticalHeader().hide()
    grid.horizontalHeader().setStretchLastSection(True)
    grid.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    character = grid.fontMetrics().horizontalAdvance("国")
    for at, width in enumerate((8, 11, 9)[: len(heads) - 1] if len(heads) == 3 else (4, 3, 10)):  # noqa: PLR2004 - columns
        grid.setColumnWidth(at, width * character)
    return grid
