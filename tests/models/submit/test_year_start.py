from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from models.assess.frozen import frozen_of
from models.assess.reading import read_scheme
from models.errors import FazhiError
from models.plan_text import read_plan
from models.records.office import Period
from models.records.place import NATIONAL
from models.records.plan import Plan
from models.store.base.workspace import Workspace, open_workspace
from models.submit.centre import current_issue, require_issue, save_issue, set_up_centre
from models.submit.first_issue import first_issue
from models.submit.issue_draft import save_issue_draft
from models.submit.results import freeze_results
from models.submit.year_start import NextYear, start_year, year_carried
from reports.figures.current_scores import parted_now
from reports.figures.form_data import Scope
from tests.models.offices import AS_THEY_ARE, ISSUE, put

TEXT = """示例县{year}年法治政府建设工作要点
一、依法全面履行政府职能
1.推进政务公开，主动公开政府信息。（责任单位：甲办事处）
2.加强行政应诉工作，负责人出庭应诉率达到100%。（责任单位：各单位）
二、加强行政执法
3.落实行政执法三项制度。（责任单位：乙办事处）
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre of 2020 with the example's plan, its result frozen."""
    folder = tmp_path_factory.mktemp("year") / "centre"
    issue = replace(first_issue("示例管委会"), units=ISSUE.units)
    centre = set_up_centre(folder, ("GWH", "示例管委会"), issue, None, "李四").workspace
    put(centre, "certificate", number="豫A0001", status="在用")
    put(centre, "certificate", number="豫A0002", status="注销")
    put(centre, "case", number="（2020）豫0191行初1号", year=2020)
    found = parted_now(centre, Scope(2020, dt.date(2020, 12, 31), None))
    freeze_results(centre, found, issue.scheme, "李四", AS_THEY_ARE)
    centre.close()
    return folder


@pytest.fixture
def centre(made: Path, tmp_path: Path) -> Iterator[Workspace]:
    """An own copy."""
    workspace = open_workspace(shutil.copytree(made, tmp_path / "centre"), None)
    yield workspace
    workspace.close()


def plan_of(year: int) -> Plan:
    return read_plan(TEXT.format(year=year)).plan


def test_the_new_year_goes_on_with_roster_and_place(centre: Workspace) -> None:
    before = require_issue(centre)
    made = start_year(centre, NextYear(2021, plan_of(2021)))
    assert (made.year, made.number, [item.number for item in made.plan.items]) == (2021, 0, [1, 2, 3])
    assert (made.units, made.profile, made.terms) == (before.units, before.profile, before.terms)
    assert made.profile != NATIONAL
    assert [(one.id, one.due) for one in made.periods] == [
        ("2021年上半年", dt.date(2021, 7, 10)),
        ("2021年度", dt.date(2021, 12, 20)),
    ]
    assert (made.scheme["year"], "草案" in made.scheme["name"]) == (2021, True)
    assert read_scheme(made.scheme, made.plan).scheme
    assert current_issue(centre) == before


@pytest.mark.parametrize("given", [(), (Period("half", "半年"), Period("年度", "年度", dt.date(2022, 1, 5)))])
def test_a_period_without_a_year_is_no_other_years(centre: Workspace, given: tuple[Period, ...]) -> None:
    """Packages name their period by its id: those of last year must not stand for this year's."""
    periods = (Period("half", "半年"), Period("年度", "年度", dt.date(2020, 12, 20)))
    save_issue(centre, replace(require_issue(centre), periods=periods), "李四")
    made = start_year(centre, NextYear(2021, plan_of(2021), periods=given))
    assert [(one.id, one.label) for one in made.periods] == [("2021年半年", "2021年半年"), ("2021年度", "2021年度")]


def test_what_goes_on_is_said(centre: Workspace) -> None:
    said = year_carried(centre)
    assert (said.units, said.certificates, said.cases, said.is_frozen) == (3, 1, 1, True)
    assert "单位名册3个单位" in said.words
    assert "执法证件1本" in said.words
    assert said.words.endswith("2020年度考核已冻结，不动。")


@pytest.mark.parametrize(
    ("year", "text", "periods", "words"),
    [
        (2020, 2020, (), "最近下发的是2020年度，不能开始2020年度"),
        (2019, 2019, (), "最近下发的是2020年度，不能开始2019年度"),
        (2021, 2020, (), "正文是2020年度的，任务是2021年度的"),
        (2021, 2022, (), "正文是2022年度的，任务是2021年度的"),
        (2021, 2021, (Period("年度", "年度", dt.date(2020, 12, 20)),), "“年度”的期限2020-12-20不在2021年度里"),
    ],
)
def test_another_year_is_refused(
    centre: Workspace, year: int, text: int, periods: tuple[Period, ...], words: str
) -> None:
    with pytest.raises(FazhiError) as raised:
        start_year(centre, NextYear(year, plan_of(text), periods=periods))
    assert words in raised.value.sentence


def test_the_frame_of_the_last_scheme_finds_its_items_by_their_wording(centre: Workspace) -> None:
    """The new text has the old items 2 … 5 under the numbers 1 … 4."""
    before = require_issue(centre)
    old = [item for item in before.plan.items if item.number in range(2, 6)]
    lines = [f"{at}.{item.title}。{item.text}" for at, item in enumerate(old, 1)]
    plan = read_plan("\n".join(["2021年法治政府建设工作要点", "一、总体", *lines])).plan
    assert len(plan.items) == 4
    made = start_year(centre, NextYear(2021, plan, in_frame=True))
    expected = {
        one["id"]: [uid - 1 for uid in one.get("items", ()) if uid in range(2, 6)]
        for one in before.scheme["indicators"]
    }
    assert {one["id"]: one["items"] for one in made.scheme["indicators"]} == expected
    assert made.scheme["categories"] == before.scheme["categories"]
    assert (made.scheme["year"], made.scheme["name"].endswith("（草案）")) == (2021, True)
    assert "逐项核对" in made.scheme["note"]


def test_unsaved_changes_come_first_and_the_frozen_result_stays(centre: Workspace) -> None:
    wanted = NextYear(2021, plan_of(2021))
    with centre.read() as connection:
        before = frozen_of(connection, 2020)
    with centre.write("李四") as tx:
        save_issue_draft(tx, replace(require_issue(centre), centre="改过"))
    with pytest.raises(FazhiError, match="没有保存的修改"):
        start_year(centre, wanted)
    with centre.write("李四") as tx:
        save_issue_draft(tx, None)
    save_issue(centre, start_year(centre, wanted), "李四")
    with centre.read() as connection:
        assert frozen_of(connection, 2020) == before
    assert require_issue(centre).year == 2021
