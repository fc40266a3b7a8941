"""换密码: a new 密码 and a new recovery code; the old ones stop working."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.store.base.workspace import change_passphrase
from ui.base.session import LOOK_ONLY, Session
from ui.base.theme import WIDE
from ui.base.workers import Trouble
from ui.kit.labels import column, group_head, main_button, prose, row
from ui.kit.passphrase_fields import PassphraseFields
from ui.kit.recovery_code import RecoveryCode


class PassphraseTab(QWidget):
    """Also for a hand-over, where it is not `alone` and has no head: whoever takes over sets their own 密码."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, alone: bool = True) -> None:
        super().__init__(parent)
        self._session = session
        self.fields, self.complaint = PassphraseFields(may_be_none=False), prose("", "error")
        self.button = main_button("换成新密码")
        self.button.clicked.connect(self.change)
        self.code: RecoveryCode | None = None
        self._room = column(margin=0)
        head = (group_head("换密码"),) if alone else ()
        self.setLayout(
            column(
                *head,
                prose(
                    "换密码会同时换恢复码，旧的密码和旧的恢复码都不再能打开这个工作区；以前的备份仍用备份当时的密码。"
                ),
                self.fields,
                self.complaint,
                row(self.button, None),
                self._room,
                None,
                margin=WIDE if alone else 0,
            )
        )
        self.fields.changed.connect(self.complaint.clear)
        if session.read_only:
            self.fields.setEnabled(False)
            self.button.setEnabled(False)
            self.complaint.setText(LOOK_ONLY)
        elif not session.workspace.encrypted:
            self.fields.setEnabled(False)
            self.button.setEnabled(False)
            self.complaint.setText("这个工作区没有加密，不能加密码：请新建一个有密码的工作区，再把数据导入进去。")

    def change(self) -> None:
        """Give the workspace the 密码 that was typed."""
        words = self.fields.complaint()
        self.complaint.setText(words)
        if words:
            return
        workspace, passphrase = self._session.workspace, self.fields.passphrase() or ""
        self.button.setEnabled(False)
        self._session.jobs.run(
            lambda _: change_passphrase(workspace, passphrase),
            self._show,
            self._refuse,
            label="正在换密码",
            owner=self,
            writes=True,
        )

    def _refuse(self, trouble: Trouble) -> None:
        self.button.setEnabled(True)
        self.complaint.setText(trouble.sentence)

    def _show(self, code: str) -> None:
        if self.code:
            self._room.removeWidget(self.code)
            self.code.deleteLater()
        self.button.setEnabled(True)
        self.fields.first.clear()
        self.fields.second.clear()
        self.code = RecoveryCode(self._session.workspace.name, {"新的恢复码": code}, self._session.today())
        self._room.addWidget(self.code)
        self._session.told.emit("密码已经换好，请抄下新的恢复码。")
