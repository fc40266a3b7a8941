"""Makes a workspace from a backup on a new PC, with the backup's 密码 or the recovery code."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton, QWidget

from models.clock import Clock
from models.store.base.workspace import Workspace
from models.store.files.backup import SUFFIX, restore_backup
from models.submit.numbering import AHEAD
from ui.base.workers import Jobs, Trouble
from ui.kit.choosing import BACKUP, choose_file
from ui.kit.labels import main_button, prose, row, title, with_name
from ui.start.door_card import door_card, in_the_middle
from ui.start.first_steps import FolderField

ABOUT = (
    "电脑坏了、丢了或换了新的，用最近一份备份把工作区放回来：记录、佐证材料、密钥和指纹都和以前一样，汇总单位不用重新登记。"
    f"恢复汇总单位的工作区，任务和名册的编号会往后跳{AHEAD}号以上，以免与丢失的相同，打开后请重新导出任务包。"
    "没有备份的，回到第一页点“我是填报单位”，用任务包重新建立，再请汇总单位用新密钥更换旧密钥。"
)
HINT = "备份当时的密码；忘记了就输入当时抄下的恢复码"


class RecoverPage(QWidget):
    """Asks for backup, target folder and 密码, and restores the backup.

    Signals:
        opened: The workspace, and "" for the 经办人, who is picked inside.
        abandoned: Back to the first page; nothing was touched.
    """

    opened = Signal(object, str)
    abandoned = Signal()

    def __init__(self, jobs: Jobs, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._clock = jobs, clock
        self.backup, self.folder, self.field = QLineEdit(), FolderField(), QLineEdit()
        self.backup.setPlaceholderText(f"以 {SUFFIX} 结尾的文件，多半在U盘上或另一块盘里")
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setPlaceholderText(HINT)
        self.complaint, choose = prose("", "error"), with_name(QPushButton("选择…"), "选择备份")
        self.back, self.act = QPushButton("返回"), main_button("恢复并打开")
        file = row(self.backup, choose)
        file.setStretch(0, 1)
        fields = QWidget()
        form = QFormLayout(fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("备份", file)
        form.addRow("存放位置", self.folder)
        form.addRow("密码", self.field)
        for field, name in ((self.backup, "备份"), (self.folder.line, "存放位置"), (self.field, "密码")):
            field.setAccessibleName(name)
        self.complaint.hide()
        parts = title("从备份恢复"), prose(ABOUT, "soft"), fields, self.complaint
        self.setLayout(in_the_middle(door_card(*parts, acts=(self.act, self.back))))
        self.folder.propose("恢复的工作区")
        self.setFocusProxy(self.backup)
        choose.clicked.connect(self._choose)
        self.back.clicked.connect(self.abandoned)
        self.act.clicked.connect(self.recover)
        self.field.returnPressed.connect(self.recover)

    def _choose(self) -> None:
        path = choose_file(self, None, BACKUP, "选择备份", f"备份 (*{SUFFIX})")
        if path:
            self.backup.setText(os.fspath(path))

    def _missing(self) -> str:
        if not Path(self.backup.text().strip()).is_file():
            return "请选择备份文件。"
        folder = self.folder.folder()
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            return "这个文件夹里已经有东西：请换一个空的或还没有的文件夹。"
        return ""

    def recover(self) -> None:
        """Check the backup, put it there and open it; off the UI thread."""
        missing = self._missing()
        self._complain(missing)
        if missing:
            return
        path, folder, secret = Path(self.backup.text().strip()), self.folder.folder(), self.field.text() or None
        self.act.setEnabled(False)

        def task(_ticket: object) -> Workspace:
            folder.parent.mkdir(parents=True, exist_ok=True)
            return restore_backup(path, folder, secret, self._clock)[0]

        self._jobs.run(task, lambda made: self.opened.emit(made, ""), self._refuse, label="正在恢复", owner=self)

    def _refuse(self, trouble: Trouble) -> None:
        self.act.setEnabled(True)
        self._complain(trouble.sentence)

    def _complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))
