"""How messages cite local law: a clause where the place has one, and no more than advice where it has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from models.records.finding import Finding, error, warning
from models.records.ledger import Context
from models.records.place import PlaceProfile, Question
from models.rules.periods import Deadline
from models.rules.terms import Term, counted_term, term_due


def cited(place: PlaceProfile, about: Question) -> str:
    """（《法规》第几条）, "" where no local law is known."""
    rule = place.rule(about)
    return f"（{rule.citation}）" if rule else ""


def with_clause(said: str, place: PlaceProfile, about: Question) -> str:
    """A message with the clause in its own words behind it, where the place has given them."""
    rule = place.rule(about)
    return f"{said}条文：“{rule.text}”" if rule and rule.text else said


def by_local_law(place: PlaceProfile, about: Question) -> Callable[[str, str, str], Finding]:
    """What makes the finding: an error where local law says so, else a warning."""
    return error if place.rule(about) else warning


def local_term_due(start: dt.date, term: Term, context: Context, field: str = "") -> Deadline:
    """The last day of a settable period: as the centre set it, else as local law does, else as shipped.

    `field` is the field of enforcement, where local law sets a period of its own for it.
    """
    local = None if term.id in context.terms else context.place.term(term.label, field)
    if local is None:
        return term_due(start, term, context.terms, context.calendar)
    clause = local.citation or f"{context.place.name}的规定“{term.label}”"
    return counted_term(start, term, local.days, clause, context.calendar)
