"""The roster on 任务下发: other names, former names, ends, the centre's own line, and items that follow it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.records.office import FormerName, Issue, Unit
from reports.filled_in.units_file import UnitsFileError, read_units
from tests.ui.issue.test_page import type_into
from tests.ui.worked_year import Opener, Year, plan_of_2020
from ui.base.page import Page
from ui.issue.draft import drafted_scheme, issue_problems, with_former_names
from ui.issue.page import Issued, IssuePage
from ui.issue.tabs import PlanPart
from ui.issue.units_part import UnitsPart


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> IssuePage:
    shown: IssuePage = open_page(year.centre, IssuePage)
    return shown


def test_the_centre_can_be_a_unit_of_its_roster_or_none(page: IssuePage) -> None:
    own = page.session.workspace.unit
    assert page.tab(UnitsPart).own.isHidden()
    page.tab(UnitsPart).table.selectRow(0)
    page.tab(UnitsPart).remove.click()
    assert [unit.code for unit in page.tab(UnitsPart).table.rows.all] == ["X01", "X02"]
    assert not page.tab(UnitsPart).own.isHidden()
    assert issue_problems(page.issue) == [] if page.issue else False
    page.tab(UnitsPart).own.click()
    assert page.tab(UnitsPart).table.rows.all[-1] == Unit(own, "本级", "本级")
    assert page.tab(UnitsPart).own.isHidden()


def test_names_that_changed_are_typed(page: IssuePage) -> None:
    refused: list[str] = []
    page.session.refused.connect(refused.append)
    for column, text in (
        (5, "圃田、行政执法单位"),
        (6, "老圃田；圃田公社（至1983-01-01）"),
        (7, "2020.6.30并入杨桥办事处"),
    ):
        type_into(page, "单位名册", 2, column, text)
    unit = page.tab(UnitsPart).table.rows.all[2]
    assert (unit.aliases, unit.undated) == (("圃田", "行政执法单位"), ("老圃田",))
    assert (unit.former, unit.ended) == ((FormerName("圃田公社", dt.date(1983, 1, 1)),), dt.date(2020, 6, 30))
    assert (unit.successors, unit.past_words) == (("X01",), "圃田公社（至1983-01-01）；老圃田（日期不明）")
    model = page.tab(UnitsPart).table.rows
    assert model.text(unit, model.heads[7]) == "2020-06-30并入杨桥办事处"
    for column, text in ((6, "某（至年底）"), (7, "并入火星局"), (7, "撤销"), (7, "没了")):
        type_into(page, "单位名册", 2, column, text)
    assert [said[:8] for said in refused] == ["曾用名“某（至年", "承接单位“火星局", "“撤销”没有写是", "“没了”读不出，"]
    assert page.tab(UnitsPart).table.rows.all[2] == unit


def test_items_follow_the_roster_and_say_how(page: IssuePage) -> None:
    type_into(page, "工作要点", 0, 3, "圃田办（牵头）、各乡镇（配合）")
    type_into(page, "工作要点", 0, 6, "")
    line = page.tab(PlanPart).table.rows.rows[0]
    assert (line.item.leads, line.item.assists, line.item.units) == (("圃田办",), ("各乡镇",), ("X01", "X02"))
    type_into(page, "工作要点", 0, 3, "火星局")
    line, model = page.tab(PlanPart).table.rows.rows[0], page.tab(PlanPart).table.rows
    assert (line.item.units, model.text(line, model.heads[4])) == (("未对应",), "火星局：未对应")
    assert page.doubts.text().startswith("▲ 未对应：第1项的“火星局”在名册里没有，现在没有单位落实。")
    type_into(page, "单位名册", 2, 5, "火星局")
    assert page.tab(PlanPart).table.rows.rows[0].item.units == ("X02",)
    assert model.text(page.tab(PlanPart).table.rows.rows[0], model.heads[4]) == "火星局：圃田乡（其他称呼）"
    assert page.doubts.isHidden()


@pytest.mark.parametrize(
    ("written", "kept"),
    [("老杨桥（至2019-01-01）", ["老杨桥"]), ("甲(至2018.1.1)；乙（至2019年1月1日）", ["甲", "乙"]), ("", [])],
)
def test_former_names_come_from_a_file(tmp_path: Path, written: str, kept: list[str]) -> None:
    (tmp_path / "名册.csv").write_text(f"代码,名称,类别,曾用名\nX01,杨桥,乡镇,{written}\n", "utf-8")
    assert [one.name for one in read_units(tmp_path / "名册.csv")[0].former] == kept


def test_a_former_name_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "名册.csv").write_text("代码,名称,类别,曾用名\nX01,杨桥,乡镇,老杨桥（至年底）\n", "utf-8")
    with pytest.raises(UnitsFileError) as raised:
        read_units(tmp_path / "名册.csv")
    assert "第2行的曾用名“老杨桥（至年底）”读不出" in raised.value.sentence


def test_a_former_name_is_kept_once() -> None:
    day = dt.date(2020, 7, 1)
    before = (Unit("A", "旧", "局"),)
    after = (Unit("A", "新", "局"), Unit("B", "添", "局"))
    once = with_former_names(before, after, day)
    assert once[0].former == (FormerName("旧", day),)
    assert with_former_names(before, once, day) == once


def issue_of(page: IssuePage) -> Issue:
    assert page.issue
    return page.issue


@pytest.mark.parametrize(
    ("changed", "named"),
    [({}, ["乡镇", "县直部门"]), ({"note": "改过的说明"}, ["管委会本级", "乡（镇）办事处", "局（办）"])],
)
def test_a_draft_of_a_scheme_follows_the_roster_until_it_is_changed(
    page: IssuePage, tmp_path: Path, settle: Callable[[Page], None], changed: dict[str, str], named: list[str]
) -> None:
    """A new centre reads its roster after its text: nobody has to draft the scheme again before it can be saved."""
    before = msgspec.structs.replace(plan_of_2020(), number=0, units=())
    page.issue = None
    page.show_issued(
        Issued(None, None, msgspec.structs.replace(before, scheme=drafted_scheme(before) | changed), {}, "")
    )
    (tmp_path / "名册.csv").write_text("代码,名称,类别\nA01,柳溪镇,乡镇\nA02,财政局,县直部门\n", "utf-8")
    page.tab(UnitsPart).take(tmp_path / "名册.csv")
    settle(page)
    shown = issue_of(page)
    assert [one["name"] for one in shown.scheme["categories"]] == named
    assert ("不在考核方案里" in "".join(issue_problems(shown))) == bool(changed)
    page.discard()
    settle(page)
