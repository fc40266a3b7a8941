from __future__ import annotations

import json

import pytest

from models.records.registry import ledger
from models.store.base.workspace import LAYOUTS, Workspace
from models.store.records import records
from reports.base.sheet import Behind, Sheet
from reports.forms.enforcement_year import STYLES
from tests.reports.forms.samples import Make


def cell(sheet: Sheet, row: int, key: str) -> tuple[object, tuple[Behind, ...]]:
    at = [column.key for column in sheet.columns].index(key)
    return sheet.rows[row].cells[at], sheet.rows[row].behind[at]


@pytest.mark.parametrize("style", STYLES)
def test_every_style_prints_its_tables_from_the_same_figures(style: str, centre: Workspace, make: Make) -> None:
    first = make(centre, f"enforcement-{style}")
    tables = {sheet.layout.rpartition("-")[2]: sheet for sheet in (first, *first.more)}
    assert tuple(tables) == STYLES[style][1]
    fines, behind = cell(tables["penalties"], 0, "fine")
    assert fines == 1
    assert [one.ledger for one in behind] == ["enforcement"]
    assert cell(tables["penalties"], -1, "penalties")[0] == 1
    assert cell(tables["licences"], 0, "granted")[0] == 11
    assert [row.cells[1] for row in tables["penalties"].rows] == ["示例一办事处", None]
    assert any("示例二办事处" in note and "没有这项职能" in note for note in tables["penalties"].notes)


def test_the_figures_open_what_they_count(centre: Workspace, make: Make) -> None:
    sheet = make(centre, "enforcement-zhejiang")
    amount, behind = cell(sheet, 0, "fined_wan")
    assert str(amount) == "0.50"
    assert behind == cell(sheet, 0, "fine")[1]
    licences, sheet_behind = cell(sheet.more[0], 0, "applied")
    assert licences == 12
    assert [one.ledger for one in sheet_behind] == ["enforcement_year"]


def test_what_nobody_said_is_not_nought(centre: Workspace, make: Make) -> None:
    with centre.write("王经办") as tx:
        records.save(tx, ledger("enforcement"), "X02", {"kind": "行政许可", "decided_on": "2019-06-01", "number": "甲"})
    sheet = make(centre, "enforcement-zhejiang", year=2019).more[0]
    assert [cell(sheet, 0, key)[0] for key in ("applied", "accepted", "granted", "refused")] == [None, None, 1, 0]
    assert cell(sheet, -1, "applied")[0] is None


def test_an_office_adds_up_columns_in_its_own_layout(unit: Workspace, make: Make) -> None:
    columns = [{"key": "unit", "label": "单位", "width": 30}, {"key": "warning + fine", "label": "轻的", "width": 20}]
    path = unit.folder / LAYOUTS / "enforcement-shanxi-penalties.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"title": "本市样式", "columns": columns}), encoding="utf-8")
    try:
        assert [row.cells for row in make(unit, "enforcement-shanxi").rows] == [("示例一办事处", 1), ("合计", 1)]
    finally:
        path.unlink()
