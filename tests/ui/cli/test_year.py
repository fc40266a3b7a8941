"""The yearly flow, command by command, over real workspaces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.records.ledgers.progress import progress_uid
from models.records.office import Unit
from models.records.plan_edits import without_items
from models.store.base.workspace import DATABASE, open_workspace
from models.store.records import packages
from models.submit.centre import current_issue, require_issue, save_issue
from tests.office import Offices, put
from tests.ui.cli.conftest import Run

BROKEN = "第2次报送时，报送单位的日志前后对不上"


def submitted(run: Run, offices: Offices, name: str = "报送.fzb") -> tuple[Path, str]:
    """A submission of the unit, and its fingerprint."""
    path = offices.plan.with_name(name)
    said = run("submit", offices.unit, path, "--json")
    assert said.code == 0, said.err
    found = json.loads(said.out)
    return Path(found["file"]), found["fingerprint"]


def merged(run: Run, offices: Offices, *words: object) -> list[dict[str, Any]]:
    packages: list[dict[str, Any]] = json.loads(run("merge", offices.centre, *words, "--json").out)["packages"]
    return packages


def received(run: Run, offices: Offices) -> Path:
    """A submission, enrolled and merged."""
    path, fingerprint = submitted(run, offices)
    run("merge", offices.centre, path)
    assert run("enrol", offices.centre, "X01", *fingerprint.split()).code == 0
    assert run("merge", offices.centre, path).code == 0
    return path


def test_check_passes_and_fails(run: Run, offices: Offices) -> None:
    assert run("check", offices.unit).code == 0
    workspace = open_workspace(offices.unit, None)
    put(workspace, "person", {"name": "王五"})
    workspace.close()
    said = run("check", offices.unit, "--json")
    found = json.loads(said.out)
    assert (said.code, found["errors"] > 0) == (1, True)
    assert {"level", "code", "message", "ledger", "uid", "field"} <= set(found["findings"][0])
    assert "身份证号没有填" in run("check", offices.unit).out
    assert run("submit", offices.unit, offices.plan.parent).code == 1


def test_submission_waits_then_merges(run: Run, offices: Offices) -> None:
    path, fingerprint = submitted(run, offices)
    first = run("merge", offices.centre, path)
    assert (first.code, "待登记" in first.out) == (1, True)
    assert run("enrol", offices.centre, "示例一局", fingerprint).code == 0
    preview = merged(run, offices, path, "--dry-run")[0]
    assert (preview["state"], preview["added"]) == ("merged", 40)
    assert merged(run, offices, path)[0]["added"] == 40
    again = run("merge", offices.centre, path, "--json")
    found = json.loads(again.out)
    assert (again.code, found["packages"][0]["state"], found["packages"][0]["added"]) == (0, "known", 0)
    assert set(found) == {"packages", "seconds"}


def test_merge_goes_on_behind_a_bad_one(run: Run, offices: Offices) -> None:
    good = received(run, offices)
    bad = good.with_name("坏.fzb")
    data = bytearray(good.read_bytes())
    data[-1] ^= 1
    bad.write_bytes(data)
    said = run("merge", offices.centre, bad, good, good.with_name("没有.fzb"))
    assert said.code == 1
    assert ["已损坏" in said.out, "以前已接收" in said.out, "共3个文件" in said.out] == [True] * 3


def test_merge_of_an_empty_folder(run: Run, offices: Offices, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    said = run("merge", offices.centre, tmp_path / "空", "--json")
    assert (said.code, json.loads(said.out)["packages"]) == (1, [])
    assert "没有找到报送包" in said.err


def test_a_remark_names_an_item_by_today_s_number(run: Run, offices: Offices, tmp_path: Path) -> None:
    received(run, offices)
    centre = open_workspace(offices.centre, None)
    issue = require_issue(centre)
    save_issue(centre, msgspec.structs.replace(issue, plan=without_items(issue.plan, {2})), "李四")
    assert run("review", offices.centre, "X01", "--return", "请改", "--record", "progress:2:主要措施=写具体").code == 0
    with centre.read() as connection:
        remarks = packages.find_remarks(connection, "X01")
    centre.close()
    assert [one.uid for one in remarks] == [progress_uid("X01", 2020, 3)]
    run("plan-package", offices.centre, tmp_path)
    told = run("receive", offices.unit, next(tmp_path.glob("任务下发*")), "--dry-run").out
    assert "变化：原第2项" in told
    assert "只预览，没有接收。" in told


def test_return_and_receipt(run: Run, offices: Offices, tmp_path: Path) -> None:
    received(run, offices)
    words = ("--return", "措施太笼统", "--record", "progress:1:主要措施=请写具体", "--received", "20201202")
    assert "意见1条" in run("review", offices.centre, "X01", *words).out
    receipts = run("receipts", offices.centre, tmp_path / "回执").out.split()
    assert len(receipts) == 1
    said = run("receive", offices.unit, receipts[0])
    assert "退回，原因：措施太笼统；有1条意见" in said.out
    assert "没有变化" in run("receive", offices.unit, receipts[0]).out
    assert run("receipts", offices.centre, tmp_path / "回执").out == ""


def test_approval(run: Run, offices: Offices) -> None:
    received(run, offices)
    assert "通过" in run("review", offices.centre, "示例一局", "--approve").out


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("X01", "--return", " "), 2, "退回要写明原因"),
        (("X09", "--approve"), 1, "名册里没有“X09”"),
        (("GWH", "--approve"), 1, "没有已合并的报送"),
        (("X01", "--approve", "--period", "2021年度"), 1, "没有2021年度的已合并的报送"),
        (("X01",), 2, "--approve"),
        (("X01", "--approve", "--return", "x"), 2, "不能和"),
        (("X01", "--return", "x", "--record", "progress"), 2, "请写成 台账:记录=意见"),
        (("X01", "--return", "x", "--record", "moon:1=x"), 2, "没有“moon”这本台账"),
        (("X01", "--return", "x", "--record", "progress:1:moon=x"), 2, "没有字段“moon”"),
        (("X01", "--return", "x", "--record", "progress:99=x"), 1, "没有“99”的记录"),
        (("X01", "--approve", "--received", "昨天"), 2, "“昨天”认不出来，请写成 年-月-日。\n"),
    ],
)
def test_review_refuses(run: Run, offices: Offices, words: tuple[str, ...], code: int, complaint: str) -> None:
    received(run, offices)
    said = run("review", offices.centre, *words)
    assert (said.code, said.out) == (code, "")
    assert complaint in said.err


def test_revoked_key_is_not_believed(run: Run, offices: Offices) -> None:
    received(run, offices)
    assert "已停用" in run("revoke", offices.centre, "X01").out
    later, _ = submitted(run, offices, "第二次.fzb")
    assert merged(run, offices, later)[0]["state"] == "untrusted"
    assert run("revoke", offices.centre, "X01").code == 1


def test_new_plan_package(run: Run, offices: Offices, tmp_path: Path) -> None:
    said = run("plan-package", offices.centre, tmp_path)
    path = Path(said.out.strip())
    assert path.parent == tmp_path
    assert "指纹" in said.err
    assert "已接收2020年度工作要点（第1号）。" in run("receive", offices.unit, path).out


def test_zero_report(run: Run, offices: Offices) -> None:
    assert run("zero", offices.centre, "case", "本年没有案件").code == 0
    assert "行政应诉案件" not in run("check", offices.centre).out
    assert "学法培训" in run("check", offices.centre).out


@pytest.mark.parametrize("more", [(), ("--period", "2020年度")])
def test_one_reason_for_several_ledgers(run: Run, offices: Offices, more: tuple[str, ...]) -> None:
    said = run("zero", offices.centre, *more, "case", "学法培训", "case", "本年没有发生")
    assert (said.code, said.out) == (0, "行政应诉案件、学法培训已作零报送（2020年度）。\n")
    checked = run("check", offices.centre).out
    assert "行政应诉案件" not in checked
    assert "学法培训" not in checked


def test_verify_backup_restore(run: Run, offices: Offices, tmp_path: Path) -> None:
    made = run("backup", offices.unit, tmp_path)
    assert made.err == ""
    backup = made.out.strip()
    said = run("restore", backup, tmp_path / "恢复")
    assert (said.code, said.err, said.out.strip()) == (0, "", str(tmp_path / "恢复"))
    assert "保留在" in run("restore", backup, tmp_path / "恢复").err
    assert json.loads(run("verify", tmp_path / "恢复", "--json").out)["faults"] == []
    assert "通过" in run("verify", tmp_path / "恢复").out


def test_verify_finds_what_was_changed_from_outside(run: Run, offices: Offices) -> None:
    workspace = open_workspace(offices.unit, None)
    with workspace.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE journal SET line = replace(line, '本年没有', '本年很多')")
    workspace.close()
    said = run("verify", offices.unit, "--json")
    assert (said.code, json.loads(said.out)["faults"][0]["kind"]) == (1, "journal")
    assert "处问题" in run("verify", offices.unit).out


def test_what_a_package_tells_of_a_broken_journal(run: Run, offices: Offices) -> None:
    """By merge and by verify at the centre, in words and in JSON: the package is taken, the centre itself is whole."""
    received(run, offices)
    workspace = open_workspace(offices.unit, None)
    with workspace.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE journal SET operator = '某人' WHERE seq = 1")
    workspace.close()
    path, _ = submitted(run, offices, "再报.fzb")
    shown = run("merge", offices.centre, path, "--dry-run")
    done = merged(run, offices, path)[0]
    assert (shown.code, BROKEN in shown.out, BROKEN in done["reason"]) == (0, True, True)
    assert (done["state"], done["past"]) == ("merged", ["broken"])
    said, found = run("verify", offices.centre), json.loads(run("verify", offices.centre, "--json").out)
    assert (said.code, "完整性检查通过" in said.out, BROKEN in said.out) == (0, True, True)
    assert (found["faults"], [one["kind"] for one in found["past"]]) == ([], ["broken"])


@pytest.mark.parametrize("page", [0, 1])
def test_a_workspace_that_does_not_open_is_examined(run: Run, offices: Offices, page: int) -> None:
    database = offices.unit / DATABASE
    raw = database.read_bytes()
    database.write_bytes(raw[: page * 4096] + bytes(4096) + raw[(page + 1) * 4096 :])
    said = run("verify", offices.unit)
    assert (said.code, "仍然完好的：" in said.out) == (1, True)


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_print(run: Run, offices: Offices, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"表.{ending}"
    assert run("print", offices.unit, "progress", target).out.strip() == str(target)
    assert target.read_bytes()[:2] == {"pdf": b"%P", "xlsx": b"PK"}[ending]


def test_print_by_name(run: Run, offices: Offices, tmp_path: Path) -> None:
    assert run("print", offices.centre, "工作要点落实情况汇总表", tmp_path / "a.xlsx", "--unit", "X01").code == 0


def test_assess(run: Run, offices: Offices, tmp_path: Path) -> None:
    centre = centre_with_own_unit(run, tmp_path)
    found = json.loads(run("assess", centre, "--json").out)
    assert [one["unit"] for one in found["units"]] == ["GWH"]
    assert "管委会本级" in run("assess", centre).out
    assert "应落实" in run("assess", centre, "--unit", "管委会本级").out
    _add_a_unit(centre)
    run("plan-package", centre, tmp_path / "任务.fzb")
    run("init", tmp_path / "单位", "--unit", "X01", "--plan", tmp_path / "任务.fzb", "--unencrypted")
    assert "应落实" in run("assess", tmp_path / "单位").out


def centre_with_own_unit(run: Run, folder: Path) -> Path:
    """A centre that is the one unit of its roster."""
    (folder / "名册.csv").write_text("代码,名称,类别\nGWH,管委会本级,管委会本级\n", "utf-8")
    made = folder / "考核"
    assert run("init", made, "--centre", "示例管委会", "--units", folder / "名册.csv", "--unencrypted").code == 0
    return made


def _add_a_unit(centre: Path) -> None:
    workspace = open_workspace(centre, None)
    issue = current_issue(workspace)
    assert issue
    units = (*issue.units, Unit("X01", "示例一局", "乡（镇）办事处"))
    save_issue(workspace, msgspec.structs.replace(issue, units=units), "张三")
    workspace.close()


def test_assess_without_scheme(run: Run, offices: Offices) -> None:
    said = run("assess", offices.centre)
    assert (said.code, "没有可用的考核方案" in said.err) == (1, True)


def test_freeze_and_results(run: Run, tmp_path: Path) -> None:
    centre = centre_with_own_unit(run, tmp_path)
    assert "还没有冻结" in run("results", centre, tmp_path / "结果").err
    assert "待评的指标（points）" in run("freeze", centre).err
    assert "认不出来" in run("freeze", centre, "--accept", "points").err
    assert "没有写明" in run("freeze", centre, "--undo", " ").err
