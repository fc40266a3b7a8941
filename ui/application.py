"""The window's process: Qt's application object, and which window is shown."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QDir, QLibraryInfo, QObject, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from models.clock import SYSTEM, Clock
from models.program.update import mark_opened
from models.program.versions import program_folder
from models.resources import resource
from models.store.base.whole_file import NotWrittenError
from models.store.base.workspace import Workspace, confirm_recovery_code
from models.store.records.drafts import Unsaved
from reports.paper.fonts import preload
from ui.base import pages, temporary
from ui.base.fonts import speak_chinese
from ui.base.garbage import collect_here, pass_over_what_is_loaded
from ui.base.input_method import missing_input_method
from ui.base.memory import Memory
from ui.base.session import Session
from ui.base.theme import apply_theme
from ui.base.tokens import FONT_SIZE
from ui.base.workers import Jobs, trouble_of
from ui.form.unsaved import try_again, unsaved_labels
from ui.start.front_door import FrontDoor
from ui.window.main_window import WHOLE_SCREEN, MainWindow
from ui.window.screen import screen_wanted

NAME = "法治台账"
NOTICE_EVERY = 300
"""Milliseconds after which Python notices a signal while Qt waits."""
READ_AHEAD = 5_000
"""Milliseconds after the window is shown."""
LOCKED = "已锁定（很久没有操作，或者按了 Ctrl+L）。填好的内容都已保存，没填完的留着草稿；输入密码接着用。"
CARRIED = "已锁定，但“{}”里有内容没能保存：只留在内存里，输入密码后放回原处；关掉程序就没有了。"
BACK = "锁定以前没能保存的内容还在：打开“{}”就放回原处，请核对后保存。"
FORGOTTEN = "您是用恢复码打开的：请到“系统 › 换密码”设一个新密码，并抄下新的恢复码；数据和密钥都没有变，不用重新登记。"


def run(argv: list[str]) -> int:
    """Open the window and return the exit code when it is closed.

    Raises:
        KeyboardInterrupt: Ctrl-C closed it.
    """
    with screen_wanted():
        application = QApplication([NAME, *argv])
    collect_here(application)
    application.setApplicationName("fazhi-taizhang")
    application.setApplicationDisplayName(NAME)
    application.setDesktopFileName("fazhi-taizhang")
    application.setWindowIcon(QIcon(str(resource("icons", "fazhi.png"))))
    start_in_documents()
    user = Memory(user_file())
    apply_theme(application)
    speak_chinese(application, user.get("font_size", FONT_SIZE))
    program = Program(user)
    sys.excepthook = program.report
    program.start()
    interrupted = exit_on_ctrl_c(application)
    code = application.exec()
    program.end()
    if interrupted.is_set():
        raise KeyboardInterrupt
    return code


def exit_on_ctrl_c(application: QApplication) -> threading.Event:
    """Let Ctrl-C in the console close the window in order; gives what tells afterwards that it did."""
    interrupted = threading.Event()

    def stop(*_: object) -> None:
        interrupted.set()
        application.exit()

    signal.signal(signal.SIGINT, stop)
    QTimer(application, interval=NOTICE_EVERY).start()
    return interrupted


def start_in_documents() -> None:
    """File dialogs begin where people keep their files, not where the program was started from."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    if not (documents and QDir.setCurrent(documents)):
        QDir.setCurrent(QDir.homePath())


