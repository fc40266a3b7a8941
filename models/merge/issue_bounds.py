"""What an issue must not say, whoever wrote it: nobody could count with it, or name it in a package of his own."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from models.package.header import is_code, is_period
from models.records.bounds import FIRST_DAY, LAST_DAY, MOST_INTEGER
from models.records.office import Issue
from models.records.place import PlaceProfile
from models.records.plan import Item
from models.rules.terms import LONGEST

WITHIN = f"不在{FIRST_DAY.year}年到{LAST_DAY.year}年之间"


def bad_codes(issue: Issue) -> tuple[str, ...]:
    """Codes of units that could stand in no package, and those that two units have."""
    return _bad([unit.code for unit in issue.units], is_code)


def bad_periods(issue: Issue) -> tuple[str, ...]:
    """Ids of periods that could stand in no package, and those that two periods have."""
    return _bad([period.id for period in issue.periods], is_period)


def _bad(names: Sequence[str], is_good: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(name for name, count in Counter(names).items() if count > 1 or not is_good(name))


def beyond_counting(issue: Issue) -> tuple[str, ...]:
    """What lists, checks and due dates would stop at, a Chinese phrase each."""
    return tuple(dict.fromkeys(_beyond(issue)))


def _beyond(issue: Issue) -> Iterator[str]:
    if not FIRST_DAY.year <= issue.year <= LAST_DAY.year:
        yield f"年度{issue.year}{WITHIN}"
    yield from (f"{day}{WITHIN}" for day in _days(issue) if not FIRST_DAY <= day <= LAST_DAY)
    yield from (f"{number}太大" for number in _numbers(issue) if abs(number) > MOST_INTEGER)
    if isinstance(issue.place, PlaceProfile):
        yield from (
            f"期限“{one.term}”的天数{one.days}不在1到{LONGEST}之间"
            for one in issue.place.terms
            if not 0 < one.days <= LONGEST
        )


def _items(issue: Issue) -> Iterator[Item]:
    yield from issue.plan.items
    yield from issue.plan.dropped


def _days(issue: Issue) -> Iterator[dt.date]:
    yield from (period.due for period in issue.periods if period.due)
    yield from (item.due for item in _items(issue) if item.due)
    yield from (former.until for unit in issue.units for former in unit.former)
    yield from (unit.ended for unit in issue.units if unit.ended)
    yield from issue.holidays or ()


def _numbers(issue: Issue) -> Iterator[int]:
    yield issue.number
    yield issue.plan.year or 0
    for chapter in issue.plan.chapters:
        yield from (chapter.number, chapter.uid)
    for item in _items(issue):
        yield from (item.number, item.uid, *item.origin, *(quota.at_least for quota in item.quotas))
