"""The boxes over a list: year, state and unit, and what each adds to the query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.store.records.listing import ListQuery
from models.store.records.proxy import MARK
from ui.base.tokens import SPACE
from ui.kit.combo_box import ComboBox

STATE_NAMES = ("status", "state")
TYPED = MARK
"""In the box of units: the records that were typed from paper."""
YEARS_BACK = 8
LONGEST = 16
"""Narrow characters."""
ARROW = 34
"""Pixels of a box beyond its words."""
EMPTY_WORD = "（未填）"
CATEGORY = "类别："


def state_field(ledger: Ledger) -> BoundField | None:
    """The field whose choices a list can be narrowed to with one click."""
    choices = [field for field in ledger.fields if field.kind is Kind.CHOICE and field.spec.listed]
    named = [field for field in choices if field.name in STATE_NAMES]
    return next(iter([*named, *choices]), None)


class QuickFilters(QWidget):
    """Year, state and, over all units, unit."""

    changed = Signal()

    def __init__(
        self,
        ledger: Ledger,
        this_year: int,
        units: list[tuple[str, str]],
        categories: Mapping[str, tuple[str, ...]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._groups = {f"{CATEGORY}{name}": codes for name, codes in (categories or {}).items()}
        self._ledger, self._state, self._this_year = ledger, state_field(ledger), this_year
        self.unit, self.year, self.state = self._unit_box(units), self._year_box(), self._state_box()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        for box in (self.unit, self.year, self.state):
            box.setAccessibleName(box.itemText(0).removeprefix("全部") or "筛选")
            box.setVisible(box.count() > 1)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(min(max(_lengths(box), default=0), LONGEST))
            # Where a window is narrow it may shrink to what it says while nothing is chosen.
            box.setMinimumWidth(box.fontMetrics().horizontalAdvance(box.itemText(0)) + ARROW)
            box.currentIndexChanged.connect(self.changed)
            layout.addWidget(box)

    def _year_box(self) -> QComboBox:
        box = ComboBox(self)
        box.addItem("全部年度", None)
        if self._ledger.year_of:
            for year in range(self._this_year, self._this_year - YEARS_BACK, -1):
                box.addItem(f"{year}年", year)
        return box

    def _state_box(self) -> QComboBox:
        box = ComboBox(self)
        if self._state:
            box.addItem(f"全部{self._state.label}", "")
            for word in self._state.spec.choices:
                box.addItem(word, word)
            box.addItem(EMPTY_WORD, None)
        return box

    def _unit_box(self, units: list[tuple[str, str]]) -> QComboBox:
        box = ComboBox(self)
        box.addItem("全部单位", None)
        if units:
            box.addItem(TYPED, TYPED)
        for group in self._groups if units else ():
            box.addItem(group, group)
        for code, name in units:
            box.addItem(name, code)
        return box

    def narrowed(self, query: ListQuery) -> ListQuery:
        """`query` with the conditions of year, state and unit added."""
        equals, since, until = list(query.equals), list(query.since), list(query.until)
        name, year = self._ledger.year_of, self.year.currentData()
        if year is not None and self._ledger.by_name[name].kind is Kind.DATE:
            since.append((name, f"{year}-01-01"))
            until.append((name, f"{year}-12-31"))
        elif year is not None:
            equals.append((name, year))
        if self._state and self.state.currentIndex() > 0:
            equals.append((self._state.name, self.state.currentData()))
        chosen = self.unit.currentData()
        units = self._groups.get(chosen, query.units)
        unit = query.unit if chosen in (None, TYPED) or chosen in self._groups else chosen
        proxy = True if chosen == TYPED else query.proxy
        asked = replace(query, unit=unit, units=units, proxy=proxy)
        return replace(asked, equals=tuple(equals), since=tuple(since), until=tuple(until))

    def values(self) -> dict[str, str | int | None]:
        """The choice of each box that narrows, by the box's name; boxes that show all are left out."""
        boxes = self._boxes().items()
        return {name: box.currentData() for name, box in boxes if box.currentIndex() > 0}

    def put(self, values: Mapping[str, str | int | None]) -> None:
        """Set the boxes to saved `values`; those missing or no longer offered show all."""
        for name, box in self._boxes().items():
            found = next((at for at in range(1, box.count()) if box.itemData(at) == values.get(name)), 0)
            box.setCurrentIndex(found if name in values else 0)

    def _boxes(self) -> dict[str, QComboBox]:
        return {"year": self.year, "state": self.state, "unit": self.unit}

    def clear(self) -> None:
        """Set year, state and unit back to "all"."""
        for box in (self.year, self.state, self.unit):
            box.setCurrentIndex(0)


def _lengths(box: QComboBox) -> list[int]:
    """Of each choice, in narrow characters."""
    return [2 * len(box.itemText(at)) for at in range(box.count())]
