"""Lines of a package as records of one ledger and one unit, or why one of them is none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from models.package.canonical import CanonicalError, decode_canonical, decode_records, record_decoder
from models.records.bounds import is_fit_at_a_glance
from models.records.entry import DELETED, BadRecordError, Entry, to_records
from models.records.ledger import Ledger
from models.records.version import REST, Vector, has_seen, stamp_of

UID = re.compile(r"[0-9a-f]{32}\Z")
MOMENT = re.compile(r"[1-8][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
CENTRE_DESK = "centre"
LONGEST_OPERATOR = 2_000
Incoming = dict[str, tuple[Entry, str]]
"""Records by uid, each with its line."""
_DECODER = record_decoder(Entry)


class RefusedLineError(Exception):
    """A line is no record that may come in; its uid, "" where it has none, and why, in Chinese."""

    def __init__(self, uid: str, reason: str) -> None:
        super().__init__(uid, reason)
        self.uid, self.reason = uid, reason


def read_lines(ledger: Ledger, unit: str, lines: Sequence[bytes], seen: set[str]) -> Incoming:
    """The records of this ledger and unit that the lines are, none of them among those `seen`, where they go.

    All are looked at together, which is much quicker than one by one, and follows the same rules.

    Raises:
        RefusedLineError: One of them is none. Which, and why, is said of a single line.
    """
    entries = decode_records(lines, _DECODER) or [_read_slowly(line) for line in lines]
    uids, texts = [_uid(entry.uid) for entry in entries], [line.decode() for line in lines]
    is_fit = is_fit_at_a_glance(lines, texts)
    try:
        to_records(ledger, (entry.fields for entry in entries), uids[0], coming_in=not is_fit)
    except BadRecordError as problem:
        raise RefusedLineError(uids[0], f"字段不对（{problem.detail}）") from problem
    is_twice = len(set(uids)) < len(uids) or not seen.isdisjoint(uids)
    reason = "包内有两条编号相同的记录" if is_twice else _fault(ledger, unit, entries)
    if reason:
        raise RefusedLineError(uids[0], reason)
    seen.update(uids)
    return dict(zip(uids, zip(entries, texts, strict=True), strict=True))


def _read_slowly(line: bytes) -> Entry:
    """An entry with something in it that this version does not know, or `RefusedLineError` with what is wrong."""
    try:
        raw = decode_canonical(line)
    except CanonicalError as problem:
        raise RefusedLineError("", "不是规范的记录格式") from problem
    uid = _uid(raw.get("uid") if isinstance(raw, dict) else None)
    try:
        return msgspec.convert(raw, Entry)
    except msgspec.ValidationError as problem:
        raise RefusedLineError(uid, f"字段类型不对（{problem}）") from problem


def _uid(uid: object) -> str:
    if not isinstance(uid, str) or not UID.match(uid):
        raise RefusedLineError("", "没有记录编号")
    return uid


def _fault(ledger: Ledger, unit: str, entries: Sequence[Entry]) -> str:
    if ledger.desk == CENTRE_DESK:
        return f"{ledger.label}由汇总单位登记，不从报送包接收"
    if other := {entry.unit for entry in entries} - {unit}:
        return f"记录属于单位{min(other)}，不属于报送单位"
    changes = {change for entry in entries for change in (entry.created, entry.changed)}
    if not all(_is_moment(at) for at, _ in changes):
        return "建立或修改的时间不对"
    if max(len(operator) for _, operator in changes) > LONGEST_OPERATOR:
        return f"经办人超过{LONGEST_OPERATOR}字"
    return "" if all(map(_has_seen_itself, entries)) else "版本信息不完整"


@lru_cache(maxsize=4096)
def _is_moment(text: str) -> bool:
    try:
        return bool(MOMENT.match(text) and dt.datetime.fromisoformat(text))
    except ValueError:
        return False


def _has_seen_itself(entry: Entry) -> bool:
    """Whether counters are counted from 1 and the vector contains every stamp."""
    vector, stamps = entry.vector, entry.stamps
    rest = stamps.get(REST)
    if entry.known is not None and not _contains_itself(entry, entry.known):
        return False
    if rest is None or rest[1] < 1 or min(vector.values(), default=0) < 1 or not has_seen(vector, rest):
        return False
    return len(stamps) == 1 or all(stamp[1] > 0 and has_seen(vector, stamp) for stamp in stamps.values())


def _contains_itself(entry: Entry, known: Vector) -> bool:
    """Whether what the fields contain is part of what the record contains, and has every value of them."""
    names = {*entry.fields, *entry.stamps} - {REST, DELETED}
    marks = [*known.items(), *(stamp_of(entry.stamps, name) for name in names if REST in entry.stamps)]
    return min(known.values(), default=1) > 0 and all(
        has_seen(entry.vector, mark) and has_seen(known, mark) for mark in marks
    )
