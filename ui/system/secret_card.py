"""A secret shown once: to be copied, then put out of sight."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from models.records.tone import Tone
from ui.base.theme import SHADES, SPACE
from ui.kit.labels import column, prose, row, several_lines

LINES = 3


class SecretCard(QFrame):
    """Shows a secret to be copied by hand; hidden until there is one, and 已抄好 wipes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        shade = SHADES[Tone.GOOD]
        self.setStyleSheet(
            f"SecretCard {{ background: {shade.ground}; border: 1px solid {shade.ink}; border-radius: 4px; }}"
        )
        self.words, self.secret = prose(""), several_lines("私钥")
        self.secret.setReadOnly(True)
        self.secret.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.secret.setFixedHeight(self.secret.fontMetrics().lineSpacing() * (LINES + 1))
        self.copy, self.away = QPushButton("复制"), QPushButton("已抄好，收起")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.secret.toPlainText()))
        self.away.clicked.connect(self.put_away)
        self.setLayout(column(self.words, self.secret, row(self.copy, self.away, None), margin=SPACE))
        self.hide()

    def tell(self, words: str, secret: str) -> None:
        """Show a secret with what it is for."""
        self.words.setText(words)
        self.secret.setPlainText(secret)
        self.show()

    def put_away(self) -> None:
        """Clear the secret from the card and hide it."""
        self.secret.clear()
        self.hide()
