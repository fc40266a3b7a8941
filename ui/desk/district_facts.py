"""The district at a glance: every item of every unit, and the year's figures beside those of the year before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.office import Issue, Unit, place_of
from models.records.place import NATIONAL, PlaceProfile
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.store.base.workspace import Workspace
from models.store.records import documents
from models.store.records.calendar import working_calendar
from models.store.records.held_years import NO_LAST_YEAR, is_held
from reports.figures.case_records import case_records
from reports.figures.case_year import Figure, Figures, case_figures
from reports.figures.cases import once_each
from reports.figures.certificates import certificate_records
from reports.figures.counted import ratio
from reports.figures.district import LOST_EVER, Totals, figures_of
from reports.figures.district import District as WorkedOut
from ui.base.ticket import Ticket

MISSING, NOT_ASKED = "未填", ""


@dataclass(frozen=True)
class ItemStates:
    """Where every unit stands with every item; `titles` and `numbers` by uid of the item, `states` by unit and uid."""

    year: int
    units: tuple[Unit, ...]
    titles: Mapping[int, str]
    numbers: Mapping[int, int]
    states: Mapping[tuple[str, int], str]


def item_states(issue: Issue, progress: Mapping[str, Mapping[int | None, str | None]]) -> ItemStates:
    """The state of each item as its unit has it; 未填 where it owes one, "" where nothing is asked of it."""
    items = [(item.uid, frozenset(item.units)) for item in issue.plan.items]
    nothing: Mapping[int | None, str | None] = {}
    states = {}
    for unit in issue.owing:
        code, mine = unit.code, progress.get(unit.code, nothing)
        for uid, asked in items:
            states[code, uid] = (mine.get(uid) or MISSING) if not asked or code in asked else NOT_ASKED
    titles, numbers = ({one.uid: getattr(one, name) for one in issue.plan.items} for name in ("title", "number"))
    return ItemStates(issue.year, issue.owing, titles, numbers, states)


class DistrictState(NamedTuple):
    """What takes all cases and certificates of all units: how many are lost, the year's figures, and what of."""

    lost: int
    figures: list[YearFigure]
    of: WorkedOut


class YearFigure(NamedTuple):
    """A figure of the year and of the year before, how it is counted, and the records each of them counts.

    Of all units together there may be very many: then `behind` is the name under which they are asked for.
    """

    name: str
    now: str
    before: str
    definition: str
    ledger: str
    records: tuple[str, ...] = ()
    records_before: tuple[str, ...] = ()
    behind: str = ""


class _Counted(NamedTuple):
    """One line: the figure, the records behind it, and for a rate the figure above the line."""

    name: str
    figure: str
    behind: str
    definition: str
    part: str = ""


_CASES = (
    _Counted(
        "新收案件", "cases.new", "cases.new", "本年第一次收到的案件，一审、二审、再审合为一件；同一案号只计一件。"
    ),
    _Counted("未结案件", "cases.pending", "cases.pending", "到期末没有结案的案件。"),
    _Counted("败诉案件", "lost.lost", "lost.lost", "本年裁判生效并认定败诉的案件，几个单位同为被告的只计一件。"),
    _Counted("败诉率", "lost.rate", "lost.decided", "败诉案件÷本年有生效裁判的案件。", "lost.lost"),
    _Counted(
        "开庭案件", "attendance.heard", "attendance.heard", "本年开过庭的案件，按审级计；只询问、调查的不算开庭。"
    ),
    _Counted(
        "负责人出庭案件", "attendance.with_leader", "attendance.with_leader", "其中至少有一次由负责人出庭的开庭案件。"
    ),
    _Counted(
        "负责人出庭率",
        "attendance.rate",
        "attendance.heard",
        "有负责人出庭的开庭案件÷开庭案件；共同被告有一个单位的负责人出庭即为出庭。",
        "attendance.with_leader",
    ),
    _Counted("按期答辩率", "answers.rate", "answers.due", "按期提交答辩的案件÷应提交答辩的案件。", "answers.in_time"),
)
_CERTIFICATES = (
    _Counted("新领证件", "issued", "issued", "本年申领的执法证件，换发和遗失补办的不算。"),
    _Counted("已换发证件", "renewed", "renewed", "本年办完换发的执法证件。"),
)
_TO_RENEW = "要换发、还没有办完的在用证件，只看现在。"
RATE, TO_RENEW = "负责人出庭率", "待换发证件"


