"""The year's deeds of a kind of 工作记录, and how often they were done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from models.records.ledgers.work import NAME, WAYS, Work
from models.records.registry import ledger
from reports.figures.counted import Counted, added
from reports.figures.form_data import FormData

DUTIES = WAYS[2:]
OTHER_WAYS = "其他"


class Deed(NamedTuple):
    """A record of work, its uid and the unit that keeps it."""

    uid: str
    unit: str
    work: Work


def deeds_of(books: FormData, kind: str) -> list[Deed]:
    """The year's deeds of a kind up to the day looked at, by day."""
    return deeds_by_kind(books).get(kind, [])


def deeds_by_kind(books: FormData) -> dict[str, list[Deed]]:
    """The year's deeds up to the day looked at by kind, those of each by day."""
    context = books.context()
    owners, found = context.entries(NAME), cast("dict[str, Work]", context.records(NAME))
    kept = [Deed(uid, owners[uid].unit, one) for uid, one in found.items() if one.kind]
    mine = [one for one in kept if one.work.on and one.work.on.year == books.year and one.work.on <= books.day]
    kinds: dict[str, list[Deed]] = {}
    for one in sorted(mine, key=lambda one: (one.work.on, one.uid)):
        kinds.setdefault(str(one.work.kind), []).append(one)
    return kinds


def summed(deeds: Iterable[Deed], name: str) -> Counted:
    """What a count of the deeds adds up to, as lists and registers add it; of "sessions" how often they were done."""
    field = ledger(NAME).by_name[name]
    return added(NAME, [(one.uid, field.added((getattr(one.work, name),))) for one in deeds])


def by_duty(deeds: Sequence[Deed]) -> dict[str, Counted]:
    """How often each duty of a first one responsible was done, what is no such duty as 其他."""
    ways: dict[str, list[Deed]] = {way: [] for way in (*DUTIES, OTHER_WAYS)}
    for one in deeds:
        ways.get(one.work.way or "", ways[OTHER_WAYS]).append(one)
    return {way: summed(mine, "sessions") for way, mine in ways.items()}
