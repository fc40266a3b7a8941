"""What totals count: items and quotas of the units that owe them, and units that left by their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook

from models.plan_text import read_plan
from models.records.office import Issue, Unit
from models.records.registry import ledger
from models.records.unit_names import with_owners
from models.store.base.workspace import Workspace
from models.store.records import records
from models.submit.centre import save_issue, set_up_centre
from reports.drafts.year_facts import LEDGERS, gather_year
from reports.excel.ledger_workbook import export_ledger
from reports.figures.form_data import Scope, read_form_data
from reports.figures.progress import quotas_of
from tests.clock import stopped_at

TODAY = dt.date(2025, 12, 1)
UNITS = (
    Unit("X01", "石桥镇", "镇"),
    Unit("X02", "柳林街道办事处", "镇"),
    Unit("J01", "司法局", "县直部门"),
    Unit("J02", "统计局", "县直部门"),
)
TEXT = """2025年法治建设工作要点
一、总体
1.学法。各单位党组中心组学法全年不少于4次。
责任单位：各单位
2.培训。各镇（街道）每年举办中层以上领导干部法治专题培训2期。
责任单位：司法局
3.执法监督。
责任单位：司法局
4.审计。
责任单位：审计局
"""
OWED = 4 + 3 + 1
"""Item 1 by all four, 2 by the bureau and both towns that its quota names, 3 by the bureau, 4 by nobody yet."""


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Workspace]:
    issue = Issue(
        number=0,
        year=2025,
        centre="某县法治办",
        plan=with_owners(read_plan(TEXT).plan, UNITS),
        units=UNITS,
        periods=(),
        scheme={},
    )
    made = set_up_centre(tmp_path / "甲", ("HZ", "某县法治办"), issue, None, "李四", stopped_at(TODAY)).workspace
    with made.write("李四") as tx:
        records.save(tx, ledger("training"), "J02", {"kind": "其他", "held_on": "2025-03-01", "topic": "统计法"})
    yield made
    made.close()


def reissue(centre: Workspace, *units: Unit) -> None:
    save_issue(centre, replaced(centre, units), "李四")


def replaced(centre: Workspace, units: tuple[Unit, ...]) -> Issue:
    before = read_form_data(centre, Scope(2025, TODAY, None)).issue
    assert before
    plan = with_owners(before.plan, units, before.units)
    return msgspec.structs.replace(before, units=units, plan=plan)


def test_the_annual_report_counts_only_what_is_owed(centre: Workspace) -> None:
    facts = gather_year(read_form_data(centre, Scope(2025, TODAY, None), *LEDGERS))
    assert sum(facts.states(facts.books.plan.items).values()) == OWED
    assert [unit.code for unit in facts.books.units] == ["X01", "X02", "J01", "J02"]


def test_a_quota_of_a_group_is_each_of_its_units(centre: Workspace) -> None:
    found = quotas_of(read_form_data(centre, Scope(2025, TODAY, None), quotas=True))
    assert [(one.owner, one.result.quota.at_least) for one in found if one.result.item.number == 2] == [
        (unit.name, 2) for unit in UNITS if unit.code in {"X01", "X02"}
    ]


@pytest.mark.parametrize(
    "units",
    [
        UNITS[:3],
        (*UNITS[:3], msgspec.structs.replace(UNITS[3], successors=("J01",), ended=dt.date(2025, 6, 30))),
    ],
)
def test_a_unit_that_left_keeps_its_name_and_owes_nothing(
    centre: Workspace, tmp_path: Path, units: tuple[Unit, ...]
) -> None:
    reissue(centre, *units)
    books = read_form_data(centre, Scope(2025, TODAY, None), *LEDGERS)
    assert books.unit_name("J02") == "统计局"
    assert [unit.code for unit in books.owing] == ["X01", "X02", "J01"]
    facts = gather_year(books)
    assert sum(facts.states(books.plan.items).values()) == OWED - 1
    alone = read_form_data(centre, Scope(2025, TODAY, "J02"), "training")
    assert (alone.office, alone.owing) == ("统计局", ())
    export_ledger(centre, ledger("training"), None, tmp_path / "台账.xlsx")
    rows = load_workbook(tmp_path / "台账.xlsx").worksheets[0].iter_rows(values_only=True)
    assert any("统计局" in row for row in rows)


def test_the_centre_that_is_no_unit_stands_in_no_form(centre: Workspace) -> None:
    books = read_form_data(centre, Scope(2025, TODAY, None), *LEDGERS)
    assert "HZ" not in {unit.code for unit in books.units}
    assert not any("本级" in unit.name for unit in books.units)
