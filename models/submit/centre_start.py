"""From what a new centre starts: nothing, an official text, a package of the level above; or the example.

All but the example are drafts: nothing counts as issued before the clerk has looked through it and saved.
"""

from __future__ import annotations

import msgspec

from models.assess.draft_scheme import draft_scheme
from models.merge.from_centre import PlanOffer
from models.records.office import Issue
from models.records.plan import Plan
from models.records.unit_names import with_owners
from models.submit.first_issue import default_periods
from models.submit.report_days import periods_by_text

NOTHING = Plan(title=None, year=None, preamble="", closing="", chapters=())


def empty_start(year: int) -> Issue:
    """A year without a plan, units or scheme, by national law."""
    return Issue(
        number=0, year=year, centre="", plan=NOTHING, units=(), periods=default_periods(year), scheme={}, place=None
    )


def start_from_text(text: Plan, year: int) -> Issue:
    """The plan of an official text with a draft scheme, by national law; `year` where the text names none."""
    plan = with_owners(text, ())
    own = plan.year or year
    start = empty_start(own)
    scheme = draft_scheme(plan, own, start.profile.categories)
    return msgspec.structs.replace(start, plan=plan, periods=periods_by_text(plan, own, start.periods), scheme=scheme)


def start_from_package(offer: PlanOffer) -> Issue:
    """The plan of the level above with its periods, demands and place, and a draft scheme.

    Its roster and its scheme are for its own units, so neither is taken.
    """
    above = offer.issue
    plan, place = with_owners(above.plan, ()), above.profile
    scheme = draft_scheme(plan, above.year, place.categories, place)
    return msgspec.structs.replace(above, number=0, plan=plan, units=(), scheme=scheme, place=place)
