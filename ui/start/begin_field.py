"""From what a new centre starts: four ways, two of them with a file that is read as soon as it is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.clock import Clock
from models.merge.from_centre import read_plan_package
from models.plan_text.files import TEXT_FILES
from models.records.office import Issue
from models.records.shipped_example import first_example
from models.submit.centre_start import start_from_package, start_from_text
from ui.base.ticket import Ticket
from ui.base.workers import Jobs, Trouble
from ui.kit.choosing import RECEIVING, choose_file
from ui.kit.combo_box import ComboBox
from ui.kit.labels import prose, with_name

EMPTY, TEXT, PACKAGE, EXAMPLE = "empty", "text", "package", "example"
WAYS = {
    EMPTY: "空着开始，建好后在“任务下发”里导入",
    TEXT: "从本年度的工作要点正文开始",
    PACKAGE: "从上级下发的任务包开始",
    EXAMPLE: "从自带的{year}年示例开始，先看看怎么用",
}
FILES = {TEXT: f"正文 ({TEXT_FILES})", PACKAGE: "任务包 (*.fzb)"}


class BeginField(QWidget):
    """The ways, and the file where the chosen one needs one.

    Signals:
        changed: Another way or file.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._clock = jobs, clock
        self.found: Issue | None = None
        self.way = with_name(ComboBox(), "从哪里开始")
        for way, words in WAYS.items():
            self.way.addItem(words.format(year=first_example().year), way)
        self.file, self.about, self.complaint = QPushButton("选择文件…"), prose("", "soft"), prose("", "error")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.way, self.file, self.about, self.complaint):
            layout.addWidget(part)
        self._turned()
        self.way.currentIndexChanged.connect(self._turned)
        self.file.clicked.connect(self._choose)

    def chosen(self) -> str:
        """The way that is chosen."""
        return str(self.way.currentData())

    def choose(self, way: str) -> None:
        """Choose a way."""
        self.way.setCurrentIndex(self.way.findData(way))

    def is_ready(self) -> bool:
        """Whether the chosen way has the file it needs."""
        return self.chosen() not in FILES or self.found is not None

    def _turned(self) -> None:
        self.found = None
        self.about.clear()
        self.complaint.clear()
        self.file.setVisible(self.chosen() in FILES)
        self.about.setVisible(self.chosen() in FILES)
        self.complaint.hide()
        self.changed.emit()

    def _choose(self) -> None:
        path = choose_file(self, None, RECEIVING, "从哪里开始", FILES[self.chosen()])
        if path:
            self.read(path)

    def read(self, path: Path) -> None:
        """Look into the file of the chosen way."""
        way, year = self.chosen(), self._clock.today().year

        def task(_ticket: Ticket) -> tuple[Issue, str]:
            if way == TEXT:
                from models.plan_text.plan_source import read_items
                from ui.rendering.pdf_text import pdf_pages

                text = read_items(path, pdf_pages)
                found = start_from_text(text.plan, year)
                size = f"{found.year}年度，{len(found.plan.chapters)}章{len(found.plan.items)}项"
                return found, "".join((f"{size}。", *text.remarks)).removesuffix("。")
            offer = read_plan_package(path)
            said = f"{offer.issue.centre}，{offer.issue.year}年第{offer.issue.number}号；指纹 {offer.fingerprint}"
            return start_from_package(offer), f"{said}，请与上级核对"

        self._jobs.run(task, self._show, self._refuse, label="正在读文件", owner=self)

    def _show(self, read: tuple[Issue, str]) -> None:
        self.found, words = read
        self.about.setText(f"{words}。名册、报送期、考核方案草案和地方规定，建好后在“任务下发”里核对再保存。")
        self.complaint.hide()
        self.changed.emit()

    def _refuse(self, trouble: Trouble) -> None:
        self.found = None
        self.about.clear()
        self.complaint.setText(trouble.sentence)
        self.complaint.show()
