from __future__ import annotations

from typing import Any

import pytest

from models.records.context import BasicContext
from models.records.entry import to_record
from models.records.ledgers.certificate import MINISTRY, Certificate, check_number
from models.records.place import NATIONAL
from models.records.registry import ledger
from tests.models.records.entries import TODAY, context_of, entry
from tests.models.records.ledgers.codes import because, codes, derived
from tests.places import PROVINCIAL, ZHENGDONG, with_numbers

GOOD = {
    "holder": "p",
    "kind": "河南省行政执法证",
    "number": "豫A-001",
    "valid_from": "2018-01-01",
    "valid_to": "2022-12-31",
    "status": "在用",
}
HOLDER: dict[str, Any] = {"name": "张三", "id_number": "360426199101010071", "staffing": "行政编制", "status": "在岗"}


def held_by(**change: Any) -> set[str]:
    context = context_of(("person", entry("p", **{**HOLDER, **change})))
    return codes("certificate", GOOD, context)


@pytest.mark.parametrize(
    ("change", "shown", "left"),
    [
        ({}, "有效", 790),
        ({"valid_to": "2020-12-02"}, "有效", 31),
        ({"valid_to": "2020-12-01"}, "30天内到期", 30),
        ({"valid_to": "2020-11-01"}, "30天内到期", 0),
        ({"valid_to": "2020-10-31"}, "已过期", -1),
        ({"valid_from": "2020-11-02"}, "未到生效日", 790),
        ({"valid_to": None}, "未填有效期", None),
        ({"status": "注销"}, "注销", None),
        ({"status": "暂扣"}, "暂扣", 790),
    ],
)
def test_situation(change: dict[str, Any], shown: str, left: int | None) -> None:
    assert derived("certificate", "situation", {**GOOD, **change}) == shown
    assert derived("certificate", "days_left", {**GOOD, **change}) == left


def test_situation_says_why() -> None:
    assert because("certificate", "situation", GOOD) == "有效期止2022-12-31，按2020-11-01计算，证件状态为在用。"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"valid_from": "2023-01-01"}, {"certificate.period"}),
        ({"valid_to": "2020-10-31"}, {"certificate.expired"}),
        ({"valid_to": "2020-10-31", "status": "收回"}, set()),
        ({"valid_to": "2020-11-20"}, {"certificate.ending"}),
        ({"valid_to": "2020-11-20", "renewal": "待换发"}, set()),
        ({"renewal": "已申请"}, {"certificate.applied"}),
        ({"renewal": "已换发"}, {"certificate.renewed"}),
        ({"applied_on": "2020-06-02", "renewed_on": "2020-06-01"}, {"certificate.renewal_order"}),
        ({"kind": MINISTRY}, {"certificate.unfiled", "certificate.basis"}),
        ({"kind": MINISTRY, "filed_on": "2020-06-01", "basis": "药品管理法"}, set()),
        ({"kind": MINISTRY, "status": "收回"}, set()),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("certificate", {**GOOD, **change}) == found


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ([], set()),
        ([{}], set()),
        ([{}, {"number": "豫A-002"}], {"certificate.second"}),
        ([{"number": "豫A-002"}], {"certificate.second"}),
        ([{}, {}], {"certificate.second"}),
        ([{}, {"number": "豫A-002", "status": "已换发"}], set()),
        ([{}, {"number": "豫A-002", "holder": "q"}], set()),
        ([{}, {"number": "B-2", "kind": MINISTRY}], set()),
    ],
)
def test_a_second_certificate_of_one_kind(kept: list[dict[str, Any]], found: set[str]) -> None:
    people = ("person", entry("p", **HOLDER))
    others = [("certificate", entry(f"c{at}", **{**GOOD, **change})) for at, change in enumerate(kept)]
    assert codes("certificate", GOOD, context_of(people, *others)) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"status": "调离"}, {"certificate.holder_left"}),
        ({"status": "借调"}, set()),
        ({"staffing": "工勤人员"}, {"certificate.staffing"}),
        ({"staffing": "劳动合同工"}, {"certificate.staffing"}),
        ({"staffing": "临时工"}, {"certificate.staffing"}),
        ({"staffing": "事业编制"}, set()),
        ({"exam_result": "不合格"}, {"certificate.exam"}),
        ({"id_number": "110105200512310029"}, {"certificate.age"}),
    ],
)
def test_who_may_hold_one(change: dict[str, Any], found: set[str]) -> None:
    assert held_by(**change) == found


