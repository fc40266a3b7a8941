"""What is due on a day of every year: the calendar of the place, as the office itself changed it, and what is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from models.due.due_dates import Due
from models.records.due_rule import NEAR
from models.records.office import place_of
from models.records.place import CENTRES, UNITS, CalendarDay, PlaceProfile
from models.records.place_file import is_month_day
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import documents

CALENDAR_KIND = "calendar"
"""The kind under which the office's own changes are kept; also stands for the ledger of what is due by it."""
LABEL = "日历"
PAST = 30
"""Days for which something not done is shown late; then it is the next year's turn."""


class OwnCalendar(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the office changed for itself, by the name of what is to be done, and what is done.

    `days` go before those of the place with the same name, others are added. `done` says when and by whom, by
    `Reminder.key`.
    """

    days: tuple[CalendarDay, ...] = ()
    done: dict[str, str] = {}


class Origin(StrEnum):
    """Who set a day."""

    ISSUED = "下发"
    CHANGED = "本单位改过"
    OWN = "本单位"


class Reminder(NamedTuple):
    """A day of the calendar as it comes next; `done` is "" until somebody said so."""

    on: dt.date
    day: CalendarDay
    origin: Origin
    done: str = ""

    @property
    def key(self) -> str:
        """What it is known by: what is to be done, and the year of its day."""
        return f"{self.on.year}:{self.day.what}"


def read_own_calendar(connection: Connection) -> OwnCalendar:
    """What the office changed; nothing while it changed nothing."""
    return documents.latest_document(connection, CALENDAR_KIND, OwnCalendar) or OwnCalendar()


def change_own_calendar(tx: Transaction, make: Callable[[OwnCalendar], OwnCalendar]) -> OwnCalendar:
    """Keep what `make` makes of what the office changed; gives it as it was before."""
    before = read_own_calendar(tx.connection)
    save_own_calendar(tx, make(before))
    return before


def save_own_calendar(tx: Transaction, own: OwnCalendar) -> None:
    """Put it in place of what was kept; the journal keeps both."""
    documents.save_document(tx, CALENDAR_KIND, documents.latest_number(tx.connection, CALENDAR_KIND) + 1, own)


def with_own_day(own: OwnCalendar, day: CalendarDay, before: str) -> OwnCalendar:
    """The changes with this day, in the place of the own one that was called `before`."""
    others = tuple(one for one in own.days if one.what not in (before, day.what))
    return msgspec.structs.replace(own, days=(*others, day))


def without_own_day(own: OwnCalendar, what: str) -> OwnCalendar:
    """The changes without the one of this name: what the place says counts again."""
    return msgspec.structs.replace(own, days=tuple(one for one in own.days if one.what != what))


def with_done(own: OwnCalendar, reminder: Reminder, said: str) -> OwnCalendar:
    """The changes with a reminder done, as `said`, or not ("")."""
    done = {key: words for key, words in own.done.items() if key != reminder.key}
    return msgspec.structs.replace(own, done=done | ({reminder.key: said} if said else {}))


def reminders(place: PlaceProfile, own: OwnCalendar, today: dt.date, *, centre: bool) -> list[Reminder]:
    """Every day of the calendar for this role as it comes next or has just passed, in order; what is off too."""
    return _in_order(_days(place, own, centre=centre), own, today - dt.timedelta(days=PAST))


def place_reminders(workspace: Workspace) -> list[Reminder]:
    """Every reminder of the office as of its today, see `reminders`."""
    today = workspace.clock.today()
    with workspace.read() as connection:
        issue, own = documents.issue_for(connection, None), read_own_calendar(connection)
    return reminders(place_of(issue), own, today, centre=workspace.is_centre)


def reminders_of_year(place: PlaceProfile, own: OwnCalendar, year: int, *, centre: bool) -> list[Reminder]:
    """Every day of the calendar that somebody is to be reminded of in a year, in order."""
    days = (pair for pair in _days(place, own, centre=centre) if not pair[0].off)
    return _in_order(days, own, dt.date(year, 1, 1))


def reminder_dues(place: PlaceProfile, own: OwnCalendar, today: dt.date, *, centre: bool) -> Iterator[Due]:
    """What the calendar wants done soon, or wanted and has not been done."""
    for one in reminders(place, own, today, centre=centre):
        due = due_of(one, today)
        if due.left <= NEAR and not one.done and not one.day.off:
            yield due


def due_of(one: Reminder, today: dt.date) -> Due:
    """The reminder as something due; its source stands behind it."""
    title = f"{one.day.what}（{one.day.source}）" if one.day.source else one.day.what
    return Due(one.on, (one.on - today).days, LABEL, title, CALENDAR_KIND, one.key)


def next_day(month_day: str, today: dt.date) -> dt.date:
    """The next day of this name, today or later; 02-29 is 03-01 in a year without it."""
    month, day = map(int, month_day.split("-"))
    years = (dt.date(year, month, 1) + dt.timedelta(days=day - 1) for year in (today.year, today.year + 1))
    return next(on for on in years if on >= today)


def _days(place: PlaceProfile, own: OwnCalendar, *, centre: bool) -> Iterator[tuple[CalendarDay, Origin]]:
    role = CENTRES if centre else UNITS
    mine, named = {one.what: one for one in own.days}, {one.what for one in place.calendar}
    issued = [
        (mine.get(one.what, one), Origin.CHANGED if one.what in mine else Origin.ISSUED) for one in place.calendar
    ]
    added = [(one, Origin.OWN) for one in own.days if one.what not in named]
    return (pair for pair in (*issued, *added) if pair[0].who in ("", role) and is_month_day(pair[0].on))


def _in_order(days: Iterable[tuple[CalendarDay, Origin]], own: OwnCalendar, since: dt.date) -> list[Reminder]:
    """Each day as it comes first since then, in order."""
    made = [Reminder(next_day(day.on, since), day, origin) for day, origin in days]
    done = [one._replace(done=own.done.get(one.key, "")) for one in made]
    return sorted(done, key=lambda one: (one.on, one.day.what))
