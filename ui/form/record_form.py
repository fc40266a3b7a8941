"""The form beside a list: one record, typed by keyboard alone, checked while typing, never lost."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from models.check.answers import explain_findings, saved_text
from models.check.record import FormVerdict, check_form
from models.records.entry import Entry
from models.records.finding import Finding
from models.records.ledger import Ledger
from models.store.base.transaction import Transaction
from models.store.records import records
from models.store.records.drafts import FormDraft
from ui.base.plain_text import Label, plain_tip
from ui.base.session import Session
from ui.base.workers import Trouble, Turns
from ui.form.draft_keeper import DraftKeeper
from ui.form.field_row import FieldRow
from ui.form.form_fields import FormFields, form_title, starting_values, who_and_when
from ui.form.form_panels import ExplainLine, HelpStrip, HistoryPanel
from ui.form.history import record_versions, restore_version
from ui.form.origin_line import OriginLine
from ui.form.typed_steps import TypedSteps
from ui.kit.banner import Banner
from ui.kit.elided_label import ElidedLabel
from ui.kit.labels import card_head, column, foot, line, main_button, small_button
from ui.kit.tab_order import put_stop_before
from ui.kit.taking_back import offer_undo, save_number

CHECK_AFTER, DRAFT_AFTER, DRAFT_WITHIN = 350, 1_000, 100
"""Milliseconds after the last key, after the first one that no draft holds, and that the next field waits for it."""


class RecordForm(QFrame):
    """Shows, edits and saves records of one ledger.

    Signals:
        saved: Uid of the record that was saved.
        opened: Uid of the record shown now, "" for a new one.
        delete_wanted: Uid of the record to be moved to the recycle bin.
        step_wanted: -1 for the record above in the list, 1 for the one below.
    """

    saved = Signal(str)
    opened = Signal(str)
    delete_wanted = Signal(str)
    step_wanted = Signal(int)

    def __init__(
        self, session: Session, ledger: Ledger, *, read_only: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.ledger, self.read_only = session, ledger, read_only
        self.uid, self._shown, self._turns = "", 0, Turns(self)
        self._entry: Entry | None = None
        self._base: dict[str, Any] = {}
        self.fields = FormFields(session, ledger, read_only=read_only)
        self.banner, self.head, self.state, self.origin = Banner(), ElidedLabel(), Label(), OriginLine()
        self._check = QTimer(self, singleShot=True, interval=CHECK_AFTER)
        self._draft = QTimer(self, singleShot=True, interval=DRAFT_AFTER)
        self._drafts, self._typed = DraftKeeper(session, ledger), TypedSteps()
        self.unsaved: dict[int, FormDraft] = {}
        """What could not be written and is no longer in the fields, by what was shown."""
        self._under_way, self.why = 0, ""  # and why what was to be saved last was not
        self._was_saved = False
        """Whether the next verdict is that of a record just saved, which is told with it."""
        self._made: dict[int, str] = {}
        """Uid of the new record that was written last, by what was shown: the form may not have been told yet."""
        self._assemble()
        self._connect()
        self.show_new()

    def _assemble(self) -> None:
        self.setProperty("card", True)
        font = self.head.font()
        font.setBold(True)
        self.head.setFont(font)
        self.head.cut = Qt.TextElideMode.ElideMiddle
        self.state.setProperty("role", "warning")
        self.save_button, self.next_button = main_button("保存", "save"), small_button("保存并新增", "Ctrl+Enter")
        self.save_button.setToolTip("Ctrl+S")
        self.history_button = small_button("历史", "谁在什么时候改了什么，恢复到以前的版本（Ctrl+H）")
        self.above, self.below = small_button("↑", "上一条（Ctrl+↑）"), small_button("↓", "下一条（Ctrl+↓）")
        self.undo_button = small_button("放弃修改", "回到上次保存的内容，可以撤销（Ctrl+Z）")
        self.delete_button = small_button("删除", "移到回收站，可以撤销")
        self._top = top = card_head(self.head, self.state, None, self.history_button, self.above, self.below)
        bottom = foot(self.save_button, self.next_button, self.undo_button, None, self.delete_button)
        if self.read_only:
            bottom.setContentsMargins(0, 0, 0, 0)
        self.help, self.explain, self.history = HelpStrip(), ExplainLine(), HistoryPanel(read_only=self.read_only)
        self.history.hide()
        # The banner comes and goes by itself: below the fields, so that none moves from under the mouse.
        parts = (top, self.origin, self.fields, self.history, self.banner, self.help, self.explain, line(), bottom)
        self._parts = column(*parts, margin=0)
        self._parts.setStretch(2, 1)
        self._parts.setStretch(3, 1)
        self.setLayout(self._parts)
        for button in (self.save_button, self.next_button, self.undo_button, self.delete_button):
            button.setHidden(self.read_only)

    def add_tool(self, button: QWidget) -> None:
        """Put a button of the ledger's own beside 历史."""
        self._top.insertWidget(self._top.indexOf(self.history_button), button)
        put_stop_before(self.history_button, button)

    def _connect(self) -> None:
        self.fields.edited.connect(self._edited)
        self.fields.built.connect(self._built)
        self.fields.left.connect(self._left)
        self.fields.finished.connect(self.save_button.setFocus)
        self.save_button.clicked.connect(self.save)
        self.next_button.clicked.connect(self.save_and_new)
        self.undo_button.clicked.connect(self.discard)
        self.delete_button.clicked.connect(lambda: self.delete_wanted.emit(self.uid))
        self.above.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.below.clicked.connect(lambda: self.step_wanted.emit(1))
        self.fields.arrived.connect(self.help.explain)
        self.fields.help_wanted.connect(self._help_with)
        self.fields.explain_wanted.connect(self.explain.ask)
        self.explain.given.connect(self._keep_reason)
        self.history_button.clicked.connect(self.show_history)
        self.history.closed.connect(self.hide_history)
        self.history.wanted.connect(self._go_back)
        self.session.records_changed.connect(self._react)
        self._check.timeout.connect(self._judge)
        self._draft.timeout.connect(self._keep_draft)

    # What is shown

    def show_record(self, uid: str) -> None:
        """Show a record; what was typed before is given up, so save first."""
        with self.session.workspace.read() as connection:
            entry = records.find(connection, self.ledger, uid)
        if entry is not None:
            self._show(entry, entry.fields)

    def show_new(self) -> None:
        """Show an empty record with its starting values; nothing is stored until it is saved."""
        self._show(None, starting_values(self.ledger))

    def _show(self, entry: Entry | None, values: dict[str, Any]) -> None:
        self._shown += 1
        self._was_saved = False
        self._entry, self.uid = entry, entry.uid if entry else ""
        self.fields.show_values(values, touched=entry is not None)
        self._base = self.fields.values()
        self._typed.begin(self._base)
        self._draft.stop()
        self.banner.hide()
        self.origin.show_entry(self.session.workspace, self.ledger, entry)
        self.explain.hide()
        self.hide_history()
        self._head()
        self._judge()
        self._offer_unsaved()
        self.opened.emit(self.uid)

    def _head(self) -> None:
        self.head.setText(form_title(self.ledger, self._entry))
        self.head.setToolTip(plain_tip(f"{self.head.text()}\n{who_and_when(self._entry)}" if self._entry else ""))
        self.state.setText("▲ 未保存" if self.is_dirty else "")
        self.delete_button.setEnabled(bool(self.uid))
        self.history_button.setEnabled(bool(self.uid))
        self.undo_button.setEnabled(self.is_dirty)

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not saved."""
        return not self.read_only and (self.fields.values() != self._base or self.fields.first_problem() is not None)

    def _built(self, settled: dict[str, tuple[Any, Any]]) -> None:
        """What an editor built late makes of a value that nobody has changed is no change of it."""
        for name, (given, held) in settled.items():
            if given == self._base.get(name):
                self._base = {**self._base, name: held}
        self._base = {name: value for name, value in self._base.items() if value is not None}
        if not self.is_dirty:
            self._typed.begin(self._base)

    # While typing

    def _edited(self) -> None:
        self._head()
        self._check.start()
        if not self._draft.isActive():
            self._draft.start()

    def _fill(self) -> None:
        if self.is_dirty and self.ledger.fill:
            self.fields.fill(self.ledger.fill(dict(self.fields.values())))
        self._check.start()

    def _left(self) -> None:
        self._fill()
        self._typed.note(self.fields.values())
        self._keep_draft()
        self.session.jobs.let_write(DRAFT_WITHIN)  # whatever comes now, no more than one field is lost

    def _judge(self) -> None:
        self._check.stop()
        workspace, unit = self.session.workspace, self.owner()
        values, uid, today = self._all_values(), self.uid, self.session.today()
        self.session.jobs.run(
            lambda _: check_form(workspace, self.ledger, unit, uid, values, today),
            self._show_verdict,
            owner=self._turns.ask(),
        )

    def _show_verdict(self, verdict: FormVerdict) -> None:
        self.fields.show_verdict(verdict)
        if self.help.isVisible() and (focused := self.fields.focused()):
            self.help.explain(focused)
        whole = verdict.remarks.get("")
        if whole and not self.not_written:
            self.banner.tell_for_long(f"退回意见：{whole}")
        if self._was_saved:
            self._was_saved = False
            self.session.told.emit(saved_text(verdict.findings))

    def owner(self) -> str:
        """Code of the unit whose record is shown."""
        return self._entry.unit if self._entry else self.session.unit

    def _all_values(self) -> dict[str, Any]:
        """The typed values with those the form does not show; of a read-only form the record's own."""
        kept: dict[str, Any] = dict(self._entry.fields) if self._entry else {}
        if self.read_only:
            return kept
        typed = self.fields.values()
        return {**{name: value for name, value in kept.items() if name not in self.fields.names}, **typed}

    def _keep_draft(self) -> None:
        if self.is_dirty:
            self._drafts.keep(FormDraft(self.uid, self.fields.values()))
        elif self.unsaved:
            self._drafts.keep(list(self.unsaved.values())[-1])
        else:
            self._drafts.drop()

    def restore_draft(self) -> bool:
        """Show again what a crash or the lock left behind; gives whether there was something."""
        drafts = [] if self.read_only else self._drafts.left_behind()
        if not drafts:
            return False
        self.unsaved |= {-at: draft for at, draft in enumerate(drafts[:-1], 1)}
        self.put_back(drafts[-1].uid, drafts[-1].fields)
        self.banner.offer("这是上次没有保存的内容，已经放回表单，请核对后保存。", "不要了", self.discard)
        return True

    def put_back(self, uid: str, values: dict[str, Any]) -> None:
        """Show values that are not saved, over the record they were typed for and never over another one."""
        if uid and uid != self.uid:
            self.show_record(uid)
        if uid != self.uid:
            self.show_new()
        self.fields.show_values(values, touched=True)
        self._edited()

    # Saving

    def save(self, *, and_new: bool = False, told: str = "") -> bool:
        """Begin to save what was typed; False where something cannot be read, which is shown.

        Once it is written, and not before, what was done is `told` with 撤销 on offer.
        """
        if self.read_only:
            return True
        self._fill()
        wrong = self.fields.first_problem()
        if wrong:
            wrong.touched = True
            wrong.show_notes([], "", [])
            self.fields.go_to(wrong.field.name)
            return False
        if not self.is_dirty:
            self.session.told.emit("没有需要保存的改动。")
            return True
        self._send(and_new=and_new, told=told)
        return True

    @property
    def is_saving(self) -> bool:
        """Whether it is not known yet how a save ended."""
        return self._under_way > 0

    @property
    def not_written(self) -> list[FormDraft]:
        """What is not saved though it can be read, the text in the fields last."""
        in_view = self.is_dirty and self.fields.first_problem() is None
        return [*self.unsaved.values(), *([FormDraft(self.uid, self.fields.values())] if in_view else [])]

    def _send(self, *, and_new: bool, told: str) -> None:
        number, uid, values = self._shown, self.uid, self.fields.values()
        every = {name: values.get(name) for name in self.fields.names}
        changes = {name: value for name, value in every.items() if value != self._base.get(name)}
        self._draft.stop()
        self._base = values
        self._typed.begin(values)
        self._under_way += 1
        unit = self.session.unit

        def act(tx: Transaction) -> tuple[Entry, int]:
            self._drafts.forget(tx)
            known = uid or self._made.get(number)
            records.require_own_key(tx.connection, self.ledger, unit, values, known)
            entry = records.save(tx, self.ledger, unit, changes if known else every, known)
            self._made = {number: entry.uid}
            return entry, save_number(tx)

        def done(saved: tuple[Entry, int]) -> None:
            entry, step = saved
            self._under_way -= 1
            self.why = ""
            if number == self._shown:
                self._entry, self.uid = entry, entry.uid
                self.fields.touch_all()
                self._head()
                self._was_saved = not told
                self._judge()
            elif not told:
                self.session.told.emit(f"已保存“{form_title(self.ledger, entry)}”。")
            self.saved.emit(entry.uid if number == self._shown and not and_new else "")
            if told:
                offer_undo(self.session, told, step)

        head, draft = self.head.text(), FormDraft(uid, values)
        self.session.change(
            act,
            done,
            ledger=self.ledger,
            owner=self,
            on_error=lambda trouble: self._not_saved(trouble, head, number, draft),
        )

    def _not_saved(self, trouble: Trouble, head: str, number: int, draft: FormDraft) -> None:
        self._under_way -= 1
        self.why = trouble.sentence
        self._made.pop(number, None)
        if number == self._shown:
            self._base = {}
            self._head()
        else:
            self.unsaved[number] = draft
        self._offer(trouble.sentence, number, draft)
        if not self.isVisible():
            self.session.warned.emit(f"“{head}”没有保存：{trouble.sentence}填的内容还在“{self.ledger.label}”的表单里。")

    def _offer(self, why: str, number: int, draft: FormDraft) -> None:
        def back() -> None:
            if number == self._shown:
                return
            if self.is_dirty and not self.save():
                self._offer_unsaved()
                return
            self.unsaved.pop(number, None)
            self.put_back(draft.uid, draft.fields)

        self.banner.offer(f"没有保存：{why}", "放回表单", back)

    def _offer_unsaved(self) -> None:
        if self.unsaved:
            number, draft = list(self.unsaved.items())[-1]
            self._offer("还有填好的内容没有写进去。", number, draft)

    def save_and_new(self) -> None:
        """Save and start the next new record."""
        if self.save(and_new=True):
            self.start_new()

    def start_new(self) -> None:
        """An empty record with the cursor in its first field."""
        self.fields.go_first()  # before it is emptied: a field left empty would be said to lack something
        self.show_new()

    def discard(self) -> None:
        """Go back to what was saved last; what was typed can be taken back, also by Ctrl+Z until something is done."""
        uid, values, typed = self.uid, self.fields.values(), self.is_dirty
        if uid:
            self.show_record(uid)
        else:
            self.show_new()
        self._drafts.drop()
        if typed:
            self._typed.begin(self._base, values)
            shown = self._shown
            self.session.undoable.emit("已放弃没有保存的内容", lambda: self._take_back(shown, uid, values))

    def _take_back(self, shown: int, uid: str, values: dict[str, Any]) -> None:
        """Put typed values back, never over another record or over what was typed since."""
        if shown == self._shown and not self.is_dirty:
            self.put_back(uid, values)
        else:
            self.session.refused.emit("表单里已经有别的内容，没有放回。")

    def put(self, words: dict[str, Any]) -> None:
        """Put values into fields, not saved yet; Ctrl+Z takes them back."""
        self._typed.note(self.fields.values())
        self.fields.fill(words)
        self._typed.note(self.fields.values())
        self._edited()

    def take_back(self) -> bool:
        """Put back what the field typed last, or 放弃修改, has changed; False where nothing is left to go back to."""
        now = self.fields.values()
        before = None if self.read_only else self._typed.back(now)
        if before is None:
            return False
        self.fields.show_values(before, touched=self.uid != "")
        self.fields.go_to(next(name for name in self.fields.names if now.get(name) != before.get(name)))
        self._edited()
        return True

    def close_what_is_open(self) -> bool:
        """Esc: close what lies over or beside the fields; False where nothing does."""
        closers = {self.history: self.hide_history, self.explain: self.explain.hide, self.help: self.help.hide}
        close = next((act for part, act in closers.items() if part.isVisible()), None)
        if close:
            close()
        return close is not None

    def show_help(self) -> None:
        """Help on the field with the cursor, shown or hidden."""
        focused = self.fields.focused()
        if self.help.isVisible():
            self.help.hide()
        elif focused:
            self._help_with(focused)

    def _help_with(self, at: FieldRow) -> None:
        self.help.explain(at)
        self.help.show()
        self._parts.activate()  # the fields have less room from now on
        self.fields.go_to(at.field.name)

    def explain_here(self) -> None:
        """Give the reason for the warning at the field with the cursor."""
        focused = self.fields.focused()
        if not (focused and focused.explain()):
            self.session.told.emit("光标所在的字段没有要说明的警告。")

    # History

    def show_history(self) -> None:
        """The record's versions in place of its fields, or back again."""
        if self.history.isVisible() or not self.uid:
            self.hide_history()
            return
        with self.session.workspace.read() as connection:
            self.history.show_versions(record_versions(connection, self.ledger, self.uid))
        self.fields.hide()
        self.history.show()
        self.history.tree.setFocus()

    def hide_history(self) -> None:
        """Close the history and show the fields again; what is typed is still there."""
        self.history.hide()
        self.fields.show()

    def _go_back(self, version: Entry) -> None:
        uid = self.uid

        def act(tx: Transaction) -> int:
            restore_version(tx, self.ledger, version)
            return save_number(tx)

        def done(step: int) -> None:
            if self.uid == uid and not self.read_only:
                self.show_record(uid)
            offer_undo(self.session, "已恢复到以前的版本", step)

        self.session.change(act, done, ledger=self.ledger, owner=self, label="正在恢复")

    def _react(self, ledger_id: str) -> None:
        """The record in front was changed elsewhere (撤销, 批量修改, 导入): show it as it is now."""
        if ledger_id != self.ledger.id or not self.uid or self.is_saving or self.is_dirty or self._entry is None:
            return
        with self.session.workspace.read() as connection:
            now = records.find(connection, self.ledger, self.uid)
        if now is None or (now.deleted and not self._entry.deleted):
            self.show_new()
        elif now.changed != self._entry.changed or now.vector != self._entry.vector:
            self._show(now, now.fields)

    def _keep_reason(self, finding: Finding, reason: str) -> None:
        uid, unit = self.uid, self.owner()

        def act(tx: Transaction) -> Entry:
            explain_findings(tx, unit, [finding], reason)
            return records.load(tx.connection, self.ledger, uid)

        def done(entry: Entry) -> None:
            if self.uid == uid:
                self._entry = entry
                self._judge()

        self.session.change(act, done, ledger=self.ledger, owner=self)
