"""Merging the records of one package into the ledgers of one unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from models.merge.join import Joined, Sibling, Verdict, join_entries
from models.merge.outcome import Counts, Refusal
from models.package.canonical import CanonicalError, decode_canonical
from models.records.entry import BadRecordError, Entry, read_line, to_record
from models.records.ledger import Ledger
from models.records.version import REST, seen
from models.store import packages
from models.store.packages import Conflict
from models.store.records import existing
from models.store.transaction import Transaction

UID = re.compile(r"[0-9a-f]{32}\Z")
Incoming = dict[str, tuple[Entry, str]]


class _RefusedError(Exception):
    def __init__(self, uid: str, reason: str) -> None:
        super().__init__(uid, reason)
        self.uid, self.reason = uid, reason


def merge_lines(tx: Transaction, ledger: Ledger, unit: str, lines: Iterable[bytes], source: str) -> Counts:
    """Merge a unit's lines of one ledger; bad lines are refused one by one, the others are taken."""
    counts = Counts()
    incoming: Incoming = {}
    for number, line in enumerate(lines, 1):
        try:
            entry = _read(ledger, unit, line, incoming)
            incoming[entry.uid] = (entry, line.decode())
        except _RefusedError as refused:
            counts.refused.append(Refusal(ledger.id, refused.uid, f"第{number}条：{refused.reason}"))
    known = existing(tx.connection, ledger, list(incoming))
    _merge(tx, ledger, incoming, known, counts, source)
    return counts


def _merge(
    tx: Transaction, ledger: Ledger, incoming: Incoming, known: dict[str, str], counts: Counts, source: str
) -> None:
    open_siblings = _siblings(tx, ledger) if known else {}
    added, updated = list[tuple[Entry, str]](), list[tuple[Entry, str]]()
    for uid, (entry, line) in incoming.items():
        before = known.get(uid)
        if before is None:
            added.append((entry, line))
        elif before == line:
            counts.unchanged += 1
        else:
            updated += _update(tx, ledger, read_line(before), entry, open_siblings.get(uid, ()), counts, source)
    counts.added += len(added)
    tx.keep("merge", ledger, [*added, *updated], source)


def _update(
    tx: Transaction,
    ledger: Ledger,
    ours: Entry,
    theirs: Entry,
    siblings: tuple[Sibling, ...],
    counts: Counts,
    source: str,
) -> list[tuple[Entry, str]]:
    if ours.unit != theirs.unit:
        counts.refused.append(Refusal(ledger.id, theirs.uid, "编号属于另一个单位的记录"))
        return []
    joined = join_entries(ours, theirs, siblings)
    if joined.verdict in (Verdict.UNCHANGED, Verdict.OLDER):
        counts.unchanged += 1
        return []
    if joined.siblings != siblings:
        packages.set_conflicts(tx, ledger.id, ours.uid, _conflicts(ledger, joined, source))
    if joined.verdict is Verdict.CONFLICT:
        counts.conflicts += 1
    else:
        counts.updated += 1
    return [(joined.entry, joined.entry.line())]


def _conflicts(ledger: Ledger, joined: Joined, source: str) -> list[Conflict]:
    return [
        Conflict(
            ledger=ledger.id,
            uid=joined.entry.uid,
            field=sibling.field,
            workspace=sibling.workspace,
            counter=sibling.counter,
            unit=joined.entry.unit,
            value=msgspec.json.encode(sibling.value, order="sorted").decode(),
            source=source,
        )
        for sibling in joined.siblings
    ]


def _siblings(tx: Transaction, ledger: Ledger) -> dict[str, tuple[Sibling, ...]]:
    found: dict[str, tuple[Sibling, ...]] = {}
    for row in packages.conflicts(tx.connection, ledger.id):
        sibling = Sibling(row.field, row.counter, row.workspace, msgspec.json.decode(row.value))
        found[row.uid] = (*found.get(row.uid, ()), sibling)
    return found


def _read(ledger: Ledger, unit: str, line: bytes, incoming: Incoming) -> Entry:
    """One line as an entry of this ledger and unit, or `_RefusedError`."""
    try:
        raw = decode_canonical(line)
    except CanonicalError as problem:
        raise _RefusedError("", "不是规范的记录格式") from problem
    uid = _uid(raw)
    try:
        entry = msgspec.convert(raw, Entry)
        to_record(ledger, entry.fields, uid)
    except (msgspec.ValidationError, BadRecordError) as problem:
        raise _RefusedError(uid, f"字段类型不对（{getattr(problem, 'detail', problem)}）") from problem
    reason = "包内有两条编号相同的记录" if uid in incoming else _fault(entry, unit)
    if reason:
        raise _RefusedError(uid, reason)
    return entry


def _uid(raw: Any) -> str:
    uid = raw.get("uid") if isinstance(raw, dict) else None
    if not isinstance(uid, str) or not UID.match(uid):
        raise _RefusedError("", "没有记录编号")
    return uid


def _fault(entry: Entry, unit: str) -> str:
    if entry.unit != unit:
        return f"记录属于单位{entry.unit}，不属于报送单位"
    counts = entry.vector.values()
    stamps = entry.stamps.values()
    if REST not in entry.stamps or min(counts, default=0) < 1 or not all(seen(entry.vector, mark) for mark in stamps):
        return "版本信息不完整"
    return ""
