"""报送情况一览表: units by periods, who has reported, when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable

from models.assess.inputs import Timing, submission_of
from models.merge.outcome import WORDS, State
from models.records.office import Period, Unit
from models.store import packages
from models.store.packages import IN, PackageRow
from models.store.workspace import Workspace
from reports.books import Books, open_books
from reports.forms.filling import asked, fill, line
from reports.forms.form import Form, FormRequest
from reports.sheet import CellValue, Column, Fact, Row, Sheet
from reports.timing import MERGED, first_received

ID, LABEL = "submissions", "报送情况一览表"
REVIEWS = {"": "待审", "pending": "待审", "approved": "通过", "returned": "退回"}
OWN = "本级"
NOTES = (
    "是否按时以该报送期第一次有效报送的收到日期对照报送期限；没有确认收到日期的按合并日期。",
    "次数是收到的有效报送次数；情况是最近一次的审核结果。",
)


def make(workspace: Workspace, request: FormRequest) -> Sheet:
    """The periods asked, a line for each unit."""
    books = open_books(workspace, asked(request))
    with workspace.read() as connection:
        rows = packages.select(connection, direction=IN, kind="submission")
    periods = _periods(books, request)
    lines = [
        line(number, unit.name, *(cell for period in periods for cell in _cells(books, unit, period, rows)))
        for number, unit in enumerate(books.units, 1)
    ]
    return fill((ID, LABEL), books, request, _columns(periods), lines, facts=_facts(periods, lines), notes=NOTES)


def _periods(books: Books, request: FormRequest) -> tuple[Period, ...]:
    known = books.issue.periods if books.issue else ()
    return tuple(period for period in known if request.period in ("", period.id, period.label))


def _columns(periods: tuple[Period, ...]) -> tuple[Column, ...]:
    columns = [Column("number", "序号", 11, "number", "center"), Column("unit", "单位", 48)]
    for period in periods:
        head = f"{period.label}（期限{period.due or '未定'}）"
        columns += [
            Column(f"{period.id}.received", "收到日期", 23, "date", group=head),
            Column(f"{period.id}.timing", "是否按时", 17, align="center", group=head),
            Column(f"{period.id}.count", "次数", 12, "number", "center", group=head),
            Column(f"{period.id}.state", "情况", 18, align="center", group=head),
        ]
    return tuple(columns)


def _cells(books: Books, unit: Unit, period: Period, rows: Iterable[PackageRow]) -> list[CellValue]:
    if unit.code == books.own:
        return [None, OWN, None, OWN]
    mine = [row for row in rows if (row.unit, row.period) == (unit.code, period.id)]
    merged = [row for row in mine if row.state == MERGED]
    received = first_received(period, merged)
    timing = submission_of(period, received, books.day).timing
    return [received, timing.value, len(merged) or None, _state(mine, merged)]


def _state(mine: list[PackageRow], merged: list[PackageRow]) -> str | None:
    if merged:
        return REVIEWS.get(_newest(merged).review, "待审")
    return WORDS[State(_newest(mine).state)] if mine else None


def _newest(rows: list[PackageRow]) -> PackageRow:
    return max(rows, key=lambda row: (row.at, row.sequence))


def _facts(periods: tuple[Period, ...], lines: list[Row]) -> tuple[Fact, ...]:
    facts = []
    for at, period in enumerate(periods):
        timings = [row.cells[3 + 4 * at] for row in lines if row.cells[3 + 4 * at] != OWN]
        counts = "，".join(f"{timing.value}{timings.count(timing.value)}个" for timing in Timing if timing in timings)
        facts.append(Fact(period.label, f"应报{len(timings)}个单位：{counts}"))
    return tuple(facts)


FORMS = (Form(ID, LABEL, "centre", make, note="各单位各报送期是否报送、是否按时、审核结果。"),)
