"""The year selector: last year's frozen result with every act after the next year's plan was issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from models.assess.frozen import appeals_of, frozen_of
from models.store.base.workspace import open_workspace
from reports.drafts.feedback import make as make_feedback
from reports.figures.chart_data import ranking_charts
from reports.forms.assessment import make_ranking
from reports.layouts.form import FormRequest
from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.demo.story_time import StoryTime
from ui.printing.page import PrintPage
from ui.scores.page import ScoresPage

Settle = Callable[[Page], None]


@pytest.fixture
def page(next_issued: Year, open_page: Opener[Any]) -> ScoresPage:
    shown: ScoresPage = open_page(next_issued.centre, ScoresPage)
    return shown


def turn(page: ScoresPage | PrintPage, box: Any, year: int, settle: Settle) -> None:
    box.setCurrentIndex(box.findData(year))
    box.activated.emit(box.currentIndex())
    settle(page)


def shown_year(page: ScoresPage) -> tuple[object, int, bool]:
    assert page.scored
    return page.year.currentData(), page.scored.result.year, bool(page.scored.frozen)


@pytest.mark.parametrize(("day", "first"), [("2021-02-10", (2020, 2020, True)), ("2021-05-10", (2021, 2021, False))])
def test_last_year_comes_first_until_march(
    next_issued: Year, open_page: Opener[Any], day: str, first: tuple[int, int, bool]
) -> None:
    next_issued.centre.close()
    clock = StoryTime(dt.date.fromisoformat(day)).clock
    centre = open_workspace(next_issued.root / "c", None, clock=clock)
    try:
        assert shown_year(open_page(centre, ScoresPage)) == first
    finally:
        centre.close()


def test_points_beyond_the_total_are_spoken_of_where_there_are_some(page: ScoresPage, settle: Settle) -> None:
    """2020's scheme has 附加项, the draft of 2021 has none: page, chart, ranking and feedback say so alike."""
    for year, told in ((2020, True), (2021, False)):
        turn(page, page.year, year, settle)
        assert page.scored
        workspace, request = page.session.workspace, FormRequest(year, dt.date(2021, 5, 10), unit="X01")
        said = (
            page.summary.text(),
            ranking_charts(page.scored.scheme, page.scored.result)[0].note,
            make_ranking(workspace, replace(request, unit=None)).notes,
            make_feedback(workspace, request)[0].blocks,
        )
        assert {"附加项" in str(one) for one in said} == {told}


def test_years_are_turned(page: ScoresPage, settle: Settle) -> None:
    assert shown_year(page) == (2020, 2020, True)
    turn(page, page.year, 2021, settle)
    assert shown_year(page) == (2021, 2021, False)
    page.appear()
    settle(page)
    assert shown_year(page) == (2021, 2021, False)
    turn(page, page.year, 2020, settle)
    assert shown_year(page) == (2020, 2020, True)
    assert page.freezing.versions.count() == 2


def test_last_year_is_looked_at_again_and_opened(page: ScoresPage, settle: Settle) -> None:
    page.units.select("X01")
    page.scores.select("1.1")
    page.appeal.given.emit("漏了一项", "维持", "没有漏", "")
    settle(page)
    assert page.freezing.export.isVisibleTo(page)
    page.unfreeze("复核")
    settle(page)
    assert shown_year(page) == (2020, 2020, False)
    with page.session.workspace.read() as connection:
        assert [one.reply for one in appeals_of(connection, 2020)] == ["没有漏"]
        assert (appeals_of(connection, 2021), frozen_of(connection, 2020)) == ([], None)


def test_what_is_printed_is_of_the_year_shown(
    page: ScoresPage, next_issued: Year, open_page: Opener[Any], settle: Settle
) -> None:
    page.printed.click()
    printing: PrintPage = open_page(next_issued.centre, PrintPage)
    printing.session.memory.set("print.year", page.session.memory.get("print.year", 0))
    printing.appear()
    settle(printing)
    asked = printing.asked
    assert (asked.year.currentData(), asked.period.findData("2020年度") >= 0) == (2020, True)
    turn(printing, asked.year, 2021, settle)
    assert asked.period.findData("2020年度") == -1
    assert asked.period.findData("2021年度") >= 0
