"""Merging the records of one package into the ledgers of one unit."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import msgspec

from models.merge.join import JoinedRecord, JoinVerdict, Sibling, join_entries, rival_values
from models.merge.outcome import LONGEST_REASON, MergeCounts, Refusal
from models.merge.values import field_label
from models.package.canonical import CanonicalError, decode_canonical, decode_record, record_decoder
from models.records.bounds import is_fit_at_a_glance
from models.records.entry import DELETED, BadRecordError, Entry, is_rightful, read_line, to_record
from models.records.ledger import Ledger
from models.records.version import REST, Vector, has_seen, stamp_of
from models.store.base.transaction import Transaction
from models.store.records import conflicts
from models.store.records.conflicts import Conflict, ConflictSide, shown_value, value_json
from models.store.records.records import existing_lines

UID = re.compile(r"[0-9a-f]{32}\Z")
MOMENT = re.compile(r"[1-8][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
CENTRE_DESK = "centre"
FORGED = "版本信息里写着汇总单位作过的改动，汇总单位没有把它发给过这个单位"
CROWDED = "“{}”已有{}个并列的值，不再收新的：请先处理这条记录的冲突（没有冲突的，改一处再保存），再请报送单位重报"
MOST_RIVALS = 20
"""Values that are kept beside a field's own: every package that comes later takes all of them along for its undoing."""
LONGEST_OPERATOR = 2_000
PORTION = 1 << 20
"""Bytes of lines that are read, compared and written at a time: what a package holds is never in memory as a whole."""
Incoming = dict[str, tuple[Entry, str]]
_DECODER = record_decoder(Entry)


class _RefusedError(Exception):
    def __init__(self, uid: str, reason: str) -> None:
        super().__init__(uid, reason)
        self.uid, self.reason = uid, reason


@dataclass(frozen=True)
class _Work:
    """One ledger of one package on its way in; `source` is the package's id, `own` as in `merge_lines`."""

    tx: Transaction
    ledger: Ledger
    source: str
    counts: MergeCounts
    own: frozenset[str] = frozenset()

    def refuse(self, uid: str, reason: str) -> None:
        self.counts.refuse(Refusal(self.ledger.id, uid, reason[:LONGEST_REASON]))

    @cached_property
    def open_siblings(self) -> dict[str, tuple[Sibling, ...]]:
        """What stood beside records before the package: of each it brings one version."""
        return _siblings(self.tx, self.ledger)


def merge_lines(
    tx: Transaction,
    ledger: Ledger,
    unit: str,
    lines: Iterable[bytes],
    source: str,
    own: frozenset[str] = frozenset(),
) -> MergeCounts:
    """Merge a unit's lines of one ledger; bad lines are refused one by one, the others are taken.

    `own` are ids of a centre's workspace, for packages of other units. A line that claims to have seen a change of it
    is refused: a centre sends records to no unit, and whoever claims a change overrides it without a conflict. A record
    here that contains nothing else was typed from paper (代录): the one that comes under its uid replaces it whole.
    """
    work = _Work(tx, ledger, source, MergeCounts(), own)
    incoming, seen, size = Incoming(), set[str](), 0
    for number, line in enumerate(lines, 1):
        try:
            entry, text = _read(ledger, unit, line, seen)
        except _RefusedError as refused:
            work.refuse(refused.uid, f"第{number}条：{refused.reason}")
            continue
        seen.add(entry.uid)
        incoming[entry.uid] = (entry, text)
        size += len(line)
        if size >= PORTION:
            _merge(work, incoming)
            incoming, size = {}, 0
    _merge(work, incoming)
    return work.counts


def _merge(work: _Work, incoming: Incoming) -> None:
    known = existing_lines(work.tx.connection, work.ledger, list(incoming))
    open_siblings = work.open_siblings if known else {}
    counts, written = work.counts, list[tuple[Entry, str]]()
    for uid, (entry, line) in incoming.items():
        before = known.get(uid)
        if not work.own.isdisjoint(entry.vector):
            work.refuse(uid, FORGED)
        elif before is None:
            counts.added += not entry.deleted
            counts.deleted += entry.deleted
            written.append((entry, line))
        elif before == line and uid not in open_siblings:
            counts.unchanged += 1
        else:
            written += _update(work, read_line(before), (entry, line), open_siblings.get(uid, ()))
    work.tx.save_entries("merge", work.ledger, written, work.source)


def _update(
    work: _Work, ours: Entry, incoming: tuple[Entry, str], siblings: tuple[Sibling, ...]
) -> list[tuple[Entry, str]]:
    theirs, line = incoming
    if ours.unit != theirs.unit and is_rightful(work.ledger, theirs):
        conflicts.replace_conflicts(work.tx, work.ledger.id, theirs, (), work.source)
        work.counts.added += 1
        return [(theirs, line)]
    if ours.unit != theirs.unit:
        work.refuse(theirs.uid, "编号属于另一个单位的记录")
        return []
    if work.own and ours.vector.keys() <= work.own:
        work.counts.updated += 1
        work.counts.replaced += not ours.deleted
        return [(theirs, line)]
    joined = join_entries(ours, theirs, siblings)
    if joined.verdict in (JoinVerdict.UNCHANGED, JoinVerdict.OLDER):
        work.counts.unchanged += 1
        return []
    crowded = _crowded_field(siblings, joined.siblings)
    if crowded:
        work.refuse(theirs.uid, CROWDED.format(field_label(work.ledger, crowded), MOST_RIVALS))
        return []
    if siblings or joined.siblings:
        conflicts.save_sides(work.tx, _sides(work, joined, ours, theirs))
        conflicts.replace_conflicts(work.tx, work.ledger.id, joined.entry, _conflicts(work, joined), work.source)
    if joined.verdict is JoinVerdict.CONFLICT:
        work.counts.conflicts += 1
    elif joined.entry.deleted:
        work.counts.unchanged += ours.deleted
        work.counts.deleted += not ours.deleted
    else:
        work.counts.updated += 1
    return [(joined.entry, line if joined.entry is theirs else joined.entry.line())]


