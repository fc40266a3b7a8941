"""任务下发 makes a tab when it is looked at: whatever was done before, it shows the issue as it stands by then."""

from collections.abc import Callable
from typing import Any

import pytest

from models.submit.issue_draft import load_issue_draft
from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.issue.demands_part import DemandsPart
from ui.issue.page import PARTS, IssuePage
from ui.issue.place_part import PlacePart
from ui.issue.preview import PreviewPart
from ui.issue.scheme_part import SchemePart
from ui.issue.tabs import PeriodsPart, PlanPart
from ui.issue.units_part import UnitsPart

Settle = Callable[[Page], None]
EDITED, SAVED = "第1号　▲ 有修改没有保存", "第1号，已保存"


def edit(page: IssuePage) -> None:
    rows = page.tab(PlanPart).table.rows
    rows.setData(rows.index(0, 2), "另一个标题")


def give_up(page: IssuePage) -> None:
    edit(page)
    page.discard()


def save(page: IssuePage) -> None:
    edit(page)
    page.save_button.click()


def come_back(page: IssuePage) -> None:
    edit(page)
    page.leave()
    page.appear()


@pytest.mark.parametrize(
    ("act", "state", "changes"),
    [
        (edit, EDITED, "和第1号相比：1项任务有变化"),
        (give_up, SAVED, "第1号是第一次下发。"),
        (save, "第2号，已保存", "和第1号相比：1项任务有变化"),
        (come_back, EDITED, "和第1号相比：1项任务有变化"),
    ],
)
def test_a_tab_shows_what_was_done_before_it_was_made(
    year: Year, open_page: Opener[Any], settle: Settle, act: Callable[[IssuePage], None], state: str, changes: str
) -> None:
    page: IssuePage = open_page(year.centre, IssuePage)
    act(page)
    settle(page)
    assert ([type(one) for one in page.tabs.made], page.state.text()) == ([PlanPart], state)
    assert page.leave()
    settle(page)
    assert (page.not_written(), load_issue_draft(year.centre)) == ({}, page.issue if state == EDITED else None)
    issue = page.issue
    for at in range(len(PARTS)):
        page.tabs.setCurrentIndex(at)
        assert page.tabs.currentWidget().isAncestorOf(page.tabs.made[at])
    assert [type(one) for one in page.tabs.made] == list(PARTS.values())
    assert (page.issue, page.state.text()) == (issue, state)  # making a tab is no edit
    assert issue
    assert tuple(page.tab(UnitsPart).table.rows.all) == issue.units
    assert tuple(page.tab(PeriodsPart).table.rows.all) == issue.periods
    assert page.tab(SchemePart).raw == issue.scheme
    assert page.tab(PlacePart).name.text() == issue.profile.name
    assert page.tab(DemandsPart).demands.rows.all
    assert page.tab(PreviewPart).changes.text().startswith(changes)
    page.discard()
    settle(page)
