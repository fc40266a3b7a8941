"""A file that is read whole is small, and one that is not is refused before it is read."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from models.assess.reading import read_scheme
from models.errors import FazhiError
from models.plan_text.files import PlanFileError, file_text
from models.records.place_file import BadPlaceError, read_place
from models.small_file import MOST_BYTES, LargeFileError, decode_json, decode_text, read_small
from models.store.files.backup import check_backup
from models.store.files.photos import is_large_photo
from reports.filled_in.read_workbook import read_rows
from reports.filled_in.units_file import UnitsFileError, read_units
from reports.layouts.layout import LayoutError, read_layout
from ui.cli.opening import given_passphrase

NO_HOLES = pytest.mark.skipif(sys.platform == "win32", reason="an empty file takes its room there")
HUGE = 10_000_000_000


@pytest.fixture
def huge(tmp_path: Path) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(HUGE)
        return path

    return make


@NO_HOLES
@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("要点.txt", file_text),
        ("要点.docx", file_text),
        ("名册.csv", read_units),
        ("名册.json", read_units),
        ("台账.xlsx", read_rows),
        ("方案.json", read_small),
        ("备份.fzbak", check_backup),
    ],
)
def test_a_huge_file_is_refused_unread(huge: Callable[[str], Path], name: str, read: Callable[[Path], object]) -> None:
    with pytest.raises((FazhiError, PlanFileError)):
        read(huge(name))


def test_the_words_say_how_large_it_is(huge: Callable[[str], Path]) -> None:
    with pytest.raises(LargeFileError, match=r"“方案\.json”有10000MB，太大，没有读"):
        read_small(huge("方案.json"))
    assert f"最多{MOST_BYTES // 10**6}MB" in LargeFileError.template


def test_what_is_no_photo_by_its_size_stays_as_it_is(huge: Callable[[str], Path]) -> None:
    assert not is_large_photo(huge("照片.jpg"))


NO_VALUE = {
    "lists without end": b"[" * 200_000,
    "objects without end": b'{"a":' * 100_000,
    "a number of 5,000 digits": b'{"a": ' + b"9" * 5_000 + b"}",
    "half a character": rb'[{"code": "A", "name": "\ud800", "category": "x"}]',
}


@pytest.mark.parametrize("name", NO_VALUE)
def test_json_that_nobody_could_keep_is_a_sentence(tmp_path: Path, name: str) -> None:
    path, data = tmp_path / "名册.json", NO_VALUE[name]
    path.write_bytes(data)
    with pytest.raises(json.JSONDecodeError):
        decode_json(data.decode())
    with pytest.raises(UnitsFileError, match="不是合格的JSON"):
        read_units(path)
    with pytest.raises(BadPlaceError, match="不合JSON的写法"):
        read_place(data)
    with pytest.raises(LayoutError):
        read_layout(data, "版式")
    assert [one.code for one in read_scheme(data).findings] == ["scheme.syntax"]


@pytest.mark.parametrize("text", [r'"\\ud800"', r'"\ud83d\ude00"', '{"a": [1, "甲"]}'])
def test_what_only_looks_like_half_a_character_is_taken(text: str) -> None:
    assert decode_json(text) == json.loads(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_what_editors_and_shells_write_is_read_alike(encoding: str, tmp_path: Path) -> None:
    """`>` of Windows PowerShell writes UTF-16, its Set-Content the code page of the system."""
    said = "密码：甲乙丙1"
    assert decode_text(said.encode(encoding)) == said
    path = tmp_path / "密码.txt"
    path.write_bytes(f"{said}\r\n".encode(encoding))
    assert given_passphrase(Namespace(passphrase_file=path)) == said
    path = tmp_path / "名册.csv"
    path.write_bytes("代码,名称,类别\r\nA01,甲办事处,乡镇\r\n".encode(encoding))
    assert [unit.name for unit in read_units(path)] == ["甲办事处"]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_text(b"\xff\xff")
