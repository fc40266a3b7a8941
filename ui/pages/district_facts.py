"""The district at a glance: every item of every unit, and the year's figures beside those of the year before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from weakref import WeakKeyDictionary

from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.ledgers.case.codes import LOST
from models.records.ledgers.case.record import Case
from models.records.ledgers.progress import Progress
from models.records.office import Issue, Unit
from models.records.registry import ledger
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.store import documents, journal, records
from models.store.calendar import calendar_of
from models.store.workspace import Workspace
from reports.counting.case_records import case_records
from reports.counting.case_year import Figure, Figures, case_figures
from reports.counting.cases import cases_of, once_each, steps_of, verdicts, whole_cases
from reports.counting.certificates import certificate_records

MISSING, NOT_ASKED = "未填", ""


@dataclass(frozen=True)
class Heat:
    """Where every unit stands with every item; `titles` by item number, `states` by unit and number."""

    year: int
    units: tuple[Unit, ...]
    titles: Mapping[int, str]
    states: Mapping[tuple[str, int], str]


def heat_of(issue: Issue, progress: Mapping[str, Mapping[str, Progress]]) -> Heat:
    """The state of each item as its unit has it; 未填 where it owes one, "" where nothing is asked of it."""
    known = {(unit, one.item): one.state or MISSING for unit, some in progress.items() for one in some.values()}
    states = {
        (unit.code, item.number): known.get((unit.code, item.number), MISSING)
        if not item.units or unit.code in item.units
        else NOT_ASKED
        for unit in issue.units
        for item in issue.plan.items
    }
    return Heat(issue.year, issue.units, {item.number: item.title for item in issue.plan.items}, states)


class District(NamedTuple):
    """What takes all cases and certificates of all units: the lost ones, and the year's figures."""

    lost: tuple[str, ...]
    figures: list[YearFigure]


class YearFigure(NamedTuple):
    """A figure of the year and of the year before, how it is counted, and the records each of them counts."""

    name: str
    now: str
    before: str
    definition: str
    ledger: str
    records: tuple[str, ...] = ()
    records_before: tuple[str, ...] = ()


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
    _Counted("新发证件", "issued", "issued", "本年发证的执法证件。"),
    _Counted("已换发证件", "renewed", "renewed", "本年办完换发的执法证件。"),
)
_TO_RENEW = "要换发、还没有办完的在用证件，只看现在。"
RATE, TO_RENEW = "负责人出庭率", "待换发证件"


_known: WeakKeyDictionary[Workspace, tuple[tuple[object, ...], District]] = WeakKeyDictionary()


def read_district(workspace: Workspace) -> District:
    """Read it as of now; what was read before is given again while no record has been written since."""
    today = dt.datetime.now().astimezone().date()
    with workspace.read() as connection:
        issue, calendar = documents.latest(connection, documents.ISSUE, Issue), calendar_of(connection)
        year = issue.year if issue else today.year
        basis = journal.last(connection), year, today, calendar
        before = _known.get(workspace)
        if before and before[0] == basis:
            return before[1]
        kept = {name: list(records.entries(connection, ledger(name))) for name in ("case", "person", "certificate")}
    found = District(_lost(cases_of(once_each(kept["case"]), today)), year_figures(kept, year, today, calendar))
    _known[workspace] = basis, found
    return found


def _lost(cases: Mapping[str, Case]) -> tuple[str, ...]:
    """The last instance of every case that is lost, whatever its year."""
    courses = whole_cases(cases)
    return tuple(courses[root][-1] for root, verdict in verdicts(steps_of(cases)).items() if verdict == LOST)


def year_figures(
    kept: Mapping[str, Iterable[Entry]], year: int, today: dt.date, calendar: Calendar = DEFAULT_CALENDAR
) -> list[YearFigure]:
    """The year's figures over all units beside the year before, each on its last day or today."""
    cases = once_each(kept["case"])
    entries = {name: list(kept[name]) for name in ("person", "certificate")}
    both = [(one, min(today, dt.date(one, 12, 31))) for one in (year, year - 1)]
    suits = [(case_figures(cases, one, day, calendar), case_records(cases, one, day, calendar)) for one, day in both]
    held = [certificate_records(BasicContext(entries, day), one) for one, day in both]
    found = [_case_line(one, suits) for one in _CASES]
    for one in _CERTIFICATES:
        now, before = (records[one.behind] for records in held)
        said = str(len(now)), str(len(before))
        found.append(YearFigure(one.name, *said, one.definition, "certificate", now, before))
    wanted = held[0]["to_renew"]
    return [*found, YearFigure(TO_RENEW, str(len(wanted)), "—", _TO_RENEW, "certificate", wanted)]


def _case_line(one: _Counted, suits: list[tuple[Figures, dict[str, tuple[str, ...]]]]) -> YearFigure:
    behind = [records[one.behind] for _, records in suits]
    now, before = (
        _words(figures[one.figure], figures[one.part] if one.part else None, len(uids))
        for (figures, _), uids in zip(suits, behind, strict=True)
    )
    return YearFigure(one.name, now, before, one.definition, "case", *behind)


def _words(figure: Figure, part: Figure, whole: int) -> str:
    if figure is None:
        return "—"
    return f"{figure * 100:.2f}%（{part}/{whole}）" if isinstance(figure, Decimal) else str(figure)
