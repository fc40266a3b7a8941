"""Names and values of records as a clerk reads them in a preview or beside a conflict."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from models.records.context import title_of
from models.records.entry import DELETED, BadRecordError, Entry, to_record
from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.privacy import masked_text
from models.store.base import search
from models.store.base.settings import read_setting
from models.store.records.item_numbers import NAMING, item_numbers

LONGEST = 200
"""Characters of a value that are shown."""


def field_label(ledger: Ledger, field: str) -> str:
    """What people call the field; a name this version does not know stands as it is."""
    if field == DELETED:
        return "是否删除"
    known = ledger.by_name.get(field)
    return known.label if known else field


def field_text(connection: Connection, ledger: Ledger, field: str, value: Any, unit: str) -> str:
    """A JSON value in a record of `unit` in words: references by title, tables by their number of rows, masked."""
    if field == DELETED:
        return "删除" if value else "保留"
    known = ledger.by_name.get(field)
    if value in (None, "", []):
        return "（空）"
    if known is None:
        return str(value)[:LONGEST]
    return _text(connection, known, value, foreign=is_foreign(connection, known, unit))[:LONGEST]


def is_foreign(connection: Connection, field: BoundField, unit: str) -> bool:
    """Whether the field names parties, and the record of `unit` is another's than the workspace's own."""
    return field.spec.private == "name" and unit != read_setting(connection, "unit")


def _text(connection: Connection, field: BoundField, value: Any, *, foreign: bool) -> str:
    if field.spec.format in NAMING:
        return str(item_numbers(connection).of_field(field, value))
    if field.kind is Kind.REFERENCE:
        return search.reference_title(connection, field, str(value)) or "（找不到这条记录）"
    if field.kind is Kind.FLAG:
        return "是" if value else "否"
    if field.kind is Kind.TABLE and isinstance(value, list):
        return f"{len(value)}项：" + "；".join(_row(field, row) for row in value)
    return masked_text(field, str(value), foreign=foreign)


def _row(field: BoundField, row: dict[str, Any]) -> str:
    return " ".join(str(row[column.name]) for column in field.columns if column.spec.listed and column.name in row)


def title_and_whom(connection: Connection, ledger: Ledger, entry: Entry) -> str:
    """The title and, in brackets, whom the record is about: its holder, or its party as other offices read it."""
    title = entry_title(ledger, entry)
    about = (one for one in ledger.fields if one.spec.listed and one.name != ledger.title and _names_somebody(one))
    values = ((one, entry.fields.get(one.name)) for one in about)
    field, value = next(((one, value) for one, value in values if value), (None, ""))
    if field is None:
        return title
    return f"{title}（{_text(connection, field, value, foreign=True)[:LONGEST]}）"


def _names_somebody(field: BoundField) -> bool:
    return field.kind is Kind.REFERENCE or field.spec.private == "name"


def entry_title(ledger: Ledger, entry: Entry) -> str:
    """What people call the record; its uid where it cannot be read."""
    try:
        return title_of(ledger, to_record(ledger, entry.fields, entry.uid))
    except BadRecordError:
        return entry.uid
