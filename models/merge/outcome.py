"""What became of a package, as facts and in words."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

import msgspec

from models.merge.changes import RecordChange
from models.merge.past_note import ALARMS, PastFinding
from models.store.records import proxy


class PackageState(StrEnum):
    """Outcome of one package; the values are part of the command line's JSON.

    WITHDRAWAL is a statement that takes a submission back; WITHDRAWN and UNDONE are what became of a merged one later.
    PROXY stands for a report on paper that the centre typed (代录), REPLACED for one whose place a signed submission
    took, CANCELLED for one registered by mistake. TO_CONFIRM is a signed submission that waits for a person to let it
    take such a place. OWN is what this centre sent itself: nobody need do anything about it.
    """

    MERGED = "merged"
    KNOWN = "known"
    OLDER = "older"
    PENDING = "pending-enrolment"
    UNTRUSTED = "untrusted"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    OTHER = "other-recipient"
    OWN = "own"
    REFUSED = "refused"
    WITHDRAWAL = "withdrawal"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"
    PROXY = proxy.PROXY
    REPLACED = proxy.REPLACED
    CANCELLED = proxy.CANCELLED
    TO_CONFIRM = "to-confirm"


WORDS = {
    PackageState.MERGED: "已合并",
    PackageState.KNOWN: "以前已接收",
    PackageState.OLDER: "比已有的旧",
    PackageState.PENDING: "待登记",
    PackageState.UNTRUSTED: "不可信",
    PackageState.DAMAGED: "已损坏",
    PackageState.UNSUPPORTED: "版本不支持",
    PackageState.OTHER: "不是给本单位的",
    PackageState.OWN: "不必合并",
    PackageState.REFUSED: "不能办理",
    PackageState.WITHDRAWAL: "撤回报送",
    PackageState.WITHDRAWN: "已撤回",
    PackageState.UNDONE: "合并已撤销",
    PackageState.PROXY: "代录",
    PackageState.REPLACED: "代录，已被代替",
    PackageState.CANCELLED: "代录已取消",
    PackageState.TO_CONFIRM: "待确认",
}

CAN_MERGE = "可以合并"
"""What a preview says of a package that would be merged."""

GOOD = frozenset({PackageState.MERGED, PackageState.KNOWN, PackageState.OLDER, PackageState.WITHDRAWAL})
FINE = GOOD | {PackageState.OWN}
"""States about which nobody need do anything."""


class Refusal(msgspec.Struct, frozen=True):
    """A record that was not taken, and why; the others of its package were."""

    ledger: str
    uid: str
    reason: str


class OlderVersion(msgspec.Struct, frozen=True):
    """A record of which a package brought a version from before the one that stands: `fields` it says otherwise."""

    ledger: str
    uid: str
    fields: dict[str, Any]


MOST_LISTED = 1_000
"""Refusals, and older versions, of a merge that are kept one by one."""
LONGEST_REASON = 300


class MergeCounts(msgspec.Struct):
    """How many records a merge added, updated, left unchanged and so on, with those refused.

    Those `deleted` are in the recycle bin since; beyond `MOST_LISTED` refused ones are counted only, as `unlisted`. Of
    the records typed for the unit (代录) some were `replaced` by signed ones, others `left`: the signed submission has
    none like them. Neither counts among the package's own. Those `older` are among the unchanged: whoever compares two
    packages of one number is shown what they say.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0
    refused: list[Refusal] = []
    replaced: int = 0
    left: int = 0
    deleted: int = 0
    unlisted: int = 0
    older: list[OlderVersion] = []

    @property
    def refused_count(self) -> int:
        """How many records were refused."""
        return len(self.refused) + self.unlisted

    def refuse(self, *refusals: Refusal) -> None:
        """Count refused records, and list them while there is room."""
        room = MOST_LISTED - len(self.refused)
        self.refused += refusals[:room]
        self.unlisted += len(refusals[room:])

    def note_older(self, *found: OlderVersion) -> None:
        """Keep what older versions say otherwise while there is room."""
        self.older += [one for one in found if one.fields][: MOST_LISTED - len(self.older)]

    def __iadd__(self, other: MergeCounts) -> Self:
        self.added += other.added
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.conflicts += other.conflicts
        self.replaced += other.replaced
        self.left += other.left
        self.deleted += other.deleted
        self.unlisted += other.unlisted
        self.refuse(*other.refused)
        self.note_older(*other.older)
        return self


class PackageOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file; a preview gives the changes too, and how many `more` records there are.

    `room` is what it takes on the workspace's disk, in bytes; `past` what it tells of the unit's journal.
    """

    file: str
    state: PackageState
    reason: str
    unit: str = ""
    unit_name: str = ""
    sequence: int = 0
    package: str = ""
    counts: MergeCounts = msgspec.field(default_factory=MergeCounts)
    changes: tuple[RecordChange, ...] = ()
    more: int = 0
    room: int = 0
    past: tuple[PastFinding, ...] = ()

    @property
    def is_to_ask_about(self) -> bool:
        """Whether somebody has to ask the unit about its journal, whatever became of the package."""
        return any(one.kind in ALARMS for one in self.past)

    def as_json(self) -> dict[str, object]:
        """The shape of `merge --json`."""
        counts = self.counts
        return {
            "file": self.file,
            "unit": self.unit,
            "sequence": self.sequence,
            "state": self.state.value,
            "reason": self.reason,
            "added": counts.added,
            "updated": counts.updated,
            "deleted": counts.deleted,
            "unchanged": counts.unchanged,
            "conflicts": counts.conflicts,
            "refused": counts.refused_count,
            **({"replaced": counts.replaced, "left": counts.left} if counts.replaced or counts.left else {}),
            **({"past": [one.kind.value for one in self.past]} if self.past else {}),
            **({"changes": msgspec.to_builtins(self.changes), "more_changes": self.more} if self.changes else {}),
        }
