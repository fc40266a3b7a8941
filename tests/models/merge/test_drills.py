"""Keys stolen, lost and changed, and a centre's PC gone: the whole drill, from the first call to the last receipt."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import msgspec
import pytest

from models.assess.frozen_parts import parted
from models.clock import SYSTEM, Clock
from models.merge import keys
from models.merge.enrolment import enrol_unit, revoke_keys
from models.merge.from_centre import RefusedPackageError, keep_roster, read_plan_package, receive_from_centre
from models.merge.intake import merge_all
from models.merge.key_change import NoUnitError, change_centre_keys, change_unit_keys, export_identities
from models.merge.outcome import PackageState
from models.merge.receive import take_in_package
from models.package.keys import generate_identity, generate_signing_key, signing_key_to_bytes
from models.package.roster import KeyState, SignedRoster, accept_roster, find_key, sign_roster
from models.package.suites import fingerprint, key_id
from models.records.office import Unit
from models.rules.terms import FILING
from models.store.base import journal
from models.store.base.errors import WrongPassphraseError
from models.store.base.settings import put_secrets
from models.store.base.workspace import Workspace
from models.store.files.backup import restore_backup, write_backup
from models.store.files.verify import verify_workspace
from models.store.records import documents, packages
from models.store.records.quarantine import quarantined_files
from models.submit.centre import (
    current_issue,
    export_plan,
    export_receipts,
    require_issue,
    save_issue,
    set_up_centre,
    signed_roster,
    unreachable_units,
)
from models.submit.numbering import AHEAD
from models.submit.results import export_results, freeze_results
from models.submit.unit import set_up_unit
from tests.models.merge.crafted import craft, line
from tests.models.merge.test_intake import numbers
from tests.models.offices import AS_THEY_ARE, ISSUE, SECRET, Offices, copy_of, lines, put, training
from tests.models.submit.test_results import SCHEME, result


def own_key(workspace: Workspace) -> str:
    return keys.signing_key(workspace).public_key


def receipt_for(offices: Offices, unit: str) -> Path:
    written = export_receipts(offices.centre, offices.folder, "李四")
    return next(path for path in written if unit in path.name)


def test_stolen_key(offices: Offices) -> None:
    """A thief signs with A01's key; the unit calls, the key is revoked, a new one enrolled, and work goes on."""
    stolen = keys.signing_key(offices.a)
    merged = offices.send(offices.a, "a2.fzb").path
    offices.merge(merged)
    forged = craft(offices.a, offices.folder / "x.fzb", {"training": [line(training(offices.b))]}, key=stolen)
    before = lines(offices.centre, "A01")
    revoke_keys(offices.centre, "A01", "李四", reason="U盘和电脑被盗")
    outcomes = offices.merge(merged, forged)
    assert [one.state for one in outcomes] == [PackageState.KNOWN, PackageState.UNTRUSTED]
    assert (lines(offices.centre, "A01"), forged.is_file()) == (before, True)
    with offices.centre.read() as connection:
        assert [(row.file, row.signer) for row in quarantined_files(connection)] == [(str(forged), stolen.public_key)]
        assert [row.reason for row in packages.find_enrolments(connection, "A01")] == ["U盘和电脑被盗"]
    assert [path.name for path in export_receipts(offices.centre, offices.folder, "李四") if "A01" in path.name] == []
    assert change_unit_keys(offices.a, SECRET, "张三", "电脑被盗") == keys.own_fingerprint(offices.a)
    training(offices.a, "换了密钥之后")
    sent = offices.send(offices.a, "a3.fzb").path
    assert offices.merge(sent)[0].state is PackageState.PENDING
    enrol_unit(offices.centre, "A01", keys.own_fingerprint(offices.a), "李四", reason="重新登记")
    assert numbers(offices.merge(sent)[0]) == (1, 0, 1, 0, 0)
    assert "待审" in receive_from_centre(offices.a, receipt_for(offices, "A01"), "张三")
    roster = keys.current_roster(offices.a)
    assert roster
    assert find_key(roster, "A01", key_id(stolen.public_key)) is KeyState.REVOKED


