"""Scoring all units at once: the same points, reasons and ranks as record by record, without the records behind them.

The database counts (`models.assess.gather`); what it cannot count is asked of the unit's records. The records behind a
unit's points are those of `assess` for that unit alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from models.assess.assess import Hands, assess_by, by_records, hand_scores, unreadable
from models.assess.gather import Figures, Moment, gathered, wanted
from models.assess.inputs import KeptEntries, UnitInput
from models.assess.measures import MEASURES, UnitYear
from models.assess.pricing import MONTHS, Counts, as_score, priced
from models.assess.rules import by_hand, late_and_missing
from models.assess.scheme import (
    Bonus,
    Category,
    Completion,
    Deduction,
    Indicator,
    Manual,
    Quota,
    Rate,
    Report,
    Scheme,
    Veto,
)
from models.assess.score import Assessment, Score, UnitScore
from models.records.context import BasicContext
from models.records.finding import Finding
from models.records.plan import Item, Plan
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.rules.terms import AS_SHIPPED


def tally(
    connection: Connection,
    scheme: Scheme,
    plan: Plan,
    units: Iterable[UnitInput],
    on: dt.date | None = None,
    calendar: Calendar = DEFAULT_CALENDAR,
    terms: Mapping[str, int] = AS_SHIPPED,
) -> Assessment:
    """What `assess` says of all these units, but with `because` left empty; their `entries` are not looked at."""
    moment = Moment(scheme.year, on or dt.date(scheme.year, 12, 31), calendar, terms)
    return assess_by(scheme, moment.day, units, _Tally(connection, scheme, plan, moment).scores)


def brief(unit: UnitScore) -> UnitScore:
    """The result without the records behind it."""
    return msgspec.structs.replace(unit, scores=tuple(map(_brief, unit.scores)))


def _brief(score: Score) -> Score:
    return msgspec.structs.replace(score, because=()) if score.because else score


class _Tally:
    """Scores by what was gathered; equal counts make one score, which all units that have them share."""

    def __init__(self, connection: Connection, scheme: Scheme, plan: Plan, moment: Moment) -> None:
        self._connection, self._scheme, self._plan, self._moment = connection, scheme, plan, moment
        self._figures = gathered(connection, scheme, moment)
        self._told = wanted(scheme)
        self._made: dict[tuple[str, str, Counts], Score] = {}
        self._used = {
            one.id: [(indicator, indicator.full(one.id)) for indicator in scheme.indicators_for(one.id)]
            for one in scheme.categories
        }
        self._items = {one.id: [item for item in plan.items if item.number in one.items] for one in scheme.indicators}

    def scores(self, category: Category, given: UnitInput, findings: list[Finding]) -> tuple[Score, ...]:
        """The unit's scores; by its records where the database could not tell."""
        moment, code = self._moment, given.unit.code
        entries = KeptEntries(self._connection, code)
        figures = self._figures.get(code) or Figures()
        if figures.doubtful:
            whole = replace(given, entries=entries)
            basis = self._scheme, self._plan, moment.day, moment.calendar, moment.terms
            return tuple(map(_brief, by_records(*basis, category, whole, findings)))
        hands = hand_scores(self._scheme, category, given, findings)
        context = BasicContext(entries, moment.day, moment.calendar, moment.terms)
        year = UnitYear(given.unit, moment.year, moment.day, self._plan, context)
        asked = _Asked(given, figures, year, self._told)
        scores = [self._score(category, one, full, asked, hands) for one, full in self._used[category.id]]
        findings += unreadable(year)
        return tuple(scores)

    def _score(self, category: Category, indicator: Indicator, full: Decimal, asked: _Asked, hands: Hands) -> Score:
        rule = indicator.rule
        if isinstance(rule, Manual) and indicator.id in hands:
            return _brief(by_hand(rule, indicator, full, *hands[indicator.id]))
        counts = _counts(indicator, self._items[indicator.id], asked)
        key = category.id, indicator.id, counts
        if key not in self._made:
            self._made[key] = (
                by_hand(rule, indicator, full, None, "")
                if isinstance(rule, Manual)
                else as_score(indicator, full, priced(rule, full, counts))
            )
        return self._made[key]


class _Asked(NamedTuple):
    """One unit with what the database `told` of it; `year` reads its records, for the other measures."""

    given: UnitInput
    figures: Figures
    year: UnitYear
    told: set[str]

    def count(self, name: str) -> int:
        """How many the measure finds."""
        return self.figures.counts.get(name, 0) if name in self.told else len(self.year.find(MEASURES[name]))


def _counts(indicator: Indicator, items: list[Item], asked: _Asked) -> Counts:
    """What the indicator's rule goes by."""
    match indicator.rule:
        case Completion():
            code, standings = asked.given.unit.code, asked.figures.standings
            states = [standings.get(one.number, False) for one in items if not one.units or code in one.units]
            return len(states), states.count(None), states.count(True)
        case Quota(per=per):
            return tuple(asked.figures.counts.get((indicator.id, slot), 0) for slot in range(12 // MONTHS[per]))
        case Rate():
            return _of_rate(indicator.rule, asked)
        case Report():
            return late_and_missing(asked.given.submissions)
        case Deduction(measure=name) | Bonus(measure=name) | Veto(measure=name):
            return (asked.count(name),)
        case Manual():
            return ()


def _of_rate(rule: Rate, asked: _Asked) -> Counts:
    if rule.denominator in asked.told:
        return asked.count(rule.denominator), asked.count(rule.numerator)
    reached = {found.key for found in asked.year.find(MEASURES[rule.numerator])}
    whole = asked.year.find(MEASURES[rule.denominator])
    return len(whole), sum(found.key in reached for found in whole)
