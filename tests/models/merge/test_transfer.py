from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.merge import keys
from models.merge.conflicts import ChooseVersion, decide_dispute, disputes
from models.merge.enrolment import enrol_unit, revoke_keys
from models.merge.from_centre import RefusedPackageError, read_plan_package, receive_from_centre
from models.merge.outcome import PackageState
from models.merge.receive import take_in_package
from models.merge.transfer import HANDOVER, StrangerPcError, receive_transfer
from models.package.envelope import Envelope, read_envelope
from models.package.errors import OtherRecipientError, UntrustedPackageError
from models.package.payload import open_payload
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.files import evidence
from models.store.files.verify import verify_workspace
from models.submit.centre import export_plan
from models.submit.contents import OpenConflictsError
from models.submit.transfer import NoPeerError, RevokedPeerError, export_transfer, own_address, reachable_peers
from models.submit.unit import set_up_unit
from tests.models.merge.crafted import craft
from tests.models.offices import SECRET, Offices, everything, get, lines, put, training


@pytest.fixture
def second(offices: Offices, tmp_path: Path) -> Iterator[Workspace]:
    """A second PC of A01, set up from the plan."""
    offer = read_plan_package(export_plan(offices.centre, offices.folder / "plan-2.fzb", "李四"))
    workspace = set_up_unit(tmp_path / "second", offer, "A01", SECRET, "王五").workspace
    yield workspace
    workspace.close()


def give(offices: Offices, one: Workspace, other: Workspace, name: str) -> str:
    """One PC hands over to the other, whose fingerprints have been compared."""
    path = export_transfer(one, offices.folder / name, "张三", [own_address(other)])
    return take_in_package(other, path, "王五", keys.own_fingerprint(one))


