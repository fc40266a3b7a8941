"""The commands `scheme` and `waive`: what the centre scores by, and what it agrees does not apply."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from models.records.registry import ledger
from models.resources import resource
from models.store.base.workspace import open_workspace
from models.store.records import records
from tests.office import Offices
from tests.ui.cli.conftest import Run


def test_a_scheme_goes_into_a_workbook_and_back_after_a_look(run: Run, offices: Offices, tmp_path: Path) -> None:
    book, shipped = tmp_path / "方案.xlsx", resource("schemes", "2020-示例.json")
    assert "保存为第2号" in run("scheme", offices.centre, "--use", shipped).err
    assert run("scheme", offices.centre, "--out", book).out == f"{book}\n"
    opened = load_workbook(book)
    sheet = opened["方案"]
    line = next(cell.row for cell in sheet["A"] if cell.value == "方案名称")
    sheet[f"B{line}"] = "正式方案"
    opened.save(book)
    looked = run("scheme", offices.centre, "--use", book, "--dry-run")
    assert (looked.code, looked.out.split("\t")[0], looked.out.split("\t")[-1]) == (0, "方案名称", "正式方案\n")
    assert "没有采用" in looked.err
    assert "保存为第3号" in run("scheme", offices.centre, "--use", book).err
    assert "有0处不同" in run("scheme", offices.centre, "--use", book).err
    sheet[f"A{line}"] = "名字"
    opened.save(book)
    refused = run("scheme", offices.centre, "--use", book)
    assert (refused.code, "“方案”表" in refused.err, "不认识“名字”" in refused.err) == (1, True, True)
    assert run("scheme", offices.unit, "--use", book).code == 2


def test_claims_are_listed_agreed_to_and_refused(run: Run, offices: Offices) -> None:
    assert run("waive", offices.centre).code == 0
    workspace = open_workspace(offices.centre, None)
    with workspace.write("李四") as tx:
        claimed = {"year": 2020, "item": 2, "state": "不适用", "not_applicable": "没有职能"}
        records.save(tx, ledger("progress"), workspace.unit, claimed)
    workspace.close()
    waiting = run("waive", offices.centre)
    assert (waiting.code, "没有职能\t待同意" in waiting.out) == (1, True)
    assert run("waive", offices.centre, "--item", "3").code == 1
    assert run("waive", offices.centre, "--item", "2", "--refuse", " ").code == 1
    refused = run("waive", offices.centre, "--item", "2", "--refuse", "有职能")
    assert (refused.code, "不同意\t有职能" in refused.out) == (0, True)
    agreed = run("waive", offices.centre, "--item", "2")
    assert (agreed.code, "没有职能\t同意" in agreed.out) == (0, True)
