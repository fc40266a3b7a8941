"""What a unit's package carries: every record of the own unit, and the evidence they name."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection

from models.errors import FazhiError
from models.merge.values import entry_title
from models.package.payload_writer import CAPS, PayloadWriter, needs_plain_packing, packer
from models.records.bounds import EVIDENCE_BYTES, PACKAGE_BYTES
from models.records.entry import Entry, read_line
from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store.base import journal
from models.store.base.errors import NoEvidenceError
from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.files.disk_space import size_text
from models.store.records import conflicts, records
from models.store.records.packages import PackageRow
from models.store.records.sent import changed_since, travelling_lines

KEPT_BY_CENTRE = "centre"
AGE_CHUNK, AGE_TAG = 65_536, 16
PER_FILE = 500
"""Bytes a file takes beside its content: two heads in the zip and its line in the manifest."""
PER_LEDGER = 150
"""The same of a ledger's records: its name is short."""
PER_PACKAGE = 4_000
"""Header, signature, notes and the age header."""
MOST_EVIDENCE = PACKAGE_BYTES - (1 << 30)
"""Bytes of evidence in a package: the rest of what it may hold is for records, and for what sealing adds."""


class LargePackageError(FazhiError):
    """A package would be larger than any reader opens; `size` and `most` are in bytes."""

    what: str
    size: int
    most: int

    @property
    def sentence(self) -> str:
        """Says what is too large, and what to do."""
        return (
            f"没有生成包：{self.what}有{size_text(self.size)}，最多{size_text(self.most)}，对方打不开。"
            "请把其中最大的文件（多半是录像）换成压缩过的或截取的，再导出一次。"
        )


class OpenConflictsError(FazhiError):
    """A package would carry one side of a conflict as if somebody had decided for it."""

    count: int
    template = "有{count}处冲突还没有决定，没有生成包：请先在冲突清单里逐条决定（命令 conflicts 和 decide）。"


class TooMuchToSendError(FazhiError):
    """A ledger holds more than a package may carry; a reader would refuse all of it."""

    ledger: str
    found: str
    most: str
    template = "台账“{ledger}”{found}，一个包最多装{most}，没有生成包：请删去成批重复的记录或过长的文字。"


def require_decided(workspace: Workspace) -> None:
    """Raise OpenConflictsError while something of the own unit waits for a decision."""
    with workspace.read() as connection:
        rows = [row for row in conflicts.find_conflicts(connection) if row.unit == workspace.unit]
    if rows:
        raise OpenConflictsError(len({(row.ledger, row.uid, row.field) for row in rows}))


def carried_ledgers() -> Iterator[Ledger]:
    """The ledgers a submission carries: all but those kept by the centre."""
    return (ledger for ledger in ledgers().values() if ledger.desk != KEPT_BY_CENTRE)


def add_records(workspace: Workspace, writer: PayloadWriter, left_out: Collection[str] = ()) -> str:
    """Put all of the unit's records into a package, and their evidence but that which is left out.

    Gives the head of the journal under which they were read.

    Raises:
        NoEvidenceError: A file of evidence is missing or damaged; it says of which record.
        TooMuchToSendError: A ledger holds more than a reader takes.
    """
    with workspace.read() as connection:
        head = journal.head_digest(connection)
        for ledger in carried_ledgers():
            lines = travelling_lines(connection, ledger, workspace.unit)
            writer.add_lines(ledger.id, _within_caps(ledger, lines))
        wanted = named_evidence(connection, workspace.unit)
    for digest, name in wanted.items():
        if digest in left_out:
            continue
        try:
            writer.add_evidence_by(digest, partial(evidence.copy_file, workspace, digest))
        except NoEvidenceError as problem:
            raise NoEvidenceError(digest, problem.what, name) from problem
    return head


def _within_caps(ledger: Ledger, lines: Iterable[str]) -> Iterator[bytes]:
    size = 0
    for number, line in enumerate(lines, 1):
        text = line.encode()
        size += len(text) + 1
        if len(text) > CAPS.line:
            title = entry_title(ledger, read_line(text))
            raise TooMuchToSendError(
                ledger.label, f"的“{title}”有{size_text(len(text))}", f"每条{size_text(CAPS.line)}"
            )
        if size > CAPS.records:
            raise TooMuchToSendError(ledger.label, f"超过{size_text(CAPS.records)}", size_text(CAPS.records))
        if number > CAPS.lines:
            raise TooMuchToSendError(ledger.label, f"超过{CAPS.lines}条", f"{CAPS.lines}条")
        yield text


