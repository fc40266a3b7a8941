"""What is due by the other ledgers: each kind waiting, done, and far ahead."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.due.ledger_dues import counted_dues, ledger_dues
from models.records.context import BasicContext
from models.records.registry import ledger
from models.rules.terms import FILING
from models.store.base.workspace import Workspace
from models.store.records import records
from tests.models.offices import put

TODAY = dt.date(2020, 6, 15)
JUNE = dt.date(2020, 6, 1)
CERTIFICATE = ledger("certificate")
CASES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("reconsideration", {"received_on": "2020-06-08"}, {"replied_on": "2020-06-10"}, "2020-06-18"),
    (
        "reconsideration",
        {"opinion_received_on": "2020-06-01"},
        {"opinion_reported_on": "2020-06-10"},
        "2020-07-31",
    ),
    ("document", {"issued_on": "2020-06-01"}, {"filed_on": "2020-06-10"}, "2020-06-16"),
    ("document", {"valid_until": "2020-07-31"}, {"cleaned": "废止"}, "2020-07-31"),
    (
        "enforcement",
        {"kind": "行政处罚", "decided_on": "2020-06-01"},
        {"published_on": "2020-06-10"},
        "2020-06-10",
    ),
    (
        "disclosure",
        {"kind": "依申请公开", "received_on": "2020-06-01"},
        {"answered_on": "2020-06-10"},
        "2020-06-30",
    ),
    ("complaint", {"due": "2020-06-30"}, {"handled_on": "2020-06-10"}, "2020-06-30"),
    ("proposal", {"due": "2020-06-30"}, {"answered_on": "2020-06-10"}, "2020-06-30"),
    ("legal_review", {"sent_on": "2020-06-08", "due": "2020-06-18"}, {"opined_on": "2020-06-12"}, "2020-06-18"),
    ("legal_review", {"sent_on": "2020-06-01", "kind": "规范性文件"}, {"opined_on": "2020-06-12"}, "2020-06-22"),
    ("rectification", {"due": "2020-06-30"}, {"closed_on": "2020-06-10"}, "2020-06-30"),
    ("inspection", {"due": "2020-06-30"}, {"visited_on": "2020-06-10", "not_published": "涉密"}, "2020-06-30"),
    ("inspection", {"visited_on": "2020-06-01"}, {"published_on": "2020-06-10"}, "2020-06-30"),
    ("file_review", {"due": "2020-06-30"}, {"corrected_on": "2020-06-10"}, "2020-06-30"),
    ("mediators", {"status": "在册", "term_to": "2020-08-01"}, {"status": "不在册"}, "2020-08-01"),
    (
        "reconsidered",
        {"received_on": "2020-06-08"},
        {"accepted_on": "2020-06-10", "ended_on": "2020-06-12"},
        "2020-06-15",
    ),
    (
        "reconsidered",
        {"acceptance": "受理", "accepted_on": "2020-05-06"},
        {"ended_on": "2020-06-12"},
        "2020-07-06",
    ),
    ("adviser", {"status": "在聘", "term_to": "2020-08-31"}, {"status": "已解聘"}, "2020-08-31"),
]


def dues(workspace: Workspace, terms: dict[str, int] | None = None, today: dt.date = TODAY) -> list[tuple[str, str]]:
    with workspace.read() as connection:
        context = BasicContext({}, today, terms=terms or {})
        return [(one.ledger, one.on.isoformat()) for one in ledger_dues(connection, "A01", context)]


@pytest.mark.parametrize(
    ("ledger_id", "waiting", "done", "day"), CASES, ids=[f"{one[0]}.{next(iter(one[2]))}" for one in CASES]
)
def test_what_waits_is_due_until_it_is_done(
    unit: Workspace, ledger_id: str, waiting: dict[str, Any], done: dict[str, Any], day: str
) -> None:
    with unit.write("张晓明") as tx:
        uid = records.save(tx, ledger(ledger_id), "A01", waiting).uid
        records.save(tx, ledger(ledger_id), "X02", waiting)
    assert dues(unit) == [(ledger_id, day)]
    assert dues(unit, today=dt.date(2020, 1, 1)) == []
    with unit.write("张晓明") as tx:
        records.save(tx, ledger(ledger_id), "A01", done, uid)
    assert dues(unit) == []


def test_the_period_that_was_set_counts(unit: Workspace) -> None:
    with unit.write("张晓明") as tx:
        records.save(tx, ledger("document"), "A01", {"issued_on": "2020-06-01"})
    assert dues(unit, {FILING.id: 30}) == [("document", "2020-07-01")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"valid_to": "2020-05-31", "status": "在用"}, "已超期1天"),
        ({"valid_to": "2020-06-01", "status": "在用"}, "就是今天"),
        ({"valid_to": "2020-08-30", "status": "在用"}, "还有90天"),
        ({"valid_to": "2020-08-30"}, "还有90天"),
        ({"valid_to": "2020-08-31", "status": "在用"}, None),
        ({"valid_to": "2020-06-02", "status": "注销"}, None),
        ({"status": "在用"}, None),
    ],
)
def test_certificates(unit: Workspace, fields: dict[str, Any], words: str | None) -> None:
    holder = put(unit, "person", name="王伟").uid
    put(unit, "certificate", number="0001", holder=holder, **fields)
    with unit.read() as connection:
        found = counted_dues(connection, "A01", JUNE, 10)
    assert [(due.what, due.words, due.title) for due in found.first] == [("执法证件到期", words, "王伟 0001")] * bool(
        words
    )
    assert found.all == bool(words)


def test_certificates_are_all_counted_and_the_first_listed(unit: Workspace) -> None:
    days = ("2020-05-01", "2020-06-30", "2020-05-31", "2020-07-01", "2020-07-02", "2021-01-01")
    with unit.write("甲") as tx:
        for day in days:
            records.save(tx, CERTIFICATE, "A01", {"number": day, "valid_to": day, "status": "在用"})
    with unit.read() as connection:
        found = counted_dues(connection, "A01", JUNE, 2)
    assert [due.on.isoformat() for due in found.first] == ["2020-05-01", "2020-05-31"]
    assert (found.late, found.soon, found.all) == (2, 2, 5)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"served_on": "2020-05-25"}, [("提交答辩状和证据", "还有8天")]),
        ({"served_on": "2020-05-25", "answered_on": "2020-06-01"}, []),
        ({"performance_due": "2020-05-30"}, [("履行裁判", "已超期2天")]),
        ({"performance_due": "2020-05-30", "performed_on": "2020-05-29"}, []),
        ({"hearings": [{"on": "2020-06-11"}, {"on": "2020-05-11"}]}, [("开庭（负责人出庭）", "还有10天")]),
        ({"advice": [{"kind": "司法建议", "due": "2020-06-05"}]}, [("回复司法建议", "还有4天")]),
        (
            {"instance": "一审", "outcome": "驳回诉讼请求", "received_on": "2020-05-28"},
            [("决定是否上诉", "还有11天")],
        ),
    ],
)
def test_cases(unit: Workspace, fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    with unit.write("张晓明") as tx:
        records.save(tx, ledger("case"), "A01", {"number": "（2020）豫0191行初1号", **fields})
    with unit.read() as connection:
        found = list(ledger_dues(connection, "A01", BasicContext({}, JUNE)))
    assert [(due.what, due.words) for due in found] == expected
    assert {due.title for due in found} <= {"（2020）豫0191行初1号"}


def test_a_record_without_a_name_says_so(unit: Workspace) -> None:
    with unit.write("张晓明") as tx:
        records.save(tx, ledger("case"), "A01", {"performance_due": "2020-06-05"})
    with unit.read() as connection:
        found = list(ledger_dues(connection, "A01", BasicContext({}, JUNE)))
    assert [due.title for due in found] == ["（没有案号）"]


def test_a_day_that_rests_on_no_arranged_holidays_says_so(unit: Workspace) -> None:
    put(unit, "disclosure", kind="依申请公开", title="方案", received_on="2090-06-01")
    put(unit, "complaint", about="扰民", due="2090-06-30")
    put(unit, "case", number="1号", advice=[{"kind": "规范性文件司法建议", "received_on": "2090-06-01"}])
    with unit.read() as connection:
        found = [due.title for due in ledger_dues(connection, "A01", BasicContext({}, dt.date(2090, 6, 1)))]
    assert sorted(found) == [
        "1号（暂按周末和法定节日计算）",
        "扰民",
        "方案（暂按周末和法定节日计算）",
    ]
