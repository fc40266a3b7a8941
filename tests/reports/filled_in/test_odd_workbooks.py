"""Each oddity of workbooks is a file in tests/data/odd-workbooks, imported as a clerk would; it holds two persons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import FazhiError
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from reports.filled_in.import_ledger import import_workbook
from tests.copied_workspace import copied_workspace
from tests.models.offices import LONE

FOLDER = Path(__file__).parents[2] / "data" / "odd-workbooks"
PERSON = ledger("person")
FIRST, SECOND = ("王伟", "410105198801071870", "队长"), ("李芳", "410105199003073024", "科员")
OLD = ("王伟", "410105880107187", "队长")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    made = copied_workspace(tmp_path / "unit", LONE, None)
    yield made
    made.close()


TAKEN = {
    "公式.xlsx": [FIRST, SECOND],
    "范围写小.xlsx": [FIRST, SECOND],
    "范围写大.xlsx": [FIRST, SECOND],
    "一百万行空格子.xlsx": [FIRST, SECOND],
    "XFD列空格子.xlsx": [FIRST, SECOND],
    "两行表头.xlsx": [FIRST, SECOND],
    "合并的标题行.xlsx": [FIRST, SECOND],
    "竖着合并.xlsx": [FIRST, SECOND],
    "十五位号码.xlsx": [OLD, SECOND],
    "十五位号码是数字.xlsx": [OLD, SECOND],
}
REFUSED = {
    "公式没有算.xlsx": ("职务", "未计算的公式"),
    "错误值.xlsx": ("职务", "#N/A"),
    "号码是数字.xlsx": ("身份证号", "第15位以后的数字已经丢失"),
    "号码带星号.xlsx": ("身份证号", "*号"),
}
UNREADABLE = {"一百万行末行有字.xlsx": "A1048576", "XFD列有字.xlsx": "XFD3"}


def test_a_cell_over_several_rows_is_said_by_each(office: Workspace) -> None:
    done = import_workbook(office, PERSON, FOLDER / "竖着合并.xlsx", "张三")
    assert [one.changes["staffing"] for one in done.added] == ["行政编制", "行政编制"]
    assert done.notes == ["有1个格子和上面的合并成一格，按合并格的内容读。"]


def test_every_file_is_tried() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*TAKEN, *REFUSED, *UNREADABLE}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_whole_is_taken(office: Workspace, name: str) -> None:
    done = import_workbook(office, PERSON, FOLDER / name, "张三")
    fields = ("name", "id_number", "post")
    assert [tuple(one.changes.get(field) for field in fields) for one in done.added] == TAKEN[name]
    assert done.refused == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_spoilt_cell_is_refused_with_its_reason(office: Workspace, name: str) -> None:
    column, words = REFUSED[name]
    done = import_workbook(office, PERSON, FOLDER / name, "张三")
    assert [one.changes["name"] for one in done.added] == ["李芳"]
    [refused] = done.refused
    assert (refused.row, refused.column, words in refused.reason) == (2, column, True)


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_stray_cell_is_named(office: Workspace, name: str) -> None:
    with pytest.raises(FazhiError) as caught:
        import_workbook(office, PERSON, FOLDER / name, "张三")
    assert UNREADABLE[name] in caught.value.sentence
