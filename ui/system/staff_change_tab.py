"""人员交接: what is open, on paper for both to sign; then whoever takes over sets their own 密码."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.base.plain_text import plain_tip
from ui.base.session import LOOK_ONLY, Session
from ui.kit.copying import copy_by_keys
from ui.kit.labels import column, group_head, main_button, prose, row, scrolled
from ui.kit.tables.look import dress_table, size_columns
from ui.system.passphrase_tab import PassphraseTab
from ui.system.staff_change import Open, open_work, print_staff_change

HEADS = (("事项", 11), ("台账", 10), ("记录", 14), ("说明", 20))
VISIBLE = 8
NOTHING_OPEN = "没有未办结的事项：没有快到期的，草稿都已保存，校验没有问题。"


class StaffChangeTab(QWidget):
    """The change of clerk in three steps, from top to bottom."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.found: list[Open] = []
        self.count, self.table = prose(""), _table()
        self.print_button, self.again = QPushButton("打印移交清单…"), QPushButton("重新清点")
        self.name = QLineEdit(placeholderText="接收人的姓名")
        self.name.setAccessibleName("接收人的姓名")
        self.name.setMaximumWidth(260)
        self.take = main_button("今后由接收人经办")
        self.passphrase = PassphraseTab(session, alone=False)
        self._assemble()
        self.take.setEnabled(not session.read_only)
        self.print_button.clicked.connect(self.print_list)
        self.again.clicked.connect(self.reload)
        self.take.clicked.connect(self._take)
        self.name.returnPressed.connect(self._take)
        self.table.itemActivated.connect(self._open)
        self.reload()

    def _assemble(self) -> None:
        inside = QWidget()
        layout = column(
            group_head("第一步　未办结事项"),
            self.count,
            self.table,
            row(self.print_button, self.again, None),
            group_head("第二步　换经办人"),
            row(self.name, self.take, None),
            group_head("第三步　接收人设自己的密码，收好新的恢复码"),
            self.passphrase,
            None,
        )
        inside.setLayout(layout)
        self.setLayout(column(scrolled(inside, "人员交接"), margin=0))

    def reload(self) -> None:
        """Read the list of open work again."""
        workspace, today = self._session.workspace, self._session.today()
        self._session.jobs.run(lambda _: open_work(workspace, today), self._show, label="正在清点", owner=self)

    def _show(self, found: list[Open]) -> None:
        self.found = found
        self.count.setText(f"共 {len(found)} 项，双击一行打开那条记录。" if found else NOTHING_OPEN)
        self.table.setVisible(bool(found))
        self.table.setRowCount(len(found))
        for at, one in enumerate(found):
            for place, text in enumerate((one.what, one.label, one.title, one.words)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                item.setData(Qt.ItemDataRole.UserRole, (one.ledger, one.uid))
                self.table.setItem(at, place, item)

    def _open(self, item: QTableWidgetItem) -> None:
        ledger, uid = item.data(Qt.ItemDataRole.UserRole)
        if uid:
            self._session.record_wanted.emit(ledger, uid)

    def print_list(self) -> None:
        """Make the list as PDF and open it."""
        session, found = self._session, list(self.found)
        target, today = session.temporary / "移交清单.pdf", session.today()
        session.jobs.run(
            lambda _: print_staff_change(session.workspace, found, target, today),
            self._open_pdf,
            label="正在排版",
            owner=self,
        )

    def _open_pdf(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._session.refused.emit(f"电脑上没有能打开 PDF 的程序，清单在 {path}，关闭程序时清除。")

    def _take(self) -> None:
        name = self.name.text().strip()
        if self._session.read_only:
            self._session.refused.emit(LOOK_ONLY)
        elif name:
            self._session.set_operator(name)
            self.name.clear()
            self._session.told.emit(f"经办人已换成{name}，接下来请{name}设自己的密码。")


def _table() -> QTableWidget:
    table = QTableWidget(0, len(HEADS))
    copy_by_keys(table)
    table.setHorizontalHeaderLabels([head for head, _ in HEADS])
    table.setAccessibleName("未办结事项")
    dress_table(table)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    size_columns(table, (width for _, width in HEADS))
    table.setMinimumHeight(VISIBLE * table.verticalHeader().defaultSectionSize())
    return table
