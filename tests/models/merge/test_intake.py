from __future__ import annotations

import datetime as dt
import gc
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from models.merge import intake, keys, package_rows
from models.merge.enrolment import enrol_unit, pending_keys, revoke_keys
from models.merge.from_centre import receive_from_centre
from models.merge.intake import NoCentreError, merge_all
from models.merge.outcome import PackageOutcome, PackageState
from models.package.keys import generate_identity, generate_signing_key, recipient_of
from models.package.suites import fingerprint, key_id
from models.records.registry import ledger, ledgers
from models.store.files import evidence
from models.store.files.verify import verify_workspace
from models.store.records import packages, records
from models.submit.centre import confirm_received, export_receipts, latest_submissions, review_submission, save_issue
from models.submit.withdraw import withdraw_submission
from tests.models.merge.crafted import craft, line
from tests.models.offices import ISSUE, TODAY, Offices, copy_of, delete, everything, get, lines, put, siblings, training
from tests.models.records.entries import entry


def states(outcomes: list[PackageOutcome]) -> list[str]:
    return [outcome.state.value for outcome in outcomes]


NUMBERS = ("added", "updated", "unchanged", "conflicts", "refused")


def numbers(outcome: PackageOutcome) -> tuple[int, ...]:
    """Added, updated or deleted, unchanged, conflicts, refused."""
    said = {name: int(str(outcome.as_json()[name])) for name in (*NUMBERS, "deleted")}
    said["updated"] += said["deleted"]
    return tuple(said[name] for name in NUMBERS)


def test_a_submission_arrives_whole(offices: Offices, tmp_path: Path) -> None:
    source = tmp_path / "签到表.pdf"
    source.write_bytes(b"y" * 70_000)
    with offices.a.write("张三") as tx:
        link = evidence.add_file(tx, offices.a, source)
    kept = training(offices.a, evidence=[{"name": link.name, "digest": link.digest, "size": link.size}])
    gone = training(offices.a, "删去的")
    offices.send(offices.a, "a2.fzb")
    delete(offices.a, "training", gone.uid)
    sent = offices.send(offices.a, "a3.fzb")
    outcome = offices.merge(sent.path)[0]
    assert (outcome.state, outcome.unit_name, numbers(outcome)) == (PackageState.MERGED, "甲办事处", (1, 1, 1, 0, 0))
    assert sum(sent.header.counts.values()) == sum(numbers(outcome))
    assert lines(offices.centre, "A01")["training"] == [
        get(offices.a, "training", kept.uid).line(),
        get(offices.a, "training", gone.uid).tombstone().line(),
    ]
    assert evidence.all_digests(offices.centre) == [link.digest]
    assert get(offices.centre, "training", kept.uid) == kept
    assert verify_workspace(offices.centre) == []


def test_the_same_package_twice_is_once(offices: Offices) -> None:
    sent = offices.send(offices.a, "a2.fzb").path
    copy = sent.with_name("另一个名字.dat")
    copy.write_bytes(sent.read_bytes())
    offices.merge(sent)
    before = everything(offices.centre)
    for _ in range(5):
        outcome = offices.merge(copy)[0]
        assert (outcome.state, numbers(outcome)) == (PackageState.KNOWN, (0, 0, 0, 0, 0))
        assert "接收，内容相同，没有变化" in outcome.reason
    assert everything(offices.centre) == before


def test_older_after_newer(offices: Offices) -> None:
    training(offices.a)
    second = offices.send(offices.a, "a2.fzb").path
    training(offices.a, "又一次")
    third = offices.send(offices.a, "a3.fzb").path
    assert [outcome.reason for outcome in offices.merge(third)] == ["缺第2次；这一包已含全部内容，可以不补。"]
    kept = lines(offices.centre)
    outcome = offices.merge(second)[0]
    assert (outcome.state, outcome.reason) == (PackageState.OLDER, "已有更新的第3次报送，这一包没有新内容。")
    assert (lines(offices.centre), offices.merge(second)[0].state) == (kept, PackageState.KNOWN)
    newest = {row.unit: row.sequence for row in latest_submissions(offices.centre)}
    assert newest == {"A01": 3, "B02": 1}


