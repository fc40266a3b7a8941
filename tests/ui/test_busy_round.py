"""Pages in the middle of their work: cards, questions and panels that show only then are named and on Tab's way."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.merge.enrolment import enrol_unit, pending_keys
from models.merge.intake import merge_all
from tests.ui.reach import faults, nameless
from tests.ui.worked_year import Opener, Year, settled
from ui.base.page import Page
from ui.base.places import PRINT_FORM
from ui.evidence.page import NEW, EvidencePage
from ui.intake.page import IntakePage
from ui.issue.page import PARTS, IssuePage
from ui.issue.scheme_part import SchemePart
from ui.issue.tabs import PlanPart
from ui.kit.confirm_box import ConfirmQuestion
from ui.plan.page import PlanPage
from ui.printing.page import PrintPage
from ui.review.page import ReportsPage
from ui.scores.page import ScoresPage
from ui.system.keys_tab import KeysTab
from ui.system.page import TABS, SystemPage
from ui.system.staff_change_tab import StaffChangeTab

Settle = Callable[[Page], None]
Show = Callable[[Year, Opener[Any], Settle], Page]
LINKS = [{"name": "会议纪要.pdf", "digest": "0" * 64, "size": 700}]


def merged(year: Year) -> None:
    merge_all(year.centre, [year.stick], "李四")
    enrol_unit(year.centre, "X01", pending_keys(year.centre)[0].fingerprint, "李四")
    merge_all(year.centre, [year.stick], "李四")


def keys_to_compare(year: Year, show: Opener[Any], settle: Settle) -> Page:
    page: IntakePage = show(year.centre, IntakePage)
    page.take([year.stick])
    settle(page)
    page.merge()
    settle(page)
    assert page.keys.cards
    page.keys.cards[0].tick.click()
    return page


def typing_for_a_unit(year: Year, show: Opener[Any], settle: Settle) -> Page:
    page: IntakePage = show(year.centre, IntakePage)
    page.tabs.setCurrentWidget(page.proxies)
    page.appear()
    settle(page)
    form = page.proxies.form
    form.unit.setCurrentIndex(form.unit.findData("X01"))
    form.basis.setText("杨桥办〔2020〕5号")
    form.day.setText("2020.12.21")
    form.go.click()
    settle(page)
    page.proxies.table.selectRow(0)
    settle(page)
    return page


def at_the_unit_s_desk(year: Year, show: Opener[Any], settle: Settle) -> Page:
    page = typing_for_a_unit(year, show, settle)
    assert isinstance(page, IntakePage)
    page.proxies.form.type.click()
    settle(page)
    return page


def deciding(year: Year, show: Opener[Any], settle: Settle) -> Page:
    merged(year)
    page: ReportsPage = show(year.centre, ReportsPage)
    page.grid.setCurrentCell(0, 1)
    settle(page)
    return page


def scoring_by_hand(year: Year, show: Opener[Any], settle: Settle) -> Page:
    merged(year)
    page: ScoresPage = show(year.centre, ScoresPage)
    page.units.selectRow([one.unit for one in page.units.rows.rows].index("X01"))
    page.scores.selectRow([one.indicator for one in page.scores.rows.rows].index("1.2"))
    page.below.setCurrentIndex(1)
    page.hand.evidence.set_value(LINKS)
    settle(page)
    return page


def printing(year: Year, show: Opener[Any], settle: Settle) -> Page:
    page: PrintPage = show(year.unit, PrintPage)
    page.session.memory.set(PRINT_FORM, "progress")
    page.appear()
    settle(page)
    page.send.click()
    return page


def importing_text(year: Year, show: Opener[Any], settle: Settle) -> Page:
    page: IssuePage = show(year.centre, IssuePage)
    page.tab(PlanPart).load.click()
    settle(page)
    return page


def a_scheme(year: Year, show: Opener[Any], settle: Settle) -> Page:
    page: IssuePage = show(year.centre, IssuePage)
    page.tabs.setCurrentIndex(list(PARTS).index("考核方案"))
    for at in (0, 5, 2):
        page.tab(SchemePart).table.selectRow(at)
        settle(page)
    return page


def files_to_link(year: Year, show: Opener[Any], settle: Settle) -> Page:
    page: EvidencePage = show(year.unit, EvidencePage)
    page.tabs.setCurrentIndex(NEW)
    page.fresh.add_links(LINKS)
    page.table.selectRow(0)
    settle(page)
    return page


def what_is_missing(year: Year, show: Opener[Any], settle: Settle) -> Page:
    page: PlanPage = show(year.unit, PlanPage)
    page.form.fields.complete()
    page.missing_button.setChecked(True)
    settle(page)
    return page


def asking_for_the_passphrase(year: Year, show: Opener[Any], settle: Settle) -> Page:
    page: SystemPage = show(year.unit, SystemPage)
    page.tabs.setCurrentIndex([label for label, _ in TABS].index("密钥"))
    settle(page)
    (tab,) = page.findChildren(KeysTab)
    assert tab.renew
    tab.renew.question.ask(ConfirmQuestion("要更换密钥。", "更换", text="理由", passphrase=True), lambda _: None)
    return page


def handing_over(year: Year, show: Opener[Any], settle: Settle) -> Page:
    page: SystemPage = show(year.unit, SystemPage)
    page.tabs.setCurrentIndex([label for label, _ in TABS].index("人员交接"))
    settle(page)
    (tab,) = page.findChildren(StaffChangeTab)
    tab.passphrase._show("", "ABCDE" * 10)
    return page


SCENES: list[Show] = [
    keys_to_compare,
    typing_for_a_unit,
    at_the_unit_s_desk,
    deciding,
    scoring_by_hand,
    printing,
    importing_text,
    a_scheme,
    files_to_link,
    what_is_missing,
    asking_for_the_passphrase,
    handing_over,
]


@pytest.mark.parametrize("scene", SCENES)
def test_a_page_at_work(year: Year, open_page: Opener[Any], settle: Settle, qtbot: QtBot, scene: Show) -> None:
    page = scene(year, open_page, settle)
    with qtbot.waitActive(page):
        page.activateWindow()
    settled(qtbot, page)
    assert (nameless(page), faults(page)) == ([], [])
