"""自评: the unit's own points by the scheme as the ledgers stand today, and the records behind each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from models.assess.score import RecordRef, Score
from models.store.base.workspace import Workspace
from reports.figures.form_data import Scope
from reports.figures.scores import Assessed, assess_workspace
from ui.base.session import Session
from ui.base.workers import Trouble, Turns
from ui.kit.labels import column, group_head, prose, row
from ui.kit.tables.rows_table import RowsTable
from ui.kit.tables.score_heads import REF_HEADS, SCORE_HEADS

ABOUT = "按下发的考核方案、照现在的台账预计，汇总单位人工评分的指标不算在内；以汇总单位冻结的结果为准。"
EMPTY = "还没有考核方案：接收任务包后再看。"


class SelfScoreTab(QWidget):
    """The points above, what stands behind the one in front below; read when it is looked at.

    Signals:
        opened: A record behind a point is to be shown.
        print_wanted: The 自评表 is to be printed.
    """

    opened = Signal(object)
    print_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._turns = session, Turns(self)
        self.head, self.said = prose(""), prose("", "soft")
        self.scores: RowsTable[Score] = RowsTable(
            SCORE_HEADS, EMPTY, name="各指标自评得分", key=lambda one: one.indicator
        )
        self.refs: RowsTable[RecordRef] = RowsTable(REF_HEADS, "这个得分背后没有具体记录。", name="得分依据")
        self.out = QPushButton("打印自评表")
        top = row(self.head, self.out)
        top.setStretch(0, 1)
        layout = column(top, prose(ABOUT, "soft"), self.scores, self.said, group_head("得分依据"), self.refs)
        layout.setStretch(2, 3)
        layout.setStretch(5, 2)
        self.setLayout(layout)
        self.scores.picked.connect(self._show_score)
        self.refs.opened.connect(self.opened)
        self.out.clicked.connect(self.print_wanted)

    def reload(self, year: int) -> None:
        """Compute the own unit's points for `year` again in a worker."""
        workspace, turn = self._session.workspace, self._turns.ask()
        self._session.jobs.run(
            lambda _: read_score(workspace, year), self._show, self._lacking, label="正在预计得分", owner=turn
        )

    def _lacking(self, trouble: Trouble) -> None:
        self.head.setText(trouble.sentence)
        self.scores.show_rows([])
        self.refs.show_rows([])

    def _show(self, found: Assessed) -> None:
        if not found.result.units:
            return
        mine = found.result.units[0]
        lost = [one for one in mine.scores if one.lost]
        self.head.setText(f"预计 {mine.total} 分，{len(lost)}项未得满分。{mine.note}")
        shown = sorted(mine.scores, key=lambda one: one.outside_total)
        self.scores.show_rows(shown)
        self.scores.selectRow(shown.index(lost[0]) if lost else 0)

    def _show_score(self, score: Score) -> None:
        self.said.setText(f"{score.indicator} {score.name}：{score.reason}")
        self.refs.show_rows(score.because)


def read_score(workspace: Workspace, year: int) -> Assessed:
    """The own unit's points by the scheme as things stand today."""
    return assess_workspace(workspace, Scope(year, workspace.clock.today(), workspace.unit))
