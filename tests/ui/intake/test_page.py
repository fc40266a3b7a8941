import shutil
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.merge.changes import RecordAct, RecordChange
from models.merge.enrolment import enrol_unit, pending_keys
from models.merge.from_centre import read_plan_package
from models.merge.intake import merge_all
from models.merge.keys import current_roster, own_fingerprint
from models.merge.outcome import PackageState
from models.merge.receive import take_in_package
from models.merge.undo import undo_merge
from models.package.keys import generate_signing_key
from models.records.ledgers.progress import progress_uid
from models.records.registry import ledger
from models.store.base.workspace import Workspace, continue_as_copy, open_workspace
from models.store.files import disk_space
from models.store.records import packages, records
from models.submit.centre import export_plan
from models.submit.transfer import export_transfer, own_address
from models.submit.unit import Signers, set_up_unit, submit
from tests.models.merge.crafted import craft
from tests.ui.worked_year import DAY, Opener, Year
from ui.base.page import Page
from ui.base.places import CONFLICTS, KEYS, ON_PAPER
from ui.intake.page import IntakePage
from ui.kit.pending_keys import MOST, KeyCard, group_digits
from ui.kit.tables.changes_table import ChangeLine

Settle = Callable[[Page], None]


@pytest.fixture
def page(year: Year, open_page: Opener[Any], settle: Settle) -> IntakePage:
    shown: IntakePage = open_page(year.centre, IntakePage)
    shown.take([year.stick])
    settle(shown)
    return shown


def states(page: IntakePage) -> list[PackageState]:
    return [one.state for one in page.table.rows.rows]


def enrolled(page: IntakePage, settle: Settle) -> KeyCard:
    page.merge()
    settle(page)
    card = page.keys.cards[0]
    card.typed.setText(card.key.fingerprint)
    card.typed.textEdited.emit(card.key.fingerprint)
    card.act.click()
    settle(page)
    return card


def test_a_preview_keeps_nothing(page: IntakePage) -> None:
    assert states(page) == [PackageState.PENDING]
    assert page.keys.cards == []
    assert "待登记1个。待登记的点“合并”" in page.summary.text()


def test_a_merge_that_took_nothing_looks_like_it(page: IntakePage, year: Year, settle: Settle) -> None:
    year.package.write_bytes(year.package.read_bytes()[:-1])
    page.merge()
    settle(page)
    assert page.summary.text().startswith("■ 没有合并：已损坏1个")
    assert page.summary.property("role") == "error"


def test_where_to_look_has_to_be_chosen(page: IntakePage) -> None:
    refused: list[str] = []
    page.session.refused.connect(refused.append)
    page.folder.box.setEditText("")
    page.look.click()
    assert refused == ["还没有选文件夹，或者选的已经不在：请插好U盘再选，或者点“选择”。"]


def test_own_packages_stand_below_the_others(page: IntakePage, year: Year, settle: Settle) -> None:
    export_plan(year.centre, year.stick / "a.fzb", "李四")
    page.preview()
    settle(page)
    assert states(page)[0] is PackageState.PENDING
    assert set(states(page)[1:]) == {PackageState.OWN}


def test_what_was_merged_before_stands_below_what_is_new(page: IntakePage, year: Year, settle: Settle) -> None:
    enrolled(page, settle)
    submit(year.unit, year.stick, Signers("张三"), DAY)
    page.take([year.stick])
    settle(page)
    assert [state is PackageState.KNOWN for state in states(page)] == [False, True]


def test_enter_in_the_folder_box_looks_there(page: IntakePage, year: Year, settle: Settle) -> None:
    page.take([year.root])
    settle(page)
    (year.root / "空").mkdir()
    QTest.keyClicks(page.folder.box, "x")
    page.folder.box.setEditText(str(year.root / "空"))
    QTest.keyClick(page.folder.box, Qt.Key.Key_Return)
    settle(page)
    assert page.table.rows.rows == []
    assert page.folder.box.findText(str(year.root / "空")) == -1


