import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.package.sealed_temp import SealedTemp

TEXT = bytes(range(256)) * 40


@given(st.lists(st.binary(max_size=70)), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300))))
def test_reads_anywhere_what_was_appended(pieces: list[bytes], reads: list[tuple[int, int]]) -> None:
    whole = b"".join(pieces)
    with SealedTemp() as temp:
        for piece in pieces:
            temp.write(piece)
        assert temp.length == len(whole)
        assert [temp.read_at(at, size) for at, size in reads] == [whole[at : at + size] for at, size in reads]


def test_appending_goes_on_after_reading() -> None:
    with SealedTemp() as temp:
        temp.write(TEXT[:1001])
        assert temp.read_at(3, 5) == TEXT[3:8]
        temp.write(TEXT[1001:])
        assert temp.read_at(990, 20) == TEXT[990:1010]


@pytest.mark.parametrize("offset", [0, 1, 15, 16, 17])
def test_the_first_read_may_be_anywhere(offset: int) -> None:
    with SealedTemp() as temp:
        temp.write(TEXT)
        assert temp.read_at(offset, 40) == TEXT[offset : offset + 40]


def test_reading_goes_backwards_too() -> None:
    with SealedTemp() as temp:
        temp.write(TEXT)
        assert [temp.read_at(at, 8) for at in range(64, 0, -8)] == [TEXT[at : at + 8] for at in range(64, 0, -8)]


def test_nothing_in_the_clear_on_disk() -> None:
    with SealedTemp() as first, SealedTemp() as second:
        first.write(TEXT)
        second.write(TEXT)
        first._file.seek(0)
        second._file.seek(0)
        there, other = first._file.read(), second._file.read()
        assert len(there) == len(TEXT)
        assert not any(TEXT[at : at + 8] in there for at in range(0, 256, 8))
        assert there != other


@pytest.mark.parametrize(
    ("offset", "whence", "at"), [(5, io.SEEK_SET, 5), (-5, io.SEEK_END, 95), (200, 0, 200), (-101, io.SEEK_END, 0)]
)
def test_window_seeks(offset: int, whence: int, at: int) -> None:
    with SealedTemp() as temp:
        temp.write(TEXT)
        window = temp.window(50, 100)
        assert window.seek(offset, whence) == at
        assert window.read() == TEXT[50:150][at:]
