"""The first steps of an office that has not sent anything yet: nothing is due on its first day, and much to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from models.check.unit import Duty
from models.records.ledgers.progress import Progress
from models.records.registry import ledger
from models.store.records import records

DONE, NEXT = "●", "○"
TASK, ITEMS, PEOPLE, SEND = "task", "items", "people", "send"
"""The steps."""


class FirstStep(NamedTuple):
    """A step by its name, in words, and whether it was taken."""

    name: str
    words: str
    is_done: bool


def first_steps(
    connection: Connection, unit: str, duty: Duty | None, progress: Mapping[str, Progress]
) -> list[FirstStep]:
    """What comes first, in order; the last step is never done: with the first submission the card goes."""
    items = {item.uid for item in duty.items} if duty else set()
    filled = len({one.item for one in progress.values() if duty and one.year == duty.year and one.item in items})
    people = records.count(connection, ledger("person"), unit)
    return [
        FirstStep(TASK, "接收任务包", duty is not None),
        FirstStep(ITEMS, f"填落实情况（共{len(items)}项，填了{filled}项）", bool(items) and filled == len(items)),
        FirstStep(PEOPLE, f"登记执法人员和证件（{people}人）", people > 0),
        FirstStep(SEND, "校验，改好问题，报送", is_done=False),
    ]


def step_words(at: int, step: FirstStep) -> str:
    """The step with its mark and number, from 1."""
    return f"{DONE if step.is_done else NEXT} {at}. {step.words}"
