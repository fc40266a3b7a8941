"""One indicator of a scheme: names, items, marks for every category, rule and definition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLineEdit, QWidget

from models.assess.scheme_words import NO_PLAN, Raw, items_words, read_items, weight_for, with_weights
from models.records.plan import Plan
from ui.base.plain_text import Label, name_of
from ui.base.tokens import SPACE
from ui.issue.rule_form import RuleForm
from ui.kit.labels import column, group_head, several_lines
from ui.kit.tab_order import chain_tab_stops

DEFINITION_LINES = 3
SIDE_BY_SIDE = 3
"""Categories in a line."""
NAMES = {"id": "代号", "name": "指标", "chapter": "部分", "section": "二级指标", "scorer": "评分人", "part": "组成部分"}
HINTS = {
    "section": "三级的方案才填",
    "scorer": "由谁评分，印在考核明细里；可以不填",
    "part": "总分分几部分的才填，例如自评",
}
"""Names that may be left empty, and what they are for."""


class IndicatorForm(QWidget):
    """Edits one indicator of the scheme.

    Signals:
        edited: The indicator as it is now.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.indicator: Raw = {}
        self._plan = NO_PLAN
        self.names = {name: QLineEdit() for name in NAMES}
        self.items, self.rule = QLineEdit(), RuleForm()
        self.definition = several_lines("指标说明")
        self.weights: dict[str, QLineEdit] = {}
        self.items.setPlaceholderText("工作要点的项号，例如 1-5、7")
        self.definition.setPlaceholderText("什么算、以什么台账为准；印在考核明细里")
        self.definition.setFixedHeight(self.definition.fontMetrics().lineSpacing() * DEFINITION_LINES + 16)
        heads, marks = QWidget(), QWidget()
        lines, self.marks = QFormLayout(heads), QGridLayout(marks)
        for form in (lines, self.marks):
            form.setContentsMargins(0, 0, 0, 0)
            form.setSpacing(SPACE)
        for name, box in self.names.items():
            lines.addRow(name_of(box, NAMES[name]), box)
            box.setPlaceholderText(HINTS.get(name, ""))
            box.textEdited.connect(partial(self._put, name))
        lines.addRow("事项", self.items)
        parts = (heads, group_head("分值（不填就是不考核这个类别）"), marks, group_head("怎样计分"), self.rule)
        layout = column(*parts, group_head("说明"), self.definition, None, margin=0)
        layout.setContentsMargins(SPACE, 0, SPACE, 0)
        self.setLayout(layout)
        self.items.textEdited.connect(self._items_typed)
        self.definition.textChanged.connect(self._definition_typed)
        self.rule.edited.connect(lambda rule: self._put("rule", rule))
        self.setEnabled(False)

    def show_indicator(self, indicator: Raw | None, scheme: Mapping[str, Any], plan: Plan = NO_PLAN) -> None:
        """Show an indicator of a scheme, its items by the numbers of the plan; None while there is none."""
        self._plan = plan
        self.setEnabled(indicator is not None)
        self.indicator = indicator or {}
        for name, box in self.names.items():
            box.setText(str(self.indicator.get(name, "")))
        known = self.indicator.get("items", ())
        self.items.setText(items_words(known, self._plan) if isinstance(known, list | tuple) else str(known))
        self.definition.blockSignals(True)
        self.definition.setPlainText(str(self.indicator.get("definition", "")))
        self.definition.blockSignals(False)
        self._show_weights(scheme)
        grades = {str(band.get("grade")) for one in scheme.get("categories", ()) for band in one.get("bands", ())}
        self.rule.show_rule(self.indicator.get("rule", {}), sorted(grades))

    def _show_weights(self, scheme: Mapping[str, Any]) -> None:
        while item := self.marks.takeAt(0):
            item.widget().deleteLater()
        self.weights = {str(one.get("id")): QLineEdit() for one in scheme.get("categories", ())}
        for at, one in enumerate(scheme.get("categories", ())):
            box = self.weights[str(one.get("id"))]
            box.setText(weight_for(self.indicator, str(one.get("id"))) if self.indicator else "")
            box.setPlaceholderText("不考核")
            box.setAccessibleName(f"{one.get('name')}的分值")
            box.setMaximumWidth(box.fontMetrics().averageCharWidth() * 9)
            box.textEdited.connect(self._weights_typed)
            line, place = divmod(at, SIDE_BY_SIDE)
            self.marks.addWidget(Label(str(one.get("name"))), line, 2 * place)
            self.marks.addWidget(box, line, 2 * place + 1)
        chain_tab_stops([self.items, *self.weights.values()])

    def _put(self, name: str, value: object) -> None:
        rest = {known: one for known, one in self.indicator.items() if known != name}
        self.indicator = rest if name in HINTS and not value else {**self.indicator, name: value}
        self.edited.emit(self.indicator)

    def _items_typed(self, text: str) -> None:
        found = read_items(text, self._plan)
        self._put("items", text if found is None else found)

    def _definition_typed(self) -> None:
        self._put("definition", self.definition.toPlainText().strip())

    def _weights_typed(self) -> None:
        self.indicator = with_weights(self.indicator, {name: box.text() for name, box in self.weights.items()})
        self.edited.emit(self.indicator)
