"""The same person or case in several units: confirmed as 调动 or 共同被告, never merged."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.merge.same_person_or_case import VERDICTS, SharedValue
from models.records.registry import ledger
from models.records.tone import Tone
from ui.base.session import Session
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, main_button, prose, row, with_name
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable

ABOUT = "同一个身份证号或案号出现在几个单位的台账里：请确认是调动、兼职、共同被告或登记有误；记录不合并。"


class SamePersonPanel(QWidget):
    """The list, and below it the verdict on the chosen one.

    Signals:
        confirmed: A `Twin`, the verdict and a note.
    """

    confirmed = Signal(object, str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._front = session, ""
        heads: list[ColumnHead[SharedValue]] = [
            ColumnHead("台账", 7, lambda one: ledger(one.ledger).label),
            ColumnHead("号码", 13, lambda one: one.shown),
            ColumnHead("记录", 10, lambda one: one.places[0].title),
            ColumnHead("单位", 18, lambda one: "、".join(session.unit_name(place.unit) for place in one.places)),
            ColumnHead("确认为", 6, _verdict, tone=lambda one: Tone.GOOD if one.said else Tone.WARN),
        ]
        self.table: RowsTable[SharedValue] = RowsTable(
            heads, "没有在几个单位重复出现的人员和案件。", name="重复出现的人员和案件", key=lambda one: one.code
        )
        self.verdict = with_name(ComboBox(), "确认为")
        self.note = with_name(QLineEdit(placeholderText="备注，例如：9月调入"), "备注")
        self.confirm, self.open = main_button("确认"), QPushButton("打开记录")
        line = row(prose("确认为"), self.verdict, self.note, self.confirm, self.open)
        line.setStretch(2, 1)
        layout = column(prose(ABOUT, "soft"), self.table, line, margin=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.table.picked.connect(self._show)
        self.table.opened.connect(self._open)
        self.confirm.clicked.connect(self._confirm)
        self.open.clicked.connect(self._open)
        self._allow(None)

    def show_twins(self, found: list[SharedValue]) -> None:
        """List the persons and cases that several units have in their ledgers."""
        self.table.show_rows(found)
        self._allow(self.table.current())

    def _show(self, one: SharedValue) -> None:
        if one.code != self._front:  # read again it keeps what was chosen
            self._front = one.code
            self.verdict.clear()
            self.verdict.addItems(VERDICTS[one.ledger])
            self.note.clear()
        self._allow(one)

    def _allow(self, one: SharedValue | None) -> None:
        for part in (self.confirm, self.open, self.verdict, self.note):
            part.setEnabled(one is not None)

    def _confirm(self) -> None:
        one = self.table.current()
        if one:
            self.confirmed.emit(one, self.verdict.currentText(), self.note.text().strip())
            self.note.clear()

    def _open(self) -> None:
        one = self.table.current()
        if one:
            self._session.record_wanted.emit(one.ledger, one.places[0].uid)


def _verdict(one: SharedValue) -> str:
    return one.said.verdict if one.said else "待确认"
