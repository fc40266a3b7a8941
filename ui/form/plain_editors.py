"""Editors of text, numbers, dates and flags."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from models.records.bounds import LONG_TEXT, is_amount
from models.records.field import BoundField
from models.rules.dates import date_fault, day_example, read_date
from ui.base.text_box import TextBox
from ui.base.tokens import SPACE
from ui.form.day_popup import DayPopup
from ui.form.editor import Editor
from ui.kit.labels import small_button

_GROUPING = re.compile(r"[,，\s]")
_BREAKS = re.compile(r"[\t\r\n]+")
NUMBER_WIDTH = 20
"""Characters."""


class LineEditor(Editor):
    """One line; `_read` and `_spell` of a subclass translate between text and value."""

    def __init__(self, field: BoundField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = QLineEdit(maxLength=LONG_TEXT)
        self._hold(self.line)
        self.line.textEdited.connect(self.edited)

    def value(self) -> Any:
        """The text read as the field's JSON value, or None if empty or unreadable."""
        text = self._as_stored(self.line.text()).strip()
        return self._read(text) if text else None

    def set_value(self, value: Any) -> None:
        """Show a JSON value as text, the cursor at its start; None empties the line."""
        self.line.setText(self._to_show("" if value is None else str(value)))
        self._cut = self.line.text()
        self.line.setCursorPosition(0)

    def problem(self) -> str:
        """Says how the value is written if the text cannot be read; "" if it can or the line is empty."""
        text = self.line.text().strip()
        return self._complaint() if text and self._read(text) is None else ""

    def raw(self) -> str:
        """The text in the line exactly as typed."""
        return self.line.text()

    def _type(self, text: str) -> None:
        self.line.setText(_BREAKS.sub(" ", text))

    def set_read_only(self) -> None:
        """Let the text be selected and copied, not changed."""
        self.line.setReadOnly(True)
        self.line.setPlaceholderText("")

    def _read(self, text: str) -> Any:
        return text

    def _complaint(self) -> str:
        return ""


