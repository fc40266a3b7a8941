"""Points given by hand for one indicator of one unit, with the reason that is printed beside them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.assess.score import Score, words
from ui.widgets.labels import column, group_head, main_button, prose, row


class HandScore(QWidget):
    """Shown for indicators that are scored by hand.

    Signals:
        given: Points as text and the reason.
    """

    given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = Decimal(0)
        self.head, self.note = group_head("人工评分"), prose("", "soft")
        self.points, self.reason = QLineEdit(), QLineEdit()
        self.points.setPlaceholderText("得分")
        self.points.setMaximumWidth(self.points.fontMetrics().averageCharWidth() * 12)
        self.reason.setPlaceholderText("评分理由（会印在考核明细里）")
        self.save = main_button("保存评分")
        line = row(self.points, self.reason, self.save)
        line.setStretch(1, 1)
        self.setLayout(column(self.head, line, self.note, margin=0))
        for box in (self.points, self.reason):
            box.textChanged.connect(self._look)
            box.returnPressed.connect(self._give)
        self.save.clicked.connect(self._give)
        self._look()

    def show_score(self, score: Score, points: str, reason: str) -> None:
        """Show what was given for an indicator so far."""
        self._full = score.full
        self.head.setText(f"人工评分：{score.indicator} {score.name}（满分{words(score.full)}分）")
        self.points.setText(points)
        self.reason.setText(reason)

    def problem(self) -> str:
        """What is wrong with what was typed, "" where it can be kept."""
        try:
            points = Decimal(self.points.text().strip())
        except InvalidOperation:
            return "得分填数字；扣分项填负数，例如 -2。"
        if not points.is_finite() or abs(points) > self._full:
            return f"满分{words(self._full)}分，得分不能超过它。"
        return "" if self.reason.text().strip() else "请写明评分理由。"

    def _look(self) -> None:
        problem = self.problem()
        self.note.setText(problem)
        self.save.setEnabled(not problem)

    def _give(self) -> None:
        if not self.problem():
            self.given.emit(self.points.text().strip(), self.reason.text().strip())