@pytest.mark.parametrize("shared", [False, True])
def test_nothing_is_sealed_to_a_revoked_key(offices: Offices, shared: bool) -> None:
    """Neither receipts nor results; not even where another key of the unit says that it is read by the same PC."""
    freeze_results(offices.centre, parted(result()), SCHEME, "李四", AS_THEY_ARE)
    revoke_keys(offices.centre, "A01", "李四", reason="电脑被盗")
    with offices.centre.write("李四") as tx:
        (gone,) = packages.find_enrolments(tx.connection, "A01")
        if shared:
            other = generate_signing_key().public_key
            packages.save_enrolment(tx, msgspec.structs.replace(gone, public_key=other, state="active"))
    assert unreachable_units(offices.centre) == ["A01"]
    receipts = export_receipts(offices.centre, offices.folder, "李四")
    sent = export_results(offices.centre, 2020, offices.folder, "李四")
    assert [path.name.split("_")[2] for path in (*receipts, *sent.paths)] == ["B02", "B02"]
    assert "甲办事处" in sent.unreachable


def test_a_restored_centre_is_heard(offices: Offices, tmp_path: Path) -> None:
    """The lost centre gave out higher numbers than the backup knows: the restored one goes far beyond them."""
    kept = write_backup(offices.centre, tmp_path / "c.fzbak")
    for number in (2, 3):
        save_issue(offices.centre, ISSUE, "李四")
        receive_from_centre(offices.a, export_plan(offices.centre, offices.folder / f"p{number}.fzb", "李四"), "张三")
    again, _ = restore_backup(kept, tmp_path / "again", SECRET)
    stolen = own_key(offices.b)
    revoke_keys(again, "B02", "李四", reason="电脑被盗")
    assert "已接收" in receive_from_centre(offices.a, export_plan(again, tmp_path / "p.fzb", "李四"), "张三")
    roster = keys.current_roster(offices.a)
    assert roster
    assert find_key(roster, "B02", key_id(stolen)) is KeyState.REVOKED
    assert current_issue(offices.a) == current_issue(again)
    with again.read() as connection:
        assert [row.act for row in journal.recent_rows(connection, 9)].count("numbers-ahead") == 1
    assert verify_workspace(again) == []
    again.close()


def test_a_corrected_year_leaves_the_later_one_in_front(offices: Offices, tmp_path: Path) -> None:
    """A unit that only the later year has is still known, and a restored centre takes both years ahead of all units."""
    first = require_issue(offices.centre)
    new = Unit("N99", "新设街道办事处", first.units[0].category)
    later = save_issue(
        offices.centre,
        msgspec.structs.replace(first, year=first.year + 1, units=(*first.units, new), scheme={}, periods=()),
        "李四",
    )
    corrected = save_issue(offices.centre, msgspec.structs.replace(first, terms={FILING.id: 20}), "李四")
    assert (corrected.number, require_issue(offices.centre)) == (later.number + 1, later)
    roster = keys.current_roster(offices.centre)
    assert roster
    assert "N99" in [entry.unit for entry in roster.entries]
    again, _ = restore_backup(write_backup(offices.centre, tmp_path / "c.fzbak"), tmp_path / "again", SECRET)
    sent = [read_plan_package(export_plan(again, tmp_path, "李四", year)).issue for year in (first.year, None)]
    assert [(one.year, one.number > AHEAD) for one in sent] == [(first.year, True), (later.year, True)]
    assert sent[0].number < sent[1].number
    again.close()


def restored_late(offices: Offices, kept: Path, hours: int) -> Workspace:
    """Another life of the centre, restored by the same backup so many hours after now."""
    later = Clock(read=lambda: SYSTEM.now() + dt.timedelta(hours=hours))
    return restore_backup(kept, offices.folder / f"life-{hours}", SECRET, later)[0]


@pytest.mark.parametrize("saved", [False, True])
@pytest.mark.parametrize("hours", [2, 24 * 400])
def test_the_later_restore_of_one_backup_is_heard(offices: Offices, tmp_path: Path, hours: int, saved: bool) -> None:
    """The first restore broke down again after it had spoken: what the second one says comes under higher numbers."""
    kept = write_backup(offices.centre, tmp_path / "c.fzbak")
    stolen = own_key(offices.b)
    lives = [restored_late(offices, kept, 0), restored_late(offices, kept, hours)]
    for name in ("p0.fzb", "p1.fzb", "p2.fzb"):
        receive_from_centre(offices.a, export_plan(lives[0], tmp_path / name, "李四"), "张三")
        save_issue(lives[0], ISSUE, "李四")
    if saved:
        save_issue(lives[1], ISSUE, "李四")
    revoke_keys(lives[1], "B02", "李四", reason="电脑被盗")
    assert "已接收" in receive_from_centre(offices.a, export_plan(lives[1], tmp_path / "p.fzb", "李四"), "张三")
    assert current_issue(offices.a) == current_issue(lives[1])
    roster = keys.current_roster(offices.a)
    assert roster
    assert find_key(roster, "B02", key_id(stolen)) is KeyState.REVOKED
    for life in lives:
        life.close()


