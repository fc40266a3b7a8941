from __future__ import annotations

from typing import Any

import pytest

from reports.base.page import page_for
from reports.base.sheet import Row
from reports.paper.blocks import Block
from reports.paper.flow import pages_of, paginate
from reports.paper.fonts import bundled_fonts
from tests.reports.conftest import BODY

HEAD = Block(10, framed=True, keep=True)
ROW = Block(10, framed=True, row=True)
SECTION = Block(10, framed=True, row=True, keep=True)
SIGNERS = Block(10, clings=True)
SUM = Block(10, framed=True, row=True, sums=True)
TITLE = Block(10, keep=True)
BAR = Block(10, again=(TITLE,))
NOTE = Block(10)
_TOGETHER = 3


@pytest.mark.parametrize(
    ("blocks", "pages"),
    [
        ([], [[]]),
        ([ROW] * 5, [[ROW] * 5]),
        ([ROW] * 7, [[ROW] * 5, [HEAD, ROW, ROW]]),
        ([ROW, ROW, ROW, ROW, SECTION, ROW], [[ROW] * 4, [HEAD, SECTION, ROW]]),
        ([ROW, ROW, ROW, ROW, ROW, SIGNERS], [[ROW] * 4, [HEAD, ROW, SIGNERS]]),
        ([ROW, ROW, ROW, ROW, ROW, NOTE], [[ROW] * 5, [NOTE]]),
        ([NOTE, NOTE, NOTE, NOTE, NOTE, SIGNERS], [[NOTE] * 3, [NOTE, NOTE, SIGNERS]]),
        ([ROW, ROW, ROW, ROW, SIGNERS, SIGNERS], [[ROW] * 3, [HEAD, ROW, SIGNERS, SIGNERS]]),
        ([SECTION] * 6, [[SECTION] * 3, [HEAD, SECTION, SECTION, SECTION]]),
        ([Block(90), ROW], [[Block(90)], [HEAD, ROW]]),
        ([ROW] * 4 + [SUM, SIGNERS], [[ROW] * 3, [HEAD, ROW, SUM, SIGNERS]]),
        ([ROW] * 5 + [SUM], [[ROW] * 4, [HEAD, ROW, SUM]]),
        ([ROW] * 3 + [SUM, ROW, ROW], [[ROW] * 3 + [SUM, ROW], [HEAD, ROW]]),
        ([NOTE, TITLE, Block(10), BAR, BAR, BAR], [[NOTE, TITLE, Block(10), BAR, BAR], [TITLE, BAR]]),
    ],
)
def test_what_goes_over_takes_its_company_along(blocks: list[Block], pages: list[list[Block]]) -> None:
    assert list(paginate(blocks, [HEAD], 50)) == pages


def test_a_tall_row_begins_below_the_heads(make_sheet: Any, opened: Any) -> None:
    section = Row(("示例办事处（1件）",), "section")
    tall = Row(("　其中：" + "判决驳回原告诉讼请求的案件" * 42, *(None,) * 6))
    document = opened(make_sheet(rows=(section, tall)))
    first = document[0].get_textpage().get_text_range()
    assert "判决驳回" in first
    assert len(document) == 2


def test_signatures_take_the_end_of_a_tall_row_along(make_sheet: Any, opened: Any) -> None:
    for times in range(36, 50):
        document = opened(make_sheet(rows=(Row(("判决驳回原告诉讼请求的案件" * times, *(None,) * 6)),)))
        last = document[len(document) - 1].get_textpage().get_text_range()
        assert "填表人" in last, times
        assert "驳回" in last, times


def test_no_page_holds_but_the_last_note(make_sheet: Any, opened: Any) -> None:
    notes = tuple(f"第{number}条说明" for number in range(1, 5))
    for rows in range(30, 60):
        document = opened(make_sheet(rows, notes=notes))
        last = document[len(document) - 1].get_textpage().get_text_range()
        assert "填表人" in last, rows


def test_full_marks_stay_with_the_lines_below(make_sheet: Any, opened: Any) -> None:
    marks = (Row(("管委会本级", *(None,) * 6), "section"), Row(("满分", None, None, 100, 90, None, None), "subtotal"))
    for rows in range(20, 45):
        document = opened(make_sheet(rows=(*(BODY,) * rows, *marks, BODY)))
        pages = [page.get_textpage().get_text_range() for page in document]
        assert all("满分" not in page or page.index("满分") < page.rindex("其中") for page in pages), rows


def test_a_sum_never_stands_alone_with_the_signatures(make_sheet: Any, opened: Any) -> None:
    whole = Row(("合计", None, None, 10, 9, None, None), "total")
    for rows in range(26, 46):
        document = opened(make_sheet(rows=(*(BODY,) * rows, whole)))
        last = document[len(document) - 1].get_textpage().get_text_range()
        assert "合计" in last, rows
        assert last.count("其中") >= 1, rows


def test_a_last_page_has_three_rows(make_sheet: Any) -> None:
    whole = Row(("合计", None, None, 10, 9, None, None), "total")
    for count in range(20, 48):
        for rows in ((BODY,) * count, (*(BODY,) * (count - 1), whole)):
            sheet = make_sheet(rows=rows)
            *_, last = pages_of(sheet, bundled_fonts(), page_for(sheet))
            assert sum(block.row for block in last) >= _TOGETHER, count
