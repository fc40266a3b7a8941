"""Whether the document of one instance of a case is in effect, from what was recorded of the instances up to it."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from models.records.ledgers.case.codes import FIRST, RETRIAL, SECOND
from models.records.ledgers.case.deadlines import APPEALABLE_RULINGS, kind_of_document
from models.records.ledgers.case.record import Case
from models.records.place import PlaceProfile
from models.rules.holidays import Calendar
from models.rules.legal_effect import CourtDocument, LegalEffect, effect_of
from models.rules.lost_case import MEDIATED
from models.rules.periods import AppealableDocument

_INTERPRETATION = "《行政诉讼法解释》（2018）"
FINAL = "《行政诉讼法》第八十八条、第八十九条"
RULING = f"《行政诉讼法》第八十五条、{_INTERPRETATION}第一百零一条"
MEDIATION = f"{_INTERPRETATION}第八十五条"
RETRIED = f"{_INTERPRETATION}第一百一十九条"


class OfDay(Protocol):
    """The day on which the question is asked, which days are worked, and the place whose law counts."""

    @property
    def today(self) -> dt.date:
        """The day of the question."""

    @property
    def calendar(self) -> Calendar:
        """Which days are worked."""

    @property
    def place(self) -> PlaceProfile:
        """What local law says."""


def effect_in(steps: tuple[Case, ...], day: OfDay, *, appealed: bool) -> LegalEffect:
    """How far the document of the last of `steps` is in effect; `appealed` where an appeal against it is recorded."""
    case = steps[-1]
    appealable, final_by = _appeal_open(steps)
    document = CourtDocument(case.received_on, case.effective_on, appealable, final_by, appealed)
    return effect_of(document, day.today, day.calendar)


def _appeal_open(steps: tuple[Case, ...]) -> tuple[AppealableDocument | None, str]:
    """As what an appeal is open against the last document, or None with the clause by which none is."""
    case = steps[-1]
    if case.outcome == MEDIATED:
        return None, MEDIATION
    retried_by_second = case.instance == RETRIAL and any(step.instance == SECOND for step in steps[:-1])
    if case.instance == SECOND or retried_by_second:
        return None, RETRIED if retried_by_second else FINAL
    kind = kind_of_document(case.outcome)
    open_to_appeal = case.instance in (FIRST, RETRIAL, None) and (kind != "裁定" or case.outcome in APPEALABLE_RULINGS)
    return (kind or "判决", "") if open_to_appeal else (None, RULING)
