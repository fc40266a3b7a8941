"""What the 工作台 says, read from the workspace in one go."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from sqlalchemy import Connection

from models.check.left_out import left_out_lines
from models.check.unit import Duty, owed
from models.due.own_dues import OwnDues, own_context, own_dues
from models.due.remark_state import CORRECTED, OPEN, is_corrected
from models.merge.outcome import PackageState
from models.merge.states import by_unit_and_period, centre_state, sent_state
from models.records.context import BasicContext
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, Progress
from models.records.office import Issue
from models.records.plan import Chapter, Item
from models.records.quotas import QuotaResult, QuotaState, counting_note
from models.records.tone import Tone
from models.store.base.workspace import Workspace
from models.store.records import conditions, conflicts, documents, packages
from models.store.records.packages import OUT, PackageRow, Remark, in_order
from models.store.records.proxy import PROXY, own_workspace_ids, submissions_with_content
from reports.figures.timing import REPORTED
from ui.desk.district_facts import ItemStates, item_states
from ui.desk.first_days import FirstStep, first_steps
from ui.kit.bar import BarFigure
from ui.kit.record_names import record_names_of

Progresses = Mapping[str, Progress]
States = dict[int | None, str | None]
"""A unit's state of each item, by its uid."""
NOTHING: States = {}


class NamedRemark(NamedTuple):
    """A remark of the centre, what its record is called, and whether the record was changed as to it since."""

    remark: Remark
    title: str
    is_corrected: bool = False

    @property
    def state(self) -> str:
        """Whether something is still to be done about it."""
        return CORRECTED if self.is_corrected else OPEN

    @property
    def tone(self) -> Tone:
        """Of its state."""
        return Tone.GOOD if self.is_corrected else Tone.WARN


@dataclass(frozen=True)
class UnitDesk:
    """The own unit's side: at the centre that of its own ledgers. `counted` are behind the bars of `quotas`.

    `quota_notes` say which quotas wait for a person, and which records do not count. A restored backup goes on under
    a new id: `last` may be a submission of the workspace it was taken from, which `last_before_restore` says. `steps`
    are the first ones of an office that has not sent anything.
    """

    dues: OwnDues
    remarks: list[NamedRemark]
    counts: UnitCounts
    chapters: list[BarFigure]
    quotas: list[BarFigure]
    counted: Mapping[str, QuotaResult]
    quota_notes: list[str]
    last: PackageRow | None
    last_state: str
    last_before_restore: bool
    steps: Sequence[FirstStep] = ()


class UnitCounts(NamedTuple):
    """How much waits at a unit: items, days of records that are over or come soon by ledger, remarks of the centre."""

    open_items: int
    pressing: Counter[str]
    remarks: int


class CentreCounts(NamedTuple):
    """How much waits at a centre, and how many reports rest on paper."""

    pending_keys: int
    to_review: int
    conflicts: int
    untold: int
    on_paper: int


@dataclass(frozen=True)
class CentreDesk:
    """What a centre has of all units; the keys of `chapters` are their numbers."""

    counts: CentreCounts
    periods: list[BarFigure]
    chapters: list[BarFigure]
    heat: ItemStates | None


@dataclass(frozen=True)
class Desk:
    """What the first page shows; `centre` is None in a unit's workspace, `issue` until a plan is received.

    `years` are those something was issued for, the latest first.
    """

    issue: Issue | None
    unit: UnitDesk
    centre: CentreDesk | None
    years: tuple[int, ...] = ()


def read_desk(workspace: Workspace, year: int | None = None) -> Desk:
    """The first page's facts of this year, or of the one a centre assesses and a unit works at; dues are today's."""
    today = workspace.clock.today()
    with workspace.read() as connection:
        issue = shown_issue(connection, workspace, year)
        unit = _unit_desk(connection, workspace, issue, today)
        centre = _centre_desk(connection, issue, workspace.unit) if workspace.is_centre else None
        years = documents.issued_years(connection)
    return Desk(issue, unit, centre, tuple(years))


def shown_issue(connection: Connection, workspace: Workspace, year: int | None) -> Issue | None:
    """The issue of this year, or of the one a centre assesses and a unit works at."""
    of = documents.assessed_issue(connection, year, workspace.clock.today()) if workspace.is_centre else None
    return of or documents.issue_for(connection, year)


