"""Files set aside: what they said of themselves and why they are not believed. The files stay where they are."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from models.store.base.transaction import Transaction


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is not believed; `digest` is that of the whole file, the other facts are its header's."""

    digest: str
    file: str
    unit: str
    package: str
    signer: str
    reason: str
    at: str = ""


COLUMNS = SetAside.__struct_fields__


def set_aside(tx: Transaction, row: SetAside) -> None:
    """Keep it in the list; a file that comes again keeps the day it came first."""
    kept = msgspec.structs.replace(row, at=row.at or tx.at)
    tx.connection.exec_driver_sql(
        f"INSERT INTO quarantine ({', '.join(COLUMNS)}) VALUES (?,?,?,?,?,?,?) "
        "ON CONFLICT (digest) DO UPDATE SET file = excluded.file, reason = excluded.reason",
        msgspec.structs.astuple(kept),
    )


def release(tx: Transaction, digest: str) -> None:
    """Take it off the list: it was believed after all."""
    tx.connection.exec_driver_sql("DELETE FROM quarantine WHERE digest = ?", (digest,))


def listed(connection: Connection) -> list[SetAside]:
    """What is set aside, the newest first."""
    rows = connection.exec_driver_sql(f"SELECT {', '.join(COLUMNS)} FROM quarantine ORDER BY at DESC, file")
    return [SetAside(**dict(zip(COLUMNS, row, strict=True))) for row in rows]
