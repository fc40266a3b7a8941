"""Importing a workbook into a ledger: what is new, what changes, what stays, and what is refused with its reason.

A row is an existing record by its 记录编号 or by the ledger's key; an empty cell leaves what is there. Refused rows are
left out, all others are kept in one transaction, those of every ledger that the workbook feeds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from models.collector import collector_at_rest
from models.records.entry import Entry, uid_for
from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.natural_key import comparable, natural_key
from models.records.registry import ledger as ledger_with
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import records
from models.store.records.item_numbers import ItemNumbers, item_numbers_for, naming_fields
from models.store.records.undo_steps import mark_step
from reports.excel.ledger_text import Titles, as_read_back, value_text
from reports.filled_in.columns import field_columns
from reports.filled_in.given_book import given_rows
from reports.filled_in.import_rows import GivenRow, GivenRows, Refused, Unread, shown_words

ACT = "import"


@dataclass
class ImportRow:
    """A row on its way: the record it belongs to (None: a new one), its uid, and the values that differ."""

    row: GivenRow
    before: Entry | None
    uid: str
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def after(self) -> dict[str, Any]:
        """All field values after the import: those before, overlaid by the changes."""
        return {**(self.before.fields if self.before else {}), **self.changes}


@dataclass
class Import:
    """What an import does or, in a preview, would do: records added, updated, unchanged, rows refused and not read.

    `beside` is what becomes of other ledgers that the same rows feed; `uids` say whose record a row is,
    by sheet and row, and `turned_away` which rows are none's.
    """

    ledger: Ledger
    unit: str
    source: str
    added: list[ImportRow] = field(default_factory=list)
    updated: list[ImportRow] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    beside: list[Import] = field(default_factory=list)
    uids: dict[tuple[str, int], str] = field(default_factory=dict)
    turned_away: set[tuple[str, int]] = field(default_factory=set)
    numbers: ItemNumbers = field(default_factory=lambda: ItemNumbers({}))
    """By which items are shown."""

    @property
    def every(self) -> list[Import]:
        """This and those beside it."""
        return [self, *self.beside]

    @property
    def refused_rows(self) -> int:
        """How many rows are refused."""
        return len({(one.sheet, one.row) for one in self.refused})

    def refuse(self, row: GivenRow, name: str, reason: str, label: str = "") -> None:
        """Leave a row out, and say why: for the cell of the column of this name, "" for the whole row."""
        row.refused = True
        self.turned_away.add((row.sheet, row.number))
        cell = row.cells.get(name)
        said = label or (field_columns(self.ledger)[name].label if name else "")
        address = cell.address if cell else ""
        titled = row.cells.get(self.ledger.title)
        title = shown_words([titled.text]) if titled else ""
        self.refused.append(Refused(cell.row if cell else row.number, said, reason, row.sheet, address, title))

    def as_json(self) -> dict[str, Any]:
        """The shape of `import --json`."""
        return {
            "ledger": self.ledger.id,
            "added": len(self.added),
            "updated": len(self.updated),
            "unchanged": self.unchanged,
            "refused": [asdict(one) for one in self.refused],
            "unread": [one._asdict() for one in self.unread],
            "beside": [one.as_json() for one in self.beside],
        }


@dataclass(frozen=True)
class BookChoice:
    """What of a workbook is read: one `sheet` ("": all alike), `hidden` rows and sheets too, for its ledger `alone`."""

    sheet: str = ""
    hidden: bool = False
    alone: bool = False


WHOLE_BOOK = BookChoice()


def import_workbook(
    workspace: Workspace,
    ledger: Ledger,
    path: Path,
    operator: str,
    *,
    unit: str = "",
    all_or_nothing: bool = False,
    choice: BookChoice = WHOLE_BOOK,
) -> Import:
    """Import into the records of `unit` (the own one by default); with `all_or_nothing` one refused row stops it.

    Raises:
        WorkbookError: The file cannot be read.
        NoHeadsError, HeadTwiceError: Its columns cannot be told.
        WorkspaceBusyError: Another writer holds the workspace.
    """
    with collector_at_rest():
        given = given_rows(path, ledger, **asdict(choice))
        with workspace.write(operator) as tx:
            found = prepare(tx.connection, unit or workspace.unit, given)
            if not (all_or_nothing and any(one.refused for one in found.every)):
                save_import(tx, found)
    return found


def preview_workbook(
    workspace: Workspace, ledger: Ledger, path: Path, *, unit: str = "", choice: BookChoice = WHOLE_BOOK
) -> Import:
    """What `import_workbook` would do; raises what it would raise."""
    given = given_rows(path, ledger, **asdict(choice))
    with workspace.read() as connection:
        return prepare(connection, unit or workspace.unit, given)


def save_import(tx: Transaction, prepared: Import) -> int:
    """Keep what was prepared in this transaction's view of the workspace; gives the number of its one step."""
    told = []
    for one in prepared.every:
        entries = records.new_entries(tx, one.ledger, one.unit, [(draft.changes, draft.uid) for draft in one.added])
        entries += [
            records.changed_entry(tx, one.ledger, draft.before, {**draft.changes, "deleted": False})
            for draft in one.updated
            if draft.before
        ]
        tx.save_entries(ACT, one.ledger, [(entry, entry.line()) for entry in entries], one.source)
        told.append(f"{one.ledger.label}：新增{len(one.added)}条、更新{len(one.updated)}条")
    return mark_step(tx, f"导入{'；'.join(told)}（{prepared.source}）")


