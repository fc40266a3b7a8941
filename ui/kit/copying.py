"""Rows on the clipboard as Excel and WPS take them: every cell stays the text it is."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from ui.kit.text_cells import marked

AS_TEXT = "mso-number-format:'\\@'"
"""Keeps long numbers whole and `=…` a text (the spreadsheet's own clipboard dialect)."""


def put_on_clipboard(lines: Sequence[Sequence[str]]) -> None:
    """Copy a table; the first line holds the heads."""
    data = QMimeData()
    data.setText("\n".join("\t".join(marked(cell) for cell in line) for line in lines))
    rows = "".join(f"<tr>{''.join(_cell(cell) for cell in line)}</tr>" for line in lines)
    data.setHtml(f"<meta charset='utf-8'><table>{rows}</table>")
    QGuiApplication.clipboard().setMimeData(data)


def copy_by_keys(view: QAbstractItemView) -> None:
    """Have Ctrl+C copy what is selected as a table: Qt's own copies a bare cell, which a spreadsheet may calculate."""
    copy = QAction("复制", view, shortcut=QKeySequence(QKeySequence.StandardKey.Copy))
    copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    copy.triggered.connect(partial(_copy_selected, view))
    view.addAction(copy)


def _copy_selected(view: QAbstractItemView) -> None:
    """A line for each row with a selected cell, from the top, under the heads where there are several columns."""
    chosen = view.selectionModel().selectedIndexes()
    columns = sorted({index.column() for index in chosen})
    rows = {_path(index): index for index in chosen}
    lines = [[_text(rows[path].siblingAtColumn(at).data()) for at in columns] for path in sorted(rows)]
    heads = [_text(view.model().headerData(at, Qt.Orientation.Horizontal)) for at in columns]
    if lines:
        put_on_clipboard([heads, *lines] if len(columns) > 1 else lines)


def _path(index: QModelIndex) -> tuple[int, ...]:
    """Where a row stands: its number below those of the rows that it belongs to."""
    return (*_path(index.parent()), index.row()) if index.isValid() else ()


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _cell(text: str) -> str:
    return f'<td style="{AS_TEXT}">{html.escape(text)}</td>'
