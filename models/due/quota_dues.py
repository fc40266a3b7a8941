"""Quotas the unit has not met yet, as something due: by the item's day, else by the end of the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from models.check.quotas import count_of, counted_by
from models.check.unit import Duty
from models.due.due_dates import Due
from models.records.context import BasicContext
from models.records.due_rule import NEAR


def quota_dues(duty: Duty, context: BasicContext) -> Iterator[Due]:
    """One line for each quota that a ledger counts and that is short."""
    for item in duty.items:
        on = item.due or dt.date(duty.year, 12, 31)
        left = (on - context.today).days
        for quota in duty.quotas(item) if left <= NEAR else ():
            counted = counted_by(quota, item.uid)
            lacking = quota.at_least - count_of(counted, duty.year, context) if counted else 0
            if counted and lacking > 0:
                yield Due(on, left, f"定额还差{lacking}次", f"第{item.number}项 {counted.kind}", counted.ledger)
