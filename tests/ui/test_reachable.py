"""Every input of every form can be reached by Tab, in the order in which it is read, and says what it is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.records.registry import ledgers
from tests.ui.reach import TAB, nameless
from ui.base.session import Session
from ui.form.record_form import RecordForm
from ui.system.page import SystemPage
from ui.window.main_window import MainWindow

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

MOST_TABS = 300


@pytest.fixture(params=list(ledgers()))
def form(request: pytest.FixtureRequest, qtbot: QtBot, session: Session, idle: Callable[[], None]) -> RecordForm:
    made = RecordForm(session, ledgers()[request.param])
    qtbot.addWidget(made)
    made.resize(500, 700)
    made.show()
    idle()
    return made


def test_every_input_of_a_form_has_a_name(form: RecordForm) -> None:
    assert nameless(form) == []


def test_tab_goes_through_the_fields_from_the_top(form: RecordForm) -> None:
    places = {row.editor: at for at, row in enumerate(form.fields.rows.values())}
    start: QWidget = form.fields
    at, seen = start.nextInFocusChain(), list[int]()
    while at is not None and at is not start:
        here = at
        owner = next((place for editor, place in places.items() if editor.isAncestorOf(here)), None)
        if owner is not None and here.focusPolicy() & TAB and (not seen or seen[-1] != owner):
            seen.append(owner)
        at = here.nextInFocusChain()
    assert seen == list(places.values())


def test_every_field_can_be_tabbed_to(form: RecordForm) -> None:
    unreachable = [
        row.field.label
        for row in form.fields.rows.values()
        if not any(one.focusPolicy() & TAB for one in [row.editor.inner, *row.editor.inner.findChildren(QWidget)])
    ]
    assert unreachable == []


def test_tab_is_caught_nowhere(form: RecordForm, qtbot: QtBot) -> None:
    """With a row in every table: through all fields and out to the buttons, with Shift back again."""
    rows = form.fields.rows
    form.fields.show_values({name: [{}] for name, row in rows.items() if row.field.columns}, touched=False)
    with qtbot.waitActive(form):
        form.activateWindow()
    QApplication.processEvents()  # what was built last is shown by then
    form.fields.go_first()
    for key, end in ((Qt.Key.Key_Tab, form.save_button), (Qt.Key.Key_Backtab, next(iter(rows.values())).editor.inner)):
        seen = set[str]()
        for _ in range(MOST_TABS):
            here = QApplication.focusWidget()
            if here is end:
                break
            seen |= {name for name, row in rows.items() if here and row.editor.isAncestorOf(here)}
            QTest.keyClick(here or form, key)
        assert seen >= set(list(rows)[1:])
        assert QApplication.focusWidget() is end


@pytest.mark.parametrize("page", ["certificates", "cases", "others", "system"])
def test_every_input_of_a_page_has_a_name(window: MainWindow, idle: Callable[[], None], page: str) -> None:
    window.show_page(page)
    idle()
    shown = window.page
    if isinstance(shown, SystemPage):
        for at in range(shown.tabs.count()):
            shown.tab(at)
        idle()
    assert nameless(shown) == []
