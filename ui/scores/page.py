"""考核评分: ranking, the points of a unit, and the records behind every point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QTabWidget, QWidget

from models.assess.frozen import Appeal
from models.assess.hand_points import GivenPoints, given_in
from models.assess.score import RecordRef, Score, UnitScore
from models.records.ledgers.score import LEDGER as SCORES_LEDGER
from models.store.base.workspace import CENTRE
from models.store.records import records
from models.submit.freeze_list import FreezeLine
from models.submit.results import (
    ResultsSent,
    export_results,
    freeze_lines,
    freeze_results,
    record_appeal,
    unfreeze_results,
)
from reports.figures.chart_data import category_charts
from reports.figures.scores import count_now
from ui.base.loading import Loader
from ui.base.page import Page, PageSpec
from ui.base.places import ASSESSMENT, SCORES, WAIVERS, print_for
from ui.base.plain_text import plain_tip
from ui.base.session import Session
from ui.kit.appeal_box import AppealBox
from ui.kit.chart_view import Charts
from ui.kit.elided_label import soft_line
from ui.kit.folder_box import NO_FOLDER
from ui.kit.labels import column, group_head, on_ground, prose, row, scrolled, side_by_side, small_button, with_name
from ui.kit.tables.leading import leads_into
from ui.kit.tables.rows_table import RowsTable
from ui.kit.tables.score_heads import REF_HEADS, SCORE_HEADS, unit_heads
from ui.scores.facts import (
    Place,
    Scored,
    by_hand,
    earlier_version,
    hand_changes,
    next_by_hand,
    note_of,
    points_with_records,
    recount_words,
    with_all_records,
)
from ui.scores.freeze_bar import FreezeBar
from ui.scores.freeze_dialog import PLACES, FreezeDialog
from ui.scores.hand_points_menu import HandPointsMenu, give_points
from ui.scores.hand_score import HandAim, HandScore
from ui.scores.indicator_view import IndicatorView
from ui.scores.waiver_view import WaiverView
from ui.scores.year_choice import COUNTING, AssessedYear

RANKING_FORM, DETAIL_FORM, LETTER_FORM = "assessment-ranking", "assessment-detail", "feedback-letter"
COUNT_AGAIN, TO_NOW = "重新计算", "回到现在的"
"""What the same button does while the present points are shown, and while earlier ones are."""

BEHIND, HAND, APPEALS = range(3)
"""Tabs below the scores."""


class ScoresPage(Page):
    """考核评分: the ranking on the left, the points of one unit on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.scored: Scored | None = None
        self.asking: FreezeDialog | None = None
        """The list before freezing, the last time it was asked."""
        self._counted: Scored | None = None
        """What was shown when 重新计算 was pressed, until that is done."""
        self._following: tuple[Place | None, Place] | None = None
        self.year = AssessedYear(session, self.show_scores)
        self.summary, self.note = soft_line(), prose("", "warning")
        heads = unit_heads(self._category, self._paper)
        self.units: RowsTable[UnitScore] = RowsTable(
            heads, "还没有可以考核的单位。", name="各单位得分", key=lambda one: one.unit
        )
        self.scores: RowsTable[Score] = RowsTable(
            SCORE_HEADS, "在左边选一个单位。", name="各指标得分", key=lambda one: one.indicator
        )
        self.refs: RowsTable[RecordRef] = RowsTable(REF_HEADS, "这个得分背后没有具体记录。", name="得分依据")
        self.unit_head, self.reason, self.hand = group_head("选中左边的单位"), prose(""), HandScore(session)
        self.again, self.printed = QPushButton(COUNT_AGAIN), QPushButton("打印排名")
        self.in_excel = HandPointsMenu(session)
        self.detail = small_button("考核明细", "选中单位的考核明细，到“统计与打印”里看和打印")
        self.letter = small_button("反馈意见书", "给选中的单位各一份，到“统计与打印”里看和打印")
        self._prints = {button: button.toolTip() for button in (self.printed, self.detail, self.letter)}
        self.by_indicator, self.views, self.below = IndicatorView(), QTabWidget(), QTabWidget()
        self.charts, self.waivers = Charts("还没有可以画图的得分。"), WaiverView(session)
        self.freezing, self.appeal = FreezeBar(session.memory), AppealBox()
        self.words = with_name(QLineEdit(placeholderText="搜索单位（Ctrl+F）"), "搜索单位")
        self._assemble()
        self._connect()
        self.loader = Loader(self, session, self.year.read, self.show_scores, label=COUNTING)

    def _paper(self, one: UnitScore) -> str:
        """What the unit's records rest on where nobody has signed them."""
        return self.scored.on_paper.get(one.unit, "") if self.scored else ""

    def _category(self, one: UnitScore) -> str:
        known = self.scored.scheme.category(one.category) if self.scored else None
        return known.name if known else one.category

    def _assemble(self) -> None:
        left, right = QWidget(), QFrame()
        right.setProperty("card", True)
        inside = column(self.words, self.units)
        inside.setStretch(1, 1)
        left.setLayout(inside)
        views: dict[str, QWidget] = {"排名": left, "按指标看": self.by_indicator, "排名图": self.charts}
        views[self.waivers.label] = self.waivers
        for label, part in views.items():
            self.views.addTab(part, label)
        behind, hands, asked = QWidget(), QWidget(), QWidget()
        for part, inner in ((behind, self.refs), (hands, self.hand), (asked, self.appeal)):
            part.setLayout(column(inner, *(() if inner is self.refs else (None,)), margin=0))
        self.below.setDocumentMode(True)
        self.hand_area = scrolled(hands, "人工评分")
        tabs = (("得分依据", behind), ("人工评分", self.hand_area), ("复核", scrolled(asked, "复核")))
        for label, part in tabs:
            self.below.addTab(part, label)
        head = row(self.unit_head, self.detail, self.letter)
        head.setStretch(0, 1)
        down = column(head, self.note, self.scores, self.reason, self.below)
        down.setStretch(2, 3)
        down.setStretch(4, 2)
        right.setLayout(down)
        split = side_by_side(self.views, right)
        split.setSizes([450, 750])
        split.setStretchFactor(1, 1)
        layout = on_ground(split, self.freezing)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.again.clicked.connect(self._count_again)
        self.printed.clicked.connect(lambda: self._print(RANKING_FORM))
        self.detail.clicked.connect(lambda: self._print_chosen(DETAIL_FORM))
        self.letter.clicked.connect(lambda: self._print_chosen(LETTER_FORM))
        self.by_indicator.opened.connect(self.show_indicator_of)
        self.by_indicator.chosen.connect(self._aim)
        self.views.currentChanged.connect(self._turn_view)
        self.words.textChanged.connect(self.units.rows.narrow)
        leads_into(self.words, self.units)
        self.units.picked.connect(self.show_unit)
        self.scores.picked.connect(self.show_score)
        self.refs.opened.connect(self._open)
        self.hand.given.connect(self._give)
        self.appeal.given.connect(self._appeal)
        self.freezing.freeze_wanted.connect(self.freeze)
        self.freezing.unfreeze_wanted.connect(self.unfreeze)
        self.freezing.export_wanted.connect(self.export)
        self.freezing.version_wanted.connect(self.show_version)

    def heading(self) -> Sequence[QWidget | None]:
        """The year, how it stands, and what is done with all points."""
        return (self.year, self.summary, None, self.in_excel, self.again, self.printed)

    def appear(self) -> None:
        """Look for drives and assess the units again, in a worker."""
        self.freezing.folder.refresh()
        self.loader.reload()

    def _count_again(self) -> None:
        """Assess anew, and say what came of it; a frozen result stands, and what counting now would give is said."""
        scored = self.scored if self.again.text() == COUNT_AGAIN else None
        if scored and scored.frozen:
            workspace, year = self.session.workspace, scored.result.year
            self.session.jobs.run(
                lambda _: count_now(workspace, year),
                lambda now: self.session.told.emit(recount_words(scored.result, now, frozen=True)),
                label=COUNTING,
                owner=self,
            )
        self._counted = None if scored and scored.frozen else scored
        self.appear()

    def search(self) -> None:
        """Put the cursor into the search box."""
        self.words.setFocus()

    def show_scores(self, scored: Scored | None) -> None:
        """Show an assessment; unit and indicator in front stay."""
        before, self._counted, self.scored = self._counted, None, scored
        if before and scored:
            self.session.told.emit(recount_words(before.result, scored.result))
        if scored is None:
            self.summary.setText("还没有下发工作要点和考核方案：请先在“任务下发”里导入并保存。")
            self.freezing.freeze.setEnabled(False)
            return
        self.year.show_scored(scored)
        pending = sum(bool(one.pending) for one in scored.result.units)
        left = f"，{pending}个单位还有待评的人工指标" if pending else ""
        extra = "；总分含附加项，可以超过满分" if scored.scheme.has_extra else ""
        findings = "".join(f"\n{one.message}" for one in scored.result.findings)
        self.summary.setText(f"{scored.result.name}，以{scored.result.on}的台账为准{left}{extra}。{findings}")
        self.freezing.show_frozen(scored.frozen, pending)
        self.freezing.show_versions(scored.versions)
        self._allow()
        self._show_result(scored)
        self._go_on()

    def _show_result(self, scored: Scored) -> None:
        self.in_excel.show_scored(scored)
        self.by_indicator.show_result(scored.scheme, scored.result)
        self.charts.show_charts(category_charts(scored.scheme, scored.result))
        self.waivers.show_claims(scored)
        self.views.setTabText(self.views.indexOf(self.waivers), self.waivers.label)
        self.units.show_rows(scored.result.units)
        if self.units.current() is None:
            self.units.selectRow(0)

    def show_part(self, name: str) -> None:
        """Show what units claim not to apply to them, or else their points by indicator."""
        self.views.setCurrentWidget(self.waivers if name == WAIVERS else self.by_indicator)

    def show_indicator_of(self, unit: str, indicator: str) -> None:
        """Show one unit's score for an indicator, with the records behind it."""
        self.words.clear()
        self.units.select(unit)
        self.scores.select(indicator)

    def show_version(self, at: int) -> None:
        """Show an earlier version for reading, or at -1 what counts now."""
        scored, workspace = self.scored, self.session.workspace
        if scored and at >= 0:
            version = f"第{len(scored.versions) - at}版"
            self.session.jobs.run(
                lambda _: earlier_version(workspace, scored, scored.versions[at]),
                lambda found: self._look_back(scored, found, version),
                owner=self,
            )
        elif scored:
            self.loader.reload()

    def _look_back(self, scored: Scored, found: Scored, version: str) -> None:
        if scored is not self.scored:
            return
        self.scored = found
        self._show_result(found)
        self.summary.setText(f"▲ 正在看{version}，只看不改；打印、冻结和导出的是现在的结果，先点“{TO_NOW}”。")
        self.freezing.look_back(version)
        self._allow(version)

    def _allow(self, version: str = "") -> None:
        """What prints goes for what counts now: while an earlier `version` is shown it waits, and says why."""
        for button, words in self._prints.items():
            button.setDisabled(bool(version))
            button.setToolTip(
                plain_tip(f"正在看{version}，印出来的会是现在的结果：先点“{TO_NOW}”" if version else words)
            )
        self.again.setText(TO_NOW if version else COUNT_AGAIN)

    def show_unit(self, unit: UnitScore) -> None:
        """Show a unit's points, indicator by indicator."""
        rank = f"，第{unit.rank}名" if unit.rank else ""
        self.unit_head.setText(f"{unit.name}：{unit.total_text} {unit.reporting or unit.grade}{rank}")
        paper = f"代录：{self._paper(unit)}。" if self._paper(unit) else ""
        self.note.setText(f"{paper}{note_of(unit)}")
        self.note.setVisible(bool(paper or unit.note))
        self.scores.show_rows(unit.scores)
        if self.scores.current() is None:
            self.scores.selectRow(0)
        self._read_behind(unit)

    def _read_behind(self, unit: UnitScore) -> None:
        """Have the records behind the points where the result came without them."""
        scored, workspace = self.scored, self.session.workspace
        if scored and scored.brief:
            self.session.jobs.run(
                lambda _: points_with_records(workspace, scored, unit.unit),
                lambda found: self._show_behind(scored, found),
                owner=self,
            )

    def _show_behind(self, scored: Scored, found: UnitScore | None) -> None:
        front = self.units.current()
        if found and front and scored is self.scored and front.unit == found.unit:
            self.scores.show_rows(found.scores)

    def show_score(self, score: Score) -> None:
        """Show reason and records of an indicator, and the boxes to score it by hand."""
        self.reason.setText(f"{score.indicator} {score.title}：{score.reason}")
        self.refs.show_rows(score.because)
        manual = self.scored is not None and by_hand(self.scored, score) is not None
        unit = self.units.current()
        frozen = bool(self.scored and self.scored.frozen)
        past = bool(self.scored and self.scored.past)
        known = self._appeals(unit, score)
        of = self.scored and (self.scored.result.year, self._front())
        self.appeal.show_appeals(known, score.full, frozen=frozen, of=of)
        self._show_tabs(hand=manual and not past, past=past, appeals=len(known))
        if unit and self._is_across():
            self.by_indicator.show_front(unit.unit, score.indicator)
        if manual:
            self._aim()
            self.hand_area.verticalScrollBar().setValue(0)
            self.hand.allow(changing=not frozen)

    def _show_tabs(self, *, hand: bool, past: bool, appeals: int) -> None:
        """Offer what can be done with the score in front, and begin with its points by hand where it has them."""
        self.below.setTabVisible(HAND, hand)
        self.below.setTabVisible(APPEALS, not past or bool(appeals))
        self.below.setTabText(APPEALS, f"复核（{appeals}）" if appeals else "复核")
        self.appeal.line.setEnabled(not past)
        if self.below.currentIndex() != APPEALS:
            self.below.setCurrentIndex(HAND if hand else BEHIND)

    def _aim(self) -> None:
        """Have the form give points to what is highlighted: the score in front, or the units selected for it."""
        scored, front, score = self.scored, self._front(), self.scores.current()
        kind = by_hand(scored, score) if scored and score else None
        if not (scored and front and score and kind):
            return
        self.hand.show_kind(kind)
        units = self.by_indicator.units_chosen(front[1]) if self._is_across() else []
        if len(units) > 1:
            aim = HandAim(tuple(one.unit for one in units), front[1], scored.result.year)
            mine = (one for unit in units for one in unit.scores if one.indicator == front[1])
            least = min(mine, key=lambda one: one.full)
            self.hand.show_score(f"选中的{len(units)}个单位", least, aim, GivenPoints())
        else:
            fields = entry.fields if (entry := scored.hands.get(front)) else {}
            aim = HandAim(front[:1], front[1], scored.result.year)
            name = self.session.unit_name(front[0])
            self.hand.show_score(name, score, aim, given_in(fields), fields.get("evidence"))

    def _turn_view(self) -> None:
        """List the indicator in front when the units are compared by it; the form gives points as it says."""
        front = self._front()
        if front and self._is_across():
            self.by_indicator.show_front(*front)
        self._aim()

    def _is_across(self) -> bool:
        return self.views.currentWidget() is self.by_indicator

    def _give(self, aim: HandAim, points: str, reason: str, files: object) -> None:
        scored = self.scored
        if scored is None:
            return
        mine = [((aim.units[0], one.indicator), one.state) for one in self.scores.rows.rows]
        shown = self.by_indicator.places() if self._is_across() else mine
        following, front = next_by_hand(shown, [(unit, aim.indicator) for unit in aim.units]), self._front()
        name = next(one.name for one in scored.scheme.indicators if one.id == aim.indicator)

        def done() -> None:
            self._following = (front, following) if following else None

        if len(aim.units) > 1:
            changes = hand_changes(scored, aim.units, aim.indicator, GivenPoints(points, reason))
            said = f"已给{{}}个单位评分：{aim.indicator} {name}"
            give_points(self.session, scored.result.year, changes, said, done)
            return
        fields = {"year": scored.result.year, "scored": aim.units[0], "indicator": aim.indicator}
        fields |= {"points": points, "reason": reason, "evidence": files}
        own = self.session.workspace.unit

        def told(_: object) -> None:
            done()
            self.session.told.emit(f"已保存{self.session.unit_name(aim.units[0])}“{name}”的评分。")

        self.session.change(
            lambda tx: records.save(tx, SCORES_LEDGER, own, fields), told, ledger=SCORES_LEDGER, owner=self
        )

    def _go_on(self) -> None:
        """After points by hand the cursor waits for the next ones missing, unless one has gone elsewhere meanwhile."""
        given, following = self._following or (None, None)
        self._following = None
        if following and given and given == self._front():
            self.show_indicator_of(*following)
            self.hand.points.setFocus()

    def _front(self) -> Place | None:
        unit, score = self.units.current(), self.scores.current()
        return (unit.unit, score.indicator) if unit and score else None

    def _appeals(self, unit: UnitScore | None, score: Score) -> list[Appeal]:
        known = self.scored.appeals if self.scored and unit else []
        return [one for one in known if unit and (one.unit, one.indicator) == (unit.unit, score.indicator)]

    def _appeal(self, asked: str, outcome: str, reply: str, points: str) -> None:
        unit, score, scored = self.units.current(), self.scores.current(), self.scored
        if unit is None or score is None or scored is None:
            return
        today = self.session.today()
        appeal = Appeal(
            year=scored.result.year,
            unit=unit.unit,
            indicator=score.indicator,
            asked=asked,
            outcome=outcome,
            reply=reply,
            on=today,
            points=Decimal(points) if points else None,
        )
        workspace, operator = self.session.workspace, self.session.operator
        self._run(lambda: record_appeal(workspace, appeal, operator), f"已记录{unit.name}“{score.name}”的复核。")

    # The end of the year

    def freeze(self) -> None:
        """Freeze the points shown; what is not done yet is asked about first. Nothing while none are shown."""
        scored, workspace, run = self.scored, self.session.workspace, self.session.jobs.run
        if scored:
            run(lambda _: freeze_lines(workspace, scored.result), lambda lines: self._ask(scored, lines), owner=self)

    def _ask(self, scored: Scored, lines: Sequence[FreezeLine]) -> None:
        if all(one.is_done for one in lines):
            self._freeze(scored, {})
            return
        self.asking = asking = FreezeDialog(scored.result.year, lines, self.window())
        asking.accepted.connect(lambda: self._freeze(scored, asking.given()))
        asking.line_wanted.connect(self._go_to)
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def _go_to(self, line: FreezeLine) -> None:
        place = PLACES[line.id]
        if line.uids:
            self.session.records_wanted.emit("case", list(line.uids), line.label)
        elif place[0] == SCORES:
            self.show_part(place[1])
        else:
            self.session.part_wanted.emit(*place)

    def _freeze(self, scored: Scored, reasons: Mapping[str, str]) -> None:
        workspace, operator = self.session.workspace, self.session.operator
        self._run(
            lambda: freeze_results(workspace, with_all_records(workspace, scored), scored.issued, operator, reasons),
            "已冻结：现在可以打印排名、导出考核结果包。",
        )

    def unfreeze(self, reason: str) -> None:
        """Undo the freezing in a worker; `reason` goes into the journal."""
        scored, workspace, operator = self.scored, self.session.workspace, self.session.operator
        if scored:
            year = scored.result.year
            self._run(lambda: unfreeze_results(workspace, year, reason, operator), "已解除冻结，原因记入了日志。")
            self.freezing.reason.clear()

    def export(self) -> None:
        """Write every unit's results package to the chosen folder."""
        folder, scored = self.freezing.folder.folder(), self.scored
        if folder is None or scored is None:
            self.session.refused.emit(NO_FOLDER)
            return
        workspace, operator, year = self.session.workspace, self.session.operator, scored.result.year
        self.session.jobs.run(
            lambda _: export_results(workspace, year, folder, operator),
            self._exported,
            label="正在导出考核结果包",
            owner=self,
            writes=True,
        )

    def _exported(self, sent: ResultsSent) -> None:
        self.freezing.folder.remember()
        written = self.freezing.folder.written_words(sent.paths[0]) if sent.paths else ""
        said = f"已导出{len(sent.paths)}个考核结果包。{written}"
        if sent.unreachable:
            self.session.warned.emit(f"{said}{'、'.join(sent.unreachable)}的密钥没有登记，没有导出，请打印送达。")
        else:
            self.session.told.emit(said)

    def _run(self, act: Callable[[], object], said: str) -> None:
        def done(_: object) -> None:
            self.session.told.emit(said)
            self.loader.reload()

        self.session.jobs.run(lambda _: act(), done, owner=self, writes=True)

    def _open(self, ref: RecordRef) -> None:
        if ref.ledger == SCORES_LEDGER.id:
            self.below.setCurrentIndex(HAND)
            self.hand.evidence.files.setFocus()
        elif ref.ledger and ref.uid:
            self.session.record_wanted.emit(ref.ledger, ref.uid)
        else:
            self.session.told.emit("这一行没有对应的记录：该填的还没有填。")

    def _print_chosen(self, form: str) -> None:
        self._print(form, [one.unit for one in self.units.chosen()])

    def _print(self, form: str, units: Sequence[str] = ()) -> None:
        print_for(self.session, form, units, year=self.scored.result.year if self.scored else None)


PAGES = (PageSpec(SCORES, "考核评分", 60, ScoresPage, frozenset({CENTRE}), icon="trophy", group=ASSESSMENT),)
