from decimal import Decimal
from typing import Any

import pytest

from reports.base.charts import Bar, Chart
from reports.paper.chart import chart_blocks
from reports.paper.flow import paginate
from reports.paper.fonts import bundled_fonts

SERIES = ("已完成", "未完成")
CHART = Chart("各章落实情况", (Bar("第一章", (6, 2), "6／8"), Bar("第二章", (0, 4), "0／4")), SERIES, note="单位：项。")
ROOM = 500.0


@pytest.mark.parametrize(
    ("bars", "full", "scale"),
    [
        ((), 0, 1),
        (((0,),), 0, 1),
        (((3,), (Decimal("4.5"),)), 0, Decimal("4.5")),
        (((3,),), 100, 100),
        (((103,),), 100, 103),
    ],
)
def test_the_longest_bar_or_the_full_marks_are_the_scale(bars: tuple[Any, ...], full: int, scale: Decimal) -> None:
    assert Chart("图", tuple(Bar("甲", parts, "") for parts in bars), full=full).scale == scale


@pytest.mark.parametrize("parts", [(1,), (1, 2, 3), (1, -1)])
def test_a_bar_that_would_lie_is_refused(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="各章: bar 甲"):
        Chart("各章", (Bar("甲", parts, ""),), SERIES)


def test_shares_add_up_to_the_bar() -> None:
    assert [CHART.shares(bar) for bar in CHART.bars] == [(0.75, 0.25), (0.0, 0.5)]


def test_bars_begin_at_nought_and_are_in_proportion() -> None:
    blocks = [
        block
        for block in chart_blocks((CHART,), bundled_fonts(), ROOM)
        if any("章" in "".join(b.lines) for b in block.boxes)
    ]
    edges = [[box for box in block.boxes if box.style.fill == 0.3] for block in blocks]
    assert [box.x for row in edges for box in row] == pytest.approx([135, 315, 135])
    assert [box.width for row in edges for box in row] == pytest.approx([180, 60, 120])


@pytest.mark.parametrize("rows", [0, 28])
def test_words_of_a_chart_can_be_copied(rows: int, make_sheet: Any, opened: Any) -> None:
    document = opened(make_sheet(rows, charts=(CHART,)))
    last = document[len(document) - 1].get_textpage().get_text_range()
    said = ("各章落实情况", "已完成", "第一章", "6／8", "0／4", "单位：项。")
    assert [words for words in said if words not in last] == []


def test_a_chart_of_many_bars_goes_on(make_sheet: Any, opened: Any) -> None:
    long = Chart("排名", tuple(Bar(f"单位{number}", (number,), f"{number}分") for number in range(200)))
    document = opened(make_sheet(0, columns=(), rows=(), charts=(long,)))
    whole = "".join(page.get_textpage().get_text_range() for page in document)
    assert [number for number in range(200) if f"{number}分" not in whole] == []
    assert len(document) == 5


def test_a_chart_that_goes_on_has_its_head_again() -> None:
    bars = tuple(Bar(f"单位{number}", (1, 1), "1／2") for number in range(60))
    blocks = chart_blocks((Chart("各单位", bars, SERIES),), bundled_fonts(), ROOM)
    first, *later = paginate(blocks, [], 600)
    assert len(later) >= 1
    for page in later:
        head, legend, bar = page[:3]
        assert [box.lines for box in head.boxes] == [("各单位（续）",)]
        assert {line for box in legend.boxes for line in box.lines} == set(SERIES)
        assert "单位" in bar.boxes[0].lines[0]
    assert first[1].boxes[0].lines == ("各单位",)


@pytest.mark.parametrize("depth", range(560, 620, 5))
def test_what_is_said_below_a_chart_has_a_bar_above_it(depth: int) -> None:
    bars = tuple(Bar(f"单位{number}", (1, 1), "1／2") for number in range(30))
    blocks = chart_blocks((Chart("各单位", bars, SERIES, note="单位：项。" * 40),), bundled_fonts(), ROOM)
    for page in paginate(blocks, [], depth):
        words = ["".join(line for box in block.boxes for line in box.lines) for block in page]
        if any("单位：项" in word for word in words):
            assert any(word.startswith("单位29") for word in words)
            assert any(word.startswith("各单位") for word in words)
