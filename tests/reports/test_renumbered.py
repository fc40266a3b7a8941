"""A corrected plan on paper and in workbooks: today's numbers; what was written of a dropped item has its own head."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from models.records.office import Issue
from models.records.plan_edits import without_items
from models.records.registry import ledger
from models.store.base.workspace import Workspace, open_workspace
from models.store.records import documents, listing, records
from models.submit.centre import require_issue
from reports.excel.ledger_workbook import export_ledger
from reports.excel.workbook import write_workbook
from reports.filled_in.import_ledger import import_workbook
from reports.forms import FormRequest, make_form
from reports.paper.fonts import bundled_fonts
from reports.paper.pdf import write_pdf
from tests.office import make_offices, put

TODAY = dt.date(2020, 12, 1)
GONE = 20
DROPPED = "已删去的事项（填过的照印，不再要求，不计入合计和完成率）"


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 2020 plan without item 20, at the centre and at a unit that had filled in everything."""
    made = make_offices(tmp_path_factory.mktemp("offices"))
    for folder in (made.centre, made.unit):
        workspace = open_workspace(folder, None)
        issue = require_issue(workspace)
        with workspace.write("李四") as tx:
            now = msgspec.structs.replace(issue, number=2, plan=without_items(issue.plan, {GONE}))
            documents.save_document(tx, documents.ISSUE, 2, now)
        if not workspace.is_centre:
            put(
                workspace,
                "work",
                *({"item": uid, "kind": "会议", "on": "2020-05-01", "content": f"原{uid}"} for uid in (19, 20, 21)),
            )
        workspace.close()
    return made.unit


@pytest.fixture
def unit(offices: Path, tmp_path: Path) -> Iterator[Workspace]:
    workspace = open_workspace(shutil.copytree(offices, tmp_path / "unit"), None)
    yield workspace
    workspace.close()


def rows(workspace: Workspace, form: str) -> list[tuple[Any, ...]]:
    return [row.cells for row in make_form(workspace, form, FormRequest(2020, TODAY, unit="X01")).rows]


def test_what_was_written_of_a_dropped_item_is_printed_as_such(unit: Workspace) -> None:
    printed = rows(unit, "progress")
    at = printed.index(next(cells for cells in printed if cells[0] == DROPPED))
    assert [cells[1][:10] for cells in printed[at + 1 :]] == ["原第20项（已删去）"]
    numbers = [cells[0] for cells in printed[:at] if isinstance(cells[0], int)]
    assert numbers == list(range(1, 36))


def test_a_register_prints_today_s_numbers(unit: Workspace) -> None:
    *printed, total = rows(unit, "register-work")
    assert [cell for cell in total if cell is not None] == ["合计", 3, 0, 0]
    assert [[cell for cell in cells if cell in (19, 20, "原第20项（已删去）")] for cells in printed] == [
        [19],
        ["原第20项（已删去）"],
        [20],
    ]


@pytest.mark.parametrize("form", ["register-work", "progress"])
def test_paper_and_workbook_take_words_for_a_number(unit: Workspace, tmp_path: Path, form: str) -> None:
    sheet = make_form(unit, form, FormRequest(2020, TODAY, unit="X01"))
    write_pdf(sheet, tmp_path / "表.pdf", fonts=bundled_fonts())
    write_workbook(sheet, tmp_path / "表.xlsx")
    page = load_workbook(tmp_path / "表.xlsx").worksheets[0]
    assert any("原第20项（已删去）" in str(cell.value) for line in page.iter_rows() for cell in line)


def test_a_list_shows_today_s_numbers(unit: Workspace) -> None:
    with unit.read() as connection:
        ids = listing.row_ids(connection, ledger("work"), listing.ListQuery(unit="X01"))
        found = {
            row.fields["content"]: row.fields["item"] for row in listing.read_page(connection, ledger("work"), ids)
        }
    assert found == {"原19": 19, "原20": "原第20项（已删去）", "原21": 20}


def test_a_workbook_comes_back_as_it_went(unit: Workspace, tmp_path: Path) -> None:
    book = tmp_path / "工作记录.xlsx"
    export_ledger(unit, ledger("work"), "X01", book)
    done = import_workbook(unit, ledger("work"), book, "张三")
    assert (done.added, done.updated, done.unchanged, done.refused) == ([], [], 3, [])


@pytest.mark.parametrize(("number", "uid"), [("20", 21), ("35", 36), ("36", None)])
def test_a_typed_number_is_today_s(unit: Workspace, tmp_path: Path, number: str, uid: int | None) -> None:
    book = tmp_path / "工作记录.xlsx"
    export_ledger(unit, ledger("work"), "nobody", book)
    opened = load_workbook(book)
    heads = [cell.value for cell in opened.worksheets[0][1]]
    typed = {"项号": number, "类别": "会议", "日期": "2020-06-01", "工作内容": f"新{number}"}
    opened.worksheets[0].append([typed.get(str(head)) for head in heads])
    opened.save(book)
    done = import_workbook(unit, ledger("work"), book, "张三")
    if uid is None:
        assert [one.reason for one in done.refused] == ["工作要点里没有第36项：请填现在的项号"]
        return
    with unit.read() as connection:
        kept = [entry.fields for entry in records.entries(connection, ledger("work"), "X01")]
    assert [one["item"] for one in kept if one["content"] == f"新{number}"] == [uid]


def test_the_issue_says_what_was_dropped(unit: Workspace) -> None:
    issue: Issue = require_issue(unit)
    assert issue.plan.name(GONE) == "原第20项（已删去）"
