"""开始新年度 in the window: from the question to the next year's issue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.merge.from_centre import read_plan_package
from models.submit.centre import require_issue, require_issue_of
from tests.pdfs import text_pdf
from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.issue.page import IssuePage
from ui.issue.tabs import PeriodsPart, PlanPart

Settle = Callable[[Page], None]
TEXT = "示例县{year}年法治政府建设工作要点\n一、总体\n1.推进政务公开。\n2.加强行政应诉工作。\n"


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> IssuePage:
    shown: IssuePage = open_page(year.centre, IssuePage)
    return shown


def text_of(folder: Path, year: int) -> Path:
    path = folder / f"{year}.txt"
    path.write_text(TEXT.format(year=year), "utf-8")
    return path


def choose(page: IssuePage, year: int, settle: Settle) -> None:
    box = page.other_year
    box.setCurrentIndex(box.findData(year))
    box.activated.emit(box.currentIndex())
    settle(page)


def asked(page: IssuePage, settle: Settle, text: Path) -> None:
    page.new_year.click()
    page.starting.take(text)
    settle(page)


def test_a_new_year_is_begun_and_saved(page: IssuePage, settle: Settle, tmp_path: Path) -> None:
    before = require_issue(page.session.workspace)
    asked(page, settle, text_pdf(tmp_path / "2021.pdf", TEXT.format(year=2021)))
    box = page.starting
    assert (box.isVisible(), box.go.isEnabled(), box.complaint.isVisible()) == (True, True, False)
    assert "沿用：单位名册3个单位" in box.carried.text()
    assert "2021年度，1章2项" in box.about.text()
    box.go.click()
    assert (box.isVisible(), page.year.value(), page.new_year.isEnabled()) == (False, 2021, False)
    assert page.state.text() == "▲ 2021年度还没有保存；最近保存的是2020年度的第1号"
    assert [one.label for one in page.tab(PeriodsPart).table.rows.rows] == ["2021年度"]
    assert require_issue(page.session.workspace) == before
    page.save_button.click()
    settle(page)
    after = require_issue(page.session.workspace)
    assert (after.year, after.number, after.units, after.profile) == (2021, 2, before.units, before.profile)
    assert "草案" in after.scheme["name"]


@pytest.mark.parametrize(
    ("given", "turned", "words"), [(2020, 2021, "正文是2020年度的"), (2021, 2022, "任务是2022年度的")]
)
def test_a_text_of_another_year_is_refused(
    page: IssuePage, settle: Settle, tmp_path: Path, given: int, turned: int, words: str
) -> None:
    asked(page, settle, text_of(tmp_path, given))
    page.starting.year.setValue(turned)
    settle(page)
    assert (page.starting.go.isEnabled(), words in page.starting.complaint.text()) == (False, True)
    page.starting.cancel.click()
    assert (page.starting.isVisible(), page.state.text()) == (False, "第1号，已保存")


def test_a_year_begun_is_given_up(page: IssuePage, settle: Settle, tmp_path: Path) -> None:
    undone: list[Callable[[], object]] = []
    page.session.undoable.connect(lambda _, undo: undone.append(undo))
    asked(page, settle, text_of(tmp_path, 2021))
    page.starting.go.click()
    undone[-1]()
    settle(page)
    assert (page.year.value(), page.state.text()) == (2020, "第1号，已保存")
    assert page.new_year.isEnabled()


def test_an_earlier_year_is_corrected_and_handed_out(
    next_issued: Year, open_page: Opener[Any], settle: Settle, tmp_path: Path
) -> None:
    """Its own roster, periods and scheme go on; the later year stays as it is, and the next one begins after it."""
    centre = next_issued.centre
    later, first = require_issue(centre), require_issue_of(centre, 2020)
    page: IssuePage = open_page(centre, IssuePage)
    refused: list[str] = []
    page.session.refused.connect(refused.append)
    assert (page.year.isVisible(), page.other_year.currentData(), page.issue) == (False, 2021, later)
    importing = page.tab(PlanPart).importing
    importing.text.setPlainText(TEXT.format(year=2020))
    importing.read()
    settle(page)
    importing.use.click()
    settle(page)
    assert (page.issue, len(refused)) == (later, 1)
    assert "请先在上面选“2020年度”" in refused.pop()
    choose(page, 2020, settle)
    assert (page.issue, page.state.text()) == (first, f"第{first.number}号，已保存")
    table = page.tab(PlanPart).table.rows
    table.setData(table.index(0, 5), "2020-11-30")
    assert not page.other_year.isEnabled()
    page.save_button.click()
    settle(page)
    page.folder.put(tmp_path)
    page.export.click()
    settle(page)
    sent = read_plan_package(next(tmp_path.glob("任务下发*2020年度*"))).issue
    assert (sent.number, sent.year, sent.plan.items[0].due) == (later.number + 1, 2020, dt.date(2020, 11, 30))
    assert (sent.scheme, sent.units, sent.periods) == (first.scheme, first.units, first.periods)
    assert require_issue(centre) == later
    page.new_year.click()
    assert page.starting.year.value() == 2022
    page.starting.cancel.click()
    choose(page, 2021, settle)
    assert page.issue == later


def test_unsaved_changes_come_first(page: IssuePage) -> None:
    page.year.setValue(2021)
    assert not page.new_year.isEnabled()
    assert "先保存或者放弃修改" in page.new_year.toolTip()
