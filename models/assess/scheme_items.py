"""The items of a scheme: its file names them by the numbers printed today, an issue keeps their uids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from models.assess.scheme_checks import SchemeFault
from models.records.plan import Plan


def take_numbers(scheme: object, plan: Plan) -> Iterator[SchemeFault]:
    """Put uids for the numbers in the object of a file; a number that no item has is left out, and a fault."""
    known = {item.number: item.uid for item in plan.items}
    for place, indicator in _with_items(scheme):
        numbers = indicator["items"]
        lost = [type(one) is int and one not in known for one in numbers]
        for at, (number, is_lost) in enumerate(zip(numbers, lost, strict=True)):
            if is_lost:
                path = ("indicators", place, "items", at)
                yield SchemeFault(path, "scheme.unknown_item", f"工作要点里没有第{number}项，请核对项号。")
        pairs = zip(numbers, lost, strict=True)
        indicator["items"] = [known[one] if type(one) is int else one for one, is_lost in pairs if not is_lost]


def with_numbers(scheme: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """A scheme as its file names the items; those that the plan has no more are left out."""
    known, copy = {item.uid: item.number for item in plan.items}, deepcopy(dict(scheme))
    for _, indicator in _with_items(copy):
        kept = [one for one in indicator["items"] if type(one) is not int or one not in plan.dropped_by_uid]
        indicator["items"] = [known.get(one, one) if type(one) is int else one for one in kept]
    return copy


def _with_items(scheme: object) -> Iterator[tuple[int, dict[str, Any]]]:
    """The indicators that list items, by their place; what has another shape is for the check of the shape."""
    indicators = scheme.get("indicators") if isinstance(scheme, dict) else None
    for place, one in enumerate(indicators if isinstance(indicators, list) else ()):
        if isinstance(one, dict) and isinstance(one.get("items"), list):
            yield place, one
