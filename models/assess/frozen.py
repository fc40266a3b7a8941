"""An assessment that stands: scheme, day and all points as they were when it was frozen, and the appeals against it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.assess.score import Assessment
from models.store import documents

ASSESSMENT, APPEAL = "assessment", "appeal"
KEPT, CHANGED = "维持", "调整"
OUTCOMES = (KEPT, CHANGED)


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """One freezing, or with `reason` the end of one; the newest of a year counts, the others are its history.

    Attributes:
        year: The year assessed.
        scheme: The scheme as it was issued.
        result: All points with the records behind them.
        by: The 经办人.
        at: When.
        reason: Why it was opened again; "" while it stands.
        change: What an appeal changed in the version before; "" for a freezing.
    """

    year: int
    scheme: dict[str, Any]
    result: Assessment
    by: str
    at: str
    reason: str = ""
    change: str = ""

    @property
    def stands(self) -> bool:
        """Whether its points count."""
        return not self.reason


class Appeal(msgspec.Struct, frozen=True, kw_only=True):
    """A unit's request to look again at an indicator (复核), and what came of it.

    `points` are those the indicator has from then on, `before` those it had, where frozen points were changed.
    """

    year: int
    unit: str
    indicator: str
    asked: str
    outcome: str
    reply: str
    on: dt.date
    by: str = ""
    points: Decimal | None = None
    before: Decimal | None = None


def history(connection: Connection, year: int) -> list[Frozen]:
    """Every freezing of the year and every end of one, the newest first."""
    return [one for one in documents.all_of(connection, ASSESSMENT, Frozen) if one.year == year]


def versions(connection: Connection, year: int) -> list[Frozen]:
    """Every result of the year that stood at some time, the newest first; the last of them is the first version."""
    return [one for one in history(connection, year) if one.stands]


def frozen_of(connection: Connection, year: int) -> Frozen | None:
    """The year's assessment where it is frozen now."""
    newest = next((one for one in documents.all_of(connection, ASSESSMENT, Frozen) if one.year == year), None)
    return newest if newest and newest.stands else None


def appeals_of(connection: Connection, year: int, unit: str | None = None) -> list[Appeal]:
    """The year's appeals, the newest first; of one unit if it is named."""
    found = documents.all_of(connection, APPEAL, Appeal)
    return [one for one in found if one.year == year and unit in (None, one.unit)]
