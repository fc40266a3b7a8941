from __future__ import annotations

from pathlib import Path

import pytest

from models.merge import keys
from models.merge.from_centre import receive_from_centre
from models.merge.outcome import PackageState
from models.merge.states import centre_state, sent_state
from models.merge.withdrawal import FEATURE
from models.package.keys import recipient_of
from models.store.files.verify import verify_workspace
from models.store.records import packages
from models.store.records.packages import PackageRow
from models.submit.centre import export_receipts, latest_submissions, review_submission
from models.submit.withdraw import CannotWithdrawError, withdraw_submission
from tests.models.merge.crafted import craft
from tests.models.offices import Offices, lines


def newest(offices: Offices) -> PackageRow:
    return next(row for row in latest_submissions(offices.centre) if row.unit == "A01")


def statement(offices: Offices, name: str = "w.fzb") -> Path:
    return withdraw_submission(offices.a, offices.folder / name, "填错了", "张三")[0]


def mine(offices: Offices) -> list[PackageRow]:
    with offices.a.read() as connection:
        return packages.find_packages(connection, direction="out", kind="submission")


def states(offices: Offices) -> list[str]:
    """The unit's own submissions in words, in their order."""
    rows = sorted(mine(offices), key=lambda row: row.sequence)
    return [sent_state(row, rows) for row in rows]


def test_withdrawn_submission_counts_no_more(offices: Offices) -> None:
    before = lines(offices.centre, "A01")
    outcome = offices.merge(statement(offices))[0]
    assert (outcome.state, outcome.reason) == (
        PackageState.WITHDRAWAL,
        "撤回第1次报送（2020年度），理由：填错了。已合并的记录留作底稿。",
    )
    assert [row.unit for row in latest_submissions(offices.centre)] == ["B02"]
    assert (lines(offices.centre, "A01"), states(offices)) == (before, ["已撤回", "撤回声明"])
    assert verify_workspace(offices.centre) == []


@pytest.mark.parametrize("again", ["w.fzb", "A01-1.fzb"])
def test_nothing_comes_back_by_merging_again(offices: Offices, again: str) -> None:
    offices.merge(statement(offices))
    assert offices.merge(offices.folder / again)[0].state is PackageState.KNOWN
    assert [row.unit for row in latest_submissions(offices.centre)] == ["B02"]


def test_unit_may_submit_again(offices: Offices) -> None:
    offices.merge(statement(offices))
    outcome = offices.merge(offices.send(offices.a, "a3.fzb").path)[0]
    assert (outcome.state, outcome.reason, newest(offices).sequence) == (PackageState.MERGED, "", 3)


def test_approved_submission_stays(offices: Offices) -> None:
    path = statement(offices)
    review_submission(offices.centre, newest(offices).id, "approved", "", [], "李四")
    outcome = offices.merge(path)[0]
    assert (outcome.state, "已经通过，不能撤回" in outcome.reason) == (PackageState.REFUSED, True)
    assert newest(offices).review == "approved"


def test_statement_before_its_submission_waits(offices: Offices) -> None:
    sent = offices.send(offices.a, "a2.fzb").path
    path = statement(offices)
    assert "还没有收到" in offices.merge(path)[0].reason
    assert [one.state for one in offices.merge(sent, path)] == [PackageState.MERGED, PackageState.WITHDRAWAL]


def test_nobody_withdraws_what_another_unit_sent(offices: Offices) -> None:
    """A statement signed by an enrolled unit, that names the package of another."""
    note = {
        "recipient": recipient_of(keys.age_identity(offices.b)),
        "withdraws": newest(offices).id,
        "reason": "改错了",
    }
    path = craft(offices.b, offices.folder / "w.fzb", {}, note=note, must_understand=(FEATURE,))
    outcome = offices.merge(path)[0]
    assert (outcome.state, "还没有收到" in outcome.reason) == (PackageState.REFUSED, True)
    assert (newest(offices).state, newest(offices).review) == ("merged", "pending")


def test_preview_of_a_withdrawal_changes_nothing(offices: Offices) -> None:
    path = statement(offices)
    assert offices.merge(path, dry_run=True)[0].state is PackageState.WITHDRAWAL
    assert newest(offices).state == "merged"


def test_unit_cannot_take_back_what_is_approved_or_taken_back(offices: Offices) -> None:
    with pytest.raises(CannotWithdrawError, match="没有写理由"):
        withdraw_submission(offices.a, offices.folder / "w.fzb", " ", "张三")
    statement(offices)
    with pytest.raises(CannotWithdrawError, match="第1次报送已经撤回"):
        statement(offices, "w2.fzb")
    review_submission(offices.centre, newest(offices).id, "approved", "", [], "李四")
    receive_from_centre(
        offices.a, next(p for p in export_receipts(offices.centre, offices.folder, "李四") if "A01" in p.name), "张三"
    )
    assert states(offices)[0] == "通过"


def test_states_follow_the_round_trip(offices: Offices) -> None:
    assert (states(offices), centre_state([newest(offices)])[0]) == (["已上报"], "待审")
    review_submission(offices.centre, newest(offices).id, "returned", "太笼统", [], "李四")
    receive_from_centre(
        offices.a, next(p for p in export_receipts(offices.centre, offices.folder, "李四") if "A01" in p.name), "张三"
    )
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    assert states(offices) == ["退回", "已重报"]
    with offices.centre.read() as connection:
        rows = packages.find_packages(connection, unit="A01", direction="in")
    assert centre_state(rows)[0] == "已重报，待审"
