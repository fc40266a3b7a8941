"""Tables of holidays: the office's own, for years the program does not know yet and corrections, and the centre's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import Connection

from models.rules.holidays import Calendar, under_centre
from models.store.base.transaction import Transaction
from models.store.records import documents

HOLIDAYS = "holidays"
"""The kind under which the table is kept; True is a day worked, False a day off."""
ISSUED = "holidays-issued"
"""The kind under which a unit keeps its centre's table, by the number of the issue that brought it."""


def own_days(connection: Connection) -> dict[dt.date, bool]:
    """The days that the office itself has typed or pasted: True a day worked, False a day off; {} for none."""
    return documents.latest_document(connection, HOLIDAYS, dict[dt.date, bool]) or {}


def issued_days(connection: Connection) -> dict[dt.date, bool]:
    """The days that the centre of this unit has issued, as `own_days`; {} at a centre and for none."""
    return documents.latest_document(connection, ISSUED, dict[dt.date, bool]) or {}


def working_calendar(connection: Connection) -> Calendar:
    """The working calendar that counts in this workspace."""
    return Calendar(under_centre(own_days(connection), issued_days(connection)))


def save_own_days(tx: Transaction, days: Mapping[dt.date, bool]) -> None:
    """Put another table in place of what was kept; the journal keeps both."""
    documents.save_document(tx, HOLIDAYS, documents.latest_number(tx.connection, HOLIDAYS) + 1, days)


def save_issued_days(tx: Transaction, number: int, days: Mapping[dt.date, bool] | None, source: str) -> bool:
    """Take the centre's table of issue `number`, unless a later one is known; gives whether another one counts now.

    None is an issue of an older program, which says nothing of holidays: what is known stays.
    """
    newest, known = documents.latest_number(tx.connection, ISSUED), issued_days(tx.connection)
    if days is None or number < newest or (number == newest and days == known):
        return False
    documents.save_document(tx, ISSUED, number, days, source)
    return days != known
