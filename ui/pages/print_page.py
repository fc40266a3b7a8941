"""统计与打印: choose a form, see it as it will be printed, save or print it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QWidget,
)

from reports.drafts import Draft, drafts, make_draft
from reports.forms import Form, FormRequest, form, forms, make_form
from reports.sheet import Sheet
from ui.pages.page import Page, PageSpec
from ui.pages.places import PRINT, PRINT_FORM
from ui.pdf_pages import print_pages
from ui.session import Session
from ui.theme import SPACE
from ui.widgets.labels import column, main_button, prose, row, title
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.send_panel import HEAD, REVIEWER
from ui.workers import Ticket, Trouble

DRAFT_EMPTY = "这是可以接着修改的 Word 文稿，由台账里的数据写成；点“存为 Word…”生成。"
EMPTY = "在左边选一张表，这里显示打印出来的样子。"
FORM_ROLE = int(Qt.ItemDataRole.UserRole)
YEARS_BACK = 6
PHONE, PRINTER = "print.phone", "print.printer"


@dataclass(frozen=True)
class Printed:
    """A form filled in, its PDF, and what is wrong with its characters: "" when every font is there."""

    sheet: Sheet
    pdf: bytes
    lacking: str = ""


class PrintPage(Page):
    """Forms on the left with what they are asked for, the preview on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.printed: Printed | None = None
        self._asked = 0
        self.words, self.list, self.note = (
            QLineEdit(placeholderText="搜索表名（Ctrl+F）"),
            QListWidget(),
            prose("", "soft"),
        )
        self.year, self.period, self.unit = QComboBox(), QComboBox(), QComboBox()
        self.reviewer, self.head, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        self.make = QPushButton("重新生成")
        self.preview = PdfPreview(session, EMPTY)
        self.printer = QComboBox()
        self.printer.setMinimumContentsLength(12)
        self.save_pdf, self.save_book = QPushButton("存为 PDF…"), QPushButton("存为 Excel…")
        self.save_word, self.send = QPushButton("存为 Word…"), main_button("打印")
        self._fill()
        self._assemble()
        self._connect()
        self._allow()

    def _fill(self) -> None:
        self.list.setWordWrap(True)
        for one in forms().values():
            if one.open_to(centre=self.session.workspace.is_centre):
                item = QListWidgetItem(one.label)
                item.setData(FORM_ROLE, one.id)
                item.setToolTip(one.note)
                self.list.addItem(item)
        for draft in drafts().values():
            if draft.open_to(centre=self.session.workspace.is_centre):
                item = QListWidgetItem(f"{draft.label}（Word 文稿）")
                item.setData(FORM_ROLE, draft.id)
                item.setToolTip(draft.note)
                self.list.addItem(item)
        for box, name in ((self.reviewer, REVIEWER), (self.head, HEAD), (self.phone, PHONE)):
            box.setText(self.session.memory.get(name, ""))
            box.editingFinished.connect(lambda box=box, name=name: self.session.memory.set(name, box.text().strip()))

    def _assemble(self) -> None:
        left, right, asked = QWidget(), QWidget(), QWidget()
        lines = QFormLayout(asked)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        self.unit.setVisible(self.session.workspace.is_centre)
        parts: list[tuple[str, QWidget]] = [("年度", self.year), ("报送期", self.period)]
        parts += [("单位", self.unit)] if self.session.workspace.is_centre else []
        for label, box in [*parts, ("审核人", self.reviewer), ("负责人", self.head), ("电话", self.phone)]:
            lines.addRow(label, box)
        inside = column(self.words, self.list, self.note, asked, self.make, margin=0)
        inside.setStretch(1, 1)
        inside.setContentsMargins(0, 0, SPACE, 0)
        left.setLayout(inside)
        out = row(self.save_pdf, self.save_book, self.save_word, None, prose("打印机"), self.printer, self.send)
        down = column(self.preview, out, margin=0)
        down.setStretch(0, 1)
        down.setContentsMargins(SPACE, 0, 0, 0)
        right.setLayout(down)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([280, 900])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = column(title("统计与打印"), split)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._narrow)
        self.list.currentItemChanged.connect(self._turn)
        for box in (self.year, self.period, self.unit):
            box.activated.connect(self._again)
        self.make.clicked.connect(self.show_preview)
        self.save_pdf.clicked.connect(partial(self._save, "PDF 文件 (*.pdf)", ".pdf"))
        self.save_book.clicked.connect(partial(self._save, "Excel 工作簿 (*.xlsx)", ".xlsx"))
        self.save_word.clicked.connect(partial(self._save, "Word 文档 (*.docx)", ".docx"))
        self.send.clicked.connect(self.print_out)

    # Choosing

    def appear(self) -> None:
        """Show the form another page asked for, or the last one, as things stand now."""
        self._fill_choices()
        wanted = self.session.memory.get(PRINT_FORM, "")
        items = [self.list.item(at) for at in range(self.list.count())]
        item = next((one for one in items if one.data(FORM_ROLE) == wanted), None)
        if item is None:
            return
        if item is self.list.currentItem():
            self._again()
        else:
            self.list.setCurrentItem(item)

    def search(self) -> None:
        """Put the cursor into the search box."""
        self.words.setFocus()

    def _fill_choices(self) -> None:
        issue, this = self.session.issue(), dt.datetime.now().astimezone().year
        first = issue.year if issue else this
        years = sorted({*range(this, this - YEARS_BACK, -1), first}, reverse=True)
        _offer(self.year, [(f"{year}年", year) for year in years], first)
        periods = issue.periods if issue else ()
        _offer(self.period, [("全年", ""), *((period.label, period.id) for period in periods)], "")
        _offer(self.unit, [("全部单位", None), *((name, code) for code, name in self.session.units())], None)
        if not self.printer.count():
            self._fill_printers()

    def _fill_printers(self) -> None:
        from PySide6.QtPrintSupport import QPrinterInfo

        names = QPrinterInfo.availablePrinterNames()
        kept = self.session.user.get(PRINTER, QPrinterInfo.defaultPrinterName())
        self.printer.addItems(names)
        self.printer.setCurrentText(kept if kept in names else next(iter(names), ""))
        if not names:
            self.printer.addItem("没有找到打印机")
            self.printer.setEnabled(False)

    def _narrow(self, words: str) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(words.strip() not in item.text())

    def chosen(self) -> Form | Draft | None:
        """The form or draft that is chosen."""
        at = self.list.currentRow()
        if at < 0:
            return None
        known = self.list.item(at).data(FORM_ROLE)
        return drafts().get(known) or form(known)

    def _turn(self) -> None:
        one = self.chosen()
        if one is None:
            return
        self.session.memory.set(PRINT_FORM, one.id)
        full_ids = isinstance(one, Form) and one.full_ids
        full = "\n▲ 含完整身份证号：生成后日志里会记下经办人。" if full_ids else ""
        self.note.setText(f"{one.note}{full}")
        self._again()

    def _again(self) -> None:
        """Show it at once, unless that would be journalled: then 重新生成 has to be pressed."""
        one = self.chosen()
        self.printed = None
        self._allow()
        if one is None:
            return
        if isinstance(one, Draft):
            self._asked += 1
            self.preview.clear(DRAFT_EMPTY)
        elif one.full_ids:
            self._asked += 1
            self.preview.clear("这张表含完整身份证号，点“重新生成”后显示，日志里会记下经办人。")
        else:
            self.show_preview()

    # Making

    def request(self) -> FormRequest:
        """What the boxes ask for."""
        return FormRequest(
            year=self.year.currentData(),
            today=dt.datetime.now().astimezone().date(),
            period=self.period.currentData() or "",
            unit=self.unit.currentData() if self.session.workspace.is_centre else None,
            operator=self.session.operator,
            reviewer=self.reviewer.text().strip(),
            head=self.head.text().strip(),
            phone=self.phone.text().strip(),
        )

    def show_preview(self) -> None:
        """Fill in the chosen form and show its PDF."""
        one = self.chosen()
        if not isinstance(one, Form) or self.year.currentData() is None:
            return
        workspace, request = self.session.workspace, self.request()
        self._asked += 1
        asked = self._asked

        def task(_ticket: Ticket) -> tuple[int, Printed]:
            from reports.missing_type import MissingTypeError, missing_type
            from reports.pdf import write_pdf

            sheet, target = make_form(workspace, one.id, request), io.BytesIO()
            write_pdf(sheet, target)
            missing = missing_type(sheet)
            lacking = MissingTypeError(missing).sentence if missing else ""
            return asked, Printed(sheet, target.getvalue(), lacking)

        self.session.jobs.run(task, self._show, self._failed, label="正在生成表格", owner=self, writes=one.full_ids)

    def _show(self, answer: tuple[int, Printed]) -> None:
        asked, printed = answer
        if asked == self._asked:
            self.printed = printed
            self.preview.show_pdf(printed.pdf)
            if printed.lacking:
                self.note.setText(printed.lacking)
            self._allow()

    def _failed(self, trouble: Trouble) -> None:
        self.printed = None
        self.preview.clear(trouble.sentence)
        self._allow()
        if trouble.detail:
            self.session.failed.emit(trouble)

    def _allow(self) -> None:
        ready = self.printed is not None
        self.save_pdf.setEnabled(ready)
        self.save_book.setEnabled(ready)
        self.send.setEnabled(ready and self.printer.isEnabled())
        draft = isinstance(self.chosen(), Draft)
        self.save_word.setVisible(draft)
        for button in (self.save_pdf, self.save_book):
            button.setVisible(not draft)
        self.make.setEnabled(not draft)

    # Out

    def _save(self, kind: str, ending: str) -> None:
        one = self.chosen()
        if one is None:
            return
        folder = self.session.user.get("print.folder", str(Path.home()))
        wanted = f"{folder}/{one.label}_{self.session.workspace.name}{ending}"
        name, _ = QFileDialog.getSaveFileName(self, "保存", wanted, kind)
        if name:
            self.save_to(Path(name).with_suffix(ending))

    def save_to(self, target: Path) -> None:
        """Write what is previewed as PDF or workbook, or the chosen draft as a Word document, by the ending."""
        one, printed = self.chosen(), self.printed
        self.session.user.set("print.folder", str(target.parent))
        if isinstance(one, Draft):
            self._write_draft(one, target)
        elif printed:
            self._write_form(printed, target)

    def _write_draft(self, one: Draft, target: Path) -> None:
        workspace, request = self.session.workspace, self.request()

        def task(_ticket: Ticket) -> str:
            from reports.word import write_docx

            papers = make_draft(workspace, one.id, request)
            write_docx(papers, target)
            gaps = sum(len(paper.gaps) for paper in papers)
            return f"已保存：{target}。共{len(papers)}份，标有“【待补充】”的{gaps}处请补写。"

        self.session.jobs.run(task, self.session.told.emit, label="正在写文稿", owner=self)

    def _write_form(self, printed: Printed, target: Path) -> None:
        self.session.jobs.run(
            lambda _: _write(printed, target),
            lambda _: self.session.told.emit(f"已保存：{target}"),
            label="正在保存",
            owner=self,
        )

    def print_out(self) -> None:
        """Print what is previewed on the chosen printer."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        if self.printed is None:
            return
        name, pdf = self.printer.currentText(), self.printed.pdf
        self.session.user.set(PRINTER, name)
        printer = QPrinter(QPrinterInfo.printerInfo(name))
        printer.setDocName(self.printed.sheet.title)
        self.session.jobs.run(
            lambda ticket: print_pages(pdf, printer, ticket.say),
            lambda pages: self.session.told.emit(f"已送到打印机“{name}”，共{pages}页。"),
            label="正在打印",
            owner=self,
            cancellable=True,
        )


def _write(printed: Printed, target: Path) -> None:
    if target.suffix == ".xlsx":
        from reports.workbook import write_workbook

        write_workbook(printed.sheet, target)
    else:
        from reports.atomic import write_whole

        write_whole(target, lambda stream: stream.write(printed.pdf))


def _offer(box: QComboBox, choices: list[tuple[str, object]], first: object) -> None:
    """Fill a box; what was chosen stays, `first` is chosen where nothing was."""
    kept = box.currentData() if box.count() else first
    box.clear()
    for label, value in choices:
        box.addItem(label, value)
    values = [value for _, value in choices]
    box.setCurrentIndex(values.index(kept) if kept in values else 0)


PAGES = (PageSpec(PRINT, "统计与打印", 80, PrintPage),)
