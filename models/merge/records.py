"""Merging the records of one package into the ledgers of one unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from models.merge.incoming import Incoming, RefusedLineError, read_lines
from models.merge.join import JoinedRecord, JoinVerdict, Sibling, join_entries, rival_values
from models.merge.outcome import LONGEST_REASON, MergeCounts, OlderVersion, Refusal
from models.merge.values import field_label
from models.records.entry import DELETED, Entry, is_rightful, read_line
from models.records.ledger import Ledger
from models.records.version import stamp_of
from models.store.base.transaction import Transaction
from models.store.records import conflicts
from models.store.records.conflicts import Conflict, ConflictSide, shown_value, value_json
from models.store.records.records import existing_lines

FORGED = "版本信息里写着汇总单位作过的改动，汇总单位没有把它发给过这个单位"
CROWDED = "“{}”已有{}个并列的值，不再收新的：请先处理这条记录的冲突（没有冲突的，改一处再保存），再请报送单位重报"
MOST_RIVALS = 20
"""Values that are kept beside a field's own: every package that comes later takes all of them along for its undoing."""
PORTION = 1 << 20
"""Bytes of lines that are read, compared and written at a time: what a package holds is never in memory as a whole."""


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
    work, seen, number = _Work(tx, ledger, source, MergeCounts(), own), set[str](), 1
    for some in _portions(lines):
        _merge(work, _read_portion(work, unit, some, number, seen))
        number += len(some)
    return work.counts


def _portions(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    some, size = list[bytes](), 0
    for line in lines:
        some.append(line)
        size += len(line)
        if size >= PORTION:
            yield some
            some, size = [], 0
    if some:
        yield some


def _read_portion(work: _Work, unit: str, lines: list[bytes], number: int, seen: set[str]) -> Incoming:
    """Lines of a unit, the first of them the ledger's `number`th; all at once, or each alone where one is bad."""
    with suppress(RefusedLineError):
        return read_lines(work.ledger, unit, lines, seen)
    incoming = Incoming()
    for at, line in enumerate(lines, number):
        try:
            incoming |= read_lines(work.ledger, unit, [line], seen)
        except RefusedLineError as refused:
            work.refuse(refused.uid, f"第{at}条：{refused.reason}")
    return incoming


def _merge(work: _Work, incoming: Incoming) -> None:
    known = existing_lines(work.tx.connection, work.ledger, incoming)
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
        work.counts.note_older(OlderVersion(work.ledger.id, ours.uid, _older_values(ours, theirs)))
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


def _older_values(ours: Entry, theirs: Entry) -> dict[str, Any]:
    """What a version that is not taken says otherwise, by field; nothing where the record is deleted since."""
    names = sorted({*ours.fields, *theirs.fields}) if not ours.deleted else []
    values = {name: shown_value(theirs, name) for name in names}
    return {name: value for name, value in values.items() if value != shown_value(ours, name)}


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
