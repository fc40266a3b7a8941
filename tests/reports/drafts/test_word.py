import datetime as dt
import io
import os
import subprocess
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from models.resources import resource
from reports.base.paper import Gap, Grid, Heading, Paper, Paragraph, address_paragraph, note_paragraph, paragraph
from reports.base.sheet import Column, Row
from reports.word.document import write_docx
from reports.word.styles import blank_document
from tests.programs import needs
from tests.reports.drafts.conftest import RARE, opened, words

DAY = dt.date(2021, 1, 8)
GRID = Grid(
    (Column("unit", "单位", 60), Column("points", "得分", 30, "number")),
    (Row(("乡镇",), "section"), Row(("示例一办事处", 3)), Row(("合计", 3), "total")),
)
HEADINGS = (Heading(1, "甲"), Heading(2, "乙"), Heading(3, "丙"), Heading(3, "丁"), Heading(2, "戊"), Heading(1, "己"))


def paper(*blocks: Paragraph | Heading | Grid) -> Paper:
    return Paper("test", "年度报告", "示例管委会", DAY, blocks)


def test_every_style_names_its_east_asian_font() -> None:
    document = docx.Document(blank_document())
    fonts = {style.name: style.element.find(f".//{qn('w:rFonts')}") for style in document.styles}
    assert len(fonts) == 17
    assert [name for name, one in fonts.items() if one is None or not one.get(qn("w:eastAsia"))] == []
    assert [name for name, one in fonts.items() if one is not None and any("Theme" in key for key in one.attrib)] == []


def test_nothing_of_the_default_template_is_left() -> None:
    names = {part.partname for part in opened([paper(paragraph("甲"))]).part.package.iter_parts()}
    assert sorted(names) == [
        *("/docProps/core.xml", "/word/document.xml", "/word/fontTable.xml", "/word/footer1.xml"),
        *("/word/footer2.xml", "/word/settings.xml", "/word/styles.xml"),
    ]


def test_page_is_that_of_official_papers() -> None:
    section = opened([paper(paragraph("甲"))]).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(side.mm) for side in sides if side is not None] == [210, 297, 37, 28]
    feet = [one.paragraphs[0] for one in (section.footer, section.even_page_footer)]
    assert [(foot.text, foot.alignment) for foot in feet] == [("—  —", 2), ("—  —", 0)]


def test_headings_are_numbered_in_order() -> None:
    found = [
        one.text for one in opened([paper(*HEADINGS)]).paragraphs if one.style and "Heading" in str(one.style.name)
    ]
    assert found == ["一、甲", "（一）乙", "1．丙", "2．丁", "（二）戊", "二、己"]


@pytest.mark.parametrize(
    ("given", "style"),
    [(address_paragraph("各单位："), "主送"), (paragraph("甲"), "Body Text"), (note_paragraph("乙"), "表注")],
)
def test_paragraphs_have_their_styles(given: Paragraph, style: str) -> None:
    found = opened([paper(given)]).paragraphs[1]
    assert (found.text, found.style and found.style.name) == (given.text, style)


def test_gaps_are_marked() -> None:
    plain, gap = opened([paper(paragraph("于", Gap("日期")))]).paragraphs[1].runs
    assert (plain.font.highlight_color, gap.text, gap.font.highlight_color) == (None, "【待补充：日期】", 7)


@pytest.mark.parametrize(("given", "shown"), [(RARE, RARE), ("甲\x0b乙\x00\r\n丙", "甲 乙\n丙"), ("=1+1", "=1+1")])
def test_text_is_kept(given: str, shown: str) -> None:
    assert opened([paper(paragraph(given))]).paragraphs[1].text == shown


def test_tables_are_as_the_grid() -> None:
    table = opened([paper(paragraph("甲"), GRID)]).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        *(["单位", "得分"], ["乡镇", "乡镇"], ["示例一办事处", "3"], ["合计", "3"])
    ]
    marks = [[mark.tag.rpartition("}")[2] for mark in row.trPr] for row in table._tbl.tr_lst if row.trPr is not None]
    assert marks == [["cantSplit", "tblHeader"], ["cantSplit"], ["cantSplit"], ["cantSplit"]]


def test_papers_begin_on_a_page_of_their_own() -> None:
    document = opened([paper(paragraph("甲")), paper(paragraph("乙"))])
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in document.sections]
    assert [one.get(qn("w:start")) for one in starts if one is not None] == ["1", "1"]
    assert "示例管委会\n2021年1月8日\n年度报告\n乙" in words(document)


@pytest.mark.parametrize(("length", "goes_along"), [(20, True), (400, None)])
def test_a_short_last_paragraph_goes_along_with_the_signature(length: int, goes_along: bool | None) -> None:
    document = opened([paper(paragraph("字" * length))])
    last = next(one for one in document.paragraphs if one.text.startswith("字"))
    assert last.paragraph_format.keep_with_next is goes_along


def test_same_papers_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for out in (first, second):
        write_docx([paper(*HEADINGS, paragraph(RARE), GRID)], out)
    assert first.getvalue() == second.getvalue()


FONTS = """<fontconfig><dir>{}</dir><cachedir>{}</cachedir>
<match><edit name="family" mode="assign" binding="strong"><string>Noto Serif SC</string></edit></match></fontconfig>"""


@needs("soffice")
def test_libreoffice_sets_22_lines_of_28_characters(tmp_path: Path) -> None:
    write_docx([paper(paragraph("一二三四五六七八九十" * 140))], tmp_path / "a.docx")
    (tmp_path / "fonts.conf").write_text(FONTS.format(resource("fonts"), tmp_path / "cache"), encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), f"{tmp_path}/a.docx"]
    subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    )
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")[1].get_textpage().get_text_range()
    lines = page.replace("\r\n", "\n").strip().split("\n")
    assert ({len(line) for line in lines[:-1]}, len(lines), lines[-1]) == ({28}, 23, "— 2 —")
