"""Every input of every page, at a unit and at a centre, says what it is to a screen reader."""

from typing import Any

import pytest
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from models.store.workspace import CENTRE, UNIT
from tests.ui.pages.conftest import Opener, Year, settled
from tests.ui.widgets.test_reachable import nameless
from ui.pages import pages
from ui.pages.page import Page

SPECS = [(role, spec) for role in (UNIT, CENTRE) for spec in pages(role)]


def turn_tabs(qtbot: QtBot, page: Page) -> None:
    """Bring every tab to the front once: some are made, and some are filled, only then."""
    turned = set[QTabWidget]()
    while fresh := [one for one in page.findChildren(QTabWidget) if one not in turned]:
        for tabs in fresh:
            turned.add(tabs)
            for at in range(tabs.count()):
                tabs.setCurrentIndex(at)
                settled(qtbot, page)


@pytest.mark.parametrize(("role", "spec"), SPECS, ids=[f"{role}-{spec.id}" for role, spec in SPECS])
def test_every_input_of_every_page_has_a_name(
    year: Year, open_page: Opener[Any], qtbot: QtBot, role: str, spec: Any
) -> None:
    page = open_page(year.unit if role == UNIT else year.centre, spec.make)
    turn_tabs(qtbot, page)
    assert nameless(page) == []
