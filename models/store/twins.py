"""Values that records of several units share, and what people said about them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection

from models.records.ledger import Ledger
from models.store.tables import column_name, table_name
from models.store.transaction import Transaction


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A person's word on a value that these units share: it holds until another unit joins them."""

    ledger: str
    value: str
    units: str
    verdict: str
    note: str = ""
    at: str = ""
    operator: str = ""


def values(connection: Connection, ledger: Ledger, field: str) -> Iterator[tuple[str, str, str, str]]:
    """Value, unit, uid and title of every record that has the field filled and is not deleted, by value."""
    column, title = column_name(ledger.by_name[field]), column_name(ledger.by_name[ledger.title])
    where = f"deleted = 0 AND {column} <> ''"
    sql = f"SELECT {column}, unit, uid, {title} FROM {table_name(ledger)} WHERE {where} ORDER BY 1, 2"
    for value, unit, uid, name in connection.exec_driver_sql(sql):
        yield str(value), str(unit), str(uid), str(name or "")


def keep(tx: Transaction, said: Said) -> None:
    """Keep what was said; the journal keeps it too."""
    row = msgspec.structs.astuple(msgspec.structs.replace(said, at=tx.at, operator=tx.operator))
    tx.connection.exec_driver_sql(
        "INSERT INTO twin VALUES (?,?,?,?,?,?,?) ON CONFLICT (ledger, value, units) DO UPDATE "
        "SET verdict = excluded.verdict, note = excluded.note, at = excluded.at, operator = excluded.operator",
        row,
    )
    text = f"{said.verdict} {said.note}".strip()
    tx.chain.append([(tx.at, tx.operator, "twin", "twin", said.ledger, said.units, "", text)])


def all_said(connection: Connection) -> dict[tuple[str, str, str], Said]:
    """Everything that was said, by ledger, value and units."""
    names = Said.__struct_fields__
    rows = connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM twin")
    found = [Said(**dict(zip(names, row, strict=True))) for row in rows]
    return {(one.ledger, one.value, one.units): one for one in found}
