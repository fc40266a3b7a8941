"""What an assessment rests on: what all units are scored by, and what is given about one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.assess.scheme import Scheme
from models.records.entry import Entry
from models.records.ledgers.waiver import Waiver
from models.records.office import Period, Unit
from models.records.place import NATIONAL, PlaceProfile
from models.records.plan import Plan
from models.records.record import Record
from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.rules.terms import AS_SHIPPED


class Timing(StrEnum):
    """Whether a period's submission came in time, late, not at all, or is not due yet."""

    ON_TIME = "按时"
    LATE = "迟报"
    MISSING = "未报"
    NOT_DUE = "未到期"


class Reporting(StrEnum):
    """Where a unit stands with its reports of the year, all of them together."""

    REPORTED = "已报送"
    NOT_DUE = "未到期"
    UNREPORTED = "未报送"
    UNENROLLED = "密钥待登记"
    UNMERGED = "未合并"
    RETURNED = "退回未重报"

    @property
    def is_silent(self) -> bool:
        """Whether nothing has come into the centre's ledgers, be it due or not."""
        return self in {Reporting.NOT_DUE, Reporting.UNREPORTED, Reporting.UNENROLLED, Reporting.UNMERGED}

    @property
    def to_show(self) -> str:
        """The state where there is more to say than that reports came, else ""."""
        return "" if self is Reporting.REPORTED else self.value


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


@dataclass(frozen=True)
class Basis:
    """What all units are scored by.

    Attributes:
        scheme: The scheme of the year.
        plan: The year's plan.
        on: The day looked at; None stands for the last of the scheme's year.
        calendar: Which days are worked.
        terms: Periods that the centre set otherwise than shipped (`Issue.terms`).
        place: What local law says (`Issue.profile`).
        units: The roster, by which the plan's quotas name units.
        averages: By category and indicator what all units that are compared come to: what was found, and by how much
            it is divided.
        knows_last_year: Whether the year before is kept, so that a unit can be compared with it.
    """

    scheme: Scheme
    plan: Plan
    on: dt.date | None = None
    calendar: Calendar = DEFAULT_CALENDAR
    terms: Mapping[str, int] = field(default_factory=lambda: AS_SHIPPED)
    place: PlaceProfile = NATIONAL
    units: tuple[Unit, ...] = ()
    averages: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    knows_last_year: bool = False

    @property
    def day(self) -> dt.date:
        """The day deadlines are judged on: `on` where given, otherwise 31 December of the scheme's year."""
        return self.on or dt.date(self.scheme.year, 12, 31)


@dataclass(frozen=True)
class UnitInput:
    """One unit with everything its points are computed from.

    Attributes:
        unit: As the roster has it; its category is one of the scheme's, by id or name.
        entries: The unit's records by ledger id.
        scores: Entries of the centre's `score` ledger; those of other units and years are passed over.
        submissions: Its reports, one a period.
        rows: By ledger and uid what was read of its records already: the fields that the scheme looks at.
        reporting: Where it stands with its reports.
        waivers: What the centre said of items that the unit claims not to apply to it, by uid; None where it is not
            known, so that all claims count.
    """

    unit: Unit
    entries: Mapping[str, Iterable[Entry]] = field(default_factory=dict)
    scores: Iterable[Entry] = ()
    submissions: tuple[Submission, ...] = ()
    rows: Mapping[str, Mapping[str, Record]] | None = None
    reporting: Reporting = Reporting.REPORTED
    waivers: Mapping[int, Waiver] | None = None
