"""The commands about trust, conflicts, undoing and other PCs, over real workspaces."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from models.merge.keys import SECOND_RECIPIENT, own_fingerprint
from models.package.keys import recipient_of
from models.records.registry import ledger
from models.store.base import journal
from models.store.base.workspace import open_workspace
from models.store.records import records
from tests.office import Offices, nothing_to_report
from tests.ui.cli.conftest import Run
from tests.ui.cli.test_year import merged, received, submitted


def change(folder: Path, uid: str, **fields: str) -> None:
    """Change A record of X01 in one of the workspaces."""
    workspace = open_workspace(folder, None)
    with workspace.write("李四") as tx:
        records.save(tx, ledger("progress"), "X01", fields, uid)
    workspace.close()


def person(folder: Path, number: str, uid: str | None = None) -> str:
    """A person of X01 with this ID number, kept or changed in one of the workspaces; gives its uid."""
    workspace = open_workspace(folder, None)
    with workspace.write("李四") as tx:
        kept = records.save(tx, ledger("person"), "X01", {"name": "王伟", "id_number": number}, uid)
    workspace.close()
    return kept.uid


def first_item(offices: Offices) -> str:
    """The uid of the unit's progress of item 1."""
    workspace = open_workspace(offices.unit, None)
    with workspace.read() as connection:
        uid = next(records.entries(connection, ledger("progress"))).uid
    workspace.close()
    return uid


def conflicting(run: Run, offices: Offices) -> str:
    """A conflict at the centre about the reason of an item."""
    uid = first_item(offices)
    received(run, offices)
    change(offices.centre, uid, not_applicable="职能已划出")
    change(offices.unit, uid, not_applicable="由甲局负责")
    assert run("merge", offices.centre, submitted(run, offices, "第二次.fzb")[0]).code == 0
    return uid


def test_conflict_is_listed_and_decided(run: Run, offices: Offices) -> None:
    uid = conflicting(run, offices)
    listed = run("conflicts", offices.centre)
    assert (listed.code, "职能已划出" in listed.out, "由甲局负责" in listed.out) == (1, True, True)
    (found,) = json.loads(run("conflicts", offices.centre, "--json").out)["conflicts"]
    assert (found["uid"], found["field"], len(found["versions"])) == (uid, "not_applicable", 2)
    assert run("decide", offices.centre, "progress", uid, "不适用理由", "--value", "职能已划出").code == 0
    assert run("conflicts", offices.centre).out == "没有待决定的冲突。\n"


@pytest.mark.parametrize(("flags", "full"), [(["--json"], False), (["--json", "--full-ids"], True), ([], False)])
def test_id_numbers_in_conflicts_are_masked(
    run: Run, offices: Offices, monkeypatch: pytest.MonkeyPatch, flags: list[str], full: bool
) -> None:
    monkeypatch.setattr("models.submit.unit.blocks_submission", lambda _: False)
    numbers = ("410105198801071870", "11010519491231002X")
    uid = person(offices.unit, "41010519870101211X")
    received(run, offices)
    for place, number in zip((offices.centre, offices.unit), numbers, strict=True):
        person(place, number, uid)
    run("merge", offices.centre, submitted(run, offices, "第二次.fzb")[0])
    shown = run("conflicts", offices.centre, *flags)
    assert [number in shown.out for number in numbers] == [full, full]
    assert "410***********1870" in shown.out
    workspace = open_workspace(offices.centre, None)
    with workspace.read() as connection:
        said = [one.line for one in journal.recent_rows(connection, 5)]
    workspace.close()
    assert ("列出冲突（含完整身份证号、当事人姓名）" in said) is full


def test_full_numbers_are_for_programs_only(run: Run, offices: Offices) -> None:
    assert "--json" in run("conflicts", offices.centre, "--full-ids").err


def test_undo_lets_the_package_come_again(run: Run, offices: Offices) -> None:
    path = received(run, offices)
    assert "去掉40条" in run("undo", offices.centre, "X01").out
    assert merged(run, offices, path)[0]["added"] == 40
    assert run("verify", offices.centre).code == 0


def test_preview_shows_fields(run: Run, offices: Offices) -> None:
    uid = first_item(offices)
    received(run, offices)
    change(offices.unit, uid, not_applicable="由甲局负责")
    path, _ = submitted(run, offices, "第二次.fzb")
    said = run("merge", offices.centre, path, "--dry-run").out
    assert said.startswith("可以合并\t")
    assert "不适用理由：本单位没有这项职能 → 由甲局负责" in said
    (told,) = merged(run, offices, path, "--dry-run")
    assert [field["new"] for field in told["changes"][0]["fields"]] == ["由甲局负责"]


def test_withdrawal(run: Run, offices: Offices, tmp_path: Path) -> None:
    received(run, offices)
    path = run("withdraw", offices.unit, tmp_path, "填错了").out.splitlines()[0]
    said = run("merge", offices.centre, path)
    assert (said.code, "撤回第1次报送" in said.out) == (0, True)
    assert run("review", offices.centre, "X01", "--approve").code == 1


