"""The assessment of a workspace: at the centre of all units, at a unit a preview of its own score (自评)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import msgspec
from sqlalchemy import Connection

from models.assess.adjust import as_appealed
from models.assess.assess import assess, nobody
from models.assess.averages import (
    OwnFigures,
    averaged_part,
    compares_units,
    compares_years,
    figures_by_unit,
    with_averages,
)
from models.assess.frozen import Appeal, Frozen, appeals_of, frozen_of, whole
from models.assess.inputs import Basis, Reporting, UnitInput
from models.assess.kept import with_records
from models.assess.reading import read_scheme
from models.assess.scheme import Scheme
from models.assess.score import Assessment
from models.errors import FazhiError
from models.merge.supersede_proxy import basis_words
from models.records.entry import Entry
from models.records.finding import Level
from models.records.office import Unit
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from models.store.records import conditions, documents, packages, records
from models.store.records.calendar import working_calendar
from models.store.records.held_years import is_held
from models.store.records.packages import OUT, PackageRow
from models.store.records.proxy import PROXY, submissions_with_content
from models.store.records.waivers import waivers_of
from reports.figures.form_data import FormData, Scope, form_data_of, units_not_in
from reports.figures.timing import own_submissions, reporting_of, reports_day, submissions_of


class NoSchemeError(FazhiError):
    """The year has no scheme to score by, or one with errors; `why` says which. At a centre it is its own to mend."""

    year: int
    why: str
    at_centre: bool

    @property
    def sentence(self) -> str:
        """Says who has to do what."""
        who = "请在“任务下发”里备好工作要点和考核方案，并保存" if self.at_centre else "请汇总单位下发考核方案后再看"
        return f"{self.year}年度没有可用的考核方案（{self.why}）：{who}。"


@dataclass(frozen=True)
class Assessed:
    """Result, the scheme it follows, the books it was made from, and whether it is `frozen`.

    `on_paper` says of units whose records the centre typed (代录) what paper they rest on.
    """

    books: FormData
    scheme: Scheme
    result: Assessment
    frozen: Frozen | None = None
    on_paper: Mapping[str, str] = field(default_factory=dict)


def assess_workspace(workspace: Workspace, asked: Scope) -> Assessed:
    """Score the asked unit or units as on the year's last day, or today while the year runs.

    Where the year's assessment is frozen, its points are given as they were kept. The books are empty: records are read
    unit by unit, those of all units together need not fit into memory.

    Raises:
        NoSchemeError: No scheme was issued for the year, or it has errors.
    """
    with workspace.read() as connection:
        books = scored_books(connection, workspace, asked)
        given = score_basis_of(connection, workspace, books)
        if given.frozen:
            kept = _kept(connection, given.frozen, asked.unit)
            return Assessed(books, given.scheme, kept, given.frozen, given.papers)
        basis = averaged(connection, workspace, asked, given)
        result = assess(basis, with_records(connection, given.scheme, given.inputs))
    result = as_appealed(given.scheme, result, given.appeals)
    return Assessed(books, given.scheme, result, on_paper=given.papers)


def averaged(connection: Connection, workspace: Workspace, asked: Scope, given: ScoreBasis) -> Basis:
    """The basis with the averages of all units, where the scheme compares with them, at the centre, who knows all."""
    if not workspace.is_centre or not compares_units(given.scheme):
        return given.basis
    everybody = given
    if asked.unit is not None:
        books = scored_books(connection, workspace, replace(asked, unit=None))
        everybody = score_basis_of(connection, workspace, books)
    return with_averages(given.basis, figures_of(connection, given.basis, everybody.inputs).values())


def figures_of(connection: Connection, basis: Basis, inputs: Iterable[UnitInput]) -> dict[str, OwnFigures]:
    """What each unit brings to the averages that the scheme compares with."""
    if not compares_units(basis.scheme):
        return {}
    scheme = averaged_part(basis.scheme)
    return figures_by_unit(basis, with_records(connection, scheme, inputs, worded=False))


def count_now(workspace: Workspace, year: int) -> Assessment:
    """The points of all units by the records as they are, frozen or not, without the records behind them.

    Raises:
        NoSchemeError: No scheme was issued for the year, or it has errors.
    """
    with workspace.read() as connection:
        books = scored_books(connection, workspace, Scope(year, workspace.clock.today(), None))
        given = score_basis_of(connection, workspace, books)
        scheme = _scheme(books, None, at_centre=workspace.is_centre)
        given = replace(given, basis=replace(given.basis, scheme=scheme))
        basis = averaged(connection, workspace, Scope(year, books.day, None), given)
        result = assess(basis, with_records(connection, scheme, given.inputs), nobody)
    return as_appealed(scheme, result, given.appeals)


def scored_books(connection: Connection, workspace: Workspace, asked: Scope) -> FormData:
    """Whom an assessment covers, by which plan, on which day; no records."""
    issue = documents.issue_of_year(connection, asked.year)
    codes = conditions.units_with_records(connection) if workspace.is_centre and asked.unit is None else []
    others = units_not_in(connection, issue, [*codes, *filter(None, [asked.unit])])
    return form_data_of(
        workspace,
        asked,
        issue,
        working_calendar(connection),
        entries={},
        others=others,
    )


@dataclass(frozen=True)
class ScoreBasis:
    """What scores rest on beside the records: scheme, reports, points given by hand; `inputs` hold no entries.

    `appeals` are those of the year, the oldest first.
    """

    basis: Basis
    inputs: list[UnitInput]
    frozen: Frozen | None
    papers: Mapping[str, str]
    appeals: tuple[Appeal, ...] = ()

    @property
    def scheme(self) -> Scheme:
        """The scheme the points were computed by."""
        return self.basis.scheme


def score_basis_of(connection: Connection, workspace: Workspace, books: FormData) -> ScoreBasis:
    """Read what an assessment needs for the units of `books`.

    Raises:
        NoSchemeError: No scheme was issued for the year, or it has errors.
    """
    frozen = frozen_of(connection, books.year)
    scheme = _scheme(books, frozen, at_centre=workspace.is_centre)
    last = compares_years(scheme) and is_held(connection, books.year - 1)
    roster = books.issue.units if books.issue else ()
    given = books.plan, books.day, books.calendar, books.terms, books.place, roster
    basis = Basis(scheme, *given, knows_last_year=last)
    unit = None if books.all_units else books.units[0].code
    if workspace.is_centre:
        rows = submissions_with_content(connection, unit)
    else:
        rows = packages.find_packages(connection, direction=OUT, kind="submission", unit=unit)
    sent, scores = _by_unit(rows), _by_scored(records.entries(connection, ledgers()["score"]))
    waivers = waivers_of(connection, books.year) if workspace.is_centre else None
    inputs = [
        replace(
            _input(workspace, books, unit, sent.get(unit.code, []), scores.get(unit.code, [])),
            waivers=waivers.get(unit.code, {}) if waivers is not None else None,
        )
        for unit in books.owing
    ]
    appeals = tuple(reversed(appeals_of(connection, books.year)))
    return ScoreBasis(basis, inputs, frozen, dict(_papers(books, rows)), appeals)


def _scheme(books: FormData, frozen: Frozen | None, *, at_centre: bool) -> Scheme:
    if frozen is None and (books.issue is None or not books.issue.scheme):
        raise NoSchemeError(books.year, "没有下发" if books.issue else "没有工作要点", at_centre)
    issued = books.issue.scheme if books.issue else {}
    reading = read_scheme(frozen.scheme, None) if frozen else read_scheme(issued, books.plan)
    if reading.scheme is None:
        first = next(finding.message for finding in reading.findings if finding.level is Level.ERROR)
        raise NoSchemeError(books.year, first.rstrip("。"), at_centre)
    return reading.scheme


def _by_unit(rows: list[PackageRow]) -> dict[str, list[PackageRow]]:
    found: dict[str, list[PackageRow]] = {}
    for row in rows:
        found.setdefault(row.unit, []).append(row)
    return found


def _by_scored(scores: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in scores:
        found.setdefault(str(entry.fields.get("scored")), []).append(entry)
    return found


def _papers(books: FormData, rows: list[PackageRow]) -> Iterator[tuple[str, str]]:
    """What the reports rest on of every unit that reported on paper in the year."""
    periods = {period.id: period.label for period in books.issue.periods} if books.issue else {}
    paper = [row for row in rows if row.state == PROXY and row.period in periods]
    for unit in dict.fromkeys(row.unit for row in paper):
        yield unit, "；".join(f"{periods[row.period]}{basis_words(row)}" for row in paper if row.unit == unit)


def _input(workspace: Workspace, books: FormData, unit: Unit, rows: list[PackageRow], scores: list[Entry]) -> UnitInput:
    at_home = workspace.is_centre and unit.code == workspace.unit
    issue = books.issue
    if issue is None:
        return UnitInput(unit=unit, scores=scores)
    day = reports_day(workspace, books.year, books.day)
    submissions = own_submissions(issue) if at_home else submissions_of(issue, unit.code, rows, day)
    if at_home or not workspace.is_centre:
        reporting = Reporting.REPORTED if day.year >= books.year else Reporting.NOT_DUE
    else:
        reporting = reporting_of(issue, unit.code, rows, day)
    return UnitInput(unit=unit, scores=scores, submissions=submissions, reporting=reporting)


def _kept(connection: Connection, frozen: Frozen, unit: str | None) -> Assessment:
    """The frozen points with the records behind them, of one unit if it is named."""
    found = whole(connection, frozen, lambda code: unit in {None, code})
    return msgspec.structs.replace(found, units=tuple(one for one in found.units if unit in {None, one.unit}))
