import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from reportlab.pdfgen import canvas

from models.records.ledgers.progress import progress_uid
from models.records.registry import ledger
from models.records.tone import Tone
from models.store.files import evidence
from models.store.records import records
from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.base.tokens import SHAPES
from ui.evidence.page import TONES, EvidencePage
from ui.kit.tables.chips import PADDING
from ui.rendering import process

ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
Settle = Callable[[Page], None]


def only(year: Year) -> str:
    return next(iter(evidence.all_digests(year.unit)))


def test_a_file_names_the_records_it_proves(year: Year, open_page: Opener[Any]) -> None:
    page: EvidencePage = open_page(year.unit, EvidencePage)
    (file,) = page.table.rows.rows
    assert (file.name, file.size, file.state, len(file.uses)) == ("会议纪要.pdf", 700, "在", 37)
    page.table.selectRow(0)
    assert page.uses.rows.rows[0].title == "第1项"


@pytest.mark.parametrize(("content", "state"), [(None, "不见了"), (b"other", "已损坏")])
def test_what_happened_to_a_file_is_found(
    year: Year, open_page: Opener[Any], settle: Settle, content: bytes | None, state: str
) -> None:
    place = evidence.evidence_path(year.unit, only(year))
    if content is None:
        place.unlink()
    else:
        place.write_bytes(content)
    page: EvidencePage = open_page(year.unit, EvidencePage)
    page.check_button.click()
    settle(page)
    assert [one.state for one in page.table.rows.rows] == [state]
    assert "1个不见了或已损坏" in page.summary.text()


def test_a_file_no_record_needs_is_listed(year: Year, open_page: Opener[Any]) -> None:
    other = year.root / "多余.txt"
    other.write_text("x")
    with year.unit.write("张三") as tx:
        evidence.add_file(tx, year.unit, other)
    page: EvidencePage = open_page(year.unit, EvidencePage)
    assert sorted(one.state for one in page.table.rows.rows) == ["在", "没有记录用它"]


@pytest.mark.parametrize("state", TONES)
def test_every_state_has_room(year: Year, open_page: Opener[Any], state: str) -> None:
    table = open_page(year.unit, EvidencePage).table
    words = table.fontMetrics().horizontalAdvance(f"{SHAPES[Tone.CALM]} {state}")
    assert words + 2 * PADDING + 4 <= table.columnWidth([one.label for one in table.rows.heads].index("状态"))


def test_search_narrows_the_files(year: Year, open_page: Opener[Any]) -> None:
    page: EvidencePage = open_page(year.unit, EvidencePage)
    page.words.setText("hyjy")
    assert len(page.table.rows.rows) == 1
    page.words.setText("没有这个")
    assert page.table.rows.rows == []


def picture(path: Path, shade: int = 7) -> Path:
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(shade)
    image.save(str(path))
    return path


def evidence_of(year: Year, item: int) -> list[str]:
    with year.unit.read() as connection:
        entry = records.load(connection, ledger("progress"), progress_uid("X01", 2020, item))
    return [link["name"] for link in entry.fields.get("evidence", [])]


@pytest.fixture
def many(year: Year) -> Year:
    """Item 1 with one file of each kind."""
    paths = [picture(year.root / "照片.png"), year.root / "说明.txt", year.root / "表.docx", year.root / "假.pdf"]
    paths[1].write_bytes("学法签到".encode("gb18030"))
    paths[2].write_bytes(b"PK")
    paths[3].write_bytes(b"no")
    draw = canvas.Canvas(str(year.root / "真.pdf"))
    draw.drawString(100, 700, "minutes")
    draw.save()
    with year.unit.write("张三") as tx:
        links = [evidence.add_file(tx, year.unit, path) for path in [*paths, year.root / "真.pdf"]]
        fields = {"evidence": [msgspec.to_builtins(one) for one in links]}
        records.save(tx, ledger("progress"), "X01", fields, progress_uid("X01", 2020, 1))
    return year


