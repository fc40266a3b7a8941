"""Which years a workspace was in use for: of others it has only what was carried over, and no figures."""

from __future__ import annotations

from sqlalchemy import Connection

from models.records.registry import ledger
from models.store.records import documents
from models.store.records.listing import ListQuery, count_rows

NO_LAST_YEAR = "没有上年数据"


def is_held(connection: Connection, year: int) -> bool:
    """Whether the year was issued here, or progress of it was recorded; cases alone may be carried over."""
    if documents.issue_of_year(connection, year):
        return True
    return count_rows(connection, ledger("progress"), ListQuery(equals=(("year", year),))) > 0
