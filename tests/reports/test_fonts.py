from __future__ import annotations

from pathlib import Path

import pytest

from reports.fonts import FOLDER, Face, FontFile, _font_set, bundled_fonts, missing_characters, office_fonts


@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        ([], []),
        (["郑东新区 2020年 ①㎡％“”—…·\u3000\n\t"], []),
        (["𬭎𬱖䶮𠮷㛃〇"], []),
        (["\U0003ffff田", "𛀀\U0003ffff"], ["\U0001b000", "\U0003ffff"]),
    ],
)
def test_what_no_font_has_is_listed(texts: list[str], missing: list[str]) -> None:
    assert missing_characters(texts, bundled_fonts()) == missing


def test_runs_change_font_only_where_needed() -> None:
    body = bundled_fonts().body
    assert body.runs("王建国") == [(body.primary, "王建国")]
    assert [piece for _, piece in body.runs("张𠮷田")] == ["张", "𠮷", "田"]


def test_all_ten_digits_are_of_one_width() -> None:
    assert len({bundled_fonts().body.width(digit) for digit in "0123456789"}) == 1


def test_official_fonts_still_set_everything() -> None:
    assert missing_characters(["王𬭎"], office_fonts()) == []


def test_what_is_no_truetype_font_is_passed_over(tmp_path: Path) -> None:
    bad = tmp_path / "simfang.ttf"
    bad.write_bytes(b"OTTO" + bytes(64))
    face = Face([FontFile(bad), FontFile(FOLDER / "NotoSerifSC-Regular.ttf")])
    assert face.primary == "NotoSerifSC-Regular.ttf-0"


def test_no_font_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        _ = Face([FontFile(tmp_path / "gone.ttf")]).primary


@pytest.mark.parametrize(("name", "role"), [("simfang.ttf", "body"), ("simhei.ttf", "head"), ("fzxbsjw.ttf", "title")])
def test_the_offices_own_font_comes_first(name: str, role: str, tmp_path: Path) -> None:
    own = tmp_path / name
    own.write_bytes((FOLDER / "NotoSansSC-Medium.ttf").read_bytes())
    assert getattr(_font_set({name: FontFile(own)}), role).primary == f"{name}-0"
    assert getattr(_font_set({}), role).primary != f"{name}-0"