def test_a_given_up_certificate_may_belong_to_one_who_left() -> None:
    context = context_of(("person", entry("p", **{**HOLDER, "status": "退休"})))
    assert codes("certificate", {**GOOD, "status": "注销"}, context) == set()


@pytest.mark.parametrize(
    ("numbers", "change", "found"),
    [
        ({}, {}, set()),
        ({PROVINCIAL: "豫A-###"}, {}, set()),
        ({PROVINCIAL: "豫A########"}, {}, {"certificate.number_pattern"}),
        ({PROVINCIAL: "豫A########"}, {"number": "豫A12345678"}, set()),
        ({PROVINCIAL: "豫A########"}, {"status": "暂扣"}, {"certificate.number_pattern"}),
        ({PROVINCIAL: "豫A########"}, {"status": "已换发"}, set()),
        ({PROVINCIAL: "豫A########"}, {"number": None}, set()),
        ({PROVINCIAL: "豫A########"}, {"kind": "别的证件"}, set()),
        ({PROVINCIAL: "豫A*"}, {}, set()),
        ({MINISTRY: "########"}, {}, set()),
    ],
)
def test_a_number_looks_as_the_centre_says(numbers: dict[str, str], change: dict[str, Any], found: set[str]) -> None:
    assert codes("certificate", {**GOOD, **change}, BasicContext({}, TODAY, place=with_numbers(numbers))) == found


def test_a_number_that_does_not_is_told_in_words() -> None:
    record = to_record(ledger("certificate"), GOOD)
    assert isinstance(record, Certificate)
    (found,) = check_number(record, "u", BasicContext({}, TODAY, place=with_numbers({PROVINCIAL: "豫A########"})))
    assert (found.field, found.level.value) == ("number", "warning")
    assert found.message == "编号不像“豫A”加8位数字（汇总单位设定的样子），请核对。"


@pytest.mark.parametrize(
    ("change", "local", "national"),
    [
        (
            {"staffing": "临时工"},
            ("error", "持证人张三是临时工，不得持有执法证件（《河南省行政执法条例》第二十条），请收回或注销证件。"),
            ("warning", "持证人张三是临时工，很多地方规定不得持有执法证件，请按当地规定核对。"),
        ),
        (
            {"exam_result": "不合格"},
            (
                "warning",
                "持证人张三的资格考试不合格（《河南省行政执法条例》第二十一条），请核对考试结果或证件状态。",
            ),
            ("warning", "持证人张三的资格考试不合格，请核对考试结果或证件状态。"),
        ),
        (
            {"id_number": "110105200512310029"},
            (
                "error",
                "发证时持证人只有12周岁，执法人员须年满18周岁（《河南省行政执法条例》第二十条），请核对日期和身份证号。",
            ),
            ("warning", "发证时持证人只有12周岁，执法人员须年满18周岁，请核对日期和身份证号。"),
        ),
    ],
)
def test_local_law_is_cited_and_without_it_nothing_blocks(
    change: dict[str, Any], local: tuple[str, str], national: tuple[str, str]
) -> None:
    holder = ("person", entry("p", **{**HOLDER, **change}))
    for place, wanted in ((ZHENGDONG, local), (NATIONAL, national)):
        context = context_of(holder, place=place)
        record = to_record(ledger("certificate"), GOOD)
        found = [one for check in ledger("certificate").checks for one in check(record, "u", context)]
        assert [(one.level.value, one.message.partition("条文：")[0]) for one in found] == [wanted]
        assert found[0].message.endswith("。”") == (place is ZHENGDONG)
