"""The table of each ledger, derived from its declaration.

A ledger's table repeats the fields of each record so that lists can filter and sort; the record itself is the line in
the journal that `seq` points to.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeEngine

from models.records.field import BoundField, Kind
from models.records.ledger import Ledger

COLUMN_TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.INTEGER: Integer,
    Kind.FLAG: Boolean,
}
"""Column type per kind where it is not text: dates and money are kept as the text their line has."""

PROOF = "evidence"
"""The field, in every ledger, that says which files prove a record."""
OWN_COLUMNS = ("uid", "unit", "seq", "deleted", "changed_at", "changed_by")


@cache
def ledger_table(ledger: Ledger) -> Table:
    """The table of a ledger: one column per declared field behind the program's own."""
    name = table_name(ledger)
    return Table(
        name,
        MetaData(),
        Column("id", Integer, primary_key=True),
        Column("uid", String, nullable=False, unique=True),
        Column("unit", String, nullable=False),
        Column("seq", Integer, nullable=False),
        Column("deleted", Boolean, nullable=False),
        Column("changed_at", String, nullable=False),
        Column("changed_by", String, nullable=False),
        *(Column(column_name(field), column_type(field)) for field in ledger.fields),
        *_indexes(name, ledger),
    )


def _indexes(name: str, ledger: Ledger) -> Iterator[Index]:
    """Lists of any size need no more than an index each: of one unit, of all, and either of them by title.

    Of records with evidence there are few beside all: an index finds them, and grows with them only.
    """
    yield Index(f"{name}_unit", "unit", "deleted")
    yield Index(f"{name}_deleted", "deleted")
    yield Index(f"{name}_seq", "seq")
    for field in ledger.fields:
        if field.name == ledger.title:
            yield Index(f"{name}_{field.name}", column_name(field), "deleted", "unit")
        elif field.spec.unique or field.kind is Kind.REFERENCE:
            yield Index(f"{name}_{field.name}", column_name(field))
        elif field.name == PROOF:
            yield Index(f"{name}_{PROOF}", "deleted", sqlite_where=text(f"{column_name(field)} IS NOT NULL"))


def table_name(ledger: Ledger) -> str:
    """Name of the table that holds a ledger's records."""
    return f"l_{ledger.id}"


def column_name(field: BoundField) -> str:
    """Name of a field's column; prefixed so that no field can meet one of the program's own."""
    return f"f_{field.name}"


def column_type(field: BoundField) -> type[TypeEngine[Any]]:
    """Type of the column of a field; see `COLUMN_TYPES`."""
    return COLUMN_TYPES.get(field.kind, Text)
