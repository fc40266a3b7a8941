"""A printed day that rests on holidays nobody has arranged yet says so."""

from __future__ import annotations

import datetime as dt

import pytest

from models.rules.holidays import DEFAULT_CALENDAR
from reports.figures.form_data import FormData
from reports.layouts.filling import doubt_notes, line_row

LAST = max(year for year in range(2004, 2100) if DEFAULT_CALENDAR.published(year))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("甲", dt.date(LAST + 1, 3, 4)), True),
        (("甲", dt.date(LAST, 3, 4)), False),
        (("甲", dt.date(1970, 3, 4)), False),
        (("甲", None), False),
        (("甲",), False),
    ],
)
def test_a_day_in_doubt_is_named(cells: tuple[str | dt.date | None, ...], said: bool) -> None:
    books = FormData("", "", (), all_units=False, year=LAST, day=dt.date(LAST, 1, 5), issue=None, entries={})
    assert bool(doubt_notes(books, [line_row(*cells)], [1])) is said