@pytest.mark.parametrize("hours", [-24 * 20_000, 0])
def test_a_wrong_clock_never_lowers_a_number(offices: Offices, tmp_path: Path, hours: int) -> None:
    kept = write_backup(offices.centre, tmp_path / "c.fzbak")
    again = restored_late(offices, kept, hours)
    export_plan(again, tmp_path / "p.fzb", "李四")
    issued, roster = current_issue(again), keys.current_roster(again)
    assert issued
    assert roster
    assert min(issued.number, roster.number) > AHEAD
    again.close()


def test_two_lives_in_one_hour_draw_lots(offices: Offices, tmp_path: Path) -> None:
    kept = write_backup(offices.centre, tmp_path / "c.fzbak")
    lives = [
        dataclasses.replace(restored_late(offices, kept, number), id=name, clock=SYSTEM)
        for number, name in enumerate(("one-life", "another-life"))
    ]
    for life in lives:
        export_plan(life, tmp_path / f"{life.id}.fzb", "李四")
    assert len({issue.number for life in lives if (issue := current_issue(life))}) == len(lives)
    for life in lives:
        life.close()


@pytest.mark.parametrize("number", [200, 300])
def test_of_two_rosters_of_one_number_the_first_stays(offices: Offices, number: int) -> None:
    known, key = keys.current_roster(offices.a), (keys.signing_key(offices.centre),)
    assert known
    first, second = (
        msgspec.json.decode(msgspec.json.encode(sign_roster(roster, key)), type=SignedRoster)
        for roster in (
            msgspec.structs.replace(known, number=number),
            msgspec.structs.replace(known, number=number, entries=known.entries[:1]),
        )
    )
    with offices.a.write("张三") as tx:
        assert keep_roster(tx, first, "一") == ""
        assert f"已有另一份第{number}号名册" in keep_roster(tx, second, "二")
    assert keys.current_roster(offices.a) == msgspec.structs.replace(known, number=number)


def test_equal_numbers_of_two_rosters_are_shown(offices: Offices, prepared: Path, tmp_path: Path) -> None:
    """Two lives of one centre revoked different keys under one number: by plan and by receipt, the unit is told."""
    other = copy_of(prepared, tmp_path / "other")
    revoke_keys(offices.centre, "B02", "李四", reason="电脑被盗")
    receive_from_centre(offices.a, export_plan(offices.centre, tmp_path / "p1.fzb", "李四"), "张三")
    before = keys.current_roster(offices.a)
    save_issue(other.centre, ISSUE, "李四")
    assert before
    with other.centre.read() as connection:
        assert documents.latest_number(connection, keys.ROSTER) == before.number
    for package in (export_plan(other.centre, tmp_path / "p2.fzb", "李四"), receipt_for(other, "A01")):
        assert f"已有另一份第{before.number}号名册" in receive_from_centre(offices.a, package, "张三")
    assert keys.current_roster(offices.a) == before
    other.close()


def test_equal_numbers_do_not_replace(offices: Offices, prepared: Path, tmp_path: Path) -> None:
    """Two lives of one centre give out the same numbers: what came first stands, and the clerk is told."""
    other = copy_of(prepared, tmp_path / "other")
    first = save_issue(offices.centre, ISSUE, "李四")
    save_issue(other.centre, msgspec.structs.replace(ISSUE, centre="另一次"), "李四")
    receive_from_centre(offices.a, export_plan(offices.centre, tmp_path / "p1.fzb", "李四"), "张三")
    before = keys.current_roster(offices.a)
    second = export_plan(other.centre, tmp_path / "p2.fzb", "李四")
    assert "已有另一个第2号任务，继续以先收到的为准" in receive_from_centre(offices.a, second, "张三")
    assert (current_issue(offices.a), keys.current_roster(offices.a)) == (first, before)
    other.close()


