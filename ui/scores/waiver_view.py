"""What units claim not to apply to them, and whether the centre agrees."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.records.ledgers.progress import NOT_APPLICABLE
from models.records.ledgers.waiver import LEDGER
from models.records.tone import Tone
from models.store.records.waivers import Claim, Decision, decide, undo_decisions
from ui.base.session import Session
from ui.kit.labels import column, main_button, prose, row, with_name
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable
from ui.scores.facts import ClaimLine, Scored

STATES = {None: "待同意", True: "同意", False: "不同意"}
TONES = {None: Tone.WARN, True: None, False: Tone.CALM}
ABOUT = "单位说不适用的事项，汇总单位同意的才不计入考核；没有同意或者不同意的，按没有完成计算。"
CLAIMED = "这份方案以单位写明的理由为准，不用同意；在这里仍可以写下意见。"

_HEADS: list[ColumnHead[ClaimLine]] = [
    ColumnHead("单位", 6, lambda one: one.unit),
    ColumnHead("汇总单位", 5, lambda one: STATES[one.claim.agreed], tone=lambda one: TONES[one.claim.agreed]),
    ColumnHead("事项", 7, lambda one: one.item),
    ColumnHead("单位的理由", 10, lambda one: one.claim.progress.not_applicable),
    ColumnHead("意见", 10, lambda one: one.reason),
]


class WaiverView(QWidget):
    """Lists the claims; those selected are agreed to, or refused with a reason."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.year = 0
        self.about = prose(ABOUT, "soft")
        self.table: RowsTable[ClaimLine] = RowsTable(
            _HEADS,
            "没有单位说哪一项不适用。",
            name="不适用的事项",
            key=lambda one: (one.claim.unit, one.claim.item),
        )
        self.reason = with_name(QLineEdit(placeholderText="意见；不同意的必须写明"), "意见")
        self.agree, self.refuse = main_button("同意选中的"), QPushButton("不同意选中的")
        line = row(self.reason, self.agree, self.refuse)
        line.setStretch(0, 1)
        self.tools = QWidget()
        self.tools.setLayout(line)
        layout = column(self.about, self.table, self.tools, margin=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.agree.clicked.connect(lambda: self._decide(agreed=True))
        self.refuse.clicked.connect(lambda: self._decide(agreed=False))
        self.reason.textChanged.connect(self._allow)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self._allow()

    @property
    def label(self) -> str:
        """Name of the tab, with how many wait for a decision."""
        waiting = sum(one.claim.agreed is None for one in self.table.rows.all)
        return f"{NOT_APPLICABLE}（{waiting}项待同意）" if waiting else NOT_APPLICABLE

    def show_claims(self, scored: Scored) -> None:
        """Show the claims of the year assessed; of a frozen one they are only looked at."""
        self.year = scored.result.year
        self.about.setText(CLAIMED if scored.scheme.waived == "claimed" else ABOUT)
        self.table.show_rows(scored.claims)
        self.tools.setVisible(not scored.frozen and not scored.past)
        self._allow()

    def _allow(self) -> None:
        chosen = bool(self.table.chosen())
        self.agree.setEnabled(chosen)
        self.refuse.setEnabled(chosen and bool(self.reason.text().strip()))
        self.refuse.setToolTip("" if self.refuse.isEnabled() else "先选中事项，写明不同意的意见")

    def _decide(self, *, agreed: bool) -> None:
        claims = [one.claim for one in self.table.chosen()]
        year, office, session = self.year, self.session.workspace.unit, self.session
        decision = Decision(agreed, self.reason.text().strip())

        def told(_: object) -> None:
            self.reason.clear()
            said = f"已{'同意' if agreed else '写明不同意'}{len(claims)}项不适用"
            session.undoable.emit(said, partial(_take_back, session, year, office, claims))

        session.change(
            lambda tx: decide(tx, year, office, claims, decision),
            told,
            ledger=LEDGER,
            label="正在写入不适用的认定",
            owner=self,
        )


def _take_back(session: Session, year: int, office: str, claims: Sequence[Claim]) -> None:
    session.change(lambda tx: undo_decisions(tx, year, office, claims), ledger=LEDGER, label="正在撤销")
