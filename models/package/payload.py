"""Reading a payload: decrypted into a file that is never plaintext on disk, and checked whole before it is used."""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Self

from models.package.canonical import CanonicalError, decode_canonical
from models.package.content import (
    MANIFEST,
    Caps,
    Manifest,
    PackageEntry,
    check_entry,
    check_manifest,
    check_together,
    evidence_of,
    ledger_of,
    read_manifest,
)
from models.package.envelope import CHUNK, Envelope
from models.package.errors import DamagedPackageError, OversizedPackageError, PackageError, ReadingStep, in_bytes
from models.package.header import Header
from models.package.sealed_temp import SealedTemp
from models.package.sealing import unseal
from models.package.zip_layout import STORED, ZipEntry, check_layout, find_directory, parse_directory

DEFAULT_CAPS = Caps()
RECORDED = frozenset({"submission", "handover"})
"""Kinds that carry records and evidence; the others are documents alone."""
SHORTEST = 100
"""Bytes of a record's line, at the least: its uid, unit, times and versions alone take more."""


class Payload:
    """The checked content of a package. Use as a context manager; evidence streams are good until it is closed."""

    def __init__(self, temp: SealedTemp, entries: dict[str, ZipEntry], manifest: Manifest, caps: Caps) -> None:
        self._temp, self._entries, self._caps = temp, entries, caps
        self.manifest = manifest

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Delete the temporary file that holds the decrypted content; the payload cannot be read afterwards."""
        self._temp.close()

    @property
    def counts(self) -> dict[str, int]:
        """Records per ledger, as counted; equal to the header's."""
        return dict(self.manifest.counts)

    def json(self, name: str) -> Any:
        """The value of a document, say `plan.json`.

        Raises:
            DamagedPackageError: the package has no such document, or it is not canonical JSON.
            OversizedPackageError: it says more than a document may.
        """
        if name not in self._entries:
            raise DamagedPackageError(ReadingStep.ENTRY, expected=name)
        try:
            return _document(name, b"".join(_unpack(self._temp, self._entries[name])), self._caps)
        except CanonicalError as error:
            raise DamagedPackageError(ReadingStep.ENTRY, expected=name, found=error.fault) from error

    def lines(self, ledger: str) -> Iterator[bytes]:
        """A ledger's records, one canonical JSON text each without its line end; none if the package has no such."""
        entry = self._entries.get(f"records/{ledger}.jsonl")
        rest = b""
        for piece in _unpack(self._temp, entry) if entry else ():
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole

    def evidence(self) -> Iterator[tuple[str, BinaryIO]]:
        """Each file of evidence: its sha256 and a seekable stream."""
        for name, entry in self._entries.items():
            if digest := evidence_of(name):
                yield digest, self._temp.window(entry.data_offset, entry.size)


def open_payload(envelope: Envelope, identities: Sequence[str] = (), caps: Caps = DEFAULT_CAPS) -> Payload:
    """Decrypt with the secret age `identities` (a plain plan needs none) and check everything.

    The bytes are hashed again on the way: a stick may hold something else by now.

    Raises:
        OtherRecipientError: none of `identities` opens it.
        DamagedPackageError, OversizedPackageError: the first thing that does not hold.
        OSError: of the stream, or no room for the temporary file.
    """
    length, most = envelope.header.payload.length, caps.payload if envelope.header.kind in RECORDED else caps.notice
    if length > most:
        raise OversizedPackageError(ReadingStep.DECRYPT, expected=in_bytes(most), found=in_bytes(length))
    temp = SealedTemp()
    try:
        _decrypt(envelope, identities, temp)
        return _check(temp, envelope.header, caps)
    except (PackageError, OSError, ValueError):
        temp.close()
        raise


def _decrypt(envelope: Envelope, identities: Sequence[str], temp: SealedTemp) -> None:
    source = _Rehash(envelope)
    if envelope.header.payload.encryption == "none":
        while piece := source.read(CHUNK):
            temp.write(piece)
        return
    try:
        unseal(source, temp, identities)
    finally:
        source.finish()


class _Rehash:
    """The payload bytes once more; the end of the stream is given only if they are still the same."""

    def __init__(self, envelope: Envelope) -> None:
        self._source, self._info = envelope.source, envelope.header.payload
        self._left, self._hash = self._info.length, hashlib.sha256()
        self._source.seek(envelope.payload_offset)

    def finish(self) -> None:
        """Read what is left: that the bytes have changed comes before every complaint of age about them."""
        while self.read(CHUNK):
            pass

    def read(self, size: int = CHUNK) -> bytes:
        piece = self._source.read(min(size, self._left))
        self._hash.update(piece)
        self._left -= len(piece)
        if not piece and self._hash.hexdigest() != self._info.sha256:
            raise DamagedPackageError(ReadingStep.DIGEST, expected=self._info.sha256, found=self._hash.hexdigest())
        return piece


def _check(temp: SealedTemp, header: Header, caps: Caps) -> Payload:
    entries = _read_directory(temp, caps)
    if MANIFEST not in entries:
        raise DamagedPackageError(ReadingStep.MANIFEST, expected=MANIFEST)
    manifest = _manifest(b"".join(_unpack(temp, entries[MANIFEST])), caps)
    check_manifest(manifest, header)
    listed = manifest.entries.keys() | {MANIFEST}
    for name in sorted(listed ^ entries.keys()):
        raise DamagedPackageError(ReadingStep.ENTRY, expected=name, found="missing" if name in listed else "extra")
    checked = {name: _check_content(temp, entries[name], expected, caps) for name, expected in manifest.entries.items()}
    found = {ledger: lines for name, lines in checked.items() if (ledger := ledger_of(name))}
    if found != manifest.counts:
        raise DamagedPackageError(ReadingStep.COUNTS, expected=manifest.counts, found=found)
    return Payload(temp, entries, manifest, caps)


