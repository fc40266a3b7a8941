"""复制上一条: a field, or all that repeats, as the record entered before this one has it."""

from __future__ import annotations

from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.store.records import listing
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
    now, start = form.fields.values(), starting_values(form.ledger)
    free = [name for name in names if over or now.get(name) in (None, start.get(name))]
    words = {name: before.fields[name] for name in free if before.fields.get(name) is not None}
    form.put(words)
    if not over:
        form.session.told.emit(f"照抄了上一条的{len(words)}栏，请改成这一条的。")
