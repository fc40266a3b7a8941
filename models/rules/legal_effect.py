"""Whether a court's document is in effect, and since when, where nobody typed the day.

A document without appeal takes effect when it is served: one of the second instance
(《行政诉讼法》第八十八、八十九条), a ruling that may not be appealed against (第八十五条; 2018解释第一百零一条
names those that may), a 调解书 once it is signed for (2018解释第八十五条), a retrial by the procedure of the second
instance (2018解释第一百一十九条). One that may be appealed against takes effect when the period ends without an
appeal. The period runs for each party from its own service, and days in transit do not count (2018解释第四十八条): a
mailed appeal may still arrive, so such an effect is presumed and a person confirms it.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from models.rules.holidays import DEFAULT_CALENDAR, Calendar
from models.rules.periods import REMEMBERED, AppealableDocument, appeal_due


class Effect(StrEnum):
    """How far a document is in effect."""

    IN_FORCE = "已生效"
    PRESUMED = "推定生效"
    NOT_YET = "尚未生效"
    IN_DOUBT = "生效待查"


IN_EFFECT = frozenset({Effect.IN_FORCE, Effect.PRESUMED})
"""The states of a document that has a day of effect."""


class LegalEffect(NamedTuple):
    """The state of a document, the day of its effect where it has one, and why, as a Chinese sentence without end."""

    state: Effect
    reason: str
    on: dt.date | None = None


class CourtDocument(NamedTuple):
    """What is known of a document that ended an instance.

    Attributes:
        served: The day it was served on the unit, or a 调解书 was signed for.
        typed: The day of effect that a person typed.
        appealable: As what an appeal is open against it; None where none is.
        final_by: The clause by which none is open; "" where one is.
        appealed: Whether an appeal is recorded.
    """

    served: dt.date | None = None
    typed: dt.date | None = None
    appealable: AppealableDocument | None = None
    final_by: str = ""
    appealed: bool = False


@lru_cache(maxsize=REMEMBERED)
def effect_of(document: CourtDocument, today: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> LegalEffect:
    """How far the document is in effect on `today`."""
    if document.typed:
        return _typed(document.typed, today)
    if document.appealable and document.appealed:
        return LegalEffect(Effect.NOT_YET, "已上诉，没有生效")
    if document.served is None:
        return LegalEffect(Effect.IN_DOUBT, "没有收到文书日期，也没有生效日期，生效待查")
    if document.appealable is None:
        return LegalEffect(Effect.IN_FORCE, f"{document.served}送达即生效（{document.final_by}）", document.served)
    deadline = appeal_due(document.served, document.appealable, calendar)
    if deadline.due >= today:
        return LegalEffect(Effect.NOT_YET, f"上诉期限{deadline.due}还没有届满，没有生效")
    begins = deadline.due + dt.timedelta(days=1)
    return LegalEffect(
        Effect.PRESUMED,
        f"上诉期限{deadline.due}已过（{deadline.clause}），没有上诉记录，推定{begins}起生效",
        begins,
    )


def _typed(day: dt.date, today: dt.date) -> LegalEffect:
    if day > today:
        return LegalEffect(Effect.NOT_YET, f"{day}才生效")
    return LegalEffect(Effect.IN_FORCE, f"{day}生效", day)
