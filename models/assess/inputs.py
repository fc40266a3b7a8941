"""What an assessment is given about one unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Connection

from models.records.entry import Entry
from models.records.office import Period, Unit
from models.records.registry import ledger
from models.store.records import records


class Timing(StrEnum):
    """How the report of a period came."""

    ON_TIME = "按时"
    LATE = "迟报"
    MISSING = "未报"
    NOT_DUE = "未到期"


@dataclass(frozen=True)
class Submission:
    """The report of one period, in words for the sheet."""

    period: str
    label: str
    timing: Timing
    note: str


def submission_of(period: Period, received: dt.date | None, on: dt.date) -> Submission:
    """How the report of a period stands on a day; `received` is the 收到日期 the centre's clerk confirmed."""
    due = period.due
    came = f"{received}收到" if received else "没有收到"
    note = f"应于{due}前报送，{came}。" if due else f"没有规定期限，{came}。"
    return Submission(period.id, period.label, _timing(due, received, on), note)


def _timing(due: dt.date | None, received: dt.date | None, on: dt.date) -> Timing:
    if received is None:
        return Timing.MISSING if due and on > due else Timing.NOT_DUE
    return Timing.LATE if due and received > due else Timing.ON_TIME


class KeptEntries(dict[str, Iterable[Entry]]):
    """One unit's entries by ledger as its workspace keeps them, each ledger's read when they are asked for."""

    def __init__(self, connection: Connection, unit: str) -> None:
        super().__init__()
        self._connection, self._unit = connection, unit

    def get(self, name: str, _default: object = ()) -> list[Entry]:
        """All entries of the ledger."""
        return list(records.entries(self._connection, ledger(name), self._unit))


@dataclass(frozen=True)
class UnitInput:
    """One unit with its records.

    Attributes:
        unit: As the roster has it; its category is one of the scheme's, by id or name.
        entries: The unit's records by ledger id.
        scores: Entries of the centre's `score` ledger; those of other units and years are passed over.
        submissions: Its reports, one a period.
    """

    unit: Unit
    entries: Mapping[str, Iterable[Entry]] = field(default_factory=dict)
    scores: Iterable[Entry] = ()
    submissions: tuple[Submission, ...] = ()
