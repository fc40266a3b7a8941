"""The form that registers a report on paper (代录): whose, for which period, on which paper, when it came."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from models.rules.dates import date_fault, day_example, read_date
from models.submit.proxy import ProxyState
from ui.base.plain_text import Label
from ui.base.session import Session
from ui.base.tokens import SPACE
from ui.base.workers import Trouble
from ui.kit.choosing import SCANS, choose_files
from ui.kit.combo_box import ComboBox
from ui.kit.labels import column, group_head, main_button, prose, row, small_button


class ProxyForm(QWidget):
    """The fields that register a paper report; what is wrong is said below them.

    Signals:
        registered: Unit, period, paper, day of receipt and scans.
        typing_wanted: Type or import for the report in front.
        cancelled: Unit, period and reason.
    """

    registered = Signal(str, str, str, object, list)
    typing_wanted = Signal()
    cancelled = Signal(str, str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.scans: list[Path] = []
        self.unit, self.period = ComboBox(), ComboBox()
        self.basis, self.day, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.files = small_button("添加扫描件…", "盖章材料的扫描件或照片，作为佐证保存（可以不加）")
        self.file_names, self.complaint = prose("", "soft"), prose("", "error")
        self.go, self.type, self.cancel = main_button("登记代录"), QPushButton("录入和导入…"), QPushButton("取消代录")
        self._name()
        self._assemble()
        self.files.clicked.connect(self._choose)
        self.go.clicked.connect(self._register)
        self.type.clicked.connect(self.typing_wanted)
        self.cancel.clicked.connect(self._cancel)
        for part in (self.go, self.cancel, self.files):
            part.setDisabled(session.read_only)
        self.file_names.hide()
        self.complaint.hide()
        self.below.hide()

    def _name(self) -> None:
        self.unit.setAccessibleName("单位")
        self.period.setAccessibleName("报送期")
        self.basis.setAccessibleName("纸质依据")
        self.basis.setPlaceholderText("文号、盖章件名称等，例如：某政函〔年份〕12号，盖章报送表1份")
        self.day.setAccessibleName("收到日期")
        self.day.setPlaceholderText(f"收到纸质材料的日期，例如 {self.session.today():%Y%m%d}")
        self.reason.setAccessibleName("取消的理由")
        self.reason.setPlaceholderText("取消的理由，例如：登记错了单位")

    def _assemble(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE)
        fields = {"单位": self.unit, "报送期": self.period, "纸质依据": self.basis, "收到日期": self.day}
        for at, (label, field) in enumerate(fields.items()):
            grid.addWidget(Label(f"{label} *"), at, 0)
            grid.addWidget(field, at, 1)
        grid.setColumnStretch(1, 1)
        head = "没有用本程序的单位，按它交来的纸质材料或 Excel 录入。按时与否以收到纸质材料的日期为准。"
        self.below = QWidget()
        steps = column(group_head("这份代录"), row(self.type, None), row(self.reason, self.cancel), margin=0)
        self.below.setLayout(steps)
        asked = QWidget()
        asked.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        top = (group_head("登记代录"), prose(head, "soft"), asked, row(self.files, None), self.file_names)
        self.setLayout(column(*top, self.complaint, row(self.go, None), self.below, None, margin=SPACE))

    def show_choices(self, units: list[tuple[str, str]], periods: list[tuple[str, str]]) -> None:
        """The units and periods there are; what was chosen stays."""
        for box, choices in ((self.unit, units), (self.period, periods)):
            before = box.currentData()
            if [(box.itemData(at), box.itemText(at)) for at in range(box.count())] == choices:
                continue
            box.clear()
            for code, name in choices:
                box.addItem(name, code)
            first = len(choices) - 1 if box is self.period else 0
            box.setCurrentIndex(max(box.findData(before), 0) if before else first)

    def show_proxy(self, one: ProxyState) -> None:
        """Show what was said of a report on paper: registering again corrects it."""
        self.unit.setCurrentIndex(self.unit.findData(one.row.unit))
        self.period.setCurrentIndex(self.period.findData(one.row.period))
        self.basis.setText(one.paper.basis)
        self.day.setText(one.row.received_on or "")
        self._say("")
        self.below.show()

    def settle(self) -> None:
        """Clear scans, message and reason once the registration is saved; unit and period stay."""
        self.scans = []
        self.file_names.hide()
        self._say("")
        self.reason.clear()

    def complain(self, trouble: Trouble) -> None:
        """Show under the form why the registration failed."""
        self._say(trouble.sentence)

    def _say(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))

    def _choose(self) -> None:
        self.add_scans(choose_files(self, self.session.memory, SCANS, "添加扫描件", "所有文件 (*)"))

    def add_scans(self, paths: list[Path]) -> None:
        """Keep these files with the paper when it is registered."""
        self.scans += paths
        self.file_names.setText("、".join(path.name for path in self.scans))
        self.file_names.setVisible(bool(self.scans))

    def _register(self) -> None:
        day, basis = read_date(self.day.text()), self.basis.text().strip()
        wrong = self._wrong(basis, day)
        self._say(wrong)
        if not wrong and day:
            self.registered.emit(self.unit.currentData(), self.period.currentData(), basis, day, self.scans)

    def _wrong(self, basis: str, day: dt.date | None) -> str:
        if self.unit.currentData() is None or self.period.currentData() is None:
            return "还没有单位或报送期：请先在“任务下发”里填好名册和报送期。"
        if not basis:
            return "请写明纸质依据：文号、盖章件的名称等。"
        if day is None:
            return f"收到日期{date_fault(self.day.text(), day_example(self.session.today()))}"
        return f"收到日期{day}还没有到，请改正。" if day > self.session.today() else ""

    def _cancel(self) -> None:
        if not self.reason.text().strip():
            self._say("取消代录要写明理由。")
            return
        self.cancelled.emit(self.unit.currentData(), self.period.currentData(), self.reason.text().strip())
