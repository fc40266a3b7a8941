"""行政应诉年度统计表: the year beside the year before, by a layout an office can edit; and a line for each unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from models.errors import FazhiError
from models.resources import resource
from models.rules.lost import JUDGMENTS, RULINGS
from models.store.workspace import Workspace
from reports.books import Books, open_books
from reports.counting.case_year import Figure, Figures, case_figures
from reports.counting.cases import once_each
from reports.forms.filling import asked, fill, line, or_dash, section, total, until
from reports.forms.form import Form, FormRequest
from reports.sheet import CellValue, Column, Row, Sheet

STATISTICS, BY_UNIT = "case-statistics", "case-statistics-by-unit"
_LAYOUT = "case_statistics.json"
_DASH = "—"
_KINDS = {"judgments": JUDGMENTS, "rulings": RULINGS}


class LayoutRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the layout: a `section`, a `figure` with its words, or `each` outcome of a kind that occurred."""

    section: str = ""
    label: str = ""
    unit: str = ""
    figure: str = ""
    each: str = ""


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The form as an office can edit it."""

    title: str
    rows: tuple[LayoutRow, ...]
    notes: tuple[str, ...]


@dataclass(eq=False)
class BadLayoutError(FazhiError):
    """The layout was edited into something that cannot be filled in."""

    what: str

    @property
    def sentence(self) -> str:
        """Says what is wrong and where."""
        return f"表式文件 resources/forms/{_LAYOUT} 不能用（{self.what}）：请照原来的写法改正，或者换回程序自带的文件。"


def read_layout(known: Figures) -> Layout:
    """The shipped or edited layout; every figure it names is one of `known`.

    Raises:
        BadLayoutError: It cannot be filled in.
    """
    try:
        layout = msgspec.json.decode(resource("forms", _LAYOUT).read_bytes(), type=Layout)
    except (OSError, msgspec.DecodeError) as problem:
        raise BadLayoutError(str(problem)) from problem
    for number, row in enumerate(layout.rows, 1):
        if not (row.section or row.each in _KINDS or row.figure in known):
            raise BadLayoutError(f"第{number}行没有“{row.figure or row.each}”这个数")
    return layout


COLUMNS = (
    Column("label", "指标名称", 78),
    Column("unit", "计量单位", 18, align="center"),
    Column("code", "代码", 12, "number", "center"),
    Column("now", "本年", 22, "number"),
    Column("before", "上年", 22, "number"),
    Column("change", "增减", 22, "number"),
)


def make(workspace: Workspace, request: FormRequest) -> Sheet:
    """The statistics of one unit, or of the district with every case number once."""
    books = open_books(workspace, asked(request), "case")
    entries = once_each(books.entries["case"])
    now = case_figures(entries, books.year, books.day)
    before = case_figures(entries, books.year - 1, dt.date(books.year - 1, 12, 31))
    layout = read_layout(now)
    notes = (*layout.notes, *_twice(books, len(entries)), until(books))
    return fill((STATISTICS, layout.title), books, request, COLUMNS, list(_rows(layout, now, before)), notes=notes)


def _rows(layout: Layout, now: Figures, before: Figures) -> Iterator[Row]:
    code = 0
    for row in _expanded(layout, now, before):
        if row.section:
            yield section(row.section)
            continue
        code += not row.each
        figures = now[row.figure], before[row.figure]
        texts = [_text(figure, row.unit) for figure in figures]
        yield line(row.label, row.unit, None if row.each else code, *texts, _change(*figures, row.unit))


def _expanded(layout: Layout, now: Figures, before: Figures) -> Iterator[LayoutRow]:
    for row in layout.rows:
        if not row.each:
            yield row
            continue
        names = [outcome.name for outcome in _KINDS[row.each]]
        occurred = [name for name in names if now[f"outcomes.{name}"] or before[f"outcomes.{name}"]]
        for place, name in enumerate(occurred):
            lead = "　　　　" if place else "　其中："
            yield LayoutRow(label=f"{lead}{name}", unit="件", figure=f"outcomes.{name}", each=row.each)


def _text(figure: Figure, unit: str) -> CellValue:
    if figure is None:
        return _DASH
    return f"{_percent(figure)}" if unit == "%" else _plain(figure)


def _plain(figure: Figure) -> CellValue:
    return f"{figure:,.2f}" if isinstance(figure, Decimal) else figure


def _percent(ratio: int | Decimal) -> Decimal:
    return (Decimal(ratio) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _change(now: Figure, before: Figure, unit: str) -> CellValue:
    if now is None or before is None:
        return _DASH
    change = _percent(now) - _percent(before) if unit == "%" else now - before
    return f"{change:+,.2f}" if isinstance(change, Decimal) and change else (f"{change:+}" if change else 0)


def _twice(books: Books, cases: int) -> tuple[str, ...]:
    reported = len(books.entries["case"])
    return (
        (f"各单位台账共有案件记录{reported}条，共同被告等同一案号只计一件，合并后{cases}条。",)
        if reported > cases
        else ()
    )


UNIT_COLUMNS = (
    Column("number", "序号", 10, "number", "center"),
    Column("unit", "单位", 44),
    Column("carried", "上年结转", 14, "number", group="案件（件）"),
    Column("new", "本年新收", 14, "number", group="案件（件）"),
    Column("again", "进入后续审级", 16, "number", group="案件（件）"),
    Column("closed", "本年审结", 14, "number", group="案件（件）"),
    Column("pending", "期末未结", 14, "number", group="案件（件）"),
    Column("decided", "认定胜败", 14, "number", group="败诉（件）"),
    Column("lost", "败诉", 13, "number", group="败诉（件）"),
    Column("lost_rate", "败诉率", 19, "percent", group="败诉（件）"),
    Column("heard", "开庭案件", 14, "number", group="负责人出庭（件）"),
    Column("came", "负责人出庭", 15, "number", group="负责人出庭（件）"),
    Column("rate", "出庭率", 19, "percent", group="负责人出庭（件）"),
    Column("head", "正职出庭", 14, "number", group="负责人出庭（件）"),
    Column("head_rate", "正职出庭率", 19, "percent", group="负责人出庭（件）"),
)
_UNIT_FIGURES = (
    *("cases.carried", "cases.new", "cases.again", "cases.closed", "cases.pending"),
    *("lost.decided", "lost.lost", "lost.rate"),
    *("attendance.heard", "attendance.with_leader", "attendance.rate"),
    *("attendance.with_head", "attendance.head_rate"),
)


def make_by_unit(workspace: Workspace, request: FormRequest) -> Sheet:
    """A line for each unit, and the district's own total below, in which every case number counts once."""
    books = open_books(workspace, asked(request), "case")
    rows = [
        line(number, unit.name, *_unit_line(case_figures(books.of(unit.code, "case"), books.year, books.day)))
        for number, unit in enumerate(books.units, 1)
    ]
    entries = once_each(books.entries["case"])
    whole = case_figures(entries, books.year, books.day)
    notes = (*read_layout(whole).notes[1:5], *_twice(books, len(entries)), until(books))
    title = "行政应诉案件分单位统计表（示例）"
    rows.append(total("合计", None, *_unit_line(whole)))
    return fill((BY_UNIT, title), books, request, UNIT_COLUMNS, rows, notes=notes)


def _unit_line(figures: Figures) -> list[CellValue]:
    return [or_dash(figures[name]) for name in _UNIT_FIGURES]


FORMS = (
    Form(STATISTICS, "行政应诉年度统计表", "both", make, note="收结案、裁判结果、败诉和负责人出庭，附上年数。"),
    Form(BY_UNIT, "行政应诉分单位统计表", "centre", make_by_unit, note="每个单位一行，合计里同一案号只计一件。"),
)