def _said(connection: Connection, unit: str) -> list[NamedRemark]:
    remarks = packages.find_remarks(connection, unit)
    names = record_names_of(connection, [(one.ledger, one.uid) for one in remarks])
    return [NamedRemark(one, names[one.ledger, one.uid], is_corrected(connection, one)) for one in remarks]


def _unit_desk(connection: Connection, workspace: Workspace, issue: Issue | None, today: dt.date) -> UnitDesk:
    present = documents.issue_for(connection, None)
    own = own_context(connection, workspace.unit, present, today, issue)
    due, duty = (owed(one, workspace.unit) if one else None for one in (present, issue))
    sent = packages.find_packages(connection, direction=OUT, kind="submission")
    last = _last_sent(sent, workspace.id, own_workspace_ids(connection))
    progress = cast("Progresses", own.records("progress"))
    states = {one.item: one.state for one in progress.values() if duty and one.year == duty.year}
    of_items = [duty.results(item, own) for item in duty.items] if duty else []
    every = [one for results in of_items for one in results]
    quotas = [one for one in every if one.state is not QuotaState.BY_HAND]
    dues = own_dues(connection, workspace, present, due, own)
    remarks = [] if workspace.is_centre else _said(connection, workspace.unit)
    chapters = chapter_bars(duty, states) if duty else []
    return UnitDesk(
        dues=dues,
        remarks=remarks,
        counts=unit_counts(chapters, dues.pressing, len(remarks)),
        chapters=chapters,
        quotas=list(map(quota_bar, quotas)),
        counted={one.key: one for one in quotas},
        quota_notes=list(quota_notes(duty, of_items, own)) if duty else [],
        last=last,
        last_state=sent_state(last, sent) if last else "",
        steps=() if last or workspace.is_centre else first_steps(connection, workspace.unit, duty, progress),
        last_before_restore=last is not None and last.workspace != workspace.id,
    )


def _last_sent(sent: list[PackageRow], present: str, own: frozenset[str]) -> PackageRow | None:
    """The last submission, or where a backup was restored and nothing sent since, the last of before."""
    made = in_order(row for row in sent if row.workspace in own)
    return next((row for row in reversed(made) if row.workspace == present), made[-1] if made else None)


def chapter_bars(duty: Duty, states: Mapping[int | None, str | None]) -> list[BarFigure]:
    """Completed items of each chapter by their states; items that do not apply to the unit are left out."""
    mine = {item.uid for item in duty.items}
    bars = []
    for chapter in duty.plan.chapters:
        wanted = [i for i in chapter.items if i.uid in mine and states.get(i.uid) != NOT_APPLICABLE]
        done = sum(states.get(item.uid) == DONE for item in wanted)
        if wanted:
            bars.append(
                BarFigure(_named(chapter), done, len(wanted), str(wanted[0].uid), f"{DONE}{done}项，共{len(wanted)}项")
            )
    return bars


def unit_counts(chapters: list[BarFigure], pressing: Counter[str], remarks: int) -> UnitCounts:
    """By the chapters as `chapter_bars` gives them."""
    return UnitCounts(sum(bar.total - bar.done for bar in chapters), pressing, remarks)


def _named(chapter: Chapter) -> str:
    return f"{chapter.number}. {chapter.title}"


def quota_notes(duty: Duty, of_items: Iterable[list[QuotaResult]], context: BasicContext) -> Iterator[str]:
    """The quotas that no ledger counts and nobody has judged; and, item by item, the records that do not count."""
    items = list(of_items)
    waiting = [one for results in items for one in results if one.state is QuotaState.BY_HAND]
    if waiting:
        names = "、".join(f"第{one.item.number}项{one.quota.what}{one.quota.wanted}" for one in waiting)
        yield f"没有台账计数、{QuotaState.BY_HAND}的{len(waiting)}个：{names}。"
    for results in items:
        yield from (f"第{results[0].item.number}项{one}。" for one in left_out_lines(results, duty.plan, context))


def quota_bar(one: QuotaResult) -> BarFigure:
    """How far a quota is, with how it is counted."""
    how = f"，{counting_note(one.counting)}" if one.counting else ""
    note = f"第{one.item.number}项：{one.quota.what}{one.quota.wanted}，{one.standing}{how}"
    return BarFigure(one.label, one.credited, one.quota.at_least, one.key, note)


