"""Periods that are not law to this program: shipped as a proposal, set by the centre in 任务下发, never a hard rule.

What was found about them is not certain enough to be cited (docs/ledgers.md, settable), so a day computed from one
names the setting it comes from and no clause.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.rules.periods import Deadline, by_days, by_workdays


@dataclass(frozen=True)
class Term:
    """A period the centre may set in days; `days` is the number it is shipped with."""

    id: str
    label: str
    days: int
    in_workdays: bool = False

    @property
    def unit(self) -> str:
        """The Chinese unit of the period: 个工作日 (working days) or 日 (calendar days)."""
        return "个工作日" if self.in_workdays else "日"


FILING = Term("document.filing", "规范性文件印发后报送备案", 15)
PENALTY_PUBLICITY = Term("enforcement.penalty", "行政许可、行政处罚决定公开", 7, in_workdays=True)
PUBLICITY = Term("enforcement.other", "其他行政执法决定公开", 20, in_workdays=True)
ANSWER = Term("disclosure.answer", "政府信息公开申请答复", 20, in_workdays=True)
TERMS = {term.id: term for term in (FILING, PENALTY_PUBLICITY, PUBLICITY, ANSWER)}

AS_SHIPPED: Mapping[str, int] = MappingProxyType({})
"""Nothing set otherwise."""

LONGEST = 366
"""Days a period may be set to."""


def days_of(term: Term, terms: Mapping[str, int]) -> int:
    """The days of a period: as set, or as shipped where nothing sensible was set."""
    found = terms.get(term.id, term.days)
    return found if 0 < found <= LONGEST else term.days


def term_due(
    start: dt.date, term: Term, terms: Mapping[str, int] = AS_SHIPPED, calendar: Calendar = DEFAULT_CALENDAR
) -> Deadline:
    """The last day of a settable period that begins with the event on `start`; counted as statutory ones are."""
    clause = f"任务下发里设定的期限“{term.label}”（不是条文，请按现行规定核对）"
    count = by_workdays if term.in_workdays else by_days
    return count(start, days_of(term, terms), clause, calendar)
