from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.merge import keys
from models.merge.enrolment import enrol_unit
from models.merge.from_centre import RefusedPackageError, RemarkNote, receive_from_centre
from models.package.keys import recipient_of
from models.records.office import Period, Unit
from models.store.base.workspace import CENTRE, Office, Workspace, create_workspace
from models.store.records import packages
from models.store.records.packages import PackageRow
from models.submit.centre import (
    BadIssueError,
    NoReasonError,
    NoSubmissionError,
    NothingIssuedError,
    SupersededError,
    confirm_received,
    export_plan,
    export_receipts,
    latest_submissions,
    review_submission,
    save_issue,
    set_up_centre,
)
from tests.models.offices import ISSUE, SECRET, Offices, everything, training


def newest(offices: Offices, unit: str = "A01") -> PackageRow:
    return next(row for row in latest_submissions(offices.centre) if row.unit == unit)


def receipts(offices: Offices) -> list[str]:
    return [path.name for path in export_receipts(offices.centre, offices.folder, "李四")]


def test_what_a_later_one_has_replaced_is_not_reviewed(offices: Offices) -> None:
    """Another clerk has merged it meanwhile: a verdict would be about what nobody sees any more."""
    before = newest(offices)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    for verdict in ("approved", "returned"):
        with pytest.raises(SupersededError, match="第1次报送已由第2次代替"):
            review_submission(offices.centre, before.id, verdict, "太笼统", [], "李四")
    review_submission(offices.centre, newest(offices).id, "approved", "", [], "李四")


def test_new_centre_has_keys_and_a_first_issue(tmp_path: Path) -> None:
    made = set_up_centre(tmp_path / "c", ("GWH", "示例管委会"), ISSUE, SECRET, "李四")
    roster = keys.current_roster(made.workspace)
    assert roster
    assert roster.recipients == (recipient_of(keys.age_identity(made.workspace)), recipient_of(made.second_identity))
    assert {entry.unit: entry.keys for entry in roster.entries} == {"GWH": (), "A01": (), "B02": ()}
    assert (made.workspace.is_centre, bool(made.recovery_code)) == (True, True)
    assert save_issue(made.workspace, ISSUE, "李四").number == 2
    assert export_plan(made.workspace, tmp_path, "李四").name == "任务下发_2020年度_第02号.fzb"
    made.workspace.close()


BAD_NAMES: list[tuple[dict[str, Any], str]] = [
    ({"periods": (Period("2020 年度", "全年"),)}, "报送期“2020 年度”只能用"),
    ({"periods": (Period("", "全年"),)}, "报送期“”"),
    ({"periods": (Period("年" * 65, "全年"),)}, "最多64个"),
    ({"periods": (Period("上", "一"), Period("上", "二"))}, "报送期“上”.*不能重复"),
    ({"units": (*ISSUE.units, Unit("甲1", "丙", "乡镇"))}, "单位代码“甲1”只能用"),
    ({"units": (*ISSUE.units, Unit("A/1", "丙", "乡镇"), Unit("", "丁", "乡镇"))}, "单位代码“A/1”、“”"),
    ({"units": (*ISSUE.units, Unit("A01", "丙", "乡镇"))}, "单位代码“A01”.*不能重复"),
    ({"year": 99999}, "年度99999不在1900年到2100年之间。"),
    ({"periods": (Period("上", "一", dt.date(9999, 12, 31)),)}, "9999-12-31不在1900年到2100年之间。"),
]


@pytest.mark.parametrize(("changes", "words"), BAD_NAMES)
def test_names_that_no_package_can_carry_are_refused(offices: Offices, changes: dict[str, Any], words: str) -> None:
    before = everything(offices.centre)
    with pytest.raises(BadIssueError, match=words):
        save_issue(offices.centre, msgspec.structs.replace(ISSUE, **changes), "李四")
    assert everything(offices.centre) == before


