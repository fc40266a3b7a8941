"""What is due by the other ledgers: each kind waiting, done, and far ahead."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.records.context import BasicContext
from models.records.registry import ledger
from models.rules.terms import FILING
from models.store.base.workspace import Workspace
from models.store.records import records
from ui.desk.other_dues import WATCHES, other_dues

TODAY = dt.date(2020, 6, 15)
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
    ("adviser", {"status": "在聘", "term_to": "2020-08-31"}, {"status": "已解聘"}, "2020-08-31"),
]


def dues(workspace: Workspace, terms: dict[str, int] | None = None, today: dt.date = TODAY) -> list[tuple[str, str]]:
    with workspace.read() as connection:
        context = BasicContext({}, today, terms=terms or {})
        return [(one.ledger, one.on.isoformat()) for one in other_dues(connection, "X01", context)]


@pytest.mark.parametrize(("ledger_id", "waiting", "done", "day"), CASES, ids=[watch.what for watch in WATCHES])
def test_what_waits_is_due_until_it_is_done(
    workspace: Workspace, ledger_id: str, waiting: dict[str, Any], done: dict[str, Any], day: str
) -> None:
    with workspace.write("张晓明") as tx:
        uid = records.save(tx, ledger(ledger_id), "X01", waiting).uid
        records.save(tx, ledger(ledger_id), "X02", waiting)
    assert dues(workspace) == [(ledger_id, day)]
    assert dues(workspace, today=dt.date(2020, 1, 1)) == []
    with workspace.write("张晓明") as tx:
        records.save(tx, ledger(ledger_id), "X01", done, uid)
    assert dues(workspace) == []


def test_the_period_that_was_set_counts(workspace: Workspace) -> None:
    with workspace.write("张晓明") as tx:
        records.save(tx, ledger("document"), "X01", {"issued_on": "2020-06-01"})
    assert dues(workspace, {FILING.id: 30}) == [("document", "2020-07-01")]
