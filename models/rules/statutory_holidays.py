"""Days of rest by law in years of which no arrangement was published yet.

《全国年节及纪念日放假办法》(2024) 第二条: 1 January; the eve of the Spring Festival and its first three days; 清明;
1 and 2 May; 端午; 中秋; 1 to 3 October. Which days around them are worked or free in exchange is published every year.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day."""
SPRING_DAYS = range(-1, 3)
"""Days of the Spring Festival, counted from the first of the first lunar month."""
LUNAR = {
    2027: ("0206", "0609", "0915"),
    2028: ("0126", "0528", "1003"),
    2029: ("0213", "0616", "0922"),
    2030: ("0203", "0605", "0912"),
    2031: ("0123", "0624", "1001"),
    2032: ("0211", "0612", "0919"),
    2033: ("0131", "0601", "0908"),
    2034: ("0219", "0620", "0927"),
    2035: ("0208", "0610", "0916"),
    2036: ("0128", "0530", "1004"),
    2037: ("0215", "0618", "0924"),
    2038: ("0204", "0607", "0913"),
    2039: ("0124", "0527", "1002"),
    2040: ("0212", "0614", "0920"),
    2041: ("0201", "0603", "0910"),
    2042: ("0122", "0622", "0928"),
    2043: ("0210", "0611", "0917"),
    2044: ("0130", "0531", "1005"),
    2045: ("0217", "0619", "0925"),
    2046: ("0206", "0608", "0915"),
    2047: ("0126", "0529", "1004"),
    2048: ("0214", "0615", "0922"),
    2049: ("0202", "0604", "0911"),
    2050: ("0123", "0623", "0930"),
}
"""First of the first, fifth of the fifth and fifteenth of the eighth lunar month, as month and day."""
_CENTURY, _DAYS_A_YEAR, _FROM = 100, 0.2422, 4.81
"""清明 of this century falls on this day of April, a day earlier every fourth year."""


def is_statutory_holiday(date: dt.date) -> bool:
    """Whether `date` is a day of rest by law; beyond the years of the table only the fixed days are known."""
    return (date.month, date.day) in FIXED or date in _movable(date.year)


@cache
def _movable(year: int) -> frozenset[dt.date]:
    if year not in LUNAR:
        return frozenset()
    spring, *others = (dt.date(year, int(day[:2]), int(day[2:])) for day in LUNAR[year])
    return frozenset({*(spring + dt.timedelta(days=days) for days in SPRING_DAYS), *others, qingming(year)})


def qingming(year: int) -> dt.date:
    """The day of 清明 in a year of this century."""
    of_century = year % _CENTURY
    return dt.date(year, 4, int(of_century * _DAYS_A_YEAR + _FROM) - of_century // 4)
