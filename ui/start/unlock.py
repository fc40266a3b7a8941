"""The page that asks for the 密码 of a workspace."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.clock import Clock
from models.errors import FazhiError
from models.store.base.workspace import Workspace, is_encrypted, open_workspace
from ui.base.daily_backup import before_upgrade
from ui.base.ticket import Ticket
from ui.base.workers import Jobs, Trouble, trouble_of
from ui.kit.labels import main_button, prose, title
from ui.start.door_card import door_card, in_the_middle


class UnlockPage(QWidget):
    """Asks for the 密码 of a workspace; Enter opens it.

    Signals:
        opened: The workspace, and "" for the 经办人, who is picked inside.
        other_wanted: Another workspace is to be opened.
        recover_wanted: A backup is to be restored; offered where the workspace is damaged or lacks a file.
    """

    opened = Signal(object, str)
    other_wanted = Signal()
    recover_wanted = Signal()

    def __init__(self, folder: Path, jobs: Jobs, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._jobs, self._clock = folder, jobs, clock
        self.asked, self.field = prose("请输入密码："), QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName("密码")
        self.button = main_button("打开")
        self.other = QPushButton("打开别的工作区")
        self.recover = QPushButton("从备份恢复…")
        self.recover.hide()
        self.complaint = prose("", "error")
        self.complaint.hide()
        self.hint = prose("忘记密码时，在这里输入建立工作区时抄下的恢复码。", "soft")
        card = door_card(
            title(folder.name),
            prose(str(folder), "soft"),
            self.asked,
            self.field,
            self.complaint,
            self.hint,
            acts=(self.button, self.other, self.recover),
        )
        self.setLayout(in_the_middle(card))
        self.field.returnPressed.connect(self.unlock)
        self.button.clicked.connect(self.unlock)
        self.other.clicked.connect(self.other_wanted)
        self.recover.clicked.connect(self.recover_wanted)
        self.setFocusProxy(self.field)
        self.field.setFocus()
        self._look()

    def _look(self) -> None:
        try:
            encrypted = is_encrypted(self._folder)
        except (OSError, FazhiError) as error:
            self._complain(trouble_of(error))
            return
        if not encrypted:
            for part in (self.asked, self.field):
                part.hide()
            self.hint.setText("这个工作区没有密码，按 Enter 或点“打开”就打开。")
            self.button.setAutoDefault(True)
            self.setFocusProxy(self.button)

    def unlock(self) -> None:
        """Try what was typed, off the UI thread: stretching a 密码 takes its time on purpose."""
        typed, folder = self.field.text() or None, self._folder
        self.button.setEnabled(False)
        self._jobs.run(
            partial(_opened, folder, typed, self._clock),
            self._open,
            self._refuse,
            label="正在打开",
            owner=self,
        )

    def _open(self, workspace: Workspace) -> None:
        self.opened.emit(workspace, "")

    def _refuse(self, trouble: Trouble) -> None:
        self.button.setEnabled(True)
        self._complain(trouble)
        self.field.selectAll()
        self.field.setFocus()

    def _complain(self, trouble: Trouble) -> None:
        self.complaint.setText(trouble.sentence)
        self.complaint.show()
        self.recover.setVisible(trouble.is_cured_by_backup)


def _opened(folder: Path, typed: str | None, clock: Clock, ticket: Ticket) -> Workspace:
    """The workspace; an older one is backed up and brought up to date first, which is told step by step."""

    def back_up(workspace: Workspace) -> None:
        ticket.say("旧版工作区，正在先做备份")
        before_upgrade(workspace)

    def tell(done: int, total: int) -> None:
        ticket.say(f"正在升级工作区（第{done + 1}步，共{total}步）", done, total)

    return open_workspace(folder, typed, back_up, tell, clock)
