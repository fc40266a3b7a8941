"""Points given by hand, of all units at once: what is to be given, what has been, and what can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from models.assess.scheme import ByHand, Scheme
from models.assess.score import Assessment, words
from models.records.entry import Entry


class GivenPoints(NamedTuple):
    """Points as text, and why; both "" where nobody has given any."""

    points: str = ""
    reason: str = ""


class HandCell(NamedTuple):
    """One unit by one indicator of which people give the points, or say how many there are, as `kind` says."""

    category: str
    unit: str
    unit_name: str
    indicator: str
    name: str
    full: Decimal
    kind: ByHand
    given: GivenPoints
    scorer: str = ""


class PointsChange(NamedTuple):
    """A cell of the table of hand-given points and what it is to hold."""

    cell: HandCell
    after: GivenPoints


def given_in(fields: Mapping[str, Any]) -> GivenPoints:
    """Read points and reason from the fields of a `score` record; missing ones are ""."""
    return GivenPoints(*("" if fields.get(name) is None else str(fields[name]).strip() for name in GivenPoints._fields))


def hand_cells(scheme: Scheme, result: Assessment, hands: Mapping[tuple[str, str], Entry]) -> Iterator[HandCell]:
    """All there is to give, indicator by indicator, then by category and unit; `hands` by (unit, indicator)."""
    names = {one.id: one.name for one in scheme.categories}
    order = {one.id: at for at, one in enumerate(scheme.categories)}
    units = sorted(result.units, key=lambda one: (order.get(one.category, len(order)), one.unit))
    for indicator in scheme.indicators:
        if indicator.by_hand is None:
            continue
        for unit in units:
            if indicator.applies_to(unit.category):
                hand = hands.get((unit.unit, indicator.id))
                yield HandCell(
                    names.get(unit.category, unit.category),
                    unit.unit,
                    unit.name,
                    indicator.id,
                    indicator.name,
                    indicator.full(unit.category),
                    indicator.by_hand,
                    given_in(hand.fields) if hand else GivenPoints(),
                    indicator.scorer,
                )


_MOST_TIMES = 99
_ASKED = {
    ByHand.POINTS: "得分填数字；扣分项填负数，例如 -2。",
    ByHand.EXTRA: "得分填数字，附加项不填负数。",
    ByHand.TAKEN_OFF: "扣多少分填负数，例如 -2；不扣的填0。",
    ByHand.TIMES: "填认定了几次，没有的填0。",
}


def points_problem(text: str, full: Decimal, kind: ByHand) -> str:
    """What is wrong with points as typed, "" where they can be given; below 0 they are taken off."""
    try:
        points = Decimal(text)
    except InvalidOperation:
        return _ASKED[kind]
    if kind is ByHand.TIMES:
        whole = points.is_finite() and points == int(points) and 0 <= points <= _MOST_TIMES
        return "" if whole else _ASKED[kind]
    if not points.is_finite() or abs(points) > full:
        return f"满分{words(full)}分，得分不能超过它。"
    if points > 0 and kind is ByHand.TAKEN_OFF:
        return f"这一项只扣分，填-{words(full)}到0。"
    return f"附加项只加分，填0到{words(full)}。" if points < 0 and kind is ByHand.EXTRA else ""