@pytest.mark.parametrize("was_enabled", [True, False])
def test_the_search_for_circles_goes_on_as_before(offices: Offices, *, was_enabled: bool) -> None:
    (gc.enable if was_enabled else gc.disable)()
    try:
        offices.merge(offices.send(offices.a, "a2.fzb").path)
        assert gc.isenabled() is was_enabled
    finally:
        gc.enable()


def test_the_first_number_of_another_pc_is_missed_too(offices: Offices) -> None:
    path = craft(offices.a, offices.folder / "x.fzb", {}, workspace="f" * 16, sequence=2)
    assert offices.merge(path)[0].reason == "缺第1次；这一包已含全部内容，可以不补。"


def test_several_missing_numbers_are_named(offices: Offices) -> None:
    for number in range(2, 5):
        sent = offices.send(offices.a, f"a{number}.fzb")
    assert "缺第2至3次" in offices.merge(sent.path)[0].reason


def test_unenrolled_key_waits(offices: Offices) -> None:
    stranger = generate_signing_key()
    path = craft(offices.a, offices.folder / "x.fzb", {}, key=stranger)
    before = lines(offices.centre)
    outcome = offices.merge(path)[0]
    assert (outcome.state, fingerprint(stranger.public_key) in outcome.reason) == (PackageState.PENDING, True)
    assert ([row.public_key for row in pending_keys(offices.centre)], lines(offices.centre)) == (
        [stranger.public_key],
        before,
    )
    enrol_unit(offices.centre, "A01", fingerprint(stranger.public_key), "李四", replace=True)
    assert states(offices.merge(path)) == ["merged"]
    assert states(offices.merge(offices.send(offices.a, "a2.fzb").path)) == ["untrusted"]


def test_revoked_key_is_set_aside_by_arrival(offices: Offices) -> None:
    merged, late = offices.send(offices.a, "a2.fzb").path, offices.send(offices.a, "a3.fzb").path
    offices.merge(merged)
    revoke_keys(offices.centre, "A01", "李四")
    outcomes = offices.merge(merged, late)
    assert states(outcomes) == ["known", "untrusted"]
    assert "已被撤销" in outcomes[1].reason


def good_lines(offices: Offices) -> dict[str, list[bytes]]:
    return {"training": [line(training(offices.a))]}


OTHERS: list[tuple[dict[str, Any], str, str]] = [
    ({"unit": "B02"}, "untrusted", "属于另一个单位"),
    ({"unit": "Z99"}, "untrusted", "名册里没有这个单位"),
    ({"kind": "receipt"}, "other-recipient", "报送包，而此文件是回执"),
    ({"recipient": "0" * 64}, "other-recipient", "此文件是发给“指纹"),
    ({"recipients": (recipient_of(generate_identity()),)}, "other-recipient", "不是发给本单位的"),
    ({"minimum_program": "99.0.0"}, "unsupported", "请先升级"),
    ({"note": {}}, "damaged", "submission.json"),
    ({"note": {"recipient": "age1"}}, "damaged", "submission.json"),
    ({"note": {"recipient": 1}}, "damaged", "submission.json"),
]


@pytest.mark.parametrize(("other", "state", "reason"), OTHERS)
def test_what_is_not_believed_changes_nothing(offices: Offices, other: dict[str, Any], state: str, reason: str) -> None:
    path = craft(offices.a, offices.folder / "x.fzb", good_lines(offices), **other)
    before = everything(offices.centre, but=["quarantine"])
    outcome = offices.merge(path)[0]
    assert (outcome.state.value, reason in outcome.reason) == (state, True)
    assert everything(offices.centre, but=["quarantine"]) == before


def test_a_centre_that_is_no_unit_of_its_roster_is_named_all_the_same(offices: Offices) -> None:
    units = tuple(unit for unit in ISSUE.units if unit.code != offices.centre.unit)
    save_issue(offices.centre, replace(ISSUE, units=units), "李四")
    assert offices.merge(offices.folder / "plan.fzb")[0].unit_name == offices.centre.name


def test_what_the_centre_sent_itself_is_left_alone(offices: Offices) -> None:
    receipt = export_receipts(offices.centre, offices.folder, "李四")[0]
    before = everything(offices.centre)
    outcomes = offices.merge(receipt, offices.folder / "plan.fzb")
    assert [(one.state, one.unit_name, one.reason) for one in outcomes] == [
        (PackageState.OWN, "甲办事处", "本单位自己发的回执，不必合并。"),
        (PackageState.OWN, "管委会本级", "本单位自己发的任务下发包，不必合并。"),
    ]
    assert everything(offices.centre) == before


