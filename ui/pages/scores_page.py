"""考核评分: ranking, the points of a unit, and the records behind every point."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QSplitter, QWidget

from models.assess.scheme import Manual, Scheme
from models.assess.score import Assessment, RecordRef, Score, State, UnitScore, words
from models.records.entry import Entry
from models.records.ledgers.score import LEDGER as SCORES_LEDGER
from models.records.office import Issue
from models.records.registry import ledgers
from models.store import documents, records
from models.store.workspace import CENTRE, Workspace
from reports.books import Asked
from reports.scores import assess_workspace
from ui.pages.loading import Loader
from ui.pages.page import Page, PageSpec
from ui.pages.places import PRINT, PRINT_FORM, SCORES
from ui.session import Session
from ui.theme import SPACE, Tone
from ui.widgets.hand_score import HandScore
from ui.widgets.labels import column, group_head, prose, row, title
from ui.widgets.rows_table import Head, RowsTable

RANKING_FORM = "assessment-ranking"


@dataclass(frozen=True)
class Scored:
    """An assessment with what it follows, and the points given by hand by (unit, indicator)."""

    scheme: Scheme
    result: Assessment
    hands: dict[tuple[str, str], Entry]


def read_scores(workspace: Workspace) -> Scored | None:
    """Assess all units; None while nothing was issued."""
    today = dt.datetime.now().astimezone().date()
    with workspace.read() as connection:
        issue = documents.latest(connection, "issue", Issue)
        given = list(records.entries(connection, SCORES_LEDGER))
    if issue is None:
        return None
    found = assess_workspace(workspace, Asked(issue.year, today, None))
    hands = {
        (str(one.fields.get("scored")), str(one.fields.get("indicator"))): one
        for one in given
        if one.fields.get("year") == issue.year
    }
    return Scored(found.scheme, found.result, hands)


STATE_TONES = {State.SCORED: None, State.PENDING: Tone.WARN, State.NOT_APPLICABLE: Tone.CALM}


class ScoresPage(Page):
    """Ranking on the left, one unit on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.scored: Scored | None = None
        self.summary, self.note = prose("", "soft"), prose("", "warning")
        self.units: RowsTable[UnitScore] = RowsTable(self._unit_heads(), "还没有可以考核的单位。")
        self.scores: RowsTable[Score] = RowsTable(SCORE_HEADS, "在左边选一个单位。")
        self.refs: RowsTable[RecordRef] = RowsTable(REF_HEADS, "这个得分背后没有具体记录。")
        self.unit_head, self.reason, self.hand = group_head("选中左边的单位"), prose(""), HandScore()
        self.again, self.printed = QPushButton("重新计算"), QPushButton("打印排名和明细")
        self.words = QLineEdit(placeholderText="搜索单位（Ctrl+F）")
        self._assemble()
        self._connect()
        self.loader = Loader(self, session, read_scores, self.show_scores, label="正在计算考核得分")

    def _unit_heads(self) -> list[Head[UnitScore]]:
        return [
            Head("类别", 7, self._category),
            Head("名次", 3, lambda one: one.rank),
            Head("单位", 9, lambda one: one.name),
            Head("得分", 4, lambda one: one.total),
            Head("等次", 5, lambda one: one.grade or "待评", tone=lambda one: None if one.grade else Tone.WARN),
        ]

    def _category(self, one: UnitScore) -> str:
        known = self.scored.scheme.category(one.category) if self.scored else None
        return known.name if known else one.category

    def _assemble(self) -> None:
        left, right = QWidget(), QWidget()
        inside = column(self.words, self.units, margin=0)
        inside.setStretch(1, 1)
        left.setLayout(inside)
        self.hand.hide()
        parts = (self.unit_head, self.note, self.scores, self.reason, self.hand, group_head("得分依据"), self.refs)
        down = column(*parts, margin=0)
        down.setStretch(2, 3)
        down.setStretch(6, 2)
        down.setContentsMargins(SPACE, 0, 0, 0)
        right.setLayout(down)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([450, 750])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        top = row(title("考核评分"), self.summary, self.again, self.printed)
        top.setStretch(1, 1)
        layout = column(top, split)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.again.clicked.connect(self.appear)
        self.printed.clicked.connect(self._print)
        self.words.textChanged.connect(self.units.rows.narrow)
        self.units.picked.connect(self.show_unit)
        self.scores.picked.connect(self.show_score)
        self.refs.opened.connect(self._open)
        self.hand.given.connect(self._give)

    def appear(self) -> None:
        """Assess as of now."""
        self.loader.reload()

    def search(self) -> None:
        """Put the cursor into the search box."""
        self.words.setFocus()

    def show_scores(self, scored: Scored | None) -> None:
        """Show an assessment; unit and indicator in front stay."""
        self.scored = scored
        if scored is None:
            self.summary.setText("还没有下发工作要点和考核方案：请先在“任务下发”里导入并保存。")
            return
        pending = sum(bool(one.pending) for one in scored.result.units)
        left = f"，{pending}个单位还有待评的人工指标" if pending else ""
        findings = "".join(f"\n{one.message}" for one in scored.result.findings)
        self.summary.setText(f"{scored.result.name}，以{scored.result.on}的台账为准{left}。{findings}")
        indicator = self.scores.current()
        self.units.show_rows(scored.result.units)
        if self.units.current() is None and scored.result.units:
            self.units.selectRow(0)
        if indicator:
            self._again(indicator)

    def _again(self, indicator: Score) -> None:
        ids = [one.indicator for one in self.scores.rows.rows]
        if indicator.indicator in ids:
            self.scores.selectRow(ids.index(indicator.indicator))

    def show_unit(self, unit: UnitScore) -> None:
        """Show the indicators of a unit."""
        rank = f"，第{unit.rank}名" if unit.rank else ""
        self.unit_head.setText(f"{unit.name}：{unit.total_text}分 {unit.grade}{rank}")
        self.note.setText(_note(unit))
        self.note.setVisible(bool(unit.note))
        self.scores.show_rows(unit.scores)
        current = self.scores.current()
        if current is None:
            self.scores.selectRow(0)
        else:
            self.show_score(current)

    def show_score(self, score: Score) -> None:
        """Show reason and records of an indicator, and the boxes to score it by hand."""
        self.reason.setText(f"{score.indicator} {score.name}：{score.reason}")
        self.refs.show_rows(score.because)
        manual = self._is_manual(score)
        self.hand.setVisible(manual)
        unit = self.units.current()
        if manual and unit and self.scored:
            entry = self.scored.hands.get((unit.unit, score.indicator))
            fields = entry.fields if entry else {}
            self.hand.show_score(score, str(fields.get("points", "")), str(fields.get("reason", "")))

    def _is_manual(self, score: Score) -> bool:
        indicators = self.scored.scheme.indicators if self.scored else ()
        return any(one.id == score.indicator and isinstance(one.rule, Manual) for one in indicators)

    def _give(self, points: str, reason: str) -> None:
        unit, score, scored = self.units.current(), self.scores.current(), self.scored
        if unit is None or score is None or scored is None:
            return
        fields = {
            "year": scored.result.year,
            "scored": unit.unit,
            "indicator": score.indicator,
            "points": points,
            "reason": reason,
        }
        own = self.session.workspace.unit
        self.session.change(
            lambda tx: records.save(tx, SCORES_LEDGER, own, fields),
            lambda _: self.session.told.emit(f"已保存{unit.name}“{score.name}”的评分。"),
            ledger=SCORES_LEDGER,
            owner=self,
        )

    def _open(self, ref: RecordRef) -> None:
        if ref.ledger and ref.uid:
            self.session.record_wanted.emit(ref.ledger, ref.uid)
        else:
            self.session.told.emit("这一行没有对应的记录：该填的还没有填。")

    def _print(self) -> None:
        self.session.memory.set(PRINT_FORM, RANKING_FORM)
        self.session.page_wanted.emit(PRINT)