def _crowded_field(before: Iterable[Sibling], after: Iterable[Sibling]) -> str:
    """A field beside whose value there would be more others than are kept, "" for none; what is there may stay."""
    kept = Counter(one.field for one in before)
    wanted = Counter(one.field for one in after)
    crowded = [name for name, count in wanted.items() if count > max(MOST_RIVALS, kept[name])]
    return min(crowded, key=lambda name: (name == DELETED, name), default="")


def _conflicts(work: _Work, joined: JoinedRecord) -> list[Conflict]:
    disputed = list(rival_values(joined.entry, joined.siblings))
    return [
        Conflict(
            ledger=work.ledger.id,
            uid=joined.entry.uid,
            field=sibling.field,
            workspace=sibling.workspace,
            counter=sibling.counter,
            unit=joined.entry.unit,
            value=value_json(sibling.value),
            open=sibling in disputed,
            source=work.source,
        )
        for sibling in joined.siblings
    ]


def _sides(work: _Work, joined: JoinedRecord, ours: Entry, theirs: Entry) -> Iterator[ConflictSide]:
    """Who wrote the disputed values, shown or not; what came with an earlier package is known already."""
    disputed = list(rival_values(joined.entry, joined.siblings))
    before = conflicts.package_of_record(work.tx.connection, work.ledger.id, ours.uid) if disputed else ""
    for name in {one.field for one in disputed}:
        workspace, counter = stamp_of(joined.entry.stamps, name)
        values = [Sibling(name, counter, workspace, shown_value(joined.entry, name))]
        values += [one for one in disputed if one.field == name]
        for version, source in ((ours, before), (theirs, work.source)):
            yield from (_side(work, one, version, source) for one in values if _is_from(one, version))


def _is_from(one: Sibling, version: Entry) -> bool:
    return stamp_of(version.stamps, one.field) == one.stamp and shown_value(version, one.field) == one.value


def _side(work: _Work, one: Sibling, version: Entry, source: str) -> ConflictSide:
    return ConflictSide(
        ledger=work.ledger.id,
        uid=version.uid,
        field=one.field,
        workspace=one.workspace,
        counter=one.counter,
        value=value_json(one.value),
        written_at=version.changed[0],
        written_by=version.changed[1],
        source=source,
    )


def _siblings(tx: Transaction, ledger: Ledger) -> dict[str, tuple[Sibling, ...]]:
    found: dict[str, tuple[Sibling, ...]] = {}
    for row in conflicts.find_conflicts(tx.connection, ledger.id, open_only=False):
        sibling = Sibling(row.field, row.counter, row.workspace, msgspec.json.decode(row.value))
        found[row.uid] = (*found.get(row.uid, ()), sibling)
    return found


def _read(ledger: Ledger, unit: str, line: bytes, seen: Collection[str]) -> tuple[Entry, str]:
    """A line as an entry of this ledger and unit, not among those `seen`, and as text; or `_RefusedError`."""
    entry = decode_record(line, _DECODER) or _read_slowly(line)
    uid, text = _uid(entry.uid), line.decode()
    try:
        to_record(ledger, entry.fields, uid, coming_in=not is_fit_at_a_glance(text, line))
    except BadRecordError as problem:
        raise _RefusedError(uid, f"字段不对（{problem.detail}）") from problem
    reason = "包内有两条编号相同的记录" if uid in seen else _fault(ledger, unit, entry)
    if reason:
        raise _RefusedError(uid, reason)
    return entry, text


def _read_slowly(line: bytes) -> Entry:
    """An entry with something in it that this version does not know, or `_RefusedError` with what is wrong."""
    try:
        raw = decode_canonical(line)
    except CanonicalError as problem:
        raise _RefusedError("", "不是规范的记录格式") from problem
    uid = _uid(raw.get("uid") if isinstance(raw, dict) else None)
    try:
        return msgspec.convert(raw, Entry)
    except msgspec.ValidationError as problem:
        raise _RefusedError(uid, f"字段类型不对（{problem}）") from problem


def _uid(uid: object) -> str:
    if not isinstance(uid, str) or not UID.match(uid):
        raise _RefusedError("", "没有记录编号")
    return uid


def _fault(ledger: Ledger, unit: str, entry: Entry) -> str:
    if ledger.desk == CENTRE_DESK:
        return f"{ledger.label}由汇总单位登记，不从报送包接收"
    if entry.unit != unit:
        return f"记录属于单位{entry.unit}，不属于报送单位"
    if not (_is_moment(entry.created[0]) and _is_moment(entry.changed[0])):
        return "建立或修改的时间不对"
    if max(len(entry.created[1]), len(entry.changed[1])) > LONGEST_OPERATOR:
        return f"经办人超过{LONGEST_OPERATOR}字"
    return "" if _has_seen_itself(entry) else "版本信息不完整"


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