def read_district(workspace: Workspace, ticket: Ticket | None = None, wanted: int | None = None) -> DistrictState:
    """Read all units' figures of the year `wanted` or assessed now; kept ones are used where no record changed."""
    today = workspace.clock.today()
    with workspace.read() as connection:
        issue, calendar = documents.assessed_issue(connection, wanted, today), working_calendar(connection)
        year = issue.year if issue else today.year
        held = is_held(connection, year - 1)
    of = WorkedOut(workspace, year, today, calendar, place_of(issue))

    def tell(done: int, whole: int) -> None:
        if ticket:
            ticket.say(f"正在统计各单位 {done}/{whole}", done, whole)

    found = figures_of(of, tell)
    return DistrictState(found.now.get(LOST_EVER, 0), without_unheld(district_figures(found), held=held), of)


def without_unheld(figures: list[YearFigure], *, held: bool) -> list[YearFigure]:
    """The figures; where the year before is not `held`, that is said in place of its figures."""
    if held:
        return figures
    return [one._replace(before=NO_LAST_YEAR, records_before=()) for one in figures]


def district_figures(found: Totals) -> list[YearFigure]:
    """Like `year_figures`, computed from totals of all units."""
    lines = [
        YearFigure(
            one.name,
            _of_counts(one, found.now),
            _of_counts(one, found.before),
            one.definition,
            "case" if one in _CASES else "certificate",
            behind=one.behind,
        )
        for one in (*_CASES, *_CERTIFICATES)
    ]
    wanted = f"{found.now.get('to_renew', 0)}"
    return [*lines, YearFigure(TO_RENEW, wanted, "—", _TO_RENEW, "certificate", behind="to_renew")]


def _of_counts(one: _Counted, counts: Mapping[str, int]) -> str:
    whole = counts.get(one.behind, 0)
    if not one.figure.endswith(".rate"):
        return f"{whole}"
    part = counts.get(one.part, 0)
    return _words(ratio(part, whole), part, whole)


def year_figures(
    kept: Mapping[str, Iterable[Entry]],
    year: int,
    today: dt.date,
    calendar: Calendar = DEFAULT_CALENDAR,
    place: PlaceProfile = NATIONAL,
) -> list[YearFigure]:
    """The year's figures over all units beside the year before, each on its last day or today."""
    cases = once_each(kept["case"])
    entries = {name: list(kept[name]) for name in ("person", "certificate")}
    both = [(one, min(today, dt.date(one, 12, 31))) for one in (year, year - 1)]
    suits = [
        (case_figures(cases, one, day, calendar, place), case_records(cases, one, day, calendar, place))
        for one, day in both
    ]
    held = [certificate_records(BasicContext(entries, day), one) for one, day in both]
    found = [_case_line(one, suits) for one in _CASES]
    for one in _CERTIFICATES:
        now, before = (records[one.behind] for records in held)
        said = str(len(now)), str(len(before))
        found.append(YearFigure(one.name, *said, one.definition, "certificate", now, before))
    wanted = certificate_records(BasicContext(entries, today), today.year)["to_renew"]
    return [*found, YearFigure(TO_RENEW, str(len(wanted)), "—", _TO_RENEW, "certificate", wanted)]


def _case_line(one: _Counted, suits: list[tuple[Figures, dict[str, tuple[str, ...]]]]) -> YearFigure:
    behind = [records[one.behind] for _, records in suits]
    now, before = (
        _words(figures[one.figure], figures[one.part] if one.part else None, len(uids))
        for (figures, _), uids in zip(suits, behind, strict=True)
    )
    return YearFigure(one.name, now, before, one.definition, "case", behind[0], behind[1])


def _words(figure: Figure, part: Figure, whole: int) -> str:
    if figure is None:
        return "—"
    return f"{figure * 100:.2f}%（{part}/{whole}）" if isinstance(figure, Decimal) else str(figure)
