"""Which units, and which of their records, there are, by the columns of a ledger's table; no record's line is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.records.ledger import Ledger
from models.records.registry import ledger as ledger_with
from models.records.registry import ledgers
from models.store.base.tables import column_name, table_name


def units_with_records(connection: Connection, *ledger_ids: str) -> list[str]:
    """Codes of all units that have records, deleted ones counted too, in these ledgers or in any ledger of a unit."""
    looked = map(ledger_with, ledger_ids) if ledger_ids else (one for one in ledgers().values() if one.desk != "centre")
    parts = [f"SELECT unit FROM ({_units_in(table_name(one))})" for one in looked]
    return list(connection.exec_driver_sql(f"{' UNION '.join(parts)} ORDER BY 1").scalars())


def _units_in(table: str) -> str:
    """SQL for the units of a table, from each to the next by the index: DISTINCT would read all of the index."""
    following = f"SELECT min(unit) FROM {table} WHERE {table}.unit > found.unit"
    return (
        f"WITH RECURSIVE found(unit) AS (SELECT min(unit) FROM {table}"
        f" UNION ALL SELECT ({following}) FROM found WHERE found.unit IS NOT NULL)"
        " SELECT unit FROM found WHERE unit IS NOT NULL"
    )


def columns(
    connection: Connection, ledger_id: str, names: Sequence[str], *, unit: str | None = None, **equals: object
) -> Iterator[tuple[Any, ...]]:
    """Unit, uid and these fields, as their columns hold them, of the ledger's records that are not deleted.

    Of one unit or of all (None), and only those whose named fields have these values.
    """
    # As one text: so many rows fetched one by one take several times as long.
    declared = ledger_with(ledger_id)
    found = ", ".join(["unit", "uid", *_columns(declared, names)])
    wanted = [*([] if unit is None else ["unit"]), *_columns(declared, equals)]
    condition = " AND ".join(["deleted = 0", *(f"{column} = ?" for column in wanted)])
    values = (*([] if unit is None else [unit]), *equals.values())
    sql = f"SELECT json_group_array(json_array({found})) FROM {table_name(declared)} WHERE {condition}"
    text = connection.exec_driver_sql(sql, values).scalar_one()
    return iter(msgspec.json.decode(text, type=list[tuple[Any, ...]]))


def kept(connection: Connection, ledger_id: str, uids: Sequence[str]) -> list[str]:
    """Those of `uids` that exist in the ledger and are not deleted; their order is the table's."""
    table = table_name(ledger_with(ledger_id))
    sql = f"SELECT uid FROM {table} WHERE uid IN (SELECT value FROM json_each(?)) AND +deleted = 0"
    return list(connection.exec_driver_sql(sql, (json.dumps(uids),)).scalars()) if uids else []


def chained(connection: Connection, ledger_id: str, link: str, uids: Sequence[str]) -> list[tuple[str, str, int]]:
    """Unit, uid and journal row of these records and of all that `link` leads to or from, without deleted ones."""
    declared = ledger_with(ledger_id)
    table, before = table_name(declared), column_name(declared.by_name[link])
    sql = (
        f"WITH RECURSIVE chain(uid) AS (SELECT value FROM json_each(?)"
        f" UNION SELECT next.uid FROM chain JOIN {table} AS next ON next.{before} = chain.uid"
        f" UNION SELECT this.{before} FROM chain JOIN {table} AS this ON this.uid = chain.uid"
        f" WHERE this.{before} IS NOT NULL)"
        f" SELECT t.unit, t.uid, t.seq FROM chain CROSS JOIN {table} AS t ON t.uid = chain.uid WHERE +t.deleted = 0"
    )
    return [tuple(row) for row in connection.exec_driver_sql(sql, (json.dumps(uids),))] if uids else []


def _columns(declared: Ledger, names: Iterable[str]) -> list[str]:
    return [column_name(declared.by_name[name]) for name in names]
