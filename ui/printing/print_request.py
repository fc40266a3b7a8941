"""The boxes that say for which year, period and unit a form is made, and who signs it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from models.records.office import Issue
from reports.layouts.form import Form, FormRequest
from ui.base.places import PRINT_FORM, PRINT_MONTH, PRINT_PERIOD, PRINT_UNITS, PRINT_WORDS, PRINT_YEAR
from ui.base.plain_text import Label
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.kit.combo_box import ComboBox, YearBox
from ui.kit.labels import row
from ui.kit.send_panel import HEAD, REVIEWER

YEARS_BACK = 6
"""Years offered; the next one too, for which a month is printed before it begins."""
SEVERAL = "several"
"""Stands in the box of units for those another page has chosen."""
PHONE = "print.phone"


class PrintRequest(QWidget):
    """Boxes for year, period, unit and signers; emits `changed` when year, period or unit changes."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._units = session, list[str]()
        self._form = ""
        """The form another page wanted for the units that are chosen; "" where they were chosen here."""
        self.year, self.period, self.unit = YearBox(), ComboBox(), ComboBox()
        self.month = ComboBox()
        self.words = QLineEdit(placeholderText="只要含这些字的，用空格隔开")
        self.reviewer, self.head, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        self._lines = lines = QFormLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        lines.addRow("年度", self.year)
        lines.addRow("报送期", self.period)
        lines.addRow("月份", self.month)
        lines.addRow("搜索", self.words)
        if session.workspace.is_centre:
            lines.addRow("单位", self.unit)
        signers = row(self.reviewer, Label("负责人"), self.head)
        lines.addRow("审核人", signers)
        lines.addRow("电话", self.phone)
        named = ((self.reviewer, REVIEWER, "审核人"), (self.head, HEAD, "负责人"), (self.phone, PHONE, "电话"))
        for box, name, words in named:
            box.setAccessibleName(words)
            box.setText(session.memory.get(name, ""))
            box.editingFinished.connect(lambda box=box, name=name: session.memory.set(name, box.text().strip()))
        self._followed: int | None = None
        """The year chosen on another page, the last time it was looked at."""
        self.year.chosen.connect(self._choose_year)
        _offer(self.month, [("全年", 0), *((f"{month}月", month) for month in range(1, 13))], 0)
        self.turn("")
        for combo in (self.year, self.period, self.month, self.unit):
            combo.activated.connect(lambda _: self.changed.emit())
        self.words.editingFinished.connect(self.changed)
        self.unit.activated.connect(self._own_choice)

    def fill(self) -> None:
        """Offer the years, the periods and the units there are now; what was chosen stays."""
        issue, this = self._session.issue(), self._session.today().year
        first = issue.year if issue else this
        wanted = self._session.memory.get(PRINT_YEAR, 0)
        self._session.memory.set(PRINT_YEAR, 0)
        chosen = self._session.year if self._session.year != self._followed else None
        self._followed = self._session.year
        year = wanted or chosen or self.year.currentData() or first
        self.year.show_years(
            sorted({*range(this + 1, this - YEARS_BACK, -1), *self._session.years(), first, year}, reverse=True), year
        )
        self._offer_periods(issue if issue and issue.year == year else self._session.issue(year))
        _offer(self.unit, [("全部单位", None), *((name, code) for code, name in self._session.units())], None)
        self._take_period(year)
        self._take_month()
        self._take_units()
        self._take_words()

    def _choose_year(self, year: int) -> None:
        """Offer its periods; where something was issued for it every other page follows."""
        issue = self._session.issue(year)
        if issue:
            self._session.year = self._followed = year
        self._offer_periods(issue)

    def _offer_periods(self, issue: Issue | None) -> None:
        periods = issue.periods if issue else ()
        _offer(self.period, [("全年", ""), *((period.label, period.id) for period in periods)], "")

    def _take_period(self, year: int) -> None:
        """Choose the period of this year that another page wants the form for."""
        wanted = self._session.memory.get(PRINT_PERIOD, "")
        self._session.memory.set(PRINT_PERIOD, "")
        if wanted:
            self._offer_periods(self._session.issue(year))
        at = self.period.findData(wanted) if wanted else -1
        if at >= 0:
            self.year.setCurrentIndex(self.year.findData(year))
            self.period.setCurrentIndex(at)

    def _take_month(self) -> None:
        wanted = self._session.memory.get(PRINT_MONTH, 0)
        self._session.memory.set(PRINT_MONTH, 0)
        if wanted:
            self.month.setCurrentIndex(self.month.findData(wanted))

    def _take_units(self) -> None:
        """Choose the units another page wants the form for; several are one more entry of the box."""
        wanted = self._session.memory.get(PRINT_UNITS, list[str]())
        self._session.memory.set(PRINT_UNITS, [])
        self._units = wanted if len(wanted) > 1 else []
        if self._units:
            self.unit.insertItem(1, f"选中的{len(wanted)}个单位", SEVERAL)
        if wanted:
            self.unit.setCurrentIndex(1 if self._units else max(self.unit.findData(wanted[0]), 0))
            self._form = self._session.memory.get(PRINT_FORM, "")

    def _take_words(self) -> None:
        words = self._session.memory.get(PRINT_WORDS, "")
        self._session.memory.set(PRINT_WORDS, "")
        if words:
            self.words.setText(words)

    def _own_choice(self) -> None:
        self._form = ""

    def turn(self, chosen: str, form: Form | None = None) -> None:
        """Another form is chosen: units that another page wanted one form for are not taken along to the next.

        A month is asked for only where the form may be of one, and words where they narrow it.
        """
        self._lines.setRowVisible(self.month, form is not None and form.by_month)
        self._lines.setRowVisible(self.words, form is not None and form.by_words)
        if self._form and chosen != self._form:
            self.unit.setCurrentIndex(0)
            self._form = ""

    def request(self) -> FormRequest | None:
        """What the boxes ask for; None before they are filled."""
        if self.year.currentData() is None:
            return None
        one = self.unit.currentData()
        return FormRequest(
            year=self.year.currentData(),
            today=self._session.today(),
            period=self.period.currentData() or "",
            unit=one if self._session.workspace.is_centre and one != SEVERAL else None,
            month=0 if self.month.isHidden() else self.month.currentData(),
            units=frozenset(self._units if one == SEVERAL else ()),
            words="" if self.words.isHidden() else self.words.text().strip(),
            operator=self._session.operator,
            reviewer=self.reviewer.text().strip(),
            head=self.head.text().strip(),
            phone=self.phone.text().strip(),
        )


def _offer(box: QComboBox, choices: list[tuple[str, object]], first: object) -> None:
    """Fill a box; what was chosen stays, `first` is chosen where nothing was."""
    kept = box.currentData() if box.count() else first
    box.clear()
    for label, value in choices:
        box.addItem(label, value)
    values = [value for _, value in choices]
    box.setCurrentIndex(values.index(kept) if kept in values else 0)
