"""The centre's own keys: changing them, and taking the private one out for a reader without this program."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from models.merge.key_change import change_centre_keys, export_identities, new_second_identity
from models.merge.keys import own_fingerprint
from models.package.keys import group_secret
from models.package.roster import Roster
from models.package.suites import fingerprint
from ui.base.session import Session
from ui.kit.confirm_box import ConfirmAnswer, ConfirmBox, ConfirmQuestion
from ui.kit.labels import column, group_head, prose, row
from ui.system.secret_card import SecretCard

ABOUT = (
    "密钥可能泄露（电脑被盗、密码被人知道）时才更换。新名册由新旧两把密钥一起签名，各单位接收下一个任务包或回执后"
    "自动换用新指纹，不必再跑一趟；以前的报送包仍能打开。"
)
OUT = "导出解密私钥，是为了将来没有本程序时也能用通用的 age 工具打开报送包。谁有它谁就能打开，请密封保管。"
CHANGE = (
    "更换汇总单位“{name}”的密钥：不能恢复。现在的指纹 {now} 停用，印发的通知要改用新指纹；"
    "封存的备用密钥也一起换，旧的仍要锁好，它能打开更换以前的包。"
)
SECOND = (
    "还没有更换。这是新的备用密钥，只显示这一次：请抄下或打印后装入信封封存，再点“已抄好，更换”；"
    "电脑坏了，用它打开各单位今后的报送包。"
)


class CentreKeys(QWidget):
    """Two acts, one question in place for both; `changed` tells that there is a new fingerprint."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.change, self.out = QPushButton("更换汇总单位的密钥…"), QPushButton("导出解密私钥…")
        for button in (self.change, self.out):
            button.setEnabled(not session.read_only)
        self.question, self.secret = ConfirmBox(), SecretCard()
        head = group_head("汇总单位自己的密钥")
        parts = (prose(ABOUT, "soft"), prose(OUT, "soft"), row(self.change, self.out, None))
        self.setLayout(column(head, *parts, self.question, self.secret, margin=0))
        self.change.clicked.connect(self._ask_change)
        self.out.clicked.connect(self._ask_out)

    def _ask_change(self) -> None:
        workspace = self._session.workspace
        now = own_fingerprint(workspace)
        words = CHANGE.format(name=workspace.name, now=now)
        question = ConfirmQuestion(words, "更换", text="为什么更换", passphrase=workspace.encrypted)
        self.question.ask(question, self._change)

    def _change(self, answer: ConfirmAnswer) -> None:
        workspace, passphrase = self._session.workspace, answer.passphrase or None
        self._session.jobs.run(
            lambda _: new_second_identity(workspace, passphrase),
            lambda second: self.secret.tell(SECOND, group_secret(second), lambda: self._commit(answer, second)),
            label="正在核对密码",
            owner=self,
        )

    def _commit(self, answer: ConfirmAnswer, second: str) -> None:
        """Change the keys, now that somebody has written the second one down."""
        workspace, operator = self._session.workspace, self._session.operator
        self._session.jobs.run(
            lambda _: change_centre_keys(workspace, answer.passphrase or None, operator, answer.text, second),
            self._changed,
            label="正在更换密钥",
            owner=self,
            writes=True,
        )

    def _changed(self, roster: Roster) -> None:
        made = fingerprint(roster.centre_key)
        self._session.told.emit(f"已更换，新指纹是 {made}。请导出新的任务包或回执发给各单位。")
        self.changed.emit()

    def _ask_out(self) -> None:
        workspace = self._session.workspace
        words = f"导出“{workspace.name}”的解密私钥：谁拿到它，就能打开发给本单位的全部报送包，收不回来。"
        self.question.ask(
            ConfirmQuestion(f"{words}日志会记下这次导出。", "显示私钥", passphrase=workspace.encrypted), self._out
        )

    def _out(self, answer: ConfirmAnswer) -> None:
        workspace, operator = self._session.workspace, self._session.operator
        self._session.jobs.run(
            lambda _: export_identities(workspace, answer.passphrase or None, operator),
            lambda found: self.secret.tell("解密私钥（第一行是现在的，以下是以前的）：请密封保管。", "\n".join(found)),
            label="正在导出",
            owner=self,
            writes=True,
        )
