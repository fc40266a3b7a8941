"""All measures a scheme can name."""

from __future__ import annotations

from models.assess.measures.cases import CASE_MEASURES
from models.assess.measures.deadlines import DEADLINE_MEASURES
from models.assess.measures.handled import HANDLED_MEASURES
from models.assess.measures.measure import Found, Measure, UnitYear
from models.assess.measures.officers import OFFICER_MEASURES
from models.assess.measures.scrutiny import SCRUTINY_MEASURES
from models.assess.measures.work import WORK_MEASURES

__all__ = ["AS_OF_TODAY", "MEASURES", "Found", "Measure", "UnitYear"]

MEASURES: dict[str, Measure] = {
    **CASE_MEASURES,
    **OFFICER_MEASURES,
    **WORK_MEASURES,
    **DEADLINE_MEASURES,
    **HANDLED_MEASURES,
    **SCRUTINY_MEASURES,
}
"""Measures by the name schemes use."""
AS_OF_TODAY = frozenset({*OFFICER_MEASURES, "dishonest_cases"})
"""Measures of how things stand, not of what happened in a year: how they stood a year ago nobody can tell."""
