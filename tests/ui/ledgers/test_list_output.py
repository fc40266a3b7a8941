"""What a list shows, in a workbook and on paper."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from models.records.office import Issue, Period, Unit
from models.records.registry import ledger, ledgers
from models.store.base import journal
from models.store.base.workspace import Workspace
from models.store.records import listing, records
from models.store.records.listing import ListQuery
from models.store.records.proxy import MARK
from models.submit.centre import set_up_centre
from models.submit.proxy import OnPaper, register_proxy
from reports.figures.form_data import NO_PLAN
from reports.filled_in.import_ledger import preview_workbook
from ui.ledgers import list_output

PERSON, TRAINING, ENFORCEMENT = ledger("person"), ledger("training"), ledger("enforcement")


@pytest.fixture
def shown(workspace: Workspace, people: list[str]) -> list[str]:
    with workspace.read() as connection:
        ids = listing.row_ids(connection, PERSON, ListQuery(contains=(("name", "李"),)))
    return list_output.uids_of(workspace, PERSON, ids)


def test_only_what_is_shown_is_exported(workspace: Workspace, shown: list[str], tmp_path: Path) -> None:
    assert list_output.export_shown(workspace, PERSON, shown, tmp_path / "a.xlsx", "张晓明") == 1
    page = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [page.cell(row, 1).value for row in (1, 2, 3)] == ["姓名", "李芳", None]


def test_numbers_exported_in_full_are_journalled(workspace: Workspace, shown: list[str], tmp_path: Path) -> None:
    list_output.export_shown(workspace, PERSON, shown, tmp_path / "a.xlsx", "张晓明")
    with workspace.read() as connection:
        last = journal.recent_rows(connection, 1)[0]
    assert (last.operator, last.line) == ("张晓明", "导出执法人员工作簿（含完整身份证号）")


def test_only_what_is_shown_is_printed(workspace: Workspace, shown: list[str], tmp_path: Path) -> None:
    path = list_output.print_shown(workspace, PERSON, shown, tmp_path / "a.pdf", "张晓明")
    text = PdfDocument(path)[0].get_textpage().get_text_range()
    assert ("李芳" in text, "王伟" in text) == (True, False)
    assert "收录列表中筛选出的1条记录" in text


@pytest.mark.parametrize("name", [one.id for one in ledgers().values() if one.desk == "unit"])
def test_every_template_has_its_heads(name: str, workspace: Workspace, tmp_path: Path) -> None:
    assert list_output.write_template(workspace, ledger(name), tmp_path / "a.xlsx") == 0
    page = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert page.cell(1, 1).value == ledger(name).fields[0].label


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Workspace]:
    """A centre that typed one training for X01 from paper, and has one of its own."""
    units = (Unit("GWH", "管委会本级", "本级"), Unit("X01", "杨桥办事处", "乡镇"))
    issue = Issue(
        number=0, year=2020, centre="", plan=NO_PLAN, units=units, periods=(Period("2020", "2020"),), scheme={}
    )
    made = set_up_centre(tmp_path / "c", ("GWH", "示例管委会"), issue, None, "李四").workspace
    register_proxy(made, "X01", "2020", OnPaper("盖章报送表", dt.date(2020, 12, 18)), "李四")
    with made.write("李四") as tx:
        for unit in ("GWH", "X01"):
            records.save(tx, TRAINING, unit, {"topic": f"{unit}的培训", "held_on": "2020-05-01"})
    yield made
    made.close()


def uids(workspace: Workspace, unit: str | None) -> list[str]:
    with workspace.read() as connection:
        return [one.uid for one in records.entries(connection, TRAINING, unit)]


@pytest.mark.parametrize(
    ("unit", "heads", "said"),
    [
        (None, ["单位代码", "单位名称", "来源"], {"GWH": None, "X01": MARK}),
        ("GWH", ["类别"], {}),
        ("X01", ["单位代码", "单位名称", "来源"], {"X01": MARK}),
    ],
)
def test_what_was_typed_is_marked_in_a_workbook(
    centre: Workspace, tmp_path: Path, unit: str | None, heads: list[str], said: dict[str, str | None]
) -> None:
    list_output.export_shown(centre, TRAINING, uids(centre, unit), tmp_path / "a.xlsx", "李四")
    page = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    found = {page.cell(row, 1).value: page.cell(row, 3).value for row in range(2, page.max_row + 1)}
    assert [page.cell(1, at).value for at in range(1, len(heads) + 1)] == heads
    assert not said or found == said


def test_the_mark_does_not_hinder_reading_the_workbook_back(centre: Workspace, tmp_path: Path) -> None:
    list_output.export_shown(centre, TRAINING, uids(centre, "X01"), tmp_path / "a.xlsx", "李四")
    found = preview_workbook(centre, TRAINING, tmp_path / "a.xlsx", unit="X01")
    assert (found.unchanged, found.refused, found.notes) == (1, [], [])


@pytest.mark.parametrize(("unit", "said"), [("X01", True), ("GWH", False)])
def test_parties_of_other_units_in_a_workbook_are_journalled(
    centre: Workspace, tmp_path: Path, unit: str, said: bool
) -> None:
    with centre.write("李四") as tx:
        made = records.save(tx, ENFORCEMENT, unit, {"number": "罚〔2020〕1号", "party": "张三"})
    list_output.export_shown(centre, ENFORCEMENT, [made.uid], tmp_path / "a.xlsx", "李四")
    with centre.read() as connection:
        last = journal.recent_rows(connection, 1)[0]
    assert (last.line == f"导出{ENFORCEMENT.label}工作簿（含完整当事人姓名）") is said


def test_what_was_typed_is_marked_on_paper(centre: Workspace, tmp_path: Path) -> None:
    path = list_output.print_shown(centre, TRAINING, uids(centre, None), tmp_path / "a.pdf", "李四")
    text = PdfDocument(path)[0].get_textpage().get_text_range()
    assert f"杨桥办事处，{MARK}（1条）" in text
    assert "管委会本级（1条）" in text