def user_file() -> Path:
    """Path of this computer user's settings.json; it may not exist yet."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / "settings.json"


class Program(QObject):
    """Which of the two windows is shown: the one before a workspace is open, or the one of an open workspace."""

    def __init__(self, user: Memory, clock: Clock = SYSTEM) -> None:
        super().__init__()
        self.user, self.jobs, self._clock = user, Jobs(self), clock
        self.jobs.run(lambda _: temporary.wipe_leftovers(user.path.parent / temporary.FOLDER))
        self.door: FrontDoor | None = None
        self.window: MainWindow | None = None
        self._carried: dict[Path, Unsaved] = {}
        """What could not be saved before a workspace was locked."""
        self._pages: dict[Path, str] = {}
        """The page in front when a workspace was locked."""

    def start(self) -> None:
        """Ask for the last workspace's 密码, or show the start page if none is known; then load pages and forms."""
        self._open_door().begin()
        self._preload(pages.modules_ahead())

    def _preload(self, names: Iterator[str]) -> None:
        """Load the modules one by one while the 密码 is typed and checked: afterwards somebody waits for them."""
        QTimer.singleShot(0, self, lambda: self._preload_next(names))

    def _preload_next(self, names: Iterator[str]) -> None:
        name = next(names, "")
        if name:
            importlib.import_module(name)
            self._preload(names)
        else:
            pass_over_what_is_loaded()

    def _open_door(self) -> FrontDoor:
        self.door = FrontDoor(self.user, self.jobs, self._clock)
        self.door.opened.connect(self.enter)
        self.door.standing = _input_trouble()
        if self.user.get(WHOLE_SCREEN, False):
            self.door.setWindowState(Qt.WindowState.WindowMaximized)
        self.door.show()
        return self.door

    def enter(self, workspace: Workspace, operator: str) -> None:
        """Show the window of an open workspace; its last 经办人 goes on unless another is named."""
        held = self.door.hold if self.door else None
        forgotten = self.door is not None and self.door.by_code
        session = Session(workspace, self.user, self.jobs, hold=held, read_only=self.door is not None and held is None)
        session.carried = self._carried.pop(workspace.folder, {})
        carried = dict(session.carried)  # a page that is shown takes what is its own
        name = operator or next(iter(session.operators()), "")
        self.window = MainWindow(session)
        self.window.show_page(self._pages.pop(workspace.folder, ""))
        if name:
            session.set_operator(name)
        self.window.locked.connect(self.lock)
        if self.door and self.door.isMaximized():
            self.window.setWindowState(Qt.WindowState.WindowMaximized)
        self.window.show()
        self.jobs.run(lambda _: mark_opened(program_folder()))
        if not name and not session.read_only:
            self.window.picker.ask()
        if forgotten:
            if not session.read_only:
                with suppress(NotWrittenError):  # it is asked for again; who has typed the code has it
                    confirm_recovery_code(workspace)
            self.window.banner.tell_for_long(FORGOTTEN)
        session.secure_daily()
        session.warn_at_first()
        if carried:
            self.window.banner.tell_for_long(BACK.format(unsaved_labels(carried)))
        QTimer.singleShot(READ_AHEAD, self, self.read_ahead)
        trouble = _input_trouble()
        if trouble:
            self.window.banner.tell_for_long(trouble)
        if self.door:
            self.door.close()
            self.door.deleteLater()
            self.door = None

    def read_ahead(self) -> None:
        """Read the fonts of forms, so that neither the window nor the first preview waits for them."""
        self.jobs.run(lambda _: preload())

    def lock(self) -> None:
        """Let go of the workspace and ask for its 密码 again."""
        if self.window:
            session = self.window.session
            folder, carried = session.workspace.folder, try_again(self.window, session)
            self._pages[folder] = self.window.specs[self.window.navigation.currentRow()].id
            door = self._open_door()
            self._let_go()
            door.unlock(folder)
            if carried:
                self._carried[folder] = carried
                door.banner.tell_for_long(CARRIED.format(unsaved_labels(carried)))
            elif not door.standing:
                door.banner.tell_for_long(LOCKED)

    def _let_go(self) -> None:
        if self.window:
            window, self.window = self.window, None
            window.let_go()

    def end(self) -> None:
        """Finish what is under way and wipe temporary files."""
        self.jobs.wait()
        self._let_go()

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An exception nobody caught becomes a banner whose details can be copied."""
        sys.__excepthook__(kind, error, trace)
        window = self.window or self.door
        if window:
            window.banner.fail(trouble_of(error.with_traceback(trace)))


def _input_trouble() -> str:
    """Why Chinese cannot be typed and what to do, "" where it can be."""
    lacking = missing_input_method(
        sys.platform, os.environ, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    )
    return lacking.sentence if lacking else ""
