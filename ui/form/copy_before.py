"""复制上一条: a field, or all that repeats, as the record entered before this one has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.records.entry import Entry
from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.store.records import listing, records
from ui.form.form_fields import EVIDENCE, UNSHOWN, starting_values
from ui.form.record_form import RecordForm

NONE_BEFORE = "前面没有记录可以照抄。"


def copy_field(form: RecordForm) -> None:
    """Put in what the record before has in the field with the cursor."""
    focused = form.fields.focused()
    if focused:
        _copy(form, [focused.field.name], over=True)


def copy_record(form: RecordForm) -> None:
    """Put in what the record before has in every field that is empty here and may repeat itself."""
    _copy(form, [one.name for one in form.ledger.fields if _may_repeat(form.ledger, one)], over=False)


class TakeOver:
    """Once an earlier instance is chosen in a form, what is the same in both goes into its empty fields."""

    def __init__(self, form: RecordForm) -> None:
        self._form, self._from = form, ""
        form.opened.connect(self._begin)
        form.fields.left.connect(self._look)

    def _chosen(self) -> str:
        return str(self._form.fields.values().get(self._form.ledger.carried_from) or "")

    def _begin(self, _uid: str) -> None:
        self._from = self._chosen()

    def _look(self) -> None:
        chosen = self._chosen()
        if chosen in ("", self._from):
            return
        self._from = chosen
        with self._form.session.workspace.read() as connection:
            before = records.find(connection, self._form.ledger, chosen)
        words = values_to_copy(self._form, before, self._form.ledger.carried, over=False) if before else {}
        if words:
            self._form.put(words)
            self._form.session.told.emit(f"从前一审级抄来{len(words)}栏，请核对。")


def _may_repeat(ledger: Ledger, field: BoundField) -> bool:
    """Not the record's title and key, nor what is one record's alone."""
    alone = field.spec.unique or field.spec.private or field.kind is Kind.TABLE
    return not alone and field.name not in {ledger.title, *ledger.key, EVIDENCE, *UNSHOWN}


def _copy(form: RecordForm, names: list[str], *, over: bool) -> None:
    with form.session.workspace.read() as connection:
        before = listing.record_before(connection, form.ledger, form.owner(), form.uid)
    if form.read_only or before is None:
        form.session.told.emit(NONE_BEFORE)
        return
    words = values_to_copy(form, before, names, over=over)
    form.put(words)
    if not over:
        form.session.told.emit(f"照抄了上一条的{len(words)}栏，请改成这一条的。")


def values_to_copy(form: RecordForm, before: Entry, names: Sequence[str], *, over: bool) -> dict[str, Any]:
    """What the other record has in these fields; unless `over`, only where the form has nothing of its own."""
    now, start = form.fields.values(), starting_values(form.ledger)
    free = [name for name in names if over or now.get(name) in (None, start.get(name))]
    return {name: before.fields[name] for name in free if before.fields.get(name) is not None}
