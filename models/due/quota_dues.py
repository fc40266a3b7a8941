"""Quotas the unit has not met yet, as something due by the end of the range that is short or by the item's day."""

from __future__ import annotations

from collections.abc import Iterator

from models.check.unit import Duty
from models.due.due_dates import Due
from models.records.context import BasicContext
from models.records.due_rule import NEAR


def quota_dues(duty: Duty, context: BasicContext) -> Iterator[Due]:
    """One line for each range of a quota that a ledger counts and that is short."""
    for item in duty.items:
        for quota in duty.quotas(item):
            found = duty.measure(item, quota, context)
            for by, lacking in found.short:
                left = (by - context.today).days
                if found.counting and left <= NEAR:
                    what = f"定额还差{lacking}{quota.unit}"
                    yield Due(by, left, what, f"第{item.number}项 {found.label}", found.counting.ledger)
