"""A secret shown once: to be copied, then put out of sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from models.records.tone import Tone
from ui.base.tokens import SPACE
from ui.kit.labels import column, prose, row, several_lines

LINES = 3
PUT_AWAY = "已抄好，收起"


class SecretCard(QFrame):
    """Shows a secret to be copied by hand; hidden until there is one, and 已抄好 wipes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", Tone.GOOD)
        self.words, self.secret = prose(""), several_lines("私钥")
        self.secret.setReadOnly(True)
        self.secret.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.secret.setFixedHeight(self.secret.fontMetrics().lineSpacing() * (LINES + 1))
        self.copy, self.away, self.leave = QPushButton("复制"), QPushButton(PUT_AWAY), QPushButton("不换了")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.secret.toPlainText()))
        self.away.clicked.connect(self.put_away)
        self.leave.clicked.connect(self.forget)
        buttons = row(self.copy, self.away, self.leave, None)
        self.setLayout(column(self.words, self.secret, buttons, margin=SPACE))
        self._then: Callable[[], None] | None = None
        self.hide()

    def tell(self, words: str, secret: str, then: Callable[[], None] | None = None) -> None:
        """Show a secret with what it is for; `then` is called once it is written down, and not if it is left."""
        self._then = then
        self.words.setText(words)
        self.secret.setPlainText(secret)
        self.away.setText("已抄好，更换" if then else PUT_AWAY)
        self.leave.setVisible(then is not None)
        self.show()

    def put_away(self) -> None:
        """Clear the secret from the card, and go on with what waited for it to be written down."""
        then = self._then
        self.forget()
        if then:
            then()

    def forget(self) -> None:
        """Clear the secret from the card and hide it; what waited for it is not done."""
        self._then = None
        self.secret.clear()
        self.hide()
