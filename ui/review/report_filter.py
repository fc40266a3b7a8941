"""Boxes over the grid of 报送情况: which units are shown, by words, category, state and period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from models.assess.inputs import Timing
from models.merge.outcome import PackageState
from models.merge.states import SubmissionState
from models.records.office import Unit
from models.store.base.search import pinyin_initials
from models.submit import freeze_list
from ui.base.places import MISSING, REPORTED, RETURNED, REVIEW, UNSURE, UNTOLD, WAITING
from ui.base.tokens import WIDE
from ui.kit.combo_box import ComboBox
from ui.kit.labels import row, with_name
from ui.kit.tables.quick_filters import ARROW
from ui.review.facts import Cell, Reports


class ReportCondition(NamedTuple):
    """One entry of the state filter: its label, and whether a cell meets it."""

    label: str
    holds: Callable[[Cell], bool]


def _reviewed(verdict: str) -> Callable[[Cell], bool]:
    return lambda cell: cell.has_reported and cell.row is not None and cell.row.review == verdict


def _untold(cell: Cell) -> bool:
    told = cell.row is None or cell.row.state != PackageState.MERGED or bool(cell.row.receipt)
    return not told and cell.row is not None and cell.row.review in ("approved", "returned")


CONDITIONS: Mapping[str, ReportCondition] = {
    "": ReportCondition("全部状态", lambda _: True),
    MISSING: ReportCondition(SubmissionState.NOT_REPORTED, lambda cell: cell.state in freeze_list.MISSING),
    "late": ReportCondition("迟报", lambda cell: cell.has_reported and cell.timing is Timing.LATE),
    REPORTED: ReportCondition("已报", lambda cell: cell.has_reported),
    "unenrolled": ReportCondition(SubmissionState.UNENROLLED, lambda cell: cell.state is SubmissionState.UNENROLLED),
    REVIEW: ReportCondition(SubmissionState.WAITING, _reviewed("pending")),
    "approved": ReportCondition("已通过", _reviewed("approved")),
    WAITING: ReportCondition("待登记或待审", lambda cell: cell.state in freeze_list.WAITING),
    RETURNED: ReportCondition("已退回", lambda cell: cell.state in freeze_list.RETURNED),
    "paper": ReportCondition(SubmissionState.ON_PAPER, lambda cell: cell.on_paper),
    "zero": ReportCondition("有零报送", lambda cell: bool(cell.zero)),
    UNSURE: ReportCondition(
        "收到日期待确认", lambda cell: bool(cell.has_reported and cell.row and not cell.row.received_on)
    ),
    UNTOLD: ReportCondition("回执待导出", _untold),
}


class ReportFilter(QWidget):
    """The boxes that narrow the grid of submissions: text, category, period, state.

    Signals:
        changed: Other units are to be shown.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = with_name(QLineEdit(placeholderText="搜索单位（Ctrl+F）"), "搜索单位")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(self.words.fontMetrics().horizontalAdvance(self.words.placeholderText()) + WIDE)
        self.category, self.state, self.period = ComboBox(), ComboBox(), ComboBox()
        for name, condition in CONDITIONS.items():
            self.state.addItem(condition.label, name)
        for box, label in ((self.category, "类别"), (self.state, "状态"), (self.period, "报送期")):
            box.setAccessibleName(label)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(self.changed)
        self.state.setMinimumWidth(self.state.fontMetrics().horizontalAdvance(self.state.itemText(0)) + ARROW)
        self.words.textChanged.connect(self.changed)
        layout = row(self.words, self.category, self.period, self.state)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def offer(self, reports: Reports) -> None:
        """Offer the categories and periods there are; what was chosen stays."""
        categories = dict.fromkeys(unit.category for unit in reports.units)
        _offer(self.category, [("全部类别", ""), *((name, name) for name in categories)])
        _offer(self.period, [("各期", ""), *((one.label, one.id) for one in reports.issue.periods)])
        self.period.setVisible(len(reports.issue.periods) > 1)

    def put(self, part: str | None) -> None:
        """Narrow to a part: a state, and a period behind a colon."""
        state, _, period = (part or "").partition(":")
        self.words.clear()
        for box, value in ((self.category, ""), (self.state, state), (self.period, period)):
            box.setCurrentIndex(max(box.findData(value), 0))

    def narrowed(self, reports: Reports) -> list[Unit]:
        """The units that match both the text and the state chosen, in the order of the roster."""
        return [unit for unit in reports.units if self._fits_unit(unit) and self._fits_state(unit, reports)]

    def _fits_unit(self, unit: Unit) -> bool:
        words, category = self.words.text().strip().lower(), self.category.currentData()
        text = f"{unit.name} {unit.code}".lower()
        named = not words or words in text or (words.isascii() and words in pinyin_initials(text))
        return named and category in ("", None, unit.category)

    def _fits_state(self, unit: Unit, reports: Reports) -> bool:
        wanted, period = CONDITIONS[self.state.currentData() or ""], self.period.currentData()
        cells = [reports.cells[unit.code, one.id] for one in reports.issue.periods if period in ("", None, one.id)]
        return any(wanted.holds(cell) for cell in cells)


def _offer(box: QComboBox, choices: list[tuple[str, str]]) -> None:
    kept = box.currentData()
    box.setMinimumWidth(box.fontMetrics().horizontalAdvance(choices[0][0]) + ARROW)
    box.blockSignals(True)
    box.clear()
    for label, value in choices:
        box.addItem(label, value)
    box.setCurrentIndex(max(box.findData(kept), 0))
    box.blockSignals(False)
