"""The buttons over a ledger's list: new, many at once, in and out of Excel, on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from models.records.ledger import Ledger
from reports.filled_in.errors import UprightTableError
from reports.filled_in.read_workbook import ReadTables
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.kit.choosing import TABLES, choose_file, choose_target
from ui.kit.labels import main_button, row, small_button
from ui.ledgers import list_output
from ui.ledgers.column_mapping import read_pasted
from ui.list.record_list import RecordList

WORKBOOKS = "表格 (*.xlsx *.xls *.et *.ods *.xlsb *.xlsm)"
XLSX = "Excel 工作簿 (*.xlsx)"
MOST_PASTED = 3_000_000
"""Characters of the clipboard that are taken for a table."""


class ListTools(QWidget):
    """Over the list of one ledger; with `editable` off only what takes things out.

    Signals:
        new_wanted: A new record is to be typed.
        sheet_wanted: Records are to be typed in a sheet.
        bulk_wanted: The selected records are to be changed.
        file_given: A workbook is to be imported.
        rows_given: Rows from the clipboard are to be imported.
    """

    new_wanted = Signal()
    sheet_wanted = Signal()
    bulk_wanted = Signal()
    file_given = Signal(object)
    rows_given = Signal(object)

    def __init__(self, session: Session, ledger: Ledger, shown: RecordList, *, editable: bool) -> None:
        super().__init__()
        self.session, self.ledger, self.list, self._editable = session, ledger, shown, editable
        self.new_button = main_button("新增", "add")
        self.new_button.setToolTip("Ctrl+N")
        self.sheet_button = small_button("表格录入", "像 Excel 一样一行一条地填：整块粘贴、向下填充，一起保存")
        self.bulk_button = small_button("批量修改", "给选中的多条记录改同一个字段，改以前先看新旧对照")
        self.import_button = _with_menu("导入 ▾", "从 Excel、WPS 表格或剪贴板导入，先预览", self._import_menu())
        self.export_button = small_button("导出", "把列表里现在显示的记录导出为 Excel，改好还可以导入")
        self.print_button = small_button("打印", "把列表里现在显示的记录排成登记簿，打开 PDF 打印")
        self.new_button.clicked.connect(self.new_wanted)
        self.sheet_button.clicked.connect(self.sheet_wanted)
        self.bulk_button.clicked.connect(self.bulk_wanted)
        self.export_button.clicked.connect(self._choose_export)
        self.print_button.clicked.connect(self.print_shown)
        changing = (self.new_button, self.sheet_button, self.bulk_button, self.import_button)
        self.setLayout(row(*changing, self.export_button, self.print_button, None))
        for button in changing:
            button.setVisible(editable)

    def minimumSizeHint(self) -> QSize:
        """Without 表格录入, which stands in the menu of 导入 as well."""
        least = super().minimumSizeHint()
        return least - QSize(self._sheet_room, 0) if self.sheet_button.isVisibleTo(self) else least

    @property
    def _sheet_room(self) -> int:
        return self.sheet_button.sizeHint().width() + SPACE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the foot is too narrow for 表格录入 it gives way."""
        super().resizeEvent(event)
        if self._editable:
            self.sheet_button.setVisible(self.width() >= self.minimumSizeHint().width() + self._sheet_room)

    def _import_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("表格录入（像 Excel 一样填）").triggered.connect(self.sheet_wanted)
        menu.addAction("选择表格文件…").triggered.connect(self._choose_import)
        menu.addAction("粘贴从表格里复制的内容（Ctrl+V）").triggered.connect(self.paste)
        menu.addSeparator()
        menu.addAction("下载空白样表…").triggered.connect(self._choose_template)
        return menu

    def _choose_import(self) -> None:
        chosen = choose_file(self, self.session.memory, TABLES, "选择要导入的表格", WORKBOOKS)
        if chosen:
            self.file_given.emit(chosen)

    def paste(self) -> None:
        """Take in what was copied from a spreadsheet."""
        length = len(QGuiApplication.clipboard().text())
        if length > MOST_PASTED:
            self.session.refused.emit(f"剪贴板里有{length}字，太多了，没有贴入：请存成 Excel 文件，用“导入”读入。")
            return
        try:
            found = self.clipboard_rows()
        except UprightTableError:
            self.session.refused.emit(
                "剪贴板里的表是竖着的（栏目在左边一列），没有贴入：请用“选择性粘贴”的“转置”贴成横表，再复制。"
            )
            return
        if found is None or not found.tables[0].rows:
            self.session.refused.emit("剪贴板里没有表格内容：先在 Excel 或 WPS 里选中几行并复制。")
        else:
            self.rows_given.emit(found)

    def clipboard_rows(self) -> ReadTables | None:
        """The clipboard's text as rows for this ledger, or None if it holds no table."""
        return read_pasted(QGuiApplication.clipboard().text(), self.ledger, self.list.shown_columns())

    def _choose_template(self) -> None:
        name = f"{self.ledger.label}_样表.xlsx"
        target = choose_target(self, self.session.memory, TABLES, "下载空白样表", name, XLSX)
        if target:
            self._run(
                partial(list_output.write_template, self.session.workspace, self.ledger, target),
                f"样表已存为 {target.name}。",
            )

    def _choose_export(self) -> None:
        target = choose_target(self, self.session.memory, TABLES, "导出为 Excel", f"{self.ledger.label}.xlsx", XLSX)
        if target:
            self.export_to(target)

    def export_to(self, target: Path) -> None:
        """Write the records shown as a workbook."""
        if not self._is_whole():
            return
        session, ledger, ids = self.session, self.ledger, list(self.list.model.ids)

        def task(_ticket: object) -> int:
            uids = list_output.uids_of(session.workspace, ledger, ids)
            return list_output.export_shown(session.workspace, ledger, uids, target, session.operator)

        session.jobs.run(
            task, lambda count: session.told.emit(f"已导出 {count} 条到 {target.name}。"),
            label="正在导出", owner=self, writes=True,
        )  # fmt: skip

    def print_shown(self) -> None:
        """Make the register of the records shown and open it."""
        session, ledger, ids = self.session, self.ledger, list(self.list.model.ids)
        if not ids:
            session.refused.emit("列表是空的，没有可打印的。")
            return
        target = session.temporary / f"{ledger.label}登记簿.pdf"

        def task(_ticket: object) -> Path:
            uids = list_output.uids_of(session.workspace, ledger, ids)
            return list_output.print_shown(session.workspace, ledger, uids, target, session.operator)

        session.jobs.run(task, self._open, label="正在排版", owner=self, writes=True)

    def _is_whole(self) -> bool:
        """Whether all rows are known; else says so."""
        if not self.list.whole:
            self.session.refused.emit("列表还没有读完：等右下角显示“共…条”以后再试。")
        return self.list.whole

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.session.refused.emit("电脑上没有能打开 PDF 的程序，请到“统计与打印”里打印登记簿。")

    def _run(self, task: partial[int], done: str) -> None:
        self.session.jobs.run(lambda _: task(), lambda _: self.session.told.emit(done), label="正在写表格", owner=self)


def _with_menu(text: str, tip: str, menu: QMenu) -> QToolButton:
    button = small_button(text, tip)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    return button
