"""Points given by hand for one indicator of one unit, with the reason that is printed beside them."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.assess.hand_points import points_problem
from models.assess.score import Score, words
from models.records.ledgers.score import LEDGER
from ui.base.session import Session
from ui.form.evidence_panel import EvidencePanel
from ui.kit.labels import column, group_head, main_button, prose, row, with_name

FILES_SHOWN = 2


class HandScore(QWidget):
    """Points, reason and evidence for one indicator scored by hand; the page shows it for no other.

    Signals:
        given: Points as text, the reason, and links to the files that prove it.
    """

    given = Signal(str, str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = EvidencePanel(LEDGER.by_name["evidence"], session)
        self.evidence.files.setFixedHeight(self.evidence.files.fontMetrics().height() * FILES_SHOWN + 12)
        self._full, self._extra, self._open = Decimal(0), False, True
        self._given: tuple[object, ...] = ()
        self.head, self.note = group_head("人工评分"), prose("", "soft")
        self.points, self.reason = with_name(QLineEdit(), "得分"), with_name(QLineEdit(), "评分理由")
        self.points.setPlaceholderText("得分")
        self.points.setMaximumWidth(self.points.fontMetrics().averageCharWidth() * 12)
        self.reason.setPlaceholderText("评分理由（会印在考核明细里）")
        self.save = main_button("保存评分")
        line = row(self.points, self.reason, self.save)
        line.setStretch(1, 1)
        self.setLayout(column(self.head, line, self.note, group_head("评分依据（佐证材料）"), self.evidence, margin=0))
        for box in (self.points, self.reason):
            box.textChanged.connect(self._look)
            box.returnPressed.connect(self._give)
        self.save.clicked.connect(self._give)
        self._look()

    def show_score(self, score: Score, points: str, reason: str, files: object = None, unit: str = "") -> None:
        """Show what was given to a unit for an indicator so far; shown again the same keeps what is being typed."""
        self._full, self._extra = score.full, score.outside_total
        self.head.setText(f"人工评分：{score.indicator} {score.name}（满分{words(score.full)}分）")
        given = unit, score.indicator, points, reason, files
        if given != self._given:
            self._given = given
            self.evidence.set_value(files)
            self.points.setText(points)
            self.reason.setText(reason)

    def allow(self, *, changing: bool) -> None:
        """Whether points can be given now: frozen ones are only looked at."""
        self._open = changing
        for box in (self.points, self.reason):
            box.setReadOnly(not changing)
        for part in (self.save, self.note, self.evidence.add, self.evidence.remove):
            part.setVisible(changing)
        self._look()

    def problem(self) -> str:
        """Why the points or the reason typed cannot be saved, in Chinese; "" if they can."""
        wrong = points_problem(self.points.text().strip(), self._full, extra=self._extra)
        return wrong or ("" if self.reason.text().strip() else "请写明评分理由。")

    def _look(self) -> None:
        problem = self.problem()
        self.note.setText(problem)
        self.save.setEnabled(self._open and not problem)

    def _give(self) -> None:
        if self.points.hasFocus() and not self.reason.text().strip():
            self.reason.setFocus()
        elif self._open and not self.problem():
            self.given.emit(self.points.text().strip(), self.reason.text().strip(), self.evidence.value())
