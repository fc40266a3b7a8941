"""The form of one item's 落实情况: the record comes into being when something is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.records.ledgers.progress import NOT_APPLICABLE
from models.records.plan import Item
from models.records.registry import ledger
from models.store.records import records
from ui.base.plain_text import plain_tip
from ui.base.session import Session
from ui.form.evidence_panel import EvidencePanel
from ui.form.form_fields import EVIDENCE, LAST_GROUP, starting_values
from ui.form.record_form import RecordForm
from ui.kit.labels import with_name

NO_ITEM = Item(0, "", "", (), ())
GIVEN = ("year", "item")
"""Fields that follow from the item and are not typed."""


LINES = 3
"""Files shown at once: the wording above needs the room."""
REASON, JUDGED = "not_applicable", "judged"


class ProgressForm(RecordForm):
    """Shows the item's record, or an empty one for it; `evidence` stands outside, where the page puts it.

    Signals:
        item_wanted: Year, and uid of the item that values are to be put back to; the page shows it before it returns.
    """

    item_wanted = Signal(int, int)

    def __init__(self, session: Session) -> None:
        self._year, self._item, self._judges = 0, NO_ITEM, False
        super().__init__(session, ledger("progress"), read_only=session.read_only)
        for name in GIVEN:
            self.fields.rows[name].set_shown(False)
        for button in (self.next_button, self.delete_button):
            button.hide()
        self.evidence: QWidget = self.fields.take_out(EVIDENCE)
        panel = self.fields.rows[EVIDENCE].editor
        if isinstance(panel, EvidencePanel):
            panel.show_lines(LINES)
        self.fields.heads[LAST_GROUP].setText("备注")
        self.fields.edited.connect(self._adapt)
        self.opened.connect(self._adapt)
        self._adapt()
        for button, name, key in ((self.above, "上一项", "↑"), (self.below, "下一项", "↓")):
            with_name(button, name).setToolTip(plain_tip(f"{name}（Ctrl+{key}）"))

    def show_item(self, year: int, item: Item, uid: str, *, judges: bool = False) -> None:
        """Show what is kept of an item; what was typed before is given up, so save first.

        Where the unit `judges` quotas that no ledger counts, their numbers are asked for.
        """
        self._year, self._item, self._judges = year, item, judges
        with self.session.workspace.read() as connection:
            kept = records.find(connection, self.ledger, uid)
        if kept is None or kept.deleted:
            self.show_new()
        else:
            self.show_record(uid)

    def show_new(self) -> None:
        """An empty record of the item."""
        given = {"year": self._year, "item": self._item.uid} if self._item.uid else {}
        self._show(None, {**starting_values(self.ledger), **given})

    def put_back(self, uid: str, values: dict[str, Any]) -> None:  # noqa: ARG002 - the item's record may be new since
        """Show values that are not saved, over the item they were typed for."""
        self.item_wanted.emit(values.get("year") or 0, values.get("item") or 0)
        if (values.get("year"), values.get("item")) == (self._year, self._item.uid):
            super().put_back(self.uid, values)
        else:
            self.session.refused.emit("工作要点里已经没有这一项，没有放回。")

    def _adapt(self, *_: object) -> None:
        """What only some items want is asked for only there; what was typed never hides."""
        asked = {REASON: self.fields.rows["state"].editor.value() == NOT_APPLICABLE, JUDGED: self._judges}
        for name, wanted in asked.items():
            row = self.fields.rows[name]
            shown = wanted or bool(row.editor.value())
            row.set_shown(shown)

    def _head(self) -> None:
        super()._head()
        self.head.setText(f"第{self._item.number}项落实情况" if self._item.uid else "落实情况")
