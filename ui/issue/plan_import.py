"""Official text, pasted or from a file, split into chapters and items before it replaces anything."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from models.plan_text import PlanReading, read_plan
from models.plan_text.files import TEXT_FILES
from models.plan_text.source_text import SourceText
from models.records.tone import Tone
from ui.base.session import Session
from ui.base.ticket import Ticket
from ui.base.tokens import SHAPES
from ui.kit.choosing import ISSUING, choose_file
from ui.kit.copying import copy_by_keys
from ui.kit.labels import column, main_button, prose, row, several_lines

ABOUT = "把正式印发的工作要点全文粘贴到这里，或者从文件（docx、txt、doc、wps、pdf）读入，再点“拆分”。"
TEXTS = f"正文 ({TEXT_FILES})"
MOST_PLAN = 500_000
"""Characters of a plan that are pasted; the longest known has a tenth."""


class PlanImport(QWidget):
    """Text on the left, what was recognised on the right.

    Signals:
        accepted: The `Plan` that is to be used.
        closed: Nothing is to be imported after all.
    """

    accepted = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.reading: PlanReading | None = None
        self._unread: list[str] = []  # what else the file has from which the text was taken
        self.text, self.summary = several_lines("工作要点全文"), prose(ABOUT, "soft")
        self.text.most = MOST_PLAN
        self.text.refused.connect(session.refused)
        self.remarks = QListWidget()
        copy_by_keys(self.remarks)
        self.file, self.split, self.leave = QPushButton("从文件读入…"), QPushButton("拆分"), QPushButton("取消导入")
        self.use = main_button("用它替换工作要点")
        self.use.setEnabled(False)
        self.text.setPlaceholderText("粘贴全文")
        self.remarks.setWordWrap(True)
        self.remarks.setAccessibleName("请核对的地方")
        texts = row(self.text, self.remarks)
        texts.setStretch(0, 3)
        texts.setStretch(1, 2)
        buttons = row(self.file, self.split, None, self.leave, self.use)
        layout = column(self.summary, texts, buttons, margin=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.file.clicked.connect(self._choose)
        self.split.clicked.connect(self.read)
        self.leave.clicked.connect(self.closed)
        self.use.clicked.connect(self._use)
        self.remarks.currentItemChanged.connect(lambda line, _: self._show_original(line))
        self.text.textChanged.connect(self._edited)

    def _edited(self) -> None:
        self.use.setEnabled(False)
        self._unread = []

    def _choose(self) -> None:
        path = choose_file(self, self._session.memory, ISSUING, "工作要点正文", TEXTS)
        if path:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read the text of a file and split it."""

        def task(_ticket: Ticket) -> SourceText:
            from models.plan_text.plan_source import plan_source_text
            from ui.rendering.pdf_text import pdf_pages

            return plan_source_text(path, pdf_pages)

        self._session.jobs.run(task, self._taken, label="正在读取", owner=self)

    def _taken(self, source: SourceText) -> None:
        from models.plan_text.plan_source import unread_remarks

        self.text.setPlainText(source.text)
        self._unread = list(unread_remarks(source))
        self.read()

    def read(self) -> None:
        """Split the pasted text into chapters and items in a worker, then show them."""
        text = self.text.toPlainText()
        self._session.jobs.run(lambda _: read_plan(text), self._show, label="正在拆分", owner=self)

    def _show(self, reading: PlanReading) -> None:
        self.reading = reading
        plan = reading.plan
        year = f"{plan.year}年度，" if plan.year else "没有认出年度，"
        self.summary.setText(f"认出：{year}{len(plan.chapters)}章{len(plan.items)}项。请核对右边列出的地方。")
        self.remarks.clear()
        for item, doubt, original in reading.doubtful:
            self.remarks.addItem(f"{SHAPES[Tone.WARN]} 第{item.number}项“{item.title}”：{doubt.reason}")
            self.remarks.item(self.remarks.count() - 1).setData(Qt.ItemDataRole.UserRole, (original, doubt.words))
        self.remarks.addItems([f"{SHAPES[Tone.WARN]} {one}" for one in (*self._unread, *reading.remarks)])
        self.remarks.addItems([f"没有归入事项的一行：{line}" for line in reading.unplaced])
        if not self.remarks.count():
            self.remarks.addItem(f"{SHAPES[Tone.GOOD]} 每一行都归入了章和事项。")
        self.use.setEnabled(bool(plan.items))

    def _show_original(self, line: QListWidgetItem | None) -> None:
        """Select the doubtful words in the text beside the list."""
        original, words = (line and line.data(Qt.ItemDataRole.UserRole)) or ("", "")
        text = self.text.toPlainText()
        at = text.find(words, max(text.find(original.partition("\n")[0]), 0))
        if words and at >= 0:
            cursor = self.text.textCursor()
            cursor.setPosition(at)
            cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
            self.text.setTextCursor(cursor)

    def _use(self) -> None:
        if self.reading:
            self.accepted.emit(self.reading.plan)
