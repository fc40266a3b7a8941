"""How far the plan is carried out: states of items by unit, and quotas counted from the ledgers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from models.check.quotas import Counted, counted_by, records_of
from models.check.unit import owed
from models.records.context import BasicContext
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, OPEN, STATES, UNDER_WAY, Progress
from models.records.office import Unit
from models.records.plan import Item, Quota
from reports.figures.case_year import ratio
from reports.figures.form_data import FormData

MISSING = "未填报"
ALL_STATES = (DONE, UNDER_WAY, OPEN, NOT_APPLICABLE, MISSING)
"""In the order of the form."""


def progress_by(context: BasicContext, year: int) -> dict[tuple[str, int], Progress]:
    """The year's progress by unit and uid of the item."""
    records = cast("Mapping[str, Progress]", context.records("progress"))
    entries = context.entries("progress")
    return {(entries[uid].unit, one.item): one for uid, one in records.items() if one.year == year and one.item}


def units_of(item: Item, units: Iterable[Unit]) -> list[Unit]:
    """Those of the units that owe an item."""
    return [unit for unit in units if item.is_for(unit.code)]


def state_of(progress: Progress | None) -> str:
    """The item's state, one of `ALL_STATES`: MISSING without a record, OPEN if the state is not a known one."""
    if progress is None:
        return MISSING
    return progress.state if progress.state in STATES else OPEN


def counted(states: Iterable[str]) -> dict[str, int]:
    """Number of units in each state, with every one of ALL_STATES as a key."""
    counts = Counter(states)
    return {state: counts[state] for state in ALL_STATES}


def completion(counts: Mapping[str, int]) -> Decimal | None:
    """已完成 ÷ (全部 - 不适用); None where nothing is asked of anyone."""
    return ratio(counts[DONE], sum(counts.values()) - counts[NOT_APPLICABLE])


@dataclass(frozen=True)
class QuotaCount:
    """One quota of one unit: `done` of `at_least`."""

    item: Item
    unit: Unit
    kind: str
    done: int
    at_least: int


def quota_counts(books: FormData) -> list[QuotaCount]:
    """Every quota of the units covered that the program can count, by item and unit."""
    context, tallies = books.context(), dict[Counted, Counter[str]]()
    found = []
    for item, unit, quota in _owed_quotas(books):
        counted = counted_by(quota, item.uid)
        if counted:
            tally = tallies.get(counted) or _tally(counted, books.year, context)
            tallies[counted] = tally
            found.append(QuotaCount(item, unit, counted.kind, tally[unit.code], quota.at_least))
    return found


def uncounted_quotas(books: FormData) -> list[tuple[Item, Quota]]:
    """Every quota of the units covered that no ledger counts, once for each unit: 要人工认定."""
    return [(item, quota) for item, _, quota in _owed_quotas(books) if counted_by(quota, item.uid) is None]


def _owed_quotas(books: FormData) -> Iterator[tuple[Item, Unit, Quota]]:
    if books.issue is None:
        return
    duties = {unit.code: owed(books.issue, unit.code) for unit in books.owing}
    for item in books.plan.items:
        for unit in units_of(item, books.owing):
            for quota in duties[unit.code].quotas(item):
                yield item, unit, quota


def _tally(counted: Counted, year: int, context: BasicContext) -> Counter[str]:
    """How many records count, by unit."""
    owners = context.entries(counted.ledger)
    return Counter(owners[uid].unit for uid in records_of(counted, year, context))
