"""表格录入: records typed as in a spreadsheet, with the editors, the checks and the saving of their form."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame

from models.check.record import check_form
from models.records.entry import Entry, read_line
from models.records.finding import Finding
from models.records.ledger import Ledger
from models.store.base.errors import KeyRefusedError
from models.store.base.transaction import Transaction
from models.store.records import records
from models.store.records.drafts import FormDraft
from models.store.records.undo_steps import mark_step
from ui.base.session import Session
from ui.base.workers import Trouble, Turns
from ui.kit.copying import put_on_clipboard
from ui.kit.elided_label import ElidedLabel
from ui.kit.labels import card_head, column, flush, foot, line, main_button, small_button
from ui.kit.taking_back import offer_undo
from ui.kit.text_cells import pasted_lines, unmarked
from ui.list.sheet_model import Cell, SheetModel, SheetRow
from ui.list.sheet_table import SheetTable

CHECK_AFTER = 350
"""Milliseconds after the last change until rows are checked."""
MOST_PASTED = 100_000
"""Cells that are pasted at once."""
HOW = "Tab、Enter、方向键换格，F2 改，Ctrl+D 向下填充，可以从 Excel、WPS 整块粘贴"
Sent = tuple[SheetRow, str, dict[str, Any], dict[str, Cell]]
"""A row with its uid, values and changed cells at the time."""


class SheetView(QFrame):
    """A sheet of records of one ledger; `closed` to these rows, else new ones are typed below them.

    Signals:
        closed: Back to the list was asked for, and nothing is left to save.
    """

    closed = Signal()

    def __init__(
        self, session: Session, ledger: Ledger, rows: list[SheetRow], shown: Collection[str], *, closed: bool = False
    ) -> None:
        """`shown` are the fields with a column from the start, beside those that are required."""
        super().__init__()
        self.setProperty("card", True)
        self.session, self.ledger, self._shown = session, ledger, frozenset(shown)
        self.model = SheetModel(session, ledger, rows, closed=closed, parent=self)
        self.table = SheetTable(session, self.model)
        self._turns, self._saving = Turns(self), 0
        self._checked: dict[SheetRow, dict[str, Cell]] = {}
        self._check = QTimer(self, singleShot=True, interval=CHECK_AFTER)
        self._assemble()
        self._connect()
        self._choose_columns(every=False)
        self._count()

    def _assemble(self) -> None:
        self.head, self.note, self.count = ElidedLabel(f"表格录入：{self.ledger.label}"), ElidedLabel(), ElidedLabel()
        font = self.head.font()
        font.setBold(True)
        self.head.setFont(font)
        how = ElidedLabel(HOW)
        for soft in (how, self.note, self.count):
            soft.setProperty("role", "soft")
        self.every = small_button("全部栏目", "也显示列表里没有显示的栏目", checkable=True)
        self.save_button, self.back = main_button("保存", "save"), small_button("返回列表", "没有保存的先保存")
        self.save_button.setToolTip("Ctrl+S")
        top = card_head(self.head, how, self.every)
        top.setStretch(1, 1)
        self.note.setFixedHeight(self.note.fontMetrics().lineSpacing())  # kept, so that no row moves
        below = foot(self.save_button, self.back, None, self.count)
        between = column(self.note, margin=0)
        between.setContentsMargins(*(below.contentsMargins().left(), 4, below.contentsMargins().right(), 4))
        layout = column(top, flush(self.table), line(), margin=0)
        layout.addLayout(between)
        layout.addLayout(below)
        layout.setSpacing(0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.every.toggled.connect(lambda on: self._choose_columns(every=on))
        self.save_button.clicked.connect(self.save)
        self.back.clicked.connect(self._go_back)
        self.model.changed.connect(self._changed)
        self.table.moved.connect(self._moved)
        self.table.left.connect(self.save_button.setFocus)
        self.table.save_wanted.connect(self.save)
        self.table.copy_wanted.connect(self.copy)
        self.table.paste_wanted.connect(self.paste)
        self._check.timeout.connect(self._judge)
        self.session.records_changed.connect(self._react)
        self.session.revealing.connect(self.table.viewport().update)

    def _choose_columns(self, *, every: bool) -> None:
        names = [one.name for one in self.model.fields]
        wanted = [every or one.name in self._shown or one.spec.required for one in self.model.fields]
        for at in range(len(names)):
            self.table.setColumnHidden(at, not wanted[at])

    def begin(self) -> None:
        """Put the cursor into the first row that is empty."""
        at = next((at for at, row in enumerate(self.model.rows) if not row.uid), 0)
        self.table.go_to(at, self.table.shown_columns()[0])

    def _go_back(self) -> None:
        if self.settle():  # else it has been said why
            self.closed.emit()

    # What is typed

    def _changed(self) -> None:
        self._count()
        self._check.start()
        self._moved()

    def _moved(self) -> None:
        """The cursor came to a cell: say what is wrong with it, else how it is filled in."""
        index = self.table.currentIndex()
        if index.isValid():
            row, one = self.model.rows[index.row()], self.model.fields[index.column()]
            self.note.setText(self.model.words(row, one.name) or f"{one.label}：{one.spec.help or '照实填写即可。'}")
            self._check.start()

    def _count(self) -> None:
        unsaved, wrong = self.model.unsaved(), sum(len(row.problems()) for row in self.model.rows)
        words = f"未保存 {len(unsaved)} 行" if unsaved else "都已保存"
        self.count.setText(f"■ {wrong} 格认不出来　▲ {words}" if wrong else f"▲ {words}" if unsaved else words)

    def copy(self) -> None:
        """Put the block of cells chosen on the clipboard, as Excel takes it."""
        put_on_clipboard([[self._plain(at, one) for one in columns] for at, columns in self.table.block()])
        masked = any(self.model.fields[one].spec.private for _, columns in self.table.block() for one in columns)
        said = "（身份证号是脱敏的）" if masked and not self.session.revealed else ""
        self.session.told.emit(f"已复制，可以粘贴到 Excel{said}。")

    def _plain(self, at: int, place: int) -> str:
        return self.model.text(self.model.rows[at], self.model.fields[place])

    def paste(self) -> None:
        """Put in the block on the clipboard from the chosen cell on; over a larger choice it is repeated."""
        block = [[unmarked(text) for text in cells] for cells in pasted_lines(QGuiApplication.clipboard().text())]
        chosen = self.table.block()
        if not block or not chosen or sum(map(len, block)) > MOST_PASTED:
            self.session.refused.emit("剪贴板里没有能粘贴的表格内容，或者太多了：先在 Excel 或 WPS 里选中并复制。")
            return
        top, places = chosen[0]
        high = len(chosen) if len(chosen) % len(block) == 0 else len(block)
        width = max(map(len, block))
        wide = len(places) if len(places) % width == 0 else width
        columns = [one for one in self.table.shown_columns() if one >= places[0]]
        cells = list[tuple[int, Any, Cell]]()
        for down in range(min(high, self.model.room(top))):
            texts = block[down % len(block)]
            for place, at in zip(columns, range(wide), strict=False):
                if at % width < len(texts):
                    one = self.model.fields[place]
                    cells.append((top + down, one, self.model.read(one, texts[at % width])))
        self.table.put(cells)
        cut = wide > len(columns) or high > self.model.room(top)
        self.session.told.emit(f"已粘贴 {len(cells)} 格{'，表格外面的没有贴入' if cut else ''}。")

    def take_back(self) -> bool:
        """Undo what was typed last and is not saved; False where there is nothing."""
        return self.table.revert() or (self.model.take_back() and self.table.reopen())

    # Checking

    def _judge(self) -> None:
        """Check the rows changed since they were checked last; a new one not before the cursor has left it."""
        here = self.table.currentIndex().row()
        asked: list[Sent] = [
            (row, row.uid, row.values(), dict(row.cells))
            for at, row in enumerate(self.model.rows)
            if (row.cells or row in self._checked) and self._checked.get(row) != row.cells and (row.uid or at != here)
        ]
        if not asked:
            return
        workspace, ledger, unit, today = self.session.workspace, self.ledger, self.session.unit, self.session.today()

        def check(_ticket: object) -> list[list[Finding]]:
            return [check_form(workspace, ledger, unit, uid, values, today).findings for _, uid, values, _ in asked]

        def show(found: list[list[Finding]]) -> None:
            self._checked |= {row: cells for row, _, _, cells in asked}
            self.model.show_findings([(row, one) for (row, *_), one in zip(asked, found, strict=True)])
            self._moved()

        self.session.jobs.run(check, show, owner=self._turns.ask())

    # Saving

    def save(self) -> None:
        """Save every row that can be read whole, all as one step; the others stay as they are, marked."""
        self.table.commit()
        whole = [row for row in self.model.unsaved() if not row.problems()]
        sent: list[Sent] = [(row, row.uid, row.values(), dict(row.cells)) for row in whole]
        numbers = [self.model.rows.index(row) + 1 for row in whole]
        left = len(self.model.unsaved()) - len(whole)
        if left:
            self.session.warned.emit(f"{left}行里有认不出来的（■），没有保存，改好再保存。")
        if not sent:
            return
        self._saving += 1

        def act(tx: Transaction) -> tuple[list[Entry], int]:
            made = [self._write(tx, one, number) for one, number in zip(sent, numbers, strict=True)]
            return made, mark_step(tx, f"表格录入{self.ledger.label}{len(made)}条")

        def done(result: tuple[list[Entry], int]) -> None:
            made, step = result
            self._saving -= 1
            self.model.saved([(row, one.uid, cells) for (row, _, _, cells), one in zip(sent, made, strict=True)])
            offer_undo(self.session, f"已保存 {len(made)} 条", step)

        self.session.change(act, done, ledger=self.ledger, owner=self, on_error=self._not_saved, label="正在保存")

    def _write(self, tx: Transaction, row: Sent, number: int) -> Entry:
        _, uid, values, cells = row
        try:
            records.require_own_key(tx.connection, self.ledger, self.session.unit, values, uid or None)
        except KeyRefusedError as refused:
            raise KeyRefusedError(f"第{number}行：{refused.what}") from refused
        changes = {name: cell.value for name, cell in cells.items()} if uid else values
        return records.save(tx, self.ledger, self.session.unit, changes, uid or None)

    def _not_saved(self, trouble: Trouble) -> None:
        self._saving -= 1
        self.session.warned.emit(f"表格录入没有保存：{trouble.sentence}填的内容还在表格里。")

    def settle(self) -> bool:
        """Save what is typed, and wait for it; False where something cannot be read or written."""
        self.table.commit()
        if self.model.unsaved():
            self.save()
        if self._saving:
            self.session.jobs.finish_writing()
        return not self.model.unsaved()

    def not_written(self) -> list[FormDraft]:
        """What is typed, can be read and is not saved."""
        if self._saving:
            self.session.jobs.finish_writing()
        return [FormDraft(row.uid, row.values()) for row in self.model.unsaved() if not row.problems()]

    def _react(self, ledger_id: str) -> None:
        """Records were changed elsewhere, or taken back: show them as they are now."""
        if ledger_id != self.ledger.id or self._saving:
            return
        with self.session.workspace.read() as connection:
            uids = [row.uid for row in self.model.rows if row.uid]
            found = map(read_line, records.existing_lines(connection, self.ledger, uids).values())
            kept = {one.uid: one for one in found if not one.deleted}
        self.table.keep_place(partial(self.model.refresh, kept))
