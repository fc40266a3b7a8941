"""The plan in the window: a corrected text beside it, items edited by hand, and the task workbook; progress follows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models.plan_text.comparison import compare_plans
from models.plan_text.numerals import chinese_numeral
from models.records.plan import FRESH
from models.resources import resource
from models.submit.centre import current_issue
from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.issue.decisions import choices, current_choice
from ui.issue.demands_part import DemandsPart
from ui.issue.item_edits import TIPS
from ui.issue.page import IssuePage
from ui.issue.scheme_part import SchemePart
from ui.issue.tabs import PlanPart

Settle = Callable[[Page], None]
GONE = 20
MARK = re.compile(r"^\([一二三四五六七八九十]+\)")


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> IssuePage:
    shown: IssuePage = open_page(year.centre, IssuePage)
    return shown


def text_without(*numbers: str) -> str:
    lines = resource("plans", "2020-郑东新区.txt").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(tuple(f"({one})" for one in numbers))]
    count = itertools.count(1)
    return "\n".join(MARK.sub(lambda _: f"({chinese_numeral(next(count))})", line, count=1) for line in kept)


def take_in(page: IssuePage, settle: Settle, text: str) -> None:
    page.tab(PlanPart).importing.text.setPlainText(text)
    page.tab(PlanPart).importing.read()
    settle(page)
    page.tab(PlanPart).importing.use.click()
    settle(page)


def choose(page: IssuePage, line: int, words: str) -> None:
    comparing = page.tab(PlanPart).comparing
    comparing.table.selectRow(line)
    at = next(at for at in range(comparing.decision.count()) if words in comparing.decision.itemText(at))
    comparing.decision.setCurrentIndex(at)
    comparing.decision.activated.emit(at)


def test_the_text_without_item_20_is_compared_first(page: IssuePage, year: Year, settle: Settle) -> None:
    take_in(page, settle, text_without("二十"))
    comparing = page.tab(PlanPart).comparing
    assert page.tab(PlanPart).faces.currentWidget() is comparing
    assert comparing.summary.text() == "认出：删去1项，35项不变。"
    gone = comparing.table.rows.rows[GONE - 1]
    assert comparing.table.current() is gone
    assert (gone.verdict, gone.old and gone.old.number, gone.new) == ("删去", GONE, None)
    comparing.use.click()
    page.save_button.click()
    settle(page)
    issue = current_issue(year.centre)
    assert issue is not None
    assert [item.uid for item in issue.plan.items] == [*range(1, GONE), *range(GONE + 1, 37)]
    assert [item.number for item in issue.plan.items] == list(range(1, 36))
    assert [item.uid for item in issue.plan.dropped] == [GONE]
    assert GONE in {uid for one in issue.scheme["indicators"] for uid in one["items"]}


def test_demands_and_scheme_follow_a_corrected_text(page: IssuePage, settle: Settle) -> None:
    before = {line.ledger.id: line.proves for line in page.tab(DemandsPart).demands.rows.rows}
    take_in(page, settle, text_without("二十"))
    choose(page, 0, "新增的事项")
    page.tab(PlanPart).comparing.use.click()
    page.tab(SchemePart).check()
    said = [page.tab(SchemePart).findings.item(at).text() for at in range(page.tab(SchemePart).findings.count())]
    assert "第1项没有指标考核" in "".join(said)
    after = {line.ledger.id: line.proves for line in page.tab(DemandsPart).demands.rows.rows}
    assert (before["case"], after["case"]) == ("26", "25")


def test_a_decision_is_made_and_taken_back(page: IssuePage, settle: Settle) -> None:
    take_in(page, settle, text_without("二十"))
    comparing = page.tab(PlanPart).comparing
    before = [line.verdict for line in comparing.table.rows.rows]
    choose(page, GONE - 1, "并入新的第19项")
    assert [line.verdict.value for line in comparing.table.rows.rows[GONE - 2 : GONE]] == ["合并", "合并"]
    assert comparing.undo.isEnabled()
    comparing.undo.click()
    assert [line.verdict for line in comparing.table.rows.rows] == before
    assert not comparing.undo.isEnabled()
    comparing.leave.click()
    assert page.tab(PlanPart).faces.currentIndex() == 0


def test_the_replacement_can_be_taken_back(page: IssuePage, settle: Settle) -> None:
    offers: list[Callable[[], None]] = []
    page.session.undoable.connect(lambda _words, back: offers.append(back))
    take_in(page, settle, text_without("二十"))
    page.tab(PlanPart).comparing.use.click()
    assert len(page.tab(PlanPart).table.rows.rows) == 35
    offers[-1]()
    assert len(page.tab(PlanPart).table.rows.rows) == 36
    assert page.state.text() == "第1号，已保存"


def test_what_stands_there_is_one_of_the_choices() -> None:
    from models.plan_text import read_plan

    old = read_plan(text_without()).plan
    found = compare_plans(old, read_plan(text_without("三", "二十")).plan)
    for line in found.rows():
        now = choices(found, line)[current_choice(found, line)]
        assert [row.verdict for row in now.then.rows()] == [row.verdict for row in found.rows()]


def test_a_split_item_counts_once_and_its_parts_beside_it(page: IssuePage, settle: Settle) -> None:
    take_in(page, settle, text_without("二十"))
    choose(page, 0, "由原")
    assert page.tab(PlanPart).comparing.summary.text() == "认出：删去2项，拆分1项，分出1项，33项不变。"


def test_a_new_item_has_a_uid_of_its_own(page: IssuePage, settle: Settle) -> None:
    take_in(page, settle, text_without("二十"))
    choose(page, 0, "新增的事项")
    page.tab(PlanPart).comparing.use.click()
    assert page.issue is not None
    assert page.issue.plan.items[0].uid >= FRESH
    assert [item.uid for item in page.issue.plan.dropped] == [1, GONE]
    page.discard()
    settle(page)


@pytest.mark.parametrize(
    ("button", "uids"),
    [
        ("上移", [1, 3, 2, 4]),
        ("下移", [1, 2, 4, 3]),
        ("－ 删去选中的", [1, 2, 4, 5]),
    ],
)
def test_items_are_edited_by_hand(page: IssuePage, settle: Settle, button: str, uids: list[int]) -> None:
    offers: list[Callable[[], None]] = []
    page.session.undoable.connect(lambda _words, back: offers.append(back))
    page.tab(PlanPart).table.selectRow(2)
    page.tab(PlanPart).edits.buttons[button].click()
    lines = page.tab(PlanPart).table.rows.rows
    assert [line.item.uid for line in lines[:4]] == uids
    assert [line.item.number for line in lines] == list(range(1, len(lines) + 1))
    offers[-1]()
    assert [line.item.uid for line in page.tab(PlanPart).table.rows.rows] == list(range(1, 37))
    assert page.state.text() == "第1号，已保存"
    page.discard()
    settle(page)


@pytest.mark.parametrize(("button", "origin"), [("＋ 加一项", ()), ("拆出一项", (3,))])
def test_items_are_added_by_hand(page: IssuePage, settle: Settle, button: str, origin: tuple[int, ...]) -> None:
    page.tab(PlanPart).table.selectRow(2)
    page.tab(PlanPart).edits.buttons[button].click()
    line = page.tab(PlanPart).table.current()
    assert line is not None
    assert (line.item.number, line.item.origin, line.item.uid >= FRESH) == (4, origin, True)
    assert len(page.tab(PlanPart).table.rows.rows) == 37
    page.discard()
    settle(page)


@pytest.mark.parametrize("button", TIPS)
def test_what_was_typed_stays_when_items_are_edited(page: IssuePage, settle: Settle, button: str) -> None:
    table = page.tab(PlanPart).table
    table.selectRow(0)
    page.tab(PlanPart).text.setPlainText("正文改过了。")
    title = next(at for at, head in enumerate(table.rows.heads) if head.label == "标题")
    table.model().setData(table.model().index(1, title), "标题改过了")
    table.selectRow(3)
    page.tab(PlanPart).edits.buttons[button].click()
    assert page.issue is not None
    first, second = page.issue.plan.items[:2]
    assert (first.text, second.title) == ("正文改过了。", "标题改过了")
    page.discard()
    settle(page)


def test_a_row_missing_in_the_workbook_is_asked_for(page: IssuePage, settle: Settle, tmp_path: Path) -> None:
    page.tab(PlanPart).write(tmp_path / "任务表.xlsx")
    settle(page)
    book = load_workbook(tmp_path / "任务表.xlsx")
    book.worksheets[0].delete_rows(21)
    book.save(tmp_path / "任务表.xlsx")
    told: list[str] = []
    page.session.told.connect(told.append)
    page.tab(PlanPart).take(tmp_path / "任务表.xlsx")
    settle(page)
    assert told == []
    assert "任务表里没有第20项" in page.tab(PlanPart).question.words.text()
    assert len(page.tab(PlanPart).table.rows.rows) == 36
    page.tab(PlanPart).question.act.click()
    assert [line.item.uid for line in page.tab(PlanPart).table.rows.rows] == [
        one for one in range(1, 37) if one != GONE
    ]
    page.discard()
    settle(page)


def test_what_is_doubtful_comes_first_and_shows_its_original(page: IssuePage, settle: Settle) -> None:
    importing = page.tab(PlanPart).importing
    importing.text.setPlainText(
        "一、任务\n（一）清理。全面清理。（责任单位：县司法局、小红帽）\n（三）备案。应备尽备。"
    )
    importing.read()
    settle(page)
    lines = [importing.remarks.item(at).text() for at in range(importing.remarks.count())]
    assert "第1项“清理”：责任单位“小红帽”不像单位名称" in lines[0]
    assert "编号不连续" in lines[1]
    importing.remarks.setCurrentRow(0)
    assert importing.text.textCursor().selectedText() == "小红帽"
    importing.leave.click()
