"""The rule of an indicator: its kind, and beside it whatever that kind asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QMenu, QWidget

from models.assess.rule_words import (
    CHOICE,
    FLAG,
    GRADE,
    RULES,
    WHERE,
    Parameter,
    default_text,
    parameter_text,
    parameter_value,
)
from models.records.field import Kind
from models.records.registry import ledgers
from ui.base.plain_text import name_of, plain_tip
from ui.base.tokens import SPACE
from ui.kit.combo_box import ComboBox
from ui.kit.labels import prose, row, small_button
from ui.kit.tab_order import chain_tab_stops

Box = QLineEdit | QComboBox | QCheckBox
WIDE_CHOICE = 18
"""Characters of a box of choices; its list is as wide as it has to be."""


class RuleForm(QWidget):
    """Edits the rule of one indicator.

    Signals:
        edited: The rule as it is now.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule: dict[str, Any] = {}
        self.boxes: dict[str, Box] = {}
        self._grades: Sequence[str] = ()
        self.kind, self.about = ComboBox(), prose("", "soft")
        self.kind.setAccessibleName("算法")
        for name, words in RULES.items():
            self.kind.addItem(words.label, name)
        self.lines = QFormLayout()
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(SPACE)
        self.lines.addRow("算法", self.kind)
        self.lines.addRow(self.about)
        self.setLayout(self.lines)
        self.kind.activated.connect(self._kind_chosen)

    def show_rule(self, rule: Mapping[str, Any], grades: Sequence[str]) -> None:
        """Show a rule; `grades` are those a veto may name."""
        self.rule, self._grades = dict(rule), grades
        kind = str(rule.get("kind", ""))
        self.kind.setCurrentIndex(self.kind.findData(kind))
        while self.lines.rowCount() > 2:  # noqa: PLR2004 - the kind and what it does stay
            self.lines.removeRow(2)
        self.boxes.clear()
        words = RULES.get(kind)
        self.about.setText(words.about if words else f"不认识的算法“{kind}”，请另选一个。")
        parameters = words.parameters if words else ()
        chain_tab_stops([self.kind, *(stop for one in parameters for stop in self._add(one))])

    def _add(self, one: Parameter) -> list[QWidget]:
        """Show what a parameter is; gives where Tab stops for it."""
        box = self.boxes[one.name] = self._box(one)
        box.setAccessibleName(one.label)
        box.setToolTip(plain_tip(one.tip))
        more = [self._conditions(box)] if one.kind == WHERE else []
        self.lines.addRow(name_of(box, one.label), row(box, *more) if more else box)
        return [box, *more]

    def _box(self, one: Parameter) -> Box:
        changed = partial(self._typed, one)
        if one.kind == FLAG:
            check = QCheckBox(one.tip)
            check.setChecked(bool(self.rule.get(one.name)))
            check.toggled.connect(changed)
            return check
        if one.kind in (CHOICE, GRADE):
            return self._choice(one, changed)
        line = QLineEdit(parameter_text(one, self.rule), placeholderText=one.tip)
        line.textEdited.connect(changed)
        return line

    def _choice(self, one: Parameter, changed: Callable[[object], None]) -> QComboBox:
        box = ComboBox()
        grades = {"": "（降低一等）", **{grade: grade for grade in self._grades}}
        choices = one.choices() if one.choices else grades
        value = str(self.rule.get(one.name, default_text(str(self.rule.get("kind")), one.name) or ""))
        for name, label in choices.items():
            box.addItem(label, name)
        if box.findData(value) < 0:
            box.addItem(f"（不认识：{value}）", value)
        box.setCurrentIndex(box.findData(value))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(WIDE_CHOICE)
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 4 * SPACE)
        box.activated.connect(changed)
        return box

    def _conditions(self, box: Box) -> QWidget:
        """Fields and values to pick a condition from."""
        button, menu = small_button("＋ 条件", "从台账的栏目里选"), QMenu(self)
        declared = ledgers().get(str(self.rule.get("ledger", "")))
        for field in declared.fields if declared else ():
            if field.kind is Kind.CHOICE and field.spec.listed and isinstance(box, QLineEdit):
                below = menu.addMenu(field.label)
                for value in field.spec.choices:
                    below.addAction(value).triggered.connect(partial(self._condition, box, f"{field.label}={value}"))
        button.setMenu(menu)
        button.setPopupMode(button.ToolButtonPopupMode.InstantPopup)
        return button

    def _condition(self, box: QLineEdit, text: str) -> None:
        before = [one for one in (box.text().strip(),) if one]
        box.setText("；".join([*before, text]))
        box.textEdited.emit(box.text())

    def _kind_chosen(self) -> None:
        kind = str(self.kind.currentData())
        if kind != self.rule.get("kind"):
            self.show_rule(RULES[kind].fresh(kind), self._grades)
            self.edited.emit(self.rule)

    def _typed(self, one: Parameter, _what: object) -> None:
        box = self.boxes[one.name]
        if isinstance(box, QCheckBox):
            value: object = box.isChecked() or None
        elif isinstance(box, QComboBox):
            value = box.currentData() or None
        else:
            value = parameter_value(one, box.text(), self.rule)
        rest = {name: known for name, known in self.rule.items() if name != one.name}
        self.rule = rest if value is None else {**rest, one.name: value}
        if one.name == "ledger":
            self.show_rule(
                {name: known for name, known in self.rule.items() if name not in ("where", "summed")}, self._grades
            )
        self.edited.emit(self.rule)
