"""Tab goes once round every page, through all that can be used and in the order of reading; Shift+Tab goes back."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.store.base.workspace import CENTRE, UNIT
from tests.ui.reach import faults
from tests.ui.worked_year import Opener, Year, settled, tabs_turned
from ui.base.page import Page
from ui.base.pages import pages_for
from ui.form.form_fields import FormFields
from ui.list.record_list import RecordList

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

SPECS = [(role, spec) for role in (UNIT, CENTRE) for spec in pages_for(role)]


@pytest.fixture(params=SPECS, ids=[f"{role}-{spec.id}" for role, spec in SPECS])
def page(request: pytest.FixtureRequest, year: Year, open_page: Opener[Any], qtbot: QtBot) -> Page:
    role, spec = request.param
    made: Page = open_page(year.unit if role == UNIT else year.centre, spec.make)
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def test_tab_goes_once_round_and_back_as_one_reads(page: Page, qtbot: QtBot) -> None:
    found = list[str]()
    for _ in tabs_turned(page):
        open_all(page, qtbot)
        found += faults(page)
    assert found == []


def open_all(page: Page, qtbot: QtBot) -> None:
    """Show the first record of a list in its form, with all its fields and the filters of the columns."""
    settled(qtbot, page)
    for shown in [one for one in page.findChildren(RecordList) if one.isVisible()]:
        shown.filter_button.setChecked(True)
        shown.table.selectRow(0)
    for fields in page.findChildren(FormFields):
        fields.complete()
    settled(qtbot, page)
