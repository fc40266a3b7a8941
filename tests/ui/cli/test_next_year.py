"""Last year's frozen result stays within reach after the next year's plan was issued."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from models.assess.draft_scheme import draft_scheme
from models.store.base.workspace import open_workspace
from models.submit.centre import current_issue, save_issue
from models.submit.first_issue import default_periods
from tests.models.offices import AS_THEY_ARE
from tests.pdfs import text_pdf
from tests.ui.cli.conftest import Run
from tests.ui.cli.test_year import centre_with_own_unit

ACCEPTED = [word for line, reason in AS_THEY_ARE.items() for word in ("--accept", f"{line}={reason}")]


@pytest.fixture
def centre(run: Run, tmp_path: Path) -> Path:
    """2020 is frozen, and 2021 was issued since."""
    made = centre_with_own_unit(run, tmp_path)
    assert run("freeze", made, *ACCEPTED).code == 0
    workspace = open_workspace(made, None)
    before = current_issue(workspace)
    assert before
    plan = msgspec.structs.replace(before.plan, year=2021)
    scheme = draft_scheme(plan, 2021, [unit.category for unit in before.units])
    after = msgspec.structs.replace(before, year=2021, plan=plan, periods=default_periods(2021), scheme=scheme)
    save_issue(workspace, after, "张三")
    workspace.close()
    return made


@pytest.mark.parametrize(("words", "year"), [((), 2020), (("--year", "2021"), 2021)])
def test_points_are_of_the_year_asked_for(run: Run, centre: Path, words: tuple[str, ...], year: int) -> None:
    assert json.loads(run("assess", centre, *words, "--json").out)["year"] == year
    assert f"{year}" in run("assess", centre, *words).out.splitlines()[0]


def test_last_years_results_are_exported_and_opened_again(run: Run, centre: Path, tmp_path: Path) -> None:
    """Without a year it is the one that the window would show: in December still this one."""
    assert "2021年度考核还没有冻结" in run("results", centre, tmp_path / "结果", "--year", "2021").err
    assert run("results", centre, tmp_path / "结果").code == 0
    assert "2021年度考核还没有冻结" in run("freeze", centre, "--year", "2021", "--undo", "复核").err
    assert run("freeze", centre, "--undo", "复核").out == "2020年度考核已解除冻结。\n"
    assert "2020年度考核已冻结" in run("freeze", centre, *ACCEPTED).out


@pytest.mark.parametrize("command", [("freeze",), ("results", "结果"), ("assess",)])
def test_a_year_that_was_never_issued_is_refused(run: Run, centre: Path, command: tuple[str, ...]) -> None:
    said = run(command[0], centre, *command[1:], "--year", "2019")
    assert (said.code, said.out) == (1, "")
    assert "没有下发过2019年度的工作要点，下发过的是2021、2020年度" in said.err


TEXT = "示例县{year}年法治政府建设工作要点\n一、总体\n1.推进政务公开。\n2.加强行政应诉工作。\n"


@pytest.mark.parametrize(
    ("words", "year", "code", "said"),
    [
        ((), 2021, 0, "已开始2021年度，保存为第2号；考核方案是草案"),
        (("--dry-run",), 2021, 0, "沿用：单位名册1个单位"),
        (("--year", "2022", "--period", "年度=2023-01-10"), 2022, 0, "已开始2022年度，保存为第2号"),
        (("--period", "年度=2019-12-10"), 2021, 1, "的期限2019-12-10不在2021年度里"),
        (("--in-frame",), 2021, 1, "考核方案不能用"),
        ((), 2020, 1, "正文是2020年度的，任务是2021年度的"),
        (("--year", "2020"), 2020, 1, "不能开始2020年度"),
    ],
)
def test_a_new_year_is_started(
    run: Run, tmp_path: Path, words: tuple[str, ...], year: int, code: int, said: str
) -> None:
    made = centre_with_own_unit(run, tmp_path)
    ran = run("start-year", made, text_pdf(tmp_path / "正文.pdf", TEXT.format(year=year)), *words)
    assert (ran.code, said in ran.out + ran.err) == (code, True)
    workspace = open_workspace(made, None)
    issue = current_issue(workspace)
    workspace.close()
    assert issue
    assert issue.year == (year if code == 0 and "--dry-run" not in words else 2020)