class LongTextEditor(Editor):
    """Several lines; Enter goes on, Alt+Enter breaks the line as in Excel."""

    def __init__(self, field: BoundField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = TextBox()
        self.box.setTabChangesFocus(True)
        self.box.setPlaceholderText("换行用 Alt+Enter")
        self.box.setFixedHeight(self.box.fontMetrics().lineSpacing() * field.spec.lines + 16)
        self._hold(self.box)
        self._quiet = False
        self.box.textChanged.connect(self._tell)

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def value(self) -> Any:
        """The text without blanks around it as a JSON string, or None if empty."""
        return self._as_stored(self.box.toPlainText()).strip() or None

    def set_value(self, value: Any) -> None:
        """Show a JSON string without reporting an edit; None empties the box."""
        self._quiet = True
        self.box.setPlainText(self._to_show(value or ""))
        self._cut = self.box.toPlainText()
        self._quiet = False

    def raw(self) -> str:
        """The text in the box exactly as typed."""
        return self.box.toPlainText()

    def _type(self, text: str) -> None:
        self.box.setPlainText(text)

    def set_read_only(self) -> None:
        """Let the text be selected and copied, not changed."""
        self.box.setReadOnly(True)
        self.box.setPlaceholderText("")


class IntegerEditor(LineEditor):
    """A whole number of up to 15 digits; full-width digits, grouping and the unit in the label are understood."""

    def __init__(self, field: BoundField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.setMaximumWidth(self.line.fontMetrics().averageCharWidth() * NUMBER_WIDTH)
        self._layout.addStretch(1)

    def _read(self, text: str) -> Any:
        plain = _GROUPING.sub("", self.field.without_unit(unicodedata.normalize("NFKC", text)))
        return int(plain) if re.fullmatch(r"[+-]?[0-9]{1,15}", plain) else None

    def _complaint(self) -> str:
        return f"{self.field.label}要填整数，不带单位。"


class DecimalEditor(LineEditor):
    """An amount in yuan (元) or points (分); full-width digits, grouping and the unit behind it are understood."""

    def __init__(self, field: BoundField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._unit, self._example = ("分", "例如 92.5") if field.spec.points else ("元", "例如 12000.50")
        self.line.setPlaceholderText(self._example)
        self.line.setMaximumWidth(self.line.fontMetrics().averageCharWidth() * NUMBER_WIDTH)
        if parent is None:  # in a table's cell the column says how wide
            self.line.setMinimumWidth(self.line.fontMetrics().horizontalAdvance(self._example) + 3 * SPACE)
        self._layout.addStretch(1)

    def _read(self, text: str) -> Any:
        plain = _GROUPING.sub("", unicodedata.normalize("NFKC", text)).removesuffix(self._unit)
        try:
            amount = Decimal(plain)
        except InvalidOperation:
            return None
        return plain if "E" not in plain.upper() and is_amount(amount) else None

    def _complaint(self) -> str:
        return f"{self.field.label}要填数字，{self._example}，不写单位。"


class DateEditor(LineEditor):
    """A date in any of the spellings clerks use; shown as 2020-03-01 once typed. The calendar opens at `today`."""

    def __init__(self, field: BoundField, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._today = today
        example = f"例如 {today():%Y%m%d}"
        self.line.setPlaceholderText(example)
        self.line.setMaximumWidth(self.line.fontMetrics().averageCharWidth() * NUMBER_WIDTH)
        if parent is None:  # in a table's cell the column says how wide
            self.line.setMinimumWidth(self.line.fontMetrics().horizontalAdvance(example) + 3 * SPACE)
        self.line.editingFinished.connect(self._respell)
        self.button = small_button("▾", "从日历里选")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setProperty("slim", True)
        self.button.setFixedHeight(self.line.sizeHint().height())
        self.button.clicked.connect(self._choose)
        self._layout.addWidget(self.button)
        self._layout.addStretch(1)
        self._calendar: DayPopup | None = None

    def _read(self, text: str) -> Any:
        day = read_date(text)
        return day.isoformat() if day else None

    def _complaint(self) -> str:
        return f"{self.field.label}{date_fault(self.line.text(), day_example(self._today()))}"

    def _respell(self) -> None:
        value = self.value()
        if value:
            self.line.setText(value)

    def set_read_only(self) -> None:
        """As any line, and without the button that opens the calendar."""
        super().set_read_only()
        self.button.hide()

    def _choose(self) -> None:
        if self._calendar is None:
            self._calendar = DayPopup(self)
            self._calendar.clicked.connect(self._take)
            self._calendar.activated.connect(self._take)
        day = self.value() or self._today().isoformat()
        self._calendar.open_at(self.line, QDate.fromString(day, Qt.DateFormat.ISODate))

    def _take(self, day: QDate) -> None:
        if self._calendar:
            self._calendar.hide()
        self.line.setText(day.toString(Qt.DateFormat.ISODate))
        self.line.setFocus()
        self.edited.emit()


_ANSWERS: dict[object, tuple[Qt.CheckState, str]] = {
    None: (Qt.CheckState.PartiallyChecked, "未填"),
    True: (Qt.CheckState.Checked, "是"),
    False: (Qt.CheckState.Unchecked, "否"),
}
"""In the order the space key turns them: 否 is an answer, and not the same as none."""


class FlagBox(QCheckBox):
    """A box that says 未填, 是 or 否 and turns from one to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.setTristate(True)
        self.checkStateChanged.connect(self._say)
        self.setCheckState(Qt.CheckState.PartiallyChecked)

    def nextCheckState(self) -> None:
        """Turn to the next answer."""
        states = [state for state, _ in _ANSWERS.values()]
        self.setCheckState(states[(states.index(self.checkState()) + 1) % len(states)])

    def _say(self, now: Qt.CheckState) -> None:
        self.setText(next(word for state, word in _ANSWERS.values() if state is now))


class FlagEditor(Editor):
    """是, 否 or 未填."""

    def __init__(self, field: BoundField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box, self._strange = FlagBox(), ""
        self._hold(self.box)
        self.box.clicked.connect(self.edited)

    def value(self) -> Any:
        """True, False, or None where nobody has answered."""
        return next(value for value, (state, _) in _ANSWERS.items() if state is self.box.checkState())

    def set_value(self, value: Any) -> None:
        """Show the answer; None is shown as 未填."""
        self._strange = ""
        self.box.setCheckState(_ANSWERS[value if value is None else bool(value)][0])

    def _type(self, text: str) -> None:
        word = text.strip() or _ANSWERS[None][1]
        found = [value for value, (_, said) in _ANSWERS.items() if said == word]
        if found:
            self.set_value(found[0])
        else:
            self._strange = word

    def problem(self) -> str:
        """Says what may be answered where a word given is none of it."""
        return f"{self.field.label}填是或者否，“{self._strange}”认不出来。" if self._strange else ""

    def raw(self) -> str:
        """A word given that is no answer."""
        return self._strange
