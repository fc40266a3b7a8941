"""One indicator across all units: points, full marks and why, to compare them side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from models.assess.scheme import Indicator, Scheme
from models.assess.score import Assessment, Score, ScoreState, UnitScore, words
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, prose
from ui.kit.tables.head import ColumnHead
from ui.kit.tables.rows_table import RowsTable
from ui.kit.tables.score_heads import STATE_TONES


class IndicatorLine(NamedTuple):
    """A unit with its score for the indicator in front."""

    category: str
    unit: UnitScore
    score: Score


class IndicatorView(QWidget):
    """Choose an indicator, see every unit that is scored by it.

    Signals:
        opened: Code of the unit and id of the indicator that are to be shown in full.
        chosen: Other units than before are selected.
    """

    opened = Signal(str, str)
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme: Scheme | None = None
        self._result: Assessment | None = None
        self.which, self.about = ComboBox(), prose("", "soft")
        self.which.setAccessibleName("指标")
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        heads: list[ColumnHead[IndicatorLine]] = [
            ColumnHead("类别", 5, lambda one: one.category),
            ColumnHead("单位", 8, lambda one: one.unit.name),
            ColumnHead("得分", 4, _points),
            ColumnHead("满分", 3, lambda one: Decimal(words(one.score.full))),
            ColumnHead("状态", 4, lambda one: one.score.state.value, tone=lambda one: STATE_TONES[one.score.state]),
            ColumnHead("依据", 16, lambda one: one.score.reason),
        ]
        self.table: RowsTable[IndicatorLine] = RowsTable(
            heads, "没有单位考核这项指标。", name="各单位这项指标的得分", key=lambda one: one.unit.unit
        )
        layout = column(self.which, self.about, self.table, margin=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.which.currentIndexChanged.connect(self._show)
        self.table.selectionModel().selectionChanged.connect(self.chosen)
        self.table.picked.connect(lambda one: self.opened.emit(one.unit.unit, one.score.indicator))

    def show_result(self, scheme: Scheme, result: Assessment) -> None:
        """Show an assessment; the indicator and the unit in front stay, and `opened` is not told."""
        self._scheme, self._result = scheme, result
        kept = self.which.currentData()
        self.which.blockSignals(True)
        self.which.clear()
        for one in scheme.indicators:
            self.which.addItem(f"{one.id} {one.name}", one.id)
        self.which.setCurrentIndex(max(self.which.findData(kept), 0))
        self.which.blockSignals(False)
        self.table.blockSignals(True)
        self._show()
        self.table.blockSignals(False)

    def show_front(self, unit: str, indicator: str) -> None:
        """List the indicator, and have the unit in front that is shown in full; `opened` is not told."""
        current = self.table.current()
        if self.which.currentData() == indicator and current and current.unit.unit == unit:
            return
        for part in (self.which, self.table):
            part.blockSignals(True)
        if self.which.currentData() != indicator:
            self.which.setCurrentIndex(self.which.findData(indicator))
            self._show()
        self.table.select(unit)
        for part in (self.which, self.table):
            part.blockSignals(False)

    def places(self) -> list[tuple[tuple[str, str], ScoreState]]:
        """Code and indicator of every line from the top, and whether it has its points."""
        return [((one.unit.unit, one.score.indicator), one.score.state) for one in self.table.rows.rows]

    def units_chosen(self, indicator: str) -> list[UnitScore]:
        """The units selected for this indicator, from the top; [] while another one is listed."""
        return [one.unit for one in self.table.chosen() if one.score.indicator == indicator]

    def _show(self) -> None:
        wanted = self.which.currentData()
        if self._scheme is None or self._result is None:
            return
        names = {one.id: one.name for one in self._scheme.categories}
        lines = [
            IndicatorLine(names.get(unit.category, unit.category), unit, score)
            for unit in self._result.units
            for score in unit.scores
            if score.indicator == wanted
        ]
        indicator = next((one for one in self._scheme.indicators if one.id == wanted), None)
        self.about.setText(_summary(indicator, lines))
        self.table.show_rows(lines)


def _points(line: IndicatorLine) -> Decimal | None:
    return Decimal(words(line.score.points)) if line.score.state is ScoreState.SCORED else None


def _summary(indicator: Indicator | None, lines: list[IndicatorLine]) -> str:
    """How many lost points, how many on average, and the definition."""
    scored = [one.score for one in lines if one.score.state is ScoreState.SCORED]
    if indicator is None or not scored:
        return indicator.definition if indicator else ""
    lost = sum(bool(one.lost) for one in scored)
    mean = sum((one.points for one in scored), Decimal(0)) / len(scored)
    scorer = f"由{indicator.scorer}评分。" if indicator.scorer else ""
    return f"已评{len(scored)}个单位，平均{words(mean)}分，{lost}个未得满分。{scorer}{indicator.definition}"
