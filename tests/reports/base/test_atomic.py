from __future__ import annotations

import errno
import io
from pathlib import Path
from typing import BinaryIO

import pytest

from models.store.base.whole_file import NotWrittenError
from reports.base.atomic import write_whole


def test_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def fail(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise ZeroDivisionError

    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_whole(target, fail)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.pdf": b"old"}


@pytest.mark.parametrize("old", [None, b"old"])
def test_success_replaces(tmp_path: Path, old: bytes | None) -> None:
    target = tmp_path / "a.pdf"
    if old:
        target.write_bytes(old)
    write_whole(target, lambda stream: stream.write(b"new"))
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.pdf": b"new"}


def test_streams_are_written_to() -> None:
    out = io.BytesIO()
    write_whole(out, lambda stream: stream.write(b"x"))
    assert out.getvalue() == b"x"


def test_a_place_that_takes_no_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.pdf"

    def locked(_self: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "?")

    monkeypatch.setattr(Path, "replace", locked)  # as Windows does while the file is open elsewhere
    with pytest.raises(NotWrittenError, match=r"a\.pdf.*先关闭打开它的程序"):
        write_whole(target, lambda _stream: None)
    assert list(tmp_path.iterdir()) == []
