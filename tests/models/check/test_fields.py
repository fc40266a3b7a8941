from __future__ import annotations

from typing import Any

import pytest

from models.check.fields import check_fields
from models.records.entry import to_record
from models.records.field import Kind
from models.records.registry import ledger, ledgers
from tests.models.records.entries import context_of, entry

PERSON: dict[str, Any] = {
    "name": "李四",
    "sex": "女",
    "id_number": "11010519491231002X",
    "staffing": "行政编制",
    "status": "在岗",
}
CERTIFICATE = {"holder": "p", "kind": "某证", "number": "1", "valid_to": "2022-12-31", "status": "在用"}
CASE = {
    "number": "（2020）豫0191行初1号",
    "court": "某法院",
    "instance": "一审",
    "plaintiffs": "甲",
    "defendants": "乙",
    "role": "被告",
    "act": "处罚决定",
    "served_on": "2020-03-01",
}
GOOD: dict[str, dict[str, Any]] = {"person": PERSON, "certificate": CERTIFICATE, "case": CASE}
CONTEXT = context_of(("person", entry("p", **PERSON)), ("person", entry("gone", deleted=True)))


def found(ledger_id: str, fields: dict[str, Any]) -> list[tuple[str, str, str]]:
    declared = ledger(ledger_id)
    findings = check_fields(declared, to_record(declared, fields), CONTEXT)
    return [(finding.level.value, finding.code, finding.field) for finding in findings]


@pytest.mark.parametrize("ledger_id", GOOD)
def test_good_records(ledger_id: str) -> None:
    assert found(ledger_id, GOOD[ledger_id]) == []


@pytest.mark.parametrize(
    ("change", "required"),
    [
        ({}, True),
        ({"instance": "诉前调解"}, False),
        ({"instance": "再审审查", "role": "再审被申请人"}, False),
        ({"instance": "再审", "role": "再审被申请人"}, True),
        ({"instance": "二审", "role": "上诉人"}, False),
        ({"instance": "二审", "role": "被上诉人"}, True),
    ],
)
def test_nobody_need_say_when_what_may_never_come_was_served(change: dict[str, str], required: bool) -> None:
    assert bool(found("case", {**CASE, **change, "served_on": None})) is required


@pytest.mark.parametrize(
    ("ledger_id", "change", "level", "code"),
    [
        ("person", {"name": None}, "error", "person.name.required"),
        ("person", {"sex": "未知"}, "error", "person.sex.choice"),
        ("person", {"id_number": "110105194912310021"}, "error", "person.id_number.format"),
        ("person", {"id_number": "110105********002X"}, "error", "person.id_number.format"),
        ("person", {"phone": "12345"}, "warning", "person.phone.format"),
        ("person", {"political": "党"}, "warning", "person.political.fragment"),
        ("person", {"political": "zg"}, "warning", "person.political.fragment"),
        ("person", {"nation": "xyz"}, "warning", "person.nation.fragment"),
        ("case", {"hearings": [{"on": "2020-03-01", "absence": "公"}]}, "warning", "case.hearings.absence.fragment"),
        ("person", {"left_on": "2071-01-01"}, "error", "person.left_on.date"),
        ("case", {"year": 9999}, "error", "case.year.format"),
        ("case", {"year": 1899}, "error", "case.year.format"),
        ("certificate", {"reviews": [{"year": 2101}]}, "error", "certificate.reviews.year.format"),
        ("certificate", {"holder": "gone"}, "error", "certificate.holder.reference"),
        ("certificate", {"holder": "nobody"}, "error", "certificate.holder.reference"),
        ("case", {"number": "（2020）豫0191民初1号"}, "error", "case.number.format"),
        ("case", {"instance": "三审"}, "error", "case.instance.choice"),
        ("case", {"hearings": [{"leader": "王五"}]}, "error", "case.hearings.on.required"),
        ("case", {"hearings": [{"on": "2071-03-01"}]}, "error", "case.hearings.on.date"),
        (
            "case",
            {"hearings": [{"on": "2020-03-01", "leader_role": "科长"}]},
            "error",
            "case.hearings.leader_role.choice",
        ),
    ],
)
def test_one_spoiled_value(ledger_id: str, change: dict[str, Any], level: str, code: str) -> None:
    assert found(ledger_id, {**GOOD[ledger_id], **change}) == [(level, code, code.split(".")[1])]


@pytest.mark.parametrize(
    ("ledger_id", "change"),
    [
        ("person", {"staffing": "聘任制公务员"}),
        ("person", {"nation": "白族"}),
        ("person", {"phone": "13812345678"}),
        ("case", {"year": 1900}),
        ("case", {"year": 2100}),
        ("person", {"political": "中共党员"}),
        ("person", {"political": "某某党派成员"}),
        ("person", {"nation": "某族人"}),
        ("person", {"phone": "0371-67180000"}),
        ("person", {"phone": "037167180000-801"}),
        ("person", {"left_on": "2070-12-31"}),
        ("case", {"hearings": [{"on": "2020-03-01", "absence": "隔离观察"}]}),
    ],
)
def test_what_is_allowed(ledger_id: str, change: dict[str, Any]) -> None:
    assert found(ledger_id, {**GOOD[ledger_id], **change}) == []


def test_a_row_is_named_by_its_number() -> None:
    declared = ledger("case")
    record = to_record(declared, {**CASE, "hearings": [{"on": "2020-03-01"}, {}]})
    (finding,) = check_fields(declared, record, CONTEXT)
    assert finding.message == "开庭情况第2行：开庭日期没有填，请补填。"


def test_no_message_repeats_an_id_number() -> None:
    declared = ledger("person")
    number = "110105194912310021"
    (finding,) = check_fields(declared, to_record(declared, {**PERSON, "id_number": number}), CONTEXT)
    assert number not in finding.message


def test_every_year_that_is_typed_has_bounds() -> None:
    columns = [column for one in ledgers().values() for field in one.fields for column in (field, *field.columns)]
    years = {column.spec.format for column in columns if column.label.endswith("年度") and column.kind is Kind.INTEGER}
    assert years == {"year"}