class SinceSent(NamedTuple):
    """How many records were added or changed, and how many deleted, since a submission was made."""

    changed: int = 0
    deleted: int = 0


NOTHING = SinceSent()


def count_since(connection: Connection, unit: str, sent: PackageRow) -> SinceSent:
    """What the centre does not know yet of the unit's records, if it has merged this submission."""
    told = [gone for ledger in carried_ledgers() for gone in changed_since(connection, ledger, unit, sent)]
    return SinceSent(changed=told.count(False), deleted=told.count(True))


def live_records(workspace: Workspace) -> int:
    """How many records of the unit a package reports: those in the recycle bin are none."""
    with workspace.read() as connection:
        return sum(records.count(connection, ledger, workspace.unit) for ledger in carried_ledgers())


def named_evidence(connection: Connection, unit: str) -> dict[str, str]:
    """Digests that the unit's records name, with the ledger and the file's name."""
    wanted: dict[str, str] = {}
    for ledger in carried_ledgers():
        for entry in records.entries(connection, ledger, unit):
            wanted |= {digest: f"{ledger.label}：{name}" for digest, name in _evidence(entry)}
    return wanted


def evidence_left_out(workspace: Workspace) -> tuple[str, ...]:
    """Digests of the unit's evidence that need not travel: the centre's newest receipt says that it holds them."""
    with workspace.read() as connection:
        wanted = named_evidence(connection, workspace.unit)
        return tuple(sorted(evidence.acknowledged_digests(connection) & wanted.keys()))


def evidence_size(workspace: Workspace, left_out: Collection[str] = ()) -> int:
    """Bytes of the evidence that the unit's coming package carries.

    Raises:
        LargePackageError: It could not be opened by anybody: a file is larger than allowed, or all are together.
    """
    with workspace.read() as connection:
        named = named_evidence(connection, workspace.unit)
        wanted = named.keys() - set(left_out)
        for one in evidence.find_oversized(connection, wanted):
            raise LargePackageError(named[one.digest], one.size, EVIDENCE_BYTES)
        size = evidence.sum_sizes(connection, wanted)
    if size > MOST_EVIDENCE:
        raise LargePackageError("佐证材料合计", size, MOST_EVIDENCE)
    return size


def _evidence(entry: Entry) -> Iterator[tuple[str, str]]:
    for link in entry.fields.get("evidence", ()):
        if link.get("digest"):
            yield link["digest"], link.get("name", "")


@dataclass(frozen=True)
class PackageSize:
    """How big a package will be, in bytes: it is not made for that, so the whole is right to within a few KB.

    Attributes:
        total: The file.
        records: Its records, packed.
        evidence: Its evidence.
        files: Number of files of evidence.
        left_out: Number of those that need not travel.
    """

    total: int
    records: int
    evidence: int
    files: int
    left_out: int


def package_size(workspace: Workspace, *, full: bool = False) -> PackageSize:
    """The size of the unit's coming package."""
    kept = () if full else evidence_left_out(workspace)
    with workspace.read() as connection:
        wanted = set(named_evidence(connection, workspace.unit)) - set(kept)
        packed = sum(_packed(connection, ledger, workspace.unit) for ledger in carried_ledgers())
        attached = evidence.sum_sizes(connection, wanted)
    content = packed + attached + PER_FILE * len(wanted) + PER_LEDGER * len(list(carried_ledgers())) + 70 * len(kept)
    sealed = content + AGE_TAG * (content // AGE_CHUNK + 1)
    return PackageSize(sealed + PER_PACKAGE, packed, attached, len(wanted), len(kept))


def _packed(connection: Connection, ledger: Ledger, unit: str) -> int:
    size, packed = _lengths(packer(), travelling_lines(connection, ledger, unit))
    if needs_plain_packing(size, packed):
        _, packed = _lengths(packer(zlib.Z_HUFFMAN_ONLY), travelling_lines(connection, ledger, unit))
    return packed


def _lengths(by: zlib._Compress, lines: Iterable[str]) -> tuple[int, int]:
    size = packed = 0
    for line in lines:
        text = f"{line}\n".encode()
        size += len(text)
        packed += len(by.compress(text))
    return size, packed + len(by.flush())
