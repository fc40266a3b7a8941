"""Ledgers as list and form: one, or several under tabs."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from models.records.ledger import Ledger
from models.records.registry import ledger as ledger_with
from models.store.base.transaction import Transaction
from models.store.base.workspace import UNIT
from models.store.records import listing, records
from models.store.records.drafts import Unsaved
from models.store.records.undo_steps import mark_step
from reports.case_papers.papers import PAPER_LEDGERS, PaperChoice
from reports.filled_in.read_workbook import ReadTables
from ui.base.lazy_tabs import LazyTabs
from ui.base.page import Page, PageSpec
from ui.base.places import CASES, CERTIFICATES, LEDGERS
from ui.base.session import Session
from ui.form.copy_before import TakeOver, copy_field, copy_record
from ui.form.record_form import RecordForm
from ui.kit.confirm_box import ConfirmBox, ConfirmQuestion
from ui.kit.labels import card, on_ground, side_by_side
from ui.kit.taking_back import offer_undo
from ui.ledgers import list_output
from ui.ledgers.case_paper_button import case_paper_button
from ui.ledgers.case_paper_panel import CasePaperPanel
from ui.ledgers.import_panel import ImportPanel
from ui.ledgers.list_tools import ListTools
from ui.list.record_list import RecordList
from ui.list.sheet_model import sheet_rows
from ui.list.sheet_view import SheetView

LIST_SHARE = (58, 42)
MOST_IN_SHEET = 2_000
"""Records of a list that a sheet shows, the last ones."""
MANY = 5
"""Records of which deleting all that a ledger has is asked about."""
WITH_OWN_PAGE = frozenset({"progress", "person", "certificate", "case"})
"""Ledgers of the unit that have a page of their own; 其他台账 shows the rest."""


class LedgerPane(QWidget):
    """One ledger: its list, and beside it the form of the current record."""

    def __init__(
        self, session: Session, ledger: Ledger, *, all_units: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.ledger = session, ledger
        fixed = all_units or session.read_only
        # From the outside in: whatever gets another parent has all that is in it styled again.
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.stack, self.split = QStackedWidget(), side_by_side()
        layout.addWidget(self.stack)
        self.stack.addWidget(self.split)
        self.question = ConfirmBox()
        layout.insertWidget(0, self.question)
        self.list = RecordList(session, ledger, all_units=all_units)
        self._left(editable=not fixed)
        self.form = RecordForm(session, ledger, read_only=fixed, parent=self.split)
        self._share()
        self._connect()
        if ledger.id in PAPER_LEDGERS and not fixed and session.unit == session.workspace.unit:
            self.form.add_tool(case_paper_button(session, ledger.id, self._current, self.write_paper))
        if all_units:
            self.form.hide()
        elif not fixed:
            self._keys()
            self.take_over = TakeOver(self.form)
            self.form.restore_draft()

    def _left(self, *, editable: bool) -> None:
        self.tools = ListTools(self.session, self.ledger, self.list, editable=editable)
        self.list.below.insertWidget(0, self.tools)
        card(self.list, parent=self.split, margin=0)

    def _share(self) -> None:
        kept = self.session.memory.get(f"split.{self.ledger.id}", list[int]())
        self.split.setStretchFactor(0, LIST_SHARE[0])
        self.split.setStretchFactor(1, LIST_SHARE[1])
        self.split.setSizes(kept or [LIST_SHARE[0] * 10, LIST_SHARE[1] * 10])
        self.split.splitterMoved.connect(lambda: self.session.memory.set(f"split.{self.ledger.id}", self.split.sizes()))

    def _connect(self) -> None:
        self.list.picked.connect(self._pick)
        self.list.delete_wanted.connect(self.delete)
        self.form.delete_wanted.connect(lambda uid: self.delete([uid]))
        self.form.step_wanted.connect(self.list.step)
        self.form.opened.connect(lambda uid: None if uid else self.list.deselect())
        self.form.saved.connect(self.list.reload)
        self.tools.new_wanted.connect(self.new)
        self.tools.sheet_wanted.connect(self.open_sheet)
        self.tools.bulk_wanted.connect(self._change_many)
        self.tools.file_given.connect(self.import_file)
        self.tools.rows_given.connect(self.import_rows)

    def _keys(self) -> None:
        keys = {
            "Ctrl+S": lambda: self.sheet.save() if self.sheet else self.form.save(),
            "Ctrl+Return": self.form.save_and_new,
            "Ctrl+Enter": self.form.save_and_new,
            "Ctrl+N": self.new,
            "Ctrl+Up": partial(self.list.step, -1),
            "Ctrl+Down": partial(self.list.step, 1),
            "Ctrl+D": partial(copy_field, self.form),
            "Ctrl+Shift+D": partial(copy_record, self.form),
            "F2": self.form.explain_here,
            "Ctrl+H": self.form.show_history,
        }
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.list.table)
        paste.setContext(Qt.ShortcutContext.WidgetShortcut)
        paste.activated.connect(self.tools.paste)
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)

    def _escape(self) -> None:
        """Close what is open, else leave the field; in the list clear what narrows it. Nothing typed is lost."""
        popup = QApplication.activePopupWidget()
        if popup:
            popup.close()
        elif self.list.isAncestorOf(self.focusWidget() or self):
            self.list.clear_filters()
        elif self.question.isVisible():
            self.question.close_question()
        elif not self.form.close_what_is_open():
            self.list.take_cursor()

    def import_file(self, path: Path) -> None:
        """Preview importing a workbook; nothing is written."""
        if self.settle():
            self._import_panel().read(path)

    def import_rows(self, found: ReadTables) -> None:
        """Show what importing rows from the clipboard would do."""
        if self.settle():
            self._import_panel().show_rows(found)

    def _import_panel(self) -> ImportPanel:
        self.close_panel()
        panel = ImportPanel(self.session, self.ledger)
        panel.closed.connect(self.close_panel)
        self.stack.addWidget(panel)
        self.stack.setCurrentWidget(panel)
        return panel

    def _current(self) -> str:
        """Uid of the record shown, what is typed being saved; "" for none."""
        return self.form.uid if self.settle() else ""

    def write_paper(self, uid: str, choice: PaperChoice) -> None:
        """Show what a paper of a case is filled with and what it lacks."""
        self.close_panel()
        panel = CasePaperPanel(self.session, uid, choice)
        panel.closed.connect(self.close_panel)
        self.stack.addWidget(panel)
        self.stack.setCurrentWidget(panel)
        panel.read()

    @property
    def sheet(self) -> SheetView | None:
        """The sheet in front."""
        panel = self.stack.widget(1)
        return panel if isinstance(panel, SheetView) else None

    def open_sheet(self) -> None:
        """Show the records listed as a sheet, the oldest first, with room for new ones below."""
        if not self.settle():
            return
        self.close_panel()
        ids = sorted(self.list.model.ids)[-MOST_IN_SHEET:]
        uids = list_output.uids_of(self.session.workspace, self.ledger, ids)
        with self.session.workspace.read() as connection:
            entries = [entry for uid in uids if (entry := records.find(connection, self.ledger, uid))]
        shown = [one.name for one in self.list.shown_columns() if one]
        sheet = SheetView(self.session, self.ledger, sheet_rows(self.ledger, entries), shown)
        sheet.closed.connect(self.close_panel)
        self.stack.addWidget(sheet)
        self.stack.setCurrentWidget(sheet)
        sheet.begin()

    def close_panel(self) -> None:
        """Back to list and form."""
        panel = self.stack.widget(1)
        if panel:
            self.stack.removeWidget(panel)
            panel.deleteLater()

    def _close_sheet(self) -> None:
        if self.sheet:
            self.close_panel()

    def new(self) -> None:
        """Start a new record; what was typed before is saved first."""
        if self.settle():
            self._close_sheet()
            self.form.start_new()

    def settle(self) -> bool:
        """Save what is typed, with 撤销 on offer; False where it cannot be read."""
        if self.sheet:
            return self.sheet.settle()
        if not self.form.is_dirty:
            return True
        return self.form.save(told=f"已保存“{self.form.head.text()}”的修改" if self.form.uid else "")

    def _pick(self, uid: str) -> None:
        if uid == self.form.uid:
            return
        if self.settle():
            self.form.show()
            self.form.show_record(uid)
        elif self.form.uid:
            self.list.reload(keep=self.form.uid)

    def show_record(self, uid: str) -> None:
        """Show a record in list and form, whatever was filtered."""
        if self.settle():
            self._close_sheet()
            self.list.clear_filters()
            self.form.show()
            self.form.show_record(uid)
            self.list.reload(keep=uid)

    def show_records(self, uids: list[str], what: str) -> None:
        """Show only these records in the list, the first of them in the form."""
        if self.settle():
            self._close_sheet()
            self.list.show_only(tuple(uids), what)
            if uids:
                self.form.show()
                self.form.show_record(uids[0])

    def delete(self, uids: list[str]) -> None:
        """Move records to the recycle bin, with 撤销 on offer; asked first where others refer to them, or all go."""
        with self.session.workspace.read() as connection:
            refer = listing.count_referring(connection, self.ledger, uids) if uids else []
            all_ = len(uids) >= MANY and len(uids) == records.count(connection, self.ledger, self.session.unit)
        words = [
            f"还有{count}条{label}填着{'它' if len(uids) == 1 else '它们'}，删了以后就对不上了"
            for label, count in refer
        ]
        words += ["这是这个台账的全部记录"] if all_ else []
        if words:
            question = ConfirmQuestion(f"删除{len(uids)}条{self.ledger.label}：{'；'.join(words)}。", "仍然删除")
            self.question.ask(question, lambda _: self._delete(uids))
        elif uids:
            self._delete(uids)

    def _delete(self, uids: list[str]) -> None:

        def act(tx: Transaction) -> int:
            records.delete(tx, self.ledger, uids)
            return mark_step(tx, f"删除{self.ledger.label}{len(uids)}条")

        def done(number: int) -> None:
            if self.form.uid in uids:
                self.form.show_new()
            offer_undo(self.session, f"已删除 {len(uids)} 条", number)

        self.session.change(act, done, ledger=self.ledger, owner=self, label="正在删除")

    def _change_many(self) -> None:
        from ui.list.bulk_change import change_many

        uids = self.list.selected_uids()
        if not uids:
            self.session.refused.emit("先在列表里选中要改的几条（按住 Ctrl 或 Shift 点选）。")
        elif self.settle():
            change_many(self.session, self.ledger, uids, self)


class PanesPage(Page):
    """Base of pages with several ledgers of which one is in front."""

    @property
    @abstractmethod
    def pane(self) -> LedgerPane:
        """The list and form of the ledger in front."""

    def arrive(self) -> None:
        """Put the cursor into the list."""
        self.pane.list.table.setFocus()

    def explain(self) -> bool:
        """Explain the field with the cursor, or close the explanation."""
        form = self.pane.form
        wanted = form.isVisible() and (form.help.isVisible() or form.fields.focused() is not None)
        if wanted:
            form.show_help()
        return wanted

    def leave(self) -> bool:
        """Save the record being edited; False if it cannot be saved and the page should stay."""
        return self.pane.settle()

    def take_back(self) -> bool:
        """Put back what was typed last in the sheet, or what the last field typed, or 放弃修改, changed in the form."""
        return self.pane.sheet.take_back() if self.pane.sheet else self.pane.form.take_back()

    def not_written(self) -> Unsaved:
        """What stands in sheets and is not saved, each as if typed into the form of its ledger."""
        held = {one.model.ledger.id: one.not_written() for one in self.findChildren(SheetView)}
        return {(name, self.session.acting): drafts for name, drafts in held.items() if drafts}

    def search(self) -> None:
        """Put the cursor into the list's search box."""
        self.pane.list.search.setFocus()
        self.pane.list.search.selectAll()


