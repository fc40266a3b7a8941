"""数字: the figures of the form that is previewed, each with the records it counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from reports.base.sheet import Behind, Column, Row, Sheet
from reports.base.wording import cell_text
from ui.base.session import Session
from ui.kit.labels import column, prose
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

HINT = "双击一个数，列出它数的记录。"
NO_FIGURES = "这张表里没有由记录数出来的数，\n或者还没有生成。"


class FormFigure(NamedTuple):
    """A figure of a form: whose line and which column it stands in, and what it counts."""

    line: str
    head: str
    words: str
    behind: Behind


def form_figures(sheet: Sheet) -> list[FormFigure]:
    """Every figure that counts a record, in the order in which the form prints them."""
    return [
        FormFigure(_line_of(row, one.columns), _head_of(head, one), cell_text(row.cells[at], head.kind), behind)
        for one in (sheet, *sheet.more)
        for row in one.rows
        for at, head, behind in _with_records(row, one.columns)
    ]


def _with_records(row: Row, heads: tuple[Column, ...]) -> Iterator[tuple[int, Column, Behind]]:
    for at, (head, behind) in enumerate(zip(heads, row.behind, strict=False)):
        if behind and behind.uids:
            yield at, head, behind


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
            ColumnHead("行", 6, lambda one: one.line.strip("　 ")),
            ColumnHead("栏", 7, lambda one: one.head),
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
