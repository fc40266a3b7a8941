"""Counting many records of many units in few passes over the columns of a ledger's table; no record's line is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from models.records.ledger import Ledger
from models.records.registry import ledger as ledger_with
from models.records.registry import ledgers
from models.store.tables import column_name, table_name

Values = Mapping[str, object]
"""What the names in a condition (`:year`) stand for."""


def rows_in(column: str, condition: str) -> str:
    """SQL that counts the rows of a table column that fulfil a condition; `cell(name)` gives one of their cells."""
    return f"(SELECT count(*) FROM json_each({column}) AS part WHERE {condition})"


def cell(name: str) -> str:
    """A cell of the row that a condition of `rows_in` looks at."""
    return f"json_extract(part.value, '$.{name}')"


def days_after(column: str, days: int) -> str:
    """SQL for the day so many days after that in the column."""
    return f"date({column}, '+{days} days')"


def leads_to(ledger_id: str, link: str, condition: str) -> str:
    """SQL that says whether a reference leads to a record of the same unit that fulfils a condition.

    The unary plus has the one record looked up by its uid: by unit all records of the unit would be read for each.
    """
    declared = ledger_with(ledger_id)
    field, table = declared.by_name[link], table_name(declared)
    other = table_name(ledger_with(field.spec.to))
    return (
        f"EXISTS (SELECT 1 FROM {other} WHERE {other}.uid = {table}.{column_name(field)}"
        f" AND +{other}.unit = {table}.unit AND {other}.deleted = 0 AND ({_of(other, condition)}))"
    )


def _of(table: str, condition: str) -> str:
    """The condition with every column said to be the table's."""
    return re.sub(r"\bf_", f"{table}.f_", condition)


def units_with_records(connection: Connection) -> list[str]:
    """Codes of all units that have records, deleted ones counted too, in any ledger of a unit."""
    parts = [f"SELECT DISTINCT unit FROM {table_name(one)}" for one in ledgers().values() if one.desk != "centre"]
    return list(connection.exec_driver_sql(f"{' UNION '.join(parts)} ORDER BY 1").scalars())


def sums_by_unit(
    connection: Connection, ledger_id: str, expressions: Sequence[str], values: Values
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Per unit the sum of every expression over the ledger's records, in one pass."""
    wanted = ", ".join(f"total({one})" for one in expressions)
    table = table_name(ledger_with(ledger_id))
    rows = connection.exec_driver_sql(f"SELECT unit, {wanted} FROM {table} WHERE deleted = 0 GROUP BY unit", values)
    return ((unit, tuple(map(int, sums))) for unit, *sums in rows)


def columns(
    connection: Connection, ledger_id: str, names: Sequence[str], condition: str, values: Values
) -> Iterator[tuple[Any, ...]]:
    """Unit, uid and these fields, as their columns hold them, of the ledger's records that fulfil a condition."""
    found = ", ".join(["unit", "uid", *_columns(ledger_with(ledger_id), names)])
    sql = f"SELECT {found} FROM {table_name(ledger_with(ledger_id))} WHERE deleted = 0 AND ({condition})"
    rows = connection.exec_driver_sql(sql, values)
    return (tuple(row) for row in rows)


def whole_chains(ledger_id: str, link: str, condition: str) -> str:
    """A condition for every record in a chain one of whose records fulfils `condition`; `link` leads to the one before.

    Chains may hold more records than their own unit's; the reader parts them by unit.
    """
    declared = ledger_with(ledger_id)
    table, before = table_name(declared), column_name(declared.by_name[link])
    return (
        f"uid IN (WITH RECURSIVE chain(uid) AS (SELECT uid FROM {table} WHERE deleted = 0 AND ({condition})"
        f" UNION SELECT next.uid FROM chain JOIN {table} AS next ON next.{before} = chain.uid"
        f" UNION SELECT this.{before} FROM chain JOIN {table} AS this ON this.uid = chain.uid"
        f" WHERE this.{before} IS NOT NULL) SELECT uid FROM chain)"
    )


def _columns(declared: Ledger, names: Sequence[str]) -> list[str]:
    return [column_name(declared.by_name[name]) for name in names]
