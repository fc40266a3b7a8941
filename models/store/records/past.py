"""The workspace as it once was: issues of other years, and records as they stood when a package was made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.records.entry import Entry, read_line
from models.records.ledger import Ledger
from models.records.office import Issue
from models.store.base.journal import VANISHED


def issue_of(connection: Connection, year: int) -> Issue | None:
    """The last issue of this year, whatever has been issued since for other years."""
    bodies = connection.exec_driver_sql("SELECT body FROM document WHERE kind = 'issue' ORDER BY number DESC").scalars()
    return next(
        (issue for issue in (msgspec.json.decode(body, type=Issue) for body in bodies) if issue.year == year), None
    )


def scheme_before(connection: Connection, year: int) -> dict[str, Any] | None:
    """The scheme issued last for another year than this one, None where there is none."""
    bodies = connection.exec_driver_sql("SELECT body FROM document WHERE kind = 'issue' ORDER BY number DESC").scalars()
    issues = (msgspec.json.decode(body, type=Issue) for body in bodies)
    return next((issue.scheme for issue in issues if issue.year != year and issue.scheme), None)


def place_of(connection: Connection, head: str) -> int | None:
    """The journal's row number with this digest (hexadecimal); None where there is no such row."""
    digest = bytes.fromhex(head)
    return connection.exec_driver_sql("SELECT seq FROM journal WHERE digest = ?", (digest,)).scalar()


def entries_until(connection: Connection, ledger: Ledger, unit: str, seq: int) -> Iterator[Entry]:
    """The unit's records, deleted ones too, as they stood after the journal's row `seq`."""
    rows = connection.exec_driver_sql(
        "SELECT line FROM journal WHERE seq IN (SELECT max(seq) FROM journal WHERE ledger = ? AND unit = ? AND seq <= ?"
        " GROUP BY uid) AND act <> ? ORDER BY seq",
        (ledger.id, unit, seq, VANISHED),
    )
    return (read_line(line) for line in rows.scalars())
