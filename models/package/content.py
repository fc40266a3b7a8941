"""What stands inside a payload: the closed set of names, the manifest that repeats the header, and the limits."""

import re
from dataclasses import dataclass
from typing import Any

import msgspec

from models.package.canonical import CanonicalError, decode_canonical
from models.package.errors import DamagedPackageError, OversizedPackageError, ReadingStep
from models.package.header import Code, CodeOrNone, Count, Digest, Header, Kind, Ledger
from models.package.zip_layout import DEFLATED, STORED, ZipEntry
from models.records.bounds import EVIDENCE_BYTES, PACKAGE_BYTES

MANIFEST = "manifest.json"
_DOCUMENT = re.compile(r"[a-z][a-z0-9_]{0,63}\.json")
_RECORDS = re.compile(r"records/([a-z][a-z0-9_]{0,63})\.jsonl")
_EVIDENCE = re.compile(r"evidence/([0-9a-f]{64})")


@dataclass(frozen=True)
class Caps:
    """Limits, looked at before anything is opened; bytes unless said otherwise.

    `ratio` (unpacked to packed) counts only for entries that unpack to more than `small`: a few equal lines pack well
    beyond it and harm nobody.
    """

    payload: int = PACKAGE_BYTES
    entries: int = 100_000
    directory: int = 16 << 20
    document: int = 64 << 20
    records: int = 1 << 30
    evidence: int = EVIDENCE_BYTES
    total: int = PACKAGE_BYTES
    ratio: int = 200
    small: int = 1 << 20
    line: int = 1 << 20


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
        raise OversizedPackageError(ReadingStep.DIRECTORY, expected=cap, found=entry.size)
    if entry.size > caps.small and entry.size > caps.ratio * entry.packed:
        raise OversizedPackageError(
            ReadingStep.DIRECTORY, expected=f"{caps.ratio}倍", found=f"{entry.size}/{entry.packed}"
        )


def decode_manifest(data: bytes) -> Manifest:
    """The manifest spelled by `data`; fields of newer versions are passed over.

    Raises:
        DamagedPackageError: it is not one.
    """
    try:
        return msgspec.convert(decode_canonical(data), Manifest, strict=True)
    except (CanonicalError, msgspec.ValidationError) as error:
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
    return caps.document if is_document(name) else None
