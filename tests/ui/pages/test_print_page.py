from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter

from models.records.registry import ledger
from models.store import journal, records
from tests.ui.pages.conftest import Opener, Year
from ui.pages.page import Page
from ui.pages.places import PRINT_FORM
from ui.pages.print_page import FORM_ROLE, PrintPage
from ui.pdf_pages import page_count, print_pages

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
        assert journal.recent(connection, 1)[0].operator == "李四"


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


def test_characters_without_a_font_are_named_first(page: PrintPage, year: Year, settle: Settle) -> None:
    training = {"kind": "其他", "held_on": "2020-05-06", "topic": "\U00033479字讲座", "people": 3}
    with year.unit.write("张三") as tx:
        records.save(tx, ledger("training"), "X01", training)
    choose(page, "register-training", settle)
    assert "（U+33479" in page.note.text()
