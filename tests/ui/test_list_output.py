"""What a list shows, in a workbook and on paper."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from models.records.registry import ledger, ledgers
from models.store import journal, listing
from models.store.listing import Query
from models.store.workspace import Workspace
from ui import list_output

PERSON = ledger("person")


@pytest.fixture
def shown(workspace: Workspace, people: list[str]) -> list[str]:
    with workspace.read() as connection:
        ids = listing.ids(connection, PERSON, Query(contains=(("name", "李"),)))
    return list_output.uids_of(workspace, PERSON, ids)


def test_only_what_is_shown_is_exported(workspace: Workspace, shown: list[str], tmp_path: Path) -> None:
    assert list_output.export_shown(workspace, PERSON, shown, tmp_path / "a.xlsx", "张晓明") == 1
    page = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [page.cell(row, 1).value for row in (1, 2, 3)] == ["姓名", "李芳", None]


def test_numbers_exported_in_full_are_journalled(workspace: Workspace, shown: list[str], tmp_path: Path) -> None:
    list_output.export_shown(workspace, PERSON, shown, tmp_path / "a.xlsx", "张晓明")
    with workspace.read() as connection:
        last = journal.recent(connection, 1)[0]
    assert (last.operator, last.line) == ("张晓明", "导出执法人员工作簿（含完整身份证号）")


def test_only_what_is_shown_is_printed(workspace: Workspace, shown: list[str], tmp_path: Path) -> None:
    path = list_output.print_shown(workspace, PERSON, shown, tmp_path / "a.pdf", "张晓明")
    text = PdfDocument(path)[0].get_textpage().get_text_range()
    assert ("李芳" in text, "王伟" in text) == (True, False)
    assert "收录列表中筛选出的1条记录" in text


@pytest.mark.parametrize("name", [one.id for one in ledgers().values() if one.desk == "unit"])
def test_every_template_has_its_heads(name: str, tmp_path: Path) -> None:
    assert list_output.template(ledger(name), tmp_path / "a.xlsx") == 0
    page = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert page.cell(1, 1).value == ledger(name).fields[0].label
