"""报送情况一览表: units by periods, who has reported, when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.assess.inputs import Timing, submission_of
from models.merge.outcome import WORDS, PackageState
from models.merge.states import centre_state
from models.merge.supersede_proxy import basis_words
from models.records.office import Period, Unit
from models.store.base.workspace import Workspace
from models.store.records.packages import PackageRow, in_order
from models.store.records.proxy import PROXY, submissions_with_content
from reports.base.sheet import CellValue, Fact, Row
from reports.figures.form_data import FormData, Scope, read_form_data
from reports.figures.timing import REPORTED, first_received
from reports.layouts.filled import Filled, FormValue
from reports.layouts.filling import fill_form, line_row
from reports.layouts.form import Form, FormRequest

ID, LABEL = "submissions", "报送情况一览表"
OWN, GONE = "本级", "不再应报"


def make(workspace: Workspace, request: FormRequest) -> Filled:
    """The periods asked, a line for each unit."""
    books = read_form_data(workspace, Scope(request.year, request.today, request.unit))
    with workspace.read() as connection:
        rows = submissions_with_content(connection)
    periods = _periods(books, request)
    lines = [
        line_row(number, unit.name, *(cell for period in periods for cell in _cells(books, unit, period, rows)))
        for number, unit in enumerate(books.units, 1)
    ]
    notes = tuple(_on_paper(books, periods, rows))
    return fill_form(ID, books, request, _values(periods), lines, facts=_facts(periods, lines), notes=notes)


def _periods(books: FormData, request: FormRequest) -> tuple[Period, ...]:
    known = books.issue.periods if books.issue else ()
    return tuple(period for period in known if request.period in ("", period.id, period.label))


def _values(periods: tuple[Period, ...]) -> tuple[FormValue, ...]:
    values = [FormValue("number", "number"), FormValue("unit")]
    for period in periods:
        head = f"{period.label}（期限{period.due or '未定'}）"
        values += [FormValue("received", "date", head), FormValue("timing", of=head)]
        values += [FormValue("count", "number", head), FormValue("state", of=head)]
    return tuple(values)


def _cells(books: FormData, unit: Unit, period: Period, rows: Iterable[PackageRow]) -> list[CellValue]:
    if unit.code == books.own:
        return [None, OWN, None, OWN]
    mine = [row for row in rows if (row.unit, row.period) == (unit.code, period.id)]
    merged = [row for row in mine if row.state in REPORTED]
    received = first_received(period, mine)
    timing = submission_of(period, received, books.day).timing.value if unit in books.owing else GONE
    return [received, timing, len(merged) or None, _state(mine)]


def _on_paper(books: FormData, periods: tuple[Period, ...], rows: Iterable[PackageRow]) -> Iterator[str]:
    """A note for each report that the centre typed: whose it is, and what paper it rests on."""
    labels = {period.id: period.label for period in periods}
    for row in rows:
        if row.state == PROXY and row.period in labels and any(unit.code == row.unit for unit in books.units):
            yield f"代录：{books.unit_name(row.unit)}（{labels[row.period]}），{basis_words(row)}。"


def _state(mine: list[PackageRow]) -> str | None:
    """Where the unit stands; of what could not be merged, what became of the newest package."""
    state, counting = centre_state(mine)
    if counting is not None and counting.state in REPORTED:
        return state
    return WORDS[PackageState(_newest(mine).state)] if mine else None


def _newest(rows: list[PackageRow]) -> PackageRow:
    return in_order(rows)[-1]


def _facts(periods: tuple[Period, ...], lines: list[Row]) -> tuple[Fact, ...]:
    facts = []
    for at, period in enumerate(periods):
        timings = [row.cells[3 + 4 * at] for row in lines if row.cells[3 + 4 * at] not in {OWN, GONE}]
        counts = "，".join(f"{timing.value}{timings.count(timing.value)}个" for timing in Timing if timing in timings)
        facts.append(Fact(period.label, f"应报{len(timings)}个单位{f'：{counts}' if counts else ''}"))
    return tuple(facts)


FORMS = (Form(ID, LABEL, "centre", make, note="各单位各报送期是否报送、是否按时、审核结果。"),)
