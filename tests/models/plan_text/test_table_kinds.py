"""Work tables in plain text, in several forms: heads of any work, cells merged down, columns of one kind or of none."""

from __future__ import annotations

import pytest

from models.plan_text import read_plan

TITLE = "云岭县2024年重点任务"


def test_heads_of_any_work_are_known_and_a_merged_cell_counts_for_the_rows_below() -> None:
    rows = [
        ["县公安局", "1", "宣传禁毒法", "6月", "青少年"],
        ["", "2", "宣传反诈", "全年", "公众"],
        ["县税务局", "3", "宣传税法", "", ""],
    ]
    for heads in (
        ["责任单位", "序号", "普法任务", "普法时间", "普法对象"],
        ["牵头单位", "序号", "整改事项", "整改期限", "整改对象"],
        ["责任科室", "序号", "检查内容", "检查时间", "检查对象"],
        ["责任部门", "序号", "宣传要点", "活动时间", "受众"],
        ["主办单位", "编号", "改革举措", "推进时限", "备注"],
        ["承办单位", "序号", "调研任务", "报送时间", "参加人"],
    ):
        for gap in ("\t", "|", "｜"):
            lines = [gap.join(row) for row in (heads, *rows)]
            lines = [f"| {line} |" for line in lines] if gap == "|" else lines
            reading = read_plan("\n".join([f"{TITLE}清单", *lines]))
            said = [(item.title, *item.responsible, str(item.due)) for item in reading.plan.items]
            assert said == [
                ("宣传禁毒法", "县公安局", "2024-06-30"),
                ("宣传反诈", "县公安局", "None"),
                ("宣传税法", "县税务局", "None"),
            ]


def test_of_two_columns_of_one_kind_none_is_lost() -> None:
    for first, second in (
        ("工作内容", "具体措施"),
        ("内容清单", "方式措施"),
        ("工作任务", "主要事项"),
        ("责任单位", "落实部门"),
        ("完成时限", "推进时间"),
    ):
        rows = [
            ["序号", "重点任务", first, second],
            ["1", "清理文件", "县司法局", "县水务局"],
            ["2", "备案", "年底", "6月"],
        ]
        if first == "工作任务":
            rows = [row[:1] + row[2:] for row in rows]
        reading = read_plan("\n".join([f"{TITLE}清单", *("\t".join(row) for row in rows)]))
        told = [f"{item.title}{item.text}{item.responsible}" for item in reading.plan.items]
        assert ["县水务局" in told[0], "6月" in told[1]] == [True, True], (first, second)


TABLE = [
    ["序号", "工作任务", "责任科室", "牵头领导", "时限要求", "备注"],
    ["1", "清理文件", "办公室、各科室", "张某", "6月底前", "无纸化"],
    ["2", "公布结果", "各科室", "李某", "持续推进", ""],
]
GAPS = {"tab": "\t", "stroke": "|", "wide stroke": "｜", "blanks": "    ", "wide blank": "\u3000\u3000", "box": "│"}


@pytest.mark.parametrize("gap", GAPS)
def test_columns_of_unknown_heads_keep_their_names(gap: str) -> None:
    rows = [[cell or "—" for cell in row] for row in TABLE]
    reading = read_plan("\n".join([f"{TITLE}分解表", *(GAPS[gap].join(row) for row in rows)]))
    first, second = reading.plan.items
    assert (first.title, first.responsible, str(first.due)) == ("清理文件", ("办公室", "各科室"), "2024-06-30")
    assert (second.title, second.responsible, reading.notes[2].limit) == ("公布结果", ("各科室",), "持续推进")
    assert first.text.splitlines() == ["完成时限：6月底前", "牵头领导：张某", "备注：无纸化"]
