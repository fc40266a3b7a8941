"""The same content in many layouts: what comes out is what went in, value for value (docs/workbooks.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import FazhiError
from models.records.registry import ledger, ledgers
from reports.filled_in.columns import FieldColumn, guess_columns
from reports.filled_in.errors import HiddenSheetError, SideBySideError, UprightTableError
from reports.filled_in.given_book import given_rows
from reports.filled_in.head import ColumnHeading
from reports.filled_in.row_kinds import AHEAD, ASIDE, EXAMPLE, HIDDEN, LONE, NOTHING, NUMBERING, TOTAL, ZEROS
from tests.reports.filled_in.books import HEAD, PEOPLE, SAID, Sheet, write_book

PERSON = ledger("person")
NO_RECORDS: dict[str, list[list[Any]]] = {
    TOTAL: [
        ["合计", "", "", "", "", "5人"],
        ["合  计", "5"],
        ["小计：2人"],
        ["", "总计", "5"],
        ["本页合计", "", "5人"],
        ["共计5人"],
        ["累计", 5, 5, 5],
        ["合计（人）", "", "", 5],
    ],
    ASIDE: [
        ["一、机关"],
        ["（二）中队"],
        ["填表人：李梅", "", "审核人：王主任", "", "联系电话：66668888"],
        ["注：1.本表由司法所统一填报；2.遗失的请在备注中说明。"],
        ["说明：逐人填写"],
        ["备注1：请勿改动表头"],
        ["填表说明"],
        ["", "", "单位负责人（签字）：", "", "填报人："],
    ],
    EXAMPLE: [
        ["（示例）张三", "男", "410101199001011234", "行政编制", "在岗", "13800000000", "请删除本行"],
        ["示例", "男", "410101199001011234", "行政编制"],
        ["例：张三", "男", "410101199001011234"],
        ["张三", "男", "410101199001011234", "", "", "", "此行为示例"],
        ["【样例】李四", "女"],
    ],
    ZEROS: [[0, 0, 0, 0, 0, 0, 0], [0, "", 0, 0], [0]],
    LONE: [["已离岗人员"], ["", "", "", "事业编制人员"]],
    AHEAD: [["", "", "", "行政编制", "在岗"], ["", "男", "", "", "在岗"]],
}
LINES = [(why, line) for why, lines in NO_RECORDS.items() for line in lines]


def said(path: Path, **choice: Any) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Values of the rows that are records, and why the others are none, by row."""
    found = given_rows(path, PERSON, **choice)
    assert [row.faults for row in found.rows] == [{}] * len(found.rows)
    why = {row: one.why for one in found.unread for row in range(one.row, one.last + 1)}
    return [row.values for row in found.rows], why


@pytest.mark.parametrize(("why", "line"), LINES, ids=lambda one: one if isinstance(one, str) else str(one[:2]))
def test_what_looks_like_no_record_is_listed(tmp_path: Path, why: str, line: list[Any]) -> None:
    path = write_book(tmp_path / "表.xlsx", [HEAD, *PEOPLE[:3], line, *PEOPLE[3:]])
    assert said(path) == (SAID, {5: why})


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(LINES)), max_size=4))
def test_records_come_through_whatever_stands_between_them(
    tmp_path: Path, between: list[tuple[int, tuple[str, list[Any]]]]
) -> None:
    lines = [*PEOPLE, *PEOPLE]
    lines = [[*one[:2], f"{one[2][:12]}{at:02}{one[2][14:]}", *one[3:]] for at, one in enumerate(lines)]
    marked: list[tuple[str, list[Any]]] = [("", one) for one in lines]
    for at, one in between:
        marked.insert(2 * at, one)
    path = write_book(tmp_path / "表.xlsx", [HEAD, *(line for _, line in marked)])
    values, why = said(path)
    assert [one["id_number"] for one in values] == [one[2] for one in lines]
    assert why == {row: one for row, (one, _) in enumerate(marked, 2) if one}


def test_a_line_that_numbers_the_columns_is_no_record(tmp_path: Path) -> None:
    for line in (
        ["甲", "乙", "丙", "丁", "戊", "己", "庚"],
        ["甲", 1, 2, 3, 4, 5, 6],
        [1, 2, 3, 4, 5, 6, 7],
        ["（1）", "（2）", "（3）", "（4）", "（5）", "（6）", "（7）"],
        ["①", "②", "③", "④", "⑤", "⑥", "⑦"],
        ["栏次", "1", "2", "3", "4=5+6", "5", "6"],
        ["A", "B", "C", "D", "E", "F", "G"],
    ):
        path = write_book(tmp_path / "表.xlsx", [HEAD, line, *PEOPLE])
        assert (line, *said(path)) == (line, SAID, {2: NUMBERING})
    few = write_book(tmp_path / "表.xlsx", [["姓名", "职务"], ["1", "2"], ["王伟", "队长"]])
    assert [row["name"] for row in said(few)[0]] == ["1", "王伟"]


