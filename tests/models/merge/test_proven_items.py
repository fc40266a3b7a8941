"""证明第几项 travels with its record, and a record of an older program simply says nothing of it."""

from __future__ import annotations

from pathlib import Path

from models.records.registry import ledger
from reports.excel.ledger_workbook import export_ledger
from reports.filled_in.import_ledger import import_workbook
from tests.models.offices import Offices, get, put, training


def test_it_travels_and_both_sides_may_change_it(offices: Offices) -> None:
    plain, said = training(offices.a, "没写的"), training(offices.a, "写了的", proven="[2020:1][2020:2]")
    offices.merge(offices.send(offices.a, "a-2.fzb").path)
    assert "proven" not in get(offices.centre, "training", plain.uid).fields
    assert get(offices.centre, "training", said.uid).fields["proven"] == "[2020:1][2020:2]"
    put(offices.a, "training", said.uid, proven="[2020:2]")
    outcome = offices.merge(offices.send(offices.a, "a-3.fzb").path)[0]
    assert outcome.counts.updated == 1
    assert get(offices.centre, "training", said.uid).fields["proven"] == "[2020:2]"


def test_a_workbook_has_it_by_number(offices: Offices, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    unit, declared = offices.a, ledger("training")
    kept = training(unit, "写了的", proven="[2020:1][2020:2]")
    path = tmp_path / "学法.xlsx"
    export_ledger(unit, declared, unit.unit, path)
    book = load_workbook(path)
    page = book["学法培训"]
    column = next(cell.column for cell in page[1] if cell.value == "证明第几项")
    cell = page.cell(2, column)
    assert cell.value == "1、2"
    for typed, stored, refused in (
        ("2", "[2020:2]", ""),
        ("2，二", "[2020:2]", "工作要点里没有第2，二项：请填现在的项号"),
    ):
        cell.value = typed
        book.save(path)
        found = import_workbook(unit, declared, path, "张三")
        assert [one.reason for one in found.refused] == ([refused] if refused else [])
        assert get(unit, "training", kept.uid).fields["proven"] == stored
