"""What came through the 接收 door, and the fingerprint a person compares where the signer is new."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget

from models.merge.enrolment import fingerprint_digits
from models.records.tone import Tone
from ui.base.tokens import SHAPES, SPACE
from ui.kit.labels import column, main_button, prose, row
from ui.kit.pending_keys import LENGTH, group_digits
from ui.submit.receiving import Received

COMPARE = (
    "签名的密钥还没有核对过。请不要照屏幕抄，照那一方出示的（通知上印的，或另一台电脑“系统›密钥”里显示的）"
    "输入20位指纹；程序逐位核对，一致才接收。"
)
ABOUT = "这份任务改了工作要点，接收后本单位的变化是（填过的一条也不少；先不接收也能照原来的报送）："


class Arrivals(QFrame):
    """Says what became of files received; hidden until some came.

    Signals:
        compared: The files that wait, and the digits typed.
        agreed: The plans that change what the unit owes and are to be received all the same.
    """

    compared = Signal(list, str)
    agreed = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.words, self.about, self.typed = prose(""), prose(COMPARE, "soft"), QLineEdit()
        self.typed.setPlaceholderText("20位指纹")
        self.typed.setAccessibleName("签名人的指纹")
        self.typed.setFixedWidth(260)
        self.act, self.away = QPushButton("核对并接收"), QPushButton("收起")
        self.changes, self.agree = prose(""), main_button("知道了，接收")
        self.setLayout(
            column(
                self.words,
                self.changes,
                self.about,
                row(self.agree, self.typed, self.act, None, self.away),
                margin=SPACE,
            )
        )
        self._waiting: list[Received] = []
        self._changing: list[Received] = []
        self.typed.textEdited.connect(self._typed)
        self.typed.returnPressed.connect(self._go)
        self.act.clicked.connect(self._go)
        self.agree.clicked.connect(lambda: self.agreed.emit([one.path for one in self._changing]))
        self.away.clicked.connect(self.hide)
        self.hide()

    def tell(self, received: Sequence[Received]) -> None:
        """Show what each file was and what came of it."""
        self._waiting = [one for one in received if one.compare]
        self._changing = [one for one in received if one.changes]
        lines = [line for one in self._changing for line in (ABOUT, *(f"　· {words}" for words in one.changes))]
        self.changes.setText("\n".join(lines))
        self.changes.setVisible(bool(self._changing))
        self.agree.setVisible(bool(self._changing))
        self.words.setText("\n".join(_line(one) for one in received))
        self.typed.clear()
        for part in (self.about, self.typed, self.act):
            part.setVisible(bool(self._waiting))
        self._typed("")
        self.show()

    def _typed(self, text: str) -> None:
        self.typed.setText(group_digits(text))
        self.act.setEnabled(len(fingerprint_digits(text)) == LENGTH)

    def _go(self) -> None:
        if self.act.isEnabled() and self._waiting:
            self.compared.emit([one.path for one in self._waiting], self.typed.text())


def _line(one: Received) -> str:
    tone = Tone.GOOD if one.taken else Tone.WARN if one.compare or one.changes else Tone.BAD
    about = f"{one.about}　" if one.taken or one.compare or one.changes else ""
    return f"{SHAPES[tone]} {one.path.name}：{about}{one.words}"
