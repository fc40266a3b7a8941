"""The day until which the year's figures stay valid while no record changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.ledgers.case.deadlines import answer_deadline, appeal_deadline
from models.records.ledgers.case.record import Case
from models.rules.holidays import Calendar
from models.store.records.unit_cache import FOREVER

_OF_CERTIFICATES = ("issued_on", "valid_from", "applied_on", "renewed_on")
_LENGTH = len(FOREVER)


def unchanged_until(cases: Iterable[Entry], certificates: Iterable[Entry], day: dt.date, calendar: Calendar) -> str:
    """The last day (ISO 8601), from `day` on, on which these records come to the same figures as on `day`."""
    kept, certificates = list(cases), list(certificates)
    days = [one for case in kept for one in _days(case.fields)]
    days += [f"{year:04}-01-01" for case in kept if isinstance(year := case.fields.get("year"), int)]
    days += [str(one.fields.get(name) or "") for one in certificates for name in _OF_CERTIFICATES]
    days += [one for card in certificates for one in _days(card.fields.get("events"))]
    days += _overdue(BasicContext({"case": kept}, day, calendar))
    later = min((one for one in days if one > day.isoformat() and _is_day(one)), default=None)
    return f"{dt.date.fromisoformat(later) - dt.timedelta(days=1)}" if later else FOREVER


def _days(value: Any) -> Iterator[str]:
    """Every text in a record's values and in the rows of its tables that is as long as a day."""
    match value:
        case str() if len(value) == _LENGTH:
            yield value
        case dict() | list():
            for part in value.values() if isinstance(value, dict) else value:
                yield from _days(part)


def _is_day(text: str) -> bool:
    """Whether it is one: a clerk may have typed a year that there is none of."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _overdue(context: BasicContext) -> Iterator[str]:
    """The days on which an answer that was not given counts as not given, and a document as in effect."""
    for case in cast("Mapping[str, Case]", context.records("case")).values():
        appeal = None if case.effective_on else appeal_deadline(case, context)
        if appeal:
            yield f"{appeal.due + dt.timedelta(days=1)}"
        if case.answered_on is None or case.answered_on > context.today:
            deadline = answer_deadline(case, context)
            if deadline:
                yield f"{deadline.due + dt.timedelta(days=1)}"
