"""What stands on 校验与报送 of a package made here follows what the centre says of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from models.merge.enrolment import enrol_unit
from models.merge.intake import merge_all
from models.merge.keys import own_fingerprint
from models.records.ledgers.progress import progress_uid
from models.records.registry import ledger
from models.store.records import packages, records
from models.submit.centre import export_receipts, review_submission
from tests.ui.worked_year import Opener, Year
from ui.kit.send_panel import APPROVED, APPROVED_BEFORE, SINCE
from ui.submit.page import SubmitPage

Settle = Callable[[Any], None]


@pytest.fixture
def sent(year: Year, open_page: Opener[Any], settle: Settle) -> SubmitPage:
    page: SubmitPage = open_page(year.unit, SubmitPage)
    target = year.root / "U盘"
    target.mkdir()
    page.panel.target.put(target)
    page.panel.send.click()
    page.panel.question.act.click()  # nothing has changed since the first: it is asked
    settle(page)
    return page


@pytest.fixture
def answer(year: Year, sent: SubmitPage, settle: Settle) -> Callable[[str], None]:
    """The centre merges both packages, decides on the newest, and the unit takes in the receipt."""

    def give(verdict: str) -> None:
        merge_all(year.centre, [year.stick], "李四")
        enrol_unit(year.centre, "X01", own_fingerprint(year.unit), "李四")
        merge_all(year.centre, [year.stick, year.root / "U盘"], "李四")
        with year.unit.read() as connection:
            newest = max(packages.find_packages(connection, direction="out"), key=lambda row: row.sequence)
        if verdict != "pending":
            review_submission(year.centre, newest.id, verdict, "缺签到表" if verdict == "returned" else "", [], "李四")
        receipts = year.root / "回执"
        receipts.mkdir(exist_ok=True)
        paths: list[Path] = export_receipts(year.centre, receipts, "李四")
        sent.take(paths)
        settle(sent)

    return give


def test_a_package_just_made_is_told(sent: SubmitPage) -> None:
    assert sent.panel.card.head.text() == "● 报送包已生成"
    sent.appear()
    assert sent.panel.card.isVisibleTo(sent)


def test_what_came_back_ends_the_card(sent: SubmitPage, answer: Callable[[str], None]) -> None:
    answer("pending")
    assert not sent.panel.card.isVisibleTo(sent)
    assert "接着" not in sent.arrivals.words.text()


def test_an_approval_is_told_in_its_place(sent: SubmitPage, answer: Callable[[str], None]) -> None:
    answer("approved")
    words = {label.text() for label in sent.panel.card.findChildren(QLabel)}
    assert {"● 报送已通过", "2020年度，第2次"} <= words
    assert not sent.panel.print.isVisibleTo(sent)


def test_a_return_is_told_in_its_place(sent: SubmitPage, answer: Callable[[str], None]) -> None:
    answer("returned")
    words = {label.text() for label in sent.panel.card.findChildren(QLabel)}
    assert {"■ 报送被退回", "2020年度，第2次", "缺签到表"} <= words
    assert not sent.panel.print.isVisibleTo(sent)


def test_after_the_next_package_the_return_is_gone(
    sent: SubmitPage, answer: Callable[[str], None], settle: Settle
) -> None:
    answer("returned")
    sent.panel.send.click()
    sent.panel.question.act.click()
    settle(sent)
    assert sent.panel.card.head.text() == "● 报送包已生成"
    assert sent.panel.print.isVisibleTo(sent)


def test_what_was_deleted_and_changed_since_is_told(
    year: Year, sent: SubmitPage, answer: Callable[[str], None], settle: Settle
) -> None:
    """A deletion waits to be reported like any change; one that was never sent is nobody's business."""
    answer("approved")
    assert (sent.panel.since.isVisibleTo(sent), sent.panel.card.next.text()) == (False, APPROVED)
    training = ledger("training")
    with year.unit.read() as connection:
        (gone,) = records.entries(connection, training, "X01")
    with year.unit.write("张三") as tx:
        records.delete(tx, training, [gone.uid])
        records.save(tx, ledger("progress"), "", {"next_step": "继续做"}, progress_uid("X01", 2020, 1))
        made = records.save(tx, training, "X01", {"topic": "贴错的"})
        records.delete(tx, training, [made.uid])
    sent.appear()
    settle(sent)
    assert sent.panel.since.isVisibleTo(sent)
    assert sent.panel.since.text() == SINCE.format("删除了1条、新增或修改了1条")
    assert sent.panel.card.next.text() == APPROVED_BEFORE
    with year.unit.write("张三") as tx:
        records.restore(tx, training, [gone.uid])
    sent.appear()
    settle(sent)
    assert sent.panel.since.text() == SINCE.format("新增或修改了2条")
    sent.panel.send.click()
    settle(sent)
    sent.appear()
    settle(sent)
    assert not sent.panel.since.isVisibleTo(sent)
