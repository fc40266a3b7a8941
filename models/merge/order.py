"""What the sequence of a workspace's submissions tells: one is missing, one is old, or there are two of one."""

from __future__ import annotations

from collections.abc import Iterable

from models.merge.outcome import MergeCounts, PackageState
from models.package.envelope import Envelope
from models.package.header import Header
from models.store.records.packages import PackageRow

FORK = "第{}次报送有内容不同的两个包：多为从备份恢复或两台电脑分别报送，请核对。"


def is_merged(row: PackageRow) -> bool:
    """Whether the package went into the ledgers, as the newest one or as an older one."""
    return row.state in (PackageState.MERGED, PackageState.OLDER)


def is_taken(row: PackageRow) -> bool:
    """Whether the package has done what it was for: it was merged, taken back later or took another back."""
    return is_merged(row) or row.state in (PackageState.WITHDRAWN, PackageState.WITHDRAWAL)


def judge_order(sent: Iterable[PackageRow], envelope: Envelope, counts: MergeCounts) -> tuple[PackageState, str]:
    """Merged, or older than what its unit had `sent`; and in words what the clerk should know.

    A package is older only beside a newer one of its period: for any other period it is what the unit has reported.
    """
    header = envelope.header
    mine = (row for row in sent if row.workspace == header.workspace)
    rows = [row for row in mine if is_taken(row) and row.digest != envelope.digest]
    highest = max((row.sequence for row in rows), default=0)
    newer = max((row.sequence for row in rows if row.period == header.period), default=0)
    words = _fork(header, rows) + _gap(highest, header.sequence)
    if newer > header.sequence and not (counts.added or counts.updated or counts.deleted or counts.conflicts):
        return PackageState.OLDER, f"已有更新的第{newer}次报送，这一包没有新内容。{words}"
    return PackageState.MERGED, words


def _fork(header: Header, rows: list[PackageRow]) -> str:
    """Two packages of one number, here or, as `previous` tells, where it was made."""
    if any(row.sequence == header.sequence for row in rows):
        return FORK.format(header.sequence)
    before = [row.digest for row in rows if row.sequence == header.sequence - 1]
    return FORK.format(header.sequence - 1) if before and header.previous not in before else ""


def _gap(highest: int, sequence: int) -> str:
    missing = range(highest + 1, sequence)
    if not missing:
        return ""
    which = f"第{missing[0]}次" if len(missing) == 1 else f"第{missing[0]}至{missing[-1]}次"
    return f"缺{which}；这一包已含全部内容，可以不补。"