def test_another_package_of_the_signer_cannot_take_an_id(offices: Offices) -> None:
    mine = latest_submissions(offices.centre)[0]
    path = craft(offices.a, offices.folder / "x.fzb", {}, package_id=mine.id)
    outcome = offices.merge(path)[0]
    assert (outcome.state, "另一个包相同，内容不同" in outcome.reason) == (PackageState.UNTRUSTED, True)
    assert mine in latest_submissions(offices.centre)


@pytest.mark.parametrize("squatter", ["another unit", "an unknown key", "an unknown key that says it is the unit"])
def test_nobody_takes_the_id_of_somebody_elses_package(offices: Offices, squatter: str) -> None:
    """Who has seen the header on a stick sends a package of that id first: the other is merged all the same."""
    training(offices.a)
    sent = offices.send(offices.a, "a2.fzb")
    said: dict[str, Any] = {} if squatter == "another unit" else {"key": generate_signing_key()}
    sender = offices.a if "the unit" in squatter else offices.b
    offices.merge(craft(sender, offices.folder / "x.fzb", {}, package_id=sent.header.package_id, **said))
    outcome = offices.merge(sent.path)[0]
    assert (outcome.state, numbers(outcome)) == (PackageState.MERGED, (1, 0, 1, 0, 0))
    assert states(offices.merge(sent.path)) == ["known"]
    confirm_received(offices.centre, outcome.package, TODAY, "李四")
    found = {row.unit: (row.sequence, row.received_on) for row in latest_submissions(offices.centre)}
    assert found["A01"] == (2, "2020-12-01")
    receipt = next(path for path in export_receipts(offices.centre, offices.folder, "李四") if "A01" in path.name)
    receive_from_centre(offices.a, receipt, "张三")
    with offices.a.read() as connection:
        assert packages.find_packages(connection, id=sent.header.package_id)[0].received_on == "2020-12-01"
    statement, _ = withdraw_submission(offices.a, offices.folder / "w.fzb", "数字错了", "张三")
    assert offices.merge(statement)[0].state is PackageState.WITHDRAWAL


