import io
import zipfile

import pytest

from models.package.errors import DamagedPackageError
from models.package.zip_layout import (
    DEFLATED,
    MAX16,
    MAX32,
    STORED,
    ZipEntry,
    central_header,
    check_layout,
    end_records,
    find_directory,
    local_header,
    parse_directory,
)

EDGE = [0, 1, MAX32 - 1, MAX32, MAX32 + 1, 1 << 40]


@pytest.mark.parametrize("size", EDGE)
@pytest.mark.parametrize("offset", EDGE)
def test_directory_line_round_trip(size: int, offset: int) -> None:
    entry = ZipEntry("plan.json", DEFLATED, 7, size // 2, size, offset)
    assert parse_directory(central_header(entry), 1) == [entry]


@pytest.mark.parametrize("count", [0, 1, MAX16 - 1, MAX16, 100_000])
@pytest.mark.parametrize("length", [0, 100])
def test_end_round_trip(count: int, length: int) -> None:
    data = bytes(50) + bytes(length) + end_records(count, length, 50)
    found = find_directory(lambda at, size: data[at : at + size], len(data))
    assert (found.count, found.length, found.offset) == (count, length, 50)
    if count >= MAX16:
        record = data[50 + length :]
        assert (record[:4], int.from_bytes(record[4:12], "little")) == (b"PK\6\6", 56 - 12)  # APPNOTE 4.3.14.1


@pytest.mark.parametrize("data", [b"PK\5\6", b"PK\5\6" + bytes(17), b"PK\5\7" + bytes(18), b""])
def test_what_has_no_end_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedPackageError):
        find_directory(lambda at, size: data[at : at + size], len(data))


def test_entry_beyond_four_gigabytes_is_laid_out() -> None:
    big = ZipEntry("a", STORED, 7, 5 << 30, 5 << 30, 0)
    second = ZipEntry("b", STORED, 7, 1, 1, len(local_header(big)) + (5 << 30))
    headers = {0: local_header(big), second.offset: local_header(second)}
    end = second.data_offset + 1
    check_layout([big, second], lambda at, size: headers[at][:size], end)
    with pytest.raises(DamagedPackageError):
        check_layout([big, second], lambda at, size: headers[at][:size], end + 1)


def test_many_entries_are_read_by_every_zip_program() -> None:
    body, directory = bytearray(), bytearray()
    for number in range(MAX16 + 5):
        entry = ZipEntry(f"{number:06}", STORED, 0, 0, 0, len(body))
        body += local_header(entry)
        directory += central_header(entry)
    data = bytes(body + directory) + end_records(MAX16 + 5, len(directory), len(body))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.namelist()) == MAX16 + 5
