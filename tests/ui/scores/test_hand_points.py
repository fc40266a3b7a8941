from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from openpyxl import load_workbook

from models.assess.hand_points import PointsChange
from models.assess.score import words
from models.records.ledgers.score import LEDGER
from models.store.base import journal
from models.store.records import records
from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.kit.tables.changes_dialog import ChangesDialog
from ui.scores import hand_points_menu
from ui.scores.page import ScoresPage

Settle = Callable[[Page], None]


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> ScoresPage:
    shown: ScoresPage = open_page(year.centre, ScoresPage)
    return shown


@pytest.fixture
def book(page: ScoresPage, settle: Settle, tmp_path: Path) -> Path:
    path = tmp_path / "人工评分表.xlsx"
    page.in_excel.write(path)
    settle(page)
    return path


def fill(book: Path, lines: int, points: float = 1, reason: str = "现场看过") -> None:
    opened = load_workbook(book)
    for line in range(2, 2 + lines):
        opened.worksheets[0][f"G{line}"], opened.worksheets[0][f"H{line}"] = points, reason
    opened.save(book)


def look(page: ScoresPage, settle: Settle, book: Path) -> ChangesDialog[PointsChange]:
    page.in_excel.take(book)
    settle(page)
    assert page.in_excel.preview is not None
    return page.in_excel.preview


def given(page: ScoresPage) -> dict[tuple[str, str], str]:
    assert page.scored is not None
    return {key: entry.fields["points"] for key, entry in page.scored.hands.items()}


def test_points_come_in_after_a_look_and_can_be_undone(page: ScoresPage, settle: Settle, book: Path) -> None:
    fill(book, 2)
    undo: list[Callable[[], None]] = []
    page.session.undoable.connect(lambda _, back: undo.append(back))
    preview = look(page, settle, book)
    assert preview.summary.text().startswith("还没有写入：新评2项，")
    assert (len(preview.table.rows.rows), given(page)) == (2, {})
    preview.go.click()
    settle(page)
    assert given(page) == {("X01", "1.2"): "1", ("X02", "1.2"): "1"}
    undo[0]()
    settle(page)
    assert given(page) == {}


def test_what_is_taken_off_is_shown_as_what_is_left(page: ScoresPage, settle: Settle, book: Path) -> None:
    fill(book, 1, -0.5)
    preview = look(page, settle, book)
    [change] = preview.table.rows.rows
    left = words(change.cell.full + Decimal("-0.5"))
    assert preview.table.rows.data(preview.table.rows.index(0, 3)) == f"{left}（扣0.5）"


def test_a_look_alone_writes_nothing(page: ScoresPage, settle: Settle, book: Path) -> None:
    fill(book, 2)
    look(page, settle, book).reject()
    settle(page)
    with page.session.workspace.read() as connection:
        assert all(one.ledger != "score" for one in journal.recent_rows(connection, 5))


def test_many_points_wait_for_a_backup(
    page: ScoresPage, settle: Settle, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand_points_menu, "RISKY", 2)
    fill(book, 2)
    look(page, settle, book).go.click()
    settle(page)
    assert len(given(page)) == 2
    assert any("读入人工评分表前" in path.name for path in page.session.workspace.folder.parent.rglob("*"))


@pytest.mark.parametrize(
    ("points", "reason", "words"), [(99, "x", "第2行：得分“99”：满分4分"), (1, "", "第2行：没有写理由")]
)
def test_a_bad_workbook_is_refused(
    page: ScoresPage, settle: Settle, book: Path, points: float, reason: str, words: str
) -> None:
    fill(book, 1, points, reason)
    said: list[str] = []
    page.session.failed.disconnect()
    page.session.failed.connect(lambda trouble: said.append(trouble.sentence))
    page.in_excel.take(book)
    settle(page)
    assert words in said[0]
    assert page.in_excel.preview is None


