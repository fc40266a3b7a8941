import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from models.records.registry import ledger
from models.store.base import journal
from models.store.base.workspace import LAYOUTS
from models.store.records import records
from reports.forms import FormRequest
from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.base.places import PRINT_FORM, print_for
from ui.kit.pdf.pages import PrintChoice, page_count, page_size, print_pages
from ui.printing.page import FORM_ROLE, PrintPage
from ui.printing.print_box import PRINTER
from ui.printing.printed import bind_year

Settle = Callable[[Page], None]


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> PrintPage:
    shown: PrintPage = open_page(year.unit, PrintPage)
    return shown


def choose(page: PrintPage, form: str, settle: Settle) -> None:
    page.session.memory.set(PRINT_FORM, form)
    page.appear()
    settle(page)


def test_each_role_has_its_forms(page: PrintPage) -> None:
    ids = {page.list.item(at).data(FORM_ROLE) for at in range(page.list.count())}
    assert "submission-sheet" in ids
    assert "assessment-ranking" not in ids


def test_the_form_asked_for_is_previewed(page: PrintPage, settle: Settle) -> None:
    choose(page, "progress", settle)
    assert page.preview.count >= 3
    assert not page.preview.sheet.pixmap().isNull()
    assert page.preview.place.text() == f"第 1 页，共 {page.preview.count} 页"
    page.preview.turn(1)
    settle(page)
    assert page.preview.place.text().startswith("第 2 页")


@pytest.mark.parametrize(("ending", "magic"), [(".pdf", b"%PDF"), (".xlsx", b"PK")])
def test_what_is_seen_is_saved(page: PrintPage, year: Year, settle: Settle, ending: str, magic: bytes) -> None:
    choose(page, "trainings", settle)
    page.save_to(year.root / f"表{ending}")
    settle(page)
    assert (year.root / f"表{ending}").read_bytes().startswith(magic)


def test_a_figure_opens_the_records_it_counts(page: PrintPage, settle: Settle) -> None:
    choose(page, "enforcement-zhejiang", settle)
    assert page.layouts.tables.count() == 5
    asked: list[tuple[str, list[str], str]] = []
    page.session.records_wanted.connect(lambda *more: asked.append(more))
    figures = page.figures.table.rows.all
    page.figures.table.opened.emit(figures[0])
    (ledger_id, uids, what) = asked[0]
    assert (ledger_id, f"{len(uids)}") == ("person", figures[0].words)
    assert "在编在岗执法人员（人）" in what
    page.layouts.tables.setCurrentIndex(1)
    page.layouts.tables.activated.emit(1)
    assert page.layouts.name.text() == "行政许可实施情况统计表"


def test_a_month_is_asked_for_where_a_form_may_be_of_one(page: PrintPage, settle: Settle) -> None:
    print_for(page.session, "month-sheet", month=3)
    page.appear()
    settle(page)
    assert page.printed
    assert page.printed.sheet
    assert page.printed.sheet.period.endswith("年3月")
    choose(page, "trainings", settle)
    assert page.asked.month.isHidden()
    asked = page.asked.request()
    assert asked
    assert asked.month == 0


def test_a_draft_is_written_for_word(page: PrintPage, year: Year, settle: Settle) -> None:
    choose(page, "annual-report", settle)
    assert "Word 文稿" in page.preview.sheet.text()
    assert page.save_word.isVisibleTo(page)
    page.save_to(year.root / "年度报告.docx")
    settle(page)
    assert (year.root / "年度报告.docx").read_bytes().startswith(b"PK")


def test_full_numbers_are_shown_only_when_asked(page: PrintPage, year: Year, settle: Settle) -> None:
    choose(page, "certificate-renewal", settle)
    assert not page.save_pdf.isEnabled()
    assert "日志里会记下经办人" in page.preview.sheet.text()
    page.make.click()
    settle(page)
    assert page.save_pdf.isEnabled()
    with year.unit.read() as connection:
        assert journal.recent_rows(connection, 1)[0].operator == "李四"


def in_view(page: PrintPage) -> bool:
    return page.list.viewport().rect().contains(page.list.visualItemRect(page.list.currentItem()))


@pytest.mark.parametrize("looked_for", ["", "学法培训"])
def test_a_form_another_page_wants_is_in_view_for_its_period(page: PrintPage, settle: Settle, looked_for: str) -> None:
    choose(page, page.list.item(0).data(FORM_ROLE), settle)
    page.tabs.setCurrentIndex(1)
    page.words.setText(looked_for)
    page.asked.year.setCurrentIndex(page.asked.year.findData(2020))
    last = page.list.item(page.list.count() - 1).data(FORM_ROLE)
    print_for(page.session, last, period="2020年度")
    page.resize(1200, 420)
    page.appear()
    settle(page)
    assert (page.tabs.currentIndex(), in_view(page)) == (0, True)
    assert (page.asked.year.currentData(), page.asked.period.currentText()) == (2020, "2020年度")


