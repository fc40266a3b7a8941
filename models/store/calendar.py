"""The office's own table of holidays: years the program does not know yet, and corrections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import Connection

from models.rules.holidays import Calendar
from models.store import documents
from models.store.transaction import Transaction

HOLIDAYS = "holidays"
"""The kind under which the table is kept; True is a day worked, False a day off."""


def own_days(connection: Connection) -> dict[dt.date, bool]:
    """What the office has typed or pasted."""
    return documents.latest(connection, HOLIDAYS, dict[dt.date, bool]) or {}


def calendar_of(connection: Connection) -> Calendar:
    """The working calendar that counts in this workspace."""
    return Calendar(own_days(connection))


def keep_days(tx: Transaction, days: Mapping[dt.date, bool]) -> None:
    """Put another table in place of what was kept; the journal keeps both."""
    number = documents.latest_number(tx.connection, HOLIDAYS) + 1
    documents.put(tx, HOLIDAYS, number, {day.isoformat(): worked for day, worked in sorted(days.items())})
