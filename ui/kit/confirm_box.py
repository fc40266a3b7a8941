"""Asking before what cannot be taken back: in place, naming the object, with the reason and the 密码 it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.records.tone import Tone
from ui.base.tokens import SHAPES, SPACE
from ui.kit.labels import column, prose, row, with_name
from ui.kit.question_frame import QuestionFrame

WIDEST = 420


@dataclass(frozen=True)
class ConfirmQuestion:
    """What a ConfirmBox asks: the words, the act on its button, and which inputs it needs.

    Attributes:
        words: What will happen to which object.
        act: On the button that does it.
        text: What has to be typed (a reason, a fingerprint), "" for nothing.
        passphrase: Whether the 密码 is asked for again.
    """

    words: str
    act: str
    text: str = ""
    passphrase: bool = False


@dataclass(frozen=True)
class ConfirmAnswer:
    """What the user typed to confirm; "" where it was not asked for."""

    text: str
    passphrase: str


class ConfirmBox(QuestionFrame):
    """Asks for confirmation in the page; hidden until something is asked, and 取消 closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.text = prose(""), with_name(QLineEdit(), "要填的话")
        self.passphrase = with_name(QLineEdit(), "密码")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText("再输一次密码")
        self.act, self.cancel = QPushButton("确定"), QPushButton("取消")
        for field in (self.text, self.passphrase):
            field.setMaximumWidth(WIDEST)
            field.textChanged.connect(self._look)
            field.returnPressed.connect(self._go)
        self.setLayout(column(self.words, self.text, self.passphrase, row(self.act, self.cancel, None), margin=SPACE))
        self._question: ConfirmQuestion | None = None
        self._then: Callable[[ConfirmAnswer], object] | None = None
        self.act.clicked.connect(self._go)
        self.cancel.clicked.connect(self.close_question)

    def ask(self, question: ConfirmQuestion, then: Callable[[ConfirmAnswer], object]) -> None:
        """Ask; `then` is called once, with what was typed."""
        self._question, self._then = question, then
        self.words.setText(f"{SHAPES[Tone.WARN]} {question.words}")
        self.act.setText(question.act)
        self.text.clear()
        self.passphrase.clear()
        self.text.setPlaceholderText(question.text)
        self.text.setAccessibleName(question.text)
        self.text.setVisible(bool(question.text))
        self.passphrase.setVisible(question.passphrase)
        self._look()
        first = next((one for one in (self.text, self.passphrase) if not one.isHidden()), self.cancel)
        self.open_at(first)

    def close_question(self) -> None:
        """Forget what was asked and typed."""
        self._question, self._then = None, None
        self.text.clear()
        self.passphrase.clear()
        self.shut()

    def _look(self) -> None:
        question = self._question
        typed = not (question and question.text) or bool(self.text.text().strip())
        said = not (question and question.passphrase) or bool(self.passphrase.text())
        self.act.setEnabled(typed and said)

    def _go(self) -> None:
        then, answer = self._then, ConfirmAnswer(self.text.text().strip(), self.passphrase.text())
        if then and self.act.isEnabled():
            self.close_question()
            then(answer)
