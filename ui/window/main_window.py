"""The window of an open workspace; it only assembles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from models.records.registry import ledger
from models.store.base.workspace import CENTRE
from models.store.records import records
from ui.base.idle import IdleWatch
from ui.base.page import Page, PageSpec
from ui.base.pages import pages_for
from ui.base.places import OWN, SCORES
from ui.base.plain_text import Label
from ui.base.session import LOOK_ONLY, Session
from ui.base.theme import scaled
from ui.base.tokens import MARGIN, SPACE
from ui.form.unsaved import show_unsaved, unsaved_labels, write_all
from ui.help.handbook import FOR_PAGE
from ui.help.page import HELP, HelpPage
from ui.kit.busy import Busy
from ui.kit.labels import row
from ui.kit.notice import Notice
from ui.kit.tab_order import chain_tab_stops, keep_cursor, last_stop, put_stop_before, tab_stops_in
from ui.window.edit_menu import EditMenu
from ui.window.find_anywhere import find_anywhere
from ui.window.header import FindButton, Header
from ui.window.navigation import Navigation
from ui.window.operator_picker import OperatorPicker
from ui.window.shortcuts import show_shortcuts
from ui.window.standing_facts import standing_facts
from ui.window.toast import Toast

NARROW = 1240
"""Pixels of width, for letters of usual size, below which the navigation shows icons only."""
SIZE = (1280, 700)
PLACE, WHOLE_SCREEN = "window", "window.maximised"
"""Under these names this computer user's settings hold where the window was and how large, and whether maximised."""
NOT_READ = "“{}”里标红的一处认不出来，还没有保存。"
NOT_GONE = "还没有{0}：标红的一处认不出来，请改好再{0}；不要了就直接{0}，别的都已保存。"
NOT_WRITTEN = "还没有关闭：“{}”里有内容没有保存，关闭就没有了。{}"


