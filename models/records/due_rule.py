"""Something that a ledger's records have to have had done by a day, declared with the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from models.records.record import Record
from models.rules.periods import Deadline

SOON = 30
"""Days before its day from which something due or ending counts as soon: in lists, on the desk and on paper."""
ENDING = f"{SOON}天内到期"
"""What such things are called."""
NEAR = 90
"""Days before its day from which something is shown as due, where its rule says nothing else."""
AT_ONCE = 36_500
"""The same for what is shown as soon as its day is known."""

EMPTY = (None,)
"""The values of a field that is not filled in."""
Waiting = tuple[tuple[str, tuple[str | None, ...]], ...]
DayOf = Callable[..., dt.date | Deadline | None]


@dataclass(frozen=True)
class DueRule:
    """What is to be done, and by when.

    Attributes:
        what: What the desk calls it; of rows a function of the row may give it.
        day: Date field with the last day, or `(record or row, context)` -> the day, None where there is none.
        begun: Field that is filled as soon as the period runs; "" where `day` is that field.
        waiting: Fields and the values by which a record (a row, where there are `rows`) still waits.
        rows: Table field whose rows are looked at one by one; "" where the record itself is.
        lapses: Nothing can be done any more once the day has passed, so that it is never late; this many days after
            it began it has passed for sure. None where it stays to be done.
        ahead: Days before the day from which it is shown.
        named_by: Fields that name a record where there may be thousands, so that the database counts them and reads
            the first only; `what` and `day` are plain there.
    """

    what: str | Callable[..., str]
    day: str | DayOf
    begun: str = ""
    waiting: Waiting = ()
    rows: str = ""
    lapses: int | None = None
    ahead: int = NEAR
    named_by: tuple[str, ...] = ()

    @property
    def starts(self) -> str:
        """Field that is filled as soon as the period runs."""
        return self.begun or str(self.day)

    @property
    def fields(self) -> tuple[str, ...]:
        """The record's fields that the rule reads."""
        own = (self.rows,) if self.rows else (self.starts, *(name for name, _ in self.waiting))
        return (*own, *self.named_by)

    def days(self, record: Record, context: object, today: dt.date) -> Iterator[tuple[dt.date, str, bool]]:
        """The days by which something of this kind is still to be done, what it is called, whether the day is certain.

        It is not where nobody has arranged yet the holidays that decide it.
        """
        for one in getattr(record, self.rows) if self.rows else (record,):
            found = self._day(one, context) if self._waits(one) else None
            day = found.due if isinstance(found, Deadline) else found
            if day and self._is_shown((day - today).days):
                certain = not isinstance(found, Deadline) or found.certain
                yield day, self.what if isinstance(self.what, str) else self.what(one), certain

    def _is_shown(self, left: int) -> bool:
        return left <= self.ahead and (left >= 0 or self.lapses is None)

    def _waits(self, one: msgspec.Struct) -> bool:
        return all(getattr(one, name) in values for name, values in self.waiting)

    def _day(self, one: msgspec.Struct, context: object) -> dt.date | Deadline | None:
        found: dt.date | Deadline | None
        found = getattr(one, self.day) if isinstance(self.day, str) else self.day(one, context)
        return found
