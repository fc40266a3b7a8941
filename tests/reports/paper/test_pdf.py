from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from reports.base.sheet import Column, Fact, Row
from reports.paper.blocks import TextStyle
from reports.paper.fonts import bundled_fonts
from reports.paper.parts import letter_role
from reports.paper.pdf import write_pdf

DAY = dt.date(2020, 12, 31)
GOLDEN = Path(__file__).parents[2] / "golden"


def words(document: Any, page: int = 0) -> str:
    return str(document[page].get_textpage().get_text_range()).replace("\r\n", "\n")


def placed(document: Any) -> str:
    """Every piece of text with the page and the place (points, from the lower left) it stands at."""
    lines = []
    for number, page in enumerate(document, 1):
        text = page.get_textpage()
        for at in range(text.count_rects()):
            box = text.get_rect(at)
            lines.append(f"{number} {box[0]:.1f} {box[1]:.1f} {text.get_text_bounded(*box).strip()}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", ["table", "letter", "slip"])
def test_text_and_places_are_as_before(name: str, make_sheet: Any, opened: Any, pytestconfig: pytest.Config) -> None:
    given: dict[str, dict[str, Any]] = {
        "table": {"notes": ("按收案日期统计。", "增减为负表示减少。"), "code": "示例-01"},
        "letter": {"letter": ("商都路办事处：", "请于2021年1月5日前补报，" * 8), "signers": ()},
        "slip": {
            "facts": (
                Fact("单位代码", "ZD-01"),
                Fact("报送期", "2020年度"),
                Fact("接收人", ""),
                Fact("指纹", "7F3A 91C0 " * 8),
            ),
            "qr": "FZ1:7F3A",
        },
    }
    now, golden = placed(opened(make_sheet(**given[name]))), GOLDEN / f"sheet-{name}.txt"
    if pytestconfig.getoption("--update-golden"):
        golden.write_text(now, encoding="utf-8")
    assert now == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (30, 2), (500, 27)])
def test_pages_and_heads(rows: int, pages: int, make_sheet: Any, opened: Any) -> None:
    document = opened(make_sheet(rows))
    assert len(document) == pages
    assert all("指标名称" in words(document, at) and f"{pages} 页" in words(document, at) for at in range(pages))
    assert ("本表无记录" in words(document)) == (rows == 0)


@pytest.mark.parametrize("name", ["王𬭎", "赵𬱖", "李䶮", "张𠮷", "买买提·艾合买提"])
def test_rare_names_can_be_copied(name: str, make_sheet: Any, opened: Any) -> None:
    sheet = make_sheet(columns=(Column("name", "姓名", 60),), rows=(Row((name,)),))
    assert name in words(opened(sheet))


@pytest.mark.parametrize("rows", [0, 40])
def test_every_font_is_embedded(rows: int, make_sheet: Any, opened: Any) -> None:
    texts = [item for page in opened(make_sheet(rows)) for item in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT])]
    fonts = [pdfium.FPDFTextObj_GetFont(item.raw) for item in texts]
    assert fonts
    assert all(pdfium.FPDFFont_GetIsEmbedded(font) for font in fonts)


@pytest.mark.parametrize(("extra", "wide"), [(0, False), (15, False), (30, True)])
def test_wide_tables_lie_across(extra: int, wide: bool, make_sheet: Any, opened: Any) -> None:
    column = Column("note", "备注", extra + 1)
    sheet = make_sheet(0)
    document = opened(make_sheet(0, columns=(*sheet.columns, column)))
    width, height = document[0].get_size()
    assert (width > height) == wide


def test_orientation_may_be_asked_for(make_sheet: Any, opened: Any) -> None:
    assert opened(make_sheet(orientation="landscape"))[0].get_size() == pytest.approx((841.89, 595.28), abs=0.01)


def test_same_sheet_same_bytes(make_sheet: Any) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for out in (first, second):
        write_pdf(make_sheet(40), out, fonts=bundled_fonts())
    assert first.getvalue() == second.getvalue()


def test_missing_character_prints_geta(make_sheet: Any, opened: Any) -> None:
    assert "〓田" in words(opened(make_sheet(columns=(Column("n", "姓名", 60),), rows=(Row(("\U0003ffff田",)),))))


def test_row_taller_than_a_page_goes_on(make_sheet: Any, opened: Any) -> None:
    long = "".join(f"第{n}条，应当依法办理。\n" for n in range(100, 400))
    document = opened(make_sheet(columns=(Column("t", "内容", 60),), rows=(Row((long,)),)))
    whole = "".join(words(document, at) for at in range(len(document)))
    assert len(document) == 7
    assert all(f"{n}条，应" in whole for n in range(100, 400))


def test_file_appears_whole(tmp_path: Path, make_sheet: Any) -> None:
    target = tmp_path / "统计表.pdf"
    assert write_pdf(make_sheet(), target) == 1
    assert len(pypdfium2.PdfDocument(target)) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["统计表.pdf"]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("一、总体情况", "head"),
        ("十二、其他", "head"),
        ("（一）存在的问题", "second"),
        ("（一）存在的问题。", "body"),
        ("一、情况如下：", "body"),
        ("1．2020年上半年：尚未收到", "body"),
        ("示例一办事处：", "body"),
    ],
)
def test_headings_of_letters_have_their_own_type(words: str, role: str) -> None:
    assert letter_role(words) == role


@pytest.mark.parametrize(
    ("text", "lines"),
    [("再审被申请人", ("再审被", "申请人")), ("甲\n\n再审被申请人", ("甲", "", "再审被", "申请人")), ("", ())],
)
def test_no_cell_of_few_lines_ends_with_one_character(text: str, lines: tuple[str, ...]) -> None:
    style = TextStyle(bundled_fonts().body, 10)
    assert style.cell_lines(text, style.width("五个字宽的")) == lines