def test_typing_the_last_digit_moves_nothing(page: IntakePage, settle: Settle) -> None:
    page.merge()
    settle(page)
    card = page.keys.cards[0]
    before = card.mapTo(page, card.act.pos())
    card.typed.setText(card.key.fingerprint)
    card.typed.textEdited.emit(card.key.fingerprint)
    settle(page)
    assert page.keys.all.isVisible()
    assert card.mapTo(page, card.act.pos()) == before


def test_typing_the_fingerprint_enrols_and_merges(page: IntakePage, year: Year, settle: Settle) -> None:
    enrolled(page, settle)
    assert states(page) == [PackageState.MERGED]
    assert page.keys.cards == []
    with year.centre.read() as connection:
        assert records.count(connection, ledger("progress"), "X01") == 36


def test_a_merge_taken_back_is_no_longer_called_merged(page: IntakePage, year: Year, settle: Settle) -> None:
    enrolled(page, settle)
    undo_merge(year.centre, "X01", "李四")
    page.appear()
    settle(page)
    assert states(page) == [PackageState.UNDONE]
    assert "撤销了1个包的合并" in page.summary.text()
    page.merge()
    settle(page)
    assert states(page) == [PackageState.MERGED]


@pytest.mark.parametrize(
    ("act", "kept_in", "there"),
    [(RecordAct.STAYS, "training", True), (RecordAct.ADDED, "training", False), (RecordAct.LEFT, "zero_report", False)],
)
def test_a_change_leads_to_the_record_there_is(page: IntakePage, act: RecordAct, kept_in: str, there: bool) -> None:
    told: list[tuple[str, str]] = []
    page.session.record_wanted.connect(lambda *one: told.append(one))
    change = RecordChange(ledger=kept_in, ledger_label="", uid="u", title="", act=act, fields=())
    page.changes.opened.emit(("杨桥办事处", ChangeLine(change, "", "", "")))
    assert told == [(kept_in, "u")] * there


@pytest.fixture
def crowd(year: Year) -> list[str]:
    """Two more units' packages on the stick, each under a key of its own; gives the units that wait."""
    offer = read_plan_package(export_plan(year.centre, year.root / "plan.fzb", "李四"))
    sender = set_up_unit(year.root / "sender", offer, "X02", None, "张三").workspace
    for unit in ("X02", "GWH"):
        craft(sender, year.stick / f"{unit}.fzb", {}, key=generate_signing_key(), unit=unit, sequence=1)
    sender.close()
    return ["GWH", "X01", "X02"]


def test_several_compared_keys_are_enrolled_at_once(
    page: IntakePage, year: Year, settle: Settle, crowd: list[str]
) -> None:
    before = current_roster(year.centre)
    page.merge()
    settle(page)
    assert (sorted(card.key.unit for card in page.keys.cards), page.keys.all.isHidden()) == (crowd, True)
    for card in page.keys.cards[1:]:
        card.tick.click()
    page.keys.cards[0].typed.textEdited.emit(page.keys.cards[0].key.fingerprint)
    assert page.keys.all.text() == "登记勾选的3个并合并"
    page.keys.all.click()
    settle(page)
    after = current_roster(year.centre)
    assert before
    assert after
    assert (after.number, states(page)) == (before.number + 1, [PackageState.MERGED] * 3)
    assert page.summary.text() == "已登记3个单位的密钥，并合并了3个报送包。"


def test_a_tick_is_taken_back_by_a_wrong_digit(page: IntakePage, settle: Settle) -> None:
    page.merge()
    settle(page)
    (card,) = page.keys.cards
    card.typed.textEdited.emit(card.key.fingerprint)
    assert (card.tick.isChecked(), page.keys.all.isHidden()) == (True, False)
    card.typed.textEdited.emit("x")
    assert (card.tick.isChecked(), page.keys.all.isHidden()) == (False, True)


def test_of_many_keys_the_first_are_shown(page: IntakePage, settle: Settle) -> None:
    page.merge()
    settle(page)
    key = page.keys.cards[0].key
    many = [(msgspec.structs.replace(key, public_key=str(number)), f"单位{number}") for number in range(MOST + 5)]
    page.keys.show_keys(many)
    assert (len(page.keys.cards), page.keys.head.text()) == (MOST, "待登记的密钥（45个，先列出40个）")


