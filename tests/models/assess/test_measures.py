import datetime as dt
from typing import Any

import pytest

from models.assess.measures import MEASURES, UnitYear
from models.assess.measures.measure import Key
from models.records.context import BasicContext
from tests.models.assess.samples import PLAN, entries, unit
from tests.places import ZHENGDONG

DAY = dt.date(2020, 12, 31)
LEADER = {"on": "2020-06-01", "leader": "王五", "leader_role": "正职"}
DEPUTY = {"on": "2020-06-02", "leader": "赵六", "leader_role": "副职"}
NOBODY = {"on": "2020-06-03"}
EXCUSED = {"on": "2020-06-04", "absence": "不可抗力", "proof": "说明"}
INQUIRY = {"on": "2020-06-05", "kind": "询问或调查"}
LAST_YEAR = {"on": "2019-06-05"}


def found(name: str, *, on: dt.date = DAY, **ledgers: list[dict[str, Any]]) -> list[Key]:
    kept = {ledger: entries(*rows) for ledger, rows in ledgers.items()}
    year = UnitYear(unit(), 2020, on, PLAN, BasicContext(kept, on, place=ZHENGDONG))
    return [one.key for one in year.find(MEASURES[name])]


def case(**fields: Any) -> dict[str, Any]:
    return {"number": "（2020）豫0191行初1号", "instance": "一审", "role": "被告", **fields}


LOST = case(outcome="全部撤销", effective_on="2020-09-01", judged_on="2020-08-01")
FINAL = case(instance="二审", outcome="全部撤销", judged_on="2020-08-01", received_on="2020-08-09")
REFUSED = case(
    instance="再审审查", previous="u01", outcome="驳回再审申请", judged_on="2020-10-09", received_on="2020-10-12"
)
UPHELD = case(instance="二审", previous="u01", outcome="驳回上诉维持原判决", effective_on="2020-11-01")


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ([LOST], ["u01"]),
        ([{**LOST, "effective_on": "2019-09-01"}], []),
        ([{**LOST, "effective_on": None}], []),
        ([{**LOST, "lost_override": "未败诉"}], []),
        ([case(judged_on="2020-08-01", lost_override="败诉")], ["u01"]),
        ([{**LOST, "effective_on": None}, UPHELD], ["u02"]),
        ([{**LOST, "outcome": "驳回诉讼请求"}], []),
        ([FINAL], ["u01"]),
        ([{**LOST, "role": "第三人"}], []),
        ([case(outcome="驳回诉讼请求", judged_on="2020-02-03"), {**FINAL, "previous": "u01"}, REFUSED], ["u03"]),
        ([{**FINAL, "instance": "一审"}], ["u01"]),
        ([{**FINAL, "received_on": "2019-12-30"}], []),
        ([{**FINAL, "received_on": None}], []),
    ],
)
def test_lost_cases(cases: list[dict[str, Any]], expected: list[str]) -> None:
    assert found("lost_cases", case=cases) == expected


def test_what_may_be_lost_is_in_doubt() -> None:
    unknown = {**FINAL, "received_on": None}
    assert found("doubtful_cases", case=[LOST, FINAL, unknown, {**unknown, "lost_override": "未败诉"}]) == ["u03"]


def test_lost_cases_without_a_decision_on_who_answers() -> None:
    blamed = {**LOST, "accountable": True}
    decided = {**blamed, "accountable_decision": "警告"}
    assert found("lost_cases_unaccounted", case=[LOST, blamed, decided]) == ["u02"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("hearings", [1, 2, 3, 4]),
        ("hearings_with_leader", [1, 2]),
        ("hearings_with_principal", [1]),
    ],
)
def test_hearings(name: str, parts: list[int]) -> None:
    sessions = [LEADER, DEPUTY, NOBODY, EXCUSED, INQUIRY, LAST_YEAR]
    assert found(name, case=[case(hearings=sessions)]) == [("u01", part) for part in parts]


def test_who_appears_for_joint_defendants_is_agreed() -> None:
    """法释〔2020〕3号第三条."""
    agreed = {**NOBODY, "represented": "经协商由区政府出庭，见笔录"}
    kept = [case(hearings=[agreed]), case(hearings=[NOBODY])]
    assert found("heard_cases_with_leader", case=kept) == ["u01"]
    assert found("hearings_with_leader", case=kept) == [("u01", 1)]
    assert found("hearings_unexcused", case=kept) == [("u02", 1)]
    assert found("hearings_with_principal", case=kept) == []


def test_one_appearance_is_enough_for_an_instance() -> None:
    """法释〔2020〕3号第七条: unless the court asked for another; and that of a third party only if it asked at all."""
    asked = {**NOBODY, "notified": True}
    cases = [case(hearings=[NOBODY, LEADER]), case(hearings=[NOBODY, EXCUSED]), case(hearings=[INQUIRY])]
    cases += [case(hearings=[LEADER, asked]), case(hearings=[NOBODY], role="第三人")]
    cases += [case(hearings=[NOBODY, asked], role="第三人")]
    assert found("heard_cases", case=cases) == ["u01", "u02", "u04", "u06"]
    assert found("heard_cases_with_leader", case=cases) == ["u01", "u04"]
    assert found("hearings_unexcused", case=cases) == [("u02", 1), ("u04", 2), ("u06", 2)]


