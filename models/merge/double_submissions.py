"""Forks: two packages of one workspace under one number. Both are listed with what tells them apart; a clerk decides.

What each brought is read from the journal: a later package may have replaced it without a conflict, since both count
the changes of one workspace.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.errors import FazhiError
from models.merge.order import is_taken
from models.merge.outcome import PackageState
from models.merge.report import journal_rows_of, read_report
from models.merge.values import entry_title, field_label, field_text
from models.package.suites import fingerprint
from models.records.entry import DELETED, Entry, read_line
from models.records.registry import ledger as ledger_with
from models.records.registry import ledgers
from models.store.base import journal
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import conflicts, packages, records, rollback
from models.store.records.packages import IN, PackageRow
from models.store.records.rollback import MergedRecord

ACT = "fork"
RESTORED, TWO_PCS, SUSPECT = "从备份恢复后又报了一次", "两台电脑各报了一次", "说不清，可能有人冒用"
VERDICTS = {
    RESTORED: "常见，不要紧：以后报来的包会接着最新的内容，不用再做什么。",
    TWO_PCS: "常见，不要紧：请该单位在第二台电脑上用“系统 › 密钥 › 第二台电脑”移交，不要再复制工作区文件夹。",
    SUSPECT: "先给该单位打电话。确是冒用的：在“系统 › 密钥”撤销那把密钥，在“报送情况”撤销那次合并。",
}
"""Benign causes first, each with what follows from it."""
NOT_TOLD, SAME_OR_OLD = "（看不出有没有）", "（相同，或仍是原来的“{}”）"
"""Of what only the first package brought: what the last one says of it, where that was not kept when it was merged."""
THERE, NOT_THERE, GONE = "有这条记录", "没有这条记录", "已删除"


class SubmissionCopy(msgspec.Struct, frozen=True, kw_only=True):
    """One of the packages: its row, who signed and filled it in, what its cover counts."""

    row: PackageRow
    fingerprint: str
    key_state: str
    operator: str
    created: str
    counts: dict[str, int]


class CopyDifference(msgspec.Struct, frozen=True, kw_only=True):
    """A field, or with `field` "" a whole record, in words as the first and the last of the packages have it.

    `values` are the same as JSON where both are known and one can be taken for the other.
    """

    ledger: str
    ledger_label: str
    uid: str
    title: str
    field: str
    label: str
    texts: tuple[str, str]
    values: tuple[Any, Any] | None = None


class CopyDecision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided about a fork: verdict, reason, who, and when (a UTC stamp)."""

    verdict: str
    words: str
    operator: str
    at: str


class DoubleSubmission(msgspec.Struct, frozen=True, kw_only=True):
    """`number` counts the list from 1; a single party means that the other one never came, as the chain tells."""

    number: int
    unit: str
    workspace: str
    sequence: int
    parties: tuple[SubmissionCopy, ...]
    said: CopyDecision | None = None

    @property
    def place(self) -> str:
        """The key under which the journal records a decision: workspace#sequence."""
        return f"{self.workspace}#{self.sequence}"


class BadForkError(FazhiError):
    """The list has no fork of this number or package, or the verdict is not an allowed one."""

    number: int
    verdict: str = ""

    @property
    def sentence(self) -> str:
        """Names the verdicts allowed, or says that the list has no such fork."""
        if self.verdict:
            return f"不能这样认定（{self.verdict}）：可以用的是{'；'.join(VERDICTS)}。"
        return f"清单里没有第{self.number}项，或它没有这个包：请重新列出（命令 forks）。"


class _Cover(msgspec.Struct):
    previous: str = ""
    created: str = ""
    counts: dict[str, int] = {}


def find_double_submissions(workspace: Workspace, *, open_only: bool = False) -> list[DoubleSubmission]:
    """Every fork among the packages merged here, the undecided first."""
    with workspace.read() as connection:
        found = _forks(connection)
    return [one for one in found if one.said is None or not open_only]


def double_submission_at(workspace: Workspace, number: int) -> DoubleSubmission:
    """The fork of this number in the list as it is now.

    Raises:
        BadForkError: There is none.
    """
    found = next((one for one in find_double_submissions(workspace) if one.number == number), None)
    if found is None:
        raise BadForkError(number)
    return found


def _forks(connection: Connection) -> list[DoubleSubmission]:
    rows = packages.find_packages(connection, direction=IN, kind="submission")
    rows = [row for row in rows if is_taken(row) or row.state == PackageState.UNDONE]
    keys = {key.public_key: key.state for key in packages.find_enrolments(connection)}
    found = list[DoubleSubmission]()
    for (unit, origin), some in groupby(sorted(rows, key=_origin), key=_origin):
        for sequence, parties in _split(list(some)):
            told = tuple(_party(row, keys) for row in sorted(parties, key=lambda row: row.place))
            bare = DoubleSubmission(number=0, unit=unit, workspace=origin, sequence=sequence, parties=told)
            found.append(msgspec.structs.replace(bare, said=_said(connection, bare)))
    found.sort(key=lambda one: (one.said is not None, one.unit, one.sequence))
    return [msgspec.structs.replace(one, number=number) for number, one in enumerate(found, 1)]


