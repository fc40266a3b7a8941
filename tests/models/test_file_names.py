"""Names that Windows, Linux and sticks take."""

from pathlib import Path

import pytest

from models.file_names import MOST_BYTES, file_name, plain_name, with_ending

LONG = "某某县" * 100


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("司法所/综治办", "司法所／综治办"),
        ('a\\b:c*d?e"f<g>h|i', "a＼b：c＊d？e＂f＜g＞h｜i"),
        ("换\n行\u202e\0", "换行"),
        (" 局. . ", "局"),
        ("", "未命名"),
        ("...", "未命名"),
        ("CON", "CON_"),
        ("aux.pdf", "aux_.pdf"),
        ("Com1 .tar.gz", "Com1 _.tar.gz"),
        ("LPT².txt", "LPT²_.txt"),
        ("nul", "nul_"),
        ("console.pdf", "console.pdf"),
        (f"{LONG}.pdf", f"{LONG[:65]}.pdf"),
        (f"第3.{LONG}", f"第3.{LONG[:65]}"),
    ],
)
def test_every_system_takes_the_name(text: str, named: str) -> None:
    assert plain_name(text) == named
    assert plain_name(named) == named
    assert len(named.encode()) <= MOST_BYTES


def test_words_make_a_name() -> None:
    assert (
        file_name("报送", "2020/上", "A01", "所/办.", "第02次", ending=".fzb") == "报送_2020／上_A01_所／办_第02次.fzb"
    )
    long = file_name("报送", LONG, LONG, "第02次", ending=".fzb")
    assert len(long.encode()) <= MOST_BYTES
    assert long.endswith("_第02次.fzb")
    assert file_name("CON", ending=".json") == "CON_.json"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("报表2020.12", "报表2020.12.xlsx"), ("表.XLSX", "表.XLSX"), ("表", "表.xlsx"), ("表.xls", "表.xls.xlsx")],
)
def test_a_point_in_a_name_is_no_ending(name: str, expected: str) -> None:
    assert with_ending(Path("夹", name), ".xlsx") == Path("夹", expected)
