"""Ledgers out to a workbook and back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from models.records.entry import Entry
from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.ledgers.certificate import NATIONAL_KINDS
from models.records.place import NATIONAL, PlaceProfile
from models.records.proven import PROVEN, proven_text
from models.records.registry import ledger, ledgers
from models.store.base.workspace import UNIT, Office, Workspace, create_workspace
from models.store.records import records
from reports.excel.ledger_text import Titles, as_read_back
from reports.excel.ledger_workbook import ORIGIN_HEAD, TOO_LONG, UID_HEAD, UNIT_HEAD, UNIT_NAME_HEAD, write_ledger
from reports.filled_in.columns import HeadTwiceError
from reports.filled_in.import_ledger import Import, import_workbook, preview_workbook
from reports.filled_in.import_rows import NoHeadsError
from tests.copied_workspace import copied_workspace
from tests.office import put
from tests.places import ZHENGDONG

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

UNIT_OFFICE = Office(UNIT, "X01", "示例一办事处")
ZHANG, LI = "110101199003074610", "11010119900307731X"
TWO_OF_A_NAME = ({"name": "张三", "id_number": ZHANG, "sex": "男"}, {"name": "张三", "id_number": LI, "sex": "男"})


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = copied_workspace(tmp_path / "w", UNIT_OFFICE, None)
    yield made
    made.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    made, _ = create_workspace(tmp_path / "w2", UNIT_OFFICE, None)
    yield made
    made.close()


def entries(workspace: Workspace, name: str) -> list[Entry]:
    with workspace.read() as connection:
        return list(records.entries(connection, ledger(name)))


def written(workspace: Workspace, name: str, path: Path) -> Path:
    titles = {one.id: Titles(one, entries(workspace, one.id)) for one in ledgers().values()}
    write_ledger(ledger(name), entries(workspace, name), titles, path)
    return path


def counts(found: Import) -> tuple[int, int, int, int]:
    return len(found.added), len(found.updated), found.unchanged, len(found.refused)


def table(path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def sample(field: BoundField, tag: str) -> Any:
    """A value for any field; `tag` makes records differ."""
    if field.spec.choices:
        return field.spec.choices[-1]
    if field.spec.format == PROVEN:
        return f"[2020:{tag}][2021:3]"
    if field.kind is Kind.TABLE:
        return [{one.name: sample(one, tag) for one in field.columns} for _ in range(2)]
    plain = {
        Kind.TEXT: f"=甲；乙\\丙：{field.label}\n第二行{tag}",
        Kind.DATE: "2020-03-01",
        Kind.INTEGER: int(tag),
        Kind.MONEY: f"12{tag}.50",
        Kind.FLAG: tag == "7",
    }
    return plain[field.kind]


def filled(one: Ledger, tag: str, **more: Any) -> dict[str, Any]:
    kinds = (field for field in one.fields if field.kind is not Kind.REFERENCE and field.name != "evidence")
    fields = {field.name: sample(field, tag) for field in kinds}
    if "id_number" in fields:
        fields["id_number"] = {"7": ZHANG, "8": LI}[tag]
    return {**fields, **more}


@pytest.mark.parametrize("name", list(ledgers()))
def test_round_trip_of_every_field(workspace: Workspace, other: Workspace, tmp_path: Path, name: str) -> None:
    people = {at: put(at, "person", *TWO_OF_A_NAME) for at in (workspace, other) if name == "certificate"}
    more: list[dict[str, Any]] = [{"holder": people[workspace][at]} if people else {} for at in (0, 1)]
    first, second = put(workspace, name, filled(ledger(name), "7", **more[0]), filled(ledger(name), "8", **more[1]))
    if name == "case":
        put_previous(workspace, second, first)
    path = written(workspace, name, tmp_path / "出.xlsx")
    assert counts(import_workbook(workspace, ledger(name), path, "张三")) == (0, 0, 2, 0)
    taken = import_workbook(other, ledger(name), path, "张三")
    assert (counts(taken), taken.notes, taken.unread, taken.beside) == ((2, 0, 0, 0), [], [], [])
    assert counts(import_workbook(other, ledger(name), path, "张三")) == (0, 0, 2, 0)
    again = written(other, name, tmp_path / "再出.xlsx")
    assert shown(path) == shown(again)


@pytest.mark.parametrize("name", list(ledgers()))
def test_no_field_is_called_like_a_column_of_every_workbook(name: str) -> None:
    called = {field.label for field in ledger(name).fields}
    assert not called & {UID_HEAD, UNIT_HEAD, UNIT_NAME_HEAD, ORIGIN_HEAD}


def put_previous(workspace: Workspace, uid: str, previous: str) -> None:
    with workspace.write("张三") as tx:
        records.save(tx, ledger("case"), workspace.unit, {"previous": previous}, uid)


def shown(path: Path) -> list[tuple[Any, ...]]:
    """Everything in the first sheet but the uids."""
    page = load_workbook(path).worksheets[0]
    return [tuple(row[:-1]) for row in page.iter_rows(values_only=True)]


def test_cells_have_their_kinds(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "case", filled(ledger("case"), "7"))
    page = load_workbook(written(workspace, "case", tmp_path / "出.xlsx")).worksheets[0]
    heads = {str(cell.value): page.cell(2, at) for at, cell in enumerate(page[1], 1)}
    assert list(heads) == [*(field.label for field in ledger("case").fields), "记录编号"]
    kinds = [type(heads[name].value) for name in ("签收日期", "收案年度", "请求赔偿金额", "列入失信被执行人", "案号")]
    assert kinds == [dt.datetime, int, float, str, str]
    assert heads["案号"].data_type == "s"
    assert len(page.data_validations.dataValidation) == sum(
        bool(f.spec.choices) or f.kind is Kind.FLAG for f in ledger("case").fields
    )


def test_titles_that_are_not_unique(workspace: Workspace, tmp_path: Path) -> None:
    first, _, third = put(workspace, "person", *TWO_OF_A_NAME, {"name": "李四"})
    put(workspace, "certificate", {"holder": first, "number": "1"}, {"holder": third, "number": "2"})
    page = load_workbook(written(workspace, "certificate", tmp_path / "出.xlsx")).worksheets[0]
    assert [cell.value for cell in page["A"]] == ["持证人", f"张三〔{ZHANG}〕", "李四"]


def test_text_beyond_a_cell_stays(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "training", {"kind": "其他", "held_on": "2020-05-01", "topic": "民法典", "remarks": "长" * 40_000})
    path = written(workspace, "training", tmp_path / "出.xlsx")
    assert TOO_LONG in shown(path)[1]
    assert counts(import_workbook(workspace, ledger("training"), path, "张三")) == (0, 0, 1, 0)


def test_evidence_is_named_and_never_read(workspace: Workspace, other: Workspace, tmp_path: Path) -> None:
    link = {"name": "通知.pdf", "digest": "0" * 64, "size": 1}
    put(workspace, "training", {"kind": "其他", "held_on": "2020-05-01", "topic": "民法典", "evidence": [link]})
    path = written(workspace, "training", tmp_path / "出.xlsx")
    assert "通知.pdf" in shown(path)[1]
    import_workbook(other, ledger("training"), path, "张三")
    assert "evidence" not in entries(other, "training")[0].fields


HEAD = ["姓名", "身份证号", "联系电话", "备注"]


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        [" 姓 名", "身份证号*", "联系电话：", "备注"],
        ["姓名（必填）", "身份证号(18位)", "联系电话\n", "＊备注"],
        ["name", "id_number", "phone", "remarks"],
    ],
)
def test_heads_are_read_tolerantly(workspace: Workspace, tmp_path: Path, head: list[str]) -> None:
    path = table(tmp_path / "去年.xlsx", ["执法人员名册"], head, ["张三", ZHANG, 13800000000, "x"])
    assert counts(import_workbook(workspace, ledger("person"), path, "张三")) == (1, 0, 0, 0)
    fields = entries(workspace, "person")[0].fields
    assert (fields["phone"], fields["sex"], fields["status"]) == ("13800000000", "男", "在岗")


@pytest.mark.parametrize(
    ("head", "cells", "column", "words"),
    [
        (HEAD, ["张三", 110101199003074610, "", ""], "身份证号", "已经丢失"),
        (HEAD, ["张三", "1.10101E+17", "", ""], "身份证号", "已经丢失"),
        (HEAD, ["张三", "110101199003074000", "", ""], "身份证号", "已经丢失"),
        (HEAD, ["张三", "110***********4610", "", ""], "身份证号", "含有*号"),
        ([*HEAD, "离岗日期"], ["张三", ZHANG, "", "", "去年"], "离岗日期", "“去年”不是日期"),
        ([*HEAD, "离岗日期"], ["张三", ZHANG, "", "", 43891], "离岗日期", "不是日期"),
        ([*HEAD, "性别"], ["张三", ZHANG, "", "", "不详"], "性别", "请从男、女中选择"),
        ([*HEAD, "公职律师"], ["张三", ZHANG, "", "", "也许"], "公职律师", "请填是或否"),
        ([*HEAD, "校验说明"], ["张三", ZHANG, "", "", "没有头"], "校验说明", "请写成 校验代码：…"),
        ([*HEAD, "单位代码"], ["张三", ZHANG, "", "", "X09"], "", "是单位X09的记录"),
    ],
)
def test_refused_rows_leave_the_others(
    workspace: Workspace, tmp_path: Path, head: list[str], cells: list[Any], column: str, words: str
) -> None:
    path = table(tmp_path / "坏.xlsx", head, ["李四", LI], cells)
    found = import_workbook(workspace, ledger("person"), path, "张三")
    assert counts(found) == (1, 0, 0, 1)
    refused = found.as_json()["refused"][0]
    assert (refused["row"], refused["column"], words in refused["reason"]) == (3, column, True)
    assert [one.fields["name"] for one in entries(workspace, "person")] == ["李四"]


@pytest.mark.parametrize(
    ("ledger_id", "head", "cells", "words"),
    [
        ("progress", ["项号", "落实状态"], [1, "已完成"], "没有填"),
        ("progress", ["年度", "项号", "落实状态"], [2020, "一半", "已完成"], "不是整数"),
        ("progress", ["年度", "项号", "完成百分比"], [2020, 1, 0.5], "不是整数"),
        ("certificate", ["证件编号", "持证人"], ["A1", "无此人"], "执法人员里没有“无此人”"),
        ("certificate", ["证件编号", "持证人"], ["A1", "张三"], "有2条叫“张三”"),
        ("certificate", ["证件编号", "持证人"], [1234567890123456789, "李四"], "已经丢失"),
        ("certificate", ["证件编号", "年度审验"], ["A1", "审验年度：今年"], "审验年度“今年”不是整数"),
        ("case", ["案号", "请求赔偿金额"], ["（2020）豫0191行初1号", "很多"], "不是金额"),
        ("case", ["案号", "签收日期"], ["（2020）豫0191行初1号", "20200230"], "不是日期"),
        ("case", ["案号", "签收日期"], ["（2020）豫0191行初1号", "99991231"], "年份要在1900年到2100年之间"),
    ],
)
def test_refusals_by_kind(
    workspace: Workspace, tmp_path: Path, ledger_id: str, head: list[str], cells: list[Any], words: str
) -> None:
    put(workspace, "person", *TWO_OF_A_NAME)
    path = table(tmp_path / "坏.xlsx", head, cells)
    found = import_workbook(workspace, ledger(ledger_id), path, "张三")
    assert (counts(found), words in found.refused[0].reason) == ((0, 0, 0, 1), True)


def test_updates_by_key_and_keeps_what_is_not_said(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "person", {"name": "张三", "id_number": ZHANG, "phone": "1", "post": "科员"})
    path = table(tmp_path / "新.xlsx", ["姓名", "身份证号", "联系电话", "职务"], ["张三", ZHANG, "2", ""])
    assert counts(import_workbook(workspace, ledger("person"), path, "张三")) == (0, 1, 0, 0)
    fields = entries(workspace, "person")[0].fields
    assert (fields["phone"], fields["post"]) == ("2", "科员")


def test_uid_finds_a_record_whose_key_was_corrected(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "person", {"name": "张三", "id_number": LI, "sex": "男"})
    path = written(workspace, "person", tmp_path / "出.xlsx")
    book = load_workbook(path)
    book.worksheets[0]["C2"] = ZHANG
    book.save(path)
    assert counts(import_workbook(workspace, ledger("person"), path, "张三")) == (0, 1, 0, 0)
    assert entries(workspace, "person")[0].fields["id_number"] == ZHANG


def test_item_of_a_record_is_not_moved(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "progress", {"year": 2020, "item": 1, "state": "进行中"})
    path = written(workspace, "progress", tmp_path / "出.xlsx")
    book = load_workbook(path)
    book.worksheets[0]["B2"] = 2
    book.save(path)
    found = import_workbook(workspace, ledger("progress"), path, "张三")
    assert (counts(found), found.refused[0].column) == ((0, 0, 0, 1), "年度、项号")
    assert entries(workspace, "progress")[0].fields["item"] == 1


def test_uid_of_somebody_else_is_not_taken_over(workspace: Workspace, tmp_path: Path) -> None:
    strange = "a" * 32
    path = table(tmp_path / "借.xlsx", ["姓名", "身份证号", "记录编号"], ["张三", ZHANG, strange])
    import_workbook(workspace, ledger("person"), path, "张三")
    assert entries(workspace, "person")[0].uid != strange


def test_deleted_record_comes_back(workspace: Workspace, tmp_path: Path) -> None:
    (uid,) = put(workspace, "person", {"name": "张三", "id_number": ZHANG, "sex": "男"})
    path = written(workspace, "person", tmp_path / "出.xlsx")
    with workspace.write("张三") as tx:
        records.delete(tx, ledger("person"), [uid])
    assert counts(import_workbook(workspace, ledger("person"), path, "张三")) == (0, 1, 0, 0)
    assert [one.uid for one in entries(workspace, "person")] == [uid]


def test_same_key_twice_in_file_and_in_ledger(workspace: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path / "重.xlsx", HEAD, ["张三", ZHANG, "1"], ["张三", ZHANG, "2"])
    found = import_workbook(workspace, ledger("person"), path, "张三")
    assert (counts(found), "与第2行是同一条记录" in found.refused[0].reason) == ((1, 0, 0, 1), True)
    put(workspace, "person", {"name": "张三", "id_number": ZHANG})
    found = import_workbook(workspace, ledger("person"), path, "张三")
    assert "台账里有2条记录" in found.refused[0].reason


def test_rows_without_key_come_once(workspace: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path / "草.xlsx", HEAD, ["张三", "", "1"], ["李四", "", "2"])
    assert counts(import_workbook(workspace, ledger("person"), path, "张三")) == (2, 0, 0, 0)
    assert counts(import_workbook(workspace, ledger("person"), path, "张三")) == (0, 0, 2, 0)


def test_rows_refer_to_each_other(workspace: Workspace, tmp_path: Path) -> None:
    first, second, third = (f"（2020）豫0191行{kind}1号" for kind in ("初", "终", "再"))
    rows = [second, "(2020)豫0191行初1号", ""], [first, "", ""], [third, second, ""]
    path = table(tmp_path / "案.xlsx", ["案号", "前审案件", "签收日期"], *rows)
    assert counts(import_workbook(workspace, ledger("case"), path, "张三")) == (3, 0, 0, 0)
    kept = {one.fields["number"]: one for one in entries(workspace, "case")}
    assert kept[second].fields["previous"] == kept[first].uid
    assert counts(import_workbook(workspace, ledger("case"), path, "张三")) == (0, 0, 3, 0)


def test_whoever_refers_to_a_refused_row_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    first, second, third = (f"（2020）豫0191行{kind}1号" for kind in ("初", "终", "再"))
    rows = [third, second, ""], [second, first, ""], [first, "", "昨天"]
    path = table(tmp_path / "案.xlsx", ["案号", "前审案件", "签收日期"], *rows)
    found = import_workbook(workspace, ledger("case"), path, "张三")
    assert (counts(found), [one.row for one in found.refused]) == ((0, 0, 0, 3), [2, 3, 4])
    assert entries(workspace, "case") == []


def test_all_or_nothing_and_preview(workspace: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path / "半.xlsx", HEAD, ["张三", ZHANG], ["李四", "1*"])
    assert counts(preview_workbook(workspace, ledger("person"), path)) == (1, 0, 0, 1)
    found = import_workbook(workspace, ledger("person"), path, "张三", all_or_nothing=True)
    assert (counts(found), entries(workspace, "person")) == ((1, 0, 0, 1), [])


@pytest.mark.parametrize(
    ("head", "error"), [(["天气", "心情"], NoHeadsError), (["姓名", "身份证号", "姓名*"], HeadTwiceError)]
)
def test_heads_that_cannot_be_told(
    workspace: Workspace, tmp_path: Path, head: list[str], error: type[NoHeadsError | HeadTwiceError]
) -> None:
    path = table(tmp_path / "坏.xlsx", head, ["1", "2", "3"])
    with pytest.raises(error, match="没有导入"):
        import_workbook(workspace, ledger("person"), path, "张三")


def test_columns_passed_over_are_named(workspace: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path / "多.xlsx", [*HEAD, "年龄", "心情"], ["张三", ZHANG, "", "", 30, "好"])
    assert import_workbook(workspace, ledger("person"), path, "张三").notes == ["执法人员没有这些栏目，没有读：心情。"]


def values(field: BoundField) -> st.SearchStrategy[Any]:
    """JSON values that a field may hold, none of them empty."""
    if field.spec.choices:
        return st.sampled_from(field.spec.choices)
    if field.spec.format == PROVEN:
        item = st.tuples(st.integers(1900, 2100), st.integers(1, 10**13))
        return st.lists(item, min_size=1, max_size=3).map(proven_text)
    if field.kind is Kind.TABLE:
        row = st.fixed_dictionaries({}, optional={one.name: values(one) for one in field.columns})
        return st.lists(row.filter(bool), min_size=1, max_size=3)
    plain: dict[Kind, Callable[[], st.SearchStrategy[Any]]] = {
        Kind.TEXT: lambda: st.text(alphabet=st.sampled_from("甲乙；;：\\n\n =+_x0041 〔〕a"), max_size=12).filter(
            as_read_back
        ),
        Kind.DATE: lambda: st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)).map(str),
        Kind.INTEGER: lambda: st.integers(-9999, 99999),
        Kind.MONEY: lambda: st.decimals(0, 10**13, places=2).map(str),
        Kind.FLAG: st.booleans,
    }
    return plain[field.kind]()


@pytest.mark.parametrize("name", ["case", "training"])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_values_come_back(workspace: Workspace, tmp_path: Path, name: str, data: st.DataObject) -> None:
    chosen = [one for one in ledger(name).fields if one.kind is not Kind.REFERENCE and one.name != "evidence"]
    fields = data.draw(st.fixed_dictionaries({}, optional={one.name: values(one) for one in chosen}).filter(bool))
    (uid,) = put(workspace, name, fields)
    path = written(workspace, name, tmp_path / "出.xlsx")
    found = import_workbook(workspace, ledger(name), path, "张三")
    assert (counts(found)[:2], found.refused) == ((0, 0), [])
    with workspace.write("张三") as tx:
        records.delete(tx, ledger(name), [uid])


@pytest.mark.parametrize(
    "text", ["_x0041_", "=1+1", "#N/A", "a\r\nb", "\\n；", "甲\u3000", "𠮷", "TRUE", "2020-03-01", "007"]
)
def test_strange_texts_come_back(workspace: Workspace, tmp_path: Path, text: str) -> None:
    put(workspace, "training", {"kind": "其他", "held_on": "2020-05-01", "topic": text, "remarks": text})
    path = written(workspace, "training", tmp_path / "出.xlsx")
    assert counts(import_workbook(workspace, ledger("training"), path, "张三")) == (0, 0, 1, 0)


def test_writes_to_a_stream(workspace: Workspace) -> None:
    stream = io.BytesIO()
    assert write_ledger(ledger("training"), [], {}, stream) == 0
    assert load_workbook(stream).sheetnames == ["学法培训", "选项", "填写说明"]


@pytest.mark.parametrize("place", [ZHENGDONG, NATIONAL])
def test_the_place_s_kinds_of_certificates_are_offered(place: PlaceProfile, tmp_path: Path) -> None:
    write_ledger(ledger("certificate"), [], {}, tmp_path / "a.xlsx", place=place)
    listed = load_workbook(tmp_path / "a.xlsx")["选项"]
    offered = {str(cell.value) for column in listed.columns for cell in column if cell.value}
    assert {*place.certificate_kinds, *NATIONAL_KINDS} <= offered
    assert ("河南省行政执法证" in offered) is (place is ZHENGDONG)
