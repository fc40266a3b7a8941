"""What cells mean beyond what stands in them: units, formats, zeros, widths, days (docs/workbooks.md, values)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.records.registry import ledger
from reports.filled_in.given_book import given_rows
from reports.filled_in.import_rows import GivenRow, GivenRows
from reports.filled_in.number_format import says_more, shown
from reports.filled_in.row_kinds import HIDDEN
from tests.reports.filled_in.books import HEAD, PEOPLE, Sheet, write_book

CASE = ["（2024）豫9901行初1号", "某区人民法院", "一审"]
CASE_HEAD = ["案号", "受诉法院", "审级"]


def read(path: Path, name: str, *sheets: Sheet) -> GivenRows:
    return given_rows(write_book(path / "表.xlsx", *sheets), ledger(name), alone=True)


def one_row(path: Path, name: str, sheet: Sheet) -> GivenRow:
    (row,) = read(path, name, sheet).rows
    return row


@pytest.mark.parametrize(
    ("titles", "heading", "cell", "amount"),
    [
        ([], "请求赔偿金额", 1.5, "1.5"),
        ([], "请求赔偿金额（元）", "15000元", "15000"),
        ([], "请求赔偿金额（万元）", 1.5, "15000"),
        ([], "请求赔偿金额(万元)", "20", "200000"),
        ([], "请求赔偿金额（单位：万元）", 0.07, "700"),
        ([], "请求赔偿金额/万元", 2, "20000"),
        ([], "请求赔偿金额（人民币千元）", 2, "2000"),
        ([], "请求赔偿金额（百万元）", 1, "1000000"),
        ([], "请求赔偿金额（亿元）", "0.5", "50000000"),
        ([], "请求赔偿金额（万元）", "300元", "300"),
        ([], "请求赔偿金额", "20万元", "200000"),
        ([], "请求赔偿金额", "1,500万", "15000000"),
        ([], "标的额（万元）", 3, "30000"),
        (["单位：万元"], "请求赔偿金额", 3, "30000"),
        (["", "金额单位：万元"], "请求赔偿金额", 3, "30000"),
        (["2024年应诉赔偿统计表（万元）"], "请求赔偿金额", 3, "30000"),
        (["单位：万元"], "请求赔偿金额（元）", 3, "3"),
        (["填报单位：元宝乡"], "请求赔偿金额", 3, "3"),
        ([], "请求赔偿金额（2024年）", 3, "3"),
    ],
)
def test_units_of_the_head_are_counted_in(
    tmp_path: Path, titles: list[str], heading: str, cell: Any, amount: str
) -> None:
    lines = [titles, [*CASE_HEAD, heading], [*CASE, cell]] if titles else [[*CASE_HEAD, heading], [*CASE, cell]]
    found = read(tmp_path, "case", Sheet(lines))
    assert [row.values.get("compensation_claimed") for row in found.rows] == [amount]
    converted = "万" in heading + "".join(titles) or "千" in heading or "百" in heading or "亿" in heading
    assert any("已经换算" in note for note in found.notes) is (converted and "（元）" not in heading)


def test_the_unit_of_a_common_head_is_that_of_the_columns_under_it(tmp_path: Path) -> None:
    """However the common head stands over whole labels: alone in its line, merged, beside others, below titles."""
    labels: list[Any] = [*CASE_HEAD, "请求赔偿金额", "实际赔偿金额", "案由"]
    line: list[Any] = [*CASE, 3, "0.8", "行政处罚"]
    over = {
        "merged": Sheet([["", "", "", "金额（万元）"], labels, line], merged=("D1:E1",)),
        "not merged": Sheet([["", "", "", "金额（万元）"], labels, line]),
        "below a title": Sheet(
            [["应诉案件统计表"], ["", "", "", "金额（万元）"], labels, line], merged=("A1:F1", "D2:E2")
        ),
        "below 填报单位": Sheet([["统计表"], ["填报单位：某局"], ["", "", "", "赔偿（单位：万元）"], labels, line]),
        "beside another": Sheet(
            [["", "案件", "", "金额（万元）", "", "其他"], labels, line], merged=("B1:C1", "D1:E1")
        ),
        "usual": Sheet(
            [[*CASE_HEAD, "金额（万元）", "", "案由"], ["", "", "", *labels[3:5]], line],
            merged=("D1:E1", "A1:A2", "F1:F2"),
        ),
    }
    for name, sheet in over.items():
        row = one_row(tmp_path, "case", sheet)
        found = [row.values.get(field) for field in ("compensation_claimed", "compensation_paid", "cause")]
        assert (name, found) == (name, ["30000", "8000", "行政处罚"])
    beyond = Sheet(
        [["", "", "", "请求（万元）"], [*labels[:4], "案由", "实际赔偿金额"], [*line[:4], "拆迁", 9]], merged=("D1:E1",)
    )
    assert one_row(tmp_path, "case", beyond).values["compensation_paid"] == "9"
    title = Sheet([["赔偿100万元（含）以上的案件"], labels, line])
    assert one_row(tmp_path, "case", title).values["compensation_claimed"] == "3"


@pytest.mark.parametrize(
    ("heading", "cell", "format_", "words"),
    [
        ("请求赔偿金额（美元）", 3, "General", "单位不是元"),
        ("请求赔偿金额（万元）", 15000, '0!.0,"万"', "缩小了显示"),
        ("请求赔偿金额", 15000, "0.00,", "缩小了显示"),
        ("请求赔偿金额", "很多", "General", "不是金额"),
    ],
)
def test_amounts_in_doubt_are_refused(tmp_path: Path, heading: str, cell: Any, format_: str, words: str) -> None:
    sheet = Sheet([[*CASE_HEAD, heading], [*CASE, cell]], formats={"D2": format_})
    assert words in one_row(tmp_path, "case", sheet).faults["compensation_claimed"]


def test_points_are_no_amounts(tmp_path: Path) -> None:
    """A title in 万元 says nothing of them, and no word of money is said."""
    head = ["案卷文号", "评查得分"]
    lines: list[list[Any]] = [["金额单位：万元"], head, ["甲1号", "85分"], ["甲2号", 92.5], ["甲3号", "很高"]]
    rows = read(tmp_path, "file_review", Sheet(lines)).rows
    assert [row.values.get("score") for row in rows] == ["85", "92.5", None]
    assert "“很高”不是分数：请只填数字，不写单位" in rows[2].faults["score"]


@pytest.mark.parametrize(
    ("heading", "cell", "format_", "text"),
    [
        ("证件编号", 990103, "00000000", "00990103"),
        ("执法证号", 103, '"豫A"0000', "豫A0103"),
        ("证件编号", 990103, "0", "990103"),
        ("证件编号", 990103, "General", "990103"),
        ("证件编号", 990103, "@", "990103"),
        ("证件编号", 990103, "[Red]00000000", "00990103"),
        ("证件编号", 990103, "00000000_ ", "00990103"),
        ("证件编号", 3, '0"号"', "3号"),
        ("证件编号", 20240001, "0000-0000", "2024-0001"),
        ("证件编号", "豫Ａ０１２－３", "General", "豫A012-3"),
        ("证件编号", "ＡＢｃ１", "General", "ABc1"),
        ("证件编号", 13800000001, "0.00E+00", "13800000001"),
        ("证件编号", "（豫）Ａ１", "General", "（豫）A1"),
    ],
)
def test_a_code_is_what_people_see(tmp_path: Path, heading: str, cell: Any, format_: str, text: str) -> None:
    row = one_row(tmp_path, "certificate", Sheet([["持证人", heading], ["王伟", cell]], formats={"B2": format_}))
    assert (row.values["number"], row.faults) == (text, {})


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("000-0000-0000", 13800001111, "138-0000-1111"),
        ("(0000) 0000000", 3711234567, "(0371) 1234567"),
        ("0.00%", Decimal("0.5"), "50.00%"),
        ("0%", 1, "100%"),
        ("00000000", 0, "00000000"),
        ("000", 12345, "12345"),
        ("000", Decimal("1.5"), None),
        ("000", -3, None),
        ("#,##0.00", 3, None),
        ("yyyy-mm-dd", 3, None),
        ('yyyy"年"m"月"', 3, None),
        ("# ?/?", 3, None),
        ("0.0_ ;[Red]\\-0.0\\ ", 3, None),
        ("", 3, None),
    ],
)
def test_number_formats(code: str, value: Any, text: str | None) -> None:
    found = shown(code, Decimal(value))
    assert (found.text if found else None) == text
    assert says_more(code) or text is None


@pytest.mark.parametrize(("column", "cell"), [(0, 0), (1, 0), (3, 0), (5, 0), (6, 0.0)], ids=str)
def test_a_zero_that_came_by_reference_is_nothing(tmp_path: Path, column: int, cell: Any) -> None:
    line = [*PEOPLE[0][:column], cell, *PEOPLE[0][column + 1 :]]
    found = read(tmp_path, "person", Sheet([HEAD, line, *PEOPLE[1:]]))
    names = ("name", "sex", "id_number", "staffing", "status", "phone", "remarks")
    assert [names[column] in row.values for row in found.rows] == [False, True, True, True, True]
    assert found.notes == [f"有1个格子是0（引用了空格子），按没有填读，第一个是{'ABCDEFG'[column]}2。"]


@pytest.mark.parametrize("format_", ["General", "yyyy-mm-dd", 'yyyy"年"m"月"', "hh:mm"])
def test_a_zero_is_no_day(tmp_path: Path, format_: str) -> None:
    lines: list[list[Any]] = [["持证人", "证件编号", "有效期至"], ["王伟", "A1", 0]]
    row = one_row(tmp_path, "certificate", Sheet(lines, formats={"C2": format_}))
    assert (row.values, row.faults) == ({"holder": "王伟", "number": "A1"}, {})


def test_a_zero_that_counts_stays(tmp_path: Path) -> None:
    sheet = Sheet([["类别", "日期", "主题", "人数"], ["其他", "2024-03-01", "民法典", 0]])
    assert one_row(tmp_path, "training", sheet).values["people"] == 0


@pytest.mark.parametrize("word", ["同上", "〃", "同前"])
def test_ditto_says_what_stands_above(tmp_path: Path, word: str) -> None:
    lines = [[*one[:3], word if at else one[3], *one[4:]] for at, one in enumerate(PEOPLE)]
    found = read(tmp_path, "person", Sheet([HEAD, *lines]))
    assert [row.values["staffing"] for row in found.rows] == ["行政编制"] * 5
    assert found.notes == ["有4个格子写的是同上，按上一行的内容读，第一个是D3。"]


def test_a_mark_for_nothing_is_nothing_and_it_is_said(tmp_path: Path) -> None:
    """A stroke in any cell; words for it too where they can mean nothing else, which 无 in a remark can."""
    strokes = ["/", "／", "\\", "-", "－", "—", "——", "–", "―", "…", "……", "--"]
    words = ["无", "暂无", "没有", "待补", "未填"]
    lines = [[f"王{at}", one, one, one] for at, one in enumerate([*strokes, *words])]
    found = read(tmp_path, "person", Sheet([["姓名", "民族", "联系电话", "备注"], *lines]))
    assert [sorted({*row.values} & {"nation", "phone"}) for row in found.rows] == [[]] * len(lines)
    assert [row.values.get("remarks") for row in found.rows] == [None] * len(strokes) + words
    assert f"有{3 * len(strokes) + 2 * len(words)}个格子写的是“/”一类，按没有填读，第一个是B2。" in found.notes
    counts: list[list[Any]] = [
        ["培训日期", "培训主题", "人数", "学时"],
        ["—", "民法典", "/", "-"],
        ["2024-03-01", "宪法", 3, "－"],
    ]
    first, second = read(tmp_path, "training", Sheet(counts)).rows
    assert (first.values, first.faults) == ({"topic": "民法典"}, {})
    assert (second.values["people"], "hours" in second.values, second.faults) == (3, False, {})
    row = one_row(tmp_path, "training", Sheet([counts[0], ["2024-03-01", "宪法", "无", 4]]))
    assert "没有的填0，或者留空" in row.faults["people"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("3月5日", "没有写哪一年"),
        ("3.5", "没有写哪一年"),
        ("2019.3.5\n2019.4.6", "几个日期"),
        ("2019.3.5、2019.4.6", "几个日期"),
        ("2019.3.5-3.7", "几个日期"),
        ("2019年3月5、6日", "几个日期"),
        ("2019年3月5日至7日", "几个日期"),
        ("2019年3月", "没有写哪一天"),
        ("2018.12", "没有写哪一天"),
        (2019.03, "没有写哪一天"),
        ("19.3.5", "看不准是哪一年"),
        ("03/04/2024", "看不准是哪一年"),
        ("2019.3.5-2024.3.4", "几个日期"),
        ("2019年3月5日至2024年3月4日", "几个日期"),
        ("长期", "没有日期的留空"),
        ("2024.13.4", "不是日期"),
        ("2024-02-30", "不是日期"),
        (43500, "按日期格式是2019-02-04"),
        ("99991231", "年份要在1900年到2100年之间"),
    ],
)
def test_a_day_in_doubt_says_what_to_write(tmp_path: Path, cell: Any, words: str) -> None:
    row = one_row(tmp_path, "certificate", Sheet([["持证人", "证件编号", "有效期至"], ["王伟", "A1", cell]]))
    assert words in row.faults["valid_to"]


@pytest.mark.parametrize(
    "cell",
    [
        dt.date(2024, 3, 4),
        "2024-3-4",
        "2024.3.4",
        "2024/03/04",
        "20240304",
        20240304,
        "2024年3月4日",
        "２０２４年３月４日",
    ],
)
def test_a_day_that_is_told_is_taken(tmp_path: Path, cell: Any) -> None:
    found = read(tmp_path, "certificate", Sheet([["持证人", "证件编号", "有效期"], ["王伟", "A1", cell]]))
    assert found.rows[0].values["valid_to"] == "2024-03-04"
    assert not any("时间" in note for note in found.notes)


def test_a_day_with_its_time_is_the_day_and_it_is_said(tmp_path: Path) -> None:
    cells = [
        dt.datetime(2024, 3, 4, 8, 30),  # noqa: DTZ001 - cells have no zone
        45355.35,
        "45355.35",
        "2024-03-04 08:30",
        "2024/3/4 9:00:00",
        "2024-03-04T10:00:00",
        "2024年3月4日上午9时30分",
        "2024年3月4日 下午3点",
        "2024.3.4 9:30开庭",
        "2024年3月4日（星期一）",
        "2024-3-4 周一上午",
        "2024年3月4日(周一)14:30",
    ]
    lines: list[list[Any]] = [
        ["持证人", "证件编号", "有效期"],
        *([f"王{at}", f"A{at}", one] for at, one in enumerate(cells)),
    ]
    found = read(tmp_path, "certificate", Sheet(lines))
    read_as = [(cell, row.values.get("valid_to")) for cell, row in zip(cells, found.rows, strict=True)]
    is_more = "2024.3.4 9:30开庭"
    assert read_as == [(cell, None if cell == is_more else "2024-03-04") for cell in cells]
    told = next(note for note in found.notes if "时间" in note)
    assert told == f"有{len(cells) - 1}个格子的日期还带着时间或星期，只读那一天，第一个是C2，读作2024-03-04。"


@pytest.mark.parametrize(
    ("format_", "is_doubtful"),
    [
        ('yyyy"年"m"月"', True),
        ("yyyy/m", True),
        ('m"月"d"日"', True),
        ("mmm-yy", True),
        ("yyyy", True),
        ("[DBNum1]yyyy年m月", True),
        ('yyyy"年"m"月"d"日"', False),
        ("yyyy-mm-dd", False),
        ("m/d/yy", False),
        ("yyyy-mm-dd hh:mm", False),
        ("[$-804]yyyy年m月d日;@", False),
    ],
)
def test_a_day_of_which_people_see_a_part_is_refused(tmp_path: Path, format_: str, is_doubtful: bool) -> None:
    lines: list[list[Any]] = [["持证人", "证件编号", "有效期至"], ["王伟", "A1", dt.date(2024, 3, 1)]]
    row = one_row(tmp_path, "certificate", Sheet(lines, formats={"C2": format_}))
    assert ("valid_to" in row.faults) is is_doubtful


def test_a_code_that_became_a_day_is_refused(tmp_path: Path) -> None:
    row = one_row(tmp_path, "certificate", Sheet([["持证人", "证件编号"], ["王伟", dt.date(2024, 3, 1)]]))
    assert "表格软件把号码改成了日期" in row.faults["number"]


def test_a_period_over_two_columns_is_its_two_days(tmp_path: Path) -> None:
    lines = [["持证人", "证件编号", "有效期", ""], ["王伟", "A1", "2019-03-05", "2024-03-04"]]
    for sheet in (
        Sheet(lines, merged=("C1:D1",)),
        Sheet(
            [["持证人", "证件编号", "有效期", ""], ["", "", "起", "止"], lines[1]], merged=("C1:D1", "A1:A2", "B1:B2")
        ),
    ):
        values = one_row(tmp_path, "certificate", sheet).values
        assert (values["valid_from"], values["valid_to"]) == ("2019-03-05", "2024-03-04")


BOOKS = sorted((Path(__file__).parents[2] / "data" / "shown-and-hidden").iterdir())
AS_SEEN = [("王伟", "队长", "00037112345"), ("李芳", "科员", "00037112346"), ("王伟二", "科员", "00037112348")]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.suffix)
def test_every_format_tells_formats_hidden_rows_and_merged_cells(path: Path) -> None:
    found = given_rows(path, ledger("person"))
    assert [tuple(row.values[name] for name in ("name", "post", "phone")) for row in found.rows] == AS_SEEN
    assert [(one.rows, one.why) for one in found.unread] == [("4", HIDDEN)]
    assert [row.values.get("exam_on") for row in found.rows] == ["2019-03-01", "2019-03-01", None]
    assert "只看到年月或月日" in found.rows[2].faults["exam_on"]
    assert len(given_rows(path, ledger("person"), hidden=True).rows) == 4


def test_there_is_one_of_every_format() -> None:
    assert {path.suffix for path in BOOKS} == {".xlsx", ".xls", ".ods", ".et"}


SPELLED = [
    ("政治面貌", "political", ["党员", "共产党员", "中共党员", "预备党员", "团员", "普通群众", "群众", "民革"]),
    ("学历", "education", ["本科", "大学", "大专", "专科", "大学本科", "研究生", "博士研究生", "高中"]),
    ("民族", "nation", ["汉", "回", "汉族", "维吾尔", "傣族", "壮", "满族", "藏"]),
    ("性别", "sex", ["男性", "女性", "男", "女", "男 ", "女", "男", "女"]),
    ("人员状态", "status", ["在职", "已退休", "调出", "在岗", "退休", "在编在岗", "借调", "已调离"]),
]
MEANT = {
    "political": "中共党员 中共党员 中共党员 中共预备党员 共青团员 群众 群众 民革",
    "education": "大学本科 大学本科 大学专科 大学专科 大学本科 研究生 博士研究生 高中",
    "nation": "汉族 回族 汉族 维吾尔族 傣族 壮族 满族 藏族",
    "sex": "男 女 男 女 男 女 男 女",
    "status": "在岗 退休 调离 在岗 退休 在岗 借调 调离",
}


def test_choices_are_read_however_offices_spell_them_and_it_is_said(tmp_path: Path) -> None:
    lines = [["姓名", *(label for label, _, _ in SPELLED)]]
    lines += [[f"王{at}", *one] for at, one in enumerate(zip(*(texts for _, _, texts in SPELLED), strict=True))]
    found = read(tmp_path, "person", Sheet(lines))
    meant = {name: " ".join(str(row.values[name]) for row in found.rows) for _, name, _ in SPELLED}
    assert meant == MEANT
    assert not any(row.faults for row in found.rows)
    said = "".join(found.notes)
    for words in ("1个格子写的是“党员”，按“中共党员”读，第一个是B2", "写的是“在职”，按“在岗”读"):
        assert words in said
    assert not any(f"“{plain}”" in said for plain in ("中共党员，", "民革", "博士研究生", "傣族"))


@pytest.mark.parametrize(
    ("label", "cell", "value"),
    [
        ("人数", "45人", 45),
        ("人数", "1,200 人", 1200),
        ("学时", "4学时", 4),
        ("人数", "45场", None),
        ("学时", "2天", None),
    ],
)
def test_a_count_may_carry_the_unit_its_heading_says(tmp_path: Path, label: str, cell: str, value: int | None) -> None:
    name = {"人数": "people", "学时": "hours"}[label]
    lines = [["培训日期", "培训主题", "培训地点", label], ["2024-03-05", "民法典", "礼堂", cell]]
    row = one_row(tmp_path, "training", Sheet(lines))
    assert (row.values.get(name), name in row.faults) == (value, value is None)


def test_names_set_wide_are_read_close_and_it_is_said(tmp_path: Path) -> None:
    lines = [
        ["姓　名", "职务", "联系电话"],
        ["王　伟", "队　长", "1"],
        ["李 芳", "科员", "2"],
        ["欧阳 一", "科 员 A", "3"],
    ]
    found = read(tmp_path, "person", Sheet(lines))
    assert [(row.values["name"], row.values["post"]) for row in found.rows] == [
        ("王伟", "队长"),
        ("李芳", "科员"),
        ("欧阳 一", "科 员 A"),
    ]
    assert "有3个格子里是中间空开的两个字，去掉空格读，第一个是A2。" in found.notes


@pytest.mark.parametrize(
    ("text", "is_lost"), [("1.38E+10", True), ("9.9e+7", True), ("13800000001", False), ("12E3", False)]
)
def test_a_number_shown_in_powers_of_ten_is_refused(tmp_path: Path, text: str, is_lost: bool) -> None:
    row = one_row(tmp_path, "person", Sheet([["姓名", "职务", "联系电话"], ["王伟", "队长", text]]))
    assert ("科学记数法" in row.faults.get("phone", "")) is is_lost
