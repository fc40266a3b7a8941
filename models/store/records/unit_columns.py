"""Some columns of the records of many units, unit by unit, while every ledger's table is read once.

Reading is what takes time: every page of the file is deciphered. So the units come in one order from all ledgers at
once, and what a unit has is dealt with before the next unit's is read: all of it together need not fit into memory.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from heapq import merge
from itertools import groupby
from operator import itemgetter
from types import GenericAlias
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.registry import ledger as ledger_with
from models.store.base.tables import column_name, table_name

AT_ONCE = 32
"""Units that a statement gives in one go: by turns with what looks at each, both take a seventh longer."""


class Excerpt(NamedTuple):
    """What is looked at of a ledger: `fields` of its records, those of a table's rows with its name (hearings.on).

    Where `among` names fields, only records that have one of its values in one of them are looked at, else all.
    """

    fields: frozenset[str]
    among: Mapping[str, frozenset[str]] = {}

    def joined(self, other: Excerpt) -> Excerpt:
        """What holds both."""
        both = self.among.keys() | other.among.keys() if self.among and other.among else frozenset[str]()
        none = frozenset[str]()
        among = {name: self.among.get(name, none) | other.among.get(name, none) for name in both}
        return Excerpt(self.fields | other.fields, among)


Rows = dict[str, dict[str, Any]]
"""By ledger id and uid objects that have these fields, as the record has them, and no others."""


def rows_by_unit(
    connection: Connection, excerpts: Mapping[str, Excerpt], units: Collection[str]
) -> Iterator[tuple[str, Rows]]:
    """Of each of these units that has records, in order of code, its rows of every ledger, without deleted records.

    A ledger of which one of the unit's rows cannot be read is not there.
    """
    parts = [_of_ledger(connection, ledger_with(name), excerpts[name], units) for name in sorted(excerpts)]
    for unit, some in groupby(merge(*parts, key=itemgetter(0)), key=itemgetter(0)):
        found = {name: rows for _, name, rows in some}
        some_or_none = ((name, found.get(name, {})) for name in excerpts)
        yield unit, {name: rows for name, rows in some_or_none if rows is not None}


def statement(declared: Ledger, excerpt: Excerpt) -> str:
    """The statement for the fields, in order of name, of the records of units that are given as a JSON list.

    The unary plus has the rows come in the order of units, by their index: by that on `deleted`, which all of them have
    alike, they would be put aside and sorted, whole ledgers at a time.
    """
    cells = ", ".join(_cell(declared.by_name[name]) for name in _parts(excerpt.fields))
    chosen = " OR ".join(
        f"{column_name(declared.by_name[name])} IN ({_quoted(excerpt.among[name])})" for name in sorted(excerpt.among)
    )
    return (
        f"SELECT unit, CAST(json_group_object(uid, json_array({cells})) AS BLOB) FROM {table_name(declared)}"
        " WHERE unit IN (SELECT value FROM json_each(?)) AND +deleted = 0"
        f"{f' AND ({chosen})' if chosen else ''} GROUP BY unit ORDER BY unit"
    )


def _quoted(values: Collection[str]) -> str:
    doubled = (value.replace("'", "''") for value in sorted(values))
    return ", ".join(f"'{value}'" for value in doubled)


def _parts(fields: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The record's own fields in order of name; of a table, the fields of its rows that are named, () for all."""
    split = [name.partition(".") for name in sorted(fields)]
    inside = {name: tuple(part for table, _, part in split if table == name and part) for name, _, _ in split}
    return {name: () if name in fields else parts for name, parts in inside.items()}


def _of_ledger(
    connection: Connection, declared: Ledger, excerpt: Excerpt, units: Collection[str]
) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    decoder = _decoder(declared, excerpt.fields)
    rows = connection.exec_driver_sql(statement(declared, excerpt), (json.dumps(list(units)),)).yield_per(AT_ONCE)
    return ((unit, declared.id, _decoded(decoder, packed)) for unit, packed in rows)


def _cell(field: BoundField) -> str:
    column = column_name(field)
    if field.kind is Kind.TABLE:
        return f"json(coalesce({column}, '[]'))"
    return f"json(CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)" if field.kind is Kind.FLAG else column


@cache
def _decoder(declared: Ledger, names: frozenset[str]) -> msgspec.json.Decoder[dict[str, Any]]:
    """Reads structs of these fields alone: what is read a million times has no room for the others."""
    types = {field.name: field.type for field in msgspec.structs.fields(declared.record)}
    fields = [
        (name, _rows_with(row, inside) if (row := declared.by_name[name].row) and inside else types[name])
        for name, inside in _parts(names).items()
    ]
    some = msgspec.defstruct(f"{declared.record.__name__}Row", fields, frozen=True, array_like=True, gc=False)
    return msgspec.json.Decoder(GenericAlias(dict, (str, some)))


def _rows_with(row: type[msgspec.Struct], names: tuple[str, ...]) -> GenericAlias:
    """The type of a table's rows with these fields of theirs alone."""
    types = {field.name: field.type for field in msgspec.structs.fields(row)}
    fields = [(name, types[name], None) for name in names]
    return GenericAlias(tuple, (msgspec.defstruct(f"{row.__name__}Row", fields, frozen=True, gc=False), ...))


def _decoded(decoder: msgspec.json.Decoder[dict[str, Any]], packed: bytes) -> dict[str, Any] | None:
    try:
        return decoder.decode(packed)
    except msgspec.ValidationError:
        return None
