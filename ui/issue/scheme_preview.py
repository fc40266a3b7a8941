"""What a workbook changes in the scheme, old and new, before it is taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.records.finding import Finding
from reports.filled_in.schemes.scheme_changes import SchemeChange
from ui.kit.tables.changes_dialog import ChangesDialog
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

_HEADS: list[ColumnHead[SchemeChange]] = [
    ColumnHead("哪里", 12, lambda one: one.of),
    ColumnHead("栏目", 7, lambda one: one.what),
    ColumnHead("现在", 14, lambda one: one.before),
    ColumnHead("改成", 14, lambda one: one.after),
]


def scheme_preview(
    changes: Sequence[SchemeChange], warnings: Sequence[Finding], parent: QWidget
) -> ChangesDialog[SchemeChange]:
    """The dialog that lists the changes; nothing is taken before 采用."""
    table: RowsTable[SchemeChange] = RowsTable(_HEADS, "没有要改的。", name="方案的变化")
    table.show_rows(changes)
    said = f"还没有采用：有{len(changes)}处不同。采用以后可以撤销，保存才算数。"
    summary = "\n".join([said, *(f"▲ {one.message}" for one in warnings)])
    return ChangesDialog("读入考核方案", table, summary, f"采用{len(changes)}处改动", parent)
