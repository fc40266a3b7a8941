"""One table of cases a rule: points, and the records behind them."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from models.assess.inputs import Submission, Timing, submission_of
from models.assess.scheme import Bonus, Completion, Deduction, Manual, Quota, Rate, Report, Step, Veto
from models.assess.score import ScoreState
from models.records.office import Period
from models.records.plan import Item
from tests.models.assess.samples import PLAN, entries, entry, hand, outcome, scheme, score_by

HALF = Decimal("0.5")
DONE, OPEN = "已完成", "推进中"


def progress(*states: str, **more: Any) -> dict[str, Any]:
    rows = [{"year": 2020, "item": number, "state": state, **more} for number, state in enumerate(states, 1)]
    return {"progress": entries(*rows)}


def trainings(*days: str, kind: str = "中心组学法") -> dict[str, Any]:
    return {"training": entries(*({"kind": kind, "held_on": day, "topic": f"学习{day}"} for day in days))}


def certificates(*ends: str) -> dict[str, Any]:
    rows = ({"number": f"证{end}", "status": "在用", "valid_to": end} for end in ends)
    return {"certificate": entries(*rows)}


@pytest.mark.parametrize(
    ("points", "expected", "state"),
    [
        ("8", 8, ScoreState.SCORED),
        ("0", 0, ScoreState.SCORED),
        ("-3", 7, ScoreState.SCORED),
        ("12", 10, ScoreState.SCORED),
        ("-12", 0, ScoreState.SCORED),
        (None, 0, ScoreState.PENDING),
    ],
)
def test_manual(points: str | None, expected: int, state: ScoreState) -> None:
    found = score_by(Manual(), scores=entries(hand("i1", points)))
    assert (found.points, found.state) == (Decimal(expected), state)


@pytest.mark.parametrize(("points", "expected"), [(None, 0), ("1.5", "1.5"), ("11", 10), ("-1", 0)])
def test_manual_bonus_is_nothing_until_given(points: str | None, expected: str | int) -> None:
    found = score_by(Manual(extra=True), scores=entries(hand("i1", points)))
    assert (found.points, found.state) == (Decimal(expected), ScoreState.SCORED)


@pytest.mark.parametrize(
    ("states", "steps", "expected"),
    [
        ((DONE,) * 4, (), 10),
        ((DONE, DONE, DONE, OPEN), (), "7.5"),
        ((DONE, DONE, DONE), (), "7.5"),
        ((), (), 0),
        ((DONE, DONE, OPEN, "不适用"), (), 5),
        ((DONE, DONE, DONE, OPEN), (Step(Decimal(1), Decimal(1)), Step(Decimal("0.75"), HALF)), 5),
        ((DONE, OPEN), (Step(Decimal(1), Decimal(1)), Step(Decimal("0.75"), HALF)), 0),
    ],
)
def test_completion(states: tuple[str, ...], steps: tuple[Step, ...], expected: str | int) -> None:
    assert score_by(Completion(steps=steps), progress(*states)).points == Decimal(expected)


def test_what_does_not_apply_with_a_reason_is_left_out() -> None:
    found = score_by(Completion(), progress(DONE, DONE, DONE, "不适用", not_applicable="没有这项职能"))
    assert found.points == 10
    assert "1项不适用" in found.reason
    assert found.because[-1].why == "不适用：没有这项职能。"


def test_nothing_applies() -> None:
    records = progress(*["不适用"] * 4, not_applicable="没有职能")
    assert score_by(Completion(), records).state is ScoreState.NOT_APPLICABLE
    assert score_by(Completion(when_none="full"), records).points == 10


def test_items_given_to_other_units_do_not_count() -> None:
    items = (Item(1, "事1", "", (), ()), Item(2, "事2", "", (), (), units=("B01",)))
    chapter = PLAN.chapters[0].__class__(1, "一章", items)
    plan = PLAN.__class__("要点", 2020, "", "", (chapter,))
    assert score_by(Completion(), progress(DONE), plan=plan).points == 10


def test_completion_names_the_records() -> None:
    found = score_by(Completion(), progress(DONE, OPEN, DONE))
    assert [(ref.uid, ref.title, ref.effect) for ref in found.because] == [
        ("u02", "第2项事2", Decimal("-2.50")),
        ("", "第4项事4", Decimal("-2.50")),
        ("u01", "第1项事1", Decimal("2.50")),
        ("u03", "第3项事3", Decimal("2.50")),
    ]


@pytest.mark.parametrize(
    ("days", "each", "expected"),
    [
        (("2020-01-01", "2020-04-01", "2020-07-01", "2020-10-01"), None, 10),
        (("2020-01-01", "2020-04-01", "2020-07-01"), None, "7.5"),
        (("2020-01-01", "2020-04-01", "2020-07-01"), Decimal(1), 9),
        (("2019-12-31", "2021-01-01"), Decimal(1), 6),
        ((), Decimal(3), 0),
        (("2020-01-01",) * 6, None, 10),
    ],
)
def test_quota(days: tuple[str, ...], each: Decimal | None, expected: str | int) -> None:
    rule = Quota(ledger="training", where={"kind": "中心组学法"}, at_least=4, each=each)
    assert score_by(rule, trainings(*days)).points == Decimal(expected)


def test_quota_counts_its_own_kind_only() -> None:
    rule = Quota(ledger="training", where={"kind": "中心组学法"}, at_least=1)
    found = score_by(rule, trainings("2020-05-01", kind="其他"))
    assert (found.points, found.because) == (Decimal(0), ())
    assert found.reason == "中心组学法应不少于1次，实有0次，缺1次，扣10分，得0分。"


def test_what_lies_ahead_counts_for_no_quota() -> None:
    rule = Quota(ledger="training", at_least=1)
    assert score_by(rule, trainings("2020-09-01"), on=dt.date(2020, 8, 31)).points == 0
    assert score_by(rule, trainings("2020-09-01"), on=dt.date(2020, 9, 1)).points == 10


RATE = Rate(
    numerator="certificates_valid",
    denominator="certificates_in_use",
    steps=(Step(Decimal(1), Decimal(1)), Step(HALF, Decimal("0.6"))),
)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (("2020-12-31",), 10),
        (("2020-12-31", "2020-12-30"), 6),
        (("2020-12-31", "2020-12-30", "2020-12-29"), 0),
    ],
)
def test_rate_by_steps(ends: tuple[str, ...], expected: int) -> None:
    assert score_by(RATE, certificates(*ends)).points == expected


def test_rate_in_proportion_lays_the_loss_on_what_failed() -> None:
    rule = Rate(numerator="certificates_valid", denominator="certificates_in_use")
    found = score_by(rule, certificates("2020-12-31", "2020-01-01", "2020-01-02"))
    assert found.points == Decimal("3.33")
    assert [(ref.uid, ref.effect) for ref in found.because] == [
        ("u02", Decimal("-3.34")),
        ("u03", Decimal("-3.33")),
        ("u01", Decimal("3.33")),
    ]


@pytest.mark.parametrize(
    ("when_none", "state"), [("full", ScoreState.SCORED), ("not_applicable", ScoreState.NOT_APPLICABLE)]
)
def test_rate_of_nothing(when_none: Any, state: ScoreState) -> None:
    rule = Rate(numerator="certificates_valid", denominator="certificates_in_use", when_none=when_none)
    found = score_by(rule)
    assert (found.state, found.points) == (state, Decimal(10 if when_none == "full" else 0))


@pytest.mark.parametrize(
    ("count", "cap", "expected", "effects"),
    [
        (0, None, 10, []),
        (2, None, 4, [-3, -3]),
        (4, None, 0, [-3, -3, -3, -1]),
        (3, 4, 6, [-3, -1, 0]),
    ],
)
def test_deduction(count: int, cap: int | None, expected: int, effects: list[int]) -> None:
    rule = Deduction(measure="certificates_expired", each=Decimal(3), cap=Decimal(cap) if cap else None)
    found = score_by(rule, certificates(*["2020-01-01"] * count))
    assert found.points == expected
    assert [int(ref.effect) for ref in found.because] == effects


REVOKED = {"instance": "二审", "outcome": "全部撤销", "judged_on": "2020-05-01", "received_on": "2020-05-09"}
UNKNOWN = {**REVOKED, "received_on": None}


@pytest.mark.parametrize(
    ("cases", "each", "expected", "state"),
    [
        ([], 6, 10, ScoreState.SCORED),
        ([REVOKED], 6, 4, ScoreState.SCORED),
        ([UNKNOWN], 6, 0, ScoreState.PENDING),
        ([REVOKED, UNKNOWN], 6, 0, ScoreState.PENDING),
        ([REVOKED, UNKNOWN], 10, 0, ScoreState.SCORED),
    ],
)
def test_what_is_in_doubt_gives_no_full_marks(
    cases: list[dict[str, Any]], each: int, expected: int, state: ScoreState
) -> None:
    found = score_by(Deduction(measure="lost_cases", each=Decimal(each)), {"case": entries(*cases)})
    assert (found.points, found.state) == (Decimal(expected), state)
    assert len(found.because) == len(cases)


@pytest.mark.parametrize("cases", [[UNKNOWN], [REVOKED, UNKNOWN]])
def test_a_veto_in_doubt_gives_no_grade(cases: list[dict[str, Any]]) -> None:
    judged_by = scheme(Quota(ledger="case", at_least=1), Veto(measure="lost_cases", from_count=len(cases)))
    assert outcome(judged_by, {"case": entries(*cases)}).grade == ""


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (2, 8), (3, 10)])
def test_bonus(count: int, expected: int) -> None:
    found = score_by(Bonus(measure="trainings.中心组学法", each=Decimal(4)), trainings(*["2020-03-01"] * count))
    assert (found.points, found.outside_total) == (Decimal(expected), True)
    assert sum(ref.effect for ref in found.because) == expected


@pytest.mark.parametrize(
    ("at_most", "expired", "grade"),
    [("", 0, "优秀"), ("", 1, "良好"), ("一般", 1, "一般"), ("优秀", 1, "优秀")],
)
def test_veto_lowers_the_grade_and_not_the_points(at_most: str, expired: int, grade: str) -> None:
    judged_by = scheme(Quota(ledger="certificate", at_least=1), Veto(measure="certificates_expired", at_most=at_most))
    found = outcome(judged_by, certificates("2021-01-01", *["2020-01-01"] * expired))
    assert (found.total, found.grade, bool(found.note)) == (Decimal(100), grade, grade != "优秀")


def test_veto_from_a_count() -> None:
    judged_by = scheme(Quota(ledger="certificate", at_least=1), Veto(measure="certificates_expired", from_count=2))
    assert outcome(judged_by, certificates("2020-01-01")).grade == "优秀"
    assert outcome(judged_by, certificates("2020-01-01", "2020-01-02")).grade == "良好"


@pytest.mark.parametrize(
    ("timings", "expected"),
    [
        ((), 10),
        ((Timing.ON_TIME, Timing.NOT_DUE), 10),
        ((Timing.LATE, Timing.MISSING), 6),
        ((Timing.MISSING,) * 4, 0),
    ],
)
def test_report(timings: tuple[Timing, ...], expected: int) -> None:
    sent = tuple(Submission(str(place), f"第{place}期", timing, "") for place, timing in enumerate(timings))
    found = score_by(Report(late=Decimal(1), missing=Decimal(3)), submissions=sent)
    assert found.points == expected
    assert sum(ref.effect for ref in found.because) == expected - 10


@pytest.mark.parametrize(
    ("due", "received", "timing"),
    [
        ("2020-07-10", "2020-07-10", Timing.ON_TIME),
        ("2020-07-10", "2020-07-11", Timing.LATE),
        ("2020-07-10", None, Timing.MISSING),
        ("2020-12-31", None, Timing.NOT_DUE),
        (None, None, Timing.NOT_DUE),
        (None, "2020-07-11", Timing.ON_TIME),
    ],
)
def test_timing(due: str | None, received: str | None, timing: Timing) -> None:
    day = dt.date.fromisoformat
    period = Period("h1", "上半年", day(due) if due else None)
    assert submission_of(period, day(received) if received else None, dt.date(2020, 12, 31)).timing is timing


def test_what_was_deleted_does_not_count() -> None:
    gone = entry("u1", {"number": "1", "status": "在用", "valid_to": "2020-01-01"}, deleted=True)
    assert score_by(Deduction(measure="certificates_expired", each=Decimal(1)), {"certificate": [gone]}).points == 10
