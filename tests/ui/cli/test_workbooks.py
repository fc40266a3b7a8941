"""`export` and `import` as scripts use them; what they do to records is tested with `reports`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from models.store.base import journal
from models.store.base.workspace import open_workspace
from tests.office import Offices, put
from tests.ui.cli.conftest import Run

ZHANG = "110101199003074610"


def people(path: Path, *numbers: str) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["姓名", "身份证号"])
    for number in numbers:
        page.append(["张三", number])
    book.save(path)
    return path


def test_export_then_import(run: Run, offices: Offices, tmp_path: Path) -> None:
    said = run("export", offices.unit, "落实情况", tmp_path / "出.xlsx")
    assert (said.code, said.out.strip()) == (0, str(tmp_path / "出.xlsx"))
    said = run("import", offices.unit, "progress", tmp_path / "出.xlsx", "--json")
    counts = {"added": 0, "updated": 0, "unchanged": 36, "refused": [], "unread": [], "beside": [], "notes": []}
    assert json.loads(said.out) == {"ledger": "progress", **counts}


def test_import_with_refusals(run: Run, offices: Offices, tmp_path: Path) -> None:
    path = people(tmp_path / "名册.xlsx", ZHANG, "110*4610")
    preview = run("import", offices.unit, "person", path, "--dry-run", "--json")
    assert (preview.code, "没有改动" in preview.err) == (1, True)
    whole = run("import", offices.unit, "person", path, "--all-or-nothing")
    assert (whole.code, "全部没有导入" in whole.err) == (1, True)
    said = run("import", offices.unit, "person", path, "--json")
    found = json.loads(said.out)
    assert (said.code, found["added"], found["refused"][0]["row"]) == (1, 1, 3)
    assert set(found["refused"][0]) == {"row", "column", "reason", "sheet", "cell", "title"}
    assert "新增0 更新0 未变1 拒收1\n第3行\t身份证号\tB3：" in run("import", offices.unit, "person", path).out


def test_centre_exports_all_units_and_takes_none_for_its_own(run: Run, offices: Offices, tmp_path: Path) -> None:
    path = people(tmp_path / "名册.xlsx", ZHANG)
    run("proxy", offices.centre, "X01", "--paper", "盖章名册1份")
    assert run("import", offices.centre, "person", path, "--unit", "X01").code == 0
    assert run("export", offices.centre, "person", tmp_path / "全部.xlsx").code == 0
    page = load_workbook(tmp_path / "全部.xlsx").worksheets[0]
    assert [cell.value for cell in page[2]][:4] == ["X01", "示例一局", "代录（未签名）", "张三"]
    said = run("import", offices.centre, "person", tmp_path / "全部.xlsx")
    assert (said.code, "是单位X01的记录" in said.out) == (1, True)


@pytest.mark.parametrize(("ledger", "noted"), [("person", True), ("training", False)])
def test_export_with_id_numbers_is_journalled(
    run: Run, offices: Offices, tmp_path: Path, ledger: str, noted: bool
) -> None:
    run("export", offices.unit, ledger, tmp_path / "出.xlsx")
    workspace = open_workspace(offices.unit, None)
    put(workspace, "training", {"topic": "最后"})
    with workspace.read() as connection:
        acts = [change.act for change in journal.recent_rows(connection, 5)]
    workspace.close()
    assert ("print" in acts) is noted


def test_an_import_is_taken_back_by_another_process(run: Run, offices: Offices, tmp_path: Path) -> None:
    before = run("export", offices.unit, "person", tmp_path / "前.xlsx").err
    run("import", offices.unit, "person", people(tmp_path / "名册.xlsx", ZHANG))
    (step,) = json.loads(run("take-back", offices.unit, "--json").out)["steps"]
    assert (step["operator"], step["obstacle"], step["is_undone"]) == ("张三", "", False)
    command = [sys.executable, "main.py", "take-back", str(offices.unit), str(step["number"]), "--operator", "王五"]
    told = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, encoding="utf-8", check=True)
    assert told.stdout == "已撤销，1条记录恢复到以前。\n"
    assert run("export", offices.unit, "person", tmp_path / "后.xlsx").err.endswith(before)
    assert "不能撤销：已经撤销过" in run("take-back", offices.unit).out
    again = run("take-back", offices.unit, step["number"])
    assert (again.code, "已经撤销过" in again.err) == (1, True)
    assert "只记着最近" in run("take-back", offices.unit, "999999").err
