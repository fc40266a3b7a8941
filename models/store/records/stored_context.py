"""What rules may ask, answered from the workspace record by record: for one form or one page of a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from sqlalchemy import Connection

from models.records.entry import BadRecordError, read_line, to_record
from models.records.office import Issue, place_of
from models.records.place import PlaceProfile
from models.records.record import Record
from models.records.registry import ledger as ledger_with
from models.rules.holidays import Calendar
from models.rules.terms import AS_SHIPPED
from models.store.base.tables import column_name, table_name
from models.store.records import documents
from models.store.records.calendar import working_calendar


class StoredContext:
    """A `Context` over an open connection, by the office's own calendar; records are looked up when asked for, once."""

    def __init__(self, connection: Connection, today: dt.date, calendar: Calendar | None = None) -> None:
        self.today = today
        self.calendar = calendar or working_calendar(connection)
        self._connection = connection
        self._known: dict[tuple[str, str], Record | None] = {}
        self._referring: dict[tuple[str, str, str], list[str]] = {}

    @property
    def terms(self) -> Mapping[str, int]:
        """Periods as the issue that is worked at sets them."""
        return self._issue.terms if self._issue else AS_SHIPPED

    @property
    def place(self) -> PlaceProfile:
        """The place of the issue that is worked at."""
        return place_of(self._issue)

    @cached_property
    def _issue(self) -> Issue | None:
        return documents.issue_for(self._connection, None)

    def put(self, ledger: str, uid: str, record: Record) -> None:
        """Answer with `record`, say one being typed, instead of what is kept under its uid."""
        self._known[ledger, uid] = record

    def get(self, ledger: str, uid: str | None) -> Record | None:
        """The record, or None where there is none, it was deleted or cannot be read."""
        if not uid:
            return None
        if (ledger, uid) not in self._known:
            found = self._select(ledger, "t.uid = ?", uid)
            self._known[ledger, uid] = found.get(uid)
        return self._known[ledger, uid]

    def referring(self, ledger: str, field: str, uid: str) -> list[Record]:
        """Records of `ledger` whose `field` refers to `uid`."""
        if (ledger, field, uid) not in self._referring:
            self.read_referring(ledger, field, [uid])
        known = (self._known[ledger, other] for other in self._referring[ledger, field, uid])
        return [record for record in known if record is not None and getattr(record, field) == uid]

    def read_referring(self, ledger: str, field: str, uids: list[str]) -> None:
        """Read at once what `referring` gives for each of these uids."""
        column = column_name(ledger_with(ledger).by_name[field])
        kept = self._select(ledger, f"t.{column} IN ({', '.join('?' * len(uids))})", *uids) if uids else {}
        found: dict[str, list[str]] = {uid: [] for uid in uids}
        for other, record in kept.items():
            self._known.setdefault((ledger, other), record)
            found.get(getattr(record, field), []).append(other)
        self._referring.update({(ledger, field, uid): others for uid, others in found.items()})

    def records(self, ledger: str, uids: list[str]) -> dict[str, Record]:
        """The readable ones among these records by uid, deleted or not."""
        found: dict[str, Record] = {}
        if uids:
            places = ", ".join("?" * len(uids))
            found = self._select(ledger, f"t.uid IN ({places})", *uids, deleted=True)
        return found

    def _select(self, ledger_id: str, condition: str, *values: str, deleted: bool = False) -> dict[str, Record]:
        declared = ledger_with(ledger_id)
        kept = "" if deleted else "+t.deleted = 0 AND "  # by the index of the condition: nearly all are not deleted
        rows = self._connection.exec_driver_sql(
            f"SELECT t.uid, j.line FROM {table_name(declared)} t JOIN journal j ON j.seq = t.seq "
            f"WHERE {kept}{condition}",
            values,
        )
        found: dict[str, Record] = {}
        for uid, line in rows.all():
            try:
                found[uid] = to_record(declared, read_line(line).fields, uid)
            except BadRecordError:
                continue
        return found


def list_row_id(connection: Connection, ledger_id: str, uid: str) -> int | None:
    """The id under which lists know the record, None where there is none."""
    table = table_name(ledger_with(ledger_id))
    found = connection.exec_driver_sql(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).scalar()
    return None if found is None else int(found)
