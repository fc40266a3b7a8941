"""The one door out: a package is written beside its place, forced to disk, read back and only then named."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from models.errors import FazhiError
from models.package.envelope import read_envelope, write_package
from models.package.errors import PackageError
from models.package.header import Header, Kind, encode_header
from models.package.payload_writer import PayloadWriter
from models.package.sealed_temp import SealedTemp
from models.package.suites import SigningKey, key_id
from models.records.entry import new_uid
from models.store import journal, packages
from models.store.packages import OUT, PackageRow
from models.store.transaction import now
from models.store.workspace import Workspace
from models.version import VERSION

WRITING, WRITTEN = "writing", "written"


@dataclass(eq=False)
class NotWrittenError(FazhiError):
    """The package did not arrive at its place."""

    path: Path
    what: str

    @property
    def sentence(self) -> str:
        """Says where and what to do."""
        return f"“{self.path.name}”没有写成（{self.what}）：请检查U盘或文件夹是否已满、被写保护或已拔出，然后重新导出。"


@dataclass(frozen=True)
class Letter:
    """What a package is, before it is made.

    Attributes:
        kind: See `models.package.header`.
        unit: The unit it is from, or for which it is.
        recipient: Key id or unit code; "" for everyone.
        recipients: Age recipients; none for a plain plan.
        period: Reporting period id.
        roster: Number of the roster that counts.
    """

    kind: Kind
    unit: str
    recipient: str
    recipients: Sequence[str]
    period: str = ""
    roster: int = 0


Filler = Callable[[PayloadWriter], None]


def send(
    workspace: Workspace, key: SigningKey, letter: Letter, target: Path, fill: Filler, operator: str
) -> tuple[Header, str]:
    """Make a package of this workspace and write it to `target`; gives its header and digest.

    The sequence number is taken first: a crash leaves a gap, never two packages of one number.

    Raises:
        NotWrittenError: It is not there whole; nothing stands under its name.
    """
    package_id, sequence, previous = _take_number(workspace, letter, operator)
    with SealedTemp() as sealed:
        cover: dict[str, Any] = {
            "kind": letter.kind,
            "package_id": package_id,
            "unit": letter.unit,
            "key_id": key_id(key.public_key),
            "recipient": letter.recipient,
        }
        with PayloadWriter(**cover) as writer:
            fill(writer)
            info = writer.seal(sealed, letter.recipients)
            counts = dict(writer.counts)
        header = Header(
            suite=key.suite,
            **cover,
            public_key=key.public_key,
            period=letter.period,
            workspace=workspace.id,
            sequence=sequence,
            previous=previous,
            roster=letter.roster,
            program=VERSION,
            created=now(),
            payload=info,
            counts=counts,
            journal_head=_head(workspace),
        )
        payload = sealed.window(0, sealed.length)
        digest = write_out(target, lambda file: write_package(file, header, key, payload))
    with workspace.write(operator) as tx:
        packages.update(
            tx, package_id, digest=digest, header=encode_header(header).decode(), state=WRITTEN, file=str(target)
        )
    return header, digest


def write_out(target: Path, write: Callable[[Any], str]) -> str:
    """Write a package by `write`, which gives its digest; see the module for the order of things.

    Raises:
        NotWrittenError: It is not there whole; nothing stands under its name.
    """
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            digest = write(file)
            file.flush()
            os.fsync(file.fileno())
        _read_back(part, digest)
        part.replace(target)
    except OSError as problem:
        raise NotWrittenError(target, problem.strerror or str(problem)) from problem
    finally:
        part.unlink(missing_ok=True)
    return digest


def _read_back(path: Path, digest: str) -> None:
    try:
        with path.open("rb") as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            found = read_envelope(file).digest
    except PackageError as problem:
        raise NotWrittenError(path, "写入后读回，内容不对") from problem
    if found != digest:
        raise NotWrittenError(path, "写入后读回，内容不对")


def _take_number(workspace: Workspace, letter: Letter, operator: str) -> tuple[str, int, str]:
    with workspace.write(operator) as tx:
        rows = packages.select(tx.connection, direction=OUT, kind=letter.kind, workspace=workspace.id)
        mine = sorted((row for row in rows if row.unit == letter.unit), key=lambda row: row.sequence)
        sequence = mine[-1].sequence + 1 if mine else 1
        previous = next((row.digest for row in reversed(mine) if row.state == WRITTEN), "")
        row = PackageRow(
            id=new_uid(),
            direction=OUT,
            kind=letter.kind,
            unit=letter.unit,
            period=letter.period,
            workspace=workspace.id,
            sequence=sequence,
            state=WRITING,
        )
        packages.keep(tx, row)
    return row.id, sequence, previous


def _head(workspace: Workspace) -> str:
    with workspace.read() as connection:
        return journal.head(connection)


def to_json(value: object) -> Any:
    """A struct as JSON values, for `PayloadWriter.add_json`."""
    return msgspec.to_builtins(value)
