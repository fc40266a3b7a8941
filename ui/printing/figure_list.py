"""数字: the figures of the form that is previewed, each with the records it counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from models.records.registry import ledger
from reports.base.sheet import Behind, Column, Row, Sheet
from reports.base.wording import cell_text
from ui.base.session import Session
from ui.kit.labels import column, prose
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

HINT = "双击一个数，列出它数的记录；比率的分子、分母，两本台账相加的数，各列一行。"
ABOVE = "表头"
"""What stands above the table is called so."""
NO_FIGURES = "这张表里没有由记录数出来的数，\n或者还没有生成。"


class FormFigure(NamedTuple):
    """A figure of a form: whose line and which column it stands in, and what it counts."""

    line: str
    head: str
    words: str
    behind: Behind


def form_figures(sheet: Sheet) -> list[FormFigure]:
    """Every figure that counts a record, in the order in which the form prints them."""
    return [figure for one in (sheet, *sheet.more) for figure in (*_above(one), *_in_table(one))]


def _above(sheet: Sheet) -> Iterator[FormFigure]:
    for fact in sheet.facts:
        yield from _opened(ABOVE, fact.label, fact.value, fact.behind)


def _in_table(sheet: Sheet) -> Iterator[FormFigure]:
    for row in sheet.rows:
        line = _line_of(row, sheet.columns)
        for head, cell, behind in zip(sheet.columns, row.cells, row.behind, strict=False):
            if behind:
                yield from _opened(line, _head_of(head, sheet), cell_text(cell, head.kind), behind)


def _opened(line: str, head: str, words: str, every: tuple[Behind, ...]) -> Iterator[FormFigure]:
    """A line for each part of a figure and each ledger behind it, named by both where there are several."""
    several = len({one.ledger for one in every}) > 1
    for one in every:
        parts = [*filter(None, [one.part]), *([ledger(one.ledger).label] if several else [])]
        if one.uids:
            yield FormFigure(line, f"{head}（{'，'.join(parts)}）" if parts else head, words, one)


def _line_of(row: Row, heads: tuple[Column, ...]) -> str:
    """What the line is called: its first words."""
    cells = zip(row.cells, heads, strict=False)
    return next((cell for cell, head in cells if isinstance(cell, str) and cell and head.kind == "text"), "合计")


def _head_of(head: Column, sheet: Sheet) -> str:
    """The column's label, with its common head behind where another column is called the same."""
    same = sum(one.label == head.label for one in sheet.columns)
    return f"{head.label}（{head.group}）" if head.group and same > 1 else head.label


class FigureList(QWidget):
    """The figures of a form; opening one shows the records it counts."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        heads: list[ColumnHead[FormFigure]] = [
            ColumnHead("行", 8, lambda one: one.line.strip("　 ")),
            ColumnHead("栏", 8, lambda one: one.head),
            ColumnHead("数", 4, lambda one: one.words),
        ]
        self.table: RowsTable[FormFigure] = RowsTable(heads, NO_FIGURES, name="表里的数")
        layout = column(prose(HINT, "soft"), self.table, margin=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.table.opened.connect(self._open)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """List the figures of a sheet and of those behind it; none while there is none."""
        self.table.show_rows(form_figures(sheet) if sheet else [])

    def _open(self, one: FormFigure) -> None:
        what = f"{one.line.strip('　 ')}，{one.head}"
        self._session.records_wanted.emit(one.behind.ledger, list(one.behind.uids), what)
