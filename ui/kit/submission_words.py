"""States of submissions in the words people use, at the unit and at the centre."""

from __future__ import annotations

from collections.abc import Iterable

from models.merge.outcome import WORDS, State
from models.merge.replacing import PROXY_STATES, proxy_state
from models.records.office import Issue
from models.records.tone import Tone
from models.store.records.packages import PackageRow
from models.store.records.proxy import PROXY

NOT_REPORTED, UNENROLLED, WAITING, AGAIN, APPROVED, RETURNED = "未报", "待登记", "待审", "已重报，待审", "通过", "退回"
SENT, RECEIVED, BROKEN, REPLACED = "已上报", "已接收，待审", "没有写成", "已由后一次代替"
WITHDRAWN, STATEMENT = "撤回", "撤回声明"
ON_PAPER = WORDS[State.PROXY]

TONES = {
    NOT_REPORTED: Tone.CALM,
    UNENROLLED: Tone.WARN,
    WAITING: Tone.WARN,
    AGAIN: Tone.WARN,
    APPROVED: Tone.GOOD,
    RETURNED: Tone.BAD,
    SENT: Tone.WARN,
    RECEIVED: Tone.WARN,
    BROKEN: Tone.BAD,
    REPLACED: Tone.CALM,
    WITHDRAWN: Tone.CALM,
    STATEMENT: Tone.CALM,
    ON_PAPER: Tone.WARN,
    PROXY_STATES["approved"]: Tone.WARN,
    PROXY_STATES["returned"]: Tone.BAD,
}
REVIEWED = {
    "approved": APPROVED,
    "returned": RETURNED,
    "pending": RECEIVED,
    "withdrawn": WITHDRAWN,
    "withdrawal": STATEMENT,
}
MERGED = "merged"
PENDING_KEY = "pending-enrolment"


def period_label(issue: Issue | None, period_id: str) -> str:
    """What people call a period."""
    period = issue.period(period_id) if issue and period_id else None
    return period.label if period else period_id


def sent_state(row: PackageRow, newer: bool) -> str:
    """Where one of the unit's own submissions stands; `newer` tells that another one of its period came after it."""
    if row.state != "written":
        return BROKEN
    if row.review:
        return REVIEWED.get(row.review, row.review)
    return REPLACED if newer else SENT


def centre_state(rows: Iterable[PackageRow]) -> tuple[str, PackageRow | None]:
    """Where a unit stands with one period at the centre, and the submission that counts."""
    mine = list(rows)
    merged = sorted((row for row in mine if row.state == MERGED), key=lambda row: (row.at, row.sequence))
    paper = [row for row in mine if row.state == PROXY]
    if paper and not merged:
        return proxy_state(paper[-1]), paper[-1]
    if not merged:
        waiting = [row for row in mine if row.state == PENDING_KEY]
        return (UNENROLLED, waiting[-1]) if waiting else (NOT_REPORTED, None)
    newest = merged[-1]
    if newest.review == "pending" and any(row.review == "returned" for row in merged[:-1]):
        return AGAIN, newest
    return {"approved": APPROVED, "returned": RETURNED}.get(newest.review, WAITING), newest


def by_unit_and_period(rows: Iterable[PackageRow]) -> dict[tuple[str, str], list[PackageRow]]:
    """Submissions by unit and period, in the given order."""
    found: dict[tuple[str, str], list[PackageRow]] = {}
    for row in rows:
        found.setdefault((row.unit, row.period), []).append(row)
    return found