def test_a_unit_changes_its_keys_behind_its_passphrase(offices: Offices) -> None:
    before = own_key(offices.a)
    with pytest.raises(WrongPassphraseError):
        change_unit_keys(offices.a, "不是密码", "张三", "电脑被盗")
    with pytest.raises(NoUnitError, match="centre-key"):
        change_unit_keys(offices.centre, SECRET, "李四", "电脑被盗")
    assert own_key(offices.a) == before
    new = change_unit_keys(offices.a, SECRET, "张三", "电脑被盗")
    with offices.a.read() as connection:
        assert journal.recent_rows(connection, 1)[0].line == f"{fingerprint(before)} → {new} 电脑被盗"


def test_what_waits_for_a_revoked_key_is_set_aside(offices: Offices) -> None:
    stranger = generate_signing_key()
    waiting = craft(offices.a, offices.folder / "x.fzb", {}, key=stranger)
    offices.merge(waiting)
    revoke_keys(offices.centre, "A01", "李四", fingerprint=fingerprint(stranger.public_key))
    with offices.centre.read() as connection:
        assert [row.file for row in quarantined_files(connection)] == [str(waiting)]
        assert packages.find_packages(connection, signer=stranger.public_key)[0].state == PackageState.UNTRUSTED
    assert offices.merge(offices.send(offices.a, "a2.fzb").path)[0].state is PackageState.MERGED


def test_believed_after_all_leaves_the_quarantine(offices: Offices) -> None:
    sent = offices.send(offices.a, "a2.fzb").path
    revoke_keys(offices.centre, "A01", "李四")
    offices.merge(sent)
    with offices.centre.write("李四") as tx:
        (key,) = packages.find_enrolments(tx.connection, "A01")
        packages.save_enrolment(tx, packages.Enrolment(**{**as_dict(key), "state": "pending"}))
    enrol_unit(offices.centre, "A01", key.fingerprint, "李四")
    assert offices.merge(sent)[0].state is PackageState.MERGED
    with offices.centre.read() as connection:
        assert quarantined_files(connection) == []


def as_dict(row: packages.Enrolment) -> dict[str, str]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


def test_lost_key(offices: Offices, tmp_path: Path) -> None:
    """A01's PC is gone without a backup: a new workspace from the plan, and a new key that replaces the old one."""
    lost = own_key(offices.a)
    fresh = set_up_unit(
        tmp_path / "new", read_plan_package(offices.folder / "plan.fzb"), "A01", SECRET, "张三"
    ).workspace
    put(fresh, "progress", year=2020, item=1, state="推进中")
    sent = offices.send(fresh, "new.fzb").path
    assert offices.merge(sent)[0].state is PackageState.PENDING
    roster = enrol_unit(
        offices.centre, "A01", keys.own_fingerprint(fresh), "李四", replace=True, reason="电脑损坏，密钥丢失"
    )
    states = [find_key(roster, "A01", key_id(key)) for key in (lost, own_key(fresh))]
    assert states == [KeyState.REVOKED, KeyState.ACTIVE]
    assert offices.merge(sent)[0].state is PackageState.MERGED
    assert "第1次报送" in receive_from_centre(fresh, receipt_for(offices, "A01"), "张三")
    fresh.close()


def test_lost_passphrase_is_no_lost_key(offices: Offices, tmp_path: Path) -> None:
    made = set_up_unit(tmp_path / "w", read_plan_package(offices.folder / "plan.fzb"), "A01", SECRET, "张三")
    made.workspace.close()
    kept = write_backup(made.workspace, tmp_path / "b.fzbak")
    again, _ = restore_backup(kept, tmp_path / "again", made.recovery_code)
    assert own_key(again) == own_key(made.workspace)
    again.close()


def test_centre_pc_lost(offices: Offices, tmp_path: Path) -> None:
    """The backup is older than the last merge: what came since is merged again, and the new id starts its own count."""
    kept = write_backup(offices.centre, tmp_path / "c.fzbak")
    training(offices.a)
    sent = offices.send(offices.a, "a2.fzb").path
    offices.merge(sent)
    after = lines(offices.centre)
    again, _ = restore_backup(kept, tmp_path / "again", SECRET)
    outcomes = merge_all(again, [offices.folder], "李四")
    taken = [one.state for one in outcomes if one.state is not PackageState.OWN]
    assert taken == [PackageState.KNOWN, PackageState.KNOWN, PackageState.MERGED]
    assert (lines(again), verify_workspace(again), again.id == offices.centre.id) == (after, [], False)
    offices.centre.close()
    (tmp_path / "out").mkdir()
    for path in export_receipts(again, tmp_path / "out", "李四"):
        unit = offices.a if "A01" in path.name else offices.b
        assert "待审" in receive_from_centre(unit, path, "张三")
    again.close()


