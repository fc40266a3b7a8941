"""Looking for words in a preview: type, Enter goes to the next place, Shift+Enter to the one before."""

from __future__ import annotations

import threading

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.base.plain_text import Label
from ui.base.session import Session
from ui.base.tokens import GAP
from ui.kit.labels import small_button
from ui.kit.pdf.source import PdfSource
from ui.rendering.search import PdfHit

PAUSE = 200
"""Milliseconds after the last key before it is looked for."""


class FindBar(QWidget):
    """Searches the text of a PDF; emits `moved` with the place found, or None."""

    moved = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._stop = session, threading.Event()
        self._pdf: PdfSource | None = None
        self.hits: list[PdfHit] = []
        self.at = 0
        self.words, self.place = QLineEdit(placeholderText="在表里查找"), Label()
        self.words.setAccessibleName("在表里查找")
        self.words.setClearButtonEnabled(True)
        self.back, self.forward = small_button("▲", "上一处（Shift+Enter）"), small_button("▼", "下一处（Enter）")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP)
        for part in (self.words, self.place, self.back, self.forward):
            inside.addWidget(part)
        inside.setStretch(0, 1)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        self.words.textChanged.connect(self._timer.start)
        self.words.returnPressed.connect(lambda: self.go(1))
        QShortcut(QKeySequence("Shift+Return"), self.words, lambda: self.go(-1))
        self.back.clicked.connect(lambda: self.go(-1))
        self.forward.clicked.connect(lambda: self.go(1))
        self._show([])

    def search_in(self, pdf: PdfSource | None) -> None:
        """Search this PDF from now on; None for none."""
        self._pdf = pdf
        self.setEnabled(pdf is not None)
        self.look()

    def look(self) -> None:
        """Look for what is typed; an earlier search is dropped."""
        self._timer.stop()
        self._stop.set()
        self._stop = stop = threading.Event()
        pdf, words = self._pdf, self.words.text()
        if pdf is None or not words.strip():
            self._show([])
            return

        def show(hits: list[PdfHit]) -> None:
            if not stop.is_set():
                self._show(hits)

        ticket = self._session.jobs.run(lambda _: pdf.find(words, stop), show, lambda _: show([]), owner=self)
        self._session.jobs.spare.add(ticket)

    def go(self, by: int) -> None:
        """Go on to another place, round and round; look first where that is still to come."""
        if self._timer.isActive():
            self.look()
        elif self.hits:
            self.at = (self.at + by) % len(self.hits)
            self._tell()

    def _show(self, hits: list[PdfHit]) -> None:
        self.hits, self.at = hits, 0
        self._tell()

    def _tell(self) -> None:
        typed = bool(self.words.text().strip())
        self.place.setText(f"{self.at + 1}/{len(self.hits)}" if self.hits else "没有" if typed else "")
        for button in (self.back, self.forward):
            button.setEnabled(bool(self.hits))
        self.moved.emit(self.hits[self.at] if self.hits else None)