def test_nothing_to_export_before_the_first_issue(tmp_path: Path) -> None:
    empty, _ = create_workspace(tmp_path / "c", Office(CENTRE, "GWH", "示例管委会"), None)
    with pytest.raises(NothingIssuedError):
        export_plan(empty, tmp_path, "李四")
    empty.close()


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_returning_needs_a_reason(offices: Offices, reason: str) -> None:
    with pytest.raises(NoReasonError, match="退回必须写明原因"):
        review_submission(offices.centre, newest(offices).id, "returned", reason, [], "李四")
    assert newest(offices).review == "pending"


def test_only_a_merged_submission_is_reviewed(offices: Offices) -> None:
    with pytest.raises(NoSubmissionError, match="f00"):
        review_submission(offices.centre, "f00", "approved", "", [], "李四")
    with pytest.raises(NoSubmissionError, match="f00"):
        confirm_received(offices.centre, "f00", dt.date(2020, 12, 1), "李四")


def test_receipts_go_out_once_for_every_verdict(offices: Offices) -> None:
    assert receipts(offices) == ["回执_2020年度_A01_甲办事处_第01次.fzb", "回执_2020年度_B02_乙办事处_第01次.fzb"]
    assert receipts(offices) == []
    review_submission(offices.centre, newest(offices).id, "approved", "", [], "李四")
    assert receipts(offices) == ["回执_2020年度_A01_甲办事处_第01次.fzb"]
    assert receipts(offices) == []


def test_only_the_newest_submission_gets_a_receipt(offices: Offices) -> None:
    training(offices.a)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    assert receipts(offices) == ["回执_2020年度_A01_甲办事处_第02次.fzb", "回执_2020年度_B02_乙办事处_第01次.fzb"]


def test_receipt_tells_the_day_it_came(offices: Offices) -> None:
    confirm_received(offices.centre, newest(offices).id, dt.date(2020, 12, 3), "李四")
    path = export_receipts(offices.centre, offices.folder, "李四")[0]
    receive_from_centre(offices.a, path, "张三")
    with offices.a.read() as connection:
        assert packages.find_packages(connection, direction="out", kind="submission")[0].received_on == "2020-12-03"


def test_remarks_go_with_their_submission_only(offices: Offices) -> None:
    note = RemarkNote(ledger="progress", uid="0" * 32, text="请写具体")
    review_submission(offices.centre, newest(offices).id, "returned", "太笼统", [note], "李四")
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    path = export_receipts(offices.centre, offices.folder, "李四")[0]
    assert receive_from_centre(offices.a, path, "张三") == "第2次报送（2020年度）：已接收，待审。"


def open_remarks(workspace: Workspace) -> int:
    with workspace.read() as connection:
        return len(packages.find_remarks(connection))


def test_nothing_is_open_once_it_is_approved(offices: Offices) -> None:
    note = RemarkNote(ledger="progress", uid="0" * 32, text="请写具体")
    for verdict, reason, left in (("returned", "太笼统", 1), ("approved", "", 0)):
        review_submission(offices.centre, newest(offices).id, verdict, reason, [note] if reason else [], "李四")
        path = export_receipts(offices.centre, offices.folder, "李四")[0]
        receive_from_centre(offices.a, path, "张三")
        assert (open_remarks(offices.centre), open_remarks(offices.a)) == (left, left)


def test_receipt_is_sealed_to_the_key_that_counts_now(offices: Offices) -> None:
    """The unit lost its PC behind its last submission and has been enrolled anew."""
    with offices.a.write("张三") as tx:
        keys.make_keys(tx)
    sent = offices.send(offices.a, "a2.fzb").path
    offices.merge(sent)
    enrol_unit(offices.centre, "A01", keys.own_fingerprint(offices.a), "李四")
    path = next(path for path in export_receipts(offices.centre, offices.folder, "李四") if "A01" in path.name)
    assert "第1次报送" in receive_from_centre(offices.a, path, "张三")
    with pytest.raises(RefusedPackageError):
        receive_from_centre(offices.b, path, "张三")
