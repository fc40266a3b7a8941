"""开始新年度, asked in place: which year, its text, the scheme it begins with, and what goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QSpinBox, QWidget

from models.plan_text.files import TEXT_FILES
from models.records.office import Issue
from models.submit.year_start import NextYear, YearCarried, start_year, year_carried
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.base.tokens import SPACE
from ui.base.workers import Trouble, Turns
from ui.kit.choosing import ISSUING, choose_file
from ui.kit.labels import column, main_button, prose, row, with_name
from ui.kit.question_frame import QuestionFrame

TEXTS = f"工作要点正文 ({TEXT_FILES})"
FARTHEST = 5
"""Years ahead of the one issued last that can be begun."""


class YearStartBox(QuestionFrame):
    """Reads the text as soon as it is chosen, and says what keeps it from being the year's.

    Signals:
        started: The new year's issue, to be looked through and saved.
    """

    started = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._turns = session, Turns(self)
        self._text: Path | None = None
        self.found: Issue | None = None
        self.year = with_name(QSpinBox(), "要开始的年度")
        self.year.setSuffix("年度")
        self.file, self.in_frame = QPushButton("选择正文…"), QCheckBox("沿用上一年考核方案的框架（不选就按正文拟草案）")
        self.carried, self.about, self.complaint = prose("", "soft"), prose("", "soft"), prose("", "error")
        self.go, self.cancel = main_button("开始"), QPushButton("取消")
        first = row(prose("开始"), self.year, self.file, self.in_frame, None)
        self.setLayout(
            column(first, self.carried, self.about, self.complaint, row(self.go, self.cancel, None), margin=SPACE)
        )
        self.file.clicked.connect(self._choose)
        self.year.valueChanged.connect(lambda _: self._read())
        self.in_frame.toggled.connect(lambda _: self._read())
        self.go.clicked.connect(self._start)
        self.cancel.clicked.connect(self.shut)

    def ask(self, last: int) -> None:
        """Ask for the year after `last`."""
        self._text = None
        self.year.blockSignals(True)
        self.year.setRange(last + 1, last + FARTHEST)
        self.year.setValue(last + 1)
        self.year.blockSignals(False)
        self.in_frame.setChecked(False)
        self._show(None)
        workspace = self._session.workspace
        self._session.jobs.run(lambda _: year_carried(workspace), self._show_carried, owner=self)
        self.open_at(self.file)

    def _show_carried(self, carried: YearCarried) -> None:
        self.carried.setText(carried.words)

    def _choose(self) -> None:
        path = choose_file(self, self._session.memory, ISSUING, "新年度的工作要点正文", TEXTS)
        if path:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read the new year's text."""
        self._text = path
        self._read()

    def _read(self) -> None:
        self._show(None)
        if self._text is None:
            return
        workspace = self._session.workspace
        path, year, in_frame = self._text, self.year.value(), self.in_frame.isChecked()

        def task(_ticket: Ticket) -> tuple[Issue, Sequence[str]]:
            from models.plan_text.plan_source import read_items
            from ui.rendering.pdf_text import pdf_pages

            text = read_items(path, pdf_pages)
            return start_year(workspace, NextYear(year, text.plan, in_frame)), text.remarks

        self._session.jobs.run(task, self._show, self._refuse, label="正在读正文", owner=self._turns.ask())

    def _show(self, read: tuple[Issue, Sequence[str]] | None) -> None:
        self.found, remarks = read or (None, ())
        self.complaint.hide()
        self.about.setVisible(self.found is not None)
        if found := self.found:
            size = f"{len(found.plan.chapters)}章{len(found.plan.items)}项"
            said = f"{found.year}年度，{size}；考核方案“{found.scheme['name']}”。开始以后逐页核对，再保存。"
            self.about.setText("".join((said, *remarks)))
        self.go.setEnabled(self.found is not None)

    def _refuse(self, trouble: Trouble) -> None:
        self._show(None)
        self.complaint.setText(trouble.sentence)
        self.complaint.show()

    def _start(self) -> None:
        found = self.found
        self.shut()
        if found:
            self.started.emit(found)
