"""系统›密钥 at both roles, over a real year."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from models.merge import keys
from models.merge.enrolment import enrol_unit, pending_keys, revoke_keys
from models.merge.intake import merge_all
from models.merge.keys import age_identity, current_roster, own_fingerprint
from models.package.keys import read_identity, recipient_of
from models.package.suites import fingerprint
from models.store.base.workspace import Workspace
from models.store.records import packages
from models.submit.centre import signed_roster
from models.submit.transfer import own_address
from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.kit.confirm_box import ConfirmBox
from ui.system.keys_tab import KeysTab
from ui.system.page import TABS, SystemPage

Settle = Callable[[Page], None]
AT = [label for label, _ in TABS].index("密钥")


@pytest.fixture
def show(open_page: Opener[Any], settle: Settle) -> Callable[[Workspace], tuple[KeysTab, Page]]:
    def opened(workspace: Workspace) -> tuple[KeysTab, Page]:
        page: SystemPage = open_page(workspace, SystemPage)
        page.tabs.setCurrentIndex(AT)
        tab = page.tab(AT)
        settle(page)
        assert isinstance(tab, KeysTab)
        return tab, page

    return opened


Show = Callable[[Workspace], tuple[KeysTab, Page]]


def merged(year: Year, *, active: bool = True) -> str:
    """The unit's first submission at the centre; gives its fingerprint."""
    merge_all(year.centre, [year.stick], "李四")
    (key,) = pending_keys(year.centre)
    if active:
        enrol_unit(year.centre, "X01", key.fingerprint, "李四")
        merge_all(year.centre, [year.stick], "李四")
    return key.fingerprint


def confirm(box: ConfirmBox, button: QPushButton, text: str) -> None:
    button.click()
    assert not box.isHidden()
    assert not box.act.isEnabled()
    box.text.setText(text)
    box.act.click()


def states(workspace: Workspace) -> list[tuple[str, str]]:
    with workspace.read() as connection:
        return sorted((key.state, key.reason) for key in packages.find_enrolments(connection))


def test_a_unit_sees_both_fingerprints(year: Year, show: Show) -> None:
    tab, _ = show(year.unit)
    assert (tab.own.text(), tab.pinned.text()) == (own_fingerprint(year.unit), own_fingerprint(year.centre))
    assert tab.units is None


def test_a_handover_is_exported_to_an_address(year: Year, show: Show, settle: Settle) -> None:
    tab, page = show(year.unit)
    second = tab.second
    assert second is not None
    second.folder.put(year.root)
    assert not second.export.isEnabled()
    second.to.setText(own_address(year.unit))
    second.export.click()
    settle(page)
    assert [path.name[:6] for path in year.root.glob("移交*")] == ["移交_X01"]
    assert second.card.next.text().startswith("已写完并读回核对。")  # a folder of this computer cannot be pulled out
    assert second.export.isEnabled()


def test_a_stolen_key_is_revoked_with_a_reason(year: Year, show: Show, settle: Settle) -> None:
    merged(year)
    tab, page = show(year.centre)
    units = tab.units
    assert units is not None
    units.table.selectRow(0)
    confirm(units.question, units.stop, "电脑被盗")
    settle(page)
    assert states(year.centre) == [("revoked", "电脑被盗")]
    assert "已撤销杨桥办事处的密钥" in units.done.text()


def test_what_a_revoked_key_signed_is_listed(year: Year, show: Show) -> None:
    merged(year, active=False)
    revoke_keys(year.centre, "X01", "李四", reason="丢了")
    tab, _ = show(year.centre)
    assert tab.units is not None
    assert [one.unit for one in tab.units.aside.rows.rows] == ["X01"]


@pytest.mark.parametrize(("wrong", "expected"), [(False, ["active", "revoked"]), (True, ["active", "pending"])])
def test_a_new_key_takes_the_place_of_a_lost_one(
    year: Year, show: Show, settle: Settle, wrong: bool, expected: list[str]
) -> None:
    import msgspec

    merged(year)
    with year.centre.write("李四") as tx:
        (key,) = packages.find_enrolments(tx.connection)
        fresh = msgspec.structs.replace(key, public_key="ab" * 32, fingerprint="1" * 20, state="pending")
        packages.save_enrolment(tx, fresh)
    tab, page = show(year.centre)
    page.session.failed.disconnect()
    assert tab.units is not None
    tab.units.table.selectRow(0)
    confirm(tab.units.question, tab.units.renew, "2" * 20 if wrong else "1" * 20)
    settle(page)
    assert [state for state, _ in states(year.centre)] == expected


def test_the_centre_changes_its_keys(year: Year, show: Show, settle: Settle) -> None:
    before, second = own_fingerprint(year.centre), year.centre.setting(keys.SECOND_RECIPIENT)
    tab, page = show(year.centre)
    assert tab.centre is not None
    confirm(tab.centre.question, tab.centre.change, "电脑被盗")
    settle(page)
    shown = recipient_of(read_identity(tab.centre.secret.secret.toPlainText()))
    assert (own_fingerprint(year.centre), year.centre.setting(keys.SECOND_RECIPIENT)) == (before, second)
    tab.centre.secret.away.click()
    settle(page)
    roster = current_roster(year.centre)
    assert roster is not None
    assert before != tab.own.text() == fingerprint(roster.centre_key)
    assert roster.recipients[1] == shown != second
    assert tab.centre.secret.secret.toPlainText() == ""


def test_keys_stay_where_the_second_one_is_not_written_down(year: Year, show: Show, settle: Settle) -> None:
    before = signed_roster(year.centre)
    tab, page = show(year.centre)
    assert tab.centre is not None
    confirm(tab.centre.question, tab.centre.change, "电脑被盗")
    settle(page)
    tab.centre.secret.leave.click()
    settle(page)
    assert signed_roster(year.centre) == before
    assert tab.centre.secret.secret.toPlainText() == ""


def test_the_private_key_is_shown_after_asking(year: Year, show: Show, settle: Settle) -> None:
    tab, page = show(year.centre)
    assert tab.centre is not None
    tab.centre.out.click()
    assert tab.centre.secret.secret.toPlainText() == ""
    tab.centre.question.act.click()
    settle(page)
    assert tab.centre.secret.secret.toPlainText() == age_identity(year.centre)
    assert tab.centre.secret.leave.isHidden()


def test_reading_again_leaves_the_question_open(year: Year, show: Show, settle: Settle) -> None:
    merged(year)
    tab, page = show(year.centre)
    assert tab.units is not None
    tab.units.table.selectRow(0)
    tab.units.stop.click()
    tab.reload()
    settle(page)
    assert not tab.units.question.isHidden()