NUMBERED = [[at, *one] for at, one in enumerate(PEOPLE, 1)]
OTHER_NAMES = ["人员姓名", "性 别", "公民身份号码", "编制性质", "在岗情况", "手机号码", "情况说明"]
TWO_LINES = [
    ["序号", "姓名", "性别", "身份信息", "", "", "联系方式", "备注"],
    ["", "", "", "身份证号码", "编制", "人员状态", "", ""],
]
HEADS: dict[str, Sheet | list[Sheet]] = {
    "plain": Sheet([HEAD, *PEOPLE]),
    "numbered": Sheet([["序号", *HEAD], *NUMBERED]),
    "numbered further than filled": Sheet([["序号", *HEAD], *NUMBERED, [6], [7], [8]]),
    "other names": Sheet([OTHER_NAMES, *PEOPLE]),
    "decorated": Sheet([[f"{one}（必填）*" for one in HEAD], *PEOPLE]),
    "broken": Sheet([[f"{one[0]}\n{one[1:]}" for one in HEAD], *PEOPLE]),
    "below titles": Sheet([["某镇执法人员名册"], ["填报单位：某镇", "", "", "填报时间：2024年"], HEAD, *PEOPLE]),
    "two lines": Sheet([*TWO_LINES, *NUMBERED]),
    "two lines below 填报单位": Sheet(
        [["名册"], ["填报单位：某镇", *[""] * 6, "2024年12月"], *TWO_LINES, *NUMBERED], merged=("D3:F3", "A3:A4")
    ),
    "three lines": Sheet(
        [["序号", "人员基本信息", *[""] * 6], ["", *TWO_LINES[0][1:]], TWO_LINES[1], *NUMBERED],
        merged=("B1:H1", "D2:F2"),
    ),
    "name over two columns": Sheet(
        [["姓名", "", *HEAD[1:]], *([one[0], "", *one[1:]] for one in PEOPLE)], merged=("A1:B1",)
    ),
    "name over two columns, in the second": Sheet(
        [["姓名", "", *HEAD[1:]], *(["", *one] for one in PEOPLE)], merged=("A1:B1",)
    ),
    "other order": Sheet([HEAD[::-1], *(one[::-1] for one in PEOPLE)]),
    "further right and down": Sheet([[], [], *(["", "", *one] for one in (HEAD, *PEOPLE))]),
    "two tables, one below the other": Sheet([HEAD, *PEOPLE[:3], [], ["已离岗人员"], HEAD, *PEOPLE[3:]]),
    "the head again on every page": Sheet([HEAD, *PEOPLE[:2], HEAD, *PEOPLE[2:4], HEAD, *PEOPLE[4:]]),
    "two tables without a gap": Sheet([HEAD, *PEOPLE[:2], HEAD, *PEOPLE[2:]]),
    "two tables of other orders": Sheet([HEAD, *PEOPLE[:2], [], HEAD[::-1], *(one[::-1] for one in PEOPLE[2:])]),
    "two tables of two-line heads": Sheet(
        [*TWO_LINES, *NUMBERED[:2], [], *TWO_LINES, *NUMBERED[2:]], merged=("D1:F1", "D6:F6")
    ),
    "a title over each of the tables": Sheet([["在岗"], HEAD, *PEOPLE[:3], ["离岗人员名册"], HEAD, *PEOPLE[3:]]),
    "three tables": Sheet([HEAD, PEOPLE[0], PEOPLE[1], [], HEAD, PEOPLE[2], PEOPLE[3], [], HEAD, PEOPLE[4]]),
    "a sheet numbered, one not": [Sheet([["序号", *HEAD], *NUMBERED[:4]], "甲"), Sheet([HEAD, PEOPLE[4]], "乙")],
    "an empty sheet of the kind": [Sheet([HEAD], "样表"), Sheet([HEAD, *PEOPLE], "名册")],
    "sheets with titles": [
        Sheet([["一季度"], HEAD, *PEOPLE[:3]], "一季度"),
        Sheet([["二季度"], ["填报单位：某镇"], HEAD, *PEOPLE[3:]], "二季度"),
    ],
    "a sheet a month": [Sheet([HEAD, one], f"{at}月") for at, one in enumerate(PEOPLE, 1)],
    "sheets of another order": [
        Sheet([HEAD, *PEOPLE[:2]], "甲"),
        Sheet([HEAD[::-1], *(one[::-1] for one in PEOPLE[2:])], "乙"),
        Sheet([["天气", "心情"], ["晴", "好"]], "丙"),
    ],
    "a cover in front": [Sheet([["某镇"], ["填报说明：逐人填写"]], "封面"), Sheet([HEAD, *PEOPLE])],
}


