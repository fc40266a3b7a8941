from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.merge import keys
from models.merge.enrolment import revoke_keys
from models.merge.from_centre import (
    PLAN_JSON,
    ROSTER_JSON,
    RefusedPackageError,
    RemarkNote,
    UnreadableFileError,
    read_plan_package,
    receive_from_centre,
)
from models.package.errors import UnsupportedPackageError, UntrustedPackageError
from models.package.keys import generate_signing_key
from models.package.payload import open_payload
from models.package.roster import sign_roster
from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.records import packages
from models.store.records.packages import PackageRow, Remark
from models.submit.centre import (
    current_issue,
    export_plan,
    export_receipts,
    latest_submissions,
    review_submission,
    save_issue,
)
from models.submit.outgoing import to_json
from tests.models.merge.crafted import craft
from tests.models.offices import ISSUE, Offices, everything, prepare, proved_training

REMARK = RemarkNote(ledger="progress", uid="0" * 32, field="state", text="请写具体")


def issued(offices: Offices, name: str) -> Path:
    """A plan package of a new issue."""
    save_issue(offices.centre, ISSUE, "李四")
    return export_plan(offices.centre, offices.folder / name, "李四")


def returned(offices: Offices, *remarks: RemarkNote, reason: str = "太笼统") -> Path:
    """The receipt by which A01's submission comes back."""
    row = next(row for row in latest_submissions(offices.centre) if row.unit == "A01")
    review_submission(offices.centre, row.id, "returned", reason, remarks, "李四")
    receipts = export_receipts(offices.centre, offices.folder, "李四")
    return next(path for path in receipts if "A01" in path.name)


def sent(workspace: Workspace) -> PackageRow:
    with workspace.read() as connection:
        return packages.find_packages(connection, direction="out", kind="submission")[-1]


def remarks(workspace: Workspace) -> list[Remark]:
    with workspace.read() as connection:
        return packages.find_remarks(connection, "A01")


def test_newer_plan_replaces_and_older_is_kept_behind(offices: Offices) -> None:
    second, third = issued(offices, "p2.fzb"), issued(offices, "p3.fzb")
    assert "第3号" in receive_from_centre(offices.a, third, "张三")
    assert "较旧的第2号任务，已有第3号" in receive_from_centre(offices.a, second, "张三")
    issue = current_issue(offices.a)
    assert issue
    assert issue.number == 3


def test_older_plan_brings_no_older_roster(offices: Offices) -> None:
    old = issued(offices, "p2.fzb")
    revoke_keys(offices.centre, "B02", "李四")
    receive_from_centre(offices.a, issued(offices, "p3.fzb"), "张三")
    before = keys.current_roster(offices.a)
    receive_from_centre(offices.a, old, "张三")
    assert keys.current_roster(offices.a) == before


def test_same_file_twice_is_once(offices: Offices) -> None:
    for path in (issued(offices, "p2.fzb"), returned(offices, REMARK)):
        receive_from_centre(offices.a, path, "张三")
        before = everything(offices.a)
        assert "没有变化" in receive_from_centre(offices.a, path, "张三")
        assert everything(offices.a) == before


def test_receipt_brings_verdict_reason_and_remarks(offices: Offices) -> None:
    words = receive_from_centre(offices.a, returned(offices, REMARK), "张三")
    assert words == "第1次报送（2020年度）：退回，原因：太笼统；有1条意见，见各记录。"
    row = sent(offices.a)
    assert (row.review, row.review_reason) == ("returned", "太笼统")
    assert [(one.ledger, one.uid, one.field, one.text) for one in remarks(offices.a)] == [
        ("progress", "0" * 32, "state", "请写具体")
    ]


def test_an_older_receipt_after_a_newer_changes_no_verdict(offices: Offices) -> None:
    older = returned(offices, REMARK).rename(offices.folder / "older.fzb")
    newer = returned(offices, reason="还是太笼统")
    assert "还是太笼统" in receive_from_centre(offices.a, newer, "张三")
    assert "这是较早的回执，已有更新的，继续以更新的为准" in receive_from_centre(offices.a, older, "张三")
    assert (sent(offices.a).review_reason, [one.text for one in remarks(offices.a)]) == ("还是太笼统", ["请写具体"])


def test_an_older_receipt_says_nothing_of_the_files_the_centre_holds_now(offices: Offices) -> None:
    """Of what it lost meanwhile, say; here it is forgotten by hand."""
    proved_training(offices.a, offices.folder, 1000)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    older = returned(offices, REMARK).rename(offices.folder / "older.fzb")
    receive_from_centre(offices.a, returned(offices, reason="还是太笼统"), "张三")
    with offices.a.write("张三") as tx:
        assert evidence.acknowledged_digests(tx.connection)
        evidence.set_acknowledged(tx, (), "newer")
    receive_from_centre(offices.a, older, "张三")
    with offices.a.read() as connection:
        assert not evidence.acknowledged_digests(connection)


