"""The one zip layout that packages use: entries back to back in name order, fixed time, no comments, no extras.

Every zip program can read it. Reading here goes the other way round: the directory is parsed, written again from what
was understood, and refused unless the bytes are the same; so there is nothing left to hide in. Sizes beyond 4 GiB and
more than 65,534 entries use ZIP64 (APPNOTE 4.3.14, 4.3.15, 4.5.3), and nothing else does.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from models.package.errors import DamagedPackageError, ReadingStep

STORED, DEFLATED = 0, 8
MAX32, MAX16 = 0xFFFFFFFF, 0xFFFF
_DAY_ONE = 0x0021
"""1980-01-01, the first day a zip can name."""
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_SIZES64 = struct.Struct("<2H2Q")
_PLACE64 = struct.Struct("<2H3Q")

ReadAt = Callable[[int, int], bytes]


@dataclass(frozen=True)
class ZipEntry:
    """One entry: `packed` bytes stand in the file, `size` come out; `offset` is that of its local header."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int

    @property
    def data_offset(self) -> int:
        """Offset of the entry's packed bytes in the file, behind its local header."""
        return self.offset + len(local_header(self))


def local_header(entry: ZipEntry) -> bytes:
    """The bytes of the entry's local file header (ZIP APPNOTE 4.3.7), ZIP64 sizes where needed."""
    name = entry.name.encode("ascii")
    big = max(entry.size, entry.packed) >= MAX32
    extra = _SIZES64.pack(1, 16, entry.size, entry.packed) if big else b""
    packed, size = (MAX32, MAX32) if big else (entry.packed, entry.size)
    version = 45 if big else 20
    fixed = _LOCAL.pack(
        b"PK\3\4", version, 0, entry.method, 0, _DAY_ONE, entry.crc, packed, size, len(name), len(extra)
    )
    return fixed + name + extra


def central_header(entry: ZipEntry) -> bytes:
    """The bytes of the entry's central directory header (ZIP APPNOTE 4.3.12), ZIP64 where needed."""
    name = entry.name.encode("ascii")
    big = max(entry.size, entry.packed, entry.offset) >= MAX32
    extra = _PLACE64.pack(1, 24, entry.size, entry.packed, entry.offset) if big else b""
    packed, size, offset = (MAX32,) * 3 if big else (entry.packed, entry.size, entry.offset)
    version = 45 if big else 20
    lead = (b"PK\1\2", version, version, 0, entry.method, 0, _DAY_ONE, entry.crc, packed, size)
    return _CENTRAL.pack(*lead, len(name), len(extra), 0, 0, 0, 0, offset) + name + extra


def end_records(count: int, length: int, offset: int) -> bytes:
    """What closes a file whose directory has `count` lines, `length` bytes, and begins at `offset`."""
    big = count >= MAX16 or max(length, offset) >= MAX32
    if not big:
        return _END.pack(b"PK\5\6", 0, 0, count, count, length, offset, 0)
    long = _END64.pack(b"PK\6\6", 44, 45, 45, 0, 0, count, count, length, offset)
    locator = _LOCATOR.pack(b"PK\6\7", 0, offset + length, 1)
    return long + locator + _END.pack(b"PK\5\6", 0, 0, MAX16, MAX16, MAX32, MAX32, 0)


@dataclass(frozen=True)
class ZipDirectory:
    """Count of entries, length and offset of the central directory, before any of it is read."""

    count: int
    length: int
    offset: int


def find_directory(read_at: ReadAt, total: int) -> ZipDirectory:
    """Read the closing records of a file of `total` bytes.

    Raises:
        DamagedPackageError: they are not exactly what `end_records` writes.
    """
    short = read_at(max(0, total - _END.size), _END.size)
    if len(short) != _END.size or short[:4] != b"PK\5\6":
        raise _bad("end record")
    found = ZipDirectory(*_END.unpack(short)[4:7])
    if (found.count, found.length, found.offset) == (MAX16, MAX32, MAX32):
        back = _END.size + _LOCATOR.size + _END64.size
        long = read_at(max(0, total - back), _END64.size)
        if len(long) != _END64.size:
            raise _bad("end record")
        found = ZipDirectory(*_END64.unpack(long)[7:10])
    closing = end_records(found.count, found.length, found.offset)
    at = found.offset + found.length
    if at + len(closing) != total or read_at(at, len(closing)) != closing:
        raise _bad("end record")
    return found


def parse_directory(data: bytes, count: int) -> list[ZipEntry]:
    """The `count` entries of a directory, each line of it the one `central_header` writes.

    Raises:
        DamagedPackageError: a line differs, or there are more or fewer.
    """
    entries: list[ZipEntry] = []
    at = 0
    while at < len(data) and len(entries) < count:
        entry = _parse_line(data, at)
        line = central_header(entry)
        if data[at : at + len(line)] != line:
            raise _bad(entry.name)
        entries.append(entry)
        at += len(line)
    if at != len(data) or len(entries) != count:
        raise _bad("number of entries")
    return entries


def check_layout(entries: list[ZipEntry], read_at: ReadAt, end: int) -> None:
    """Entries in strict name order, back to back from 0 to `end`, each behind the local header we would write.

    Raises:
        DamagedPackageError: otherwise; so no name comes twice and no byte is left over.
    """
    at, last = 0, ""
    for entry in entries:
        header = local_header(entry)
        if entry.name <= last or entry.offset != at or read_at(at, len(header)) != header:
            raise _bad(entry.name)
        at, last = at + len(header) + entry.packed, entry.name
        if at > end:
            break
    if at != end:
        raise _bad("gap before the directory")


def _parse_line(data: bytes, at: int) -> ZipEntry:
    if at + _CENTRAL.size > len(data):
        raise _bad("directory")
    fields = _CENTRAL.unpack_from(data, at)
    method, crc, packed, size, name_length, extra_length = fields[4], *fields[7:12]
    start = at + _CENTRAL.size
    name = data[start : start + name_length]
    extra = data[start + name_length : start + name_length + extra_length]
    if not name.isascii():
        raise _bad("name")
    if len(extra) == _PLACE64.size:
        size, packed, offset = _PLACE64.unpack(extra)[2:]
    else:
        offset = fields[16]
    return ZipEntry(name.decode("ascii"), method, crc, packed, size, offset)


def _bad(found: str) -> DamagedPackageError:
    return DamagedPackageError(ReadingStep.DIRECTORY, found=found)
