"""Plans as other places number and word them; each sample is a file in samples/."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan_text import UNDIVIDED, PlanReading, read_plan
from models.plan_text.marks import mark_of
from models.plan_text.numerals import chinese_numeral

SAMPLES = {path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "samples").glob("*.txt"))}
_LABEL = re.compile(r"(?:责任|牵头|配合)(?:单位|部门)[：:]|（?[^（，]*牵头，[^）]*配合）|^序号.*")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")

SHAPES = [
    ("digits_restart", "临江区2022年依法行政工作安排", 2022, [(1, 2), (2, 3), (3, 1)]),
    ("flat", "高新区2023年法治建设工作安排", 2023, [(1, 3)]),
    ("general_and_bare", "南坪县2025年法治政府建设工作要点", 2025, [(2, 2), (3, 1), (4, 1)]),
    ("no_structure", None, None, []),
    ("no_title_notice", "关于做好2022年法治政府建设工作的通知", 2022, [(1, 2), (2, 1)]),
    ("notice", "青河县2021年法治政府建设工作要点", 2021, [(1, 2), (2, 2), (3, 1)]),
    ("numbered_letter", "平川县2022年依法行政工作要点", 2022, [(1, 2), (2, 2)]),
    ("numbers_wrong", "2021年法治政府建设工作要点", 2021, [(1, 3), (3, 2)]),
    ("parts", "东湖区2021年度法治政府建设实施方案", 2021, [(1, 2), (2, 1), (3, 2)]),
    ("running_digits", "海州区2024年法治政府建设重点工作", 2024, [(1, 2), (2, 2), (3, 2)]),
    ("separate_lines", "云岭市法治政府建设2023年工作计划", 2023, [(1, 2), (2, 2)]),
    ("signs", "2020年依法治区工作要点", 2020, [(1, 2), (2, 2), (3, 2)]),
    ("subpoints", "永安镇2020年法治建设工作要点", 2020, [(1, 2), (2, 1)]),
    ("table", "岭南县2021年法治工作要点任务分解表", 2021, [(1, 2), (2, 1)]),
    ("wrapped", "石桥县2022年法治政府建设工作要点", 2022, [(1, 2), (2, 1)]),
]

RESPONSIBLE = [
    ("notice", 1, "县委编办 县司法局"),
    ("notice", 2, "县发展改革委 县市场监管局 各乡镇（街道）"),
    ("notice", 3, "县司法局 各有关部门 乡镇人民政府"),
    ("notice", 4, "县司法局"),
    ("digits_restart", 1, "区司法局"),
    ("digits_restart", 2, "区司法局 区政府办公室 各镇街"),
    ("digits_restart", 3, "区市场监管局 区城管局"),
    ("separate_lines", 2, "市行政审批局"),
    ("wrapped", 2, "县委编办 县司法局 县政务服务和大数据管理局"),
    ("table", 2, "各乡镇 县直各部门"),
    ("table", 3, "县司法局 县市场监管局"),
]

TITLE_AND_TEXT = [
    ("digits_restart", 2, "加强备案监督", "做到有件必备、有备必审。"),
    ("digits_restart", 5, "开展专项监督", ""),
    ("notice", 5, "强化考核评价", "把法治政府建设纳入年度考核。"),
    ("separate_lines", 1, "全面履行政府职能", "坚持法定职责必须为、法无授权不可为。\n加强和创新社会治理。"),
    ("signs", 1, "健全决策机制", "完善公众参与、专家论证等程序，提高决策质量。"),
    ("signs", 2, "落实责任追究", "对违反程序的决策依法追究责任人员的责任。"),
    ("general_and_bare", 4, "工作保障", "各乡镇要落实经费。"),
]


def words_of(reading: PlanReading) -> str:
    plan = reading.plan
    parts = [plan.title or "", plan.preamble, *(chapter.title for chapter in plan.chapters)]
    parts += [word for item in plan.items for word in (item.title, item.text, *item.responsible)]
    return "".join(_WORDS.findall("\n".join([*parts, plan.closing, *reading.unplaced])))


def missing_words(text: str, reading: PlanReading) -> list[str]:
    found = words_of(reading)
    lines = [mark.rest if (mark := mark_of(line.strip())) else line.strip() for line in text.splitlines()]
    pieces = [piece for line in lines for piece in _WORDS.findall(_LABEL.sub(" ", line))]
    return [piece for piece in pieces if piece not in found]


@pytest.mark.parametrize(("name", "title", "year", "shape"), SHAPES, ids=[row[0] for row in SHAPES])
def test_shape(name: str, title: str | None, year: int | None, shape: list[tuple[int, int]]) -> None:
    plan = read_plan(SAMPLES[name]).plan
    assert (plan.title, plan.year) == (title, year)
    assert [(chapter.number, len(chapter.items)) for chapter in plan.chapters] == shape
    assert [item.number for item in plan.items] == list(range(1, len(plan.items) + 1))


def test_every_sample_is_expected() -> None:
    assert list(SAMPLES) == sorted(row[0] for row in SHAPES)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_is_dropped(name: str) -> None:
    assert missing_words(SAMPLES[name], read_plan(SAMPLES[name])) == []


@pytest.mark.parametrize(("name", "number", "names"), RESPONSIBLE)
def test_stated_units(name: str, number: int, names: str) -> None:
    assert read_plan(SAMPLES[name]).plan.items[number - 1].responsible == tuple(names.split())


@pytest.mark.parametrize(("name", "number", "title", "text"), TITLE_AND_TEXT)
def test_title_and_text(name: str, number: int, title: str, text: str) -> None:
    item = read_plan(SAMPLES[name]).plan.items[number - 1]
    assert (item.title, item.text) == (title, text)


def test_the_printed_notice_is_no_part_of_the_plan() -> None:
    reading = read_plan(SAMPLES["notice"])
    assert reading.unplaced[0] == "青河县人民政府办公室文件"
    assert "县政府同意" in "".join(reading.unplaced)
    assert reading.plan.preamble.startswith("2021年是“十四五”")
    assert reading.plan.closing.splitlines()[0].startswith("各乡镇、各单位要对照本要点")


def test_lines_broken_by_a_pdf_are_whole_again() -> None:
    reading = read_plan(SAMPLES["wrapped"])
    assert "“一网通办”要求" in reading.plan.items[0].text
    assert reading.unplaced == ("— 1 —", "— 2 —")
    assert "\n" not in reading.plan.items[2].text


def test_a_running_page_head_breaks_nothing() -> None:
    head = "石桥县2022年法治政府建设工作要点"
    text = SAMPLES["wrapped"].replace("— 1 —", f"— 1 —\f\n{head}")
    reading = read_plan(text)
    assert reading.plan == read_plan(SAMPLES["wrapped"]).plan
    assert head in reading.unplaced


def test_subpoints_stay_in_their_item() -> None:
    assert read_plan(SAMPLES["subpoints"]).plan.items[0].text.splitlines()[1:] == [
        "1.编制普法清单。",
        "2.开展“宪法宣传周”活动。",
        "（1）进校园。",
        "（2）进企业。",
    ]


def test_text_without_chapters_gets_one_that_says_so() -> None:
    assert [chapter.title for chapter in read_plan(SAMPLES["flat"]).plan.chapters] == [UNDIVIDED]


def test_text_without_structure_is_left_whole() -> None:
    reading = read_plan(SAMPLES["no_structure"])
    assert reading.unplaced == tuple(SAMPLES["no_structure"].split())
    assert "没有认出章和事项" in reading.remarks[0]


def test_general_requirements_are_preamble() -> None:
    assert read_plan(SAMPLES["general_and_bare"]).plan.preamble.startswith("一、总体要求\n坚持以")


def test_a_line_that_cannot_be_undone_stays_in_the_text() -> None:
    item = read_plan(SAMPLES["notice"]).plan.items[2]
    assert item.text.splitlines()[1] == "责任单位：县司法局、各有关部门，乡镇人民政府按职责分工分别负责。"


def test_wrong_numbers_are_reported() -> None:
    remarks = read_plan(SAMPLES["numbers_wrong"]).remarks
    assert [re.findall(r"“(.+?)”", remark) for remark in remarks] == [
        ["一、", "三、"],
        ["（二）", "（四）"],
        ["（四）", "（四）"],
    ]


def test_a_title_on_two_lines() -> None:
    reading = read_plan("西河县2021年度法治政府建设\n工作安排\n一、制度\n（一）审查。应审尽审。")
    assert (reading.plan.title, reading.unplaced) == ("西河县2021年度法治政府建设工作安排", ())


def test_lost_line_ends_are_found_and_reported() -> None:
    reading = read_plan("一、制度\n（一）审查。应审尽审。（二）备案。应备尽备。")
    assert [(item.title, item.text) for item in reading.plan.items] == [("审查", "应审尽审。"), ("备案", "应备尽备。")]
    assert reading.remarks == ("1个事项（（二））在原文里没有另起一行，是按编号拆开的，请对照原文核对。",)


def test_an_empty_page_before_the_signature_closes_the_plan() -> None:
    reading = read_plan("一、制度：\n1.审查。应审尽审。\n（此页无正文）\n某县人民政府\n2022年1月1日")
    assert (reading.plan.chapters[0].title, reading.plan.items[0].text) == ("制度", "应审尽审。")
    assert reading.plan.closing.splitlines() == ["（此页无正文）", "某县人民政府", "2022年1月1日"]


def test_a_skipped_number_is_kept() -> None:
    items = read_plan("一、甲\n（一）子。丑。\n（二）寅。卯。\n（五）辰。巳。\n二、乙\n（六）午。未。").plan.items
    assert [item.number for item in items] == [1, 2, 5, 6]


@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in ("no_structure", "numbers_wrong")])
def test_sound_numbering_gives_no_remark(name: str) -> None:
    assert read_plan(SAMPLES[name]).remarks == ()


def numbered(style: str, number: int) -> str:
    return {
        "（一）": f"（{chinese_numeral(number)}）",
        "1.": f"{number}.",
        "1、": f"{number}、",
        "（1）": f"（{number}）",
    }[style]


@given(
    st.lists(st.integers(1, 12), min_size=2, max_size=6),
    st.sampled_from(["（一）", "1.", "1、", "（1）"]),
    st.booleans(),
)
def test_any_division_reads_back(sizes: list[int], style: str, restarts: bool) -> None:
    lines: list[str] = []
    count = 0
    for chapter, size in enumerate(sizes, 1):
        lines.append(f"{chinese_numeral(chapter)}、第{chapter}方面工作")
        for place in range(1, size + 1):
            count += 1
            lines.append(f"{numbered(style, place if restarts else count)}事项{count}。内容{count}。")
    reading = read_plan("\n".join(lines))
    assert [len(chapter.items) for chapter in reading.plan.chapters] == sizes
    assert [(item.number, item.title, item.text) for item in reading.plan.items] == [
        (number, f"事项{number}", f"内容{number}。") for number in range(1, count + 1)
    ]
    assert (reading.remarks, reading.unplaced) == ((), ())


LINES = [line for text in SAMPLES.values() for line in text.splitlines() if "责任" not in line and "\t" not in line]


@given(st.lists(st.sampled_from(LINES), max_size=25).map("\n".join))
def test_no_line_is_dropped_from_any_mixture(text: str) -> None:
    assert missing_words(text, read_plan(text)) == []


@given(st.text(alphabet="一二（）1.、。，\n　县局责任单位：附件第章\t2020年月底前—", max_size=80))
def test_any_text_gives_a_reading(text: str) -> None:
    plan = read_plan(text).plan
    assert len({item.number for item in plan.items}) == len(plan.items)
