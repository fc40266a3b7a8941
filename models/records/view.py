"""Views of a ledger's list, declared with the ledger: a name, and what the records in it have in common."""

from __future__ import annotations

from dataclasses import dataclass

from models.records.due_rule import ENDING, SOON

Equals = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class View:
    """One view.

    Attributes:
        label: What people choose it by.
        equals: Fields and their values (None: empty).
        day: Date field that lies between `first` and `last`; "" where no day is asked.
        first: Days from today on, None for any day before `last`.
        last: Days from today on.
    """

    label: str
    equals: Equals = ()
    day: str = ""
    first: int | None = None
    last: int = 0


def having(label: str, **equals: object) -> View:
    """The records whose fields have these values (None: empty)."""
    return View(label, tuple(equals.items()))


def ending_soon(day: str, **still: object) -> View:
    """The records whose day comes soon; `still` tells what is open."""
    return View(ENDING, tuple(still.items()), day, 0, SOON)


def past(label: str, day: str, **still: object) -> View:
    """The records whose day has passed; `still` tells what is open."""
    return View(label, tuple(still.items()), day, None, -1)