def test_second_pc_takes_over(run: Run, offices: Offices, tmp_path: Path) -> None:
    second = tmp_path / "second"
    run("init", second, "--unit", "X01", "--plan", offices.plan, "--unencrypted")
    address = run("handover", second).out.splitlines()[0].removeprefix("接收码：")
    path, shown = run("handover", offices.unit, tmp_path, "--to", address).out.splitlines()
    refused = run("receive", second, path)
    digits = shown.removeprefix("本机指纹：")
    assert (refused.code, digits in refused.err) == (1, True)
    assert "新增40" in run("receive", second, path, "--trust", digits).out
    assert run("check", second).code == 0


def test_receive_at_the_centre_merges_a_submission(run: Run, offices: Offices) -> None:
    path, fingerprint = submitted(run, offices)
    assert "待登记" in run("receive", offices.centre, path).err
    run("enrol", offices.centre, "X01", fingerprint)
    assert "新增40" in run("receive", offices.centre, path).out
    assert "请交给汇总单位合并" in run("receive", offices.unit, path).err


def test_size_before_and_after(run: Run, offices: Offices) -> None:
    told = json.loads(run("submit", offices.unit, offices.plan.parent, "--size", "--json").out)
    path, _ = submitted(run, offices)
    assert abs(told["total"] - path.stat().st_size) < 8_000
    assert "报送包约" in run("submit", offices.unit, offices.plan.parent, "--size").out


def test_quarantine_lists_what_a_revoked_key_signed(run: Run, offices: Offices) -> None:
    received(run, offices)
    run("revoke", offices.centre, "X01", "--reason", "电脑被盗")
    path, _ = submitted(run, offices, "第二次.fzb")
    assert merged(run, offices, path)[0]["state"] == "untrusted"
    (row,) = json.loads(run("quarantine", offices.centre, "--json").out)["files"]
    assert (row["file"], row["unit"], path.is_file()) == (str(path), "X01", True)
    assert "已被撤销" in run("quarantine", offices.centre).out


def test_exported_key_and_centre_key(run: Run, offices: Offices, tmp_path: Path) -> None:
    assert run("export-key", offices.centre).out.startswith("AGE-SECRET-KEY-1")
    assert "新指纹" in run("centre-key", offices.centre, "例行更换").out
    assert len(run("export-key", offices.centre).out.split()) == 2
    plan = run("plan-package", offices.centre, tmp_path).out.strip()
    assert "汇总单位换了密钥" in run("receive", offices.unit, plan).out


def new_centre(run: Run, folder: Path, *options: object) -> str:
    """A centre with unit X01; gives the line of its sealed second key."""
    units = folder.with_suffix(".csv")
    units.write_text("代码,名称,类别\nX01,示例一局,其他单位\n", encoding="utf-8")
    made = run("init", folder, "--centre", "示例管委会", "--units", units, *(options or ["--unencrypted"]))
    return next(line for line in made.out.splitlines() if line.startswith("备用密钥"))


def orphaned(run: Run, folder: Path) -> tuple[Path, str]:
    """A submission to a centre that is lost; gives it with its fingerprint. The second key lies in key.txt."""
    (folder / "key.txt").write_text(new_centre(run, folder / "old"), encoding="utf-8")
    plan = run("plan-package", folder / "old", folder / "old.fzb").out.strip()
    assert run("init", folder / "u", "--unit", "X01", "--plan", plan, "--unencrypted").code == 0
    unit = open_workspace(folder / "u", None)
    nothing_to_report(unit)
    digits = own_fingerprint(unit)
    unit.close()
    assert run("submit", folder / "u", folder / "报送.fzb", "--head", "王长").code == 0
    return folder / "报送.fzb", digits


def test_centre_lost_without_a_backup(run: Run, tmp_path: Path) -> None:
    """A centre set up anew opens what was sent to the lost one with nothing but the printed second key."""
    package, fingerprint = orphaned(run, tmp_path)
    new, key = tmp_path / "new", tmp_path / "key.txt"
    new_centre(run, new)
    assert merged(run, Offices(new, tmp_path / "u", package), package)[0]["state"] == "other-recipient"
    assert (run("recover", new, key, package, "--dry-run").code, run("enrol", new, "X01", fingerprint).code) == (1, 1)
    waiting = run("recover", new, key, package)
    assert (waiting.code, fingerprint in waiting.out, "重新密封" in waiting.err) == (1, True, True)
    assert run("enrol", new, "X01", fingerprint).code == 0
    taken = run("recover", new, key, package)
    assert (taken.code, "新增40" in taken.out, run("verify", new).code) == (0, True, 0)
    assert "AGE-SECRET-KEY-1" not in run("export-key", new).out.split()[1:]
    plan = run("plan-package", new, tmp_path / "new.fzb").out.strip()
    assert run("receive", tmp_path / "u", plan).code == 1
    centre = open_workspace(new, None)
    assert "汇总单位换了密钥" in run("receive", tmp_path / "u", plan, "--trust", own_fingerprint(centre)).out
    centre.close()


