"""复核: what a unit asked about an indicator, what came of it, and earlier ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from models.assess.frozen import OUTCOMES, Appeal
from ui.widgets.labels import column, main_button, prose, row, small_button


class AppealBox(QWidget):
    """Earlier appeals in words; a button opens the line in which a new one is written.

    Signals:
        given: The request, the outcome and the answer.
    """

    given = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.known = prose("", "soft")
        self.open = small_button("记录复核…", "单位对这项得分有异议时，记下理由和复核结果", checkable=True)
        self.asked = QLineEdit(placeholderText="单位申请复核的理由")
        self.outcome = QComboBox()
        self.outcome.addItems(OUTCOMES)
        self.reply = QLineEdit(placeholderText="复核意见（随考核结果包告知单位）")
        self.save = main_button("保存复核")
        self.line = QWidget()
        inside = row(self.asked, self.outcome, self.reply, self.save)
        inside.setStretch(0, 1)
        inside.setStretch(2, 1)
        self.line.setLayout(inside)
        self.line.hide()
        top = row(self.open, self.known)
        top.setStretch(1, 1)
        self.setLayout(column(top, self.line, margin=0))
        self.open.toggled.connect(self.line.setVisible)
        for box in (self.asked, self.reply):
            box.textChanged.connect(self._look)
        self.save.clicked.connect(self._give)
        self._look()

    def show_appeals(self, appeals: Sequence[Appeal]) -> None:
        """Show what was asked about the indicator in front so far."""
        self.known.setText("\n".join(in_words(one) for one in appeals))
        self.open.setChecked(False)
        self.asked.clear()
        self.reply.clear()

    def _look(self) -> None:
        self.save.setEnabled(bool(self.asked.text().strip() and self.reply.text().strip()))

    def _give(self) -> None:
        self.given.emit(self.asked.text().strip(), self.outcome.currentText(), self.reply.text().strip())


def in_words(one: Appeal) -> str:
    """An appeal in one sentence."""
    return f"{one.on}复核（{one.by}）：申请“{one.asked}”，{one.outcome}，{one.reply.rstrip('。')}。"