def test_second_pc_gets_everything(offices: Offices, second: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "签到表.pdf"
    source.write_bytes(b"y" * 70_000)
    with offices.a.write("张三") as tx:
        link = evidence.add_file(tx, offices.a, source)
    training(offices.a, evidence=[{"name": link.name, "digest": link.digest, "size": link.size}])
    assert "新增2 更新0" in give(offices, offices.a, second, "h.fzb")
    assert (lines(second), evidence.all_digests(second)) == (lines(offices.a), [link.digest])
    assert "没有变化" in take_in_package(second, offices.folder / "h.fzb", "王五")
    assert verify_workspace(second) == []


def test_a_transfer_is_named_by_unit_computer_and_number(offices: Offices, second: Workspace) -> None:
    names = [export_transfer(offices.a, offices.folder, "张三", [own_address(second)]).name for _ in range(2)]
    names.append(export_transfer(second, offices.folder, "王五", [own_address(offices.a)]).name)
    found = [re.fullmatch(r"移交_A01_([0-9a-z]{4})_第(\d\d)次\.fzb", name) for name in names]
    assert [one and one[2] for one in found] == ["01", "02", "01"]


def test_a_transfer_without_an_address_to_answer_to_is_damaged(offices: Offices, second: Workspace) -> None:
    said: dict[str, Any] = {"kind": "handover", "recipient": "A01", "recipients": [own_address(second)]}
    path = craft(offices.a, offices.folder / "x.fzb", {}, documents={HANDOVER: {"recipient": "age1"}}, **said)
    with pytest.raises(RefusedPackageError, match="与清单不符"):
        take_in_package(second, path, "王五")


def test_enrolled_pc_needs_no_comparing(offices: Offices, second: Workspace) -> None:
    """The roster of the plan says already that the key is the unit's, and the clerk is told so."""
    path = export_transfer(offices.a, offices.folder / "h.fzb", "张三", [own_address(second)])
    said = take_in_package(second, path, "王五")
    assert "新增1" in said
    assert f"（指纹 {keys.own_fingerprint(offices.a)}）已由汇总单位登记在名册里，不用再核对。" in said


def test_unknown_pc_is_compared_once(offices: Offices, second: Workspace) -> None:
    path = export_transfer(second, offices.folder / "h.fzb", "王五", [own_address(offices.a)])
    for wrong in ("", "00000 00000 00000 00000"):
        with pytest.raises(StrangerPcError, match=keys.own_fingerprint(second)):
            take_in_package(offices.a, path, "张三", wrong)
    assert "核对一致" in take_in_package(offices.a, path, "张三", keys.own_fingerprint(second))
    put(second, "progress", year=2020, item=2, state="推进中")
    again = export_transfer(second, offices.folder / "h2.fzb", "王五")
    said = take_in_package(offices.a, again, "张三")
    assert ("新增1" in said, "以前核对过" in said) == (True, True)


def test_both_pcs_submit_under_keys_of_their_own(offices: Offices, second: Workspace) -> None:
    give(offices, offices.a, second, "h.fzb")
    training(second, "在第二台电脑上")
    sent = offices.send(second, "s.fzb").path
    offices.merge(sent)
    enrol_unit(offices.centre, "A01", keys.own_fingerprint(second), "李四")
    training(offices.a, "在第一台电脑上")
    outcomes = offices.merge(sent, offices.send(offices.a, "a2.fzb").path)
    assert [one.state for one in outcomes] == [PackageState.MERGED, PackageState.MERGED]
    assert len(lines(offices.centre, "A01")["training"]) == 2


def test_parallel_work_becomes_a_conflict_that_one_pc_decides(offices: Offices, second: Workspace) -> None:
    made = training(offices.a)
    give(offices, offices.a, second, "h.fzb")
    put(offices.a, "training", made.uid, topic="宪法")
    put(second, "training", made.uid, topic="行政处罚法")
    assert "冲突1" in give(offices, second, offices.a, "h2.fzb")
    with pytest.raises(OpenConflictsError, match="有1处冲突还没有决定"):
        export_transfer(offices.a, offices.folder / "h3.fzb", "张三")
    with pytest.raises(OpenConflictsError):
        offices.send(offices.a, "a2.fzb")
    (found,) = disputes(offices.a)
    assert {one.origin for one in found.versions} == {"本工作区", "第1次移交"}
    decide_dispute(offices.a, ledger("training"), made.uid, "topic", ChooseVersion(2), "张三")
    give(offices, offices.a, second, "h4.fzb")
    assert get(second, "training", made.uid) == get(offices.a, "training", made.uid)
    assert disputes(second) == []


def test_revoked_pc_is_not_believed_any_more(offices: Offices, second: Workspace) -> None:
    path = export_transfer(offices.a, offices.folder / "h.fzb", "张三", [own_address(second)])
    revoke_keys(offices.centre, "A01", "李四")
    receive_from_centre(second, export_plan(offices.centre, offices.folder / "p3.fzb", "李四"), "王五")
    with pytest.raises(RefusedPackageError):
        take_in_package(second, path, "王五", keys.own_fingerprint(offices.a))


def revoked_second(offices: Offices, second: Workspace) -> None:
    """The second PC submits under a key of its own, which is enrolled, and revoked when the PC is stolen."""
    put(second, "progress", year=2020, item=1, state="推进中")
    offices.merge(offices.send(second, "s.fzb").path)
    enrol_unit(offices.centre, "A01", keys.own_fingerprint(second), "李四")
    revoke_keys(offices.centre, "A01", "李四", fingerprint=keys.own_fingerprint(second))
    receive_from_centre(offices.a, export_plan(offices.centre, offices.folder / "p3.fzb", "李四"), "张三")


def test_stolen_second_pc_reads_no_new_handover(offices: Offices, second: Workspace) -> None:
    give(offices, second, offices.a, "h.fzb")
    assert reachable_peers(offices.a) == (own_address(second),)
    revoked_second(offices, second)
    with pytest.raises(NoPeerError):
        export_transfer(offices.a, offices.folder / "h2.fzb", "张三")
    with pytest.raises(RevokedPeerError, match="可能已经丢失"):
        export_transfer(offices.a, offices.folder / "h2.fzb", "张三", [own_address(second)])
    assert not (offices.folder / "h2.fzb").exists()


def test_stolen_pc_known_by_its_address_only_reads_none_either(offices: Offices, second: Workspace) -> None:
    """Which key belongs to the address nobody can tell: a person has to name it again."""
    export_transfer(offices.a, offices.folder / "h.fzb", "张三", [own_address(second)])
    revoked_second(offices, second)
    with pytest.raises(NoPeerError):
        export_transfer(offices.a, offices.folder / "h2.fzb", "张三")


def test_what_another_unit_lost_closes_no_pc_of_this_one(offices: Offices, second: Workspace) -> None:
    export_transfer(offices.a, offices.folder / "h.fzb", "张三", [own_address(second)])
    revoke_keys(offices.centre, "B02", "李四")
    receive_from_centre(offices.a, export_plan(offices.centre, offices.folder / "p3.fzb", "李四"), "张三")
    assert reachable_peers(offices.a) == (own_address(second),)


@pytest.mark.parametrize("wrong", ["", "00000 00000 00000 00000", "99999 99999 99999 99999"])
def test_another_fingerprint_opens_nothing(offices: Offices, second: Workspace, wrong: str) -> None:
    path = export_transfer(second, offices.folder / "h.fzb", "王五", [own_address(offices.a)])
    with pytest.raises(StrangerPcError):
        take_in_package(offices.a, path, "张三", wrong)


def test_no_other_unit_hands_over(offices: Offices, second: Workspace) -> None:
    """Its key is enrolled, the package is sealed to this PC, and the fingerprint is even taken for compared."""
    path = craft(
        offices.b, offices.folder / "x.fzb", {}, kind="handover", recipient="A01", recipients=[own_address(second)]
    )
    with pytest.raises(UntrustedPackageError):
        receive_transfer(second, read(path), path, "王五", keys.own_fingerprint(offices.b))


def test_nothing_handed_over_within_another_unit_is_taken(offices: Offices, second: Workspace) -> None:
    path = craft(
        offices.a, offices.folder / "x.fzb", {}, kind="handover", recipient="B02", recipients=[own_address(second)]
    )
    with pytest.raises(OtherRecipientError) as refused:
        receive_transfer(second, read(path), path, "王五")
    assert refused.value.found == "B02"


def read(path: Path) -> Envelope:
    with path.open("rb") as file:
        return read_envelope(file)


def test_package_for_another_pc_stays_closed(offices: Offices, second: Workspace) -> None:
    path = export_transfer(offices.a, offices.folder / "h.fzb", "张三", [own_address(offices.b)])
    with pytest.raises(RefusedPackageError, match="不是发给本单位的"):
        take_in_package(second, path, "王五")
    assert "本机自己导出的" in take_in_package(offices.a, path, "张三")


def test_what_another_window_took_meanwhile_is_taken_once(
    offices: Offices, second: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    training(offices.a)
    path = export_transfer(offices.a, offices.folder / "h.fzb", "张三", [own_address(second)])
    opened, trust, states = open_payload, keys.own_fingerprint(offices.a), list[object]()

    def overtaken(*args: Any) -> Any:
        monkeypatch.undo()
        take_in_package(second, path, "乙", trust)
        states.append(everything(second))
        return opened(*args)

    monkeypatch.setattr("models.merge.transfer.open_payload", overtaken)
    assert "没有变化" in take_in_package(second, path, "王五", trust)
    assert states == [everything(second)]
