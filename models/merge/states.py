"""States of a submission as both sides name them: 已上报 → 已接收 → 待审 → 通过 | 退回; 退回 → 已重报 → 待审.

The one table of their words and tones: pages, forms, receipts and commands read it. What became of a package when it
was merged is `models.merge.outcome`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from models.merge.outcome import WORDS, PackageState
from models.records.tone import Tone
from models.store.records.packages import WRITTEN, PackageRow, in_order


class SubmissionState(StrEnum):
    """A state of a submission: its word, and in `tone` what that means at a glance."""

    tone: Tone

    NOT_REPORTED = "未报", Tone.CALM
    UNENROLLED = WORDS[PackageState.PENDING], Tone.WARN
    WAITING = "待审", Tone.WARN
    AGAIN = "已重报，待审", Tone.WARN
    APPROVED = "通过", Tone.GOOD
    RETURNED = "退回", Tone.BAD
    CAME = "已接收", Tone.GOOD
    BROKEN = "没有写成", Tone.BAD
    SENT = "已上报", Tone.WARN
    SENT_AGAIN = "已重报", Tone.WARN
    RECEIVED = "已接收，待审", Tone.WARN
    SUPERSEDED = "已由后一次代替", Tone.CALM
    WITHDRAWN = WORDS[PackageState.WITHDRAWN], Tone.CALM
    STATEMENT = "撤回声明", Tone.CALM
    ON_PAPER = WORDS[PackageState.PROXY], Tone.WARN
    ON_PAPER_APPROVED = f"{WORDS[PackageState.PROXY]}，通过", Tone.WARN
    ON_PAPER_RETURNED = f"{WORDS[PackageState.PROXY]}，退回", Tone.BAD

    def __new__(cls, word: str, tone: Tone) -> Self:
        """The word is the value."""
        made = str.__new__(cls, word)
        made._value_, made.tone = word, tone
        return made


REVIEWED = {
    "pending": SubmissionState.RECEIVED,
    "approved": SubmissionState.APPROVED,
    "returned": SubmissionState.RETURNED,
    "withdrawn": SubmissionState.WITHDRAWN,
    "withdrawal": SubmissionState.STATEMENT,
}
"""What the unit hears, by the verdict of the centre."""
_ON_PAPER = {"approved": SubmissionState.ON_PAPER_APPROVED, "returned": SubmissionState.ON_PAPER_RETURNED}


def sent_state(row: PackageRow, sent: Iterable[PackageRow]) -> SubmissionState:
    """Where one of the unit's own submissions stands; `sent` are all of them, of any period, this one too."""
    if row.state != WRITTEN:
        return SubmissionState.BROKEN
    if row.review:
        return REVIEWED.get(row.review, SubmissionState.RECEIVED)
    of_period = in_order(one for one in sent if one.period == row.period and one.direction == row.direction)
    place = of_period.index(row)
    if of_period[place + 1 :]:
        return SubmissionState.SUPERSEDED
    returned = any(before.review == "returned" for before in of_period[:place])
    return SubmissionState.SENT_AGAIN if returned else SubmissionState.SENT


def proxy_state(row: PackageRow) -> SubmissionState:
    """Where a report on paper that the centre typed stands: 代录 until somebody has reviewed it."""
    return _ON_PAPER.get(row.review, SubmissionState.ON_PAPER)


def centre_state(rows: Iterable[PackageRow]) -> tuple[SubmissionState, PackageRow | None]:
    """Where a unit stands with one period at the centre, and the submission that counts."""
    mine = in_order(rows)
    merged = [row for row in mine if row.state == PackageState.MERGED]
    paper = [row for row in mine if row.state == PackageState.PROXY]
    if paper and not merged:
        return proxy_state(paper[-1]), paper[-1]
    if not merged:
        waiting = [row for row in mine if row.state == PackageState.PENDING]
        return (SubmissionState.UNENROLLED, waiting[-1]) if waiting else (SubmissionState.NOT_REPORTED, None)
    newest = merged[-1]
    if newest.review == "pending" and any(row.review == "returned" for row in merged[:-1]):
        return SubmissionState.AGAIN, newest
    reviewed = newest.review in ("approved", "returned")
    return REVIEWED[newest.review] if reviewed else SubmissionState.WAITING, newest


def by_unit_and_period(rows: Iterable[PackageRow]) -> dict[tuple[str, str], list[PackageRow]]:
    """Submissions by unit and period, in the given order."""
    found: dict[tuple[str, str], list[PackageRow]] = {}
    for row in rows:
        found.setdefault((row.unit, row.period), []).append(row)
    return found