class LedgerPage(PanesPage):
    """A page with one or two ledgers of the own unit, under tabs."""

    def __init__(self, session: Session, shown: list[Ledger]) -> None:
        super().__init__(session)
        self._ledgers = shown
        self.tabs = LazyTabs((one.label, partial(_pane, session, one)) for one in shown)
        if len(shown) == 1:
            self.tabs.tabBar().hide()
            self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else Tab goes there unseen and stays
        self.tabs.setUsesScrollButtons(True)
        self.setLayout(on_ground(self.tabs))
        self._at = 0
        self.tabs.currentChanged.connect(self._turn)

    def appear(self) -> None:
        """Make the pane in front, now that the page has its place in the window."""
        self.tabs.tab(self._at)

    @property
    def pane(self) -> LedgerPane:
        """The list and form of the ledger whose tab is selected."""
        return self.tabs.tab(self.tabs.currentIndex())

    def _turn(self, at: int) -> None:
        if at != self._at and not self.tabs.tab(self._at).settle():
            self.tabs.setCurrentIndex(self._at)
            return
        self._at = at
        self.tabs.tab(at)

    def show_ledger(self, ledger_id: str) -> None:
        """Bring the ledger's tab to the front."""
        self.tabs.setCurrentIndex([one.id for one in self._ledgers].index(ledger_id))

    def show_record(self, ledger_id: str, uid: str) -> None:
        """Bring the ledger's tab to the front and show the record with this uid."""
        self.show_ledger(ledger_id)
        self.pane.show_record(uid)

    def show_records(self, ledger_id: str, uids: list[str], what: str) -> None:
        """Bring the ledger's tab to the front and list these records only."""
        self.show_ledger(ledger_id)
        self.pane.show_records(uids, what)


def _pane(session: Session, ledger: Ledger, holder: QWidget) -> LedgerPane:
    return LedgerPane(session, ledger, parent=holder)


def _certificates(session: Session) -> Page:
    return LedgerPage(session, [ledger_with("person"), ledger_with("certificate")])


def _cases(session: Session) -> Page:
    return LedgerPage(session, [ledger_with("case")])


PAGES = (
    PageSpec(
        CERTIFICATES,
        "执法证件",
        30,
        _certificates,
        frozenset({UNIT}),
        ("person", "certificate"),
        icon="certificate",
        group=LEDGERS,
    ),
    PageSpec(CASES, "行政应诉", 40, _cases, frozenset({UNIT}), ("case",), icon="gavel", group=LEDGERS),
)
