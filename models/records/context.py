"""What rules may ask, answered from entries in memory."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from models.records.entry import BadRecordError, Entry, to_record
from models.records.field import Kind
from models.records.ledger import Ledger
from models.records.place import NATIONAL, PlaceProfile
from models.records.record import Record
from models.records.registry import ledger
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.rules.terms import AS_SHIPPED


class BasicContext:
    """A `Context` over entries by ledger id; a ledger is read when it is first asked for, and read once.

    Entries in the recycle bin are left out everywhere. Entries that do not fit their ledger are in `unreadable`. Of a
    ledger in `records` nothing is read: what is there, by uid, stands for all its records.
    """

    def __init__(
        self,
        entries: Mapping[str, Iterable[Entry]],
        today: dt.date,
        calendar: Calendar = DEFAULT_CALENDAR,
        terms: Mapping[str, int] = AS_SHIPPED,
        place: PlaceProfile = NATIONAL,
        records: Mapping[str, Mapping[str, Record]] = MappingProxyType({}),
    ) -> None:
        self.today = today
        self.calendar = calendar
        self.terms = terms
        self.place = place
        self._entries = entries
        self._kept: dict[str, dict[str, Entry]] = {}
        self._records: dict[str, Mapping[str, Record]] = dict(records)
        self._unreadable: dict[str, dict[str, BadRecordError]] = {name: {} for name in records}
        self._referring: dict[tuple[str, str], dict[str, list[Record]]] = {}

    def get(self, ledger: str, uid: str | None) -> Record | None:
        """The record, or None where there is none or it was deleted."""
        return self.records(ledger).get(uid) if uid else None

    def referring(self, ledger: str, field: str, uid: str) -> list[Record]:
        """Records of `ledger` whose `field` refers to `uid`."""
        index = self._referring.get((ledger, field))
        if index is None:
            index = self._referring[ledger, field] = _by_value(self.records(ledger).values(), field)
        return index.get(uid, [])

    def entries(self, ledger: str) -> Mapping[str, Entry]:
        """Entries of `ledger` by uid, readable or not, in the given order."""
        if ledger not in self._kept:
            self._kept[ledger] = {entry.uid: entry for entry in self._entries.get(ledger, ()) if not entry.deleted}
        return self._kept[ledger]

    def records(self, ledger: str) -> Mapping[str, Record]:
        """Readable records of `ledger` by uid, in the given order.

        Raises:
            UnknownLedgerError: There is no such ledger.
        """
        if ledger not in self._records:
            self._read(ledger)
        return self._records[ledger]

    def unreadable(self, ledger: str) -> Mapping[str, BadRecordError]:
        """By uid, what is wrong with the entries of `ledger` that do not fit its declaration."""
        self.records(ledger)
        return self._unreadable[ledger]

    def _read(self, ledger_id: str) -> None:
        records: dict[str, Record] = {}
        unreadable: dict[str, BadRecordError] = {}
        declared = ledger(ledger_id)
        for uid, entry in self.entries(ledger_id).items():
            try:
                records[uid] = to_record(declared, entry.fields, uid)
            except BadRecordError as problem:
                unreadable[uid] = problem
        self._records[ledger_id], self._unreadable[ledger_id] = records, unreadable


def _by_value(records: Iterable[Record], field: str) -> dict[str, list[Record]]:
    index: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        value = getattr(record, field)
        if value:
            index[value].append(record)
    return dict(index)


def title_of(ledger: Ledger, record: Record) -> str:
    """What people call the record: its title, a bare number with its label, or that it has none."""
    value = getattr(record, ledger.title)
    if value in (None, ""):
        return ledger.nameless
    field = ledger.by_name[ledger.title]
    return f"{field.label}{value}" if field.kind is Kind.INTEGER else str(value)


def year_of(ledger: Ledger, record: Record) -> int | None:
    """The year a record belongs to, or None where its ledger knows no years or the field is empty."""
    value = getattr(record, ledger.year_of) if ledger.year_of else None
    return value.year if isinstance(value, dt.date) else value
