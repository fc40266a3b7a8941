"""Which evidence files there are, which records they prove, and which are gone or damaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store.base.errors import NoEvidenceError
from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.files.evidence import RecordWithEvidence
from models.store.files.file_kind import visible_name
from ui.base.ticket import Ticket

PRESENT, MISSING, DAMAGED, WHOLE, UNUSED = "在", "不见了", "已损坏", "完好", "没有记录用它"


@dataclass(frozen=True)
class EvidenceUse:
    """A record that links to a file."""

    ledger: str
    uid: str
    title: str
    unit: str


@dataclass(frozen=True)
class EvidenceFile:
    """One file by its content; `name` is that of the first link."""

    digest: str
    name: str
    size: int
    state: str
    uses: tuple[EvidenceUse, ...]


class NullSink:
    """Takes everything and keeps nothing: for checking content on its way."""

    def write(self, data: bytes, /) -> int:
        """Discard `data`; gives its length, as a real file would."""
        return len(data)

    def flush(self) -> None:
        """Nothing to do: nothing is kept."""


def read_files(workspace: Workspace) -> list[EvidenceFile]:
    """All files that records link to, and those that none does any more, by name.

    A record that links to a file which only other units brought has none: the file is missing there.
    """
    names: dict[str, tuple[str, int]] = {}
    uses: dict[str, dict[EvidenceUse, None]] = {}
    lacking: dict[str, dict[EvidenceUse, None]] = {}
    with workspace.read() as connection:
        bringers = evidence.bringers(connection)
    for ledger, proved in _proved(workspace):
        for link in msgspec.json.decode(proved.links):
            digest = link.get("digest") or ""
            names.setdefault(digest, (visible_name(link.get("name") or digest[:12]), link.get("size") or 0))
            use = EvidenceUse(ledger.id, proved.uid, _title(ledger, proved.title), proved.unit)
            is_here = proved.unit in bringers.get(digest, {proved.unit})
            (uses if is_here else lacking).setdefault(digest, {})[use] = None
    for digest in evidence.all_digests(workspace):
        names.setdefault(digest, ("（没有记录用它）", _size(workspace, digest)))
    files = [
        EvidenceFile(digest, name, size, _state(workspace, digest, bool(uses.get(digest))), tuple(uses.get(digest, ())))
        for digest, (name, size) in names.items()
    ]
    files += [EvidenceFile(digest, *names[digest], MISSING, tuple(some)) for digest, some in lacking.items()]
    return sorted(files, key=lambda one: (one.state == PRESENT, one.name))


def _proved(workspace: Workspace) -> Iterator[tuple[Ledger, RecordWithEvidence]]:
    with workspace.read() as connection:
        for ledger in ledgers().values():
            for proved in evidence.records_with_evidence(connection, ledger):
                yield ledger, proved


def _title(ledger: Ledger, value: object) -> str:
    return f"第{value}项" if ledger.id == "progress" else str(value or ledger.nameless)


def _size(workspace: Workspace, digest: str) -> int:
    return evidence.evidence_path(workspace, digest).stat().st_size if evidence.has_file(workspace, digest) else 0


def _state(workspace: Workspace, digest: str, used: bool) -> str:
    if not evidence.has_file(workspace, digest):
        return MISSING
    return PRESENT if used else UNUSED


def check_files(workspace: Workspace, files: list[EvidenceFile], ticket: Ticket) -> dict[str, str]:
    """Read every file to its end; gives 完好, 不见了 or 已损坏 by digest."""
    found = {}
    for number, one in enumerate(files, 1):
        ticket.say(f"正在核对佐证材料 {number}/{len(files)}", number, len(files))
        try:
            evidence.copy_file(workspace, one.digest, NullSink())
        except NoEvidenceError:
            found[one.digest] = DAMAGED if evidence.has_file(workspace, one.digest) else MISSING
        else:
            found[one.digest] = WHOLE
    return found
