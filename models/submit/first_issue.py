"""The example that comes with the program, as a new centre's first issue, and what any plan starts with."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from models.assess.draft_scheme import draft_scheme
from models.assess.shipped import shipped_scheme
from models.plan_text import read_plan_file
from models.records.office import Issue, Period, Unit
from models.records.place import NATIONAL, PlaceProfile
from models.records.plan import Plan
from models.records.shipped_example import first_example
from models.records.shipped_places import only_place_before
from models.records.unit_names import OWN, with_owners
from models.resources import resource

OFFICE = "HZ"
"""The code of a centre that is no unit of its roster."""


def first_issue(centre: str) -> Issue:
    """The example's plan with its scheme and place, for a roster that is still to come.

    Raises:
        OSError: A file of the program is missing.
    """
    return Issue(
        number=0,
        year=first_example().year,
        centre=centre,
        plan=with_owners(example_plan(), ()),
        units=(),
        periods=default_periods(first_example().year),
        scheme=shipped_scheme(),
        place=only_place_before(),
    )


def example_plan() -> Plan:
    """The plan for which the example's scheme was made.

    Raises:
        OSError: A file of the program is missing.
    """
    return read_plan_file(resource(first_example().plan)).plan


def own_code(units: Sequence[Unit]) -> str:
    """The code of the centre's own unit, which a roster names …本级; without one a code that no unit has."""
    own = [unit.code for unit in units if unit.name.endswith(OWN)]
    taken = {unit.code for unit in units}
    free = (code for number in itertools.count(1) if (code := f"{OFFICE}{number if number > 1 else ''}") not in taken)
    return own[0] if len(own) == 1 else next(free)


def scheme_for(plan: Plan, year: int, categories: Iterable[str], place: PlaceProfile = NATIONAL) -> dict[str, Any]:
    """The example's scheme for the example's own plan, for every other a draft of its chapters and topics.

    Raises:
        OSError: A file of the program is missing.
    """
    same = [item.title for item in plan.items] == [item.title for item in example_plan().items]
    if same and year == first_example().year:
        return shipped_scheme()
    return draft_scheme(plan, year, categories, place)


def default_periods(year: int) -> tuple[Period, ...]:
    """Half a year and the year; the last one counts as the year's."""
    half, whole = f"{year}年上半年", f"{year}年度"
    return Period(half, half, dt.date(year, 7, 10)), Period(whole, whole, dt.date(year, 12, 20))
