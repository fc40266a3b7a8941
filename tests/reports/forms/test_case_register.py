import datetime as dt
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models.store.base.workspace import Workspace
from reports.layouts.filling import party_text
from tests.models.offices import lone_unit, put
from tests.reports.forms.samples import Make


def test_instances_stand_below_their_case(unit: Workspace, make: Make) -> None:
    rows = [row.cells[:2] for row in make(unit, "case-register").rows]
    assert rows[:3] == [
        ("1-1", "（2018）豫7101行初1号"),
        ("1-2", "（2020）豫行申3号"),
        ("2-1", "（2019）豫0191行初11号"),
    ]
    assert [number for number, _ in rows] == ["1-1", "1-2", "2-1", "2-2", "3", "4"]


@pytest.mark.parametrize(("year", "numbers"), [(2018, 1), (2019, 2), (2020, 6), (2021, 4)])
def test_a_year_is_a_view_by_date(year: int, numbers: int, unit: Workspace, make: Make) -> None:
    assert len(make(unit, "case-register", year=year).rows) == numbers


def test_parties_show_in_full_at_home(unit: Workspace, centre: Workspace, make: Make) -> None:
    assert "王小明、示例商贸有限公司" in make(unit, "case-register").rows[0].cells
    assert "王某、示例商贸有限公司" in make(centre, "case-register").rows[1].cells


def test_deadline_and_verdict_stand_beside_the_case(unit: Workspace, make: Make) -> None:
    won = next(row.cells for row in make(unit, "case-register").rows if row.cells[0] == "3")
    assert won[9:11] == (dt.date(2020, 3, 17), dt.date(2020, 3, 16))
    assert (won[12], won[15]) == ("驳回诉讼请求", "未败诉")
    assert won[11] == "2020-05-06 正职赵主任\n2020-05-20 负责人未出庭：需要履行他人不能代替的公务"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"accountable": True}, "追责：未处理"),
        ({"accountable": True, "accountable_decision": "通报批评"}, "追责：通报批评"),
        ({"accountable": False}, "不应当追责"),
        ({"accountable": None}, ""),
    ],
)
def test_no_is_an_answer(said: dict[str, Any], words: str, tmp_path: Path, make: Make) -> None:
    with closing(lone_unit(tmp_path / "w", None)) as unit:
        put(unit, "case", number="（2020）豫0191行初1号", instance="一审", served_on="2020-02-01", year=2020, **said)
        (row,) = make(unit, "case-register").rows
    assert row.cells[-1] == words


@pytest.mark.parametrize(
    ("names", "masked"),
    [
        ("张三、李四等十二人", "张某、李某"),
        ("欧阳某某", "欧某"),
        ("河南某某建筑工程有限公司，王五", "河南某某建筑工程有限公司，王某"),
        (None, ""),
    ],
)
def test_persons_of_other_units_are_not_named(names: str | None, masked: str) -> None:
    assert party_text(names, foreign=True) == masked
    assert party_text(names, foreign=False) == (names or "")


def test_the_own_office_is_no_other_defendant(tmp_path: Path, make: Make) -> None:
    with closing(lone_unit(tmp_path / "w", None)) as unit:
        name = unit.name
        for number, defendants in enumerate((name, f"{name}、示例市自然资源局", f"示例县人民政府，{name}"), 1):
            said: dict[str, Any] = {"instance": "一审", "served_on": "2020-02-01", "year": 2020}
            put(unit, "case", number=f"（2020）豫0191行初{number}号", defendants=defendants, **said)
        others = {row.cells[5] for row in make(unit, "case-register").rows}
    assert others == {"", "示例市自然资源局", "示例县人民政府"}