def _progress(connection: Connection, year: int) -> dict[str, States]:
    """Where every unit stands with every item in the year."""
    found: dict[str, States] = {}
    for unit, _, item, state in conditions.columns(connection, "progress", ("item", "state"), year=year):
        found.setdefault(unit, {})[item] = state
    return found


def _centre_desk(connection: Connection, issue: Issue | None, own: str) -> CentreDesk:
    rows = _of_year(connection, submissions_with_content(connection), issue)
    done_by = _progress(connection, issue.year) if issue else {}
    return CentreDesk(
        counts=_counts(connection, rows),
        periods=_period_bars(issue, own, rows),
        chapters=_all_chapters(issue, done_by) if issue else [],
        heat=item_states(issue, done_by) if issue else None,
    )


def centre_counts(connection: Connection, issue: Issue | None) -> CentreCounts:
    """Of the issue's year; reports on paper without a record count as none."""
    return _counts(connection, _of_year(connection, submissions_with_content(connection), issue))


def _counts(connection: Connection, rows: list[PackageRow]) -> CentreCounts:
    counting = list({(row.unit, row.period): row for row in in_order(rows) if row.state in REPORTED}.values())
    return CentreCounts(
        pending_keys=sum(row.state == "pending" for row in packages.find_enrolments(connection)),
        to_review=sum(row.review == "pending" for row in counting),
        conflicts=len({(one.ledger, one.uid) for one in conflicts.find_conflicts(connection)}),
        untold=sum(
            row.state == PackageState.MERGED and not row.receipt and row.review in ("approved", "returned")
            for row in counting
        ),
        on_paper=sum(row.state == PROXY for row in counting),
    )


def _of_year(connection: Connection, rows: list[PackageRow], issue: Issue | None) -> list[PackageRow]:
    """Those for periods of the issue's year, or of no year that is known."""
    years = documents.years_of_periods(connection, {row.period for row in rows})
    return [row for row in rows if issue is None or years[row.period] in (None, issue.year)]


def _period_bars(issue: Issue | None, own: str, rows: list[PackageRow]) -> list[BarFigure]:
    bars = []
    units, sent = issue.reporting(own) if issue else [], by_unit_and_period(rows)
    for period in issue.periods if issue else ():
        counted = [centre_state(sent.get((unit.code, period.id), ()))[1] for unit in units]
        done = sum(one is not None and one.state in REPORTED for one in counted)
        paper = sum(one is not None and one.state == PROXY for one in counted)
        note = f"已报{done}个单位{f'（其中代录{paper}个，未签名）' if paper else ''}，应报{len(counted)}个单位"
        bars.append(BarFigure(period.label, done, len(counted), period.id, note))
    return bars


def _all_chapters(issue: Issue, progress: Mapping[str, States]) -> list[BarFigure]:
    """Completed items of each chapter, all units together."""
    everyone = [unit.code for unit in issue.owing]
    bars = []
    for chapter in issue.plan.chapters:
        said = [progress.get(code, NOTHING).get(one.uid) for one in chapter.items for code in _asked(one, everyone)]
        done, total = said.count(DONE), len(said) - said.count(NOT_APPLICABLE)
        if total:
            note = f"各单位合计已完成{done}项次，共{total}项次；点开看已完成的"
            bars.append(BarFigure(_named(chapter), done, total, str(chapter.number), note))
    return bars


def _asked(item: Item, everyone: Sequence[str]) -> Sequence[str]:
    """The units of the roster an item is for."""
    return [code for code in everyone if item.is_for(code)] if item.units else everyone


def completed_records(workspace: Workspace, year: int, chapter: int) -> list[str]:
    """The records of completed items of a chapter of the year's plan, of all units the items are for."""
    with workspace.read() as connection:
        issue = documents.issue_of_year(connection, year)
        found = next((one for one in issue.plan.chapters if one.number == chapter), None) if issue else None
        if issue is None or found is None:
            return []
        rows = list(conditions.columns(connection, "progress", ("item",), year=issue.year, state=DONE))
    everyone = [unit.code for unit in issue.owing]
    asked = {item.uid: frozenset(_asked(item, everyone)) for item in found.items}
    return [uid for unit, uid, item in rows if unit in asked.get(item, ())]
