"""Everything that is to be known of a ledger, unit by unit, while its table is read once.

Reading is what takes time: every page of the file is deciphered. So sums and the rows of several selections come from
one statement, and what a unit's rows came to is dealt with before the next unit's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import GenericAlias
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.registry import ledger as ledger_with
from models.store.base.tables import column_name, table_name


class Selection(NamedTuple):
    """These fields of the records that fulfil a condition over the table's columns."""

    fields: tuple[str, ...]
    condition: str


class OfUnit(NamedTuple):
    """What one unit's records came to: a number for each sum, and for each selection its rows.

    A row has `uid` and the fields, as a record has them. Where one cannot be read there is None instead of all rows.
    """

    unit: str
    sums: list[int]
    rows: list[list[Any] | None]


def by_unit(
    connection: Connection,
    ledger_id: str,
    sums: Sequence[str],
    selections: Sequence[Selection],
    values: Mapping[str, object],
) -> Iterator[OfUnit]:
    """Per unit that has records: the sum of every expression over them, and the selections."""
    declared = ledger_with(ledger_id)
    decoders = [_decoder(declared, one) for one in selections]
    said = statement(declared, sums, [_rows(declared, one) for one in selections])
    for unit, *cells in connection.exec_driver_sql(said, values):
        lists = zip(decoders, cells[len(sums) :], strict=True)
        yield OfUnit(unit, [int(one) for one in cells[: len(sums)]], [_decoded(decoder, one) for decoder, one in lists])


def statement(declared: Ledger, sums: Sequence[str], others: Sequence[str] = ()) -> str:
    """The statement for sums and `others` per unit, over all records that were not deleted.

    The unary plus has the rows come in the order of units: by the index on `deleted`, which all of them have alike,
    they would be put aside and sorted, whole ledgers at a time.
    """
    wanted = ", ".join(["unit", *(f"total({one})" for one in sums), *others])
    return f"SELECT {wanted} FROM {table_name(declared)} WHERE +deleted = 0 GROUP BY unit"


def _rows(declared: Ledger, one: Selection) -> str:
    cells = ", ".join(["uid", *(_cell(declared.by_name[name]) for name in one.fields)])
    return f"json_group_array(json_array({cells})) FILTER (WHERE {one.condition})"


def _cell(field: BoundField) -> str:
    column = column_name(field)
    if field.kind is Kind.TABLE:
        return f"json(coalesce({column}, '[]'))"
    return f"json(CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)" if field.kind is Kind.FLAG else column


def _decoder(declared: Ledger, one: Selection) -> msgspec.json.Decoder[list[Any]]:
    """Reads structs of these fields alone: what is read a hundred thousand times has no room for the others."""
    kept = {field.name: field for field in msgspec.structs.fields(declared.record)}
    fields = [("uid", str), *((name, kept[name].type) for name in one.fields)]
    row = msgspec.defstruct(f"{declared.record.__name__}Row", fields, frozen=True, array_like=True, gc=False)
    return msgspec.json.Decoder(GenericAlias(list, (row,)))


def _decoded(decoder: msgspec.json.Decoder[list[Any]], text: str) -> list[Any] | None:
    try:
        return decoder.decode(text)
    except msgspec.ValidationError:
        return None
