"""After an act the cursor is where one goes on: in the page, at the act or at what comes next after it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PIL import Image
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QInputDialog,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.merge.enrolment import enrol_unit, pending_keys
from models.merge.intake import merge_all
from models.store.base.workspace import Workspace
from models.store.files import photos
from tests.ui.worked_year import Year, tabs_turned
from ui.base.memory import Memory
from ui.base.page import Page
from ui.base.session import Session
from ui.base.workers import Jobs
from ui.form.evidence_panel import EvidencePanel
from ui.kit.confirm_box import ConfirmBox, ConfirmQuestion
from ui.ledgers.page import LedgerPage
from ui.review.page import ReportsPage
from ui.window.main_window import MainWindow

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

Open = Callable[[Workspace], MainWindow]


@pytest.fixture(autouse=True)
def _nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, name=name: "" if "Directory" in name else ([], ""))
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 0)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("", False))
    monkeypatch.setattr(QInputDialog, "open", lambda _: None)
    monkeypatch.setattr(QMenu, "exec", lambda *_: None)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    sessions: list[Session] = []

    def opener(workspace: Workspace) -> MainWindow:
        sessions.append(Session(workspace, Memory(tmp_path / "user.json"), Jobs(), "李四"))
        window = MainWindow(sessions[-1])
        qtbot.addWidget(window)
        window.resize(1366, 700)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield opener
    qtbot.waitUntil(lambda: not any(session.jobs.running for session in sessions))
    for session in sessions:
        session.close()


def merged(year: Year) -> Workspace:
    merge_all(year.centre, [year.stick], "李四")
    enrol_unit(year.centre, "X01", pending_keys(year.centre)[0].fingerprint, "李四")
    merge_all(year.centre, [year.stick], "李四")
    return year.centre


def turned(window: MainWindow, qtbot: QtBot, page_id: str) -> Page:
    window.show_page(page_id)
    settle(window, qtbot)
    return window.page


def settle(window: MainWindow, qtbot: QtBot) -> None:
    loader = getattr(window.page, "loader", None)
    qtbot.waitUntil(lambda: not window.session.jobs.running and not (loader and loader.is_waiting))
    QApplication.processEvents()


def press(button: QWidget, window: MainWindow, qtbot: QtBot) -> QWidget | None:
    """Press it by keyboard; gives what has the cursor when all is done."""
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle(window, qtbot)
    return window.focusWidget()


def acts(page: Page) -> list[QAbstractButton]:
    found = [*page.findChildren(QPushButton), *page.findChildren(QToolButton)]
    return [one for one in found if can_be_pressed(one)]


def can_be_pressed(button: QAbstractButton) -> bool:
    opens_menu = isinstance(button, QPushButton | QToolButton) and button.menu() is not None
    focus = button.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(button.isVisible() and button.isEnabled() and focus) and not opens_menu


def strays(window: MainWindow, qtbot: QtBot, page_id: str) -> list[str]:
    """Texts of the acts of a page after which the cursor is not in it, though it is still in front."""
    page, found, pressed = turned(window, qtbot, page_id), list[str](), set[QAbstractButton]()
    for _ in tabs_turned(page):
        settle(window, qtbot)
        for button in acts(page):
            if not shiboken6.isValid(button) or button in pressed or not can_be_pressed(button):
                continue
            pressed.add(button)
            text = button.text() or button.accessibleName()
            at = press(button, window, qtbot)
            if window.page is page and (at is None or not page.isAncestorOf(at)):
                found.append(f"{text} -> {at}")
            window.show_page(page_id)
            settle(window, qtbot)
    return found


@pytest.mark.parametrize("page_id", ["intake", "reports", "scores", "issue"])
def test_the_cursor_stays_in_the_page_of_a_centre(open_window: Open, year: Year, qtbot: QtBot, page_id: str) -> None:
    window = open_window(merged(year))
    assert strays(window, qtbot, page_id) == []


@pytest.mark.parametrize("page_id", ["submit", "evidence", "plan"])
def test_the_cursor_stays_in_the_page_of_a_unit(open_window: Open, year: Year, qtbot: QtBot, page_id: str) -> None:
    window = open_window(year.unit)
    assert strays(window, qtbot, page_id) == []


def test_an_act_that_is_done_leaves_the_cursor_in_its_page(open_window: Open, year: Year, qtbot: QtBot) -> None:
    window = open_window(merged(year))
    page = turned(window, qtbot, "reports")
    assert isinstance(page, ReportsPage)
    page.folder.put(year.stick)
    at = press(page.export, window, qtbot)
    assert not page.export.isEnabled()
    assert at is not None
    assert page.isAncestorOf(at)


def shown_in(area: QScrollArea, part: QWidget) -> bool:
    whole = QRect(part.mapTo(area.viewport(), part.rect().topLeft()), part.size())
    return area.viewport().rect().contains(whole)


def test_a_question_on_photos_comes_into_view_and_gives_the_cursor_back(
    open_window: Open, year: Year, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "LARGE", 2_000)
    monkeypatch.setattr(photos, "LONGEST", 64)
    Image.effect_noise((200, 150), 90).save(tmp_path / "IMG_1.png")
    window = open_window(year.unit)
    window.resize(1366, 500)
    page = turned(window, qtbot, "certificates")
    assert isinstance(page, LedgerPage)
    page.tabs.setCurrentIndex(1)
    page.pane.new()
    settle(window, qtbot)
    form = page.pane.form
    form.fields.complete()
    [panel] = form.findChildren(EvidencePanel)
    form.fields.go_to("evidence")
    panel.add.setFocus()
    panel.take([tmp_path / "IMG_1.png"])
    settle(window, qtbot)
    area: Any = form.fields
    qtbot.waitUntil(lambda: shown_in(area, panel.question))
    assert panel.question.shrink.hasFocus()
    QTest.keyClick(panel.question.shrink, Qt.Key.Key_Space)
    settle(window, qtbot)
    assert window.focusWidget() is panel.add


def test_a_question_that_is_answered_gives_the_cursor_back(qtbot: QtBot) -> None:
    whole, button, box = QWidget(), QPushButton("换密钥"), ConfirmBox()
    qtbot.addWidget(whole)
    for part in (box, button):
        part.setParent(whole)
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    button.setFocus()
    box.ask(ConfirmQuestion("要更换密钥。", "更换"), lambda _: None)
    assert box.cancel.hasFocus()
    box.cancel.click()
    assert button.hasFocus()
