import datetime as dt
import time
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.assess.assess import assess
from models.assess.inputs import Basis, UnitInput
from models.assess.measures.officers import OFFICER_MEASURES
from models.assess.reading import read_scheme
from models.assess.scheme import Bonus, Completion, Deduction, Manual, Quota, Rate, Rule, Step
from models.assess.score import ScoreState, words
from models.assess.shipped import shipped_scheme
from tests.models.assess.samples import PLAN, entries, entry, hand, outcome, scheme, unit

QUOTA = Quota(ledger="training", at_least=4)
RULES: tuple[Rule, ...] = (
    Completion(),
    Completion(steps=(Step(Decimal("0.5"), Decimal("0.3")),)),
    QUOTA,
    Deduction(measure="certificates_expired", each=Decimal("0.7")),
    Rate(numerator="certificates_valid", denominator="certificates_in_use"),
)
STATES = st.sampled_from(["未开始", "推进中", "已完成", "不适用"])
DAYS = st.dates(dt.date(2019, 12, 1), dt.date(2021, 1, 31)).map(str)
RECORDS = st.fixed_dictionaries(
    {
        "progress": st.lists(
            st.builds(
                lambda item, state: {"year": 2020, "item": item, "state": state, "not_applicable": "无"},
                st.integers(1, 5),
                STATES,
            ),
            max_size=6,
        ),
        "training": st.lists(st.builds(lambda day: {"kind": "其他", "held_on": day}, DAYS), max_size=6),
        "certificate": st.lists(st.builds(lambda day: {"status": "在用", "valid_to": day}, DAYS), max_size=6),
    }
)


def trained(code: str, count: int) -> UnitInput:
    return UnitInput(unit(code), {"training": entries(*[{"held_on": "2020-05-01"}] * count)})


def test_ranks_are_shared_by_equal_totals() -> None:
    units = [trained("C", 4), trained("D", 1), trained("A", 2), trained("B", 4)]
    found = assess(Basis(scheme(QUOTA), PLAN), units).units
    assert [(one.unit, int(one.total), one.rank, one.grade) for one in found] == [
        ("B", 100, 1, "优秀"),
        ("C", 100, 1, "优秀"),
        ("A", 50, 3, "一般"),
        ("D", 25, 4, "一般"),
    ]


def test_an_unfinished_result_has_no_grade_and_no_rank() -> None:
    found = outcome(scheme(QUOTA, Manual()), {"training": entries(*[{"held_on": "2020-05-01"}] * 4)})
    assert (found.total, found.grade, found.rank, found.pending) == (Decimal(50), "", None, ("i2",))
    assert found.total_text == "50.00分（未完成评分）"
    assert found.note == "未完成评分：还有1项待评（指标2）。"


def test_scores_of_other_units_and_years_are_passed_over() -> None:
    given = entries(hand("i1", "9", unit="B01"), hand("i1", "8", year=2019))
    assert outcome(scheme(Manual()), scores=given).pending == ("i1",)


def test_a_reason_is_printed_with_the_points() -> None:
    assert outcome(scheme(Manual()), scores=entries(hand("i1", "9"))).scores[0].reason == "人工评分9分：资料齐全。"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (hand("i9", "5"), "“i9”"),
        (hand("i1", "11"), "超出的不计"),
        (hand("i1", "很好"), "读不出"),
    ],
)
def test_scores_that_fit_nothing_are_named(fields: dict[str, Any], says: str) -> None:
    given = UnitInput(unit(), scores=entries(fields))
    (finding,) = assess(Basis(scheme(Manual()), PLAN), [given]).findings
    assert (says in finding.message, finding.uid, finding.unit) == (True, "u01", "A01")


@pytest.mark.parametrize(
    ("rule", "points", "said"),
    [
        (Manual(extra=True), "-2", "人工扣2分没有计入，附加项只加分不扣分：资料齐全。"),
        (Manual(extra=True), "12", "人工评分12分，满分10分，超出的不计：资料齐全。"),
        (Manual(), "-12", "人工扣12分，满分10分，超出的不计：资料齐全。"),
    ],
)
def test_points_by_hand_that_do_not_count_are_said_not_to(rule: Manual, points: str, said: str) -> None:
    given = UnitInput(unit(), scores=entries(hand("i1", points)))
    found = assess(Basis(scheme(rule), PLAN), [given])
    assert (found.units[0].scores[0].reason, len(found.findings)) == (said, 1)


