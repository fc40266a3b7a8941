"""At a unit: its own key, changed when the PC or the 密码 came into wrong hands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from models.merge.key_change import change_unit_keys
from models.merge.keys import own_fingerprint
from ui.base.session import Session
from ui.kit.confirm_box import ConfirmAnswer, ConfirmBox, ConfirmQuestion
from ui.kit.labels import column, group_head, prose, row

ABOUT = (
    "电脑或U盘被盗、密码被别人知道时才更换：先打电话让汇总单位撤销旧密钥，再在这里换。"
    "换了以后，下一次报送要像第一次那样，凭盖章报送单上的新指纹重新登记；记录和以前的回执都不受影响。"
)
CHANGE = "更换本单位的密钥：不能恢复。现在的指纹 {} 停用，以后的报送单印新指纹，汇总单位重新登记后才合并。"
DONE = (
    "已更换，新指纹是 {}。下一步：①密码也可能被别人知道的，到“换密码”换掉；"
    "②报送一次，打印报送单盖章，和报送包一起交汇总单位登记。"
)


class UnitKey(QWidget):
    """Renews the own key after a question; emits `changed` when there is a new fingerprint."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.change, self.question, self.done = QPushButton("更换本单位的密钥…"), ConfirmBox(), prose("")
        self.change.setEnabled(not session.read_only)
        self.done.hide()
        parts = (group_head("更换本单位的密钥"), prose(ABOUT, "soft"), row(self.change, None))
        self.setLayout(column(*parts, self.question, self.done, margin=0))
        self.change.clicked.connect(self._ask)

    def _ask(self) -> None:
        workspace = self._session.workspace
        words = CHANGE.format(own_fingerprint(workspace))
        question = ConfirmQuestion(words, "更换", text="为什么更换（例如：电脑被盗）", passphrase=workspace.encrypted)
        self.question.ask(question, self._change)

    def _change(self, answer: ConfirmAnswer) -> None:
        workspace, operator = self._session.workspace, self._session.operator
        self._session.jobs.run(
            lambda _: change_unit_keys(workspace, answer.passphrase or None, operator, answer.text),
            self._changed,
            label="正在更换密钥",
            owner=self,
            writes=True,
        )

    def _changed(self, made: str) -> None:
        self.done.setText(DONE.format(made))
        self.done.show()
        self.changed.emit()
