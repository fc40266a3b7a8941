"""What can be done about several findings at once."""

from __future__ import annotations

import datetime as dt

import pytest

from models.check.answers import findings_alike, is_empty_ledger, report_zero
from models.records.finding import Finding, error, warning
from models.records.office import Period
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records

EMPTY = [error("", f"{name}.empty", "没有记录。") for name in ("case", "training")]
PROOFS = [warning("evidence", "progress.proof", "没有佐证。") for _ in range(2)]


def placed(found: Finding, uid: str = "") -> Finding:
    return Finding(level=found.level, code=found.code, message=found.message, uid=uid, ledger=found.code.split(".")[0])


ALL = [*map(placed, EMPTY), placed(PROOFS[0], "a"), placed(PROOFS[1], "b")]


@pytest.mark.parametrize(("at", "also"), [(0, [0, 1]), (1, [0, 1]), (2, [2, 3])])
def test_what_is_alike_is_dealt_with_together(at: int, also: list[int]) -> None:
    assert findings_alike(ALL, [ALL[at]]) == [ALL[place] for place in also]


def test_several_empty_ledgers_are_stated_in_one_act_with_one_reason(unit: Workspace) -> None:
    chosen = findings_alike(ALL, [ALL[0]])
    assert all(map(is_empty_ledger, chosen))
    with unit.write("张晓明") as tx:
        done = report_zero(tx, "A01", Period("2020年度", "2020年度", dt.date(2020, 12, 20)), 2020, chosen, "本年没有")
        kept = [one.fields for one in records.entries(tx.connection, ledger("zero_report"), "A01")]
    assert done == 2
    assert {(one["ledger"], one["reason"]) for one in kept} == {("case", "本年没有"), ("training", "本年没有")}
