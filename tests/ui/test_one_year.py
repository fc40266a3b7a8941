"""The year selector: one and the same on every page that speaks of a year, for whatever may be done with that year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox

from models.due.due_dates import SUBMIT
from models.merge.from_centre import keep_offer, read_plan_package
from models.merge.intake import merge_all
from models.records.registry import ledger
from models.store.base.workspace import Workspace, open_workspace
from models.store.records import records
from models.store.records.item_numbers import item_numbers
from models.store.records.packages import OUT, find_packages, update_package
from models.submit.centre import export_plan
from models.submit.unit import Signers, submit
from tests.ui.worked_year import DAY, Opener, Year
from ui.base.page import Page
from ui.demo.story_time import StoryTime
from ui.desk.facts import read_desk
from ui.desk.page import DeskPage
from ui.intake.page import IntakePage
from ui.plan.facts import read_plan_state
from ui.plan.page import PlanPage
from ui.printing.page import PrintPage
from ui.review.page import ReportsPage
from ui.scores.page import ScoresPage
from ui.submit.page import SubmitPage, read_submit_state

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


def received(year: Year, day: str) -> Workspace:
    """The unit with next year's plan, which counts by this day's clock."""
    offer = read_plan_package(export_plan(year.centre, year.root, "李四"))
    unit = replace(year.unit, clock=StoryTime(dt.date.fromisoformat(day)).clock)
    with unit.write("张三") as tx:
        keep_offer(tx, offer)
    return unit


@pytest.mark.parametrize(
    ("day", "first", "due"),
    [
        ("2020-12-05", 2020, [("改正后重报", 2020)]),
        ("2021-01-05", 2021, [("改正后重报", 2020)]),
        ("2021-06-05", 2021, [("改正后重报", 2020), ("报送", 2021)]),
        ("2022-02-05", 2021, [("报送", 2021), ("报送", 2021), ("改正后重报", 2020)]),
    ],
)
def test_next_years_plan_waits_for_its_year(
    next_issued: Year, day: str, first: int, due: list[tuple[str, int]]
) -> None:
    """Until then every page begins with this one; afterwards what is open of it is still to be done."""
    unit = received(next_issued, day)
    with unit.write("张三") as tx:
        (sent,) = find_packages(tx.connection, direction=OUT, kind="submission")
        update_package(tx, sent.id, review="returned", review_reason="缺附件")
    desk, plan, sending = read_desk(unit), read_plan_state(unit), read_submit_state(unit)
    assert plan
    assert {getattr(one.issue, "year", 0) for one in (desk, plan, sending)} == {first}
    open_ = [(one.what, one.year) for one in desk.unit.dues.first if one.ledger == SUBMIT]
    assert sorted(open_) == sorted(due)
    with unit.read() as connection:
        numbers = item_numbers(connection)
    assert numbers.typed_all("3") == f"[{first}:3]"


def test_this_years_reports_are_in_force_though_next_years_plan_is_issued(next_issued: Year) -> None:
    (outcome,) = merge_all(next_issued.centre, [next_issued.stick], "李四", dry_run=True)
    assert "任务" not in outcome.reason


def test_a_unit_goes_on_with_last_year(next_issued: Year, open_page: Opener[Any], settle: Settle) -> None:
    unit = received(next_issued, "2021-01-05")
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
    unit = received(next_issued, "2021-01-05")
    sent = submit(unit, next_issued.stick, Signers("张三"), DAY, "2020年度")
    assert (sent.header.period, sent.header.sequence) == ("2020年度", 2)