@pytest.mark.parametrize(
    ("name", "shown", "words"),
    [
        ("照片.png", "picture", ""),
        ("真.pdf", "pdf", ""),
        ("说明.txt", "text", "学法签到"),
        ("表.docx", "words", "用电脑上的程序看"),
        ("假.pdf", "words", "其实是.txt文件"),
    ],
)
def test_a_file_is_seen_inside_the_window(
    many: Year, open_page: Opener[Any], settle: Settle, name: str, shown: str, words: str
) -> None:
    page: EvidencePage = open_page(many.unit, EvidencePage)
    page.words.setText(name)
    page.table.selectRow(0)
    settle(page)
    preview = page.preview
    assert preview.currentWidget() is getattr(preview, shown)
    assert words in f"{preview.words.text()}{preview.text.toPlainText()}"
    assert not preview.picture.pixmap().isNull() or shown != "picture"
    assert preview.pdf.count == (1 if shown == "pdf" else 0)


@pytest.mark.parametrize("then", ["next", "close"])
def test_a_file_that_never_ends_holds_nothing_up(
    many: Year, open_page: Opener[Any], settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(process, "command", lambda: [sys.executable, "-S", "-c", "import time; time.sleep(600)"])
        page: EvidencePage = open_page(many.unit, EvidencePage)
        page.words.setText("照片.png")
        page.table.selectRow(0)
        qtbot.waitUntil(lambda: page.preview.processes.is_reading)
    if then == "close":
        page.session.jobs.wait()
        return
    page.words.setText("真.pdf")
    page.table.selectRow(0)
    settle(page)
    settle(page)
    assert page.preview.currentWidget() is page.preview.pdf
    assert not page.preview.pdf.sheet.pixmap().isNull()


def test_files_are_dropped_and_linked_to_several_records(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    undo: list[Callable[[], None]] = []
    page: EvidencePage = open_page(year.unit, EvidencePage)
    page.session.undoable.connect(lambda _, back: undo.append(back))
    page.take([picture(year.root / "一.png"), picture(year.root / "二.png", 9)])
    settle(page)
    fresh = page.fresh
    fresh.table.selectRow(0)
    fresh.table.selectionModel().select(fresh.table.rows.index(2, 0), ROWS)
    assert fresh.go.text() == "把2个文件附到2条记录"
    fresh.go.click()
    settle(page)
    settle(page)
    assert evidence_of(year, 1) == evidence_of(year, 3) == ["会议纪要.pdf", "一.png", "二.png"]
    assert evidence_of(year, 2) == ["会议纪要.pdf"]
    assert fresh.links() == []
    undo[0]()
    settle(page)
    assert evidence_of(year, 1) == ["会议纪要.pdf"]


def test_a_kept_file_is_linked_to_an_item_not_begun(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    with year.unit.write("张三") as tx:
        records.delete(tx, ledger("progress"), [progress_uid("X01", 2020, 2)])
    page: EvidencePage = open_page(year.unit, EvidencePage)
    page.table.selectRow(0)
    page.more.click()
    settle(page)
    page.fresh.table.selectRow(1)
    page.fresh.go.click()
    settle(page)
    assert evidence_of(year, 2) == ["会议纪要.pdf"]


def test_what_a_record_has_already_changes_nothing(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    told: list[str] = []
    page: EvidencePage = open_page(year.unit, EvidencePage)
    page.session.told.connect(told.append)
    page.table.selectRow(0)
    page.more.click()
    settle(page)
    page.fresh.table.selectRow(0)
    page.fresh.go.click()
    settle(page)
    assert told == ["这些记录已经有这些文件了，没有改动。"]


def test_the_scan_folder_offers_what_is_new_once(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    folder = year.root / "扫描"
    folder.mkdir()
    page: EvidencePage = open_page(year.unit, EvidencePage)
    page.fresh.watch(folder)
    settle(page)
    assert "没有新文件" in page.fresh.about.text()
    picture(folder / "扫描件.png")
    page.appear()
    settle(page)
    assert "有1个新文件：扫描件.png" in page.fresh.about.text()
    assert page.tabs.tabText(1) == "新材料（1）"
    page.fresh.take_all.click()
    settle(page)
    assert [link["name"] for link in page.fresh.links()] == ["扫描件.png"]
    page.appear()
    settle(page)
    assert "没有新文件" in page.fresh.about.text()


def test_files_of_other_ledgers_can_be_chosen(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page: EvidencePage = open_page(year.unit, EvidencePage)
    page.fresh.box.setCurrentIndex(page.fresh.box.findData("training"))
    settle(page)
    assert [one.title for one in page.fresh.table.rows.rows] == ["民法典"]