@pytest.mark.parametrize("name", HEADS)
def test_one_content_in_many_layouts(tmp_path: Path, name: str) -> None:
    layout = HEADS[name]
    values, why = said(write_book(tmp_path / "表.xlsx", *(layout if isinstance(layout, list) else [layout])))
    assert values == SAID
    assert set(why.values()) <= {NOTHING, LONE}


def test_sheets_that_are_read_and_that_are_not_are_named(tmp_path: Path) -> None:
    same = [Sheet([HEAD, one], f"{at}月") for at, one in enumerate(PEOPLE[:2], 1)]
    other = Sheet([["姓名", "证号"], ["旧人", "旧001"]], "2018年")
    unseen = Sheet([HEAD, PEOPLE[2]], "底稿", state="veryHidden")
    path = write_book(tmp_path / "表.xlsx", *same, other, unseen)
    notes = " ".join(given_rows(path, PERSON).notes)
    assert "读了2张同样的工作表：1月、2月。" in notes
    assert "工作表“2018年”第1行起的表栏目不同，没有读" in notes
    assert "工作表“底稿”第1行起的表是隐藏的，没有读" in notes
    assert said(path, hidden=True)[0] == SAID[:3]
    assert said(path, sheet="底稿")[0] == SAID[2:3]
    assert given_rows(path, PERSON).rows[1].place == "工作表“2月”第2行"


@pytest.mark.parametrize("rows", [(3,), (3, 5), (2, 3, 4), (6,), (2, 4, 6)])
def test_hidden_rows_are_asked_about(tmp_path: Path, rows: tuple[int, ...]) -> None:
    path = write_book(tmp_path / "表.xlsx", Sheet([HEAD, *PEOPLE], hidden=rows))
    seen = [one for at, one in enumerate(SAID, 2) if at not in rows]
    assert said(path) == (seen, dict.fromkeys(rows, HIDDEN))
    assert said(path, hidden=True) == (SAID, {})


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize("cover", [[["封面"]], [["某镇", "材料"], ["目录"]], [["天气", "心情"], ["晴", "好"]]])
def test_what_is_hidden_alone_is_asked_for(tmp_path: Path, state: str, cover: list[list[str]]) -> None:
    path = write_book(tmp_path / "表.xlsx", Sheet(cover, "封面"), Sheet([HEAD, *PEOPLE], "底稿", state=state))
    with pytest.raises(HiddenSheetError, match="“底稿”是隐藏的"):
        given_rows(path, PERSON)
    assert said(path, hidden=True) == (SAID, {})


ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "=1/0")


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_refuses_its_cell(tmp_path: Path, error: str) -> None:
    lines = [HEAD, PEOPLE[0], [*PEOPLE[1][:6], error], *PEOPLE[2:]]
    found = given_rows(write_book(tmp_path / "表.xlsx", lines), PERSON)
    shown = "未计算的公式" if error.startswith("=") else error
    assert [row.faults.get("remarks") for row in found.rows] == [
        None, f"单元格显示错误{shown}：请改正公式或直接填写内容", None, None, None,
    ]  # fmt: skip


CALLED = {
    ("person", "name"): "人员姓名 执法人员姓名 姓\u3000名 姓名（必填）",
    ("person", "id_number"): "身份证号码 公民身份号码 居民身份证号码 身份证 身份证号(18位)",
    ("person", "phone"): "手机号码 联系方式 电话",
    ("person", "staffing"): "编制性质 编制",
    ("person", "post"): "现任职务 职务（职级）",
    ("person", ""): "年龄 出生日期 天气 报名日期 序号",
    ("certificate", "holder"): "姓名 持证人姓名 执法人员",
    ("certificate", "number"): "执法证号 证号 证件号 行政执法证号 执法证件编号",
    ("certificate", "valid_to"): "有效期至 有效期 有效期限 到期日期 有效期止（年月日）",
    ("certificate", "valid_from"): "有效期自 起始日期",
    ("certificate", "issuer"): "发证单位 发证部门",
    ("certificate", ""): "单位 日期 年度",
    ("case", "number"): "案件编号 案件号",
    ("case", "court"): "审理法院 受诉法院名称",
    ("case", "plaintiffs"): "原告姓名 原告",
    ("case", "served_on"): "应诉通知书签收日期 签收时间",
    ("case", "compensation_claimed"): "标的额（万元） 请求赔偿金额/元",
    ("case", "hearings.on"): "开庭时间 庭审日期",
    ("case", "hearings.leader"): "出庭负责人姓名 出庭应诉负责人",
    ("case", ""): "结论 日期",
}


