from __future__ import annotations

import json

import pytest

from models.records.registry import ledger
from models.store.base.workspace import LAYOUTS, Workspace
from models.store.records import records
from reports.base.sheet import Behind, Sheet
from reports.drafts import make_draft
from reports.forms import FormRequest
from reports.forms.enforcement_year import STYLES
from tests.reports.forms.samples import TODAY, Make


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


def test_sums_of_two_sources_say_what_one_of_them_lacks(centre: Workspace, make: Make) -> None:
    """X01 has a sheet with what was accepted and fined; of X02 there are decisions only, without amounts."""
    with centre.write("王经办") as tx:
        sheet = {"year": 2018, "applied": 3, "accepted": 3, "granted": 3, "fine": 1, "fined": "200"}
        records.save(tx, ledger("enforcement_year"), "X01", sheet)
        for at, kind in enumerate(("行政许可", "行政许可", "行政处罚")):
            decided = {"number": f"丙{at}", "kind": kind, "detail": "罚款" * (kind == "行政处罚")}
            records.save(tx, ledger("enforcement"), "X02", {**decided, "decided_on": "2018-06-01"})
    penalties, licences = (first := make(centre, "enforcement-zhejiang", year=2018)), first.more[0]
    assert [cell(licences, -1, key)[0] for key in ("accepted", "granted", "refused")] == [3, 5, 0]
    assert "示例二办事处没有填受理数：合计里有它们准予、不予的2件，受理数里没有。" in licences.notes
    assert "示例二办事处没有填罚没金额：合计里有它们罚款、没收的1宗，罚没金额里没有。" in penalties.notes
    statement = make_draft(centre, "enforcement-statement", FormRequest(year=2018, today=TODAY))[0]
    said = "".join(getattr(block, "text", "") for block in statement.blocks)
    assert "罚没金额0.02万元；其中没有填罚没金额的单位罚款、没收1宗，不在金额里。" in said
    assert "受理3件，准予许可5件；其中没有填受理数的单位准予、不予许可2件，不在受理里。" in said
    assert "不在" not in "".join(make(centre, "enforcement-zhejiang", year=2018, unit="X02").notes)


def test_an_office_adds_up_columns_in_its_own_layout(unit: Workspace, make: Make) -> None:
    columns = [{"key": "unit", "label": "单位", "width": 30}, {"key": "warning + fine", "label": "轻的", "width": 20}]
    path = unit.folder / LAYOUTS / "enforcement-shanxi-penalties.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"title": "本市样式", "columns": columns}), encoding="utf-8")
    try:
        assert [row.cells for row in make(unit, "enforcement-shanxi").rows] == [("示例一办事处", 1), ("合计", 1)]
    finally:
        path.unlink()