def prepare(connection: Connection, unit: str, given: GivenRows) -> Import:
    """Match rows to records, look references up and compare; ledgers that others refer to come first."""
    parts = sorted((given, *given.beside), key=lambda one: any(each.spec.to for each in one.ledger.fields))
    made: dict[str, Import] = {}
    for part in parts:
        made[part.ledger.id] = _prepared(connection, unit, part, made, shared=len(parts) > 1)
    found = made.pop(given.ledger.id)
    found.notes, found.unread, found.beside = list(given.notes), list(given.unread), list(made.values())
    return found


def _prepared(connection: Connection, unit: str, given: GivenRows, made: dict[str, Import], *, shared: bool) -> Import:
    found = Import(given.ledger, unit, given.path.name)
    known = _Known(connection, given.ledger, unit, shared=shared)
    rows = [row for row in given.rows if _is_linked(found, known, row, made)]
    found.numbers = known.numbers
    drafts = [draft for row in rows if (draft := _draft(found, known, row))]
    for draft in _with_references(found, known, drafts):
        _sort_in(found, draft)
    gone = {draft.uid for draft in drafts if draft.row.refused}
    found.uids = {place: uid for place, uid in found.uids.items() if uid not in gone}
    found.refused.sort(key=lambda one: one.row)
    return found


def _is_linked(found: Import, known: _Known, row: GivenRow, made: dict[str, Import]) -> bool:
    """Let the row refer to the records that the same row has in other ledgers; False where these were refused."""
    for one in found.ledger.fields:
        target = made.get(one.spec.to)
        if target is None or one.name not in row.values:
            continue
        uid = target.uids.get((row.sheet, row.number))
        if uid:
            known.titles[target.ledger.id].add(uid, {})
            row.values[one.name] = uid
        elif (row.sheet, row.number) in target.turned_away:
            found.refuse(row, one.name, f"这一行的{target.ledger.label}没有导入：改好后一起导入")
            return False
    return True


class _Known:
    """The unit's records, by uid and by key, and what references may mean."""

    def __init__(self, connection: Connection, ledger: Ledger, unit: str, *, shared: bool = False) -> None:
        self.shared = shared
        self.numbers = item_numbers_for(connection, ledger)
        entries = list(records.entries(connection, ledger, unit, deleted=True))
        self.by_uid = {entry.uid: entry for entry in entries}
        self.by_key: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self.keyless: list[Entry] = []
        self.taken: dict[object, GivenRow] = {}
        for entry in sorted(entries, key=lambda one: one.deleted):
            key = natural_key(ledger, entry.fields)
            if key:
                self.by_key[key].append(entry)
            elif not entry.deleted:
                self.keyless.append(entry)
        self.titles: dict[str, Titles] = {}
        for target in {one.spec.to for one in ledger.fields if one.spec.to}:
            declared = ledger_with(target)
            self.titles[target] = Titles(declared, records.entries(connection, declared, unit))


