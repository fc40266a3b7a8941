"""The first page: open what there is, or start anew."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from models.store.base.workspace import CENTRE, UNIT
from ui.base.memory import Memory, recent_folders
from ui.base.tokens import WIDE
from ui.kit.copying import copy_by_keys
from ui.kit.labels import column, group_head, main_button, prose, row, title

ROLES = (
    (UNIT, "填报单位", "乡镇街道、各部门：记台账、附佐证、校验、打印、报送。需要汇总单位发来的任务包。"),
    (CENTRE, "汇总单位", "牵头考核的办公室：下发任务、收件合并、退回、考核排名、出表，同时记本级的台账。"),
)


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
        known: list[QWidget | None] = [group_head("打开工作区"), self.recent] if folders else []
        layout = column(title("法治台账"), prose("法治政府建设年度工作的离线台账、报送、汇总与考核。", "soft"), *known)
        self.recover = QPushButton("从备份恢复…")
        self.recover.clicked.connect(self.recover_wanted)
        layout.addLayout(row(other, self.recover, None))
        layout.addWidget(group_head("新建工作区"))
        for role, name, about in ROLES:
            layout.addWidget(self._role(role, name, about))
        layout.addStretch(1)
        layout.addWidget(
            prose(
                "本程序不得处理国家秘密。程序自己生成的密钥只用来证明数据完整、来自哪个单位，不是经认证的电子签名；"
                "盖章的纸质报送单才是正式文本。",
                "soft",
            )
        )
        layout.setContentsMargins(3 * WIDE, 2 * WIDE, 3 * WIDE, WIDE)
        self.setLayout(layout)

    def _recent(self, folders: list[Path]) -> QListWidget:
        box = QListWidget()
        copy_by_keys(box)
        box.setAccessibleName("最近用过的工作区")
        for folder in folders:
            item = QListWidgetItem(f"{folder.name}　　{folder.parent}")
            item.setData(Qt.ItemDataRole.UserRole, folder)
            box.addItem(item)
        box.setFixedHeight(box.fontMetrics().height() * 6)
        box.itemActivated.connect(lambda item: self.open_wanted.emit(item.data(Qt.ItemDataRole.UserRole)))
        box.itemClicked.connect(lambda item: self.open_wanted.emit(item.data(Qt.ItemDataRole.UserRole)))
        return box

    def _role(self, role: str, name: str, about: str) -> QWidget:
        card = QFrame()
        card.setFrameShape(QFrame.Shape.StyledPanel)
        button = self.role_buttons[role] = main_button(f"我是{name}")
        button.clicked.connect(lambda: self.new_wanted.emit(role))
        inside = row(prose(about), button)
        inside.setStretch(0, 1)
        inside.setContentsMargins(WIDE, WIDE // 2, WIDE, WIDE // 2)
        outer = QVBoxLayout(card)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(inside)
        return card

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择工作区文件夹")
        if name:
            self.open_wanted.emit(Path(name))
