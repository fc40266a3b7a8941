"""The first page: open what there is, or start anew."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QPushButton, QWidget

from models.resources import resource
from models.store.base.workspace import CENTRE, UNIT
from ui.base.icons import IconLabel, icon
from ui.base.memory import Memory, recent_folders
from ui.base.plain_text import Label
from ui.base.theme import scaled
from ui.base.tokens import ICON, MARGIN, SPACE, WIDE
from ui.kit.copying import copy_by_keys
from ui.kit.labels import card, card_head, column, flush, foot, group_head, main_button, prose, row, scrolled, title
from ui.start.door_card import in_the_middle

ROLES = (
    (
        UNIT,
        "填报单位",
        "clipboard_task_list_ltr",
        "乡镇街道、各部门：记台账、附佐证、校验、打印、报送。要有汇总单位发来的任务包。",
    ),
    (CENTRE, "汇总单位", "mail_inbox", "牵头考核的办公室：下发任务、收件合并、退回、考核排名、出表，也记本级的台账。"),
)
ABOUT = "法治政府建设年度工作的台账、报送、汇总与考核，不联网也能用。"
WARNING = (
    "本程序不得处理国家秘密。程序自己生成的密钥只用来证明数据完整、来自哪个单位，不是经认证的电子签名；"
    "盖章的纸质报送单才是正式文本。"
)
SEEN = 4
"""Known workspaces seen without scrolling."""


class WelcomePage(QWidget):
    """Known workspaces, and one button for each role.

    Signals:
        open_wanted: Folder of a workspace.
        new_wanted: Role of a new one.
        recover_wanted: A workspace is to be made from a backup.
    """

    open_wanted = Signal(object)
    new_wanted = Signal(str)
    recover_wanted = Signal()

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        folders = recent_folders(memory)
        self.recent = self._recent(folders)
        self.role_buttons: dict[str, QPushButton] = {}
        other = QPushButton("打开别的工作区…" if folders else "打开已有的工作区…")
        other.clicked.connect(self._choose)
        self.recover = QPushButton("从备份恢复…")
        self.recover.clicked.connect(self.recover_wanted)
        name = column(title("法治台账"), prose(ABOUT, "soft"), margin=0)
        head = row(_program_icon(), name)
        head.setStretch(1, 1)
        head.setSpacing(WIDE)
        known = card(card_head(group_head("打开工作区")), self.recent, foot(other, self.recover, None), margin=1)
        new = row(*(self._role(*one) for one in ROLES))
        new.setSpacing(WIDE)
        ways = [known, new] if folders else [new, row(other, self.recover, None)]
        inside = QWidget()
        inside.setLayout(in_the_middle(head, *ways, prose(WARNING, "soft")))
        self.setLayout(column(scrolled(inside, "打开或新建工作区"), margin=0))

    def _recent(self, folders: list[Path]) -> QListWidget:
        box = QListWidget()
        copy_by_keys(box)
        box.setAccessibleName("最近用过的工作区")
        for folder in folders:
            item = QListWidgetItem(icon("library"), f"{folder.name}\n{folder.parent}")
            item.setData(Qt.ItemDataRole.UserRole, folder)
            box.addItem(item)
        flush(box)
        box.setIconSize(QSize(scaled(ICON), scaled(ICON)))
        box.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        rows = min(max(len(folders), 1), SEEN)
        box.setFixedHeight(rows * box.sizeHintForRow(0) + 2 * SPACE if folders else 0)
        box.itemActivated.connect(lambda item: self.open_wanted.emit(item.data(Qt.ItemDataRole.UserRole)))
        box.itemClicked.connect(lambda item: self.open_wanted.emit(item.data(Qt.ItemDataRole.UserRole)))
        return box

    def _role(self, role: str, name: str, picture: str, about: str) -> QWidget:
        button = self.role_buttons[role] = main_button(f"新建{name}的工作区")
        button.clicked.connect(lambda: self.new_wanted.emit(role))
        head = row(IconLabel(picture), group_head(f"我是{name}"), None)
        return card(head, prose(about, "soft"), None, row(button, None), margin=MARGIN)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择工作区文件夹")
        if name:
            self.open_wanted.emit(Path(name))


def _program_icon() -> Label:
    side, shown = scaled(2 * MARGIN), Label()
    shown.setPixmap(QIcon(str(resource("icons", "fazhi.png"))).pixmap(QSize(side, side)))
    return shown
