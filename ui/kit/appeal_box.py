"""复核: what a unit asked about an indicator, what came of it, and earlier ones."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.assess.frozen import CHANGED, OUTCOMES, Appeal
from models.assess.score import words
from ui.base.typed_drafts import TypedDrafts
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, main_button, prose, row, with_name

NONE_YET = "没有申请过复核。单位对这项得分有异议时，在下面记下理由和结果。"


class AppealBox(QWidget):
    """Earlier appeals in words, and the line in which a new one is written.

    Signals:
        given: The request, the outcome, the answer, and the new points as text where frozen ones are to change.
    """

    given = Signal(str, str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.known = prose("", "soft")
        self.asked = with_name(QLineEdit(placeholderText="单位申请复核的理由"), "单位申请复核的理由")
        self.outcome = with_name(ComboBox(), "复核结果")
        self.outcome.addItems(OUTCOMES)
        self.points = with_name(QLineEdit(placeholderText="调整后的得分"), "调整后的得分")
        self.points.setMaximumWidth(self.points.fontMetrics().averageCharWidth() * 16)
        self.reply = with_name(QLineEdit(placeholderText="复核意见（随考核结果包告知单位）"), "复核意见")
        self._frozen, self._full = False, Decimal(0)
        self._of: Hashable = None
        self._shown: object = None
        self._drafts = TypedDrafts[tuple[object, tuple[str, ...]]]()
        self.note = prose("", "soft")
        self.save = main_button("保存复核")
        self.line = QWidget()
        boxes = row(self.asked, self.outcome, self.points, self.reply, self.save)
        boxes.setStretch(0, 1)
        boxes.setStretch(3, 1)
        self.line.setLayout(column(boxes, self.note, margin=0))
        self.setLayout(column(self.known, self.line, margin=0))
        for box in (self.asked, self.reply, self.points):
            box.textChanged.connect(self._look)
        self.outcome.currentIndexChanged.connect(self._look)
        self.save.clicked.connect(self._give)
        self._look()

    def show_appeals(self, appeals: Sequence[Appeal], full: Decimal, *, frozen: bool, of: Hashable = None) -> None:
        """Show what was asked about the indicator in front so far; `frozen` points are changed here.

        `of` whom and what it is: what was typed of it and not saved waits for it.
        """
        self._full, self._frozen = full, frozen
        self.known.setText("\n".join(appeal_text(one) for one in appeals) or NONE_YET)
        boxes, shown = (self.asked, self.reply, self.points), (list(appeals), frozen)
        if of is None or (of, shown) != (self._of, self._shown):
            empty = ("",) * len(boxes)
            if self._of is not None and of != self._of:
                typed = tuple(box.text() for box in boxes)
                self._drafts.keep(self._of, (self._shown, empty), (self._shown, typed))
            self._of, self._shown = of, shown
            _, texts = self._drafts.take(of, (shown, empty))
            for box, text in zip(boxes, texts, strict=True):
                box.setText(text)
        self._look()

    def problem(self) -> str:
        """What is still to be written, "" where the appeal can be kept."""
        if not self.asked.text().strip() or not self.reply.text().strip():
            return "写明单位申请复核的理由和复核意见。"
        if not self._changes_frozen:
            return ""
        try:
            points = Decimal(self.points.text().strip())
        except InvalidOperation:
            return f"写明调整后的得分，0到{words(self._full)}分。"
        within = points.is_finite() and 0 <= points <= self._full
        return "" if within else f"调整后的得分要在0到{words(self._full)}分之间。"

    @property
    def _changes_frozen(self) -> bool:
        return self._frozen and self.outcome.currentText() == CHANGED

    def _look(self) -> None:
        self.points.setVisible(self._changes_frozen)
        problem = self.problem()
        told = problem or self._what_happens()
        self.note.setText(told)
        self.note.setVisible(bool(told))
        self.save.setEnabled(not problem)

    def _what_happens(self) -> str:
        if self.outcome.currentText() != CHANGED:
            return ""
        if self._frozen:
            return "保存后成为新的一版考核结果，总分、等次、名次跟着变；原来的一版保留，可以在“历次版本”里看。"
        return "考核还没有冻结：这里只记下复核，得分请在“人工评分”里改，或者由单位改正台账。"

    def _give(self) -> None:
        points = self.points.text().strip() if self._changes_frozen else ""
        self.given.emit(self.asked.text().strip(), self.outcome.currentText(), self.reply.text().strip(), points)


def appeal_text(one: Appeal) -> str:
    """An appeal in one sentence."""
    moved = ""
    if one.points is not None and one.before is not None:
        moved = f"，由{words(one.before)}分调整为{words(one.points)}分"
    return f"{one.on}复核（{one.by}）：申请“{one.asked}”，{one.outcome}{moved}，{one.reply.rstrip('。')}。"
