"""What stands inside a payload: the closed set of names, the manifest that repeats the header, and the limits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from models.package.errors import DamagedPackageError, OversizedPackageError, ReadingStep, in_bytes
from models.package.header import Code, CodeOrNone, Count, Digest, Header, Kind, Ledger
from models.package.zip_layout import DEFLATED, STORED, ZipEntry
from models.records.bounds import EVIDENCE_BYTES, PACKAGE_BYTES

MANIFEST = "manifest.json"
_DOCUMENT = re.compile(r"[a-z][a-z0-9_]{0,63}\.json")
_RECORDS = re.compile(r"records/([a-z][a-z0-9_]{0,63})\.jsonl")
_EVIDENCE = re.compile(r"evidence/([0-9a-f]{64})")


@dataclass(frozen=True)
class Caps:
    """Limits, looked at before anything is unpacked or kept; bytes unless said otherwise.

    Attributes:
        payload: What stands in the file, of a package that carries records.
        notice: The same of any other: documents alone.
        entries: Their number.
        directory: The zip's own list of them.
        manifest: That of what they hold.
        document: Any other JSON document.
        values: How many values it and the manifest hold, and how many lists and objects among them, `containers`.
        text: Characters of a text in it.
        records: All records of a ledger.
        lines: Their number; beyond the first `few`, each has a hundred bytes on average, as a record has.
        line: One of them.
        evidence: One file.
        total: All that is unpacked.
        ratio: Unpacked to packed, of all that is deflated together; so what a package costs grows with what it weighs.
        small: What may be deflated beyond that: a few equal lines pack well and harm nobody.
    """

    payload: int = PACKAGE_BYTES
    notice: int = 32 << 20
    entries: int = 100_000
    directory: int = 16 << 20
    manifest: int = 24 << 20
    document: int = 16 << 20
    values: int = 500_000
    containers: int = 150_000
    text: int = 50_000
    records: int = 256 << 20
    lines: int = 200_000
    few: int = 1_000
    line: int = 1 << 20
    evidence: int = EVIDENCE_BYTES
    total: int = PACKAGE_BYTES
    ratio: int = 32
    small: int = 4 << 20


class PackageEntry(msgspec.Struct, frozen=True):
    """Digest and unpacked size of an entry."""

    sha256: Digest
    size: Count


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The sealed twin of the header: nobody can put another cover on somebody's payload."""

    kind: Kind
    package_id: Code
    unit: Code
    key_id: Digest
    recipient: CodeOrNone
    counts: dict[Ledger, Count]
    entries: dict[str, PackageEntry]


def ledger_of(name: str) -> str:
    """The ledger whose records an entry holds, or nothing."""
    found = _RECORDS.fullmatch(name)
    return found[1] if found else ""


def evidence_of(name: str) -> str:
    """The digest of the evidence an entry holds, or nothing."""
    found = _EVIDENCE.fullmatch(name)
    return found[1] if found else ""


def is_document(name: str) -> bool:
    """Whether `name` is that of a JSON document (`plan.json`, `roster.json` …)."""
    return _DOCUMENT.fullmatch(name) is not None


def method_of(name: str) -> int:
    """How an entry is packed follows from its name."""
    return STORED if evidence_of(name) else DEFLATED


def check_entry(entry: ZipEntry, caps: Caps) -> None:
    """Name from the closed set, its method, and sizes within the limits.

    Raises:
        DamagedPackageError, OversizedPackageError: otherwise.
    """
    cap = _cap_of(entry.name, caps)
    method = method_of(entry.name)
    if cap is None or entry.method != method or (method == STORED and entry.packed != entry.size):
        raise DamagedPackageError(ReadingStep.DIRECTORY, found=repr(entry.name))
    if entry.size > cap:
        raise OversizedPackageError(
            ReadingStep.DIRECTORY, entry.name, expected=in_bytes(cap), found=in_bytes(entry.size)
        )


def check_together(entries: Iterable[ZipEntry], caps: Caps) -> None:
    """Raise OversizedPackageError where all entries together unpack to more than they may; it names the greatest."""
    known = list(entries)
    total = sum(entry.size for entry in known)
    if total > caps.total:
        raise OversizedPackageError(ReadingStep.DIRECTORY, expected=in_bytes(caps.total), found=in_bytes(total))
    deflated = [entry for entry in known if entry.method == DEFLATED]
    size, most = sum(one.size for one in deflated), caps.small + caps.ratio * sum(one.packed for one in deflated)
    if size > most:
        worst = max(deflated, key=lambda one: one.size - caps.ratio * one.packed)
        raise OversizedPackageError(ReadingStep.DIRECTORY, worst.name, expected=in_bytes(most), found=in_bytes(size))


def read_manifest(value: Any) -> Manifest:
    """The manifest in a JSON value; fields of newer versions are passed over.

    Raises:
        DamagedPackageError: it is not one.
    """
    try:
        return msgspec.convert(value, Manifest, strict=True)
    except msgspec.ValidationError as error:
        raise DamagedPackageError(ReadingStep.MANIFEST, found=error) from error


def check_manifest(manifest: Manifest, header: Header) -> None:
    """Raise DamagedPackageError unless the manifest repeats the header."""
    inside: tuple[Any, ...] = (manifest.kind, manifest.package_id, manifest.unit, manifest.key_id, manifest.recipient)
    outside = (header.kind, header.package_id, header.unit, header.key_id, header.recipient)
    if inside != outside:
        raise DamagedPackageError(ReadingStep.MANIFEST, expected=outside, found=inside)
    if manifest.counts != header.counts:
        raise DamagedPackageError(ReadingStep.COUNTS, expected=header.counts, found=manifest.counts)


def _cap_of(name: str, caps: Caps) -> int | None:
    if evidence_of(name):
        return caps.evidence
    if ledger_of(name):
        return caps.records
    if name == MANIFEST:
        return caps.manifest
    return caps.document if is_document(name) else None
