"""One line over a record of another unit: which package it came in and who signed that, or which paper it rests on."""

from __future__ import annotations

from models.merge.origin import origin_of
from models.records.entry import Entry
from models.records.ledger import Ledger
from models.store.base.workspace import Workspace
from ui.base.plain_text import Label


class OriginLine(Label):
    """A line that says where a record comes from; hidden for records of the own unit."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setContentsMargins(4, 0, 4, 0)
        self.hide()

    def show_entry(self, workspace: Workspace, ledger: Ledger, entry: Entry | None) -> None:
        """Say where the record comes from."""
        if entry is None or not workspace.is_centre or entry.unit == workspace.unit:
            self.hide()
            return
        with workspace.read() as connection:
            found = origin_of(connection, ledger, entry)
        self.setVisible(found is not None)
        if found:
            self.setText(f"▲ {found.words}" if found.is_proxy else found.words)
            self.setProperty("role", "warning" if found.is_proxy else "soft")
            self.style().unpolish(self)
            self.style().polish(self)
