"""A box for each kind of certificate, in which the centre writes how the kind's numbers look."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from models.records.ledgers.certificate import KINDS
from models.records.tone import Tone
from models.rules.number_pattern import DIGIT, LETTER, pattern_example, pattern_fault, plain_pattern
from ui.base.plain_text import Label, plain_tip
from ui.base.theme import SPACE
from ui.kit.elided_label import ElidedLabel
from ui.kit.labels import column, prose, set_prose, with_name

ABOUT = (
    f"证件编号的样子：一位数字写一个{DIGIT}，一个字母写一个{LETTER}，不变的字照写，如“豫A########”；空着不查。"
    "编号不像的，单位填写和校验时提醒，可以说明原因；已登记的不改。"
)
BOX = 11
"""Characters a box has room for at the least."""


class NumberPatterns(QWidget):
    """Kinds, boxes, and beside each box a number that fits, or below it what is wrong.

    Signals:
        edited: Patterns by kind as they are now, those that cannot be used as they were typed.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {kind: with_name(QLineEdit(), f"{kind}编号的样子") for kind in KINDS}
        self.examples = {kind: ElidedLabel() for kind in KINDS}
        self.faults = {kind: prose("", "error") for kind in KINDS}
        self._patterns: dict[str, str] = {}
        grid = QGridLayout()
        grid.setSpacing(SPACE)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for at, kind in enumerate(KINDS):
            self._place(grid, 2 * at, kind)
        whole = column(prose(ABOUT, "soft"), margin=0)
        whole.addLayout(grid)
        whole.addStretch(1)
        self.setLayout(whole)

    def _place(self, grid: QGridLayout, line: int, kind: str) -> None:
        box, label = self.boxes[kind], Label(kind)
        label.setBuddy(box)
        box.setMinimumWidth(BOX * self.fontMetrics().horizontalAdvance("国"))
        self.examples[kind].setProperty("role", "soft")
        self.faults[kind].hide()
        grid.addWidget(label, line, 0)
        grid.addWidget(box, line, 1)
        grid.addWidget(self.examples[kind], line, 2)
        grid.addWidget(self.faults[kind], line + 1, 0, 1, 3)
        box.textEdited.connect(lambda _: self._typed(kind))
        box.editingFinished.connect(lambda: self._judge(kind))

    def show_patterns(self, patterns: Mapping[str, str]) -> None:
        """Show the patterns by kind; those of kinds unknown here are kept unseen."""
        self._patterns = dict(patterns)
        for kind, box in self.boxes.items():
            if plain_pattern(box.text()) != patterns.get(kind, ""):
                box.setText(patterns.get(kind, ""))
            self._judge(kind)

    def _typed(self, kind: str) -> None:
        pattern = plain_pattern(self.boxes[kind].text())
        others = {known: one for known, one in self._patterns.items() if known != kind}
        self._patterns = others | ({kind: pattern} if pattern else {})
        self._show_example(kind)
        self.edited.emit(dict(self._patterns))

    def _show_example(self, kind: str) -> None:
        """While typing: a fault is taken back at once, but told only when the box is left."""
        pattern = plain_pattern(self.boxes[kind].text())
        good = bool(pattern) and not pattern_fault(pattern)
        said = f"例如 {pattern_example(pattern)}" if good else ""
        self.examples[kind].setText(said)
        self.examples[kind].setToolTip(plain_tip(said))
        if not pattern_fault(pattern):
            self.faults[kind].hide()

    def _judge(self, kind: str) -> None:
        self._show_example(kind)
        fault = pattern_fault(self.boxes[kind].text())
        set_prose(self.faults[kind], fault, Tone.BAD)
        self.faults[kind].setVisible(bool(fault))