@pytest.mark.parametrize(("name", "field"), CALLED)
def test_headings_are_known_as_offices_write_them(name: str, field: str) -> None:
    for label in CALLED[name, field].split(" "):
        (column,) = guess_columns(ledger(name), [ColumnHeading(label, "", 1)])
        assert (label, column.name if isinstance(column, FieldColumn) else "") == (label, field)


def test_no_name_means_two_fields() -> None:
    for one in ledgers().values():
        names = [name for field in one.fields for name in field.names]
        assert sorted(set(names)) == sorted(names), one.id


UPRIGHT = list(zip(HEAD, PEOPLE[0], strict=True))


def test_what_is_not_read_shows_no_id_number(tmp_path: Path) -> None:
    lines = [HEAD, *PEOPLE, ["注：以 990003198501010210、99000319850101027x、990003850101021 为准，13800000010 联系"]]
    found = given_rows(write_book(tmp_path / "表.xlsx", Sheet(lines, hidden=(3,))), PERSON)
    assert [one.text for one in found.unread] == [
        "李芳　女　990***********0325",
        "注：以 990***********0210、990***********027x、990********1021 为准，13800000010 联系",
    ]


REFUSED: dict[str, tuple[list[Sheet], type[FazhiError], str]] = {
    "one person": ([Sheet(UPRIGHT)], UprightTableError, "转置"),
    "several": ([Sheet(list(zip(HEAD, *PEOPLE, strict=True)))], UprightTableError, "竖着"),
    "below a title": ([Sheet([["登记表"], [], *UPRIGHT])], UprightTableError, "转置"),
    "a card": (
        [Sheet([[*one, *two] for one, two in zip(UPRIGHT[:3], UPRIGHT[3:6], strict=True)])],
        UprightTableError,
        "转置",
    ),
    "side by side": ([Sheet([[*HEAD, *HEAD], [*PEOPLE[0], *PEOPLE[1]]])], SideBySideError, "姓名在A列和H列"),
    "three side by side": ([Sheet([HEAD[:3] * 3, [*PEOPLE[0][:3], *PEOPLE[1][:3]]])], SideBySideError, "A列、D列和G列"),
    "side by side, numbered": (
        [Sheet([["名册"], ["序号", *HEAD[:3]] * 2, [1, *PEOPLE[0][:3], 2, *PEOPLE[1][:3]]], merged=("A1:H1",))],
        SideBySideError,
        "剪切",
    ),
    "side by side with a gap": (
        [Sheet([[*HEAD[:3], "", *HEAD[:3]], [*PEOPLE[0][:3], "", *PEOPLE[1][:3]]])],
        SideBySideError,
        "“表”",
    ),
    "side by side, the right one narrower": (
        [Sheet([[*HEAD[:3], "备注", *HEAD[:3]], [*PEOPLE[0][:3], "", *PEOPLE[1][:3]]])],
        SideBySideError,
        "接在",
    ),
    "side by side under two titles": (
        [Sheet([["在岗", "", "", "离岗"], HEAD[:3] * 2, [*PEOPLE[0][:3], *PEOPLE[1][:3]]], merged=("A1:C1", "D1:F1"))],
        SideBySideError,
        "A列和D列",
    ),
    "other names": ([Sheet(list(zip(OTHER_NAMES, PEOPLE[0], strict=True)))], UprightTableError, "转置"),
    "hidden": ([Sheet([["封面"]], "封面"), Sheet([HEAD, *PEOPLE], state="hidden")], HiddenSheetError, "取消隐藏"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_as_a_table_says_what_to_do(tmp_path: Path, name: str) -> None:
    sheets, fault, words = REFUSED[name]
    with pytest.raises(fault) as caught:
        given_rows(write_book(tmp_path / "表.xlsx", *sheets), PERSON)
    assert words in caught.value.sentence
