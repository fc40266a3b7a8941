"""A unit without a window explains its warnings and submits; a centre without one answers an appeal."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from models.assess.frozen import appeals_of, frozen_of
from models.store.base.workspace import open_workspace
from tests.models.offices import AS_THEY_ARE
from tests.office import CLOCK, Offices, put
from tests.ui.cli.conftest import Run
from tests.ui.cli.test_year import centre_with_own_unit

DONE = {"state": "已完成", "measures": "开会", "completed_on": "2020-11-01"}
PROOF = "progress.proof"


@pytest.fixture
def warned(offices: Offices) -> Offices:
    """Two items are done without evidence."""
    unit = open_workspace(offices.unit, None, clock=CLOCK)
    put(unit, "progress", *({"year": 2020, "item": at, "not_applicable": "", **DONE} for at in (3, 8)))
    unit.close()
    return offices


def test_a_unit_explains_what_waits_and_submits(run: Run, warned: Offices, tmp_path: Path) -> None:
    said = run("submit", warned.unit, tmp_path)
    assert (said.code, "2处改或说明" in said.err) == (1, True)
    waiting = run("explain", warned.unit, "--json")
    assert (waiting.code, [one["code"] for one in json.loads(waiting.out)]) == (1, [PROOF] * 2)
    assert [line.split("\t")[:2] for line in run("explain", warned.unit).out.splitlines()] == [
        [PROOF, "落实情况 第3项 深化信用体系建设"],
        [PROOF, "落实情况 第8项 持续开展规范性文件清理工作"],
    ]
    one = run("explain", warned.unit, PROOF, "--record", "第8项", "--reason", "原件在档案室")
    assert (one.code, one.out) == (0, "已说明1条。1处改或说明，1处已说明。\n")
    assert run("explain", warned.unit, PROOF, "--reason", "都在档案室").out.startswith("已说明2条。校验通过，可以报送")
    assert run("explain", warned.unit).code == 0
    assert run("submit", warned.unit, tmp_path).code == 0


def test_what_is_not_meant_is_refused(run: Run, warned: Offices) -> None:
    for workspace, words, code, why in (
        (warned.unit, PROOF, 2, "说明要写明理由"),
        (warned.unit, "--reason 没错", 2, "写明要说明哪个校验代码"),
        (warned.unit, "case.late --reason 没错", 1, f"“case.late”没有要说明的提醒，没有写入：待说明的有 {PROOF}"),
        (warned.unit, f"{PROOF} --record 第9项 --reason 没错", 1, "“第9项”没有要说明的提醒"),
        (warned.unit, f"{PROOF} --unit GWH --reason 没错", 1, "要在汇总单位的工作区里用"),
        (warned.centre, f"{PROOF} --unit X01 --reason 没错", 1, "单位X01没有登记代录"),
    ):
        said = run("explain", workspace, *words.split(" "))
        assert (said.code, why in said.err) == (code, True), said
    assert len(json.loads(run("explain", warned.unit, "--json").out)) == 2


def test_an_appeal_changes_a_frozen_result(run: Run, tmp_path: Path) -> None:
    centre = centre_with_own_unit(run, tmp_path)
    accepted = [word for line, reason in AS_THEY_ARE.items() for word in ("--accept", f"{line}={reason}")]
    said = ("--asked", "漏了一份文件", "--reply", "补认")
    open_ = run("appeal", centre, "GWH", "1.1", *said, "--points", "2.5")
    assert (open_.code, "还没有冻结，得分没有变" in open_.err) == (0, True)
    assert run("freeze", centre, *accepted).code == 0
    assert run("appeal", centre, "GWH", "1.1", *said, "--points", "1000").code == 1
    changed = run("appeal", centre, "管委会本级", "1.1", *said, "--points", "0.5", "--year", "2020")
    assert (changed.code, changed.out.endswith("的复核：调整。\n")) == (0, True), changed
    assert run("appeal", centre, "GWH", "1.1", *said, "--keep").out.endswith("的复核：维持。\n")
    workspace = open_workspace(centre, None)
    with workspace.read() as connection:
        known, frozen = appeals_of(connection, 2020), frozen_of(connection, 2020)
    workspace.close()
    assert [(one.outcome, one.points) for one in known] == [("维持", None), ("调整", Decimal("0.5")), ("调整", None)]
    assert frozen
    assert "0.5分：补认" in frozen.change
    assert "没有指标“9.9”，可以用的是 1.1（" in run("appeal", centre, "GWH", "9.9", *said, "--keep").err
    assert run("appeal", centre, "GWH", "1.1", *said, "--points", "五").code == 2