def unit_of(page: PrintPage) -> str | None:
    request = page.asked.request()
    return request.unit if request else "?"


def test_units_wanted_for_one_form_are_not_taken_to_the_next(
    year: Year, open_page: Opener[Any], settle: Settle
) -> None:
    page: PrintPage = open_page(year.centre, PrintPage)
    print_for(page.session, "feedback-letter", ["X01"])
    page.appear()
    wanted = unit_of(page)
    page.list.setCurrentRow(1)
    by_hand = unit_of(page)
    print_for(page.session, "feedback-letter", ["X01"])
    page.appear()
    print_for(page.session, "assessment-ranking")
    page.appear()
    settle(page)
    assert (wanted, by_hand, unit_of(page)) == ("X01", None, None)


def test_a_form_chosen_before_the_page_has_its_size_is_in_view(page: PrintPage, settle: Settle) -> None:
    choose(page, page.list.item(page.list.count() - 1).data(FORM_ROLE), settle)
    page.resize(1200, 430)
    settle(page)
    assert in_view(page)


def test_why_there_is_nothing_to_print(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    with year.unit.write("张三") as tx:
        tx.connection.exec_driver_sql("DELETE FROM package")
    page: PrintPage = open_page(year.unit, PrintPage)
    choose(page, "submission-sheet", settle)
    assert page.preview.sheet.text().startswith("还没有生成报送包")
    assert not page.save_pdf.isEnabled()


def test_pages_go_to_the_printer(page: PrintPage, year: Year, settle: Settle) -> None:
    choose(page, "trainings", settle)
    assert page.printed is not None
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(year.root / "纸.pdf"))
    told: list[str] = []
    pages = print_pages(page.printed.pdf, printer, lambda text, *_: told.append(text))
    assert pages == page_count((year.root / "纸.pdf").read_bytes()) == page_count(page.printed.pdf)
    assert told[0] == "正在打印第1页"


@pytest.mark.parametrize(
    ("how", "numbers", "size"),
    [
        (PrintChoice((1,)), [2], (595, 842)),
        (PrintChoice((2, 0), copies=2), [3, 1, 3, 1], (595, 842)),
        (PrintChoice((0,), sides="long", paper=QPageSize.PageSizeId.A3), [1], (842, 1191)),
    ],
)
def test_pages_copies_and_paper_are_as_chosen(
    page: PrintPage, year: Year, settle: Settle, how: PrintChoice, numbers: list[int], size: tuple[int, int]
) -> None:
    choose(page, "case-statistics", settle)
    assert page.printed is not None
    batch = bind_year(year.unit, page.asked.request() or FormRequest(2020, dt.date(2020, 12, 31)))
    printer, told = QPrinter(), list[str]()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(year.root / "纸.pdf"))
    assert print_pages(batch.pdf, printer, lambda text, *_: told.append(text), how) == len(numbers)
    assert told == [f"正在打印第{number}页" for number in numbers]
    paper = page_size((year.root / "纸.pdf").read_bytes(), 0)
    assert sorted([round(paper.width()), round(paper.height())]) == list(size)


def test_printing_is_asked_for_below_the_preview(page: PrintPage, settle: Settle, monkeypatch: Any) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["一楼", "二楼"])
    page.session.user.set(PRINTER, "二楼")
    choose(page, "trainings", settle)
    asked: list[tuple[str, PrintChoice]] = []
    page.box.wanted.disconnect()
    page.box.wanted.connect(lambda name, how: asked.append((name, how)))
    page.send.click()
    page.box.pages.setText("9")
    page.box.go.click()
    assert "看不懂页码“9”" in page.box.wrong.text()
    page.box.pages.setText("1")
    page.box.sides.setCurrentText("双面，长边翻页")
    page.box.go.click()
    assert asked == [("二楼", PrintChoice((0,), 1, "long"))]
    page.send.click()
    assert (page.box.sides.currentText(), page.box.pages.text()) == ("双面，长边翻页", "")


def test_without_a_printer_it_is_said_what_to_do(page: PrintPage, settle: Settle, monkeypatch: Any) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    choose(page, "trainings", settle)
    page.send.click()
    assert (page.box.none.isVisibleTo(page), page.box.go.isEnabled()) == (True, False)


