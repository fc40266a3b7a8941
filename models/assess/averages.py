"""What all units come to that an indicator compares a unit with: known before any of them gets points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

import msgspec

from models.assess.assess import year_of
from models.assess.inputs import Basis, Reporting, UnitInput
from models.assess.pricing import Counts, as_score, priced
from models.assess.rules import Question, own_figures
from models.assess.scheme import Compare, Indicator, Scheme
from models.assess.score import UnitScore
from models.assess.totals import summed
from models.assess.unreported import with_reporting


class OwnFigures(NamedTuple):
    """What a unit brings to the averages, by indicator: what was found, what it is divided by, and what is in doubt."""

    category: str
    by_indicator: Mapping[str, tuple[int, int, int]]

    def counts(self, indicator: str, average: tuple[int, int]) -> Counts:
        """What the indicator's points go by."""
        found, by, doubtful = self.by_indicator[indicator]
        return found, by, *average, doubtful


def averaged_part(scheme: Scheme) -> Scheme:
    """The scheme with the indicators alone that compare units with each other."""
    return msgspec.structs.replace(scheme, indicators=tuple(filter(_is_averaged, scheme.indicators)))


def compares_units(scheme: Scheme) -> bool:
    """Whether an indicator needs the average of units."""
    return any(map(_is_averaged, scheme.indicators))


def compares_years(scheme: Scheme) -> bool:
    """Whether an indicator needs the year before."""
    return any(isinstance(one.rule, Compare) and one.rule.to == "last_year" for one in scheme.indicators)


def _is_averaged(one: Indicator) -> bool:
    return isinstance(one.rule, Compare) and one.rule.to != "last_year"


def figures_by_unit(basis: Basis, units: Iterable[UnitInput]) -> dict[str, OwnFigures]:
    """What each of these units brings; those of which nothing came in bring nothing."""
    found = {}
    for given in units:
        category = basis.scheme.category(given.unit.category)
        if category is None or given.reporting.is_silent:
            continue
        year = year_of(basis, given)
        used = filter(_is_averaged, basis.scheme.indicators_for(category.id))
        own = {one.id: own_figures(Question(one, one.full(category.id), year)) for one in used}
        found[given.unit.code] = OwnFigures(category.id, own)
    return found


def with_averages(basis: Basis, figures: Iterable[OwnFigures]) -> Basis:
    """The basis with what these units come to together; without one that has the indicator it is (0, 0)."""
    kept = tuple(figures)
    averages = {
        (category.id, one.id): _together(one, category.id, kept)
        for category in basis.scheme.categories
        for one in basis.scheme.indicators_for(category.id)
        if _is_averaged(one)
    }
    return replace(basis, averages=averages)


def _together(indicator: Indicator, category: str, figures: Iterable[OwnFigures]) -> tuple[int, int]:
    all_of_them = isinstance(indicator.rule, Compare) and indicator.rule.to == "average"
    some = (one for one in figures if all_of_them or one.category == category)
    own = [one.by_indicator[indicator.id] for one in some if indicator.id in one.by_indicator]
    return sum(found for found, *_ in own), sum(by for _, by, _ in own)


def repriced(basis: Basis, unit: UnitScore, own: OwnFigures) -> UnitScore:
    """The result of a unit whose records are as they were, by other averages; not ranked anew."""
    scheme = basis.scheme
    category = next(one for one in scheme.categories if one.id == own.category)
    fresh = {
        one.id: as_score(one, full, priced(one.rule, full, own.counts(one.id, basis.averages[category.id, one.id])))
        for one in scheme.indicators_for(category.id)
        for full in [one.full(category.id)]
        if _is_averaged(one)
    }
    scores = tuple(fresh.get(one.indicator, one) for one in unit.scores)
    if all((one.points, one.state) == (two.points, two.state) for one, two in zip(scores, unit.scores, strict=True)):
        return msgspec.structs.replace(unit, scores=scores)
    found = summed(scheme, category, (unit.unit, unit.name), scores)
    return with_reporting(found, Reporting(unit.reporting)) if unit.reporting else found
