"""考核结果 at a unit: its own points as the centre has frozen them, with the records behind each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.assess.score import RecordRef, Score
from models.submit.results import ResultsNote
from ui.kit.appeal_box import appeal_text
from ui.kit.labels import column, group_head, prose
from ui.kit.tables.rows_table import RowsTable
from ui.kit.tables.score_heads import REF_HEADS, SCORE_HEADS


class ResultsTab(QWidget):
    """The newest result above, what stands behind the indicator in front below.

    Signals:
        opened: A record behind a point is to be shown.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note: ResultsNote | None = None
        self.head, self.said = prose("还没有收到考核结果。"), prose("", "soft")
        self.scores: RowsTable[Score] = RowsTable(
            SCORE_HEADS,
            "汇总单位冻结考核后会发来考核结果包，在右上角接收。",
            name="各指标得分",
            key=lambda one: one.indicator,
        )
        self.refs: RowsTable[RecordRef] = RowsTable(REF_HEADS, "这个得分背后没有具体记录。", name="得分依据")
        layout = column(self.head, self.scores, self.said, group_head("得分依据"), self.refs)
        layout.setStretch(1, 3)
        layout.setStretch(4, 2)
        self.setLayout(layout)
        self.scores.picked.connect(self._show)
        self.refs.opened.connect(self.opened)

    def show_results(self, notes: Sequence[ResultsNote]) -> None:
        """Show the first of `notes`, which are newest first; with none, the tab stays as it is."""
        self.note = next(iter(notes), None)
        if self.note is None:
            return
        one, note = self.note.score, self.note
        rank = f"，{note.category}参加排名的{note.peers}个单位中第{one.rank}名" if one.rank else ""
        self.head.setText(
            f"{note.name}：{one.name}{one.total_text}，{one.grade_text}{rank}（{note.frozen_on}冻结）。{one.note}"
        )
        self.scores.show_rows(one.scores)
        self.scores.selectRow(0)

    def _show(self, score: Score) -> None:
        appeals = self.note.appeals if self.note else ()
        said = [f"{score.indicator} {score.name}：{score.reason}"]
        said += [appeal_text(one) for one in appeals if one.indicator == score.indicator]
        self.said.setText("\n".join(said))
        self.refs.show_rows(score.because)
