"""Figures that know what they count, and the rows of a form that are made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from models.records.bounds import shortened
from reports.base.sheet import Behind, CellValue, Fact, Row, Style

PART, WHOLE = "分子", "分母"
NOTHING = "—"
"""A share of nothing."""


class Counted(NamedTuple):
    """A figure and the records it counts, of each ledger apart; nothing behind it where it is no count of records."""

    amount: CellValue
    behind: tuple[Behind, ...] = ()


def of_record(ledger: str, uid: str, amount: CellValue) -> Counted:
    """What one record says."""
    return Counted(amount, (Behind(ledger, (uid,)),))


def counted(ledger: str, uids: Iterable[str]) -> Counted:
    """How many records these are."""
    found = tuple(uids)
    return Counted(len(found), (Behind(ledger, found),))


def added(ledger: str, amounts: Iterable[tuple[str, int | Decimal]]) -> Counted:
    """What records, each with its uid, add up to; those that add nothing stand behind it too."""
    found = list(amounts)
    return Counted(sum((amount for _, amount in found), 0), (Behind(ledger, tuple(uid for uid, _ in found)),))


def together(figures: Iterable[Counted]) -> Counted:
    """The sum of figures, none of nothing; behind it stands what is behind them, of each ledger once."""
    found = list(figures)
    amounts = [one.amount for one in found if isinstance(one.amount, int | Decimal)]
    uids: dict[str, dict[str, None]] = {}
    for behind in (behind for one in found for behind in one.behind if behind.uids):
        uids.setdefault(behind.ledger, {}).update(dict.fromkeys(behind.uids))
    return Counted(sum(amounts) if amounts else None, tuple(Behind(name, tuple(some)) for name, some in uids.items()))


def share(part: Counted, whole: Counted) -> Counted:
    """The share of the one count in the other; behind it stand the records of both."""
    counts = [one.amount if isinstance(one.amount, int) else 0 for one in (part, whole)]
    found = ratio(*counts)
    return Counted(NOTHING if found is None else found, (*named(PART, part).behind, *named(WHOLE, whole).behind))


def named(part: str, figure: Counted) -> Counted:
    """The figure as a part of another one that is called so."""
    return figure._replace(behind=tuple(replace(one, part=part) for one in figure.behind))


def counted_fact(label: str, value: str, *figures: Counted) -> Fact:
    """A fact whose words say these figures; where they are several, `named` says which is which."""
    return Fact(label, value, tuple(behind for one in figures for behind in one.behind))


def counted_row(*cells: CellValue | Counted, style: Style = "body") -> Row:
    """A row of plain values and of figures."""
    every = [cell if isinstance(cell, Counted) else Counted(cell) for cell in cells]
    values = (shortened(one.amount) if isinstance(one.amount, str) else one.amount for one in every)
    return Row(tuple(values), style, tuple(one.behind for one in every))


def ratio(part: int, whole: int) -> Decimal | None:
    """The share to four places, as it is printed (66.67%); None where there is nothing to divide by."""
    return (Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP) if whole else None
