"""The window on a screen of 1366×768 at 125 %: every page of both roles stays within the room there is."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from models.records.field import Kind
from models.records.office import Period
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from models.store.records import records
from models.submit.centre import current_issue, save_issue
from models.submit.proxy import OnPaper, read_proxies, register_proxy
from tests.ui.worked_year import Year
from ui.base.fonts import speak_chinese
from ui.base.memory import Memory
from ui.base.page import Page
from ui.base.session import Session
from ui.base.tokens import FONT_SIZE, SPACE
from ui.base.workers import Jobs
from ui.form.form_fields import FormFields
from ui.form.plain_editors import DateEditor
from ui.intake.page import IntakePage
from ui.kit.tables.quick_filters import ARROW, QuickFilters
from ui.kit.tables.rows_table import RowsTable
from ui.ledgers.shelves_page import ShelvesPage
from ui.review.report_filter import ReportFilter
from ui.system.holidays_tab import HolidaysTab
from ui.window.main_window import MainWindow

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

ROOM = (1092, 582)
"""Logical pixels beside the frame of a window and the task bar."""
LONG = "关于进一步规范本辖区行政执法人员持证上岗、亮证执法以及执法全过程记录若干问题的情况说明（征求意见稿第二稿）"
Widen = Callable[[MainWindow], dict[str, tuple[int, int]]]


@pytest.fixture
def dressed(qtbot: QtBot) -> Iterator[None]:
    """Typeface of the real window, which decides how wide things are."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    font = application.font()
    speak_chinese(application, FONT_SIZE)
    yield
    application.setFont(font)


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path, dressed: None) -> Iterator[Callable[[Workspace], MainWindow]]:
    opened: list[Session] = []

    def opener(workspace: Workspace) -> MainWindow:
        opened.append(Session(workspace, Memory(tmp_path / "user.json"), Jobs(), "李四"))
        window = MainWindow(opened[-1])
        qtbot.addWidget(window)
        window.resize(*ROOM)
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield opener
    for session in opened:
        qtbot.waitUntil(lambda one=session: not one.jobs.running)  # type: ignore[misc]
        session.close()


def type_long_titles(workspace: Workspace, unit: str) -> None:
    """A record in every ledger, called by as much as people put into titles."""
    with workspace.write("李四") as tx:
        for one in (one for one in ledgers().values() if one.desk == "unit"):
            texts = [field for field in one.fields if field.kind is Kind.TEXT]
            records.save(tx, one, unit, {field.name: LONG for field in texts if not field.spec.private})


def rest(qtbot: QtBot, window: MainWindow) -> None:
    def quiet() -> bool:
        loader = getattr(window.page, "loader", None)
        return not window.session.jobs.running and not (loader and loader.is_waiting)

    qtbot.waitUntil(quiet)


def open_records(qtbot: QtBot, window: MainWindow, page: Page) -> None:
    """Every ledger of the page with a record open, and every field of its form built."""
    for shelves in [page] if isinstance(page, ShelvesPage) else page.findChildren(ShelvesPage):
        for name in [shelf.ledger.id for shelf in shelves.index.shelves]:
            shelves.turn_to(name)
            rest(qtbot, window)
            shelves.pane.list.step(1)
            shelves.pane.form.show()
            assert shelves.pane.form.uid, name
    for fields in page.findChildren(FormFields):
        fields.complete()


def type_on_behalf(window: MainWindow) -> None:
    page = window.page
    if isinstance(page, IntakePage):
        workspace = window.session.workspace
        register_proxy(workspace, "X01", "2020年度", OnPaper(LONG, dt.date(2020, 12, 21), []), "李四")
        type_long_titles(workspace, "X01")
        page.tabs.setCurrentWidget(page.proxies)
        page.proxies.type_for(read_proxies(workspace)[0])


def too_large(qtbot: QtBot, window: MainWindow) -> dict[str, tuple[int, int]]:
    """Pages that want more room than there is, with what they want the window to be."""
    found = {}
    for spec in window.specs:
        window.show_page(spec.id)
        rest(qtbot, window)
        type_on_behalf(window)
        open_records(qtbot, window, window.page)
        for tabs in window.page.findChildren(QTabWidget):
            for at in range(tabs.count()):
                tabs.setCurrentIndex(at)
        rest(qtbot, window)
        size = window.minimumSizeHint().expandedTo(window.size())
        if size.width() > ROOM[0] or size.height() > ROOM[1]:
            found[spec.id] = size.width(), size.height()
    return found


def wants(box: QWidget) -> int:
    """Pixels that a box or a line needs for what it says while nothing is chosen or typed."""
    if isinstance(box, QComboBox):
        return box.fontMetrics().horizontalAdvance(box.itemText(0)) + ARROW - SPACE
    words = box.placeholderText() if isinstance(box, QLineEdit) else ""
    return box.fontMetrics().horizontalAdvance(words) + SPACE


def cut_off(window: MainWindow, kind: type[QWidget]) -> list[str]:
    """Boxes and lines in view, within widgets of this kind, whose words do not fit."""
    within = [one for one in window.page.findChildren(kind) if one.isVisible()]
    inputs = [box for one in within for box in (*one.findChildren(QComboBox), *one.findChildren(QLineEdit))]
    assert inputs
    return [box.accessibleName() for box in inputs if box.isVisible() and box.width() < wants(box)]


def go_to(qtbot: QtBot, window: MainWindow, page: str, tab: str) -> None:
    window.show_page(page)
    rest(qtbot, window)
    for tabs in window.page.findChildren(QTabWidget):
        for at in range(tabs.count()):
            if tabs.tabText(at) == tab:
                tabs.setCurrentIndex(at)
    rest(qtbot, window)


@pytest.mark.parametrize(
    ("role", "page", "tab", "kind"),
    [
        ("unit", "others", "", QuickFilters),
        ("unit", "cases", "", QuickFilters),
        ("unit", "others", "", DateEditor),
        ("unit", "certificates", "", QuickFilters),
        ("centre", "own", "", QuickFilters),
        ("centre", "reports", "", ReportFilter),
        ("unit", "system", "放假安排", HolidaysTab),
    ],
)
def test_boxes_and_hints_can_be_read(
    role: str,
    page: str,
    tab: str,
    kind: type[QWidget],
    year: Year,
    qtbot: QtBot,
    open_window: Callable[[Workspace], MainWindow],
) -> None:
    if role == "centre":
        issue = current_issue(year.centre)
        assert issue
        periods = (Period("2020年上半年", "2020年上半年"), *issue.periods)
        save_issue(year.centre, msgspec.structs.replace(issue, periods=periods), "李四")
    window = open_window(getattr(year, role))
    go_to(qtbot, window, page, tab)
    assert cut_off(window, kind) == []


def test_the_units_of_an_issue_need_no_scroll_bar(
    year: Year, qtbot: QtBot, open_window: Callable[[Workspace], MainWindow]
) -> None:
    window = open_window(year.centre)
    go_to(qtbot, window, "issue", "各单位所见")
    table = next(
        one for one in window.page.findChildren(RowsTable) if one.accessibleName() == "单位" and one.isVisible()
    )
    assert table.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("role", ["centre", "unit"])
def test_every_page_stays_within_a_small_screen(
    role: str, year: Year, qtbot: QtBot, open_window: Callable[[Workspace], MainWindow]
) -> None:
    workspace: Workspace = getattr(year, role)
    type_long_titles(workspace, workspace.unit)
    window = open_window(workspace)
    assert too_large(qtbot, window) == {}
