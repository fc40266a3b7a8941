"""The one door out: a package is written beside its place, forced to disk, read back and only then named."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import msgspec

from models.package.envelope import read_envelope, write_package
from models.package.errors import PackageError
from models.package.header import Header, Kind, PayloadInfo, encode_header
from models.package.payload_writer import PayloadWriter
from models.package.suites import SigningKey, key_id
from models.records.entry import new_uid
from models.store.base import journal
from models.store.base.whole_file import device_errors, write_file
from models.store.base.workspace import Workspace
from models.store.files.disk_space import require_space
from models.store.records import packages
from models.store.records.packages import OUT, PackageRow
from models.version import VERSION

PACKAGE, STAGE = "要写的包", "生成包时的临时文件"
COVER_CAP = 1 << 17
"""Bytes that mark, header and signature stay under."""


@dataclass(frozen=True)
class PackageDraft:
    """What a package is, before it is made.

    Attributes:
        kind: See `models.package.header`.
        unit: The unit it is from, or for which it is.
        recipient: Key id or unit code; "" for everyone.
        recipients: Age recipients; none for a plain plan.
        period: Reporting period id.
        roster: Number of the roster that counts.
        features: What a reader must understand.
        minimum: The oldest program that reads it rightly.
        evidence: Bytes of evidence it will carry, for which room is looked for before it is made.
    """

    kind: Kind
    unit: str
    recipient: str
    recipients: Sequence[str]
    period: str = ""
    roster: int = 0
    features: tuple[str, ...] = ()
    minimum: str = "0.0.0"
    evidence: int = 0


Filler = Callable[[PayloadWriter], str | None]
"""Puts the content in; gives the head of the journal under which it was read, where it is about records."""


@dataclass(frozen=True)
class _Draft:
    """A sealed payload and what its header will say of it."""

    cover: dict[str, Any]
    info: PayloadInfo
    counts: dict[str, int]
    head: str | None


def send_package(
    workspace: Workspace, key: SigningKey, letter: PackageDraft, target: Path, fill: Filler, operator: str
) -> tuple[Header, str]:
    """Make a package of this workspace and write it to `target`; gives its header and digest.

    The sequence number is taken before the file is written, and its digest is kept before it gets its name: a crash
    leaves a gap at worst, never two packages of one number, nor one that seems to follow another than it does.

    Raises:
        NoRoomError: It does not fit where it is to go, or where it is made; nothing was written there.
        NotWrittenError: It is not there whole; nothing new stands under its name.
    """
    require_space(target.parent, letter.evidence, PACKAGE)
    require_space(Path(tempfile.gettempdir()), 2 * letter.evidence, STAGE, one_file=False)
    with tempfile.TemporaryFile() as sealed:  # what comes into it is sealed already, or a plan
        draft = _draft(key, letter, fill, sealed)
        require_space(target.parent, draft.info.length + COVER_CAP, PACKAGE)
        package_id = draft.cover["package_id"]
        sequence, previous = _take_number(workspace, letter, package_id, operator)
        header = Header(
            suite=key.suite,
            **draft.cover,
            must_understand=letter.features,
            public_key=key.public_key,
            period=letter.period,
            workspace=workspace.id,
            sequence=sequence,
            previous=previous,
            roster=letter.roster,
            minimum_program=letter.minimum,
            program=VERSION,
            created=workspace.clock.stamp(),
            payload=draft.info,
            counts=draft.counts,
            journal_head=draft.head or _head(workspace),
        )
        sealed.seek(0)

        def note(digest: str) -> None:
            with workspace.write(operator) as tx:
                said = encode_header(header).decode()
                packages.update_package(tx, package_id, digest=digest, header=said, file=str(target))

        digest = write_to_target(target, lambda file: write_package(file, header, key, sealed), note)
    with workspace.write(operator) as tx:
        packages.update_package(tx, package_id, state=packages.WRITTEN)
    return header, digest


def _draft(key: SigningKey, letter: PackageDraft, fill: Filler, sealed: IO[bytes]) -> _Draft:
    cover: dict[str, Any] = {
        "kind": letter.kind,
        "package_id": new_uid(),
        "unit": letter.unit,
        "key_id": key_id(key.public_key),
        "recipient": letter.recipient,
    }
    with PayloadWriter(**cover) as writer:
        head = fill(writer)
        info = writer.seal(sealed, letter.recipients)
        return _Draft(cover, info, dict(writer.counts), head)


def write_to_target(target: Path, write: Callable[[Any], str], note: Callable[[str], None] = lambda _: None) -> str:
    """Write a package by `write`, which gives its digest; see the module for the order of things.

    `note` is told the digest when the file is whole and has not got its name yet.

    Raises:
        NotWrittenError: It is not there whole; nothing new stands under its name.
    """
    with device_errors(target):
        target.parent.mkdir(exist_ok=True)  # one level: a stick that was pulled is not made anew as a folder
    return write_file(target, write, is_whole=_reads_back, before_naming=note)


def _reads_back(path: Path, digest: str) -> bool:
    with path.open("rb") as file:
        try:
            return read_envelope(file).digest == digest
        except PackageError:
            return False


def _take_number(workspace: Workspace, letter: PackageDraft, package_id: str, operator: str) -> tuple[int, str]:
    """The next sequence number, and the digest of the last package before it that may have been seen by anybody."""
    with workspace.write(operator) as tx:
        rows = packages.find_packages(
            tx.connection, direction=OUT, kind=letter.kind, workspace=workspace.id, unit=letter.unit
        )
        rows.sort(key=lambda row: row.sequence)
        sequence = rows[-1].sequence + 1 if rows else 1
        for row in filter(_has_arrived, rows):
            packages.update_package(tx, row.id, state=packages.WRITTEN)
        packages.save_package(
            tx,
            PackageRow(
                id=package_id,
                direction=OUT,
                kind=letter.kind,
                unit=letter.unit,
                period=letter.period,
                workspace=workspace.id,
                sequence=sequence,
                state=packages.WRITING,
            ),
        )
    return sequence, next((row.digest for row in reversed(rows) if row.digest), "")


def _has_arrived(row: PackageRow) -> bool:
    """Whether a package whose writing was cut off behind its naming lies whole where it was to go."""
    if row.state != packages.WRITING or not row.digest:
        return False
    try:
        with Path(row.file).open("rb") as file:
            return read_envelope(file).digest == row.digest
    except (OSError, PackageError):
        return False


def _head(workspace: Workspace) -> str:
    with workspace.read() as connection:
        return journal.head_digest(connection)


def to_json(value: object) -> Any:
    """A struct as JSON values, for `PayloadWriter.add_json`."""
    return msgspec.to_builtins(value, str_keys=True)
