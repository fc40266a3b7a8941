"""代录 without a window: registered, filled from workbooks, reviewed, replaced by a signed submission, undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.office import Offices
from tests.ui.cli.conftest import Run
from tests.ui.cli.test_year import submitted

PAPER = ("--paper", "东政函〔2020〕12号", "--received", "2020-12-15")


@pytest.fixture
def books(run: Run, offices: Offices, tmp_path: Path) -> Path:
    """What the unit hands in: its 落实情况 as a workbook."""
    path = tmp_path / "落实情况.xlsx"
    assert run("export", offices.unit, "progress", path).code == 0
    return path


def typed(run: Run, offices: Offices, books: Path) -> None:
    """The unit's report on paper, with one 零报送."""
    assert run("proxy", offices.centre, "X01", *PAPER, "--import", f"progress={books}").code == 0
    assert run("zero", offices.centre, "行政应诉案件", "本年没有应诉案件", "--unit", "X01").code == 0


def waiting(run: Run, offices: Offices) -> Path:
    """The unit's signed submission, its key enrolled."""
    path, fingerprint = submitted(run, offices)
    run("merge", offices.centre, path)
    assert run("enrol", offices.centre, "X01", *fingerprint.split()).code == 0
    return path


def test_a_report_on_paper_is_registered_and_listed(run: Run, offices: Offices, books: Path) -> None:
    typed(run, offices, books)
    (one,) = json.loads(run("proxy", offices.centre, "--json").out)["proxies"]
    assert (one["paper"], one["received_on"], one["counts"]) == ("东政函〔2020〕12号", "2020-12-15", {"progress": 36})
    assert one["zero"] == ["case"]
    said = run("proxy", offices.centre).out
    assert "落实情况36条，零报送1本" in said
    assert "都未签名" in said
    reported = run("report", offices.centre, "X01").out
    assert "代录\t2020年度\t2020-12-15收到\t未签名，纸质依据：东政函〔2020〕12号。" in reported


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("proxy {centre} X01", "代录必须写明纸质依据"),
        ("proxy {centre} X01 --paper=", "代录必须写明纸质依据"),
        ("proxy {centre} GWH --paper 盖章表", "它是本级"),
        ("proxy {centre} X09 --paper 盖章表", "名册里没有“X09”这个单位"),
        ("proxy {centre} X01 --paper 盖章表 --period 2030", "没有“2030”这个报送期"),
        ("proxy {centre} X01 --paper 盖章表 --import progress", "请写成 台账=工作簿"),
        ("proxy {centre} X01 --cancel 登记错了", "单位X01没有登记2020年度的代录"),
        ("import {centre} progress {books} --unit X01", "单位X01没有登记代录：请先"),
        ("zero {centre} case 没有 --unit X01", "单位X01没有登记代录：请先"),
        ("proxy {unit} X01 --paper 盖章表", "要在汇总单位的工作区里用"),
    ],
)
def test_what_cannot_be_is_said(run: Run, offices: Offices, books: Path, words: str, why: str) -> None:
    said = run(*words.format(centre=offices.centre, unit=offices.unit, books=books).split(" "))
    assert (said.code > 0, why in said.err) == (True, True), said
    assert run("proxy", offices.centre).out == "共0份代录，都未签名。\n"


def test_cancelling_moves_the_typed_records_out(run: Run, offices: Offices, books: Path) -> None:
    typed(run, offices, books)
    assert "37条记录移入回收站" in run("proxy", offices.centre, "X01", "--cancel", "登记错了单位").out
    assert run("proxy", offices.centre).out == "共0份代录，都未签名。\n"
    assert "代录已取消：登记错了单位" in run("report", offices.centre, "X01").out


def test_it_is_reviewed_but_gets_no_receipt(run: Run, offices: Offices, books: Path, tmp_path: Path) -> None:
    typed(run, offices, books)
    assert "单位X01代录（2020年度）：通过" in run("review", offices.centre, "X01", "--approve").out
    run("receipts", offices.centre, tmp_path)
    assert list(tmp_path.glob("*.fzb")) == []


def test_the_signed_one_waits_then_replaces_then_goes_back(run: Run, offices: Offices, books: Path) -> None:
    typed(run, offices, books)
    path = waiting(run, offices)
    said = run("merge", offices.centre, path)
    assert (said.code, "待确认\t" in said.out, "加 --replace-proxy 再合并一次" in said.out) == (1, True, True)
    assert "代录的37条由签名的记录代替，0条签名报送里没有" in said.out
    assert "代替\t零报送\tcase" in said.out
    done = json.loads(run("merge", offices.centre, path, "--replace-proxy", "--json").out)["packages"][0]
    assert (done["state"], done["replaced"], done["conflicts"]) == ("merged", 37, 0)
    assert "代录，已被代替" in run("report", offices.centre, "X01").out
    assert run("undo", offices.centre, "X01").code == 0
    assert "落实情况36条" in run("proxy", offices.centre).out
    assert run("verify", offices.centre).code == 0


def test_once_signed_nothing_is_typed_any_more(run: Run, offices: Offices, books: Path) -> None:
    run("merge", offices.centre, waiting(run, offices))
    said = run("proxy", offices.centre, "X01", *PAPER, "--import", f"progress={books}")
    assert (said.code, "已经合并了它签名的第1次报送" in said.err) == (1, True)


def test_scans_are_kept_as_evidence(run: Run, offices: Offices, tmp_path: Path) -> None:
    scan = tmp_path / "盖章表.pdf"
    scan.write_bytes(b"%PDF scan")
    assert run("proxy", offices.centre, "X01", *PAPER, "--scan", scan).code == 0
    run("proxy", offices.centre, "X01", "--paper", "更正：东政函〔2020〕13号")
    (one,) = json.loads(run("proxy", offices.centre, "--json").out)["proxies"]
    assert (one["paper"], one["scans"]) == ("更正：东政函〔2020〕13号", ["盖章表.pdf"])
    assert run("verify", offices.centre).code == 0
