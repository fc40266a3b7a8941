"""A box for text of several lines that takes no book: laying one out would stop the window for minutes."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit

from models.records.bounds import LONG_TEXT

LONG_PASTE = "剪贴板里有{}字，这里最多{}字，没有贴入：请只贴要用的一段。"


class TextBox(QPlainTextEdit):
    """Takes up to `most` characters from the clipboard or a drag.

    Signals:
        refused: The sentence on what was not pasted, as it would be more than that.
    """

    refused = Signal(str)

    def __init__(self, most: int = LONG_TEXT) -> None:
        super().__init__()
        self.most = most

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop; too much leaves everything as it is."""
        text = source.text()
        if len(text) > self.most or len(text) + self.document().characterCount() > 2 * self.most:
            self.refused.emit(LONG_PASTE.format(len(text), self.most))
        else:
            self.insertPlainText(text)
            self.ensureCursorVisible()