@pytest.mark.parametrize("at", [0, 10, 200, -1])
def test_flipped_and_truncated_files_are_damaged(offices: Offices, at: int) -> None:
    path = offices.send(offices.a, "a2.fzb").path
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)
    (offices.folder / "half.fzb").write_bytes(raw[: len(raw) // 2])
    before = everything(offices.centre)
    assert set(states(offices.merge(path, offices.folder / "half.fzb"))) <= {"damaged", "unsupported"}
    assert everything(offices.centre) == before


def test_one_bad_package_never_stops_the_others(offices: Offices) -> None:
    folder = offices.folder / "stick" / "inner"
    folder.mkdir(parents=True)
    (folder / "1.fzb").write_bytes(b"no package")
    training(offices.a)
    offices.send(offices.a, "stick/2.fzb")
    offices.send(offices.b, "stick/inner/3.fzb")
    seen: list[tuple[str, int, int]] = []
    sources = [folder.parent, offices.folder / "gone.fzb"]
    outcomes = merge_all(offices.centre, sources, "李四", progress=lambda *step: seen.append(step))
    assert states(outcomes) == ["merged", "damaged", "merged", "damaged"]
    assert seen == [("2.fzb", 1, 4), ("1.fzb", 2, 4), ("3.fzb", 3, 4), ("gone.fzb", 4, 4)]


def test_dry_run_tells_and_changes_nothing(offices: Offices) -> None:
    training(offices.a)
    sent = offices.send(offices.a, "a2.fzb").path
    strange = craft(offices.a, offices.folder / "x.fzb", {}, key=generate_signing_key())
    before = everything(offices.centre)
    told = offices.merge(sent, strange, dry_run=True)
    assert everything(offices.centre) == before
    done = offices.merge(sent, strange)
    assert [(one.state, one.reason, numbers(one)) for one in told] == [(o.state, o.reason, numbers(o)) for o in done]


def test_fork_of_one_number_is_told(offices: Offices) -> None:
    sent = offices.send(offices.a, "a2.fzb")
    offices.merge(sent.path)
    twin = craft(offices.a, offices.folder / "x.fzb", good_lines(offices), sequence=2)
    outcome = offices.merge(twin)[0]
    assert (outcome.state, "第2次报送有内容不同的两个包" in outcome.reason) == (PackageState.MERGED, True)


@pytest.mark.parametrize(("previous", "fork"), [("sent", False), ("0" * 64, True), ("", True)])
def test_chain_to_the_package_before_is_checked(offices: Offices, previous: str, fork: bool) -> None:
    sent = offices.send(offices.a, "a2.fzb")
    offices.merge(sent.path)
    said = sent.digest if previous == "sent" else previous
    third = craft(offices.a, offices.folder / "x.fzb", good_lines(offices), sequence=3, previous=said)
    assert ("有内容不同的两个包" in offices.merge(third)[0].reason) is fork


def test_parallel_edits_become_a_conflict(offices: Offices) -> None:
    uid = put(offices.a, "progress", year=2020, item=1, state="推进中").uid
    with offices.centre.write("李四") as tx:
        records.save(tx, ledger("progress"), "A01", {"state": "未开始"}, uid)
    put(offices.a, "progress", uid, state="已完成", explanations=DONE)
    outcome = offices.merge(offices.send(offices.a, "a2.fzb").path)[0]
    assert numbers(outcome) == (0, 0, 0, 1, 0)
    assert {value for *_, value, is_open in siblings(offices.centre) if is_open} <= {'"未开始"', '"已完成"'}


DONE = [{"code": code, "reason": "见附件"} for code in ("progress.measures", "progress.proof", "progress.completed_on")]


def test_unknown_ledger_may_come_again_after_an_upgrade(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    path = craft(offices.a, offices.folder / "x.fzb", good_lines(offices))
    without = {name: one for name, one in ledgers().items() if name != "training"}
    with monkeypatch.context() as older:
        for module in (intake, package_rows):
            older.setattr(module, "ledgers", lambda: without)
        outcome = offices.merge(path)[0]
        assert "请升级程序后再合并一次" in outcome.counts.refused[0].reason
        assert states(offices.merge(path)) == ["known"]
    confirm_received(offices.centre, outcome.package, dt.date(2020, 12, 3), "李四")
    assert numbers(offices.merge(path)[0]) == (1, 0, 0, 0, 0)
    assert states(offices.merge(path)) == ["known"]
    with offices.centre.read() as connection:
        assert packages.find_packages(connection, id=outcome.package)[0].received_on == "2020-12-03"


def test_a_ledger_this_program_does_not_know_costs_nothing_else(offices: Offices) -> None:
    newer = [line(entry("n1", unit="A01", title="下一版才有的台账"))]
    path = craft(offices.a, offices.folder / "x.fzb", {**good_lines(offices), "laterledger": newer})
    outcome = offices.merge(path)[0]
    assert outcome.state == "merged"
    assert [(one.ledger, one.uid) for one in outcome.counts.refused] == [("laterledger", "")]
    assert "请升级程序后再合并一次" in outcome.counts.refused[0].reason
    assert numbers(outcome)[0] == 1


def test_only_a_centre_merges(offices: Offices) -> None:
    with pytest.raises(NoCentreError):
        merge_all(offices.a, [], "张三")


def test_state_is_the_same_whatever_the_order(offices: Offices, prepared: Path, tmp_path: Path) -> None:
    training(offices.a)
    sent = [offices.send(offices.a, "a2.fzb").path]
    put(offices.a, "progress", year=2020, item=1, state="未开始")
    sent += [offices.send(offices.a, "a3.fzb").path, offices.send(offices.b, "b2.fzb").path]
    other = copy_of(prepared, tmp_path / "other")
    offices.merge(*sent)
    other.merge(*reversed(sent))
    assert (lines(offices.centre), siblings(offices.centre)) == (lines(other.centre), siblings(other.centre))
    other.close()


def test_review_survives_a_repeat(offices: Offices) -> None:
    row = latest_submissions(offices.centre)[0]
    review_submission(offices.centre, row.id, "approved", "", [], "李四")
    offices.merge(offices.folder / "A01-1.fzb")
    assert latest_submissions(offices.centre)[0].review == "approved"
    assert len(export_receipts(offices.centre, offices.folder, "李四")) == 2


def test_key_of_the_centre_is_named_in_submissions(offices: Offices) -> None:
    header = offices.send(offices.a, "a2.fzb").header
    assert header.recipient == key_id(keys.signing_key(offices.centre).public_key)
