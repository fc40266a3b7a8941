"""What a clerk can click on in the pages of a centre: one stop for each view whose figures have to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QTabWidget

from ui.base.page import Page
from ui.desk.page import DeskPage
from ui.intake.page import IntakePage
from ui.issue.page import IssuePage
from ui.ledgers.shelves_page import ShelvesPage
from ui.printing.page import PrintPage
from ui.review.page import ReportsPage
from ui.scores.page import ScoresPage
from ui.system.page import SystemPage
from ui.window.main_window import MainWindow

UNIT = 7
"""Line of a unit that is not the first one."""
TILES = ("lost", "rate", "renew")


class Stop(NamedTuple):
    """Something to click on, and what it is called."""

    label: str
    act: Callable[[], object]


def stops(window: MainWindow, page: Page, *, forms: bool) -> Iterator[Stop]:
    """What can be looked at on this page, in an order in which a clerk might."""
    match page:
        case DeskPage():
            yield from _tabs(page.tabs)
            yield from _figures(window, page)
        case IntakePage():
            yield from _tabs(page.tabs)
        case ReportsPage():
            yield Stop("一份报送和上次的不同", lambda: page.grid.setCurrentCell(UNIT, 1))
            yield Stop("只看待审的", lambda: page.show_part("review"))
            yield from _tabs(page.tabs)
        case ShelvesPage():
            yield from _ledgers(page)
        case ScoresPage():
            yield Stop("一个单位的得分和依据", lambda: page.units.selectRow(UNIT))
            yield from _tabs(page.views)
            if page.scored and page.scored.versions:
                yield Stop("第1版", lambda: page.freezing.version_wanted.emit(page.freezing.versions.count() - 2))
        case IssuePage() | SystemPage():
            yield from _tabs(page.tabs)
        case PrintPage() if forms:
            yield from _forms(page)


def _tabs(tabs: QTabWidget) -> Iterator[Stop]:
    """All but the one that comes first."""
    for at in range(1, tabs.count()):
        if tabs.isTabVisible(at):
            label = tabs.tabText(at).partition("（")[0]
            yield Stop(label, partial(tabs.setCurrentIndex, at))


def _figures(window: MainWindow, page: DeskPage) -> Iterator[Stop]:
    """Figures that open the records they count."""
    for name in TILES:
        tile = page.tiles[name]
        yield Stop(f"点“{tile.name.text()}”列出", tile.click)
        window.show_page("desk")
    yield Stop("点一项列出各单位", lambda: page.heat.item_opened.emit(1))
    window.show_page("desk")


def _ledgers(page: ShelvesPage) -> Iterator[Stop]:
    for shelf in page.index.shelves:
        if shelf.held:
            yield Stop(shelf.ledger.label, partial(page.turn_to, shelf.ledger.id))


def _forms(page: PrintPage) -> Iterator[Stop]:
    for at in range(page.forms.list.count()):
        label = page.forms.list.item(at).text()
        yield Stop(label, partial(page.forms.list.setCurrentRow, at))
