"""The form of one item's 落实情况: the record comes into being when something is typed."""

from __future__ import annotations

from models.records.registry import ledger
from models.store import records
from ui.session import Session
from ui.widgets.form_fields import starting_values
from ui.widgets.record_form import RecordForm

GIVEN = ("year", "item")
"""Fields that follow from the item and are not typed."""


class ProgressForm(RecordForm):
    """Shows the item's record, or an empty one for it."""

    def __init__(self, session: Session) -> None:
        self._year, self._item = 0, 0
        super().__init__(session, ledger("progress"))
        for name in GIVEN:
            row = self.fields.rows[name]
            row.label.hide()
            row.editor.hide()
        for button in (self.next_button, self.delete_button):
            button.hide()
        self.above.setToolTip("上一项（Ctrl+↑）")
        self.below.setToolTip("下一项（Ctrl+↓）")

    def show_item(self, year: int, item: int, uid: str) -> None:
        """Show what is kept of an item; what was typed before is given up, so save first."""
        self._year, self._item = year, item
        with self.session.workspace.read() as connection:
            kept = records.find(connection, self.ledger, uid)
        if kept is None or kept.deleted:
            self.show_new()
        else:
            self.show_record(uid)

    def show_new(self) -> None:
        """An empty record of the item."""
        given = {"year": self._year, "item": self._item} if self._item else {}
        self._show(None, {**starting_values(self.ledger), **given})

    def _head(self) -> None:
        super()._head()
        self.head.setText(f"第{self._item}项落实情况" if self._item else "落实情况")
