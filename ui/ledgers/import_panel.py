"""Somebody's table becomes records: which column is which, what that would do, and only then do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
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
from reports.filled_in.errors import HiddenSheetError
from reports.filled_in.given_book import given_tables, labels_for
from reports.filled_in.import_ledger import Import
from reports.filled_in.import_rows import GivenRows
from reports.filled_in.read_workbook import ReadTables, SheetRows, read_tables
from ui.base.daily_backup import RISKY
from ui.base.plain_text import plain_tip
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.base.workers import Trouble, Turns
from ui.kit.after_backup import after_backup
from ui.kit.choosing import TABLES, choose_target
from ui.kit.combo_box import ComboBox
from ui.kit.copying import copy_by_keys
from ui.kit.labels import column, main_button, prose, row, title
from ui.kit.tab_order import chain_tab_stops
from ui.kit.taking_back import offer_undo
from ui.ledgers.column_mapping import (
    CLIPBOARD,
    chosen_columns,
    columns_to_remember,
    fed_labels,
    guess_columns,
    known_labels,
)
from ui.ledgers.import_words import Line, count_lines, done_words, preview_lines

SAMPLES, SHOWN = 3, 500
SKIP = "（不导入）"
UNKNOWN = "没有认出一栏：请在左边逐栏选“导入到”哪个字段；表头不在第一行也可以，先看左边“表里的栏目”对不对。"
WIDEST_PLACE = 10
"""Letters of a sheet and row that are shown."""
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
        self.found: ReadTables | None = None
        self.path = CLIPBOARD
        self.prepared: Import | None = None
        self._turns = Turns(self)
        self.head, self.counts, self.complaint = title(""), prose(""), prose("", "error")
        self.notes = prose("", "soft")
        self.sheet = ComboBox()
        self.sheet.setAccessibleName("工作表")
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.hidden, self.beside = QCheckBox("隐藏、划掉的也读"), QCheckBox()
        self.hidden.setToolTip("隐藏或筛选掉的行、隐藏的工作表、加了删除线的内容，选上才读")
        self.beside.setChecked(True)
        for one in (self.sheet, self.hidden, self.beside):
            one.hide()
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
        self.sheet.activated.connect(self._read_again)
        self.hidden.clicked.connect(self._read_again)
        self.beside.clicked.connect(self.look)

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
        layout = column(
            row(self.head, self.sheet, self.hidden, self.beside, None), split, self.notes, self.complaint, margin=0
        )
        layout.addLayout(row(self.go, self.back, None, self.marked))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def read(self, path: Path, sheet: str = "", *, hidden: bool = False) -> None:
        """Read a workbook and show what would become of it; of one sheet, or of all alike, hidden ones too."""
        expected = labels_for(self.ledger)
        self.head.setText(f"导入到“{self.ledger.label}”：{path.name}")
        self.path = path

        def task(_ticket: object) -> ReadTables | HiddenSheetError:
            try:
                return read_tables(path, expected, sheet=sheet, hidden=hidden)
            except HiddenSheetError as error:
                return error

        def show(found: ReadTables | HiddenSheetError) -> None:
            if isinstance(found, HiddenSheetError):
                self.hidden.show()
                self._fail(Trouble(found.sentence))
            else:
                self.show_rows(found, sheet)

        self.session.jobs.run(task, show, self._fail, label="正在读表", owner=self._turns.ask())

    def _read_again(self) -> None:
        if self.path == CLIPBOARD:
            self.look()
        else:
            self.read(self.path, str(self.sheet.currentData() or ""), hidden=self.hidden.isChecked())

    def _fail(self, trouble: Trouble) -> None:
        self.complaint.setText(trouble.sentence)
        self.counts.clear()
        self.preview.setRowCount(0)
        self.go.setEnabled(False)
        self.marked.hide()

    def show_rows(self, found: ReadTables, sheet: str = "") -> None:
        """Show tables that have been read: from a file, of one `sheet` or of all alike, or from the clipboard."""
        self.found, self.prepared = found, None
        self.complaint.clear()
        self.head.setText(f"导入到“{self.ledger.label}”：{found.path.name}")
        self._fill_sheets(found, sheet)
        unseen = any(one.is_partly_void for one in found.tables) or any(one.is_hidden for one in found.passed)
        self.hidden.setVisible(unseen or self.hidden.isChecked())
        self._fill_mapping(found.tables[0])
        self.look()

    def _fill_sheets(self, found: ReadTables, sheet: str) -> None:
        read = list(dict.fromkeys(one.sheet for one in found.tables))
        self.sheet.clear()
        if sheet or len(read) > 1:
            self.sheet.addItem("同样的各张" if sheet else f"同样的{len(read)}张：{'、'.join(read)}", "")
        for name in found.tables[0].sheets:
            self.sheet.addItem(name, name)
        for name in found.hidden_sheets:
            self.sheet.addItem(f"{name}（隐藏）", name)
        self.sheet.setCurrentIndex(0 if len(read) > 1 else self.sheet.findData(read[0]))
        self.sheet.setVisible(self.sheet.count() > 1)

    def _fill_mapping(self, found: SheetRows) -> None:
        kept = self.session.memory.get(self._memory, dict[str, str]())
        names = guess_columns(found.headings, self.ledger, kept)
        self.mapping.setRowCount(len(names))
        for at, (heading, name) in enumerate(zip(found.headings, names, strict=True)):
            some = " / ".join(text for row in found.rows[:SAMPLES] if (text := row.cells[at].text))
            item = QTableWidgetItem(f"{heading.label}（{heading.group}）" if heading.group else heading.label)
            item.setToolTip(plain_tip(item.text()))
            self.mapping.setItem(at, 0, item)
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

    def _given(self) -> Callable[[], GivenRows]:
        """What reads the rows as they are mapped now, off the UI thread."""
        found, ledger = self.found, self.ledger
        assert found is not None  # noqa: S101 (asked only of a table that is shown)
        chosen = chosen_columns(found.tables[0].headings, self.names())
        hidden, alone = self.hidden.isChecked(), not self.beside.isChecked()
        return lambda: given_tables(found, ledger, chosen, hidden=hidden, alone=alone)

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
        fed = fed_labels(names)
        self.beside.setText(f"同时导入{'、'.join(fed)}")
        self.beside.setVisible(bool(fed))
        workspace, unit, read = self.session.workspace, self.session.unit, self._given()

        def task(_ticket: object) -> Import:
            given = read()
            with workspace.read() as connection:
                return import_ledger.prepare(connection, unit, given)

        self.session.jobs.run(task, self._show, self._fail, label="正在比对", owner=self._turns.ask())

    def _show(self, prepared: Import) -> None:
        self.prepared = prepared
        shown = preview_lines(prepared)
        self.complaint.clear()
        self.notes.setText("\n".join(prepared.notes))
        self.counts.setText("\n".join(count_lines(prepared)))
        self._fill_preview(shown)
        wanted = _wanted(prepared)
        self.go.setText(f"导入 {wanted} 条" if wanted else "没有可导入的")
        self.go.setEnabled(bool(wanted))
        self.marked.setVisible(any(one.refused for one in prepared.every))

    def _fill_preview(self, shown: list[Line]) -> None:
        self.preview.setRowCount(min(len(shown), SHOWN))
        for at, line in enumerate(shown[:SHOWN]):
            for place, text in enumerate(line):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                self.preview.setItem(at, place, item)
        most = self.preview.fontMetrics().horizontalAdvance("国") * WIDEST_PLACE
        for at in (0, 1):
            self.preview.resizeColumnToContents(at)
            self.preview.setColumnWidth(at, min(self.preview.columnWidth(at) + SPACE, most))

    def take(self) -> None:
        """Import what the preview shows, with 撤销 on offer."""
        found, names, prepared = self.found, self.names(), self.prepared
        if found is None or prepared is None:
            return
        kept = self.session.memory.get(self._memory, dict[str, str]())
        headings, ledger = found.tables[0].headings, self.ledger
        self.session.memory.set(self._memory, columns_to_remember(headings, names, ledger, kept))
        unit, read = self.session.unit, self._given()

        def act(tx: Transaction) -> tuple[Import, int]:
            done = import_ledger.prepare(tx.connection, unit, read())
            return done, import_ledger.save_import(tx, done)

        def go() -> None:
            self.session.change(act, self._taken, ledger=ledger, owner=self, on_error=self._fail, label="正在导入")

        self.go.setEnabled(False)
        if _wanted(prepared) >= RISKY:
            after_backup(self.session, "导入", go, self, lambda: self.go.setEnabled(True))
        else:
            go()

    def _taken(self, taken: tuple[Import, int]) -> None:
        done, number = taken
        others = [one.ledger.id for one in done.beside]

        def tell_others() -> None:
            for name in others:
                self.session.records_changed.emit(name)

        tell_others()
        offer_undo(self.session, done_words(done), number, tell_others)
        if any(one.refused for one in done.every):
            self.look()
        else:
            self.closed.emit()

    def _choose_copy(self) -> None:
        name = f"{self.path.stem}_错误原因.xlsx"
        kinds = "Excel 工作簿 (*.xlsx)"
        target = choose_target(self, self.session.memory, TABLES, "存出标好错误的副本", name, kinds)
        if target:
            self.write_copy(target)

    def write_copy(self, target: Path) -> None:
        """Write a copy of the user's file in which every refused cell is marked."""
        from reports.filled_in.marked_copy import write_marked

        found, prepared = self.found, self.prepared
        if found and prepared:
            refused = [each for one in prepared.every for each in one.refused]
            self.session.jobs.run(
                lambda _: write_marked(found.tables, refused, target),
                lambda count: self.session.told.emit(f"已标出 {count} 行，存为 {target.name}：改好后再导入这份。"),
                label="正在写副本",
                owner=self,
            )


def _wanted(prepared: Import) -> int:
    """How many records come of it."""
    return sum(len(one.added) + len(one.updated) for one in prepared.every)


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
    for at, width in enumerate((8, 11, 9)[: len(heads) - 1] if len(heads) == 3 else (5, 3, 10)):  # noqa: PLR2004 - columns
        grid.setColumnWidth(at, width * character)
    return grid