def test_again_changes_nothing(page: IntakePage, settle: Settle) -> None:
    enrolled(page, settle)
    page.merge()
    settle(page)
    assert states(page) == [PackageState.KNOWN]
    assert page.summary.text() == "合并完成：以前已接收1个。"


@pytest.mark.parametrize(
    ("typed", "words", "ready"),
    [
        ("", "", False),
        ("12345678", "前8位一致，还有12位", False),
        ("1234 5679", "第8位不一致", False),
        ("12345 67890 12345 67890", "一致，可以登记", True),
        ("12345678901234567891", "第20位不一致", False),
    ],
)
def test_digits_are_compared_one_by_one(page: IntakePage, settle: Settle, typed: str, words: str, ready: bool) -> None:
    page.merge()
    settle(page)
    key = msgspec.structs.replace(page.keys.cards[0].key, fingerprint="12345 67890 12345 67890")
    card = KeyCard(key, "杨桥办事处", page)
    card.typed.textEdited.emit(typed)
    assert words in card.note.text()
    assert card.typed.text() == group_digits(typed)
    assert card.act.isEnabled() is ready


def test_a_broken_file_is_named_and_stops_nothing(page: IntakePage, year: Year, settle: Settle) -> None:
    (year.stick / "坏.fzb").write_bytes(b"no package")
    page.preview()
    settle(page)
    assert states(page) == [PackageState.DAMAGED, PackageState.PENDING]


@pytest.mark.parametrize("stale", [False, True])
def test_a_conflict_is_decided(page: IntakePage, year: Year, settle: Settle, *, stale: bool) -> None:
    """By the version itself: what is looked at may stand elsewhere in the list by now."""
    enrolled(page, settle)
    other = continue_as_copy(open_workspace(shutil.copytree(year.root / "u", year.root / "另一台"), None))
    for at, (workspace, words) in enumerate([(year.unit, "开了三次会"), (other, "开了五次会")]):
        with workspace.write("张三") as tx:
            records.save(tx, ledger("progress"), "X01", {"measures": words}, progress_uid("X01", 2020, 1))
        submit(workspace, year.stick / f"{at}.fzb", Signers("张三"), DAY)
    other.close()
    page.merge()
    settle(page)
    assert page.tabs.tabText(1) == "冲突（1处）"
    panel = page.conflicts
    (one,) = panel.table.rows.rows
    assert one.title == "第1项 全面提高依法防控依法治理能力"
    if stale:
        panel.show_disputes([msgspec.structs.replace(one, versions=one.versions[::-1])])
    panel.versions.selectRow([one.text for one in panel.versions.rows.rows].index("开了三次会"))
    panel.take.click()
    settle(page)
    assert page.tabs.tabText(1) == "冲突"
    with year.centre.read() as connection:
        kept = records.load(connection, ledger("progress"), progress_uid("X01", 2020, 1))
    assert kept.fields["measures"] == "开了三次会"


def test_an_empty_folder_says_so(page: IntakePage, year: Year, settle: Settle) -> None:
    (year.root / "空").mkdir()
    page.take([year.root / "空"])
    settle(page)
    assert page.summary.text().startswith("▲ 这里没有报送包")


def test_a_person_in_two_units_is_confirmed(year: Year, open_page: Opener[Any], settle: Callable[[Page], None]) -> None:
    with year.centre.write("李四") as tx:
        for unit in ("X01", "X02"):
            records.save(tx, ledger("person"), unit, {"name": "王伟", "id_number": "410105198801071870"})
    page: IntakePage = open_page(year.centre, IntakePage)
    assert page.tabs.tabText(2) == "同人同案（1处）"
    page.twins.table.selectRow(0)
    page.twins.verdict.setCurrentText("调动")
    page.twins.confirm.click()
    settle(page)
    assert page.tabs.tabText(2) == "同人同案"
    (twin,) = page.twins.table.rows.rows
    assert (twin.shown, twin.said and twin.said.verdict) == ("410***********1870", "调动")


