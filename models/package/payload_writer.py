"""Writing a payload: entries are staged encrypted, then laid out in name order and sealed in one pass."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, BinaryIO, Self

from models.package.canonical import encode_canonical
from models.package.content import (
    MANIFEST,
    Caps,
    Manifest,
    PackageEntry,
    evidence_of,
    is_document,
    ledger_of,
    method_of,
)
from models.package.envelope import CHUNK, chunks
from models.package.errors import StaleEvidenceError
from models.package.header import Kind, PayloadInfo
from models.package.sealed_temp import SealedTemp
from models.package.sealing import ByteWriter, seal
from models.package.zip_layout import STORED, ZipEntry, central_header, end_records, local_header

LEVEL = 6
CAPS, FREE = Caps(), 1 << 16
"""What a reader takes; what is no longer than this may pack as well as it likes."""


class PayloadWriter:
    """Collects what a package carries. Use as a context manager; the same content always gives the same zip."""

    def __init__(self, *, kind: Kind, package_id: str, unit: str, key_id: str, recipient: str = "") -> None:
        self._cover = {"package_id": package_id, "unit": unit, "key_id": key_id, "recipient": recipient}
        self._kind: Kind = kind
        self._temp = SealedTemp()
        self._staged: dict[str, tuple[int, ZipEntry]] = {}
        self._listed: dict[str, PackageEntry] = {}
        self.counts: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._temp.close()

    def add_json(self, name: str, value: Any) -> None:
        """Add a document, say `plan.json`, in canonical JSON."""
        if not is_document(name) or name == MANIFEST:
            raise ValueError(name)
        self._add(name, [encode_canonical(value)])

    def add_lines(self, ledger: str, lines: Iterable[bytes]) -> int:
        """Add a ledger's records, one canonical JSON text each, and return their number; no lines is an entry too."""
        name = f"records/{ledger}.jsonl"
        if not ledger_of(name):
            raise ValueError(ledger)
        self.counts[ledger] = 0
        self._add(name, self._counted(ledger, lines))
        return self.counts[ledger]

    def add_evidence(self, digest: str, stream: BinaryIO) -> None:
        """Add a file of evidence under its sha256; the second time it is passed over.

        Raises:
            StaleEvidenceError: the stream does not have that digest; nothing was added.
        """

        def copy(target: ByteWriter) -> None:
            for piece in chunks(stream):
                target.write(piece)

        self.add_evidence_by(digest, copy)

    def add_evidence_by(self, digest: str, write: Callable[[ByteWriter], None]) -> None:
        """Add evidence whose content `write` writes into the sink it is given.

        Raises:
            StaleEvidenceError: what was written does not have that digest; nothing was added.
        """
        name = f"evidence/{digest}"
        if not evidence_of(name):
            raise ValueError(digest)
        if name in self._staged:
            return
        stage = _Stage(self._temp, name)
        write(stage)
        found = stage.hash.hexdigest()
        if found != digest:
            raise StaleEvidenceError(digest, found)
        self._keep(stage)

    def seal(self, target: ByteWriter, recipients: Sequence[str]) -> PayloadInfo:
        """Write the payload to `target`, sealed to `recipients`; none leaves it plain, which only a plan may be.

        Raises:
            ValueError: a payload with personal data would be plain, or a recipient is none.
            OSError: of the streams.
        """
        if not recipients and self._kind != "plan":
            raise ValueError(self._kind)
        manifest = Manifest(kind=self._kind, counts=self.counts, entries=dict(self._listed), **self._cover)
        self._add(MANIFEST, [encode_canonical(manifest)])
        meter = _Meter(target)
        if recipients:
            seal(_Pieces(self._layout()), meter, recipients)
        else:
            for piece in self._layout():
                meter.write(piece)
        return PayloadInfo(
            encryption="age" if recipients else "none", length=meter.length, sha256=meter.hash.hexdigest()
        )

    def _counted(self, ledger: str, lines: Iterable[bytes]) -> Iterator[bytes]:
        for line in lines:
            if not line or b"\n" in line:
                raise ValueError(ledger)
            self.counts[ledger] += 1
            yield line + b"\n"

    def _add(self, name: str, pieces: Iterable[bytes]) -> None:
        if name in self._staged:
            raise ValueError(name)
        stage = _Stage(self._temp, name)
        for piece in pieces:
            stage.write(piece)
        self._keep(stage)
        packed = self._staged[name][1]
        if needs_plain_packing(packed.size, packed.packed):
            plain = _Stage(self._temp, name, zlib.Z_HUFFMAN_ONLY)
            for piece in self._unpacked(*self._staged[name]):
                plain.write(piece)
            self._keep(plain)

    def _unpacked(self, start: int, entry: ZipEntry) -> Iterator[bytes]:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        for offset in range(start, start + entry.packed, CHUNK):
            waiting = self._temp.read_at(offset, min(CHUNK, start + entry.packed - offset))
            while waiting:
                yield unpacker.decompress(waiting, CHUNK)
                waiting = unpacker.unconsumed_tail
        yield unpacker.flush()

    def _keep(self, stage: "_Stage") -> None:
        self._staged[stage.name] = stage.start, stage.finish()
        self._listed[stage.name] = PackageEntry(stage.hash.hexdigest(), stage.size)

    def _layout(self) -> Iterator[bytes]:
        at, directory = 0, bytearray()
        for _, (start, staged) in sorted(self._staged.items()):
            entry = replace(staged, offset=at)
            header = local_header(entry)
            yield header
            for offset in range(start, start + entry.packed, CHUNK):
                yield self._temp.read_at(offset, min(CHUNK, start + entry.packed - offset))
            directory += central_header(entry)
            at += len(header) + entry.packed
        yield bytes(directory) + end_records(len(self._staged), len(directory), at)


def packer(strategy: int = zlib.Z_DEFAULT_STRATEGY) -> "zlib._Compress":
    """What packs an entry; `Z_HUFFMAN_ONLY` makes 8 to 1 at most of whatever it is given."""
    return zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, strategy)


def needs_plain_packing(size: int, packed: int) -> bool:
    """Whether an entry packs so well that a reader would take it for a bomb: equal remarks in thousands of records."""
    return size > FREE and size > CAPS.ratio * packed


class _Stage:
    """Where the content of one entry is written to: packed, hashed and counted on its way into the staging file."""

    def __init__(self, temp: SealedTemp, name: str, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> None:
        self._temp, self.name, self.start = temp, name, temp.length
        self._packer = None if method_of(name) == STORED else packer(strategy)
        self.hash, self._crc, self.size = hashlib.sha256(), 0, 0

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        self._crc = zlib.crc32(data, self._crc)
        self.size += len(data)
        self._temp.write(self._packer.compress(data) if self._packer else data)
        return len(data)

    def finish(self) -> ZipEntry:
        """The entry as the directory will list it, but for its place."""
        if self._packer:
            self._temp.write(self._packer.flush())
        packed = self._temp.length - self.start
        return ZipEntry(self.name, method_of(self.name), self._crc, packed, self.size, 0)


class _Meter:
    """Length and digest of what passes through."""

    def __init__(self, target: ByteWriter) -> None:
        self._target, self.hash, self.length = target, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        self.length += len(data)
        return self._target.write(data)


class _Pieces:
    """Pieces as a stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._left = memoryview(piece)
        taken, self._left = self._left[:size], self._left[size:]
        return bytes(taken)
