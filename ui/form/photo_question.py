"""Whether large photos are made smaller before they are kept: asked with both sizes, and remembered if so wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from models.store.files.photos import LONGEST, SmallerPhoto
from ui.base.tokens import SPACE
from ui.kit.labels import column, main_button, prose, row
from ui.kit.question_frame import QuestionFrame
from ui.kit.tables.cells import readable_size

SETTING = "photos"
ASK, SHRINK, KEEP = "ask", "shrink", "keep"
POLICIES = {ASK: "添加大照片时询问", SHRINK: "缩小后存（会显示原来多大、缩小后多大）", KEEP: "按原样存"}
LINES = 2
WORDS = "缩小后长边{}像素，A4纸上的小字看得清；方向、拍摄时间不变，原来的照片不动。"
ALWAYS = "以后都这样，不再问（可以在“系统 › 设置”里改）"


def size_gain(photos: Sequence[SmallerPhoto]) -> str:
    """Sizes before and after, in words."""
    before, after = sum(one.before for one in photos), sum(one.size for one in photos)
    return f"{len(photos)}张照片：原来{readable_size(before)}，缩小后{readable_size(after)}"


class PhotoQuestion(QuestionFrame):
    """Asks whether to shrink large photos; hidden until there are some."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = prose("")
        self.shrink, self.keep, self.cancel = main_button("缩小后存"), QPushButton("按原样存"), QPushButton("取消")
        self.always = QCheckBox(ALWAYS)
        buttons = row(self.shrink, self.keep, self.cancel, None)
        self.setLayout(column(self.words, buttons, self.always, margin=SPACE))
        self._then: Callable[[str, bool], object] | None = None
        self.shrink.clicked.connect(lambda: self._answer(SHRINK))
        self.keep.clicked.connect(lambda: self._answer(KEEP))
        self.cancel.clicked.connect(self.close_question)

    def ask(self, photos: Sequence[SmallerPhoto], then: Callable[[str, bool], object]) -> None:
        """Ask about these; `then` gets SHRINK or KEEP and whether it holds from now on, nothing if it was cancelled."""
        self._then = then
        lines = [f"{one.name}：{readable_size(one.before)} → {readable_size(one.size)}" for one in photos[:LINES]]
        more = [f"…… 另有{len(photos) - LINES}张"] if len(photos) > LINES else []
        self.words.setText("\n".join([f"{size_gain(photos)}。{WORDS.format(LONGEST)}", *lines, *more]))
        self.always.setChecked(False)
        self.open_at(self.shrink)

    def close_question(self) -> None:
        """Hide the question without answering it; the photos are not added."""
        self._then = None
        self.shut()

    def _answer(self, choice: str) -> None:
        then = self._then
        self.close_question()
        if then:
            then(choice, self.always.isChecked())
