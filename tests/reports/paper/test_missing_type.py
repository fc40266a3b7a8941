from typing import Any

import pytest

from reports.base.sheet import Column, Fact, Row
from reports.paper.fonts import bundled_fonts
from reports.paper.missing_type import MissingTypeError, missing_type, require_type

GONE = "\U0003ffff"
ONE = (Column("n", "姓名", 60),)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"title": f"表{GONE}"}, "表名"),
        ({"unit": GONE}, "表头"),
        ({"facts": (Fact("总分", GONE),)}, "“总分”"),
        ({"facts": (Fact(GONE, ""),)}, "表头"),
        ({"letter": ("甲：", GONE)}, "正文第2段"),
        ({"letter": (f"一、{GONE}", "乙。")}, "正文第1段"),
        ({"letter": ("甲：", f"（一）{GONE}")}, "正文第2段"),
        ({"columns": (Column("n", GONE, 60),), "rows": ()}, "栏目名"),
        ({"columns": ONE, "rows": (Row(("王",)), Row((f"王{GONE}",)))}, "第2行“姓名”"),
        ({"columns": ONE, "rows": (Row((GONE,), "section"),)}, "第1行“姓名”"),
        ({"signers": (Fact("填表人", GONE),)}, "签名处"),
        ({"notes": (GONE,)}, "说明"),
    ],
)
def test_every_text_is_looked_at(given: dict[str, Any], place: str, make_sheet: Any) -> None:
    (found,) = missing_type(make_sheet(**given), bundled_fonts())
    assert (found.char, found.places) == (GONE, (place,))


def test_sheets_behind_are_looked_at(make_sheet: Any) -> None:
    assert missing_type(make_sheet(more=(make_sheet(notes=(GONE,)),)), bundled_fonts())


def test_rare_names_have_type(make_sheet: Any) -> None:
    assert missing_type(make_sheet(columns=ONE, rows=(Row(("𬭎𬱖䶮𠮷",)),)), bundled_fonts()) == ()


def test_invisible_characters_are_not_missed(make_sheet: Any) -> None:
    assert missing_type(make_sheet(notes=("甲\u200b\ufeff\x00\t\n乙",)), bundled_fonts()) == ()


def test_the_list_comes_before_the_print(make_sheet: Any) -> None:
    sheet = make_sheet(columns=ONE, rows=(Row((GONE,)),) * 5)
    with pytest.raises(MissingTypeError, match=r"有1个字.*U\+3FFFF，在第1行“姓名”、第2行“姓名”、第3行“姓名”等5处"):
        require_type(sheet, bundled_fonts())
