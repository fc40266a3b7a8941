"""One field of the 落实情况 of several items changed at once; an item without a record gets its first one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from models.records.entry import Entry
from models.records.registry import ledger
from models.store.base.transaction import Transaction
from models.store.records import records
from models.store.records.undo_steps import mark_step
from ui.base.session import Session
from ui.form.form_fields import starting_values
from ui.kit.taking_back import offer_undo
from ui.list.bulk_change import BulkChange, ask_for_value, change_text

PROGRESS = ledger("progress")


class ChosenItem(NamedTuple):
    """An item of the plan: its uid, what it is called, and the uid of its 落实情况, kept already or not."""

    item: int
    name: str
    uid: str


def change_items(session: Session, year: int, items: Sequence[ChosenItem], parent: QWidget) -> BulkChange:
    """Ask for field and value, show old → new item by item, change them, and offer 撤销."""
    names = {one.uid: one.name for one in items}
    with session.workspace.read() as connection:
        found = {one.uid: records.find(connection, PROGRESS, one.uid) for one in items}
    entries = [_entry(session.unit, year, one, found[one.uid]) for one in items]
    dialog = BulkChange(session, PROGRESS, entries, parent, fixed=PROGRESS.key, name=lambda entry: names[entry.uid])
    ask_for_value(session, dialog, partial(put_in_items, session))
    return dialog


def _entry(unit: str, year: int, item: ChosenItem, kept: Entry | None) -> Entry:
    """The record, or what it begins with."""
    if kept is not None and not kept.deleted:
        return kept
    fields: Mapping[str, Any] = {**starting_values(PROGRESS), "year": year, "item": item.item}
    nobody = ("", "")
    return Entry(
        uid=item.uid,
        unit=unit,
        created=nobody,
        changed=nobody,
        deleted=False,
        vector={},
        stamps={},
        fields=dict(fields),
    )


def put_in_items(session: Session, entries: Sequence[Entry], name: str, value: Any) -> None:
    """Set one field of these records, those that are not kept yet made for it, with 撤销 on offer."""
    unit = session.unit

    def act(tx: Transaction) -> int:
        for entry in entries:
            _put(tx, unit, entry, name, value)
        return mark_step(tx, change_text(PROGRESS, name, len(entries)))

    done = f"已修改 {len(entries)} 项"
    session.change(act, lambda number: offer_undo(session, done, number), ledger=PROGRESS, label="正在修改")


def _put(tx: Transaction, unit: str, entry: Entry, name: str, value: Any) -> None:
    kept = records.find(tx.connection, PROGRESS, entry.uid)
    if kept is None or kept.deleted:
        records.save(tx, PROGRESS, unit, {**entry.fields, name: value})
    else:
        records.save(tx, PROGRESS, unit, {name: value}, entry.uid)
