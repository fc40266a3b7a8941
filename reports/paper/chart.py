"""Charts as blocks of a printed page: bars are boxes filled with grey, so they print on any printer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.base.charts import Amount, Bar, Chart, plain_amount
from reports.base.page import MM
from reports.base.wording import clean
from reports.paper.blocks import Block, Box, TextStyle, text_height
from reports.paper.fonts import FontSet

_SIZE, _SMALL, _FIGURE = 10.5, 9.0, 7.5  # 五号, 小五, 六号
_BAR, _AIR, _GAP = 4 * MM, 1.2 * MM, 2 * MM
_LABEL, _SAID = 0.27, 0.25  # of the width
_EDGE = 0.4
_WHOLE = 25
"""Bars up to which a chart is not parted."""
_DARK, _AXIS, _ALONE, _PAPER = 0.3, 0.0, 0.6, 0.999
_GREYS = (0.6, 0.76, 0.87, 0.95, 1.0)
"""Of the parts in their order, light enough for the figure inside; the thin dark edge keeps even the last visible."""


def chart_blocks(charts: tuple[Chart, ...], fonts: FontSet, room: float) -> Iterator[Block]:
    """Every chart below the one before; a chart of common length stands on one page."""
    for chart in charts:
        yield Block(5 * MM)
        legend = [_legend(chart, fonts, room)] if chart.series else []
        yield from _head(chart.title, legend, fonts, room)
        again = tuple(_head(f"{chart.title}（续）", legend, fonts, room))
        last = len(chart.bars)
        together = last if last <= _WHOLE else 2
        for number, bar in enumerate(chart.bars, 1):
            ends = bool(chart.note) and number == last  # what is said below goes nowhere alone
            block = _bar(chart, bar, fonts, room, keep=number < together or ends)
            yield replace(block, again=again) if number > 1 else block
        if chart.note:
            yield Block(1 * MM, keep=True)
            yield from _note(chart.note, TextStyle(fonts.body, _SMALL), room)


def _head(title: str, legend: list[Block], fonts: FontSet, room: float) -> list[Block]:
    return [_line(title, TextStyle(fonts.head, _SIZE), room), *legend]


def _line(words: str, style: TextStyle, room: float) -> Block:
    height = style.step + _AIR
    return Block(height, (Box(0.0, 0.0, room, height, style.lines(clean(words), room), style),), keep=True)


def _legend(chart: Chart, fonts: FontSet, room: float) -> Block:
    """A swatch and its name for every part, from where the bars begin."""
    style = TextStyle(fonts.body, _SMALL)
    height, x, boxes = style.step + _AIR, room * _LABEL, list[Box]()
    for at, name in enumerate(map(clean, chart.series)):
        boxes += _swatch(x, (height - _BAR / 1.5) / 2, _BAR, _BAR / 1.5, _grey(chart, at), fonts)
        width = style.width(name) + 1
        boxes.append(Box(x + _BAR + _AIR, 0.0, width, height, (name,), style))
        x += _BAR + _AIR + width + 4 * MM
    return Block(height, tuple(boxes), keep=True)


def _bar(chart: Chart, bar: Bar, fonts: FontSet, room: float, *, keep: bool) -> Block:
    """Name, axis, parts, figures: the bar begins at the axis, its full width is the chart's scale."""
    style = TextStyle(fonts.body, _SMALL, pad=1 * MM)
    start, width = room * _LABEL, room * (1 - _LABEL - _SAID)
    name, said = style.lines(clean(bar.label), start), style.lines(clean(bar.said), room * _SAID)
    height = max(text_height(name, style), text_height(said, style), _BAR) + _AIR
    boxes = [Box(0.0, 0.0, start, height, name, style)]
    x = start
    for at, share in enumerate(chart.shares(bar)):
        if share:
            boxes += _swatch(x, (height - _BAR) / 2, share * width, _BAR, _grey(chart, at), fonts)
            boxes += _figure(chart, bar.parts[at], boxes[-1]) if chart.series else []
            x += share * width
    boxes.append(Box(start - _EDGE, 0.0, 2 * _EDGE, height, (), TextStyle(fonts.body, _SMALL, fill=_AXIS)))
    boxes.append(Box(x, 0.0, room * _SAID, height, said, style))
    return Block(height, tuple(boxes), keep=keep)


def _swatch(x: float, top: float, width: float, height: float, grey: float, fonts: FontSet) -> list[Box]:
    """A grey within a thin dark edge; one too thin for an edge is all edge."""
    edge, inside = (TextStyle(fonts.body, _SMALL, fill=fill) for fill in (_DARK, grey))
    outer = Box(x, top, width, height, (), edge)
    if width <= 2 * _EDGE:
        return [outer]
    return [outer, Box(x + _EDGE, top + _EDGE, width - 2 * _EDGE, height - 2 * _EDGE, (), inside)]


def _figure(chart: Chart, part: Amount, inside: Box) -> list[Box]:
    """The part's figure within it, where it has room: greys alone are hard to tell apart on a worn printer."""
    words, style = plain_amount(part), replace(inside.style, size=_FIGURE, align="center", fill=1.0)
    fits = inside.style.fill != _DARK and style.width(words) + 2 <= inside.width and len(chart.series) > 1
    return [inside._replace(lines=(words,), style=style)] if fits else []


def _grey(chart: Chart, at: int) -> float:
    return min(_GREYS[at % len(_GREYS)], _PAPER) if chart.series else _ALONE


def _note(words: str, style: TextStyle, room: float) -> Iterator[Block]:
    lines = style.lines(clean(words), room)
    for number, line in enumerate(lines, 1):
        box = Box(0.0, 0.0, room, style.step, (line,), style)
        yield Block(style.step, (box,), keep=number < len(lines))
