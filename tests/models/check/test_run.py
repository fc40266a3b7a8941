from __future__ import annotations

from typing import Any

import msgspec
import pytest

from models.check import blocks_submission, check_entries, check_record
from models.check.unit import Duty
from models.records.entry import Entry, to_record
from models.records.finding import Finding, Level
from models.records.office import Unit
from models.records.plan import Chapter, Item, Plan, Quota
from models.records.registry import ledger
from tests.models.records.entries import TODAY, context_of, entry

EXPIRED: dict[str, Any] = {"number": "1", "holder": "p", "kind": "某证", "valid_to": "2020-01-01", "status": "在用"}
PERSON: dict[str, Any] = {
    "name": "李四",
    "sex": "女",
    "id_number": "11010519491231002X",
    "staffing": "行政编制",
    "status": "在岗",
}
WHY = [{"code": "certificate.expired", "reason": "已送换发"}]
PLAN = Plan("", 2020, "", "", (Chapter(1, "", (Item(31, "培训", "", (), (Quota("管委会", "行政执法人员培训", 1),)),)),))
PROGRESS: dict[str, Any] = {"year": 2020, "item": 31, "state": "推进中"}


def run(kept: dict[str, list[Entry]], plan: Plan | None = None, unit: str = "A01") -> list[Finding]:
    return check_entries(kept, unit, TODAY, Duty(unit, plan, 2020, (Unit(unit, "管委会本级", ""),)) if plan else None)


def people(unit: str = "A01") -> list[Entry]:
    return [entry("p", unit=unit, **PERSON)]


def test_good_records_give_nothing() -> None:
    good = {**EXPIRED, "valid_to": "2022-01-01"}
    assert run({"person": people(), "certificate": [entry("c", **good)]}) == []


def test_a_finding_says_where() -> None:
    (finding,) = run({"person": people(), "certificate": [entry("c", **EXPIRED)]})
    where = (finding.unit, finding.ledger, finding.uid, finding.title, finding.field, finding.code)
    assert where == ("A01", "certificate", "c", "1", "valid_to", "certificate.expired")
    assert finding.level is Level.WARNING


@pytest.mark.parametrize(
    ("explanations", "explained", "refused"),
    [([], "", True), (WHY, "已送换发", False), ([{"code": "certificate.ending", "reason": "无"}], "", True)],
)
def test_explained_warnings(explanations: list[dict[str, str]], explained: str, refused: bool) -> None:
    findings = run({"person": people(), "certificate": [entry("c", **EXPIRED, explanations=explanations)]})
    assert [finding.explained for finding in findings] == [explained]
    assert blocks_submission(findings) == refused


def test_an_error_cannot_be_explained() -> None:
    why = [{"code": "person.name.required", "reason": "不知道"}]
    (finding,) = run({"person": [entry("p", **{**PERSON, "name": None}, explanations=why)]})
    assert finding.explained == ""
    assert blocks_submission([finding])


def test_errors_first_then_menu_order() -> None:
    bad_person = entry("p", **{**PERSON, "name": None, "phone": "1"})
    findings = run({"certificate": [entry("c", **EXPIRED, explanations=WHY)], "person": [bad_person]})
    codes = [finding.code for finding in findings]
    assert codes == ["person.name.required", "person.phone.format", "certificate.expired"]


def test_other_units_are_looked_up_and_not_checked() -> None:
    kept = {"person": people("B01"), "certificate": [entry("c", **EXPIRED), entry("d", unit="B01", number="1")]}
    assert {(finding.uid, finding.code) for finding in run(kept)} == {("c", "certificate.expired")}


def test_all_units_at_once() -> None:
    kept = {"certificate": [entry(unit, unit=unit, number="1") for unit in ("A01", "B01")]}
    findings = run(kept, unit="")
    assert {finding.unit for finding in findings} == {"A01", "B01"}
    assert not [finding for finding in findings if finding.code.endswith(".unique")]


def test_duplicates_within_a_unit() -> None:
    findings = run({"person": [entry(uid, **PERSON) for uid in "ab"]})
    assert [(one.uid, one.title, one.code) for one in findings] == [
        ("a", "李四", "person.id_number.unique"),
        ("b", "李四", "person.id_number.unique"),
    ]


def test_recycle_bin_is_not_checked() -> None:
    assert run({"certificate": [entry("c", deleted=True, **EXPIRED)]}) == []


def test_an_unreadable_record_is_a_finding() -> None:
    (finding,) = run({"person": [entry("p", name=5)]})
    assert (finding.code, finding.uid, finding.level) == ("person.unreadable", "p", Level.ERROR)


def test_unit_findings_are_explained_at_the_items_progress() -> None:
    why = [{"code": "progress.quota.执法人员培训", "reason": "疫情推迟"}]
    training = entry("t", kind="其他", held_on="2020-03-01", topic="民法典", evidence=[{"name": "签到表.pdf"}])
    kept = {"progress": [entry("g", **PROGRESS, explanations=why)], "training": [training]}
    findings = [one for one in run(kept, PLAN) if one.ledger in {"progress", "training"}]
    assert [(one.unit, one.uid, one.explained) for one in findings] == [("A01", "g", "疫情推迟")]


def test_another_units_progress_is_not_ours() -> None:
    findings = run({"progress": [entry("g", unit="B01", **PROGRESS)]}, PLAN)
    assert "progress.missing" in [finding.code for finding in findings]


def test_no_unit_no_duty() -> None:
    assert run({}, PLAN, unit="") == []


def test_a_form_asks_for_one_record() -> None:
    declared = ledger("certificate")
    record = to_record(declared, EXPIRED)
    context = context_of(("person", people()[0]))
    assert [one.field for one in check_record(declared, "c", record, context)] == ["valid_to"]


def test_findings_travel() -> None:
    findings: list[Any] = run({"certificate": [entry("c", **EXPIRED)]})
    assert msgspec.json.decode(msgspec.json.encode(findings), type=list[Finding]) == findings
