"""What 工作要点 says of every item: where it stands, what proves it, what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.check.left_out import left_out_lines
from models.check.unit import Duty, owed, progress_of
from models.records.context import BasicContext
from models.records.finding import Finding
from models.records.ledgers.progress import OPEN, UNDER_WAY, Progress
from models.records.office import Issue
from models.records.place import PlaceProfile
from models.records.plan import UNNAMED, Chapter, Item, Quota
from models.records.quotas import BY_HAND, QuotaResult, QuotaState, counted_ledgers, counting_note, counting_of
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import documents, records
from models.submit.unit import check_workspace
from ui.kit.bar import BarFigure
from ui.plan.earlier_text import EarlierText, read_earlier
from ui.plan.item_proofs import ItemProof, item_proofs

DROPPED = "已删去的事项"
OWN_QUOTA = "（本单位）"


class WorkAhead(NamedTuple):
    """What is still to be done about an item, though 校验 does not ask for it yet; `field` is where."""

    field: str
    words: str


@dataclass(frozen=True)
class ItemState:
    """One item as it stands; `uid` is that of its record, kept already (`exists`) or not.

    `left_out` says which records do not count for its quotas. `fate` is what became of an item that a later number of
    the plan has not, "" of one that it has.
    """

    item: Item
    chapter: Chapter
    uid: str
    exists: bool
    state: str
    files: int
    quotas: tuple[QuotaResult, ...]
    left_out: tuple[str, ...] = ()
    ahead: tuple[WorkAhead, ...] = ()
    fate: str = ""

    @property
    def label(self) -> str:
        """Number and title; of an item that is no longer in the plan the number it had."""
        return f"{'原' if self.fate else ''}{self.item.number}. {self.item.title}"


@dataclass(frozen=True)
class PlanState:
    """The unit's items of the year; `proofs` are what the ledgers hold for each, `years` those of all plans."""

    issue: Issue
    items: tuple[ItemState, ...]
    earlier: Mapping[int, EarlierText]
    proofs: Mapping[int, tuple[ItemProof, ...]]
    years: tuple[int, ...]

    def at(self, item: int) -> ItemState | None:
        """The state of the item with this uid, or None."""
        return next((one for one in self.items if one.item.uid == item), None)


def read_plan_state(workspace: Workspace, year: int | None = None) -> PlanState | None:
    """The own unit's items of this year, or of the one worked at today; None before the first plan."""
    with workspace.read() as connection:
        issue, years = documents.issue_for(connection, year), documents.issued_years(connection)
        names = {"progress", *counted_ledgers(issue.plan)} if issue else set[str]()
        kept = {name: list(records.entries(connection, ledger(name), workspace.unit)) for name in names}
        earlier = read_earlier(connection, workspace.unit, issue) if issue else {}
        proofs = item_proofs(connection, workspace.unit, issue.plan, issue.year) if issue else {}
    duty = owed(issue, workspace.unit) if issue else None
    if issue is None or duty is None:
        return None
    context = BasicContext(kept, workspace.clock.today(), place=issue.profile)
    mine = {item.uid for item in duty.items}
    items = [
        _state(duty, chapter, item, context)
        for chapter in issue.plan.chapters
        for item in chapter.items
        if item.uid in mine
    ]
    return PlanState(issue, (*items, *_dropped(duty, context)), earlier, proofs, tuple(years))


def _dropped(duty: Duty, context: BasicContext) -> Iterator[ItemState]:
    """Items that are no longer in the plan and of which something is kept, in a chapter of their own."""
    chapter = Chapter(0, DROPPED, duty.plan.dropped)
    for item in duty.plan.dropped:
        uid, record = progress_of(duty, item.uid, context)
        if record:
            state, files = record.state or OPEN, len(record.evidence)
            yield ItemState(item, chapter, uid, True, state, files, quotas=(), fate=duty.plan.fate(item.uid))


def _state(duty: Duty, chapter: Chapter, item: Item, context: BasicContext) -> ItemState:
    uid, record = progress_of(duty, item.uid, context)
    quotas = tuple(duty.results(item, context))
    return ItemState(
        item=item,
        chapter=chapter,
        uid=uid,
        exists=record is not None,
        state=(record.state if record else None) or OPEN,
        files=len(record.evidence) if record else 0,
        quotas=quotas,
        left_out=tuple(left_out_lines(quotas, duty.plan, context)),
        ahead=tuple(_ahead(record, quotas)),
    )


def _ahead(record: Progress | None, quotas: tuple[QuotaResult, ...]) -> Iterator[WorkAhead]:
    state = (record.state if record else None) or OPEN
    for one in quotas:
        if one.state is QuotaState.SHORT and one.counting:
            where = ledger(one.counting.ledger).label
            yield WorkAhead("", f"“{one.label}”还差{one.missing}{one.quota.unit}，在{where}台账里登记。")
    if state not in (OPEN, UNDER_WAY):
        return
    yield WorkAhead("state", f"落实状态还是{state}。")
    if record is None or not record.measures:
        yield WorkAhead("measures", "还没有写主要措施。")
    if record is None or not record.evidence:
        yield WorkAhead("evidence", "还没有佐证材料。")


def quota_bars(quotas: Iterable[QuotaResult]) -> list[BarFigure]:
    """A bar for each quota that has a number, with how it is counted."""
    return [
        BarFigure(
            f"{one.label}{OWN_QUOTA}",
            one.credited,
            one.quota.at_least,
            one.key or "progress",
            f"{_asked(one.quota)}，{_how(one)}",
        )
        for one in quotas
        if one.state is not QuotaState.BY_HAND
    ]


def _how(one: QuotaResult) -> str:
    return f"{counting_note(one.counting)}，{one.standing}" if one.counting else one.standing


def _asked(quota: Quota) -> str:
    return f"要求{quota.who}{'合计' if quota.together else ''}{quota.what}{quota.wanted}"


def responsible_words(item: Item) -> str:
    """The item's responsible units joined by 、, or UNNAMED if it names none."""
    return "、".join(item.responsible) or UNNAMED


def due_sentence(item: Item, issue: Issue) -> str:
    """By when an item has to be done: its own day, else that of the year's report."""
    if item.due:
        return f"{item.due}"
    period = issue.period()
    by = f"（{period.due}前）" if period and period.due else ""
    return f"没有单独规定，随{period.label}报送{by}" if period else "没有规定"


def quota_lines(state: ItemState, place: PlaceProfile) -> list[str]:
    """Quotas of the wording that have no bar of this unit: those of others, of several together, or for a person."""
    by_hand = [one.quota for one in state.quotas if one.state is QuotaState.BY_HAND]
    shown = [one.quota for one in state.quotas if one.state is not QuotaState.BY_HAND]
    return [
        f"{quota.who}{'合计' if quota.together else ''}：{quota.what}{quota.wanted}"
        f"{f'（{BY_HAND}）' if quota in by_hand or counting_of(quota, place) is None else ''}"
        for quota in state.item.quotas
        if quota not in shown
    ]


def read_findings(workspace: Workspace, year: int | None = None) -> list[Finding]:
    """What 校验 still finds about 落实情况, by the plan of this year or today's."""
    found = check_workspace(workspace, workspace.clock.today(), year=year)
    return [one for one in found if one.ledger == "progress" and not one.explained]


def missing_for_item(findings: Iterable[Finding], state: ItemState) -> list[Finding]:
    """The findings about one item: on its record, on its quotas, or that it has no record."""
    named = f"项号{state.item.uid}"
    return [one for one in findings if one.uid == state.uid or (not one.uid and one.title == named)]
