import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from reports.base.sheet import Sheet
from reports.paper.batch import BatchCover, BatchPart, write_batch
from reports.paper.fonts import bundled_fonts

DAY = dt.date(2021, 1, 8)
COVER = BatchCover("2020年度台账汇编", "示例管委会", "2020年度", DAY, ("没有编入《报送单》：还没有报送。",))


def printed(sheets: list[Sheet]) -> tuple[list[BatchPart], bytes]:
    out = io.BytesIO()
    return write_batch(COVER, sheets, out, fonts=bundled_fonts()), out.getvalue()


def words(document: Any, page: int) -> str:
    return "".join(document[page].get_textpage().get_text_range().split())


@pytest.fixture
def sheets(make_sheet: Any) -> list[Sheet]:
    """Four forms, one across, one with another behind it."""
    forms = [make_sheet(rows, title=f"第{at}表") for at, rows in enumerate((0, 30, 100, 1), 1)]
    return [forms[0], replace(forms[1], orientation="landscape"), replace(forms[2], more=(forms[3],))]


def test_contents_and_bookmarks_say_where_forms_are(sheets: list[Sheet]) -> None:
    parts, data = printed(sheets)
    document = pypdfium2.PdfDocument(data)
    contents = [(1, 1), (2, 1), (3, 2), (5, 6), (11, 1)]
    assert [(part.begins, part.pages) for part in parts] == contents
    assert len(document) == 11
    marks = [(mark.get_title(), mark.get_dest().get_index() + 1) for mark in document.get_toc()]
    assert marks == [("目录", 1), ("第1表", 2), ("第2表", 3), ("第3表", 5), ("第4表", 11)]
    for number, (title, page) in enumerate(marks[1:], 1):
        assert title in words(document, page - 1)
        assert f"{number}{title}{parts[number].pages}{page}" in words(document, 0)


def test_numbers_run_on_beside_each_forms_own(sheets: list[Sheet]) -> None:
    document = pypdfium2.PdfDocument(printed(sheets)[1])
    assert all(f"总第{at + 1}页总共11页" in words(document, at) for at in range(11))
    assert ["第2页共2页" in words(document, at) for at in (2, 3, 4)] == [False, True, False]


def test_pages_keep_their_orientation_and_links(sheets: list[Sheet]) -> None:
    document = pypdfium2.PdfDocument(printed(sheets)[1])
    wide = [page.get_width() > page.get_height() for page in document]
    assert [at for at, lies in enumerate(wide) if lies] == [2, 3]
    assert printed(sheets)[1].count(b"/Subtype /Link") == 4


def test_contents_may_take_several_pages(make_sheet: Any) -> None:
    parts, data = printed([make_sheet(0, title=f"第{at}表") for at in range(60)])
    assert [part.begins for part in parts[:2]] == [1, 3]
    assert "没有编入《报送单》" in words(pypdfium2.PdfDocument(data), 1)


def test_an_empty_batch_is_a_contents_page() -> None:
    parts, data = printed([])
    assert (len(parts), len(pypdfium2.PdfDocument(data))) == (1, 1)


def test_same_sheets_same_bytes(sheets: list[Sheet]) -> None:
    assert printed(sheets)[1] == printed(sheets)[1]
