"""工作台: what is due, how far the year is, and what waits; every figure leads to what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QTabWidget, QVBoxLayout, QWidget

from models.due.due_dates import SUBMIT, Due
from models.due.reminders import CALENDAR_KIND
from models.due.reminders import LABEL as CALENDAR
from models.records.due_rule import ENDING, NEAR, SOON
from models.records.ledgers.progress import progress_uid
from models.records.office import period_label
from models.records.quotas import QuotaResult
from models.records.registry import ledger
from models.records.tone import Tone
from models.store.records.held_years import NO_LAST_YEAR
from models.store.records.packages import Remark
from reports.figures.district import LOST_EVER
from ui.base.loading import Loader
from ui.base.page import Page, PageSpec
from ui.base.places import (
    CERTIFICATES,
    CONFLICTS,
    DESK,
    INTAKE,
    KEYS,
    ON_PAPER,
    PLAN,
    REPORTED,
    REPORTS,
    REVIEW,
    UNTOLD,
    print_for,
)
from ui.base.places import SUBMIT as SUBMIT_PAGE
from ui.base.session import Session
from ui.base.tokens import WIDE
from ui.desk.calendar_tab import CalendarTab
from ui.desk.charts import DeskCharts
from ui.desk.district_facts import MISSING, NOT_ASKED, RATE, TO_RENEW, DistrictState, YearFigure, read_district
from ui.desk.facts import CentreDesk, Desk, NamedRemark, UnitDesk, completed_records, read_desk
from ui.desk.figure_records import FigureRecords, show_only
from ui.desk.first_days import ITEMS, PEOPLE, SEND, TASK, step_words
from ui.desk.heat_grid import LEGEND, HeatGrid
from ui.desk.tile import ICONS, FigureTile
from ui.desk.unit_figures import read_unit_figures
from ui.desk.waiting_counts import WaitingCounts
from ui.form.finding_in_form import go_to_field
from ui.kit.bars import Bars
from ui.kit.combo_box import ComboBox, YearChoice
from ui.kit.elided_label import soft_line
from ui.kit.labels import (
    Links,
    card,
    card_head,
    column,
    flush,
    group_head,
    on_ground,
    prose,
    scrolled,
    side_by_side,
    small_button,
)
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

OVERVIEW = "overview"
"""The form that shows the year on one page."""


def _field(remark: Remark) -> str:
    field = ledger(remark.ledger).by_name.get(remark.field)
    return field.label if field else ""


DUE_HEADS: list[ColumnHead[Due]] = [
    ColumnHead("期限", 6, lambda due: due.on),
    ColumnHead("还有几天", 8, lambda due: due.words, tone=lambda due: due.tone),
    ColumnHead("要办的事", 11, lambda due: due.what),
    ColumnHead("对象", 20, lambda due: due.title),
]
REMARK_HEADS: list[ColumnHead[NamedRemark]] = [
    ColumnHead("台账", 7, lambda said: ledger(said.remark.ledger).label),
    ColumnHead("记录", 14, lambda said: said.title),
    ColumnHead("字段", 6, lambda said: _field(said.remark)),
    ColumnHead("是否改正", 9, lambda said: said.state, tone=lambda said: said.tone),
    ColumnHead("退回意见", 24, lambda said: said.remark.text),
]


FIGURE_HEADS: list[ColumnHead[YearFigure]] = [
    ColumnHead("指标", 8, lambda one: one.name),
    ColumnHead("今年", 9, lambda one: one.now),
    ColumnHead("上年", 9, lambda one: one.before),
    ColumnHead("怎样计算", 30, lambda one: one.definition),
]


LAST_YEAR = 2
"""Column of the figures that stands for the year before."""
FIRST_STEP = " · 下一步：到“任务下发”填好单位名册，保存后导出任务包，交给各单位。"
"""Said at a centre whose roster has nobody but itself."""


FIRST_PLAN = {
    True: "还没有下发工作要点：到“任务下发”导入正文（已经读入的，核对好），保存后导出任务包。",
    False: "还没有工作要点：到“校验与报送”点“接收”，打开汇总单位发来的任务包。",
}
"""Where there is no plan yet, at the centre and at a unit."""
EVERYTHING, LATE, NEXT = "全部", "已超期", f"{SOON}天内"
WITHIN: dict[str, int | None] = {
    EVERYTHING: None,
    LATE: -1,
    **{f"{days}天内": days for days in sorted({SOON, 60, NEAR})},
}
STEP_PAGES = {TASK: SUBMIT_PAGE, ITEMS: PLAN, PEOPLE: CERTIFICATES, SEND: SUBMIT_PAGE}
"""Where each of the first steps is taken."""
ACROSS = 5
"""Tiles in a row."""
TILES = {"late": LATE, "soon": NEXT}


class DeskPage(Page):
    """The first page: what is due, how far the plan is, and at the centre the figures of all units."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._year, self._behind_all = 0, FigureRecords(session, self)
        self._counted: dict[str, QuotaResult] = {}
        self.waiting = WaitingCounts(self, session)
        self.head, self.year = soft_line(), YearChoice(session, self)
        self.overview = small_button("年度概览", "给领导看的一页：报送、考核、主要数字和上年比，可以打印")
        self.due = RowsTable(
            DUE_HEADS, "近期没有要办的事。\n执法证件、应诉案件、工作要点和报送的期限到了会列在这里。", name="要办的事"
        )
        self.more = prose("", "soft")
        self.more.hide()
        self._due, self.within, self.steps = list[Due](), ComboBox(), Links("开始的几步")
        self.remarks = RowsTable(REMARK_HEADS, "没有对具体记录的意见；整份退回的原因见“要办的事”。", name="退回意见")
        self.chapters, self.quotas, self.periods = Bars(), Bars(), Bars()
        self.heat, self.tabs, self.charts = HeatGrid(), QTabWidget(), DeskCharts(session)
        self.calendar = CalendarTab(session, self._read_again)
        self.figures: RowsTable[YearFigure] = RowsTable(FIGURE_HEADS, "还没有数字。", name="历年数字")
        self.tiles = self._tiles()
        self._assemble()
        self._connect()
        self.loader = Loader(self, session, lambda office: read_desk(office, session.year), self.show_desk)
        said = "正在统计全部案件和证件"
        centre = session.workspace.is_centre
        self.district = Loader(self, session, read_district, self.show_district, label=said) if centre else None
        if self.district:
            self.district.slowly(lambda office, ticket: read_district(office, ticket, session.year))
            self.loader.loaded.connect(self.district.reload)
        self.compare = Loader(
            self.figures,
            session,
            lambda office: read_unit_figures(office, session.year),
            self.figures.show_rows,
            label="正在计算",
        )

    def _tiles(self) -> dict[str, FigureTile]:
        whose = "本级" if self.session.workspace.is_centre else ""
        tiles = {
            "late": (f"{whose}超期" if whose else LATE, f"{whose}期限已过还没有办的事，见下面的表"),
            "soon": (f"{whose}{NEXT}" if whose else ENDING, f"{whose}{SOON}天内要办的事，见下面的表"),
        }
        if self.session.workspace.is_centre:
            tiles |= {
                "review": ("报送待审", "已合并、还没有通过或退回的报送；点击到报送情况"),
                "keys": ("密钥待登记", "等着核对指纹的单位；点击到收件合并核对"),
                "untold": ("回执待导出", "已审、还没有导出回执的报送；点击到报送情况"),
                "on_paper": ("代录的报送", "没有程序的单位，由本单位按纸质材料代录，未签名；点击列出"),
                "conflicts": ("冲突待处理", "两台电脑改了同一字段的记录；点击列出，逐条定"),
                "lost": ("历年败诉案件", "所有单位历年已生效的败诉案件，共同被告只计一件；点击列出"),
                "rate": (RATE, "本年有负责人出庭的开庭案件÷开庭案件，共同被告有一家出庭即为出庭；点击列出开庭案件"),
                "renew": (TO_RENEW, "要换发、还没有办完的在用证件；点击列出"),
            }
        else:
            tiles |= {
                "open": ("事项未完成", "工作要点里还没有完成的事项；点击到工作要点"),
                "remarks": ("退回意见", "汇总单位对记录的意见，见下面的表"),
                "last": ("最近一次报送", "点击到校验与报送"),
            }
        return {name: FigureTile(*said, ICONS[name]) for name, said in tiles.items()}

    def _assemble(self) -> None:
        centre = self.session.workspace.is_centre
        tiles = QGridLayout()
        tiles.setSpacing(WIDE)
        for at, tile in enumerate(self.tiles.values()):
            tiles.addWidget(tile, *divmod(at, ACROSS))
            tiles.setColumnStretch(at % ACROSS, 1)
        split = side_by_side(self._district() if centre else self._left(), self._right(centre=centre))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        whole = on_ground(split)
        whole.insertLayout(0, tiles)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _left(self) -> QWidget:
        self.within.addItems(list(WITHIN))
        self.within.setAccessibleName("看多少天内的")
        top = card_head(group_head("要办的事"), self.within)
        top.setStretch(0, 1)
        left = QWidget()
        due = column(self.steps, flush(self.due), margin=0)
        due.setSpacing(0)
        layout = column(top, due, self.more, card_head(group_head("退回意见")), flush(self.remarks), margin=0)
        layout.setStretch(1, 3)
        layout.setStretch(4, 1)
        left.setLayout(layout)
        self.tabs.addTab(left, "要办的事和意见")
        self.tabs.addTab(self.figures, "本年和上年")
        self.tabs.addTab(self.charts, "统计图")
        self.tabs.addTab(self.calendar, CALENDAR)
        return self.tabs

    def _district(self) -> QWidget:
        """All units at a glance, the year beside the last one, and what the own unit has due."""
        grid = QWidget()
        inside = column(
            prose(f"{LEGEND}。点一格打开那条落实情况，点单位名或项号列出那一行、那一列。", "soft"),
            self.heat,
        )
        inside.setStretch(1, 1)
        grid.setLayout(inside)
        own = (("统计图", self.charts), ("本级要办的事", flush(self.due)), (CALENDAR, self.calendar))
        for label, part in (("各单位各项", grid), ("本年和上年", self.figures), *own):
            self.tabs.addTab(part, label)
        return self.tabs

    def _right(self, *, centre: bool) -> QWidget:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        self.quota_head, self.quota_notes = group_head("定额完成情况"), prose("", "soft")
        self.chapter_head = group_head("各章已完成事项（各单位合计）" if centre else "各章已完成事项")
        self.period_head = group_head("各期已报单位")
        if centre:
            layout.addWidget(self.period_head)
            layout.addWidget(self.periods)
        layout.addWidget(self.chapter_head)
        layout.addWidget(self.chapters)
        layout.addWidget(self.quota_head)
        layout.addWidget(self.quotas)
        layout.addWidget(self.quota_notes)
        layout.addStretch(1)
        return card(scrolled(inside, "进度"))

    def _connect(self) -> None:
        self.year.chosen.connect(lambda _: self.appear())
        self.overview.clicked.connect(lambda: print_for(self.session, OVERVIEW, year=self._year))
        go = self.session.page_wanted.emit
        pages = {
            "open": PLAN,
            "last": SUBMIT_PAGE,
        }
        for name, page in pages.items():
            if name in self.tiles:
                self.tiles[name].clicked.connect(lambda _=False, page=page: go(page))
        for name in ("late", "soon"):
            self.tiles[name].clicked.connect(lambda _=False, name=name: self._to_due(TILES[name]))
        self.steps.linkActivated.connect(self.session.page_wanted)
        if "remarks" in self.tiles:
            self.tiles["remarks"].clicked.connect(self.remarks.setFocus)
        if self.session.workspace.is_centre:
            self._connect_centre()
        self.tabs.currentChanged.connect(self._look)
        self.within.currentIndexChanged.connect(self._narrow)
        self.due.opened.connect(self._open_due)
        self.figures.opened.connect(self._open_figure)
        self.remarks.opened.connect(lambda said: go_to_field(self, self.session, said.remark))
        self.chapters.clicked.connect(self._open_item)
        self.quotas.clicked.connect(self._open_counted)

    def _connect_centre(self) -> None:
        to_part = self.session.part_wanted.emit
        for name, part in (("review", REVIEW), ("untold", UNTOLD)):
            self.tiles[name].clicked.connect(lambda _=False, part=part: to_part(REPORTS, part))
        for name, part in (("keys", KEYS), ("conflicts", CONFLICTS), ("on_paper", ON_PAPER)):
            self.tiles[name].clicked.connect(lambda _=False, part=part: to_part(INTAKE, part))
        self.tiles["lost"].clicked.connect(lambda: self._behind_all.open("case", LOST_EVER, "历年败诉案件"))
        self.tiles["rate"].clicked.connect(lambda: self._open_named(RATE))
        self.tiles["renew"].clicked.connect(lambda: self._open_named(TO_RENEW))
        self.periods.clicked.connect(lambda period: to_part(REPORTS, f"{REPORTED}:{period}"))
        self.heat.opened.connect(self._open_cell)
        self.heat.unit_opened.connect(self._open_unit)
        self.heat.item_opened.connect(self._open_column)

    def heading(self) -> Sequence[QWidget | None]:
        """The year, and whose desk it is."""
        overview = (self.overview,) if self.session.workspace.is_centre else ()
        return (self.year, self.head, None, *overview)

    def appear(self) -> None:
        """Read as of now; at a centre what takes all cases of all units comes when it is there."""
        self._read_again()
        self._look()

    def _read_again(self) -> None:
        """What is due, once the calendar says something else."""
        self.loader.reload()

    def show_desk(self, desk: Desk) -> None:
        """Fill every part of the page from what a worker has read."""
        issue = desk.issue
        self._year = issue.year if issue else 0
        self.year.show_years(desk.years, self._year)
        name = self.session.workspace.name
        alone = desk.centre is not None and issue is not None and len(issue.units) <= 1
        step = FIRST_STEP if alone else ""
        self.head.setText(
            f"{name} · {issue.year}年度工作要点{step}"
            if issue
            else f"{name} · {FIRST_PLAN[self.session.workspace.is_centre]}"
        )
        self.charts.turn(self._year)
        self.waiting.say(desk.centre.counts if desk.centre else desk.unit.counts)
        self._show_unit(desk.unit)
        if desk.centre:
            self._show_centre(desk.centre)
        elif desk.unit.last:
            label = period_label(issue, desk.unit.last.period)
            before = "（恢复备份以前）" if desk.unit.last_before_restore else ""
            self.tiles["last"].name.setText(f"最近报送：{label}第{desk.unit.last.sequence}次{before}")
            self.tiles["last"].show_figure(desk.unit.last_state)
        else:
            self.tiles["last"].show_figure("还没有")

    def _show_unit(self, unit: UnitDesk) -> None:
        self._due, dues = unit.dues.first, unit.dues
        self._narrow()
        self.more.setVisible(dues.all > len(self._due))
        self.more.setText(
            f"列出最急的 {len(self._due)} 条，共 {dues.all:,} 条；其余的在各自的台账里，用视图“已过期”等查看。"
        )
        self.tiles["late"].show_figure(dues.late, Tone.BAD if dues.late else None)
        self.tiles["soon"].show_figure(dues.soon, Tone.WARN if dues.soon else None)
        self.quotas.show_bars(unit.quotas)
        self._counted = dict(unit.counted)
        self.quota_notes.setText("\n".join(unit.quota_notes))
        self.quota_notes.setVisible(bool(unit.quota_notes))
        self.quota_head.setVisible(bool(unit.quotas or unit.quota_notes))
        if not self.session.workspace.is_centre:
            self.chapter_head.setVisible(bool(unit.chapters))
            self.chapters.show_bars(unit.chapters)
            self.remarks.show_rows(unit.remarks)
            self.tiles["open"].show_figure(unit.counts.open_items)
            steps = enumerate(unit.steps, 1)
            self.steps.show_links([(STEP_PAGES[one.name], step_words(at, one), "") for at, one in steps])
            self.steps.setVisible(bool(unit.steps))
            waiting = sum(not one.is_corrected for one in unit.remarks)
            self.tiles["remarks"].show_figure(waiting, Tone.WARN if waiting else None)

    def _show_centre(self, centre: CentreDesk) -> None:
        for head, bars, shown in (
            (self.period_head, self.periods, centre.periods),
            (self.chapter_head, self.chapters, centre.chapters),
        ):
            head.setVisible(bool(shown))
            bars.show_bars(shown)
        self.heat.show_heat(centre.heat)
        figures: dict[str, int | str] = {
            "review": centre.counts.to_review,
            "keys": centre.counts.pending_keys,
            "untold": centre.counts.untold,
            "on_paper": centre.counts.on_paper,
            "conflicts": centre.counts.conflicts,
        }
        for name, figure in figures.items():
            self.tiles[name].show_figure(figure, Tone.WARN if figure else None)

    def show_district(self, district: DistrictState) -> None:
        """Show the figures over the cases and certificates of all units."""
        self._behind_all.district = district.of
        self.figures.show_rows(district.figures)
        self.tiles["lost"].show_figure(district.lost, Tone.WARN if district.lost else None)
        known = {one.name: one.now for one in district.figures}
        for name, label in (("rate", RATE), ("renew", TO_RENEW)):
            self.tiles[name].show_figure(known.get(label, "—").partition("（")[0])

    def _open_cell(self, unit: str, item: int) -> None:
        heat = self.heat.heat
        if heat and heat.states[unit, item] in (MISSING, NOT_ASKED):
            self.session.told.emit(f"{self.session.unit_name(unit)}没有填第{heat.numbers[item]}项的落实情况。")
        else:
            self.session.record_wanted.emit("progress", progress_uid(unit, self._year, item))

    def _list(self, ledger_id: str, uids: tuple[str, ...], what: str) -> None:
        show_only(self.session, ledger_id, list(uids), what)

    def _open_unit(self, unit: str) -> None:
        self._list("progress", self._of_heat(unit=unit), f"{self.session.unit_name(unit)}的落实情况")

    def _open_column(self, item: int) -> None:
        heat = self.heat.heat
        if heat:
            what = f"各单位第{heat.numbers[item]}项“{heat.titles[item]}”的落实情况"
            self._list("progress", self._of_heat(item=item), what)

    def _of_heat(self, unit: str = "", item: int = 0) -> tuple[str, ...]:
        heat = self.heat.heat
        kept = heat.states.items() if heat else ()
        return tuple(
            progress_uid(code, self._year, uid)
            for (code, uid), state in kept
            if state not in (MISSING, NOT_ASKED) and unit in ("", code) and item in (0, uid)
        )

    def _open_named(self, name: str) -> None:
        one = next((one for one in self.figures.rows.all if one.name == name), None)
        if one:
            self._behind_all.open(one.ledger, one.behind, f"{self._year}年{one.name}")

    def _open_figure(self, one: YearFigure) -> None:
        """The records of the figure under the cursor; those of this year, but in the column of the last one."""
        last = self.figures.currentIndex().column() == LAST_YEAR
        year, uids = (self._year - 1, one.records_before) if last else (self._year, one.records)
        if last and one.before == NO_LAST_YEAR:
            self.session.told.emit(f"{NO_LAST_YEAR}：这里没有{year}年度的资料。")
        elif one.behind:
            self._behind_all.open(one.ledger, one.behind, f"{year}年{one.name}", before=last)
        else:
            self._list(one.ledger, uids, f"{year}年{one.name}")

    def _open_counted(self, key: str) -> None:
        found = self._counted.get(key)
        if found and found.counting:
            self._list(found.counting.ledger, found.uids, f"{self._year}年度本单位的{found.label}")

    def _narrow(self) -> None:
        """Show what is due within the days chosen; what is late is always among them."""
        within = WITHIN[self.within.currentText() or EVERYTHING]
        self.due.show_rows([due for due in self._due if within is None or due.left <= within])

    def _look(self) -> None:
        """The calendar, and a unit's year beside the last one, are read only while somebody looks."""
        shown = self.tabs.currentWidget()
        if shown is self.calendar:
            self.calendar.loader.reload()
        elif shown is self.figures and not self.session.workspace.is_centre:
            self.compare.reload()

    def _to_due(self, within: str) -> None:
        self.within.setCurrentText(within)
        self.tabs.setCurrentIndex(self.tabs.indexOf(self.due) if self.session.workspace.is_centre else 0)
        self.due.setFocus()
        if self.due.rows.rows:
            self.due.selectRow(0)

    def _open_due(self, due: Due) -> None:
        self.session.year = due.year or self.session.year
        if due.ledger == SUBMIT:
            self.session.page_wanted.emit(SUBMIT_PAGE)
        elif due.ledger == CALENDAR_KIND:
            self.tabs.setCurrentWidget(self.calendar)
            self.calendar.show_due(due)
        elif due.ledger == "progress" and self.session.workspace.is_centre:
            self.session.page_wanted.emit(PLAN)
        else:
            self.session.record_wanted.emit(due.ledger, due.uid)

    def _open_item(self, number: str) -> None:
        unit = self.session.workspace.unit
        if self.session.workspace.is_centre:
            read = partial(completed_records, self.session.workspace, self._year, int(number))
            self._behind_all.show(read, "progress", f"第{number}章各单位已完成的事项")
        else:
            self.session.record_wanted.emit("progress", progress_uid(unit, self._year, int(number)))


PAGES = (PageSpec(DESK, "工作台", 10, DeskPage),)
