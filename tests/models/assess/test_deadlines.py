"""What schemes can count in the other ledgers: each measure with records that count and records that do not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from models.assess.assess import assess
from models.assess.inputs import Basis, UnitInput
from models.assess.measures import MEASURES, UnitYear
from models.assess.scheme import Deduction, Quota
from models.records.context import BasicContext
from models.rules.terms import FILING, PENALTY_PUBLICITY
from tests.models.assess.samples import PLAN, entries, scheme, score_by, unit

DAY = dt.date(2020, 12, 31)
LATE: dict[str, Any] = {"received_on": "2020-05-06", "due": "2020-06-05"}
LOST: dict[str, Any] = {"received_on": "2020-03-02", "replied_on": "2020-03-09", "decision": "撤销"}
HELD = [{"step": "集体讨论", "on": "2020-05-20"}]
PASSED = [{"step": "合法性审查", "on": "2020-05-06", "result": "通过"}]


@pytest.mark.parametrize(
    ("name", "ledger", "counted", "left"),
    [
        ("late_complaints", "complaint", LATE, {**LATE, "handled_on": "2020-06-01"}),
        ("late_complaints", "complaint", {**LATE, "handled_on": "2020-06-08"}, {**LATE, "received_on": "2019-05-06"}),
        ("late_proposals", "proposal", LATE, {**LATE, "answered_on": "2020-06-05"}),
        (
            "unreviewed_decisions",
            "decision",
            {"decided_on": "2020-05-21", "steps": HELD},
            {"decided_on": "2020-05-21", "steps": [*PASSED, *HELD]},
        ),
        (
            "late_reconsideration_replies",
            "reconsideration",
            {"received_on": "2020-03-02", "replied_on": "2020-03-16"},
            {"received_on": "2019-03-02", "replied_on": "2019-03-18"},
        ),
        (
            "lost_reconsiderations",
            "reconsideration",
            {**LOST, "effective_on": "2020-05-01"},
            {**LOST, "effective_on": "2021-01-04"},
        ),
    ],
)
def test_measures(name: str, ledger: str, counted: dict[str, Any], left: dict[str, Any]) -> None:
    year = UnitYear(unit(), 2020, DAY, PLAN, BasicContext({ledger: entries(counted, left)}, DAY))
    assert [one.uid for one in year.find(MEASURES[name])] == ["u01"]


def test_a_scheme_may_deduct_by_them() -> None:
    rule = Deduction(measure="late_complaints", each=Decimal(2))
    assert score_by(rule, {"complaint": entries(LATE, LATE)}).points == 6


@pytest.mark.parametrize(("days", "points"), [((), 0), (("2020-05-06",), 5), (("2020-05-06", "2020-09-01"), 10)])
def test_a_quota_may_be_of_any_ledger(days: tuple[str, ...], points: int) -> None:
    rule = Quota(ledger="work", where={"kind": "会议", "item": 33}, at_least=2)
    rows = [{"item": 33, "kind": "会议", "on": day, "content": day} for day in days]
    aside = {"item": 32, "kind": "会议", "on": "2020-05-06", "content": "别的"}
    assert score_by(rule, {"work": entries(aside, *rows)}).points == points


FILED: dict[str, Any] = {"issued_on": "2020-03-02", "filed_on": "2020-03-23"}
FINED: dict[str, Any] = {"kind": "行政处罚", "decided_on": "2020-03-02", "published_on": "2020-03-13"}
ASKED: dict[str, Any] = {"kind": "依申请公开", "received_on": "2020-03-02", "answered_on": "2020-04-01"}


@pytest.mark.parametrize(
    ("name", "ledger", "fields", "late"),
    [
        ("late_document_filings", "document", FILED, True),
        ("late_document_filings", "document", {**FILED, "filed_on": "2020-03-17"}, False),
        ("late_document_filings", "document", {"issued_on": "2020-03-02"}, True),
        ("late_document_filings", "document", {"issued_on": "2020-12-28"}, False),
        ("late_document_filings", "document", {**FILED, "issued_on": "2019-12-02"}, False),
        ("late_document_filings", "document", {**FILED, "issued_on": "2019-12-28"}, True),
        ("late_decision_publications", "enforcement", FINED, True),
        ("late_decision_publications", "enforcement", {**FINED, "kind": "行政强制执行"}, False),
        ("late_decision_publications", "enforcement", {**FINED, "published_on": None, "not_published": "涉密"}, False),
        ("late_disclosure_answers", "disclosure", ASKED, True),
        ("late_disclosure_answers", "disclosure", {**ASKED, "kind": "政策解读"}, False),
    ],
)
def test_what_is_late_by_the_terms_shipped(name: str, ledger: str, fields: dict[str, Any], late: bool) -> None:
    year = UnitYear(unit(), 2020, DAY, PLAN, BasicContext({ledger: entries(fields)}, DAY))
    assert bool(year.find(MEASURES[name])) is late


@pytest.mark.parametrize(
    ("measure", "kept", "terms", "points"),
    [
        ("late_document_filings", {"document": FILED}, {}, 8),
        ("late_document_filings", {"document": FILED}, {FILING.id: 30}, 10),
        ("late_decision_publications", {"enforcement": FINED}, {}, 8),
        ("late_decision_publications", {"enforcement": FINED}, {PENALTY_PUBLICITY.id: 20}, 10),
    ],
)
def test_points_go_by_the_terms_that_were_issued(
    measure: str, kept: dict[str, dict[str, Any]], terms: dict[str, int], points: int
) -> None:
    records = {name: entries(fields) for name, fields in kept.items()}
    judged_by = scheme(Deduction(measure=measure, each=Decimal(2)))
    found = assess(Basis(judged_by, PLAN, terms=terms), [UnitInput(unit(), records)])
    assert found.units[0].scores[0].points == points
