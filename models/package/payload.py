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
    decode_manifest,
    evidence_of,
    ledger_of,
)
from models.package.envelope import CHUNK, Envelope
from models.package.errors import DamagedPackageError, OversizedPackageError, PackageError, ReadingStep
from models.package.header import Header
from models.package.sealed_temp import SealedTemp
from models.package.sealing import unseal
from models.package.zip_layout import STORED, ZipEntry, check_layout, find_directory, parse_directory

DEFAULT_CAPS = Caps()


class Payload:
    """The checked content of a package. Use as a context manager; evidence streams are good until it is closed."""

    def __init__(self, temp: SealedTemp, entries: dict[str, ZipEntry], manifest: Manifest) -> None:
        self._temp, self._entries = temp, entries
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
        """
        if name not in self._entries:
            raise DamagedPackageError(ReadingStep.ENTRY, expected=name)
        try:
            return decode_canonical(b"".join(_unpack(self._temp, self._entries[name])))
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
    if envelope.header.payload.length > caps.payload:
        raise OversizedPackageError(ReadingStep.DECRYPT, expected=caps.payload, found=envelope.header.payload.length)
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
    manifest = decode_manifest(b"".join(_unpack(temp, entries[MANIFEST])))
    check_manifest(manifest, header)
    listed = manifest.entries.keys() | {MANIFEST}
    for name in sorted(listed ^ entries.keys()):
        raise DamagedPackageError(ReadingStep.ENTRY, expected=name, found="missing" if name in listed else "extra")
    checked = {name: _check_content(temp, entries[name], expected, caps) for name, expected in manifest.entries.items()}
    found = {ledger: lines for name, lines in checked.items() if (ledger := ledger_of(name))}
    if found != manifest.counts:
        raise DamagedPackageError(ReadingStep.COUNTS, expected=manifest.counts, found=found)
    return Payload(temp, entries, manifest)


def _read_directory(temp: SealedTemp, caps: Caps) -> dict[str, ZipEntry]:
    where = find_directory(temp.read_at, temp.length)
    for cap, found in ((caps.entries, where.count), (caps.directory, where.length)):
        if found > cap:
            raise OversizedPackageError(ReadingStep.DIRECTORY, expected=cap, found=found)
    entries = parse_directory(temp.read_at(where.offset, where.length), where.count)
    for entry in entries:
        check_entry(entry, caps)
    total = sum(entry.size for entry in entries)
    if total > caps.total:
        raise OversizedPackageError(ReadingStep.DIRECTORY, expected=caps.total, found=total)
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
    digest, lines = hashlib.sha256(), _LineCounter(caps.line if ledger_of(entry.name) else entry.size)
    for piece in _unpack(temp, entry):
        digest.update(piece)
        lines.feed(piece)
    named = evidence_of(entry.name) or expected.sha256
    if not digest.hexdigest() == expected.sha256 == named or entry.size != expected.size:
        raise DamagedPackageError(ReadingStep.ENTRY, expected=entry.name, found=digest.hexdigest())
    if ledger_of(entry.name) and lines.open:
        raise DamagedPackageError(ReadingStep.ENTRY, expected=entry.name, found="unfinished line")
    return lines.count


class _LineCounter:
    """Counts line ends; `open` is the length of the line that has none yet."""

    def __init__(self, cap: int) -> None:
        self._cap, self.count, self.open = cap, 0, 0

    def feed(self, piece: bytes) -> None:
        *whole, rest = map(len, piece.split(b"\n"))
        longest = max([self.open + whole[0], *whole[1:]]) if whole else self.open + rest
        self.open = rest if whole else self.open + rest
        self.count += len(whole)
        if max(longest, self.open) > self._cap:
            raise OversizedPackageError(ReadingStep.ENTRY, expected=self._cap, found=max(longest, self.open))
