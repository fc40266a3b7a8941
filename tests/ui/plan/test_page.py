import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from models.records.ledgers.progress import progress_uid
from models.records.office import Issue
from models.records.plan_edits import without_items
from models.records.registry import ledger
from models.records.tone import Tone
from models.store.base.workspace import Workspace
from models.store.records import documents, records
from models.submit.centre import require_issue, save_issue
from tests.ui.worked_year import Opener, Year
from ui.base.page import Page
from ui.demo.story_time import StoryTime
from ui.form.evidence_panel import EvidencePanel
from ui.kit.tables.chips import TONE_ROLE
from ui.list.bulk_change import BulkChange
from ui.plan.page import LACKING, NO_PROOF, OPEN_ONLY, PlanPage

Settle = Callable[[Page], None]


def kept(year: Year, item: int) -> dict[str, Any]:
    with year.unit.read() as connection:
        return records.load(connection, ledger("progress"), progress_uid("X01", 2020, item)).fields


@pytest.fixture
def page(year: Year, open_page: Opener[Any]) -> PlanPage:
    with year.unit.write("张三") as tx:
        records.delete(tx, ledger("progress"), [progress_uid("X01", 2020, 2)])
        records.save(tx, ledger("progress"), "X01", {"evidence": None}, progress_uid("X01", 2020, 3))
    shown: PlanPage = open_page(year.unit, PlanPage)
    return shown


def test_items_stand_in_chapters(page: PlanPage) -> None:
    assert page.tree.topLevelItemCount() == 10
    first = page.tree.topLevelItem(0)
    assert first is not None
    assert [first.text(0), first.text(1)] == ["1. 依法全面履行政府职能", "4/5"]
    lines = [first.child(at) for at in range(3)]
    assert [(line.text(1), line.text(3)) for line in lines] == [("已完成", "1"), ("未开始", ""), ("已完成", "")]


def test_the_first_edit_creates_the_record(page: PlanPage, year: Year, settle: Settle) -> None:
    page.step(1)
    assert page.form.head.text() == "第2项落实情况"
    assert not page.form.is_dirty
    page.form.fields.rows["measures"].editor.set_value("印发方案")
    assert page.settle()
    settle(page)
    assert kept(year, 2)["measures"] == "印发方案"
    assert kept(year, 2)["item"] == 2


def test_going_on_saves(page: PlanPage, year: Year, settle: Settle) -> None:
    page.form.fields.rows["outcome"].editor.set_value("群众满意")
    page.step(1)
    settle(page)
    assert kept(year, 1)["outcome"] == "群众满意"
    assert page.at is not None
    assert page.at.item.number == 2


def test_what_cannot_be_read_stays_in_front(page: PlanPage, settle: Settle) -> None:
    page.form.fields.rows["completed_on"].editor.set_value("去年冬天")
    page.step(1)
    settle(page)
    assert page.at is not None
    assert page.at.item.number == 1
    page.form.discard()


@pytest.mark.parametrize(
    ("which", "numbers"), [(OPEN_ONLY, [2]), (NO_PROOF, [2, 3]), ("已完成", [1, 3, *range(4, 37)])]
)
def test_the_list_is_narrowed(page: PlanPage, which: str, numbers: list[int]) -> None:
    page.which.setCurrentText(which)
    assert page.tree.uids() == numbers


def test_search_looks_into_the_wording(page: PlanPage) -> None:
    page.words.setText("法律顾问")
    assert 11 in page.tree.uids()
    assert len(page.tree.uids()) < 10
    assert page.nothing.isHidden()
    page.words.setText("没有的事")
    assert (page.tree.uids(), page.nothing.isVisible()) == ([], True)


def missing(page: PlanPage) -> list[str]:
    return [page.missing.item(at).text() for at in range(page.missing.count())]


def test_what_is_missing_is_listed_in_one_click(page: PlanPage, settle: Settle) -> None:
    page.missing_button.click()
    assert missing(page) == ["● 这一项没有缺的。"]
    page.step(1)
    settle(page)
    assert any(line.startswith("○ 待办：还没有写主要措施") for line in missing(page))
    page.step(1)
    settle(page)
    assert "没有佐证材料" in missing(page)[0]
    page.missing.itemClicked.emit(page.missing.item(0))
    assert page.form.fields.rows["evidence"].editor.isAncestorOf(page.window().focusWidget())


def test_a_reason_is_asked_only_where_the_item_does_not_apply(page: PlanPage) -> None:
    reason, state = page.form.fields.rows["not_applicable"], page.form.fields.rows["state"]
    assert reason.editor.isHidden()
    state.editor.set_value("不适用")
    page.form.fields.edited.emit()
    assert not reason.editor.isHidden()
    page.form.discard()
    assert reason.editor.isHidden()


