"""Rows on the clipboard as Excel and WPS take them: every cell stays the text it is."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

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


def _cell(text: str) -> str:
    return f'<td style="{AS_TEXT}">{html.escape(text)}</td>'