def test_second_receipt_does_not_repeat_remarks_or_open_them_again(offices: Offices) -> None:
    receive_from_centre(offices.a, returned(offices, REMARK), "张三")
    with offices.a.write("张三") as tx:
        packages.save_remarks(tx, [msgspec.structs.replace(one, done=True) for one in remarks(offices.a)])
    later = returned(offices, msgspec.structs.replace(REMARK, text="还有一条"), reason="仍要改")
    receive_from_centre(offices.a, later, "张三")
    assert (sent(offices.a).review_reason, [one.text for one in remarks(offices.a)]) == ("仍要改", ["还有一条"])


def test_receipt_for_one_unit_says_whose_it_is_at_another(offices: Offices) -> None:
    path = returned(offices)
    before = everything(offices.b)
    with pytest.raises(RefusedPackageError, match="发给“A01”的，不是发给本单位的"):
        receive_from_centre(offices.b, path, "张三")
    assert everything(offices.b) == before


def test_submission_is_not_received_by_a_unit(offices: Offices) -> None:
    with pytest.raises(RefusedPackageError, match="而此文件是报送包"):
        receive_from_centre(offices.a, offices.folder / "A01-1.fzb", "张三")


def test_another_centre_is_refused(offices: Offices, tmp_path: Path) -> None:
    foreign = prepare(tmp_path / "foreign") / "plan.fzb"
    before = everything(offices.a)
    with pytest.raises(RefusedPackageError, match="不是本单位认可的"):
        receive_from_centre(offices.a, foreign, "张三")
    with pytest.raises(RefusedPackageError):
        read_plan_package(foreign, keys.centre_key(offices.a))
    assert everything(offices.a) == before
    assert read_plan_package(foreign).fingerprint != keys.own_fingerprint(offices.centre)


def test_a_plan_for_a_newer_program_sets_up_nothing(offices: Offices, tmp_path: Path) -> None:
    path = craft(
        offices.centre, tmp_path / "p.fzb", {}, kind="plan", recipient="", recipients=(), minimum_program="99.0.0"
    )
    with pytest.raises(RefusedPackageError) as refused:
        read_plan_package(path)
    assert (type(refused.value.problem), refused.value.problem.found) == (UnsupportedPackageError, "程序99.0.0")


def test_a_plan_whose_roster_somebody_else_signed_sets_up_nothing(offices: Offices, tmp_path: Path) -> None:
    """It is seen before anybody compares a fingerprint: units seal what they send to those whom the roster names."""
    roster = keys.current_roster(offices.centre)
    assert roster
    theirs = sign_roster(roster, (generate_signing_key(),))
    documents = {PLAN_JSON: to_json(current_issue(offices.centre)), ROSTER_JSON: to_json(theirs)}
    said: dict[str, Any] = {"kind": "plan", "recipient": "", "recipients": (), "documents": documents}
    with pytest.raises(RefusedPackageError) as refused:
        read_plan_package(craft(offices.centre, tmp_path / "p.fzb", {}, **said))
    assert type(refused.value.problem) is UntrustedPackageError


def test_plan_shows_the_fingerprint_of_its_centre(offices: Offices) -> None:
    offer = read_plan_package(offices.folder / "plan.fzb")
    assert (offer.fingerprint, offer.issue.number) == (keys.own_fingerprint(offices.centre), 1)


@pytest.mark.parametrize("content", [b"", b"no package", None])
def test_what_is_no_package_is_named(offices: Offices, content: bytes | None) -> None:
    path = offices.folder / "什么.fzb"
    if content is not None:
        path.write_bytes(content)
    for read in (lambda: receive_from_centre(offices.a, path, "张三"), lambda: read_plan_package(path)):
        with pytest.raises((RefusedPackageError, UnreadableFileError), match=r"什么\.fzb"):
            read()


def test_damaged_receipt_changes_nothing(offices: Offices) -> None:
    path = returned(offices)
    path.write_bytes(path.read_bytes()[:-1])
    before = everything(offices.a)
    with pytest.raises(RefusedPackageError, match="文件不完整"):
        receive_from_centre(offices.a, path, "张三")
    assert everything(offices.a) == before


@pytest.mark.parametrize("make", [lambda offices: issued(offices, "p2.fzb"), lambda offices: returned(offices, REMARK)])
def test_what_another_window_received_meanwhile_is_received_once(
    offices: Offices, monkeypatch: pytest.MonkeyPatch, make: Callable[[Offices], Path]
) -> None:
    path, opened, states = make(offices), open_payload, list[object]()

    def overtaken(*args: Any) -> Any:
        monkeypatch.undo()
        receive_from_centre(offices.a, path, "乙")
        states.append(everything(offices.a))
        return opened(*args)

    monkeypatch.setattr("models.merge.from_centre.open_payload", overtaken)
    assert "没有变化" in receive_from_centre(offices.a, path, "张三")
    assert states == [everything(offices.a)]
