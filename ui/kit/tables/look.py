"""How every table looks: one height of rows, no vertical lines, whole rows selected."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.base.theme import scaled
from ui.base.tokens import ROW, SPACE

BESIDE = 2 * (SPACE + 3) + 4
"""Pixels of a column beyond its text."""


def size_columns(table: QTableView, characters: Iterable[int]) -> None:
    """Columns for as many Chinese characters each, and for the room beside them."""
    character = table.fontMetrics().horizontalAdvance("国")
    for at, width in enumerate(characters):
        table.setColumnWidth(at, width * character + BESIDE)


def dress_table(table: QTableView) -> None:
    """Give a table that only shows the look of all of them; its rows are as high in every one."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows = table.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(scaled(ROW))
    heads = table.horizontalHeader()
    heads.setHighlightSections(False)
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