def _origin(row: PackageRow) -> tuple[str, str]:
    return row.unit, row.workspace


def _split(rows: list[PackageRow]) -> Iterator[tuple[int, list[PackageRow]]]:
    """Numbers under which there are two packages, here or, as the next one tells, where they were made."""
    by_number: dict[int, list[PackageRow]] = {}
    for row in rows:
        by_number.setdefault(row.sequence, []).append(row)
    for sequence, some in sorted(by_number.items()):
        known = {row.digest for row in some}
        following = [row for row in by_number.get(sequence + 1, []) if row.state != PackageState.UNDONE]
        if len(known) > 1 or any(_cover(row).previous not in known for row in following):
            yield sequence, some


def _cover(row: PackageRow) -> _Cover:
    return msgspec.json.decode(row.header or "{}", type=_Cover)


def _party(row: PackageRow, keys: dict[str, str]) -> SubmissionCopy:
    cover, report = _cover(row), read_report(row)
    return SubmissionCopy(
        row=row,
        fingerprint=fingerprint(row.signer),
        key_state=keys.get(row.signer, ""),
        operator=report.note.operator if report else "",
        created=cover.created,
        counts=cover.counts,
    )


def _said(connection: Connection, fork: DoubleSubmission) -> CopyDecision | None:
    """The last word on exactly these packages: it is open again when another one comes."""
    kept = [one for one in journal.rows_of_record(connection, fork.place, ACT) if one.source == _ids(fork)]
    if not kept:
        return None
    last = kept[-1]
    verdict = next((one for one in VERDICTS if last.line.startswith(one)), last.line)
    return CopyDecision(verdict=verdict, words=last.line, operator=last.operator, at=last.at)


def _ids(fork: DoubleSubmission) -> str:
    return ",".join(sorted(party.row.id for party in fork.parties))


# What each contains against the other


def copy_differences(workspace: Workspace, fork: DoubleSubmission) -> list[CopyDifference]:
    """What the first of a fork's packages contains against the last; nothing while only one is here."""
    with workspace.read() as connection:
        return list(_differences(connection, fork))


def _differences(connection: Connection, fork: DoubleSubmission) -> Iterator[CopyDifference]:
    if len(fork.parties) < 2:  # noqa: PLR2004 - it takes two
        return
    first, last = fork.parties[0].row, fork.parties[-1].row
    done = {step: _pair(connection, step) for step in _steps(connection, last)}
    for step, (before, after) in done.items():
        yield from _between(connection, (first.id, last.id), step, before, after)
    touched = {(step.ledger, step.uid) for step in done}
    older = _older(last)
    repeated = _repeated(first, last) - {ledger for ledger, _ in touched}
    brought = {step: _pair(connection, step) for step in _steps(connection, first)}
    new = [step for step, (before, _) in brought.items() if before is None]
    other = [step.ledger for step, (before, _) in done.items() if before is None]
    said_of_new = _said_of_new(first, last, new, other, {*touched, *older})
    for step, (before, after) in brought.items():
        if (step.ledger, step.uid) in touched:
            continue
        said_before = older.get((step.ledger, step.uid), {})
        for name, value in said_before.items():
            said = _field(connection, step, after, name, (conflicts.shown_value(after, name), value))
            yield msgspec.structs.replace(said, values=None)
        if said_before or step.ledger in repeated:
            continue
        if before is not None:
            yield from _only_first(connection, step, before, after)
        elif words := said_of_new[step.ledger]:
            yield _whole(step, after, (GONE if after.deleted else THERE, words))


def _said_of_new(
    first: PackageRow, last: PackageRow, new: list[MergedRecord], other: list[str], known: set[tuple[str, str]]
) -> dict[str, str]:
    """By ledger, what the last package says of records `new` with the first, as far as it is told by how many it holds.

    It holds what the first held before those, `other` records of its own by their ledgers, and as many of the new ones
    as are left: "" where that is all of them. Of those `known` it is told what the last one said.
    """
    held, before, report = _cover(last).counts, _cover(first).counts, read_report(last)
    found = dict[str, str]()
    for ledger in {step.ledger for step in new}:
        own = [step for step in new if step.ledger == ledger]
        unknown = [step for step in own if (ledger, step.uid) not in known]
        old = before.get(ledger, 0) - len(own)
        left = held.get(ledger, 0) - old - other.count(ledger) - (len(own) - len(unknown))
        sure = NOT_THERE if left <= 0 else "" if left >= len(unknown) else NOT_TOLD
        found[ledger] = sure if report is not None and not report.counts.refused_count else NOT_TOLD
    return found


def _older(row: PackageRow) -> dict[tuple[str, str], dict[str, Any]]:
    """What the package said otherwise of records of which a newer version was here, by ledger and uid."""
    report = read_report(row)
    return {(one.ledger, one.uid): one.fields for one in report.counts.older} if report else {}