def test_words_are_found_in_the_preview(page: PrintPage, settle: Settle) -> None:
    choose(page, "progress", settle)
    finder = page.preview.finder
    finder.words.setText("填表人")
    finder.look()
    settle(page)
    assert finder.place.text() == "1/1"
    assert page.preview.at == page.preview.count - 1
    finder.words.setText("开会部署")
    finder.go(1)
    settle(page)
    count = len(finder.hits)
    assert count > 30
    finder.go(-1)
    assert (finder.at, page.preview.hit) == (count - 1, finder.hits[-1])
    finder.words.setText("没有的话")
    finder.look()
    settle(page)
    assert (finder.place.text(), page.preview.hit) == ("没有", None)


def test_the_year_s_book_is_one_more_thing_to_print(page: PrintPage, year: Year, settle: Settle) -> None:
    choose(page, "year-book", settle)
    assert "点“重新生成”后显示" in page.preview.sheet.text()
    page.make.click()
    settle(page)
    assert page.printed is not None
    assert page.printed.sheet is None
    assert "没有编入" in page.note.text() or "个表" in page.note.text()
    assert not page.save_book.isVisibleTo(page)
    page.save_to(year.root / "汇编.pdf")
    settle(page)
    assert page_count((year.root / "汇编.pdf").read_bytes()) == page.preview.count > 10


def heads(page: PrintPage) -> list[str]:
    assert page.printed is not None
    assert page.printed.sheet is not None
    return [one.label for one in page.printed.sheet.columns]


def test_columns_are_chosen_beside_the_preview(page: PrintPage, settle: Settle) -> None:
    choose(page, "register-training", settle)
    before, panel = heads(page), page.layouts
    panel.columns.item(0).setCheckState(Qt.CheckState.Unchecked)
    panel.columns.item(1).setText("哪一类")
    panel.columns.setCurrentRow(1)
    panel.down.click()
    panel.name.setText("学法簿")
    panel.keep.click()
    settle(page)
    assert heads(page)[:2] == [before[2], "哪一类"]
    assert page.printed is not None
    assert page.printed.title == "学法簿"
    panel.reset.click()
    settle(page)
    assert (heads(page), panel.reset.isEnabled()) == (before, False)


@pytest.mark.parametrize(("name", "said"), [("登记簿{单位}", "{单位}程序不认识"), ("登" * 70, "太长了")])
def test_a_name_that_cannot_be_printed_is_said(page: PrintPage, settle: Settle, name: str, said: str) -> None:
    choose(page, "register-training", settle)
    page.layouts.name.setText(name)
    page.layouts.keep.click()
    settle(page)
    assert said in page.layouts.note.text()


def test_no_column_at_all_is_refused(page: PrintPage, settle: Settle) -> None:
    choose(page, "register-training", settle)
    for at in range(page.layouts.columns.count()):
        page.layouts.columns.item(at).setCheckState(Qt.CheckState.Unchecked)
    page.layouts.keep.click()
    assert page.layouts.note.text() == "至少要勾选一栏。"


def test_the_office_edits_a_file_and_a_bad_one_is_refused(page: PrintPage, year: Year, settle: Settle) -> None:
    choose(page, "trainings", settle)
    page.layouts.file.click()
    settle(page)
    file = year.unit.folder / LAYOUTS / "trainings.json"
    assert "正在使用" in page.layouts.note.text()
    file.write_text(file.read_text(encoding="utf-8").replace('"width"', '"wide"', 1), encoding="utf-8")
    page.make.click()
    settle(page)
    assert "表格样式文件“表格样式/trainings.json”不能用" in page.preview.sheet.text()
    choose(page, "register-training", settle)
    choose(page, "trainings", settle)
    assert "不能用" in page.layouts.note.text()
    assert not page.layouts.keep.isEnabled()


def test_forms_are_found_by_pinyin_too(page: PrintPage) -> None:
    page.words.setText("zjhf")
    shown = [page.list.item(at).text() for at in range(page.list.count()) if not page.list.item(at).isHidden()]
    assert (shown, page.forms.nothing.isHidden()) == (["证件换发登记表"], True)
    page.words.setText("没有的表")
    assert page.forms.nothing.isVisible()


def test_characters_without_a_font_are_named_first(page: PrintPage, year: Year, settle: Settle) -> None:
    training = {"kind": "其他", "held_on": "2020-05-06", "topic": "\U00033479字讲座", "people": 3}
    with year.unit.write("张三") as tx:
        records.save(tx, ledger("training"), "X01", training)
    choose(page, "register-training", settle)
    assert "（U+33479" in page.note.text()
