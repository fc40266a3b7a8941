"""Files set aside: what they said of themselves and why they are not believed. The files stay where they are."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from models.store.base.own_table import OwnTable
from models.store.base.transaction import Transaction


class QuarantinedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is not believed; `digest` is that of the whole file, the other facts are its header's."""

    digest: str
    file: str
    unit: str
    package: str
    signer: str
    reason: str
    at: str = ""


QUARANTINE = OwnTable("quarantine", QuarantinedFile, key=("digest",))


def quarantine_file(tx: Transaction, row: QuarantinedFile) -> None:
    """Put a file on the list; one that comes again keeps the moment it came first."""
    kept = msgspec.structs.replace(row, at=row.at or tx.at)
    QUARANTINE.put(tx.connection, [kept], update=("file", "reason"))


def release_file(tx: Transaction, digest: str) -> None:
    """Take the file with this digest off the list, since it was believed after all; nothing where it is not on it."""
    QUARANTINE.delete(tx.connection, digest=digest)


def quarantined_files(connection: Connection) -> list[QuarantinedFile]:
    """Files that are set aside, the newest first."""
    return QUARANTINE.select(connection, "at DESC, file")