def test_an_unchanged_workbook_asks_nothing(page: ScoresPage, settle: Settle, book: Path) -> None:
    told: list[str] = []
    page.session.told.connect(told.append)
    page.in_excel.take(book)
    settle(page)
    assert (told, page.in_excel.preview) == (["人工评分表和现在的评分一样，没有改动。"], None)


def test_nothing_is_read_while_frozen(page: ScoresPage, settle: Settle, book: Path) -> None:
    assert page.scored is not None
    opened = load_workbook(book)
    fill(book, opened.worksheets[0].max_row - 1)
    look(page, settle, book).go.click()
    settle(page)
    page.freeze()
    settle(page)
    assert page.asking
    for box in page.asking.reasons.values():
        box.setText("照此冻结")
    page.asking.accept()
    settle(page)
    assert (page.in_excel.save.isEnabled(), page.in_excel.read.isEnabled()) == (True, False)
    assert "已冻结" in page.in_excel.read.text()
    page.show_version(0)
    settle(page)
    assert not page.in_excel.isEnabled()


def test_the_menu_outlives_what_the_binding_declares_dead(page: ScoresPage) -> None:
    """Shiboken takes what Qt itself made for gone when it lets go of a parent; what is made here it knows better."""
    shiboken6.invalidate(page)
    assert page.scored is not None
    page.in_excel.show_scored(page.scored)
    assert page.in_excel.read.text() == "从 Excel 读入…"


def test_by_keys_and_by_workbook_the_same_points_stand_at_the_same_units(
    page: ScoresPage, settle: Settle, tmp_path: Path
) -> None:
    page.views.setCurrentWidget(page.by_indicator)
    for indicator in ("1.2", "2.2"):
        page.by_indicator.which.setCurrentIndex(page.by_indicator.which.findData(indicator))
        page.by_indicator.table.selectRow(0)
        for points in ("1", "0.5", "2"):
            page.hand.points.setText(points)
            page.hand.reason.setText(f"看过{points}")
            page.hand.save.click()
            settle(page)
    typed = hands(page)
    assert len(typed) == 6
    path = tmp_path / "人工评分表.xlsx"
    page.in_excel.write(path)
    settle(page)
    with page.session.workspace.write("李四") as tx:
        records.delete(tx, LEDGER, [one.uid for one in records.entries(tx.connection, LEDGER)])
    page.loader.reload()
    settle(page)
    assert hands(page) == {}
    look(page, settle, path).go.click()
    settle(page)
    assert hands(page) == typed


def test_what_is_typed_and_not_saved_waits_for_its_unit(page: ScoresPage, settle: Settle) -> None:
    def go(unit: str) -> tuple[str, str, str, str]:
        page.show_indicator_of(unit, "1.2")
        settle(page)
        boxes = page.hand.points, page.hand.reason, page.appeal.asked
        return boxes[0].text(), boxes[1].text(), boxes[2].text(), page.hand.note.text()

    first, second = [one.unit for one in page.units.rows.rows[:2]]
    go(first)
    page.hand.points.setText("1")
    page.hand.reason.setText("看过")
    page.appeal.asked.setText("漏计一次")
    assert page.hand.note.text() == "还没有保存。"
    assert go(second)[:3] == ("", "", "")
    assert go(first) == ("1", "看过", "漏计一次", "还没有保存。")
    page.hand.save.click()
    settle(page)
    assert go(first)[3] == ""
    page.hand.points.setText("2")
    go(second)
    assert go(first)[0] == "2"
    with page.session.workspace.write("李四") as tx:
        records.delete(tx, LEDGER, [one.uid for one in records.entries(tx.connection, LEDGER)])
    page.loader.reload()
    settle(page)
    assert go(first)[:2] == ("", "")


def hands(page: ScoresPage) -> dict[tuple[str, str], tuple[Decimal, str]]:
    assert page.scored is not None
    kept = {key: entry.fields for key, entry in page.scored.hands.items()}
    return {key: (Decimal(one["points"]), one["reason"]) for key, one in kept.items()}
