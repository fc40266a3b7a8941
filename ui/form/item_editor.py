"""Editors of fields that name items of the plan: people read and type numbers, the record keeps uids."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from models.records.field import BoundField
from models.records.ledger import Ledger
from models.store.records.item_numbers import ITEM, ItemNumbers, item_numbers
from ui.base.session import Session
from ui.form.plain_editors import IntegerEditor, LineEditor


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


class ProvenEditor(LineEditor):
    """Several items: 3、17; while it is empty the line says which the ledger proves by its topics."""

    def __init__(self, field: BoundField, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._session, self._numbers = session, ItemNumbers({})

    def show_usual(self, ledger: Ledger) -> None:
        """Say which items records of the ledger prove where nothing is typed."""
        issue = self._session.issue()
        found = [str(item.number) for item in issue.plan.items if ledger.proves(item)] if issue else []
        usual = f"第{'、'.join(found)}项" if found else "没有一项"
        own = any(one.spec.format == ITEM for one in ledger.fields)
        self.line.setPlaceholderText("空着就是上面的项号" if own else f"空着按主题对应：{usual}")

    def set_value(self, value: Any) -> None:
        """Show the items of a stored text by their numbers of today; None empties the line."""
        with self._session.workspace.read() as connection:
            self._numbers = item_numbers(connection)
        super().set_value(self._numbers.shown_all(value) if value else None)

    def _read(self, text: str) -> Any:
        return self._numbers.typed_all(text)

    def _complaint(self) -> str:
        return f"“{self.line.text().strip()}”里有现行的工作要点没有的项，请填现在的项号，几项写成3、17。"
