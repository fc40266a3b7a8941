"""A second window of the same workspace: every page opens, every button may be pressed, nothing is changed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QTabWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select, text
from sqlalchemy import table as table_of

from models.store.base.errors import LookOnlyError
from models.store.base.workspace import Workspace, change_passphrase
from tests.ui.worked_year import Year
from ui.base.memory import WORKSPACE_FILE, Memory
from ui.base.pages import pages_for
from ui.base.session import LOOK_ONLY, Session
from ui.base.workers import Jobs
from ui.form.record_form import RecordForm
from ui.kit.banner import Banner
from ui.window.main_window import MainWindow

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

QUIET = (WORKSPACE_FILE, "写入.lock")


def content(workspace: Workspace) -> dict[str, str]:
    """Everything that is kept: rows of the database and files beside it."""
    found = {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(workspace.folder.rglob("*"))
        if path.is_file() and not path.name.startswith("台账.db") and path.name not in QUIET
    }
    with workspace.read() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        for table in tables:
            if table != "search" and not table.startswith("search_"):
                rows = connection.execute(select(text("*")).select_from(table_of(table))).all()
                found[table] = hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()
    return found


class Visitor:
    """Opens a workspace for looking only and presses what there is; dialogs that come up are closed again."""

    def __init__(self, qtbot: QtBot, workspace: Workspace, home: Path) -> None:
        self.qtbot, self.said = qtbot, list[str]()
        self.session = Session(workspace, Memory(home / "user.json"), Jobs(), read_only=True)
        self.session.told.connect(self.said.append)
        self.session.refused.connect(self.said.append)
        self.session.failed.connect(lambda trouble: self.said.append(trouble.sentence))
        self.window = MainWindow(self.session)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.closer = QTimer(interval=20)
        self.closer.timeout.connect(_close_dialogs)
        self.closer.start()

    def rest(self) -> None:
        def quiet() -> bool:
            loader = getattr(self.window.page, "loader", None)
            return not self.session.jobs.running and not (loader and loader.is_waiting)

        self.qtbot.waitUntil(quiet)

    def press_everything(self, page: str) -> None:
        self.window.show_page(page)
        self.rest()
        self._press(self.window.page)
        for tabs in self.window.page.findChildren(QTabWidget):
            for at in range(1, tabs.count()):
                tabs.setCurrentIndex(at)
                self.rest()
                self._press(tabs.widget(at))

    def _press(self, page: QWidget) -> None:
        for button in page.findChildren(QAbstractButton):
            if _is_there(button) and not (isinstance(button, QToolButton) and button.menu()):
                button.click()
                self.rest()


def _is_there(button: QAbstractButton) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(button)) and button.isVisible() and button.isEnabled()


def _close_dialogs() -> None:
    modal = QApplication.activeModalWidget()
    popup = QApplication.activePopupWidget()
    for one in (modal, popup if isinstance(popup, QMenu) else None):
        if one is not None:
            one.close()


@pytest.fixture
def no_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def visitor(qtbot: QtBot, tmp_path: Path, year: Year, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    made = Visitor(qtbot, getattr(year, request.param), tmp_path)
    yield made
    made.closer.stop()
    qtbot.waitUntil(lambda: not made.session.jobs.running)
    made.session.close()


@pytest.mark.usefixtures("no_copies")
@pytest.mark.parametrize("visitor", ["unit", "centre"], indirect=True)
def test_nothing_is_changed_by_any_button_of_any_page(visitor: Visitor) -> None:
    before = content(visitor.session.workspace)
    for spec in pages_for(visitor.session.workspace.role):
        visitor.press_everything(spec.id)
    assert content(visitor.session.workspace) == before
    assert LOOK_ONLY in visitor.said
    assert not [said for said in visitor.said if "出错" in said]
    forms = visitor.window.findChildren(RecordForm)
    assert forms
    assert all(form.read_only and form.save_button.isHidden() for form in forms)


@pytest.mark.parametrize("visitor", ["unit"], indirect=True)
def test_a_writing_task_is_refused_in_words(visitor: Visitor) -> None:
    done: list[object] = []
    visitor.session.jobs.run(lambda _: 1, done.append, writes=True)
    visitor.session.change(lambda _: 2, done.append)
    visitor.session.reveal(shown=True)
    assert (done, visitor.said) == ([], [LOOK_ONLY] * 3)
    assert not visitor.session.revealed
    assert LOOK_ONLY in visitor.window.findChildren(Banner)[0].text.text()


def test_the_workspace_itself_refuses(year: Year, qtbot: QtBot, tmp_path: Path) -> None:
    visitor = Visitor(qtbot, year.unit, tmp_path)
    with pytest.raises(LookOnlyError), visitor.session.workspace.write("张三"):
        pass
    with pytest.raises(LookOnlyError):
        change_passphrase(visitor.session.workspace, "other calm words 43")
    visitor.rest()
    visitor.closer.stop()
    visitor.session.close()