def test_a_list_that_changed_confirms_nothing(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    def add(*units: str) -> None:
        with year.centre.write("李四") as tx:
            for unit in units:
                records.save(tx, ledger("person"), unit, {"name": "王伟", "id_number": "410105198801071870"})

    add("X01", "X02")
    page: IntakePage = open_page(year.centre, IntakePage)
    failed: list[str] = []
    page.session.failed.disconnect()
    page.session.failed.connect(lambda trouble: failed.append(trouble.sentence))
    (shown,) = page.twins.table.rows.rows
    add("GWH")
    page.confirm_twin(shown, "调动", "")
    settle(page)
    assert "清单变了" in failed[0]
    assert [len(one.places) for one in page.twins.table.rows.rows] == [3]


def test_a_preview_goes_down_to_the_field(
    year: Year, open_page: Opener[Any], settle: Callable[[Page], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    merge_all(year.centre, [year.stick], "李四")
    enrol_unit(year.centre, "X01", pending_keys(year.centre)[0].fingerprint, "李四")
    merge_all(year.centre, [year.stick], "李四")
    with year.unit.write("张三") as tx:
        records.save(tx, ledger("progress"), "X01", {"measures": "又开了会"}, progress_uid("X01", 2020, 1))
    page: IntakePage = open_page(year.centre, IntakePage)
    page.take([submit(year.unit, year.root, Signers("张三"), DAY).path])
    settle(page)
    page.table.selectRow(0)
    assert page.table.rows.text(page.table.rows.rows[0], page.table.rows.heads[1]) == "2020年度"
    unit, first = page.changes.rows.rows[0]
    assert (page.changes.isVisibleTo(page), unit, first.label, first.new) == (
        True,
        "杨桥办事处",
        "主要措施",
        "又开了会",
    )
    assert "要占用本机约" in page.summary.text()
    monkeypatch.setattr(disk_space, "free_bytes", lambda _: 5_000)
    page._show_preview(page.last)
    assert "空间不够：这些包合并后约" in page.summary.text()


@pytest.mark.parametrize(("lost", "expected"), [(True, ["active", "revoked"]), (False, ["active", "active"])])
def test_a_second_key_is_asked_about(
    page: IntakePage, year: Year, settle: Settle, lost: bool, expected: list[str]
) -> None:
    enrolled(page, settle)
    offer = read_plan_package(export_plan(year.centre, year.root / "plan.fzb", "李四"))
    other = set_up_unit(year.root / "新电脑", offer, "X01", None, "张三").workspace
    export_transfer(year.unit, year.root / "移交.fzb", "张三", [own_address(other)])
    take_in_package(other, year.root / "移交.fzb", "张三", own_fingerprint(year.unit))
    submit(other, year.stick / "新.fzb", Signers("张三"), DAY)
    other.close()
    page.merge()
    settle(page)
    (card,) = page.keys.cards
    card.typed.textEdited.emit(card.key.fingerprint)
    assert not card.act.isEnabled()
    (card.lost if lost else card.second).setChecked(True)
    card.act.click()
    settle(page)
    with year.centre.read() as connection:
        assert sorted(key.state for key in packages.find_enrolments(connection)) == expected


@pytest.fixture
def other(year: Year) -> Iterator[Workspace]:
    """The unit's folder, copied by hand to another PC."""
    made = open_workspace(shutil.copytree(year.root / "u", year.root / "另一台"), None)
    yield made
    made.close()


def both_report(year: Year, other: Workspace) -> None:
    """Two packages of one number on the stick: 30 people trained by the one, 50 by the other."""
    merge_all(year.centre, [year.stick], "李四")
    enrol_unit(year.centre, "X01", pending_keys(year.centre)[0].fingerprint, "李四")
    merge_all(year.centre, [year.stick], "李四")
    for workspace, people in ((year.unit, 30), (other, 50)):
        with workspace.write("张三") as tx:
            (one,) = records.entries(tx.connection, ledger("training"), "X01")
            records.save(tx, ledger("training"), "X01", {"people": people + 1}, one.uid)
            fresh = {**one.fields, "topic": f"{people}人的一场", "people": people}
            records.save(tx, ledger("training"), "X01", fresh)
        submit(workspace, year.stick / f"{people}.fzb", Signers("张三"), DAY)


def test_a_preview_lists_what_all_packages_would_change(
    year: Year, other: Workspace, open_page: Opener[Any], settle: Settle
) -> None:
    both_report(year, other)
    page: IntakePage = open_page(year.centre, IntakePage)
    page.take([year.stick])
    settle(page)
    assert {line.new for _, line in page.changes.rows.rows if line.label == "人数"} == {"31", "51"}
    assert [page._state_words(one) for one in page.last] == ["可以合并", "可以合并", "以前已接收"]
    page.table.selectRow([one.file.endswith("30.fzb") for one in page.table.rows.rows].index(True))
    assert {line.new for _, line in page.changes.rows.rows if line.label == "人数"} == {"31"}
    with year.centre.read() as connection:
        assert records.count(connection, ledger("training"), "X01") == 1


def test_a_fork_is_decided(year: Year, other: Workspace, open_page: Opener[Any], settle: Settle) -> None:
    both_report(year, other)
    page: IntakePage = open_page(year.centre, IntakePage)
    page.take([year.stick])
    settle(page)
    page.merge()
    settle(page)
    assert "已合并2个" in page.summary.text()
    assert "有1条记录两处改得不同" in page.summary.text()
    assert page.tabs.tabText(3) == "同次两包（1处）"
    panel = page.forks
    assert [one.texts for one in panel.differences.rows.rows if one.label == "人数"] == [("31", "51")]
    assert not panel.decide.isEnabled()
    panel.causes.buttons()[1].click()
    assert "不要再复制工作区文件夹" in panel.advice.text()
    panel.use.setCurrentIndex(1)
    panel.note.setText("问过王伟")
    page.loader.reload()
    settle(page)
    assert (panel.note.text(), panel.use.currentIndex(), panel.decide.isEnabled()) == ("问过王伟", 1, True)
    panel.note.clear()
    panel.decide.click()
    settle(page)
    assert page.tabs.tabText(3) == "同次两包"
    (shown,) = panel.table.rows.rows
    assert shown.fork.said
    assert (shown.fork.said.operator, shown.fork.said.words) == ("李四", "两台电脑各报了一次，以第1个包为准")
    with year.centre.read() as connection:
        people = {one.fields["people"] for one in records.entries(connection, ledger("training"), "X01")}
    assert people == {30, 31, 50}


def test_a_suspect_fork_leads_to_the_keys(
    year: Year, other: Workspace, open_page: Opener[Any], settle: Settle, qtbot: QtBot
) -> None:
    both_report(year, other)
    merge_all(year.centre, [year.stick], "李四")
    page: IntakePage = open_page(year.centre, IntakePage)
    page.tabs.setCurrentIndex(3)
    assert page.forks.keys.isHidden()
    page.forks.causes.buttons()[2].click()
    with qtbot.waitSignal(page.session.page_wanted) as wanted:
        page.forks.keys.click()
    assert wanted.args == ["system"]


@pytest.mark.parametrize(("part", "tab"), [(KEYS, "报送包"), (CONFLICTS, "冲突"), (ON_PAPER, "代录")])
def test_a_figure_leads_to_what_it_counts(page: IntakePage, settle: Settle, part: str, tab: str) -> None:
    page.merge()
    settle(page)
    page.tabs.setCurrentIndex(2)
    page.show_part(part)
    settle(page)
    focus = {KEYS: page.keys.cards[0].typed, CONFLICTS: page.conflicts.table, ON_PAPER: page.proxies.table}[part]
    assert page.tabs.tabText(page.tabs.currentIndex()).startswith(tab)
    assert page.focusWidget() is focus


def test_keys_that_come_later_leave_the_cursor(page: IntakePage, settle: Settle) -> None:
    page.show_part(KEYS)
    settle(page)
    page.loader.reload()
    settle(page)
    page.files.setFocus()
    page.merge()
    settle(page)
    assert page.keys.cards
    assert page.focusWidget() is page.files


def test_the_cursor_waits_for_the_keys(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    merge_all(year.centre, [year.stick], "李四")
    page: IntakePage = open_page(year.centre, IntakePage)
    page.keys.show_keys([])
    page.appear()
    page.show_part(KEYS)
    settle(page)
    assert page.focusWidget() is page.keys.cards[0].typed


def test_nothing_is_said_to_be_the_same_while_nothing_is_chosen(page: IntakePage) -> None:
    assert page.forks.table.current() is None
    assert page.forks.differences.empty == "选中上面的一处。"
