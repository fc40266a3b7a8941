"""Charts in a workbook: the figures behind the bars, as lines under the chart's title."""

from __future__ import annotations

from collections.abc import Iterator

from reports.base.charts import Chart
from reports.base.sheet import CellValue

HEADS = ("项目", "图上标注")
Line = tuple[str, tuple[CellValue, ...]]
"""Look (section, head, body or note) and cells."""


def chart_lines(chart: Chart) -> Iterator[Line]:
    """The title, a head, a line for every bar, the note."""
    yield "section", (chart.title,)
    yield "head", (HEADS[0], *(chart.series or ("数量",)), HEADS[1])
    for bar in chart.bars:
        yield "body", (bar.label, *bar.parts, bar.said)
    if chart.note:
        yield "small", (chart.note,)


def chart_columns(charts: tuple[Chart, ...]) -> int:
    """Number of worksheet columns the widest chart takes."""
    return max((len(chart.series) or 1 for chart in charts), default=0) + len(HEADS) if charts else 0
