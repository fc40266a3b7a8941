"""Fields that two computers changed without knowing of each other: both versions, and the choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from models.clock import local_day, local_minute
from models.merge.conflicts import Dispute, DisputedVersion
from models.records.registry import ledger
from ui.base.session import Session
from ui.kit.labels import column, group_head, main_button, prose, row
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

ABOUT = "同一条记录的同一个字段在两处改成了不同的值。两个值都留着，由您选一个；没选之前，台账里先显示其中一个。"
VERSION_HEADS: list[ColumnHead[DisputedVersion]] = [
    ColumnHead("现在显示", 4, lambda one: "是" if one.shown else ""),
    ColumnHead("内容", 26, lambda one: one.text),
    ColumnHead("来自", 12, lambda one: one.origin),
    ColumnHead("修改人", 6, lambda one: one.written_by),
    ColumnHead("时间", 10, lambda one: local_minute(one.written_at)),
]


class ConflictsPanel(QWidget):
    """Conflicts above, the versions of the current one below.

    Signals:
        decided: A `Dispute` and the `Version` that is to stand.
    """

    decided = Signal(object, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        heads: list[ColumnHead[Dispute]] = [
            ColumnHead("单位", 9, lambda one: session.unit_name(one.unit)),
            ColumnHead("台账", 7, lambda one: ledger(one.ledger).label),
            ColumnHead("记录", 14, lambda one: one.title),
            ColumnHead("字段", 7, lambda one: one.label),
            ColumnHead("起始时间", 8, lambda one: local_day(one.since)),
        ]
        self.table = RowsTable(heads, "没有冲突。", name="冲突", key=lambda one: (one.uid, one.field))
        self.versions = RowsTable(VERSION_HEADS, "选中上面的一个冲突。", name="冲突的几个版本")
        self.take, self.open = main_button("采用选中的内容"), QPushButton("打开记录")
        parts = (prose(ABOUT, "soft"), self.table, group_head("几个版本"), self.versions)
        layout = column(*parts, row(self.take, self.open, None), margin=8)
        layout.setStretch(1, 3)
        layout.setStretch(3, 2)
        self.setLayout(layout)
        self.table.picked.connect(self._show_versions)
        self.table.opened.connect(self._open)
        self.versions.selectionModel().selectionChanged.connect(self._look)
        self.versions.rows.modelReset.connect(self._look)
        self.take.clicked.connect(self._take)
        self.open.clicked.connect(self._open)
        self._look()

    def show_disputes(self, waiting: Sequence[Dispute]) -> None:
        """Show what waits for a decision, the first of it in front."""
        self.versions.show_rows([])
        self.table.show_rows(waiting)
        self.table.selectRow(0)

    def _show_versions(self, dispute: Dispute) -> None:
        """Of another conflict nothing is chosen yet."""
        self.versions.show_rows([])
        self.versions.show_rows(dispute.versions)

    def _look(self) -> None:
        self.take.setEnabled(len(self.versions.chosen()) == 1)
        self.open.setEnabled(self.table.current() is not None)

    def _take(self) -> None:
        dispute, version = self.table.current(), self.versions.current()
        if dispute and version:
            self.decided.emit(dispute, version)

    def _open(self) -> None:
        dispute = self.table.current()
        if dispute:
            self._session.record_wanted.emit(dispute.ledger, dispute.uid)
