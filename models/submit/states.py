"""States of a submission as both sides name them: 草稿 → 已上报 → 已接收 → 待审 → 通过 | 退回; 退回 → 已重报 → 待审."""

from __future__ import annotations

from collections.abc import Iterable

from models.merge.outcome import WORDS, State
from models.merge.replacing import proxy_state
from models.store.records.packages import IN, PackageRow
from models.submit.outgoing import WRITTEN

DRAFT, SENT, SENT_AGAIN, RECEIVED, WAITING = "草稿", "已上报", "已重报", "已接收", "待审"
REVIEWED = {"approved": "通过", "returned": "退回", "withdrawn": "撤回", "withdrawal": "撤回声明"}


def state_of(row: PackageRow | None, known: Iterable[PackageRow] = ()) -> str:
    """The state of a submission in words, None being the one that is not made yet.

    `known` are the other submissions of its unit: one made after a return of the same period is a 重报.
    """
    if row is None:
        return DRAFT
    if row.state == State.PROXY:
        return proxy_state(row)
    if row.review in REVIEWED:
        return REVIEWED[row.review]
    again = any(other.review == "returned" and _before(other, row) for other in known)
    if row.direction == IN:
        return _at_centre(row, again=again)
    if row.review == "pending":
        return RECEIVED
    return (SENT_AGAIN if again else SENT) if row.state == WRITTEN else DRAFT


def _at_centre(row: PackageRow, *, again: bool) -> str:
    if row.state == State.MERGED:
        return f"{SENT_AGAIN}，{WAITING}" if again else WAITING
    return WORDS[State(row.state)]


def _before(other: PackageRow, row: PackageRow) -> bool:
    same = (other.unit, other.period, other.direction) == (row.unit, row.period, row.direction)
    return same and (other.at, other.sequence) < (row.at, row.sequence)
