"""The window before a workspace is open: welcome, unlock, first start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from models.clock import SYSTEM, Clock
from models.store.base.keyring import is_recovery_code
from models.store.base.workspace import Workspace
from ui.base.memory import Memory, recent_folders, remember_folder
from ui.base.sole_window import WriteHold, take_hold
from ui.base.workers import Jobs
from ui.kit.busy import Busy
from ui.kit.notice import Notice
from ui.start.occupied import OccupiedPage
from ui.start.recover import RecoverPage
from ui.start.unlock import UnlockPage
from ui.start.welcome import WelcomePage
from ui.start.wizard import WizardPage

SIZE = (880, 620)


class FrontDoor(QMainWindow):
    """Shows one of three pages and tells when a workspace is open.

    Signals:
        opened: The workspace, and the 经办人 ("" where nobody was named). `hold` is then the right to write, None
            for a window that only looks.
    """

    opened = Signal(object, str)

    def __init__(self, user: Memory, jobs: Jobs, clock: Clock = SYSTEM) -> None:
        super().__init__()
        self._user, self._jobs, self._clock = user, jobs, clock
        self.hold: WriteHold | None = None
        self.by_code = False
        """Whether the recovery code opened the workspace: its 密码 is forgotten then."""
        self.standing = ""
        """What every page has to say, "" for nothing."""
        self.setWindowTitle("法治台账")
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.banner = Notice(self.statusBar())
        self.statusBar().addPermanentWidget(Busy(jobs))
        self.statusBar().setSizeGripEnabled(False)
        jobs.failed.connect(self.banner.fail)
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))  # at 125 % a small screen holds less

    def begin(self) -> None:
        """The last workspace's 密码, the list of known ones, or the first start."""
        recent = recent_folders(self._user)
        if recent:
            self.unlock(recent[0])
        else:
            self.welcome()

    def welcome(self) -> None:
        """Show the list of known workspaces, with buttons to make one or restore a backup."""
        page = WelcomePage(self._user)
        page.open_wanted.connect(self.unlock)
        page.new_wanted.connect(self.wizard)
        page.recover_wanted.connect(self.recover)
        self._show(page)

    def recover(self) -> None:
        """Make a workspace from a backup."""
        page = RecoverPage(self._jobs, self._clock)
        page.opened.connect(self._pass)
        page.abandoned.connect(self.welcome)
        self._show(page)

    def unlock(self, folder: Path) -> None:
        """Ask for the 密码 of a workspace; one without opens at once."""
        page = UnlockPage(folder, self._jobs, self._clock)
        page.opened.connect(self._pass)
        page.other_wanted.connect(self.welcome)
        page.recover_wanted.connect(self.recover)
        self._show(page)

    def wizard(self, role: str) -> None:
        """Set up a new workspace."""
        page = WizardPage(role, self._jobs, self._clock)
        page.finished.connect(self._pass)
        page.abandoned.connect(self.welcome)
        self._show(page)

    @property
    def page(self) -> QWidget:
        """The page of the stack that is shown."""
        return self.stack.currentWidget()

    def _show(self, page: QWidget) -> None:
        self.banner.hide()
        if self.standing:
            self.banner.tell_for_long(self.standing)
        while self.stack.count():
            old = self.stack.widget(0)
            self.stack.removeWidget(old)
            old.deleteLater()
        self.stack.addWidget(page)
        page.setFocus()

    def _pass(self, workspace: Workspace, operator: str) -> None:
        page = self.page
        self.by_code = isinstance(page, UnlockPage | RecoverPage) and is_recovery_code(page.field.text())
        remember_folder(self._user, workspace.folder)
        self.hold = take_hold(workspace.folder)
        if self.hold:
            self.opened.emit(workspace, operator)
        else:
            self._occupied(workspace, operator)

    def _occupied(self, workspace: Workspace, operator: str) -> None:
        page = OccupiedPage(workspace.folder)
        page.read_wanted.connect(lambda: self.opened.emit(workspace, operator))
        page.again_wanted.connect(lambda: self._pass(workspace, operator))
        page.other_wanted.connect(lambda: self._let_go(workspace))
        self._show(page)

    def _let_go(self, workspace: Workspace) -> None:
        workspace.close()
        self.welcome()
