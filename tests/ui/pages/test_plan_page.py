from collections.abc import Callable
from typing import Any

import pytest

from models.records.registry import ledger
from models.store import records
from tests.ui.pages.conftest import Opener, Year
from ui.pages.page import Page
from ui.pages.places import progress_uid
from ui.pages.plan_page import NO_PROOF, OPEN_ONLY, PlanPage

Settle = Callable[[Page], None]


def kept(year: Year, item: int) -> dict[str, Any]:
    with year.unit.read() as connection:
        return records.load(connection, ledger("progress"), progress_uid("X01", 2020, item)).fields


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> PlanPage:
    with year.unit.write("张三") as tx:
        records.delete(tx, ledger("progress"), [progress_uid("X01", 2020, 2)])
        records.save(tx, ledger("progress"), "X01", {"evidence": None}, progress_uid("X01", 2020, 3))
    shown: PlanPage = open_page(year.unit, PlanPage)
    return shown


def test_items_stand_in_chapters(page: PlanPage) -> None:
    assert page.tree.topLevelItemCount() == 10
    first = page.tree.topLevelItem(0)
    assert first is not None
    assert [first.text(0), first.text(1)] == ["1. 依法全面履行政府职能", "4/5"]
    lines = [first.child(at) for at in range(3)]
    assert [(line.text(1), line.text(2)) for line in lines] == [("已完成", "1"), ("未开始", ""), ("已完成", "")]


def test_the_first_edit_creates_the_record(page: PlanPage, year: Year, settle: Settle) -> None:
    page.step(1)
    assert page.form.head.text() == "第2项落实情况"
    assert not page.form.is_dirty
    page.form.fields.rows["measures"].editor.set_value("印发方案")
    assert page.settle()
    settle(page)
    assert kept(year, 2)["measures"] == "印发方案"
    assert kept(year, 2)["item"] == 2


def test_going_on_saves(page: PlanPage, year: Year, settle: Settle) -> None:
    page.form.fields.rows["outcome"].editor.set_value("群众满意")
    page.step(1)
    settle(page)
    assert kept(year, 1)["outcome"] == "群众满意"
    assert page.at is not None
    assert page.at.item.number == 2


def test_what_cannot_be_read_stays_in_front(page: PlanPage, settle: Settle) -> None:
    page.form.fields.rows["completed_on"].editor.set_value("去年冬天")
    page.step(1)
    settle(page)
    assert page.at is not None
    assert page.at.item.number == 1
    page.form.discard()


@pytest.mark.parametrize(
    ("which", "numbers"), [(OPEN_ONLY, [2]), (NO_PROOF, [2, 3]), ("已完成", [1, 3, *range(4, 37)])]
)
def test_the_list_is_narrowed(page: PlanPage, which: str, numbers: list[int]) -> None:
    page.which.setCurrentText(which)
    assert [line.data(0, 256) for line in page._lines()] == numbers


def test_search_looks_into_the_wording(page: PlanPage) -> None:
    page.words.setText("法律顾问")
    assert 11 in [line.data(0, 256) for line in page._lines()]
    assert len(page._lines()) < 10


def test_what_is_missing_is_listed(page: PlanPage, settle: Settle) -> None:
    page.missing_button.setChecked(True)
    settle(page)
    assert page.missing.item(0).text() == "● 这一项没有缺的。"
    page.step(2)
    settle(page)
    assert "没有佐证材料" in page.missing.item(0).text()


def test_a_record_leads_to_its_item(page: PlanPage, settle: Settle) -> None:
    page.show_record("progress", progress_uid("X01", 2020, 29))
    settle(page)
    assert page.title.text().startswith("29. ")
    assert [(bar.done, bar.total) for bar in page.quotas.bars] == [(1, 1)]
