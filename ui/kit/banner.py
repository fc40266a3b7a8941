"""A sentence in a frame: what went wrong or what is good to know; never a box that must be clicked away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from models.records.tone import Tone
from ui.base.theme import set_look
from ui.base.tokens import SHAPES, SPACE
from ui.base.workers import Jobs, Trouble
from ui.kit.labels import prose, row, small_button

GOOD_NEWS = 6_000
"""Milliseconds after which a sentence that is only good to know goes away."""


class Banner(QFrame):
    """A message at the top of the window with an optional action; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = prose("")
        self.copy = QPushButton("复制错误详情")
        self.action = QPushButton()
        self.close_button = small_button("✕", "关闭这条消息")
        self.close_button.setAccessibleName("关闭这条消息")
        self.close_button.clicked.connect(self.hide)
        self.copy.clicked.connect(self._copy)
        self.action.clicked.connect(self._act)
        self.line = row(self.text, self.action, self.copy, self.close_button)
        self.line.setStretch(0, 1)
        self.line.setContentsMargins(SPACE, 4, SPACE, 4)
        self.setLayout(self.line)
        self._detail, self._of_page, self._is_failure = "", False, False
        self._then: Callable[[], None] | None = None
        self._fade = QTimer(self, singleShot=True, interval=GOOD_NEWS)
        self._fade.timeout.connect(self.hide)
        self.hide()

    def tell(self, sentence: str, tone: Tone = Tone.CALM) -> None:
        """Show a sentence; one that is only good to know goes away by itself."""
        self._show(sentence, tone, "")
        if tone in (Tone.CALM, Tone.GOOD):
            self._fade.start()

    def tell_for_long(self, sentence: str) -> None:
        """Show a sentence that stays until it is closed."""
        self._show(sentence, Tone.WARN, "")

    def refuse(self, why: str) -> None:
        """Show why what was asked for was not done, until it is closed, done, or another page comes."""
        self._show(f"没有做成：{why}", Tone.BAD, "")
        self._of_page = True

    def hold_back(self, why: str) -> None:
        """Show what has to be put right first, until it is closed, put right, or another page comes."""
        self._show(why, Tone.WARN, "")
        self._of_page = True

    def clear_refusal(self) -> None:
        """Take away why something was not done: the page is left, or something was done on it since."""
        if self._of_page:
            self.hide()

    def fail(self, trouble: Trouble) -> None:
        """Show why something did not work, until it is closed or works; our own faults can be copied."""
        self._show(trouble.sentence, Tone.BAD, trouble.detail)
        self._is_failure = True

    def follow(self, jobs: Jobs) -> None:
        """Go when what was asked for is done after all."""
        jobs.written.connect(self.clear_refusal)
        jobs.recovered.connect(self.clear_failure)

    def clear_failure(self) -> None:
        """Take away why something did not work: it did when it was tried again."""
        if self._is_failure:
            self.hide()

    def offer(self, sentence: str, button: str, then: Callable[[], None]) -> None:
        """Show a sentence with something that can be done about it."""
        self._show(sentence, Tone.WARN, "")
        self._then = then
        self.action.setText(button)
        self.action.show()

    def _show(self, sentence: str, tone: Tone, detail: str) -> None:
        self._fade.stop()
        self._detail, self._then, self._of_page, self._is_failure = detail, None, False, False
        self.text.setText(f"{SHAPES[tone]} {sentence}")
        for part in (self, self.text):
            set_look(part, "tone", tone)
        self.copy.setVisible(bool(detail))
        self.action.hide()
        self.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._detail)

    def _act(self) -> None:
        then = self._then
        self.hide()
        if then:
            then()
