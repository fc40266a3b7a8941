"""What a workbook changes in the scheme, old and new, before it is taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from models.records.finding import Finding
from reports.filled_in.schemes.scheme_changes import SchemeChange
from ui.kit.labels import column, main_button, prose
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

SIZE = 940, 480
_HEADS: list[ColumnHead[SchemeChange]] = [
    ColumnHead("哪里", 12, lambda one: one.of),
    ColumnHead("栏目", 7, lambda one: one.what),
    ColumnHead("现在", 14, lambda one: one.before),
    ColumnHead("改成", 14, lambda one: one.after),
]


class SchemePreview(QDialog):
    """Lists the changes; nothing is taken before 采用."""

    def __init__(
        self, changes: Sequence[SchemeChange], warnings: Sequence[Finding], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("读入考核方案")
        self.table: RowsTable[SchemeChange] = RowsTable(_HEADS, "没有要改的。", name="方案的变化")
        self.table.show_rows(changes)
        said = f"还没有采用：有{len(changes)}处不同。采用以后可以撤销，保存才算数。"
        self.summary = prose("\n".join([said, *(f"▲ {one.message}" for one in warnings)]), "soft")
        self.go, stop = main_button(f"采用{len(changes)}处改动"), QPushButton("取消")
        buttons = QDialogButtonBox()
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(stop, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = column(self.summary, self.table, buttons)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.resize(*SIZE)
