"""A record's versions: who changed what, when; and the way back to any of them. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from models.records.entry import DELETED, Entry, read_line
from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.store.base import journal, search
from models.store.base.journal import JournalRow
from models.store.base.settings import read_setting
from models.store.base.transaction import Transaction
from models.store.records import packages, records
from models.store.records.item_numbers import NAMING, item_numbers
from reports.figures.journal_words import ACTS
from ui.kit.tables.cells import text_of

EMPTY = "（空）"


@dataclass(frozen=True)
class Difference:
    """One field between two versions, as people read it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RecordVersion:
    """One version of a record: the journal's row, the record as it then was, and what had changed."""

    change: JournalRow
    entry: Entry
    differences: list[Difference]
    source: str = ""

    @property
    def act(self) -> str:
        """What was done, in one word, with the file or the submission it came from."""
        word = ACTS.get(self.change.act, self.change.act)
        return f"{word}（{self.source}）" if self.source else word


def record_versions(connection: Connection, ledger: Ledger, uid: str) -> list[RecordVersion]:
    """All versions, the newest first."""
    found: list[RecordVersion] = []
    before: Entry | None = None
    own = read_setting(connection, "unit")
    for change in journal.rows_of_record(connection, uid, ledger.id):
        entry = read_line(change.line)
        differences = _differences(connection, ledger, before, entry, foreign=entry.unit != own)
        found.append(RecordVersion(change, entry, differences, _source(connection, change.source)))
        before = entry
    return found[::-1]


def _source(connection: Connection, source: str) -> str:
    """A file's name as it is; a package as people speak of it."""
    rows = packages.find_packages(connection, id=source) if source else []
    return f"{rows[0].period}第{rows[0].sequence}次报送" if rows else source


def restore_version(tx: Transaction, ledger: Ledger, version: Entry) -> Entry:
    """Make the record what it was then, as a new change that can be undone."""
    now = records.load(tx.connection, ledger, version.uid)
    names = {*now.fields, *version.fields}
    back: dict[str, Any] = {name: version.fields.get(name) for name in names}
    return records.save(tx, ledger, now.unit, {**back, DELETED: version.deleted}, version.uid)


def _differences(
    connection: Connection, ledger: Ledger, before: Entry | None, after: Entry, *, foreign: bool
) -> list[Difference]:
    old = before.fields if before else {}
    found = [
        Difference(
            field.label,
            _text(connection, field, old.get(field.name), foreign=foreign),
            _text(connection, field, after.fields.get(field.name), foreign=foreign),
        )
        for field in ledger.fields
        if old.get(field.name) != after.fields.get(field.name)
    ]
    if before and before.deleted != after.deleted:
        found.insert(0, Difference("在不在回收站", *(("在", "不在") if before.deleted else ("不在", "在"))))
    return found


def _text(connection: Connection, field: BoundField, value: Any, *, foreign: bool) -> str:
    if value in (None, "", []):
        return EMPTY
    if field.spec.format in NAMING:
        return str(item_numbers(connection).of_field(field, value))
    if field.kind is Kind.REFERENCE:
        return search.reference_title(connection, field, str(value)) or "（已删除的记录）"
    if field.kind is Kind.TABLE:
        return "；".join(_row(field, row) for row in value) or EMPTY
    return text_of(field, value, foreign=foreign)


def _row(field: BoundField, row: dict[str, Any]) -> str:
    return " ".join(text_of(one, row[one.name]) for one in field.columns if one.spec.listed and row.get(one.name))