def test_enter_passes_over_what_is_not_shown(page: PlanPage) -> None:
    page.form.fields.go_on("next_step")
    assert page.form.fields.rows["remarks"].editor.isAncestorOf(page.window().focusWidget())


def test_evidence_stands_beside_the_wording_and_is_saved(page: PlanPage, year: Year, settle: Settle) -> None:
    panel = page.form.fields.rows["evidence"].editor
    assert isinstance(panel, EvidencePanel)
    assert not page.form.isAncestorOf(panel)
    page.step(2)
    panel.take([year.root / "会议纪要.pdf"])
    settle(page)
    assert page.settle()
    settle(page)
    assert [link["name"] for link in kept(year, 3)["evidence"]] == ["会议纪要.pdf"]
    assert page.tree.lines()[2].text(3) == "1"


def test_what_is_found_can_be_listed_alone(page: PlanPage) -> None:
    page.which.setCurrentText(LACKING)
    assert page.tree.uids() == [2, 3]


def with_last_year(year: Year, **due: dt.date) -> Workspace:
    """The unit in 2021, with the same plan and due dates by item: what was done in 2020 is then last year's."""
    with year.unit.read() as connection:
        issue = documents.latest_document(connection, "issue", Issue)
    assert issue is not None
    chapters = tuple(
        msgspec.structs.replace(
            chapter,
            items=tuple(msgspec.structs.replace(one, due=due.get(f"i{one.number}")) for one in chapter.items[::-1]),
        )
        for chapter in issue.plan.chapters
    )
    plan = msgspec.structs.replace(issue.plan, chapters=chapters)
    with year.unit.write("张三") as tx:
        documents.save_document(tx, "issue", 99, msgspec.structs.replace(issue, number=99, year=2021, plan=plan))
    return replace(year.unit, clock=StoryTime(dt.date(2021, 4, 1)).clock)


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [(dt.date(2021, 3, 1), "03-01", Tone.BAD), (dt.date(2022, 3, 1), "2022-03-01", None), (None, "", None)],
)
def test_the_tree_shows_due_dates(
    year: Year, open_page: Opener[Any], due: dt.date | None, words: str, tone: Tone | None
) -> None:
    page = open_page(with_last_year(year, **({"i1": due} if due else {})), PlanPage)
    line = page.tree.lines()[page.tree.uids().index(1)]
    assert (line.text(2), line.data(2, TONE_ROLE)) == (words, tone)
    assert page.tree.isColumnHidden(2) == (due is None)


def test_last_years_text_is_copied_into_empty_fields(year: Year, open_page: Opener[Any], settle: Settle) -> None:
    page = open_page(with_last_year(year), PlanPage)
    assert page.earlier_head.text() == "2020年怎么写的（当时是第5项）"
    page.form.fields.rows["outcome"].editor.set_value("今年的成效")
    page.copy_button.click()
    assert page.form.fields.values()["measures"] == "开会部署"
    assert page.form.fields.values()["outcome"] == "今年的成效"
    assert page.form.is_dirty
    page.form.discard()
    settle(page)


def test_a_record_leads_to_its_item(page: PlanPage, settle: Settle) -> None:
    page.show_record("progress", progress_uid("X01", 2020, 29))
    settle(page)
    assert page.title.text().startswith("29. ")
    assert [(bar.done, bar.total) for bar in page.quotas.bars] == [(1, 1)]


def test_an_item_shows_what_its_ledgers_hold(page: PlanPage, year: Year, settle: Settle) -> None:
    with year.unit.write("张三") as tx:
        uid = records.save(tx, ledger("work"), "X01", {"item": 1, "on": "2020-05-06", "content": "联防联控"}).uid
        records.save(tx, ledger("work"), "X01", {"item": 2, "on": "2020-05-06", "content": "别的事项"})
        records.save(tx, ledger("work"), "X01", {"item": 1, "on": "2019-05-06", "content": "上年的"})
        moved = {"kind": "其他", "held_on": "2019-12-30", "topic": "讲座", "proven": "[2020:1][2021:26]"}
        lecture = records.save(tx, ledger("training"), "X01", moved).uid
    page.appear()
    settle(page)
    assert page.plan
    assert [(one.ledger, one.uids) for one in page.plan.proofs[1]] == [("training", (lecture,)), ("work", (uid,))]
    assert [(one.ledger, len(one.uids)) for one in page.plan.proofs[26]] == [
        ("case", 0),
        ("reconsideration", 0),
        ("training", 1),
        ("rectification", 0),
        ("work", 0),
    ]
    told: list[object] = []
    page.session.records_wanted.connect(lambda *said: told.append(said))
    page.proofs.linkActivated.emit("work")
    settle(page)
    assert told == [("work", [uid], "第1项的工作记录")]


