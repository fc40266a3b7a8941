import datetime as dt

import pytest

from models.rules.legal_effect import CourtDocument, Effect, effect_of

SERVED = dt.date(2020, 3, 2)
TODAY = dt.date(2020, 12, 31)
FINAL = "《行政诉讼法》第八十八条、第八十九条"


@pytest.mark.parametrize(
    ("document", "today", "state", "on"),
    [
        (CourtDocument(typed=SERVED), TODAY, Effect.IN_FORCE, SERVED),
        (CourtDocument(typed=SERVED), dt.date(2020, 3, 1), Effect.NOT_YET, None),
        (CourtDocument(SERVED, final_by=FINAL), TODAY, Effect.IN_FORCE, SERVED),
        (CourtDocument(final_by=FINAL), TODAY, Effect.IN_DOUBT, None),
        (CourtDocument(SERVED, appealable="判决"), dt.date(2020, 3, 17), Effect.NOT_YET, None),
        (CourtDocument(SERVED, appealable="判决"), dt.date(2020, 3, 18), Effect.PRESUMED, dt.date(2020, 3, 18)),
        (CourtDocument(SERVED, appealable="裁定"), dt.date(2020, 3, 12), Effect.NOT_YET, None),
        (CourtDocument(SERVED, appealable="裁定"), dt.date(2020, 3, 13), Effect.PRESUMED, dt.date(2020, 3, 13)),
        (CourtDocument(SERVED, appealable="判决", appealed=True), TODAY, Effect.NOT_YET, None),
        (CourtDocument(appealable="判决"), TODAY, Effect.IN_DOUBT, None),
    ],
)
def test_effect(document: CourtDocument, today: dt.date, state: Effect, on: dt.date | None) -> None:
    found = effect_of(document, today)
    assert (found.state, found.on) == (state, on)


def test_a_reason_names_the_clause() -> None:
    assert FINAL in effect_of(CourtDocument(SERVED, final_by=FINAL), TODAY).reason
    assert "第八十五条" in effect_of(CourtDocument(SERVED, appealable="判决"), TODAY).reason
