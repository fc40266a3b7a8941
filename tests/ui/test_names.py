"""Every input of every page, at a unit and at a centre, says what it is to a screen reader."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.store.base.workspace import CENTRE, UNIT
from tests.ui.reach import nameless
from tests.ui.worked_year import Opener, Year, settled, tabs_turned
from ui.base.pages import pages_for

SPECS = [(role, spec) for role in (UNIT, CENTRE) for spec in pages_for(role)]


@pytest.mark.parametrize(("role", "spec"), SPECS, ids=[f"{role}-{spec.id}" for role, spec in SPECS])
def test_every_input_of_every_page_has_a_name(
    year: Year, open_page: Opener[Any], qtbot: QtBot, role: str, spec: Any
) -> None:
    page = open_page(year.unit if role == UNIT else year.centre, spec.make)
    for _ in tabs_turned(page):
        settled(qtbot, page)
    assert nameless(page) == []