def _note(unit: UnitScore) -> str:
    """What is special about a result; open indicators are counted here, the table shows which they are."""
    if not unit.pending:
        return unit.note
    _, _, rest = unit.note.partition("。")
    return f"还有{len(unit.pending)}项待评，总分和名次还不作准。{rest}"


def _points(score: Score) -> object:
    return Decimal(words(score.points)) if score.state is State.SCORED else None


SCORE_HEADS: list[Head[Score]] = [
    Head("指标", 4, lambda one: one.indicator),
    Head("名称", 12, lambda one: one.name),
    Head("得分", 4, _points),
    Head("满分", 3, lambda one: Decimal(words(one.full))),
    Head("状态", 5, lambda one: one.state.value, tone=lambda one: STATE_TONES[one.state]),
    Head("依据", 24, lambda one: one.reason),
]
REF_HEADS: list[Head[RecordRef]] = [
    Head("得失分", 4, lambda one: words(one.effect) if one.effect else ""),
    Head("台账", 6, lambda one: ledgers()[one.ledger].label if one.ledger in ledgers() else "报送"),
    Head("记录", 14, lambda one: one.title),
    Head("原因", 22, lambda one: one.why),
]

PAGES = (PageSpec(SCORES, "考核评分", 60, ScoresPage, frozenset({CENTRE})),)
