"""How far the plan is carried out: states of items by unit, and quotas counted from the ledgers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, cast

from models.records.context import BasicContext
from models.records.counting import Piece, pieces
from models.records.ledgers.progress import DONE, NOT_APPLICABLE, OPEN, STATES, UNDER_WAY, Progress, judged_count
from models.records.office import Issue, Unit
from models.records.plan import Counting, Item, Quota
from models.records.quotas import PERCENT, Asked, QuotaResult, counting_of, measured, whole_of
from models.records.unit_names import names_in_roster
from reports.figures.counted import ratio
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


class QuotaOf(NamedTuple):
    """How a quota stands, and whose it is: None for one that several units meet between them."""

    unit: Unit | None
    result: QuotaResult

    @property
    def owner(self) -> str:
        """Who has to meet it."""
        return self.unit.name if self.unit else f"{self.result.quota.who}合计"


def quotas_of(books: FormData) -> list[QuotaOf]:
    """Every quota of the units covered as measured, by item and unit; those met together only where all are covered."""
    if books.issue is None:
        return []
    measuring = _Measuring(books, books.issue)
    return [one for item in books.plan.items for quota in item.quotas for one in measuring.of(item, quota)]


class _Measuring:
    """Measures the quotas of many units; the records that one counts from are looked at once."""

    def __init__(self, books: FormData, issue: Issue) -> None:
        self._books, self._context = books, books.context()
        self._names = names_in_roster(issue.units)
        self._progress = progress_by(self._context, books.year)
        self._found: dict[tuple[Counting, int], dict[str, list[Piece]]] = {}

    def of(self, item: Item, quota: Quota) -> Iterator[QuotaOf]:
        codes = self._names.resolve_quota(quota.who)
        if quota.together:
            every = [unit.code for unit in self._books.owing if not codes or unit.code in codes]
            if self._books.all_units:
                yield QuotaOf(None, self._result(Asked(quota, item, self._books.year), every))
            return
        for unit in units_of(item, self._books.owing):
            if unit.code in codes:
                judged = judged_count(self._progress.get((unit.code, item.uid)), quota.what)
                yield QuotaOf(unit, self._result(Asked(quota, item, self._books.year, judged), [unit.code]))

    def _result(self, asked: Asked, codes: Sequence[str]) -> QuotaResult:
        counting = counting_of(asked.quota, self._books.place)
        if counting is None:
            return measured(asked, None)
        whole = self._pieces(whole_of(counting), asked, codes) if asked.quota.unit == PERCENT else ()
        return measured(asked, counting, self._pieces(counting, asked, codes), whole)

    def _pieces(self, counting: Counting, asked: Asked, codes: Sequence[str]) -> list[Piece]:
        key = counting, asked.item.uid
        if key not in self._found:
            owners = self._context.entries(counting.ledger)
            parted: dict[str, list[Piece]] = {}
            self._found[key] = parted
            for one in pieces(counting, (asked.item.uid,), asked.year, self._context):
                parted.setdefault(owners[one.uid].unit, []).append(one)
        return [one for code in codes for one in self._found[key].get(code, ())]
