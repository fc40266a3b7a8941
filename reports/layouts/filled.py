"""A form's values, and how a layout turns them into a sheet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from models.store.base.workspace import LAYOUTS
from reports.base.charts import Chart
from reports.base.sheet import CellValue, Column, Fact, Kind, Row, Sheet
from reports.layouts.layout import Layout, LayoutColumn, LayoutError

EXAMPLE = "（示例）"
EXAMPLE_NOTE = "本表为示例：没有找到上级统一的表式。上级有规定的，把样式文件复制到工作区的“表格样式”文件夹里修改。"
_SLOT = re.compile(r"\{(\w+)\}")


class FormValue(NamedTuple):
    """A value every row has: `of` tells columns apart that repeat (a period, a group); choices go into workbooks.

    `points` have the same decimal places all down their column.
    """

    key: str
    kind: Kind = "text"
    of: str = ""
    choices: tuple[str, ...] = ()
    points: bool = False


def text_values(*keys: str) -> tuple[FormValue, ...]:
    """One text value for each key."""
    return tuple(FormValue(key) for key in keys)


def date_values(*keys: str) -> tuple[FormValue, ...]:
    """One date value for each key."""
    return tuple(FormValue(key, "date") for key in keys)


def number_values(*keys: str) -> tuple[FormValue, ...]:
    """One number value for each key."""
    return tuple(FormValue(key, "number") for key in keys)


def points_values(*keys: str) -> tuple[FormValue, ...]:
    """One value of points for each key."""
    return tuple(FormValue(key, "number", points=True) for key in keys)


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What a form says, before its layout.

    Attributes:
        form_id: The form.
        layout: Id of the layout it is printed by.
        unit: 填报单位.
        period: Say 2020年度.
        filled_on: 填报日期.
        values: What the cells of a row are, in their order.
        rows: The lines.
        facts: The block above the table.
        notes: Notes that depend on the data; they follow the layout's own.
        words: What stands for {…} in title, letter and notes.
        cases: Which paragraphs of a letter hold.
        names: Who signs, by the label of the line.
        qr: Text of the code at the top left.
        charts: Drawn below the table.
        more: Further sheets, say letters to other units.
    """

    form_id: str
    layout: str
    unit: str
    period: str
    filled_on: dt.date
    values: tuple[FormValue, ...] = ()
    rows: tuple[Row, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, bool] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    qr: str | None = None
    charts: tuple[Chart, ...] = ()
    more: tuple[Filled, ...] = ()


def lay_out_form(filled: Filled, layout_of: Callable[[str], Layout]) -> Sheet:
    """The sheet: columns chosen, named and ordered by the layout, which `layout_of` gives by its id.

    Raises:
        LayoutError: The layout names a value, a word or a case that the form does not have.
    """
    layout = layout_of(filled.layout)
    file = f"{LAYOUTS}/{filled.layout}.json"
    places = list(_places(filled, layout))
    notes = [_put(note, filled, file, f"notes 第{number}条") for number, note in enumerate(layout.notes, 1)]
    example = [EXAMPLE_NOTE] if layout.example else []
    points = [at for at, (_, place) in enumerate(places) if filled.values[place].points]
    return Sheet(
        form_id=filled.form_id,
        title=_put(layout.title, filled, file, "title") + (EXAMPLE if layout.example else ""),
        unit=filled.unit,
        period=filled.period,
        filled_on=filled.filled_on,
        columns=tuple(column for column, _ in places),
        rows=_even(tuple(_rows(filled.rows, [at for _, at in places])), points),
        facts=filled.facts,
        notes=(*example, *notes, *filled.notes),
        signers=tuple(Fact(label, filled.names.get(label, "")) for label in layout.signers),
        seal=layout.seal,
        qr=filled.qr,
        code=layout.code,
        letter=tuple(_letter(filled, layout, file)),
        orientation=layout.orientation,
        charts=filled.charts,
        layout=filled.layout,
        more=tuple(lay_out_form(one, layout_of) for one in filled.more),
    )


def _places(filled: Filled, layout: Layout) -> Iterator[tuple[Column, int]]:
    """Each column with the place of its cell. Neighbours that repeat do so together: a and b for x, a and b for y."""
    members: dict[str, dict[str, int]] = {}
    for at, value in enumerate(filled.values):
        members.setdefault(value.key, {})[value.of] = at
    shown = [column for column in layout.columns if column.shown and column.key in members]
    for names, columns in groupby(shown, lambda column: tuple(members[column.key])):
        repeated = list(columns)
        for name in names:
            for column in repeated:
                at = members[column.key][name]
                yield _column(column, filled.values[at]), at


def _column(column: LayoutColumn, value: FormValue) -> Column:
    key = f"{value.key}.{value.of}" if value.of else value.key
    label, group = (text.replace("{}", value.of) for text in (column.label, column.group))
    return Column(key, label, column.width, value.kind, column.align, group, value.choices)


def _rows(rows: Iterable[Row], places: list[int]) -> Iterator[Row]:
    """The rows in the layout's order, but totals of nothing that it shows."""
    for row in rows:
        if row.style != "total" or any(at and not _is_empty(row.cells[at]) for at in places):
            yield _row(row, places)


def _row(row: Row, places: list[int]) -> Row:
    """The cells in the layout's order; the name of a sum stays in front of it."""
    if row.style == "section":
        return row
    cells = [row.cells[at] for at in places]
    if row.style != "body" and cells and _is_empty(cells[0]):
        if 0 in places:
            cells[places.index(0)] = None
        cells[0] = row.cells[0]
    return replace(row, cells=tuple(cells), behind=tuple(row.behind[at] for at in places) if row.behind else ())


def _even(rows: tuple[Row, ...], points: Iterable[int]) -> tuple[Row, ...]:
    """The rows with as many decimal places in every cell of each of these columns."""
    places = {at: most for at in points if (most := _most_places(rows, at))}
    return tuple(_with_places(row, places) for row in rows) if places else rows


def _most_places(rows: Iterable[Row], at: int) -> int:
    figures = (row.cells[at] for row in rows if at < len(row.cells))
    return max((len(f"{one:f}".partition(".")[2]) for one in figures if isinstance(one, Decimal)), default=0)


def _with_places(row: Row, places: Mapping[int, int]) -> Row:
    cells = list(row.cells)
    for at, wanted in places.items():
        if at < len(cells) and isinstance(figure := cells[at], int | Decimal):
            cells[at] = Decimal(figure).quantize(Decimal(1).scaleb(-wanted))
    return replace(row, cells=tuple(cells))


def _is_empty(value: CellValue) -> bool:
    return value is None or value == ""


def _letter(filled: Filled, layout: Layout, file: str) -> Iterator[str]:
    for number, paragraph in enumerate(layout.letter, 1):
        place = f"letter 第{number}段"
        if paragraph.when and paragraph.when not in filled.cases:
            raise LayoutError(file, place, f"没有“{paragraph.when}”这种情形，可用的有{'、'.join(filled.cases)}")
        if not paragraph.when or filled.cases[paragraph.when]:
            yield from _put(paragraph.text, filled, file, place).split("\n")


def _put(text: str, filled: Filled, file: str, place: str) -> str:
    """The text with its {…} filled in."""
    for name in _SLOT.findall(text):
        if name not in filled.words:
            known = "、".join(f"{{{one}}}" for one in filled.words)
            raise LayoutError(file, place, f"不认识{{{name}}}，可用的有{known or '（没有）'}")
    return _SLOT.sub(lambda found: filled.words[found[1]], text)
