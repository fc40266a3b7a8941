"""The year selector: one and the same on every page that speaks of a year, for whatever may be done with that year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox

from models.merge.from_centre import keep_offer, read_plan_package
from models.merge.intake import merge_all
from models.records.registry import ledger
from models.store.base.workspace import open_workspace
from models.store.records import records
from models.submit.centre import export_plan
from models.submit.unit import Signers, submit
from tests.ui.worked_year import DAY, Opener, Year
from ui.base.page import Page
from ui.demo.story_time import StoryTime
from ui.desk.page import DeskPage
from ui.intake.page import IntakePage
from ui.plan.page import PlanPage
from ui.printing.page import PrintPage
from ui.review.page import ReportsPage
from ui.scores.page import ScoresPage
from ui.submit.page import SubmitPage

Settle = Callable[[Page], None]
Shown = dict[type[Page], int]
CENTRE = (DeskPage, ReportsPage, IntakePage, ScoresPage, PlanPage, PrintPage)


def year_box(page: Any) -> QComboBox:
    box: QComboBox = page.asked.year if isinstance(page, PrintPage) else page.year
    return box


def choose(page: Page, year: int, settle: Settle) -> None:
    box = year_box(page)
    box.setCurrentIndex(box.findData(year))
    box.activated.emit(box.currentIndex())
    settle(page)


def shown(pages: dict[type[Page], Page], settle: Settle) -> Shown:
    found = {}
    for kind, page in pages.items():
        page.show()
        page.appear()
        settle(page)
        found[kind] = year_box(page).currentData()
        page.hide()
    return found


@pytest.mark.parametrize(("day", "first"), [("2021-02-10", 2020), ("2021-05-10", 2021)])
def test_every_page_of_a_centre_is_about_one_year(
    next_issued: Year, open_page: Opener[Any], settle: Settle, day: str, first: int
) -> None:
    next_issued.centre.close()
    centre = open_workspace(next_issued.root / "c", None, clock=StoryTime(dt.date.fromisoformat(day)).clock)
    desk = open_page(centre, DeskPage)
    pages: dict[type[Page], Page] = {DeskPage: desk} | {kind: kind(desk.session) for kind in CENTRE[1:]}
    assert shown(pages, settle) == dict.fromkeys(CENTRE[:4], first) | {PlanPage: 2021, PrintPage: 2021}
    for page, other in ((pages[ReportsPage], 2020), (pages[PrintPage], 2021), (desk, 2020), (pages[PlanPage], 2021)):
        page.show()
        choose(page, other, settle)
        assert shown(pages, settle) == dict.fromkeys(CENTRE, other)
    for page in pages.values():
        page.deleteLater()
    centre.close()


def test_last_years_reports_are_reviewed(next_issued: Year, open_page: Opener[Any], settle: Settle) -> None:
    centre = next_issued.centre
    merge_all(centre, [next_issued.stick], "李四")
    page: ReportsPage = open_page(centre, ReportsPage)
    choose(page, 2021, settle)
    assert page.reports
    assert [period.id for period in page.reports.issue.periods] == ["2021年上半年", "2021年度"]
    assert {cell.row for cell in page.reports.cells.values()} == {None}
    choose(page, 2020, settle)
    assert page.reports
    assert page.reports.cells["X01", "2020年度"].row is not None
    page.panel.letter_wanted.emit()
    assert page.session.memory.get("print.year", 0) == 2020


def test_a_unit_goes_on_with_last_year(next_issued: Year, open_page: Opener[Any], settle: Settle) -> None:
    unit = next_issued.unit
    offer = read_plan_package(export_plan(next_issued.centre, next_issued.root, "李四"))
    with unit.write("张三") as tx:
        keep_offer(tx, offer)
    page: PlanPage = open_page(unit, PlanPage)
    assert (page.year.currentData(), page.form.uid) == (2021, "")
    choose(page, 2020, settle)
    assert page.form.uid
    assert page.form.fields.values()["year"] == 2020
    page.form.fields.rows["problems"].editor.set_value("还差一份材料")
    page.form.fields.rows["problems"].editor.edited.emit()
    uid = page.form.uid
    choose(page, 2021, settle)
    page.session.jobs.wait()
    with unit.read() as connection:
        kept = records.find(connection, ledger("progress"), uid)
    assert kept
    assert kept.fields["problems"] == "还差一份材料"
    page.show_record("progress", uid)
    settle(page)
    assert (page.year.currentData(), page.form.uid) == (2020, uid)
    sending = SubmitPage(page.session)
    sending.show()
    sending.appear()
    settle(sending)
    assert [sending.period.itemText(at) for at in range(sending.period.count())] == ["2020年度"]
    sending.deleteLater()


def test_a_report_for_last_year_is_checked_by_its_own_plan(next_issued: Year) -> None:
    unit = next_issued.unit
    offer = read_plan_package(export_plan(next_issued.centre, next_issued.root, "李四"))
    with unit.write("张三") as tx:
        keep_offer(tx, offer)
    sent = submit(unit, next_issued.stick, Signers("张三"), DAY, "2020年度")
    assert (sent.header.period, sent.header.sequence) == ("2020年度", 2)
