from __future__ import annotations

import struct
from pathlib import Path

import pytest

from reports.paper.fonts import (
    FOLDER,
    Face,
    FontFile,
    bundled_fonts,
    fonts_in,
    office_fonts,
    preload,
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("郑东新区 2020年 ①㎡％“”—…·\u3000\n\t", set()),
        ("𬭎𬱖䶮𠮷㛃〇", set()),
        ("\U0003ffff田𛀀", {"\U0001b000", "\U0003ffff"}),
    ],
)
def test_what_no_font_has_is_known(text: str, missing: set[str]) -> None:
    assert bundled_fonts().body.lacks(text) == missing


def test_runs_change_font_only_where_needed() -> None:
    body = bundled_fonts().body
    assert body.runs("王建国") == [(body.primary, "王建国")]
    assert [piece for _, piece in body.runs("张𠮷田")] == ["张", "𠮷", "田"]


def test_all_ten_digits_are_of_one_width() -> None:
    assert len({bundled_fonts().body.width(digit) for digit in "0123456789"}) == 1


def test_official_fonts_still_set_everything() -> None:
    assert office_fonts().body.lacks("王𬭎") == set()


def test_what_is_no_truetype_font_is_passed_over(tmp_path: Path) -> None:
    bad = tmp_path / "simfang.ttf"
    bad.write_bytes(b"OTTO" + bytes(64))
    face = Face([FontFile(bad), FontFile(FOLDER / "NotoSerifSC-Regular.ttf")])
    assert face.primary == "NotoSerifSC-Regular.ttf-0"


def test_no_font_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        _ = Face([FontFile(tmp_path / "gone.ttf")]).primary


def font_called(family: str, path: Path) -> Path:
    """The bundled sans under another name: its name table says `family` and nothing else."""
    own, text = "Own".encode("utf-16-be"), family.encode("utf-16-be")
    places = ((1, len(text), len(own)), (6, len(own), 0))
    records = b"".join(struct.pack(">6H", 3, 1, 0x409, *place) for place in places)
    table = struct.pack(">HHH", 0, 2, 6 + len(records)) + records + own + text
    data = bytearray((FOLDER / "NotoSansSC-Medium.ttf").read_bytes())
    (count,) = struct.unpack_from(">H", data, 4)
    entry = next(at for at in range(12, 12 + 16 * count, 16) if data[at : at + 4] == b"name")
    struct.pack_into(">LL", data, entry + 8, len(data), len(table))
    path.write_bytes(bytes(data) + table)
    return path


@pytest.mark.parametrize(
    ("family", "file", "role"),
    [
        ("any", "simfang.ttf", "body"),
        ("仿宋_GB2312", "a.ttf", "body"),
        ("FangSong", "b.TTF", "body"),
        ("SimHei", "c.ttf", "head"),
        ("方正小标宋简体", "FZ-1.ttf", "title"),
        ("any", "FZXBSJW.TTF", "title"),
        ("any", "方正小标宋_GBK.ttf", "title"),
        ("楷体_GB2312", "d.ttf", "second"),
        ("ＫａｉＴｉ", "e.ttf", "second"),
    ],
)
def test_the_office_s_own_font_comes_first(family: str, file: str, role: str, tmp_path: Path) -> None:
    font_called(family, tmp_path / file)
    found = fonts_in([tmp_path])
    assert getattr(found, role).primary == f"{file}-0"
    others = {"body", "head", "title", "second"} - {role}
    assert [one for one in others if getattr(found, one).primary == f"{file}-0"] == []
    assert found.body.lacks("王𬭎") == set()


def test_the_official_title_is_not_thickened(tmp_path: Path) -> None:
    font_called("方正小标宋简体", tmp_path / "x.ttf")
    assert (fonts_in([tmp_path]).title.thicken, bundled_fonts().title.thicken > 0) == (0.0, True)


def test_the_first_named_face_wins(tmp_path: Path) -> None:
    font_called("仿宋", tmp_path / "a.ttf")
    font_called("仿宋_GB2312", tmp_path / "b.ttf")
    assert fonts_in([tmp_path]).body.primary == "b.ttf-0"


@pytest.mark.parametrize("content", [b"", b"ttcf", b"OTTO" + bytes(600_000), b"\0\1\0\0\xff\xff" + bytes(600_000)])
def test_a_broken_font_is_passed_over(content: bytes, tmp_path: Path) -> None:
    for name in ("仿宋.ttf", "unknown.ttf"):
        (tmp_path / name).write_bytes(content)
    for name in ("simhei.ttf", "gone.ttf"):
        (tmp_path / name).symlink_to(tmp_path / "nowhere.ttf")
    assert fonts_in([tmp_path]).body.primary == bundled_fonts().body.primary


def test_fonts_can_be_read_ahead() -> None:
    preload()
    assert office_fonts().body.width("法") > 0