def _manifest(data: bytes, caps: Caps) -> Manifest:
    try:
        return read_manifest(_document(MANIFEST, data, caps))
    except CanonicalError as error:
        raise DamagedPackageError(ReadingStep.MANIFEST, found=error) from error


def _document(name: str, data: bytes, caps: Caps) -> Any:
    """The value of a document; however little it weighs packed, it may not become millions of objects."""
    containers = data.count(b"[") + data.count(b"{")
    for most, found in ((caps.containers, containers), (caps.values, containers + data.count(b","))):
        if found > most:
            raise OversizedPackageError(ReadingStep.ENTRY, name, expected=f"{most}项", found=f"{found}项")
    value = decode_canonical(data)
    longest = _longest_text(value) if len(data) > caps.text else 0
    if longest > caps.text:
        raise OversizedPackageError(ReadingStep.ENTRY, name, expected=f"每处{caps.text}字", found=f"{longest}字")
    return value


def _longest_text(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return max((max(len(key), _longest_text(one)) for key, one in value.items()), default=0)
    return max(map(_longest_text, value), default=0) if isinstance(value, list) else 0


def _read_directory(temp: SealedTemp, caps: Caps) -> dict[str, ZipEntry]:
    where = find_directory(temp.read_at, temp.length)
    for cap, found in ((caps.entries, where.count), (caps.directory, where.length)):
        if found > cap:
            raise OversizedPackageError(ReadingStep.DIRECTORY, expected=cap, found=found)
    entries = parse_directory(temp.read_at(where.offset, where.length), where.count)
    for entry in entries:
        check_entry(entry, caps)
    check_together(entries, caps)
    check_layout(entries, temp.read_at, where.offset)
    return {entry.name: entry for entry in entries}


def _unpack(temp: SealedTemp, entry: ZipEntry) -> Iterator[bytes]:
    """An entry's content, never more than it declares; the end is reached only if size and CRC hold."""
    size, crc = 0, 0
    for piece in _inflate(temp, entry) if entry.method != STORED else _packed(temp, entry):
        size += len(piece)
        crc = zlib.crc32(piece, crc)
        if size > entry.size:
            break
        yield piece
    if (size, crc) != (entry.size, entry.crc):
        raise DamagedPackageError(ReadingStep.ENTRY, expected=entry.name, found=f"{size}, {crc}")


def _packed(temp: SealedTemp, entry: ZipEntry) -> Iterator[bytes]:
    start = entry.data_offset
    for offset in range(start, start + entry.packed, CHUNK):
        yield temp.read_at(offset, min(CHUNK, start + entry.packed - offset))


def _inflate(temp: SealedTemp, entry: ZipEntry) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for packed in _packed(temp, entry):
            if unpacker.eof:
                raise DamagedPackageError(
                    ReadingStep.ENTRY, expected=entry.name, found="bytes behind the deflate stream"
                )
            waiting = packed
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, CHUNK)
                waiting = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise DamagedPackageError(ReadingStep.ENTRY, expected=entry.name, found=error) from error
    if not unpacker.eof or unpacker.unused_data:
        raise DamagedPackageError(ReadingStep.ENTRY, expected=entry.name, found="deflate stream")


def _check_content(temp: SealedTemp, entry: ZipEntry, expected: PackageEntry, caps: Caps) -> int:
    """Compare an entry with the manifest and return its number of lines, which means something for records."""
    digest, lines = hashlib.sha256(), _LineCounter(entry.name, caps)
    for piece in _unpack(temp, entry):
        digest.update(piece)
        if ledger_of(entry.name):
            lines.feed(piece)
    named = evidence_of(entry.name) or expected.sha256
    if not digest.hexdigest() == expected.sha256 == named or entry.size != expected.size:
        raise DamagedPackageError(ReadingStep.ENTRY, expected=entry.name, found=digest.hexdigest())
    if ledger_of(entry.name) and lines.open:
        raise DamagedPackageError(ReadingStep.ENTRY, expected=entry.name, found="unfinished line")
    most = caps.few + entry.size // SHORTEST
    if lines.count > most:
        raise OversizedPackageError(ReadingStep.ENTRY, entry.name, expected=f"{most}条", found=f"{lines.count}条")
    return lines.count


class _LineCounter:
    """Counts line ends; `open` is the length of the line that has none yet."""

    def __init__(self, name: str, caps: Caps) -> None:
        self._name, self._caps, self.count, self.open = name, caps, 0, 0

    def feed(self, piece: bytes) -> None:
        *whole, rest = map(len, piece.split(b"\n"))
        longest = max([self.open + whole[0], *whole[1:]]) if whole else self.open + rest
        self.open = rest if whole else self.open + rest
        self.count += len(whole)
        line, most = max(longest, self.open), self._caps.line
        if line > most:
            raise OversizedPackageError(
                ReadingStep.ENTRY, self._name, expected=f"每条{in_bytes(most)}", found=in_bytes(line)
            )
        if self.count > self._caps.lines:
            raise OversizedPackageError(
                ReadingStep.ENTRY, self._name, expected=f"{self._caps.lines}条", found=f"{self.count}条以上"
            )