def choose(page: PlanPage, *numbers: int) -> None:
    for line, number in zip(page.tree.lines(), page.tree.uids(), strict=True):
        line.setSelected(number in numbers)


def change(page: PlanPage, label: str, value: object) -> BulkChange:
    dialog = page.change_many()
    assert dialog is not None
    dialog.box.setCurrentIndex(dialog.box.findText(label))
    assert dialog.editor is not None
    dialog.editor.set_value(value)
    dialog.look()
    return dialog


def test_old_and_new_of_many_items_are_shown_first(page: PlanPage) -> None:
    choose(page, 1, 2, 3)
    dialog = change(page, "落实状态", "推进中")
    cells = [[cell.text() if (cell := dialog.preview.item(at, by)) else "" for by in range(3)] for at in range(3)]
    assert [line[1:] for line in cells] == [["已完成", "推进中"], ["未开始", "推进中"], ["已完成", "推进中"]]
    assert cells[0][0].startswith("第1项 ")
    assert "项号" not in [dialog.box.itemText(at) for at in range(dialog.box.count())]
    dialog.reject()


def test_many_items_are_changed_and_changed_back(page: PlanPage, year: Year, settle: Settle) -> None:
    offers: list[Callable[[], None]] = []
    page.session.undoable.connect(lambda _, undo: offers.append(undo))
    choose(page, 1, 2, 3)
    change(page, "落实状态", "推进中").accept()
    settle(page)
    page.appear()
    settle(page)
    assert [kept(year, item)["state"] for item in (1, 2, 3, 4)] == ["推进中", "推进中", "推进中", "已完成"]
    assert page.tree.chosen() == [1, 2, 3]
    offers[-1]()
    settle(page)
    assert [kept(year, item)["state"] for item in (1, 3)] == ["已完成", "已完成"]
    with year.unit.read() as connection:
        gone = records.load(connection, ledger("progress"), progress_uid("X01", 2020, 2))
    assert gone.deleted


def test_an_item_never_touched_gets_its_record(page: PlanPage, year: Year, settle: Settle) -> None:
    with year.unit.write("张三") as tx:
        records.delete(tx, ledger("progress"), [progress_uid("X01", 2020, 5)])
    choose(page, 5, 6)
    change(page, "下步打算", "继续做").accept()
    settle(page)
    assert (kept(year, 5)["next_step"], kept(year, 5)["item"]) == ("继续做", 5)


def test_without_a_choice_it_is_said_what_to_do(page: PlanPage) -> None:
    told: list[str] = []
    page.session.refused.connect(told.append)
    choose(page)
    assert page.change_many() is None
    assert "按住 Ctrl" in told[0]


def corrected(year: Year) -> None:
    """The plan of the year again, without its second item."""
    with year.unit.write("张三") as tx:
        issue = documents.latest_document(tx.connection, documents.ISSUE, Issue)
        assert issue is not None
        now = msgspec.structs.replace(issue, number=issue.number + 1, plan=without_items(issue.plan, {2}))
        documents.save_document(tx, documents.ISSUE, now.number, now)


def test_what_was_written_of_a_dropped_item_stays_in_its_place(year: Year, open_page: Opener[Any]) -> None:
    corrected(year)
    page: PlanPage = open_page(year.unit, PlanPage)
    last = page.tree.topLevelItem(page.tree.topLevelItemCount() - 1)
    assert last is not None
    assert (last.text(0), last.child(0).text(0).partition(".")[0]) == ("已删去的事项", "原2")
    assert [line.text(0).partition(".")[0] for line in page.tree.lines()[:3]] == ["1", "2", "3"]
    page.tree.setCurrentItem(last.child(0))
    assert page.form.uid == progress_uid("X01", 2020, 2)
    assert page.facts.text().startswith("这一项已删去，不再要求；填过的都保留")
    page.tree.setCurrentItem(page.tree.lines()[1])
    assert (page.form.head.text(), page.form.uid) == ("第2项落实情况", progress_uid("X01", 2020, 3))


def test_a_centre_off_its_roster_is_led_there(year: Year, open_page: Opener[Any]) -> None:
    issue = require_issue(year.centre)
    save_issue(year.centre, msgspec.structs.replace(issue, units=issue.units[1:]), "李四")
    page: PlanPage = open_page(year.centre, PlanPage)
    assert page.unlisted.text().startswith("单位名册里没有本级（代码GWH）")
    wanted: list[tuple[str, str]] = []
    page.session.part_wanted.connect(lambda *where: wanted.append(where))
    page.unlisted.linkActivated.emit("单位名册")
    assert wanted == [("issue", "单位名册")]