def _draft(found: Import, known: _Known, row: GivenRow) -> ImportRow | None:
    """The row with its record, or None: then it has been refused, or says what a row before it said."""
    ledger = found.ledger
    if row.unit and row.unit != found.unit:
        found.refuse(row, "", f"是单位{row.unit}的记录，不能导入{found.unit}的台账")
        return None
    row = _with_item(found, known, row)
    key = natural_key(ledger, row.values)
    missing = [name for name in ledger.key if not row.values.get(name)]
    before = known.by_uid.get(row.uid) or _by_key(found, known, row, key)
    _refuse_faulty(found, known, row, before)
    if before and ledger.fixed_uid and key and key != natural_key(ledger, before.fields):
        labels = "、".join(ledger.by_name[name].label for name in ledger.key)
        reason = "与编号所指的记录不同，这几栏定下了就不改：请改回来，或者清空编号另作一条"
        found.refuse(row, ledger.key[0], reason, labels)
    if before is None and ledger.fixed_uid and missing and not row.refused:
        found.refuse(row, missing[0], "没有填：没有它就不知道是哪一条，请补填")
    if row.refused:
        return None
    uid = before.uid if before else uid_for(ledger, found.unit, row.values)
    first = known.taken.setdefault(before.uid if before else key or uid, row)
    if first is not row:
        _refuse_again(found, known, row, first)
        return None
    found.uids[row.sheet, row.number] = uid
    return ImportRow(row, before, uid)


def _refuse_again(found: Import, known: _Known, row: GivenRow, first: GivenRow) -> None:
    """One record in two rows: refused, save where rows feed several ledgers and both say the same of it."""
    if not known.shared:
        found.refuse(row, "", f"与{first.place}是同一条记录：请只留一行")
        return
    for name, value in row.values.items():
        if name in first.values and first.values[name] != value:
            label = found.ledger.by_name[name].label
            found.refuse(row, name, f"与{first.place}是同一条{found.ledger.label}，{label}却不一样：请改成一样")
    if not row.refused:
        found.uids[row.sheet, row.number] = found.uids[first.sheet, first.number]


def _with_item(found: Import, known: _Known, row: GivenRow) -> GivenRow:
    """The row with the uids of the items whose numbers it gives."""
    kept = known.by_uid.get(row.uid)
    values = known.numbers.typed_in(found.ledger, row.values, kept.fields if kept else {})
    for one in naming_fields(found.ledger):
        typed = row.values.get(one.name)
        if typed is not None and values[one.name] is None:
            found.refuse(row, one.name, f"工作要点里没有第{typed}项：请填现在的项号")
    return replace(row, values=values)


def _by_key(found: Import, known: _Known, row: GivenRow, key: tuple[str, ...]) -> Entry | None:
    """The record with the row's key; for a row without one, a record without one that says just the same."""
    if not key:
        same = (one for one in known.keyless if one.uid not in known.taken and _says(found.ledger, one, row))
        return next(same, None)
    candidates = known.by_key.get(key, [])
    live = [one for one in candidates if not one.deleted]
    if len(live) > 1:
        labels = "、".join(found.ledger.by_name[name].label for name in found.ledger.key)
        reason = f"台账里有{len(live)}条记录的{labels}与这一行相同：请先在程序里删去多余的"
        found.refuse(row, found.ledger.key[0], reason, labels)
    return next(iter(candidates), None)


def _says(ledger: Ledger, entry: Entry, row: GivenRow) -> bool:
    plain_fields = (one for one in ledger.fields if one.kind is not Kind.REFERENCE and one.name in row.cells)
    return all(_same(one, entry.fields.get(one.name), row.values.get(one.name)) for one in plain_fields)


def _refuse_faulty(found: Import, known: _Known, row: GivenRow, before: Entry | None) -> None:
    """Refuse the row for its bad cells, save those that say what the record says already."""
    fields = known.numbers.shown_in(found.ledger, before.fields) if before and row.faults else {}
    for name, reason in row.faults.items():
        one = field_columns(found.ledger)[name]
        is_told = before and not one.inside and one.field.kind is not Kind.TABLE
        kept = value_text(one.field, fields.get(name)) if is_told else ""
        if not kept or kept != as_read_back(row.cells[name].text):
            found.refuse(row, name, reason)


