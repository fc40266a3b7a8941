"""The editor of a field that names an item of the plan: people read and type its number, the record keeps its uid."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from models.records.field import BoundField
from models.store.records.item_numbers import ItemNumbers, item_numbers
from ui.base.session import Session
from ui.form.plain_editors import IntegerEditor


class ItemEditor(IntegerEditor):
    """Shows what is printed today; a value that nobody touches stays what it was, a dropped item's too."""

    def __init__(self, field: BoundField, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._session, self._numbers = session, ItemNumbers({})
        self._kept: tuple[str, Any] = ("", None)

    def set_value(self, value: Any) -> None:
        """Show the number of the item of this uid; None empties the line."""
        with self._session.workspace.read() as connection:
            self._numbers = item_numbers(connection)
        super().set_value(None if value is None else self._numbers.shown(value))
        self._kept = self.line.text(), value

    def _read(self, text: str) -> Any:
        if text == self._kept[0]:
            return self._kept[1]
        number = super()._read(text)
        return None if number is None else self._numbers.typed(number)

    def _complaint(self) -> str:
        if super()._read(self.line.text().strip()) is None:
            return super()._complaint()
        return f"现行的工作要点里没有第{self.line.text().strip()}项，请填现在的项号。"
