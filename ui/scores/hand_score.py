"""Points given by hand for one indicator of one unit, with the reason that is printed beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.assess.hand_points import GivenPoints, points_problem
from models.assess.scheme import ByHand
from models.assess.score import Score, words
from models.records.ledgers.score import LEDGER
from ui.base.session import Session
from ui.base.typed_drafts import TypedDrafts
from ui.form.evidence_panel import EvidencePanel
from ui.kit.labels import column, group_head, main_button, prose, row, with_name

FILES_SHOWN = 2
ASKED = {
    ByHand.POINTS: "得分",
    ByHand.EXTRA: "加几分",
    ByHand.TAKEN_OFF: "扣分填负数",
    ByHand.TIMES: "认定几次",
}


def most_words(kind: ByHand, full: Decimal) -> str:
    """How much can be given."""
    if kind is ByHand.TIMES:
        return "一票降等，由人认定"
    return f"{'最多扣' if kind is ByHand.TAKEN_OFF else '满分'}{words(full)}分"


class HandAim(NamedTuple):
    """Whose points for which indicator the form gives: what it says it does, whatever is in front elsewhere."""

    units: tuple[str, ...] = ()
    indicator: str = ""
    year: int = 0


Typed = tuple[str, str, object]
"""Points, reason and links to files, as they stand in the boxes."""


class HandScore(QWidget):
    """Points, reason and evidence for one indicator scored by hand; the page shows it for no other.

    Several units get the same points and reason; files that prove them are added unit by unit.

    Signals:
        given: The aim, points as text, the reason, and links to the files that prove it.
    """

    given = Signal(object, str, str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = EvidencePanel(LEDGER.by_name["evidence"], session)
        self.evidence.files.setFixedHeight(self.evidence.files.fontMetrics().height() * FILES_SHOWN + 12)
        self._full, self._kind, self._open = Decimal(0), ByHand.POINTS, True
        self.aim, self._given = HandAim(), GivenPoints()
        self._files: object = None
        self._drafts = TypedDrafts[Typed]()
        self.head, self.note = group_head("人工评分"), prose("", "soft")
        self.points, self.reason = with_name(QLineEdit(), "得分"), with_name(QLineEdit(), "评分理由")
        self.points.setPlaceholderText("得分")
        self.points.setMaximumWidth(self.points.fontMetrics().averageCharWidth() * 12)
        self.reason.setPlaceholderText("评分理由（会印在考核明细里）")
        self.save = main_button("保存评分")
        line = row(self.points, self.reason, self.save)
        line.setStretch(1, 1)
        self.proof = QWidget()
        self.proof.setLayout(column(group_head("评分依据（佐证材料）"), self.evidence, margin=0))
        self.setLayout(column(self.head, line, self.note, self.proof, margin=0))
        for box in (self.points, self.reason):
            box.textChanged.connect(self._look)
            box.returnPressed.connect(self._give)
        self.save.clicked.connect(self._give)
        self._look()

    def show_kind(self, kind: ByHand) -> None:
        """Ask for points or, of a veto that people establish, for how many there are."""
        self._kind = kind
        self.points.setPlaceholderText(ASKED[kind])

    def show_score(self, name: str, score: Score, aim: HandAim, given: GivenPoints, files: object = None) -> None:
        """Show what was given to the aim, called `name`, so far; what was typed and not saved waits for its aim.

        `score` has the full marks that no unit of the aim may exceed.
        """
        self._full = score.full
        scorer = f"，由{score.scorer}评分" if score.scorer else ""
        head = f"人工评分：{name}，{score.indicator} {score.name}（{most_words(self._kind, score.full)}{scorer}）"
        self.head.setText(head)
        self.proof.setVisible(len(aim.units) == 1)
        if (aim, given, files) != (self.aim, self._given, self._files):
            if aim != self.aim and len(self.aim.units) == 1:
                typed = self.points.text(), self.reason.text(), self.evidence.value()
                self._drafts.keep(self.aim, (*self._given, self._files), typed)
            self.aim, self._given, self._files = aim, given, files
            points, reason, links = self._drafts.take(aim, (*given, files))
            self.evidence.set_value(links)
            self.points.setText(points)
            self.reason.setText(reason)
        self._look()
        self.save.setText("保存评分" if len(aim.units) == 1 else f"给{len(aim.units)}个单位评分")

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
        wrong = points_problem(self.points.text().strip(), self._full, self._kind)
        return wrong or ("" if self.reason.text().strip() else "请写明评分理由。")

    def _look(self) -> None:
        problem = self.problem()
        given = (self.points.text(), self.reason.text()) == self._given
        self.note.setText(problem if problem or given else "还没有保存。")
        self.save.setEnabled(self._open and not problem)

    def _give(self) -> None:
        if self.points.hasFocus() and not self.reason.text().strip():
            self.reason.setFocus()
        elif self._open and not self.problem():
            self.given.emit(self.aim, self.points.text().strip(), self.reason.text().strip(), self.evidence.value())
