"""郑东新区2020年法治政府建设工作要点, the text the program ships."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from models.plan_text import PlanReading, read_plan, read_plan_file
from models.records.plan import Quota

SEED = Path(__file__).parents[3] / "resources" / "plans" / "2020-郑东新区.txt"
TOWNS = "各乡（镇）办事处"
RESPONSIBLE = {
    1: ["各级各部门"],
    3: ["各级各部门"],
    11: ["管委会", "乡（镇）办事处"],
    13: ["市场监管", "综合执法", "卫生监督", "农业"],
    14: ["人事劳动", "发展改革", "财政", "建设环保", "水务"],
    15: ["各行政执法单位"],
    16: ["各行政执法部门"],
    17: ["各行政执法部门", "市场监管", "文化旅游", "交通运输", "农业农村", "住房城乡建设"],
    18: ["市场监管", "生态环境保护", "文化市场", "交通运输", "农业", "城市管理", "乡（镇）办事处"],
    20: ["上级行政机关", "政府及所属部门"],
    26: ["各单位", "管委会及下属单位"],
    29: ["各单位", "管委会", TOWNS],
    31: ["管委会", "各单位"],
    32: [TOWNS, "管委会各局（办）"],
    33: ["各单位党政主要负责人"],
    36: ["各单位"],
}
"""Who the official wording charges; the other items name nobody, or (9, 10, 30) no unit."""


@pytest.fixture(scope="module")
def reading() -> PlanReading:
    return read_plan_file(SEED)


def test_the_shipped_text_is_the_official_one() -> None:
    assert hashlib.sha256(SEED.read_bytes()).hexdigest().startswith("a6286b404c41b0be")


def test_ten_chapters_and_36_items(reading: PlanReading) -> None:
    plan = reading.plan
    assert [chapter.number for chapter in plan.chapters] == list(range(1, 11))
    assert [len(chapter.items) for chapter in plan.chapters] == [5, 3, 3, 4, 4, 3, 3, 3, 3, 5]
    assert [item.number for item in plan.items] == list(range(1, 37))
    assert plan.chapters[2].title == "推进行政决策科学化、民主化、法治化"


def test_nothing_is_left_over(reading: PlanReading) -> None:
    assert (reading.unplaced, reading.remarks) == ((), ())


def test_year_without_title_and_the_two_ends(reading: PlanReading) -> None:
    plan = reading.plan
    lines = SEED.read_text("utf-8").splitlines()
    assert (plan.title, plan.year) == (None, 2020)
    assert (plan.preamble, plan.closing) == (lines[0], lines[-1])


def test_the_wording_stays_verbatim(reading: PlanReading) -> None:
    lines = iter(line for line in SEED.read_text("utf-8").splitlines() if line.startswith("("))
    for item, line in zip(reading.plan.items, lines, strict=True):
        assert line.partition(")")[2] == f"{item.title}。{item.text}"


@pytest.mark.parametrize("number", range(1, 37))
def test_responsible_units(reading: PlanReading, number: int) -> None:
    assert list(reading.plan.items[number - 1].responsible) == RESPONSIBLE.get(number, [])


def test_the_five_quotas(reading: PlanReading) -> None:
    assert {item.number: item.quotas for item in reading.plan.items if item.quotas} == {
        29: (
            Quota("管委会", "中心组学法", 4),
            Quota("管委会", "领导干部法治专题讲座", 1),
            Quota(TOWNS, "中层以上领导干部法治专题培训", 1, "期"),
        ),
        31: (Quota("管委会", "基层法制干部专题培训", 1), Quota("管委会", "行政执法人员培训", 1)),
    }


def test_no_item_states_a_date(reading: PlanReading) -> None:
    assert not [item.number for item in reading.plan.items if item.due]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_reads_the_same(reading: PlanReading, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "要点.TXT"
    path.write_bytes(SEED.read_text("utf-8").replace("\n", "\r\n").encode(encoding))
    assert read_plan_file(path) == reading


def test_pasted_text_reads_the_same(reading: PlanReading) -> None:
    assert read_plan("\n\n".join(SEED.read_text("utf-8").splitlines())) == reading