def test_centre_lost_without_backup(offices: Offices, tmp_path: Path) -> None:
    """Only the sealed second key is left: it opens what units sent, and units compare the new centre's fingerprint."""
    old = set_up_centre(tmp_path / "old", ("GWH", "示例管委会"), ISSUE, SECRET, "李四")
    plan = read_plan_package(export_plan(old.workspace, tmp_path / "old.fzb", "李四"))
    unit = set_up_unit(tmp_path / "u", plan, "A01", SECRET, "张三").workspace
    put(unit, "progress", year=2020, item=1, state="推进中")
    sent = offices.send(unit, "lost.fzb").path
    new = set_up_centre(tmp_path / "new", ("GWH", "示例管委会"), ISSUE, SECRET, "李四").workspace
    assert merge_all(new, [sent], "李四")[0].state is PackageState.OTHER
    recovered = merge_all(new, [sent], "李四", second_identity=old.second_identity)
    assert recovered[0].state is PackageState.PENDING
    enrol_unit(new, "A01", keys.own_fingerprint(unit), "李四")
    assert merge_all(new, [sent], "李四", second_identity=old.second_identity)[0].state is PackageState.MERGED
    path = export_plan(new, tmp_path / "p.fzb", "李四")
    for wrong in ("00000 00000 00000 00000", "99999 99999 99999 99999", keys.own_fingerprint(new)[:-1]):
        with pytest.raises(RefusedPackageError, match="核对指纹"):
            take_in_package(unit, path, "张三", wrong)
    assert "汇总单位换了密钥" in take_in_package(unit, path, "张三", keys.own_fingerprint(new))
    for workspace in (old.workspace, unit, new):
        workspace.close()


def test_units_follow_a_centre_that_changed_its_keys(offices: Offices) -> None:
    before = offices.send(offices.b, "b2.fzb").path
    old = own_key(offices.centre)
    for reason in ("例行更换", "又一次"):
        change_centre_keys(offices.centre, SECRET, "李四", reason, generate_identity())
    new = own_key(offices.centre)
    assert offices.merge(before)[0].state is PackageState.MERGED
    save_issue(offices.centre, ISSUE, "李四")
    assert "换了密钥" in receive_from_centre(
        offices.a, export_plan(offices.centre, offices.folder / "p2.fzb", "李四"), "张三"
    )
    assert "换了密钥" in receive_from_centre(offices.b, receipt_for(offices, "B02"), "张三")
    assert {keys.centre_key(unit) for unit in (offices.a, offices.b)} == {new}
    assert {accept_roster(signed_roster(offices.centre), key).centre_key for key in (old, new)} == {new}
    sent = offices.send(offices.a, "a2.fzb")
    assert (sent.header.recipient, offices.merge(sent.path)[0].state) == (key_id(new), PackageState.MERGED)


def test_new_centre_key_without_the_old_signature_is_refused(offices: Offices) -> None:
    """Whoever took the centre's place without its key changes nothing at a unit."""
    stranger = generate_signing_key()
    with offices.centre.write("李四") as tx:
        put_secrets(tx.connection, {keys.SIGNING: signing_key_to_bytes(stranger).hex()})
    save_issue(offices.centre, ISSUE, "李四")
    path = export_plan(offices.centre, offices.folder / "p2.fzb", "李四")
    with pytest.raises(RefusedPackageError, match="不是本单位认可的单位"):
        receive_from_centre(offices.a, path, "张三")
    assert keys.centre_key(offices.a) != stranger.public_key


def test_exported_key_needs_the_passphrase_and_is_journalled(offices: Offices) -> None:
    with pytest.raises(WrongPassphraseError):
        export_identities(offices.centre, "不是密码", "李四")
    assert export_identities(offices.centre, SECRET, "李四") == (keys.age_identity(offices.centre),)
    with offices.centre.read() as connection:
        acts = [(one.act, one.operator) for one in journal.recent_rows(connection, 99) if one.act == "export-key"]
    assert acts == [("export-key", "李四")]
