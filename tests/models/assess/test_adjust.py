import datetime as dt
import json
from decimal import Decimal

import msgspec
import pytest

from models.assess.adjust import Change, adjusted, as_appealed, score_of
from models.assess.assess import assess
from models.assess.frozen import Appeal
from models.assess.inputs import Basis, UnitInput
from models.assess.reading import read_scheme
from models.assess.score import Assessment
from tests.models.assess.samples import PLAN, entries, hand, unit

TEXT = json.dumps(
    {
        "id": "s",
        "name": "考核",
        "year": 2020,
        "total": 10,
        "categories": [
            {
                "id": "town",
                "name": "乡镇",
                "bands": [
                    {"grade": "优秀", "at_least": 9},
                    {"grade": "良好", "at_least": 6},
                    {"grade": "一般", "at_least": 0},
                ],
            }
        ],
        "indicators": [
            {"id": "a", "name": "甲", "chapter": "一", "weight": 6, "rule": {"kind": "manual"}},
            {"id": "b", "name": "乙", "chapter": "一", "weight": 4, "rule": {"kind": "manual"}},
            {
                "id": "v",
                "name": "降等",
                "chapter": "一",
                "rule": {"kind": "veto", "measure": "dishonest_cases", "at_most": "良好"},
            },
        ],
    },
    ensure_ascii=False,
)
read = read_scheme(TEXT).scheme
assert read
SCHEME = read


def result(*points: str) -> Assessment:
    """Units A01, A02, … with these points for 甲 and full marks for 乙; the second one is on the list."""
    given = []
    for number, worth in enumerate(points, 1):
        one = unit(category="town", code=f"A0{number}")
        scores = entries(hand("a", worth, unit=one.code), hand("b", "4", unit=one.code))
        case = {"number": "（2020）豫0191行初1号", "dishonest": number == 2}
        given.append(UnitInput(one, {"case": entries(case)}, scores))
    return assess(Basis(SCHEME, PLAN), given)


@pytest.mark.parametrize(
    ("points", "total", "grade", "rank"),
    [("6", "10.00", "优秀", 1), ("0", "4.00", "一般", 3), ("99", "10.00", "优秀", 1), ("-3", "4.00", "一般", 3)],
)
def test_total_grade_and_rank_follow(points: str, total: str, grade: str, rank: int) -> None:
    before = result("3", "5", "4")
    after = adjusted(SCHEME, before, Change("A01", "a", Decimal(points), "复核"))
    one = after.of("A01")
    assert one is not None
    assert (str(one.total), one.grade, one.rank) == (total, grade, rank)
    assert [unit.total for unit in after.units if unit.unit != "A01"] == [
        unit.total for unit in before.units if unit.unit != "A01"
    ]


def test_a_veto_still_holds() -> None:
    after = adjusted(SCHEME, result("3", "5"), Change("A02", "a", Decimal(6), "复核"))
    one = after.of("A02")
    assert one is not None
    assert (str(one.total), one.grade) == ("10.00", "良好")
    assert one.note == "按得分为优秀，因一票降等降为良好。"


def test_an_appeal_against_a_veto_is_no_reason_for_one() -> None:
    after = adjusted(SCHEME, result("6"), Change("A01", "v", Decimal(0), "不是失信被执行人"))
    one = after.of("A01")
    assert one is not None
    assert (one.grade, one.note) == ("优秀", "")


def test_nothing_is_changed_but_the_score() -> None:
    before = result("3", "5")
    same = adjusted(SCHEME, before, Change("A01", "a", Decimal(3), "维持"))
    one, other = score_of(same, "A01", "a"), score_of(before, "A01", "a")
    assert one is not None
    assert other is not None
    assert (one.points, one.reason) == (other.points, other.reason.rstrip("。") + "。复核由3分调整为3分：维持。")
    assert [unit.total for unit in same.units] == [unit.total for unit in before.units]


def appeal(before: str | None, points: str | None) -> Appeal:
    worth, was = Decimal(points) if points else None, Decimal(before) if before else None
    day = dt.date(2020, 12, 28)
    asked = Appeal(year=2020, unit="A01", indicator="a", asked="漏了", outcome="调整", reply="属实", on=day)
    return msgspec.structs.replace(asked, points=worth, before=was)


@pytest.mark.parametrize(
    ("appeals", "points", "said"),
    [
        ([("3", "5")], "5", []),
        ([("3", "5"), ("5", "4")], "4", []),
        ([(None, None)], "3", []),
        ([("2", "3")], "3", []),
        ([("4", "5")], "3", ["A01办事处“甲”复核曾调整为5分，后来台账或人工评分又有改动，现在是3分：请核对后再冻结。"]),
    ],
)
def test_points_given_on_appeal_outlive_the_freezing(
    appeals: list[tuple[str | None, str | None]], points: str, said: list[str]
) -> None:
    after = as_appealed(SCHEME, result("3", "5"), [appeal(*one) for one in appeals])
    score = score_of(after, "A01", "a")
    assert score is not None
    assert (score.points, [one.message for one in after.findings]) == (Decimal(points), said)