@pytest.mark.parametrize(
    ("fields", "measures"),
    [
        ({"served_on": "2020-03-02", "answered_on": "2020-03-17"}, {"answers", "answers_in_time"}),
        ({"served_on": "2020-03-02", "answered_on": "2020-03-18"}, {"answers", "late_answers"}),
        ({"served_on": "2020-03-02"}, {"answers", "late_answers"}),
        ({"served_on": "2019-03-02"}, set()),
        ({"served_on": "2020-03-02", "role": "第三人"}, set()),
        ({"served_on": "2020-12-30"}, set()),
    ],
)
def test_answers(fields: dict[str, Any], measures: set[str]) -> None:
    names = {"answers", "answers_in_time", "late_answers"}
    assert {name for name in names if found(name, case=[case(**fields)])} == measures


def test_an_answer_is_not_late_before_its_day_has_passed() -> None:
    served = [case(served_on="2020-03-02")]
    assert found("late_answers", case=served, on=dt.date(2020, 3, 17)) == []
    assert found("late_answers", case=served, on=dt.date(2020, 3, 18)) == ["u01"]


@pytest.mark.parametrize(("replied", "late"), [(None, True), ("2020-05-02", True), ("2020-05-01", False)])
def test_advice_and_performance(replied: str | None, late: bool) -> None:
    advice = {"kind": "司法建议", "due": "2020-05-01", "replied_on": replied}
    cases = [case(advice=[advice], performance_due="2020-05-01", performed_on=replied)]
    assert bool(found("late_advice_replies", case=cases)) is late
    assert bool(found("late_performances", case=cases)) is late


def test_dishonest_cases() -> None:
    assert found("dishonest_cases", case=[case(), case(dishonest=True)]) == ["u02"]


CERTIFICATES: list[dict[str, Any]] = [
    {
        "status": "在用",
        "valid_to": "2020-12-31",
        "holder": "u01",
        "kind": "国务院部委执法证件",
        "filed_on": "2020-01-01",
    },
    {"status": "在用", "valid_to": "2020-12-30", "holder": "u02", "kind": "国务院部委执法证件"},
    {"status": "注销", "valid_to": "2019-12-31", "holder": "u02"},
    {"status": "在用", "holder": "u03", "reviews": [{"year": 2020, "result": "通过"}]},
    {"status": "在用", "holder": "u01", "reviews": [{"year": 2019, "result": "通过"}]},
    {
        "status": "在用",
        "holder": "u02",
        "kind": "国务院部委执法证件",
        "valid_from": "2021-01-01",
        "valid_to": "2025-12-31",
    },
]
PEOPLE: list[dict[str, Any]] = [
    {"name": "甲", "status": "在岗", "staffing": "行政编制", "exam_result": "合格"},
    {"name": "乙", "status": "在岗", "staffing": "临时工"},
    {"name": "丙", "status": "退休", "staffing": "行政编制", "exam_result": "合格"},
]


@pytest.mark.parametrize(
    ("name", "uids"),
    [
        ("certificates_in_use", ["u01", "u02", "u04", "u05"]),
        ("certificates_valid", ["u01"]),
        ("certificates_expired", ["u02"]),
        ("certificates_reviewed", ["u04"]),
        ("certificates_unlawful", ["u02", "u04"]),
        ("ministry_certificates", ["u01", "u02"]),
        ("ministry_certificates_filed", ["u01"]),
        ("officers", ["u01", "u02"]),
        ("officers_passed", ["u01"]),
    ],
)
def test_officers_and_certificates(name: str, uids: list[str]) -> None:
    assert found(name, certificate=CERTIFICATES, person=PEOPLE) == uids


@pytest.mark.parametrize(
    ("name", "uids"),
    [
        ("progress_done", ["u01", "u02"]),
        ("progress_with_evidence", ["u01"]),
        ("progress_without_evidence", ["u02"]),
    ],
)
def test_progress(name: str, uids: list[str]) -> None:
    rows: list[dict[str, Any]] = [
        {"year": 2020, "item": 1, "state": "已完成", "evidence": [{"name": "通知.pdf"}]},
        {"year": 2020, "item": 2, "state": "已完成"},
        {"year": 2020, "item": 3, "state": "推进中"},
        {"year": 2019, "item": 3, "state": "已完成"},
    ]
    assert found(name, progress=rows) == uids


def test_trainings_and_zero_reports_of_the_year() -> None:
    held = [{"kind": "应诉培训", "held_on": day} for day in ("2020-02-01", "2019-02-01")]
    held.append({"kind": "其他", "held_on": "2020-02-01"})
    zero = [{"ledger": "case", "period": "年度", "year": year} for year in (2020, 2019)]
    assert found("trainings.应诉培训", training=held) == ["u01"]
    assert found("trainings", training=held) == ["u01", "u03"]
    assert found("zero_reports", zero_report=zero) == ["u01"]


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_finds_nothing_in_nothing(name: str) -> None:
    assert found(name) == []
    assert MEASURES[name].name == name