def test_only_the_right_second_key_opens(run: Run, tmp_path: Path) -> None:
    package, _ = orphaned(run, tmp_path)
    (tmp_path / "other.txt").write_text(new_centre(run, tmp_path / "new"), encoding="utf-8")
    refused = run("recover", tmp_path / "new", tmp_path / "other.txt", package)
    assert (refused.code, "不是给本单位的" in refused.out) == (1, True)
    assert "里没有备用密钥" in run("recover", tmp_path / "new", package, package).err


def test_centre_key_asks_and_changes_the_second_key_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_PASSPHRASE", "four calm words 42")
    before = new_centre(run, tmp_path / "c", "--operator", "李四")
    changed = run("centre-key", tmp_path / "c", "电脑被盗").out.splitlines()
    workspace = open_workspace(tmp_path / "c", "four calm words 42")
    assert changed[1].endswith(own_fingerprint(workspace))
    assert changed[0].startswith("备用密钥：AGE-SECRET-KEY-1")
    assert changed[0] != before
    assert workspace.setting(SECOND_RECIPIENT) == recipient_of(changed[0].removeprefix("备用密钥："))
    workspace.close()


@pytest.mark.parametrize(("typed", "changes"), [("\n", True), ("", False)])
def test_somebody_at_the_keyboard_writes_the_second_key_down_first(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, *, changes: bool
) -> None:
    monkeypatch.setenv("FAZHI_PASSPHRASE", "four calm words 42")
    new_centre(run, tmp_path / "c", "--operator", "李四")
    before = {path.name: path.read_bytes() for path in (tmp_path / "c").glob("*.db")}
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdin.readline", lambda: typed)
    said = run("centre-key", tmp_path / "c", "电脑被盗")
    assert "备用密钥：AGE-SECRET-KEY-1" in said.out
    assert ("没有更换" in said.err) is not changes
    assert (said.code == 0) is changes
    assert (before != {path.name: path.read_bytes() for path in (tmp_path / "c").glob("*.db")}) is changes


def test_twins_are_confirmed_not_merged(run: Run, offices: Offices) -> None:
    workspace = open_workspace(offices.centre, None)
    with workspace.write("李四") as tx:
        for unit in ("GWH", "X01"):
            records.save(tx, ledger("case"), unit, {"number": "（2020）豫01行初1号"})
    workspace.close()
    listed = run("twins", offices.centre)
    assert (listed.code, "待确认" in listed.out) == (1, True)
    code = listed.out.partition("\t")[0]
    assert run("twins", offices.centre, "--confirm", code, "--as", "调动").code == 1
    assert "没有合并" in run("twins", offices.centre, "--confirm", code, "--as", "共同被告").out
    assert run("twins", offices.centre, "--json").code == 0


def test_report_of_a_merge_is_kept(run: Run, offices: Offices) -> None:
    uid = first_item(offices)
    received(run, offices)
    change(offices.unit, uid, not_applicable="由甲局负责")
    run("merge", offices.centre, submitted(run, offices, "第二次.fzb")[0])
    shown = run("report", offices.centre, "X01").out
    assert ["新增40" in shown, "更新1 删除0 未变39" in shown, "→" in shown] == [True, True, False]
    assert "以前没有得分可比" in run("report", offices.centre, "X01", "--number", 1).out
    assert "不适用理由：本单位没有这项职能 → 由甲局负责" in run("report", offices.centre, "X01", "--number", 2).out
    found = json.loads(run("report", offices.centre, "X01", "--number", 2, "--json").out)
    assert (found["merges"][0]["counts"]["updated"], len(found["changes"])) == (1, 1)


def test_two_packages_of_one_number_are_listed_and_decided(run: Run, offices: Offices, tmp_path: Path) -> None:
    uid = first_item(offices)
    received(run, offices)
    other = shutil.copytree(offices.unit, tmp_path / "另一台")
    for folder, name, words in ((offices.unit, "二.fzb", "职能已划出"), (other, "又二.fzb", "由甲局负责")):
        change(folder, uid, not_applicable=words)
        path = submitted(run, offices._replace(unit=folder), name)[0]
        assert run("merge", offices.centre, path).code == 0
    listed = run("forks", offices.centre)
    assert (listed.code, "不适用理由：职能已划出 | 由甲局负责" in listed.out) == (1, True)
    assert run("forks", offices.centre, "--decide", 1).code == 2
    said = run("forks", offices.centre, "--decide", 1, "--as", "两台电脑各报了一次", "--use", 2).out
    assert "改了1个字段" in said
    (found,) = json.loads(run("forks", offices.centre, "--json").out)["forks"]
    assert (found["said"]["verdict"], len(found["parties"])) == ("两台电脑各报了一次", 2)
    assert run("conflicts", offices.centre).code == 0