def _with_references(found: Import, known: _Known, drafts: list[ImportRow]) -> list[ImportRow]:
    """The drafts with references as uids. One that refers to a refused new row is refused as well."""
    own = known.titles.get(found.ledger.id)
    for draft in drafts if own else ():
        known.titles[found.ledger.id].add(draft.uid, {**draft.after, **draft.row.values})
    kept = drafts
    while True:
        for draft in kept:
            _refuse_unresolved(found, known, draft)
        gone = {draft.uid for draft in kept if draft.row.refused and draft.before is None}
        kept = [draft for draft in kept if not draft.row.refused]
        if own is None or not gone:
            break
        own.remove(gone)
    for draft in kept:
        _compare(found.ledger, known, draft)
    return kept


def _refuse_unresolved(found: Import, known: _Known, draft: ImportRow) -> None:
    for one in _references(found.ledger, draft.row):
        text = str(draft.row.values[one.name])
        count = len(_meant(known, draft, one))
        where = ledger_with(one.spec.to).label
        if not count:
            found.refuse(draft.row, one.name, f"{where}里没有“{text}”：请先登记，或者改正")
        elif count > 1:
            found.refuse(draft.row, one.name, f"{where}里有{count}条叫“{text}”：请写成 {text}〔编号〕")


def _references(ledger: Ledger, row: GivenRow) -> list[BoundField]:
    return [one for one in ledger.fields if one.kind is Kind.REFERENCE and one.name in row.values]


def _meant(known: _Known, draft: ImportRow, one: BoundField) -> list[str]:
    """Uids that the cell may mean: the record's own where the cell says just that."""
    titles, text = known.titles[one.spec.to], str(draft.row.values[one.name])
    kept = draft.before.fields.get(one.name) if draft.before else None
    if kept and (comparable(titles.label(kept)) == comparable(text) or kept in titles.find(text)):
        return [kept]
    return titles.find(text)


def _compare(ledger: Ledger, known: _Known, draft: ImportRow) -> None:
    """Fill in the values that differ, with what follows from them; a new record has its defaults too."""
    values = dict(draft.row.values)
    for one in _references(ledger, draft.row):
        values[one.name] = _meant(known, draft, one)[0]
    if draft.before is None:
        defaults = {one.name: one.spec.default() for one in ledger.fields if one.spec.default}
        draft.changes = {**defaults, **values}
    else:
        fields = draft.before.fields
        for name in draft.row.partial:
            values[name] = _table_with(ledger.by_name[name], fields.get(name) or [], values[name])
        draft.changes = {
            name: value for name, value in values.items() if not _same(ledger.by_name[name], fields.get(name), value)
        }
    if ledger.fill and draft.changes:
        draft.changes |= ledger.fill(draft.after)


def _table_with(one: BoundField, kept: list[dict[str, Any]], given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a table that were kept, with what is given of some of their columns; the first tells them apart."""
    first, rows = one.columns[0].name, [dict(row) for row in kept]
    for new in given:
        same = next((row for row in rows if new.get(first) and row.get(first) == new[first]), None)
        if same is None:
            rows.append(dict(new))
        else:
            same.update(new)
    return rows


def _same(one: BoundField, kept: Any, given: Any) -> bool:
    return _canonical(one, kept) == _canonical(one, given)


def _canonical(one: BoundField, value: Any) -> object:
    """A value as far as a workbook can tell it from others."""
    if value in (None, "", []):
        return None
    match one.kind:
        case Kind.TEXT | Kind.CHOICE:
            return as_read_back(str(value)) or None
        case Kind.MONEY:
            return Decimal(value)
        case Kind.TABLE:
            rows = [{each.name: _canonical(each, row.get(each.name)) for each in one.columns} for row in value]
            return [row for row in rows if any(part is not None for part in row.values())] or None
        case _:
            return value


def _sort_in(found: Import, draft: ImportRow) -> None:
    if draft.before is None:
        found.added.append(draft)
    elif draft.changes or draft.before.deleted:
        found.updated.append(draft)
    else:
        found.unchanged += 1