def _repeated(first: PackageRow, last: PackageRow) -> set[str]:
    """Ledgers of which both packages hold as many records, none of them refused.

    Where the last changed nothing in such a ledger it said of each record what the first had said.
    """
    report, before = read_report(last), _cover(first).counts
    if report is None or report.counts.refused_count:
        return set()
    return {name for name, count in _cover(last).counts.items() if before.get(name) == count}


def _steps(connection: Connection, row: PackageRow) -> list[MergedRecord]:
    report = read_report(row)
    found = rollback.merged_records(connection, row.id, *journal_rows_of(connection, report)) if report else []
    return [step for step in found if step.ledger in ledgers()]


def _pair(connection: Connection, step: MergedRecord) -> tuple[Entry | None, Entry]:
    before = rollback.line_before(connection, step.ledger, step.uid, step.first)
    after = rollback.line_before(connection, step.ledger, step.uid, step.last + 1)
    return read_line(before) if before else None, read_line(after or "")


def _between(
    connection: Connection, ids: tuple[str, str], step: MergedRecord, before: Entry | None, after: Entry
) -> Iterator[CopyDifference]:
    if before is None:
        yield _whole(step, after, (NOT_THERE, GONE if after.deleted else THERE))
        return
    sides = conflicts.sides_of(connection, step.ledger, step.uid).values()
    own = {(side.field, side.source): msgspec.json.decode(side.value) for side in sides}
    for name in _names(before, after, {field for field, source in own if source in ids}):
        values = tuple(
            own.get((name, source), conflicts.shown_value(entry, name))
            for source, entry in zip(ids, (before, after), strict=True)
        )
        if values[0] != values[1]:
            yield _field(connection, step, after, name, (values[0], values[1]))


def _names(before: Entry, after: Entry, disputed: set[str]) -> list[str]:
    names = {name for name in {*before.fields, *after.fields} if before.fields.get(name) != after.fields.get(name)}
    return sorted(names | disputed | ({DELETED} if before.deleted != after.deleted else set()))


def _only_first(connection: Connection, step: MergedRecord, before: Entry, after: Entry) -> Iterator[CopyDifference]:
    for name in _names(before, after, set()):
        shown = conflicts.shown_value(after, name), conflicts.shown_value(before, name)
        said = _field(connection, step, after, name, shown)
        yield msgspec.structs.replace(said, texts=(said.texts[0], SAME_OR_OLD.format(said.texts[1])), values=None)


def _whole(step: MergedRecord, entry: Entry, texts: tuple[str, str]) -> CopyDifference:
    ledger = ledger_with(step.ledger)
    title = entry_title(ledger, entry)
    return CopyDifference(
        ledger=ledger.id, ledger_label=ledger.label, uid=step.uid, title=title, field="", label="", texts=texts
    )


def _field(
    connection: Connection, step: MergedRecord, entry: Entry, name: str, values: tuple[Any, Any]
) -> CopyDifference:
    ledger = ledger_with(step.ledger)
    return CopyDifference(
        ledger=ledger.id,
        ledger_label=ledger.label,
        uid=step.uid,
        title=entry_title(ledger, entry),
        field=name,
        label=field_label(ledger, name),
        texts=(
            field_text(connection, ledger, name, values[0], entry.unit),
            field_text(connection, ledger, name, values[1], entry.unit),
        ),
        values=values,
    )


# Deciding


def decide_double_submission(
    workspace: Workspace, fork: DoubleSubmission, verdict: str, note: str, operator: str, *, use: int | None = None
) -> int:
    """Keep what a fork is; with `use` 1 or 2 the first or the last package's values stand where they differ.

    Records that were changed since are left as they are. Gives how many fields were set.

    Raises:
        BadForkError: These packages are no fork any more, say since another one came; or the verdict or `use` is none.
    """
    if verdict not in VERDICTS:
        raise BadForkError(fork.number, verdict)
    with workspace.write(operator) as tx:
        present = {(one.place, _ids(one)) for one in _forks(tx.connection)}
        if (fork.place, _ids(fork)) not in present or use not in (None, 1, len(fork.parties)):
            raise BadForkError(fork.number)
        done = _take(tx, fork, 0 if use == 1 else 1) if use else 0
        chosen = f"，以第{use}个包为准" if use else ""
        words = f"{verdict}{chosen}。{note}".rstrip("。")
        tx.chain.append([(tx.at, operator, ACT, ACT, fork.place, fork.unit, _ids(fork), words)])
    return done


def _take(tx: Transaction, fork: DoubleSubmission, at: int) -> int:
    wanted: dict[tuple[str, str], dict[str, Any]] = {}
    last = {(step.ledger, step.uid): step for step in _steps(tx.connection, fork.parties[-1].row)}
    for one in list(_differences(tx.connection, fork)):
        step = last.get((one.ledger, one.uid))
        if one.values and step and rollback.later_change(tx.connection, step) is None:
            wanted.setdefault((one.ledger, one.uid), {})[one.field] = one.values[at]
    for (ledger, uid), values in wanted.items():
        records.decide_conflicts(tx, ledger_with(ledger), uid, values)
    return sum(map(len, wanted.values()))
