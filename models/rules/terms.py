"""Periods that are not law to this program: shipped as a proposal, set by the centre in 任务下发, never a hard rule.

What was found about them is not certain enough to be law (docs/ledgers.md, settable): a day computed from one names
the paper the days are from, where there is one and nobody set others, and else the setting.
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
    """A period the centre may set in days; `days` is the number it is shipped with, `source` where that is from."""

    id: str
    label: str
    days: int
    in_workdays: bool = False
    source: str = ""

    @property
    def unit(self) -> str:
        """The Chinese unit of the period: 个工作日 (working days) or 日 (calendar days)."""
        return "个工作日" if self.in_workdays else "日"


FILING = Term("document.filing", "规范性文件印发后报送备案", 15)
_PUBLICITY = "国办发〔2018〕118号，另有规定的除外"
PENALTY_PUBLICITY = Term("enforcement.penalty", "行政许可、行政处罚决定公开", 7, in_workdays=True, source=_PUBLICITY)
PUBLICITY = Term("enforcement.other", "其他行政执法决定公开", 20, in_workdays=True, source=_PUBLICITY)
DOCUMENT_REVIEW = Term(
    "legal_review.document",
    "规范性文件合法性审核",
    15,
    in_workdays=True,
    source="国办发〔2018〕115号，应急和紧急命令的除外",
)
INSPECTION_PUBLICITY = Term("inspection.publicity", "行政检查结果公开", 20, in_workdays=True)
TERMS = {term.id: term for term in (FILING, PENALTY_PUBLICITY, PUBLICITY, DOCUMENT_REVIEW, INSPECTION_PUBLICITY)}

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
    days = days_of(term, terms)
    shipped = days == term.days and term.source
    clause = term.source if shipped else f"任务下发里设定的期限“{term.label}”（不是条文，请按现行规定核对）"
    return counted_term(start, term, days, clause, calendar)


def counted_term(start: dt.date, term: Term, days: int, clause: str, calendar: Calendar) -> Deadline:
    """The last of so many days of a period, working days where it is counted in those."""
    count = by_workdays if term.in_workdays else by_days
    return count(start, days, clause, calendar)
