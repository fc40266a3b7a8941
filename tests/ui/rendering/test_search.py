import datetime as dt
import io
import threading

import pytest

from reports.base.sheet import Column, Row, Sheet
from reports.paper.fonts import bundled_fonts
from reports.paper.pdf import write_pdf
from ui.rendering.search import find_words

DAY = dt.date(2020, 12, 31)
RARE = "𬭎𬱖䶮𠮷"
LONG = "关于推进依法行政工作的若干意见和实施方案"
ROWS = 60


@pytest.fixture(scope="module")
def pdf() -> bytes:
    columns = (Column("name", "姓名", 20), Column("said", "Said", 30), Column("room", "备注", 110))
    rows = tuple(Row((f"{RARE}{number}", LONG, None)) for number in range(ROWS))
    out = io.BytesIO()
    sheet = Sheet("x", "登记簿", "某办", "2020年度", DAY, columns, rows)
    write_pdf(sheet, out, fonts=bundled_fonts())
    return out.getvalue()


@pytest.mark.parametrize(
    ("words", "count"),
    [("", 0), ("  ", 0), ("没有的话", 0), (RARE, ROWS), (f"{RARE}59", 1), (LONG, ROWS), ("若干 意见", ROWS)],
)
def test_words_are_found_however_they_are_broken(pdf: bytes, words: str, count: int) -> None:
    found = find_words(pdf, words)
    assert (len(found), all(one.areas for one in found)) == (count, True)


def test_case_does_not_matter_and_every_page_has_the_head(pdf: bytes) -> None:
    pages = [hit.page for hit in find_words(pdf, "sAID")]
    assert pages == list(range(len(pages)))
    assert len(pages) > 1


def test_a_broken_word_is_marked_on_every_line(pdf: bytes) -> None:
    first = find_words(pdf, LONG)[0]
    assert len(first.areas) > 1
    assert all(left < right and bottom < top for left, bottom, right, top in first.areas)


def test_a_search_no_longer_wanted_ends(pdf: bytes) -> None:
    stopped = threading.Event()
    stopped.set()
    assert find_words(pdf, LONG, stopped) == []
