"""How messages cite local law: a clause where the place has one, and no more than advice where it has none."""

from __future__ import annotations

from collections.abc import Callable

from models.records.finding import Finding, error, warning
from models.records.place import PlaceProfile, Question


def cited(place: PlaceProfile, about: Question) -> str:
    """（《法规》第几条）, "" where no local law is known."""
    rule = place.rule(about)
    return f"（{rule.citation}）" if rule else ""


def by_local_law(place: PlaceProfile, about: Question) -> Callable[[str, str, str], Finding]:
    """What makes the finding: an error where local law says so, else a warning."""
    return error if place.rule(about) else warning