class MainWindow(QMainWindow):
    """The window of an open workspace: navigation, pages and status bar.

    Signals:
        locked: The workspace is to be closed and unlocked again.
        ended: The window was closed.
    """

    locked = Signal()
    ended = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.specs = pages_for(session.workspace.role)
        self.opened: dict[str, Page] = {}
        self._is_given_up = False
        self.navigation, self.stack = Navigation(self.specs), QStackedWidget()
        self.picker = OperatorPicker(session)
        self.edit = EditMenu(session, lambda: self.page.take_back() or self.toast.take_back())
        self.finder = FindButton()
        self.header = Header(self.finder, self.edit, self.picker)
        self._assemble()
        self._status()
        self._connect()
        self._keys()
        look_only = "（只看不改）" if session.read_only else ""
        self.setWindowTitle(f"{session.workspace.name} — 法治台账{look_only}")
        if session.read_only:
            self.banner.tell_for_long(LOOK_ONLY)
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))  # at 125 % a small screen holds less
        self.restoreGeometry(QByteArray.fromBase64(session.user.get(PLACE, "").encode()))
        self.navigation.setCurrentRow(0)

    def _assemble(self) -> None:
        whole, right = QWidget(), QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self.stack, 1)
        beside = row(self.navigation, right)
        beside.setStretch(1, 1)
        beside.setSpacing(0)
        whole.setLayout(beside)
        self.setCentralWidget(whole)

    def _status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(MARGIN - SPACE, 0, MARGIN - SPACE, 0)
        self.busy, self.toast = Busy(self.session.jobs), Toast()
        facts, keys = standing_facts(self.session.workspace), Label("F1 帮助　Ctrl+/ 快捷键")
        for part in (*facts, self.toast):
            bar.addWidget(part)
        self.toast.hide()  # a status bar shows what it takes in
        self.banner = Notice(bar, *facts, keys)
        bar.addPermanentWidget(self.busy)
        bar.addPermanentWidget(keys)

    def _connect(self) -> None:
        session = self.session
        self.banner.follow(session.jobs)
        session.told.connect(self.banner.tell)
        session.warned.connect(self.banner.tell_for_long)
        session.refused.connect(self.banner.refuse)
        session.failed.connect(self.banner.fail)
        session.undoable.connect(self.toast.offer)
        session.jobs.written.connect(self.toast.forget)
        session.page_wanted.connect(self.show_page)
        session.record_wanted.connect(self.show_record)
        session.records_wanted.connect(self.show_records)
        session.part_wanted.connect(self.show_part)
        session.lock_wanted.connect(self.lock)
        session.waiting.connect(self.navigation.show_counts)
        self.navigation.currentRowChanged.connect(self._turn)
        self.idle = IdleWatch(session, self)
        self.idle.elapsed.connect(self._lock_idle)

    def _keys(self) -> None:
        self.finder.clicked.connect(lambda: find_anywhere(self, self.session, self.specs, self.show_page))
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+Z": self.edit.take_back,
            "Ctrl+F": self._search,
            "Ctrl+/": lambda: show_shortcuts(self),
            "Ctrl+K": self.finder.click,
            "Ctrl+L": self.lock,
            "F1": self._explain,
        }
        keys |= {f"Alt+{at + 1}": partial(self._call, at) for at in range(min(len(self.specs), 9))}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _call(self, at: int) -> None:
        self.navigation.setCurrentRow(at)
        self.page.arrive()

    def _explain(self) -> None:
        """What the cursor is in, or the chapter of the handbook on this page."""
        spec = self.specs[self.navigation.currentRow()]
        if not self.page.explain() and spec.id != HELP:
            self.show_page(HELP)
            if isinstance(self.page, HelpPage):
                self.page.open(FOR_PAGE.get(spec.id, ""))

    def _search(self) -> None:
        self.page.search()

    @property
    def page(self) -> Page:
        """The page selected in the navigation; made when first asked for."""
        return self._made(self.specs[self.navigation.currentRow()])

    def _made(self, spec: PageSpec) -> Page:
        if spec.id not in self.opened:
            page = self.opened[spec.id] = spec.make(self.session)
            self.header.add(page, spec.label)
            self.stack.addWidget(page)
        return self.opened[spec.id]

    def _turn(self, at: int) -> None:
        before = self.stack.currentWidget()
        page = self._made(self.specs[at])
        left = not isinstance(before, Page) or page is before or before.leave()
        if page is not before:
            self.banner.clear_refusal()
        self.header.show_for(page)
        self.stack.setCurrentWidget(page)
        page.appear()
        self._put_before(page)
        if not left:
            label = next(spec.label for spec in self.specs if self.opened.get(spec.id) is before)
            self.banner.offer(NOT_READ.format(label), "回去改", lambda: self._back_to(before))

    def _put_before(self, page: Page) -> None:
        """Have Tab go from the line over the page into the page, past what stands in that line for all of them."""
        first = next(iter(tab_stops_in(page)), None)
        if first:
            for stop in (self.finder, self.edit, self.picker):
                put_stop_before(first, stop)

    def _back_to(self, page: QWidget) -> None:
        """Show a page again, the cursor in what cannot be read there."""
        self.show_page(next(name for name, one in self.opened.items() if one is page))
        self.page.leave()

    def show_page(self, page_id: str) -> None:
        """Bring a page to the front."""
        ids = [spec.id for spec in self.specs]
        if page_id in ids:
            self.navigation.setCurrentRow(ids.index(page_id))

    def show_record(self, ledger_id: str, uid: str) -> None:
        """Show a record on the page of its ledger; at a centre an own one where it can be changed."""
        if ledger(ledger_id).desk == CENTRE:
            self.show_page(SCORES)
            return
        specs = [one for one in self.specs if ledger_id in one.ledgers or "*" in one.ledgers]
        own = [one for one in specs if one.id == OWN and self._is_own(ledger_id, uid)]
        for spec in (own or specs)[:1]:
            self.show_page(spec.id)
            self.page.show_record(ledger_id, uid)

    def show_records(self, ledger_id: str, uids: list[str], what: str) -> None:
        """Show only these records, on the page that has those of all units where there is one."""
        for spec in [one for one in self.specs if ledger_id in one.ledgers or "*" in one.ledgers][:1]:
            self.show_page(spec.id)
            self.page.show_records(ledger_id, uids, what)

    def show_part(self, page_id: str, name: str) -> None:
        """Bring a page to the front, with the part of it that a figure counts."""
        self.show_page(page_id)
        self.page.show_part(name)

    def _is_own(self, ledger_id: str, uid: str) -> bool:
        with self.session.workspace.read() as connection:
            found = records.find(connection, ledger(ledger_id), uid)
        return found is not None and found.unit == self.session.workspace.unit

    def lock(self) -> None:
        """Save what is typed and ask for the 密码 again."""
        if not self.session.workspace.encrypted:
            self.banner.hold_back("这个工作区没有密码，不能锁定。")
        elif self._all_left("锁定", self._lock):
            self._lock()

    def _all_left(self, act: str, go: Callable[[], None]) -> bool:
        """Whether every page could save what is typed in it; one that could not is shown, and to go on is offered."""
        stuck = next((one for one in (self.page, *self.opened.values()) if not one.leave()), None)
        if stuck:
            self._back_to(stuck)
            self.banner.offer(NOT_GONE.format(act), f"不要了，{act}", go)
        return stuck is None

    def _lock_idle(self) -> None:
        """Nobody is there: what cannot be saved as it is typed keeps nobody out, its draft has been kept."""
        if self.session.workspace.encrypted:
            self.page.leave()
            self._lock()

    def _lock(self) -> None:
        self._keep_place()
        self.locked.emit()

    def _keep_place(self) -> None:
        self.session.user.set(PLACE, bytes(self.saveGeometry().toBase64().data()).decode())
        self.session.user.set(WHOLE_SCREEN, self.isMaximized())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow the navigation makes room for the page."""
        super().resizeEvent(event)
        self.navigation.fold(folded=self.width() < scaled(NARROW))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Where Tab goes: pages are made after the line at the bottom, which one reads behind them."""
        told = self.banner
        buttons = told.action, told.copy, told.whole_button, told.close_button
        ends = [self.toast.undo, *buttons, self.busy.cancel]
        last = last_stop(self)
        if last not in ends:
            chain_tab_stops([last, *ends])
        return keep_cursor(self.stack.currentWidget(), self.focusWidget()) or super().focusNextPrevChild(forward)

    def _may_close(self) -> bool:
        if self._is_given_up:
            return True
        if not self._all_left("关闭", self._give_up):
            return False
        lost, why = write_all(self, self.session)
        if lost:
            show_unsaved(self, self.session, self.opened, self.show_page)
            self.banner.offer(NOT_WRITTEN.format(unsaved_labels(lost), "".join(why)), "不要了，关闭", self._give_up)
        return not (lost or why)

    def _give_up(self) -> None:
        self._is_given_up = True
        self.close()

    def let_go(self) -> None:
        """Hide and end; nothing of it is written any more, however often it is closed."""
        self._is_given_up = True
        self.hide()
        self.session.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed; stay open where it cannot be read, and once where it cannot be written."""
        if not self._may_close():
            event.ignore()
            return
        self._keep_place()
        event.accept()
        self.ended.emit()
