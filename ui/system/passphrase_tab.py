"""换密码: a new 密码 and a new recovery code; the old ones stop working."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.merge.key_change import require_passphrase
from models.store.base.workspace import change_passphrase, change_recovery_code, confirm_recovery_code
from ui.base.session import LOOK_ONLY, Session
from ui.base.ticket import Ticket
from ui.base.tokens import WIDE
from ui.base.workers import Trouble
from ui.kit.labels import column, group_head, main_button, prose, row, with_name
from ui.kit.passphrase_fields import PassphraseFields
from ui.kit.question_frame import come_into_view
from ui.kit.recovery_code import RecoveryCode
from ui.kit.tab_order import put_stop_before, tab_stops_in

PRESENT = 24
"""Characters of the line for the present 密码."""
NOT_SAID = "请先输入现在的密码。"


class PassphraseTab(QWidget):
    """Also for a hand-over, where it is not `alone` and has no head: whoever takes over sets their own 密码."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, alone: bool = True) -> None:
        super().__init__(parent)
        self._session = session
        self.present = with_name(QLineEdit(), "现在的密码")
        self.present.setEchoMode(QLineEdit.EchoMode.Password)
        self.present.setPlaceholderText("现在的密码；忘了就填恢复码")
        self.present.setMaximumWidth(self.present.fontMetrics().horizontalAdvance("国") * PRESENT)
        self.fields, self.complaint = PassphraseFields(may_be_none=False), prose("", "error")
        self.button = main_button("换成新密码")
        self.button.clicked.connect(self.change)
        self.only_code = QPushButton("只换恢复码")
        self.only_code.setToolTip("恢复码没有抄下、找不到了或者被人看过：换一个新的，密码不变")
        self.only_code.clicked.connect(self.change_code)
        self.code: RecoveryCode | None = None
        self._room = column(margin=0)
        head = (group_head("换密码"),) if alone else ()
        self.setLayout(
            column(
                *head,
                self._room,  # the new code stands where one looks, not below what was typed
                prose(
                    "换密码会同时换恢复码，旧的密码和旧的恢复码都不再能打开这个工作区；以前的备份仍用备份当时的密码。"
                ),
                self.present,
                self.fields,
                self.complaint,
                row(self.button, self.only_code, None),
                None,
                margin=WIDE if alone else 0,
            )
        )
        self.fields.changed.connect(self.complaint.clear)
        self.present.textChanged.connect(self.complaint.clear)
        for part in (self.present, self.fields, self.button, self.only_code):
            part.setEnabled(session.workspace.encrypted and not session.read_only)
        if session.read_only:
            self.complaint.setText(LOOK_ONLY)
        elif not session.workspace.encrypted:
            self.complaint.setText("这个工作区没有加密，不能加密码：请新建一个有密码的工作区，再把数据导入进去。")

    def change(self) -> None:
        """Give the workspace the 密码 that was typed, where the present one is known."""
        words = self.fields.complaint() if self.present.text() else NOT_SAID
        self.complaint.setText(words)
        if words:
            return
        workspace, passphrase = self._session.workspace, self.fields.passphrase() or ""
        told = "密码已经换好，请抄下新的恢复码。"
        self._run(lambda: change_passphrase(workspace, passphrase), told, "正在换密码")

    def change_code(self) -> None:
        """Give the workspace a new recovery code under the same 密码, where that is known."""
        if not self.present.text():
            self.complaint.setText(NOT_SAID)
            return
        workspace, told = self._session.workspace, "恢复码已经换好，请抄下来；密码没有变。"
        self._run(lambda: change_recovery_code(workspace), told, "正在换恢复码")

    def _run(self, change: Callable[[], str], told: str, label: str) -> None:
        self._allow(ready=False)
        done, workspace, present = partial(self._show, told), self._session.workspace, self.present.text()

        def task(_: Ticket) -> str:
            require_passphrase(workspace, present)
            return change()

        self._session.jobs.run(task, done, self._refuse, label=label, owner=self, writes=True)

    def _allow(self, *, ready: bool) -> None:
        for button in (self.button, self.only_code):
            button.setEnabled(ready)

    def _refuse(self, trouble: Trouble) -> None:
        self._allow(ready=True)
        self.complaint.setText(trouble.sentence)

    def _show(self, told: str, code: str) -> None:
        if self.code:
            self._room.removeWidget(self.code)
            self.code.deleteLater()
        self._allow(ready=True)
        for typed in (self.present, self.fields.first, self.fields.second):
            typed.clear()
        self.code = RecoveryCode(self._session.workspace.name, {"新的恢复码": code}, self._session.today())
        self.code.written.toggled.connect(self._confirm)
        self._room.addWidget(self.code)
        for stop in tab_stops_in(self.code):
            put_stop_before(self.present, stop)
        come_into_view(self.code)
        self._session.told.emit(told)

    def _confirm(self, written: bool) -> None:
        if written:
            workspace = self._session.workspace
            self._session.jobs.run(lambda _: confirm_recovery_code(workspace), owner=self, writes=True)
