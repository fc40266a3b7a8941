from collections.abc import Callable
from typing import Any

import pytest

from models.store import evidence
from tests.ui.pages.conftest import Opener, Year
from ui.pages.evidence_page import EvidencePage
from ui.pages.page import Page

Settle = Callable[[Page], None]


def only(year: Year) -> str:
    return next(iter(evidence.digests(year.unit)))


def test_a_file_names_the_records_it_proves(year: Year, open_page: Opener[Any]) -> None:
    page: EvidencePage = open_page(year.unit, EvidencePage)
    (file,) = page.table.rows.rows
    assert (file.name, file.size, file.state, len(file.uses)) == ("会议纪要.pdf", 700, "在", 37)
    page.table.selectRow(0)
    assert page.uses.rows.rows[0].title == "第1项"


@pytest.mark.parametrize(("content", "state"), [(None, "不见了"), (b"other", "已损坏")])
def test_what_happened_to_a_file_is_found(
    year: Year, open_page: Opener[Any], settle: Settle, content: bytes | None, state: str
) -> None:
    place = evidence.place(year.unit, only(year))
    if content is None:
        place.unlink()
    else:
        place.write_bytes(content)
    page: EvidencePage = open_page(year.unit, EvidencePage)
    page.check_button.click()
    settle(page)
    assert [one.state for one in page.table.rows.rows] == [state]
    assert "1个不见了或已损坏" in page.summary.text()


def test_a_file_no_record_needs_is_listed(year: Year, open_page: Opener[Any]) -> None:
    other = year.root / "多余.txt"
    other.write_text("x")
    with year.unit.write("张三") as tx:
        evidence.add_file(tx, year.unit, other)
    page: EvidencePage = open_page(year.unit, EvidencePage)
    assert sorted(one.state for one in page.table.rows.rows) == ["在", "没有记录用它"]


def test_search_narrows_the_files(year: Year, open_page: Opener[Any]) -> None:
    page: EvidencePage = open_page(year.unit, EvidencePage)
    page.words.setText("hyjy")
    assert len(page.table.rows.rows) == 1
    page.words.setText("没有这个")
    assert page.table.rows.rows == []
