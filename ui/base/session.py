"""An open workspace as the pages see it: who works, what changed, and how to say something to the user."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal

from models.clock import SYSTEM
from models.records.ledger import Ledger
from models.records.office import Issue
from models.records.registry import ledgers
from models.store.base.errors import LookOnlyError
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace, is_code_unseen
from models.store.records import documents
from models.store.records.drafts import Unsaved
from models.store.records.printed import note_printed
from ui.base import daily_backup, temporary
from ui.base.as_of import clock_words
from ui.base.memory import WORKSPACE_FILE, Memory
from ui.base.sole_window import WriteHold
from ui.base.workers import Jobs, Trouble

T = TypeVar("T")
OPERATORS = "operators"
LOOK_ONLY = LookOnlyError().sentence
CODE_UNSEEN = (
    "这个工作区的恢复码还没有人确认抄下（多半是程序在显示它以前就结束了）：忘记密码时谁也打不开。"
    "请到“系统 › 换密码”点“只换恢复码”，抄好后打勾。"
)


class Session(QObject):
    """What every page gets.

    Signals:
        records_changed: A ledger's id; lists of it load again.
        told: A sentence that is good to know, shown as a banner for a while.
        warned: A sentence on what was done in part only; it stays until it is closed.
        refused: A sentence on why what was asked for was not done; it stays until something is done or the page left.
        failed: A `Trouble`, shown as a banner.
        undoable: What was done ("已删除 1 条") and the function that takes it back; shown for ten seconds.
        record_wanted: Ledger id and uid of a record to be shown on its page.
        records_wanted: Ledger id, uids of the only records to be shown, and what they are.
        part_wanted: Id of a page, and the name of what is to be shown there.
        page_wanted: Id of a page to be shown.
        operator_changed: The 经办人 was picked.
        lock_wanted: The window is to be locked.
        revealing: ID numbers are shown in full from now on, or masked again.
        waiting: How much waits on which page, by the page's id.
        closing: The workspace is about to be closed: whatever is only looked at ends now.
    """

    records_changed = Signal(str)
    told = Signal(str)
    warned = Signal(str)
    refused = Signal(str)
    failed = Signal(object)
    undoable = Signal(str, object)
    record_wanted = Signal(str, str)
    records_wanted = Signal(str, object, str)
    part_wanted = Signal(str, str)
    page_wanted = Signal(str)
    operator_changed = Signal(str)
    lock_wanted = Signal()
    revealing = Signal()
    waiting = Signal(object)
    closing = Signal()

    def __init__(
        self,
        workspace: Workspace,
        user: Memory,
        jobs: Jobs,
        operator: str = "",
        hold: WriteHold | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__()
        self.workspace = replace(workspace, read_only=True) if read_only else workspace
        self.user, self.jobs = user, jobs
        self.jobs.closed_by = LOOK_ONLY if read_only else ""
        self.read_only, self._hold = read_only, hold
        self.revealed = False
        self.memory = Memory(workspace.folder / WORKSPACE_FILE)
        self.operator = operator
        self.year: int | None = None
        """The year somebody chose to look at, on whatever page; None until then: each page has one to begin with."""
        self.carried: Unsaved = {}
        """What could not be saved before the window was locked, until a form takes it back."""
        self.temporary = temporary.make_folder(user.path.parent / temporary.FOLDER)
        self._names: dict[str, str] = {}
        self._former: dict[str, str] = {}
        jobs.failed.connect(self.failed)

    def today(self) -> dt.date:
        """Today by the workspace's clock, which may stand at a day of its own."""
        return self.workspace.clock.today()

    @property
    def unit(self) -> str:
        """Code of the unit whose records are written: the own one, see `ui.intake.proxy_session` for others."""
        return self.workspace.unit

    @property
    def period(self) -> str:
        """Id of the reporting period that is typed for; "" stands for the whole year."""
        return ""

    @property
    def acting(self) -> str:
        """Code of the unit that the centre types for; "" while it is the own unit."""
        return "" if self.unit == self.workspace.unit else self.unit

    def change(
        self,
        act: Callable[[Transaction], T],
        on_done: Callable[[T], None] | None = None,
        *,
        ledger: Ledger | None = None,
        on_error: Callable[[Trouble], None] | None = None,
        owner: QObject | None = None,
        label: str = "",
    ) -> None:
        """Run `act` in a write transaction off the UI thread, by the 经办人; lists of `ledger` load again after it.

        In a window for reading nothing happens, and that is said.
        """
        if self.read_only:
            self.refused.emit(LOOK_ONLY)
            return

        def task(_ticket: object) -> T:
            with self.workspace.write(self.operator) as tx:
                return act(tx)

        def done(result: T) -> None:
            if ledger:
                self.records_changed.emit(ledger.id)
            if owner is not None:
                self.jobs.written.emit()
            if on_done and (owner is None or _alive(owner)):
                on_done(result)

        self.jobs.run(task, done, on_error, label=label, writes=True)

    def secure(
        self,
        why: str,
        on_done: Callable[[], None] = lambda: None,
        on_error: Callable[[Trouble], None] | None = None,
    ) -> None:
        """Make a backup; what is risky and waits for it is done by `ui.kit.after_backup`."""
        if not self.read_only:
            workspace, folder = self.workspace, daily_backup.backup_folder(self.workspace, self.memory)
            now = SYSTEM.now()
            self.jobs.run_beside(
                lambda ticket: daily_backup.make_backup(workspace, folder, why, now, ticket.say),
                lambda _: on_done(),
                on_error,
                label=f"{why}，正在备份",
            )

    def secure_daily(self) -> None:
        """Make the backup of the day where there is none yet."""
        folder = daily_backup.backup_folder(self.workspace, self.memory)
        if self.user.get("backup_daily", True) and daily_backup.is_backup_due(folder, SYSTEM.now()):
            self.secure(daily_backup.DAILY)

    def warn_at_first(self) -> None:
        """Say where nobody has the recovery code, the clock is behind what was kept, or backups are ahead of it."""
        folder = daily_backup.backup_folder(self.workspace, self.memory)
        code = CODE_UNSEEN if is_code_unseen(self.workspace) and not self.read_only else ""
        words = code + clock_words(self.workspace) + daily_backup.ahead_words(SYSTEM.now(), folder)
        if words:
            self.warned.emit(words)

    def reveal(self, *, shown: bool) -> None:
        """Show ID numbers in full in lists of this window, or mask them again; the journal says who did.

        Not in a window for reading: it could not keep who did.
        """
        if shown and self.read_only:
            self.refused.emit(LOOK_ONLY)
            return
        self.revealed = shown
        self.revealing.emit()
        if shown:
            self.change(lambda tx: note_printed(tx, "list", self.workspace.unit, "在列表里显示了完整身份证号"))

    def issue(self, year: int | None = None) -> Issue | None:
        """What was issued last for this year, or for the one that is worked at today; None where there is nothing."""
        with self.workspace.read() as connection:
            return documents.issue_for(connection, year)

    def years(self) -> list[int]:
        """The years something was issued for, the latest first."""
        with self.workspace.read() as connection:
            return documents.issued_years(connection)

    def unit_name(self, code: str) -> str:
        """The unit's name by the roster, or by the last one that had it; its code where none did."""
        if not self._names:
            issue = self.issue()
            self._names = {unit.code: unit.name for unit in issue.units} if issue else {}
            own = self._former if self.workspace.is_centre else self._names
            own.setdefault(self.workspace.unit, self.workspace.name)
        if code and code not in self._names and code not in self._former:
            with self.workspace.read() as connection:
                self._former[code] = documents.units_as_last_issued(connection, [code])[0].name
        return self._names.get(code) or self._former.get(code, code)

    def units(self) -> list[tuple[str, str]]:
        """Codes and names of the roster."""
        self.unit_name("")
        return list(self._names.items())

    def categories(self) -> dict[str, tuple[str, ...]]:
        """Codes of the roster's units by category, in its order; {} where all are of one kind."""
        issue, found = self.issue(), dict[str, tuple[str, ...]]()
        for unit in issue.units if issue else ():
            found[unit.category] = (*found.get(unit.category, ()), unit.code)
        return found if len(found) > 1 else {}

    def roster_changed(self) -> None:
        """Forget the names: a new plan or roster has come."""
        self._names.clear()
        self._former.clear()

    def operators(self) -> list[str]:
        """Names of those who have worked here, the last one first."""
        text = self.workspace.setting(OPERATORS)
        return msgspec.json.decode(text, type=list[str]) if text else []

    def set_operator(self, name: str) -> None:
        """Work on as this 经办人, who comes first in the list from now on."""
        self.operator = name
        self.operator_changed.emit(name)
        known = self.operators()
        if known[:1] != [name] and not self.read_only:
            text = msgspec.json.encode([name, *(one for one in known if one != name)]).decode()
            self.change(lambda tx: tx.set_setting(OPERATORS, text))

    def own_ledgers(self) -> list[Ledger]:
        """Ledgers the own unit keeps, in menu order."""
        return [one for one in ledgers().values() if one.desk == "unit"]

    def close(self) -> None:
        """Wipe temporary copies and let go of the workspace."""
        self.closing.emit()
        self.jobs.wait()
        self.jobs.closed_by = ""
        temporary.wipe_own(self.temporary)
        self.workspace.close()
        if self._hold:
            self._hold.release()
            self._hold = None


def _alive(owner: QObject) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(owner))