def test_what_does_not_apply_is_scaled_out() -> None:
    rate = Rate(numerator="certificates_valid", denominator="certificates_in_use")
    found = outcome(scheme(QUOTA, rate), {"training": entries({"held_on": "2020-05-01"})})
    assert (found.total, found.scores[1].state) == (Decimal(25), ScoreState.NOT_APPLICABLE)
    assert found.note == "1项指标（10分）不适用，其余指标按比例折算为100分。"


def test_a_unit_without_category_is_named() -> None:
    found = assess(Basis(scheme(QUOTA), PLAN), [UnitInput(unit(category="别的"))])
    assert found.units == ()
    assert found.findings[0].message.startswith("A01办事处的考核类别是“别的”")


@pytest.mark.parametrize("wording", ["town", "乡（镇）办事处", "各乡(镇)办事处"])
def test_categories_are_known_by_id_and_name(wording: str) -> None:
    assert len(assess(Basis(scheme(QUOTA), PLAN), [UnitInput(unit(category=wording))]).units) == 1


def test_records_that_cannot_be_read_are_named() -> None:
    given = UnitInput(unit(), {"training": entries({"held_on": "五月"})})
    (finding,) = assess(Basis(scheme(QUOTA), PLAN), [given]).findings
    assert (finding.code, finding.ledger, finding.uid) == ("assess.unreadable", "training", "u01")


@given(records=RECORDS)
def test_points_stay_within_full_marks(records: dict[str, list[dict[str, Any]]]) -> None:
    found = outcome(scheme(*RULES), {name: entries(*rows) for name, rows in records.items()})
    assert 0 <= found.total <= 100
    for one in found.scores:
        assert 0 <= one.points <= one.full
        lost = sum(ref.effect for ref in one.because if ref.effect < 0)
        assert lost in (0, one.points - one.full)


@given(records=RECORDS, data=st.data())
def test_order_does_not_matter(records: dict[str, list[dict[str, Any]]], data: st.DataObject) -> None:
    kept = {name: entries(*rows) for name, rows in records.items()}
    mixed = {name: data.draw(st.permutations(rows)) for name, rows in kept.items()}
    units = [UnitInput(unit("A01"), kept), trained("B01", 2), trained("C01", 2)]
    others = data.draw(st.permutations([UnitInput(unit("A01"), mixed), *units[1:]]))
    judged_by = scheme(*RULES)
    assert assess(Basis(judged_by, PLAN), units) == assess(Basis(judged_by, PLAN), others)


def test_an_assessment_can_be_kept_as_json() -> None:
    found = assess(Basis(scheme(*RULES), PLAN), [trained("A01", 2)])
    assert msgspec.json.decode(msgspec.json.encode(found), type=type(found)) == found


def test_ten_units_take_no_second() -> None:
    judged_by = read_scheme(shipped_scheme()).scheme
    assert judged_by is not None
    rows = [{"status": "在用", "valid_to": "2021-01-01", "number": str(number)} for number in range(200)]
    cases = [{"number": str(number), "role": "被告", "served_on": "2020-03-01"} for number in range(220)]
    kept = {"certificate": [entry(f"c{n}", row) for n, row in enumerate(rows)]}
    kept["case"] = [entry(f"k{n}", row) for n, row in enumerate(cases)]
    kept["progress"] = entries(*({"year": 2020, "item": n, "state": "已完成"} for n in range(1, 37)))
    begun = time.thread_time()
    assess(Basis(judged_by, PLAN), [UnitInput(unit(str(code), "township"), kept) for code in range(10)])
    assert time.thread_time() - begun < 1


@pytest.mark.parametrize(("points", "expected"), [("5", "5"), ("4.50", "4.5"), ("-0.25", "-0.25"), ("0.005", "0.01")])
def test_points_in_words(points: str, expected: str) -> None:
    assert words(Decimal(points)) == expected


@pytest.mark.parametrize("measure", sorted(OFFICER_MEASURES))
def test_units_are_ranked_and_never_persons(measure: str) -> None:
    officers = [{"name": f"队员{n}", "status": "在岗", "exam_result": "合格"} for n in range(3)]
    held = [{"number": f"豫{n}", "status": "在用", "valid_to": "2020-01-01"} for n in range(3)]
    kept = {"person": entries(*officers), "certificate": entries(*held)}
    found = assess(Basis(scheme(Bonus(measure=measure, each=Decimal(1))), PLAN), [UnitInput(unit("A01"), kept)])
    assert [(one.unit, one.name, one.rank) for one in found.units] == [("A01", "A01办事处", 1)]
