"""A unit of which nothing came in earns nothing by its silence, and is ranked as what it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from models.assess.adjust import Change, adjusted
from models.assess.assess import assess
from models.assess.inputs import Basis, Reporting, UnitInput
from models.assess.scheme import Completion, Deduction, Manual, Quota, Rate, Rule, Scheme
from models.assess.score import Assessment, ScoreState
from tests.models.assess.samples import PLAN, entries, hand, scheme, unit

RULES: tuple[Rule, ...] = (
    Deduction(measure="lost_cases", each=Decimal(2)),
    Rate(numerator="heard_cases_with_leader", denominator="heard_cases"),
    Rate(numerator="certificates_valid", denominator="certificates_in_use", when_none="full"),
    Completion(when_none="full"),
    Quota(ledger="training", at_least=1),
)
LOST = {"instance": "二审", "outcome": "全部撤销", "judged_on": "2020-05-01", "received_on": "2020-05-09"}
SILENT = (Reporting.UNREPORTED, Reporting.UNENROLLED, Reporting.UNMERGED)


def outcome(judged_by: Scheme, *units: tuple[str, Reporting], **records: Any) -> Assessment:
    inputs = [UnitInput(unit(code), records.get(code, {}), reporting=state) for code, state in units]
    return assess(Basis(judged_by, PLAN), inputs)


@pytest.mark.parametrize("state", SILENT)
def test_silence_earns_nothing(state: Reporting) -> None:
    found = outcome(scheme(*RULES, weight=20), ("A01", state)).units[0]
    assert {(one.points, one.state) for one in found.scores} == {(Decimal(0), ScoreState.SCORED)}
    assert found.total == 0
    assert all(one.because[0].effect == -one.full for one in found.scores if one.indicator != "i5")
    assert (found.reporting, found.grade, found.rank, found.grade_text) == (state.value, "", None, state.value)
    assert state in found.note


def test_a_scheme_may_count_it_all_the_same() -> None:
    counted = msgspec.structs.replace(scheme(*RULES, weight=20), unreported="counted")
    found = outcome(counted, ("A01", Reporting.UNREPORTED)).units[0]
    assert found.scores[0].points == 20
    assert (found.reporting, found.rank) == (Reporting.UNREPORTED, None)


def test_who_reported_and_lost_is_ranked_before_who_said_nothing() -> None:
    judged_by = scheme(Deduction(measure="lost_cases", each=Decimal(30)), weight=100)
    units = ("A01", Reporting.UNREPORTED), ("B02", Reporting.REPORTED), ("C03", Reporting.RETURNED)
    found = outcome(judged_by, *units, B02={"case": entries(LOST)}, C03={"case": entries(LOST, LOST)})
    assert [(one.unit, one.rank, one.reporting) for one in found.units] == [
        ("B02", 1, ""),
        ("C03", 2, Reporting.RETURNED),
        ("A01", None, Reporting.UNREPORTED),
    ]


def test_before_anything_is_due_nothing_is_earned_or_lost() -> None:
    """Whoever has reported already is ranked among those who have."""
    units = ("A01", Reporting.NOT_DUE), ("B02", Reporting.REPORTED)
    early, waiting = outcome(scheme(*RULES, weight=20), *units).units
    assert (early.unit, early.rank) == ("B02", 1)
    assert {(one.points, one.state, one.lost, one.because) for one in waiting.scores} == {
        (Decimal(0), ScoreState.NOT_DUE, Decimal(0), ())
    }
    assert (waiting.reporting, waiting.grade, waiting.rank, waiting.grade_text) == ("未到期", "", None, "未到期")
    assert (waiting.total, waiting.note) == (Decimal(0), "未到期：不评等次，不排名次。")


def test_an_appeal_changes_points_and_not_the_state() -> None:
    judged_by = scheme(*RULES, weight=20)
    before = outcome(judged_by, ("A01", Reporting.UNREPORTED))
    found = adjusted(judged_by, before, Change("A01", "i1", Decimal(5), "补报")).units[0]
    assert found.total == 5
    assert (found.reporting, found.grade, found.rank) == (Reporting.UNREPORTED.value, "", None)


def test_points_by_hand_stay() -> None:
    given = UnitInput(unit(), scores=entries(hand("i1", "8")), reporting=Reporting.UNREPORTED)
    found = assess(Basis(scheme(Manual()), PLAN), [given]).units[0]
    assert found.scores[0].points == 8
