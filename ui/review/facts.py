"""Who has reported for which period, when, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from models.assess.inputs import Timing, submission_of
from models.merge.outcome import PackageState
from models.merge.package_notes import end_of_unit
from models.merge.report import paper_basis_of
from models.merge.states import SubmissionState, by_unit_and_period, centre_state
from models.records.office import UNKNOWN_DAY, Issue, Period, Unit
from models.records.registry import ledger, ledgers
from models.store.base.workspace import Workspace
from models.store.records import documents, packages, records
from models.store.records.packages import PackageRow, Remark
from models.store.records.proxy import PROXY, has_content
from reports.figures.timing import REPORTED, first_received


@dataclass(frozen=True)
class Cell:
    """One unit in one period; `row` is the submission that counts, `times` how many good ones came.

    `unit_words` says what has become of a unit that was renamed, merged or split.
    `zero` names the ledgers the unit declared empty for the period (零报送), `ground` the paper (纸质依据) that was
    registered for it while nothing of it is typed.
    """

    unit: Unit
    period: Period
    state: SubmissionState
    row: PackageRow | None
    times: int
    received: dt.date | None
    timing: Timing
    unit_words: str = ""
    zero: tuple[str, ...] = ()
    ground: str = ""

    @property
    def has_reported(self) -> bool:
        """Whether a good submission came, or the unit reported on paper."""
        return self.row is not None and self.row.state in REPORTED

    @property
    def is_overdue(self) -> bool:
        """Whether the period is over and nothing has come, not even a package that waits."""
        return self.row is None and self.timing is Timing.MISSING

    @property
    def days_late(self) -> int:
        """Days between the period's end and the day it was received; 0 when it was in time or has not come."""
        if self.received is None or self.period.due is None:
            return 0
        return max(0, (self.received - self.period.due).days)

    @property
    def on_paper(self) -> bool:
        """Whether the centre typed the report from paper (代录)."""
        return self.row is not None and self.row.state == PROXY

    @property
    def can_be_reviewed(self) -> bool:
        """Whether the submission can be approved or returned."""
        return self.has_reported


@dataclass(frozen=True)
class Reports:
    """All cells, and the remarks of the centre by submission; `years` something was issued for, the latest first."""

    issue: Issue
    cells: dict[tuple[str, str], Cell]
    remarks: dict[str, list[Remark]]
    untold: int
    years: tuple[int, ...]

    @property
    def units(self) -> list[Unit]:
        """Units that have to report or had to before they were merged or split, in the roster's order."""
        return list(dict.fromkeys(cell.unit for cell in self.cells.values()))


def read_reports(workspace: Workspace, year: int | None = None) -> Reports | None:
    """Every unit's submissions of the year, or of the one that is assessed now; None before the first plan."""
    today = workspace.clock.today()
    with workspace.read() as connection:
        issue, years = documents.assessed_issue(connection, year, today), documents.issued_years(connection)
        every = packages.find_submissions(connection)
        rows = [row for row in every if has_content(connection, row)]
        remarks = packages.find_remarks(connection, open_only=False)
        zero = _zero_reports(connection)
    if issue is None:
        return None
    units = [unit for unit in issue.units if unit.code != workspace.unit]
    sent, registered = by_unit_and_period(rows), by_unit_and_period(every)
    empty = {
        (u.code, p.id): zero.get((u.code, p.id)) or zero.get((u.code, p.label), ())
        for u in units
        for p in issue.periods
    }
    cells = {
        (u.code, p.id): _cell(issue, u, p, sent.get((u.code, p.id), []), today, empty[u.code, p.id])
        for u in units
        for p in issue.periods
    }
    by_source: dict[str, list[Remark]] = {}
    for key, cell in cells.items():
        if cell.row is None and key in registered:
            basis = paper_basis_of(registered[key][-1])
            cells[key] = replace(cell, ground=basis.basis if basis else "")
    for remark in remarks:
        by_source.setdefault(remark.source, []).append(remark)
    reviewed = [cell.row for cell in cells.values() if cell.row and cell.row.state == PackageState.MERGED]
    return Reports(issue, cells, by_source, sum(not row.receipt for row in reviewed), tuple(years))


def _zero_reports(connection: Connection) -> dict[tuple[str, str], tuple[str, ...]]:
    """Labels of the ledgers declared empty, by unit and period as the unit named it."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in records.entries(connection, ledger("zero_report")):
        key, name = (entry.unit, str(entry.fields.get("period"))), str(entry.fields.get("ledger"))
        label = ledgers()[name].label if name in ledgers() else name
        found[key] = (*found.get(key, ()), label)
    return found


def _cell(
    issue: Issue, unit: Unit, period: Period, mine: list[PackageRow], today: dt.date, zero: tuple[str, ...]
) -> Cell:
    merged = [row for row in mine if row.state in REPORTED]
    state, row = centre_state(mine)
    received = first_received(period, mine)
    gone = unit.is_gone and received is None
    timing = Timing.NOT_DUE if gone else submission_of(period, received, today).timing
    return Cell(unit, period, state, row, len(merged), received, timing, _unit_words(issue, unit), zero)


def _unit_words(issue: Issue, unit: Unit) -> str:
    if unit.is_gone:
        return f"这个单位已{end_of_unit(issue, unit)}，以前的报送和记录仍归它名下。"
    dated = [f"“{one.name}”（{one.until}前）" for one in unit.former]
    former = "、".join([*dated, *(f"“{name}”（{UNKNOWN_DAY}）" for name in unit.undated)])
    return f"曾用名{former}。" if former else ""


def totals(reports: Reports, period: Period) -> str:
    """应报/已报/报送率/按时/按时率 of a period, with 待登记 and 退回 apart; of a unit that is gone only what came."""
    cells = [
        cell
        for cell in reports.cells.values()
        if cell.period.id == period.id and (cell.has_reported or not cell.unit.is_gone)
    ]
    done = [cell for cell in cells if cell.has_reported]
    on_time = sum(cell.timing is Timing.ON_TIME for cell in done)
    waiting = sum(cell.state is SubmissionState.UNENROLLED for cell in cells)
    reviews = [cell.row.review for cell in done if cell.row]
    zero = sum(bool(cell.zero) for cell in done)
    returned = sum(cell.state in (SubmissionState.RETURNED, SubmissionState.ON_PAPER_RETURNED) for cell in cells)
    paper = sum(cell.on_paper for cell in cells)
    due = f"（期限{period.due}）" if period.due else ""
    parts = [
        f"应报{len(cells)}个单位",
        f"已报{len(done)}个",
        f"报送率{_percent(len(done), len(cells))}",
        f"按时{on_time}个",
        f"按时率{_percent(on_time, len(cells))}",
    ]
    parts += [
        f"{label}{count}个"
        for label, count in (
            (SubmissionState.WAITING, reviews.count("pending")),
            (SubmissionState.APPROVED, reviews.count("approved")),
            ("有零报送", zero),
        )
        if count
    ]
    parts += [f"代录{paper}个（未签名）"] * bool(paper)
    parts += [f"待登记{waiting}个"] * bool(waiting) + [f"退回{returned}个"] * bool(returned)
    return f"{period.label}{due}：" + "，".join(parts)


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}%" if whole else "—"
