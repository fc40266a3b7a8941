"""Figures that know what they count, and the rows of a form that are made of them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from models.records.bounds import shortened
from reports.base.sheet import Behind, CellValue, Row, Style


class Counted(NamedTuple):
    """A figure and the records it counts; nothing behind it where it is no count of records."""

    amount: CellValue
    behind: Behind | None = None


def counted(ledger: str, uids: Iterable[str]) -> Counted:
    """How many records these are."""
    found = tuple(uids)
    return Counted(len(found), Behind(ledger, found))


def added(ledger: str, amounts: Iterable[tuple[str, int | Decimal]]) -> Counted:
    """What records, each with its uid, add up to; those that add nothing stand behind it too."""
    found = list(amounts)
    return Counted(sum((amount for _, amount in found), 0), Behind(ledger, tuple(uid for uid, _ in found)))


def together(figures: Iterable[Counted]) -> Counted:
    """The sum of figures, none of nothing; behind it stands what is behind them, where that is of one ledger."""
    found = list(figures)
    amounts = [one.amount for one in found if isinstance(one.amount, int | Decimal)]
    whole = sum(amounts) if amounts else None
    behind = [one.behind for one in found if one.behind and one.behind.uids]
    ledgers = {one.ledger for one in behind}
    uids = dict.fromkeys(uid for one in behind for uid in one.uids)
    return Counted(whole, Behind(ledgers.pop(), tuple(uids)) if len(ledgers) == 1 else None)


def counted_row(*cells: CellValue | Counted, style: Style = "body") -> Row:
    """A row of plain values and of figures."""
    every = [cell if isinstance(cell, Counted) else Counted(cell) for cell in cells]
    values = (shortened(one.amount) if isinstance(one.amount, str) else one.amount for one in every)
    return Row(tuple(values), style, tuple(one.behind for one in every))
