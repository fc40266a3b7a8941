"""Values that records of several units share, and what people said about them."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from models.records.registry import ledger as ledger_with
from models.store.base.own_table import OwnTable
from models.store.base.tables import column_name, table_name
from models.store.base.transaction import Transaction


class TwinVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """A person's decision on a value that these units share; it holds until another unit joins them.

    `units` are their codes, one text; `verdict` is what was decided, `at` and `operator` say when and by whom.
    """

    ledger: str
    value: str
    units: str
    verdict: str
    note: str = ""
    at: str = ""
    operator: str = ""


TWINS = OwnTable("twin", TwinVerdict, key=("ledger", "value", "units"))


def repeated_values(connection: Connection, ledger: str, field: str) -> list[str]:
    """Values of an indexed field that several records have, spelled alike, deleted ones counted too."""
    table, column = _place(ledger, field)
    sql = f"SELECT {column} FROM {table} INDEXED BY {table}_{field} WHERE {column} <> '' GROUP BY 1 HAVING count(*) > 1"
    return list(connection.exec_driver_sql(sql).scalars())


UNOFFICIAL = {
    "id_number": "{column} GLOB '*[^0-9A-Z]*'",
    "number": "NOT ({column} GLOB '（[12][0-9][0-9][0-9]）*号' AND {column} NOT GLOB '*[^一-龥0-9（）]*'"
    " AND {column} NOT GLOB '*[第字年之]*' AND {column} NOT GLOB '*[初终监申抗再审复他辖]0*')",
}
"""By field, what a value is like that may be spelled in several ways; every other one is spelled as it is official."""


def unofficial_values(connection: Connection, ledger: str, field: str) -> list[str]:
    """Values of an indexed field that may not be spelled officially, deleted ones counted too."""
    table, column = _place(ledger, field)
    condition = UNOFFICIAL[field].format(column=column)
    sql = f"SELECT DISTINCT {column} FROM {table} INDEXED BY {table}_{field} WHERE {column} <> '' AND {condition}"
    return list(connection.exec_driver_sql(sql).scalars())


def records_with_values(
    connection: Connection, ledger: str, field: str, wanted: Sequence[str]
) -> list[tuple[str, str, str, str]]:
    """Value, unit, uid and title of records that have one of these values and are not deleted, in order of entry."""
    table, column = _place(ledger, field)
    title = column_name(ledger_with(ledger).by_name[ledger_with(ledger).title])
    where = f"{column} IN (SELECT value FROM json_each(?)) AND +deleted = 0"
    sql = f"SELECT {column}, unit, uid, coalesce({title}, '') FROM {table} WHERE {where} ORDER BY id"
    return [tuple(row) for row in connection.exec_driver_sql(sql, (json.dumps(wanted),))] if wanted else []


def _place(ledger: str, field: str) -> tuple[str, str]:
    declared = ledger_with(ledger)
    return table_name(declared), column_name(declared.by_name[field])


def save_verdict(tx: Transaction, said: TwinVerdict) -> None:
    """Keep a decision as of now, in place of an earlier one on the same value and units; the journal keeps both."""
    TWINS.put(tx.connection, [msgspec.structs.replace(said, at=tx.at, operator=tx.operator)])
    text = f"{said.verdict} {said.note}".strip()
    tx.chain.append([(tx.at, tx.operator, "twin", "twin", said.ledger, said.units, "", text)])


def all_verdicts(connection: Connection) -> dict[tuple[str, str, str], TwinVerdict]:
    """Every decision by ledger, value and units."""
    return {(one.ledger, one.value, one.units): one for one in TWINS.select(connection, "at, ledger, value")}
