"""统计与打印: choose a form, see it as it will be printed, save or print it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFrame, QPushButton, QTabWidget, QWidget

from models.file_names import file_name
from models.store.base.workspace import CENTRE, UNIT
from reports.base.sheet import Sheet
from reports.drafts import WordDraft
from reports.forms import Form, own_layout
from reports.layouts.layout import Layout
from reports.layouts.layout_choice import LayoutChoice, copy_layout, keep_layout, layout_before_choice
from ui.base.page import Page, PageSpec
from ui.base.places import ASSESSMENT, PRINT, PRINT_FORM, REPORTING
from ui.base.session import LOOK_ONLY, Session
from ui.base.ticket import Ticket
from ui.base.tokens import WIDE
from ui.base.workers import Trouble, Turns
from ui.kit.choosing import PRINTS, choose_target
from ui.kit.labels import column, main_button, on_ground, prose, row, side_by_side
from ui.kit.pdf.pages import PrintChoice, print_pages
from ui.kit.pdf.preview import PdfPreview
from ui.printing.figure_list import FigureList
from ui.printing.form_list import FORM_ROLE, FormList, Printable, YearBook
from ui.printing.layout_panel import LayoutPanel
from ui.printing.print_box import PrintBox
from ui.printing.print_request import PrintRequest
from ui.printing.printed import PrintedForm, bind_year, fill_in, write_draft, write_printed

__all__ = ["FORM_ROLE", "PAGES", "PrintPage"]

DRAFT_EMPTY = "这是可以接着修改的 Word 文稿，由台账里的数据写成；点“存为 Word…”生成。"
EMPTY = "在左边选一张表，这里显示打印出来的样子。"
FULL_IDS = "▲ 含完整身份证号：生成后日志里会记下经办人。"
FULL_EMPTY = "这张表含完整身份证号，点“重新生成”后显示，日志里会记下经办人。"
BOOK_EMPTY = "汇编里有含完整身份证号的表，点“重新生成”后显示，日志里会记下经办人。"
ASKED_WIDE, FIGURES_WIDE = 340, 520
"""Pixels of the left side: figures have the names of their line and column beside them."""
NO_LAYOUT = "汇编和 Word 文稿没有栏目可选：在各张表里选好，汇编就按选好的印。"


class PrintPage(Page):
    """Forms on the left with what they are asked for, the preview on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.printed: PrintedForm | None = None
        self._turns = Turns(self)
        self._widths = dict[int, int]()
        self.forms = FormList(centre=session.workspace.is_centre)
        self.list, self.words = self.forms.list, self.forms.words
        self.note, self.asked = prose("", "soft"), PrintRequest(session)
        self.make, self.layouts, self.tabs = QPushButton("重新生成"), LayoutPanel(), QTabWidget()
        self.figures = FigureList(session)
        self.preview, self.box = PdfPreview(session, EMPTY), PrintBox(session.user)
        self.save_pdf, self.save_book = QPushButton("存为 PDF…"), QPushButton("存为 Excel…")
        self.save_word, self.send = QPushButton("存为 Word…"), main_button("打印…", "print")
        self._assemble()
        self._connect()
        self._allow()

    def _assemble(self) -> None:
        asked, right = QWidget(), QFrame()
        right.setProperty("card", True)
        inside = column(self.forms, self.note, self.asked, self.make)
        inside.setStretch(0, 1)
        asked.setLayout(inside)
        for part in (self.layouts, self.figures):
            part.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self.tabs.addTab(asked, "选表")
        self.tabs.addTab(self.layouts, "栏目")
        self.tabs.addTab(self.figures, "数字")
        out = row(self.send, self.save_pdf, self.save_book, self.save_word, None)
        down = column(self.preview, self.box, out)
        down.setStretch(0, 1)
        right.setLayout(down)
        self.split = side_by_side(self.tabs, right)
        self.split.setStretchFactor(1, 1)
        self.split.splitterMoved.connect(lambda at, _: self._widths.update({self.tabs.currentIndex(): at}))
        self._share(0)
        layout = on_ground(self.split)
        self.setLayout(layout)

    def _share(self, tab: int) -> None:
        """As much room for a tab as it needs, or as somebody drew it."""
        wide = self._widths.get(tab, FIGURES_WIDE if self.tabs.widget(tab) is self.figures else ASKED_WIDE)
        self.split.setSizes([wide, max(self.split.width() - wide, 1)])

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._share)
        self.forms.turned.connect(self._turn)
        self.asked.changed.connect(self._again)
        self.make.clicked.connect(self.show_preview)
        self.layouts.chosen.connect(self.keep_layout)
        self.layouts.filed.connect(self.file_layout)
        self.layouts.wanted.connect(lambda layout_id: self.layouts.show_layout(self.session.workspace, layout_id))
        self.save_pdf.clicked.connect(partial(self._save, "PDF 文件 (*.pdf)", ".pdf"))
        self.save_book.clicked.connect(partial(self._save, "Excel 工作簿 (*.xlsx)", ".xlsx"))
        self.save_word.clicked.connect(partial(self._save, "Word 文档 (*.docx)", ".docx"))
        self.send.clicked.connect(lambda: self.box.ask(self.preview.count))
        self.box.wanted.connect(self.print_out)

    # Choosing

    def appear(self) -> None:
        """Show the form another page asked for, or the last one, as things stand now."""
        self.asked.fill()
        if self.forms.choose(self.session.memory.get(PRINT_FORM, "")):
            self.tabs.setCurrentIndex(0)
        elif self.chosen():
            self._again()

    def search(self) -> None:
        """Put the cursor into the search box: of the preview where it has it already."""
        if self.words.hasFocus() and self.preview.count:
            self.preview.finder.words.setFocus()
        else:
            self.tabs.setCurrentIndex(0)
            self.words.setFocus()

    def chosen(self) -> Printable | None:
        """The form, draft or book that is chosen."""
        return self.forms.chosen()

    def _turn(self) -> None:
        one = self.chosen()
        if one is None:
            return
        self.session.memory.set(PRINT_FORM, one.id)
        self.asked.turn(one.id, one if isinstance(one, Form) else None)
        self._tell(one)
        if isinstance(one, Form):
            self.layouts.show_layout(self.session.workspace, one.layout_ids[0])
        else:
            self.layouts.clear(NO_LAYOUT)
        self._again()

    def _tell(self, one: Printable) -> None:
        full = f"\n{FULL_IDS}" if isinstance(one, Form) and one.full_ids else ""
        self.note.setText(f"{one.note}{full}")

    def _again(self) -> None:
        """Show it at once, unless that would be journalled: then 重新生成 has to be pressed."""
        one = self.chosen()
        self.printed = None
        self.figures.show_sheet(None)
        self.box.hide()
        self._allow()
        if isinstance(one, Form) and not one.full_ids:
            self.show_preview()
        elif one is not None:
            self._turns.ask()
            self.preview.clear({WordDraft: DRAFT_EMPTY, YearBook: BOOK_EMPTY}.get(type(one), FULL_EMPTY))

    # The layout

    def keep_layout(self, layout_id: str, choice: LayoutChoice, own: Layout) -> None:
        """Remember what was chosen in 栏目, and show the form anew."""
        workspace, operator = self.session.workspace, self.session.operator
        self._write_layout(lambda: keep_layout(workspace, operator, layout_id, choice, own), layout_id)

    def file_layout(self, layout_id: str) -> None:
        """Write the layout into a file the office can edit; what was chosen here still goes before it."""
        workspace = self.session.workspace

        def file() -> None:
            path = copy_layout(workspace, layout_id, layout_before_choice(workspace, layout_id, own_layout(layout_id)))
            self.session.told.emit(f"样式已写到 {path}，用记事本改好保存，再点“重新生成”。删掉它就恢复程序自带的样式。")

        self._write_layout(file, layout_id)

    def _write_layout(self, act: Callable[[], None], layout_id: str) -> None:
        if self.session.read_only:
            self.session.refused.emit(LOOK_ONLY)
            return

        def done(_: None) -> None:
            self.layouts.show_layout(self.session.workspace, layout_id)
            self._again()

        def failed(trouble: Trouble) -> None:
            self.layouts.note.setText(trouble.sentence)

        self.session.jobs.run(lambda _: act(), done, failed, owner=self, writes=True)

    # Making

    def show_preview(self) -> None:
        """Fill in the chosen form, or bind the year's book, and show the PDF."""
        one, request = self.chosen(), self.asked.request()
        if one is None or isinstance(one, WordDraft) or request is None:
            return
        workspace = self.session.workspace
        full = isinstance(one, YearBook) or one.full_ids

        def task(_ticket: Ticket) -> PrintedForm:
            return bind_year(workspace, request) if isinstance(one, YearBook) else fill_in(workspace, one, request)

        turn = self._turns.ask()
        self.session.jobs.run(task, self._show, self._failed, label="正在生成表格", owner=turn, writes=full)

    def _show(self, printed: PrintedForm) -> None:
        one = self.chosen()
        if one is None:
            return
        self.printed = printed
        self.preview.show_pdf(printed.pdf)
        self._tell(one)
        if printed.lacking or printed.told:
            self.note.setText(printed.lacking or printed.told)
        self.figures.show_sheet(printed.sheet)
        if printed.sheet and self.layouts.looks:
            self._show_looks(printed.sheet, self.layouts.looks.id)
        self._allow()

    def _show_looks(self, sheet: Sheet, shown: str) -> None:
        """Offer the layouts of all tables of the form, and show the first where another form's was shown."""
        tables = {one.layout: one.title for one in (sheet, *sheet.more)}
        if shown not in tables:
            self.layouts.show_layout(self.session.workspace, sheet.layout)
        self.layouts.offer(tables)

    def _failed(self, trouble: Trouble) -> None:
        self.printed = None
        self.preview.clear(trouble.sentence)
        self._allow()
        if trouble.detail:
            self.session.failed.emit(trouble)

    def _allow(self) -> None:
        ready, one = self.printed is not None, self.chosen()
        draft = isinstance(one, WordDraft)
        for button in (self.save_pdf, self.save_book, self.send):
            button.setEnabled(ready)
        self.save_word.setVisible(draft)
        self.save_pdf.setVisible(not draft)
        self.save_book.setVisible(not draft and not isinstance(one, YearBook))
        self.make.setEnabled(one is not None and not draft)

    # Out

    def _save(self, kind: str, ending: str) -> None:
        one = self.chosen()
        if one is None:
            return
        name = file_name(one.label, self.session.workspace.name, ending=ending)
        target = choose_target(self, self.session.user, PRINTS, "保存", name, kind)
        if target:
            self.save_to(target)

    def save_to(self, target: Path) -> None:
        """Write what is previewed as PDF or workbook, or the chosen draft as a Word document, by the ending."""
        one, printed, request = self.chosen(), self.printed, self.asked.request()
        workspace = self.session.workspace
        if isinstance(one, WordDraft) and request:
            self._write(lambda: write_draft(workspace, one, request, target), "正在写文稿")
        elif printed:
            self._write(lambda: write_printed(printed, target), "正在保存")

    def _write(self, work: Callable[[], str], label: str) -> None:
        self.session.jobs.run(lambda _: work(), self.session.told.emit, label=label, owner=self)

    def print_out(self, name: str, how: PrintChoice) -> None:
        """Print what is previewed on the printer of that name."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        if self.printed is None:
            return
        pdf, printer = self.printed.pdf, QPrinter(QPrinterInfo.printerInfo(name))
        printer.setDocName(self.printed.title)
        self.session.jobs.run(
            lambda ticket: print_pages(pdf, printer, ticket.say, how),
            lambda pages: self.session.told.emit(f"已送到打印机“{name}”，共{pages}面。"),
            label="正在打印",
            owner=self,
            cancellable=True,
        )


PAGES = (
    PageSpec(PRINT, "统计与打印", 80, PrintPage, frozenset({UNIT}), icon="print", group=REPORTING),
    PageSpec(PRINT, "统计与打印", 80, PrintPage, frozenset({CENTRE}), icon="print", group=ASSESSMENT),
)
