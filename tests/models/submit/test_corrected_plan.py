"""A correction in mid-year, after submissions: one item dropped, one split, one merged, one reworded, one inserted.

Every unit's progress stands where it belongs, whichever plan the unit has.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import msgspec
import pytest

from models.merge.from_centre import read_plan_package, receive_from_centre
from models.package.envelope import read_envelope
from models.plan_text.comparison import compare_plans
from models.records.context import BasicContext
from models.records.ledgers.progress import progress_uid
from models.records.office import Issue
from models.records.plan import Chapter, Item, Plan
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from models.store.records.listing import ListQuery, list_entries, read_page, row_ids
from models.submit.centre import current_issue, export_plan, require_issue, save_issue
from models.submit.plan_changes import coming_changes
from reports.figures.progress import progress_by
from tests.models.offices import ISSUE, TODAY, Offices, put

STUDY = ("组织法治讲座", "管委会每年举办法治专题讲座不少于两次。")
RELEASE = ("公示执法信息", "各单位要在执法决定作出之日起公开执法信息。")
REVIEW = ("审核规范性文件", "凡未经合法性审核的文件不得提交集体讨论。")
HEARING = ("负责人出庭应诉", "被诉行政机关负责人应当出庭，不得只委托律师。")
PEACE = ("化解矛盾纠纷", "健全人民调解组织，做到小事不出村、大事不出镇。")
NEWS = ("报送信息", "每月报送工作信息一篇。")
BOTH = (RELEASE[0], f"{RELEASE[1]}{REVIEW[0]}。{REVIEW[1]}")
MEND = (HEARING[0], HEARING[1].replace("应当出庭", "必须按时出庭"))
WROTE = "写的是"


def plan(*items: tuple[str, str]) -> Plan:
    made = tuple(Item(at, title, text, (), ()) for at, (title, text) in enumerate(items, 1))
    return Plan("工作要点", 2020, "", "", (Chapter(1, "一", made),))


FIRST = plan(STUDY, BOTH, HEARING, PEACE, NEWS)
CORRECTED = plan(NEWS, RELEASE, REVIEW, MEND, ("落实普法责任制", "谁执法谁普法，制定责任清单。"))
"""STUDY and PEACE dropped, BOTH split, HEARING reworded, NEWS moved to the top, one inserted."""


class Scene(NamedTuple):
    offices: Offices
    corrected: Issue


@pytest.fixture
def scene(offices: Offices) -> Scene:
    """Both units have the first plan, filled in every item and submitted; then the centre corrects it."""
    issue = msgspec.structs.replace(ISSUE, plan=FIRST, reported=())
    save_issue(offices.centre, issue, "李四")
    sent = export_plan(offices.centre, offices.folder / "plan-2.fzb", "李四")
    for unit in (offices.a, offices.b):
        receive_from_centre(unit, sent, "张三")
        for item in FIRST.items:
            put(unit, "progress", year=2020, item=item.uid, state="推进中", measures=f"{WROTE}{item.title}")
        offices.merge(offices.send(unit, f"{unit.unit}-2.fzb").path)
    return Scene(offices, correct(offices.centre))


def correct(centre: Workspace) -> Issue:
    issue = require_issue(centre)
    now = compare_plans(issue.plan, CORRECTED).plan()
    return save_issue(centre, msgspec.structs.replace(issue, plan=now), "李四")


def written(workspace: Workspace, unit: str, found: Plan) -> dict[str, str]:
    """By title of the item what stands under it for the unit."""
    with workspace.read() as connection:
        kept = {"progress": list(records.entries(connection, ledger("progress"), unit))}
    known = progress_by(BasicContext(kept, TODAY), 2020)
    items = (*found.items, *found.dropped)
    return {item.title: (one.measures or "") for item in items if (one := known.get((unit, item.uid)))}


HOME = {title: f"{WROTE}{title}" for title, _ in (STUDY, BOTH, HEARING, PEACE, NEWS)}


def test_every_unit_s_progress_stands_where_it_belongs(scene: Scene) -> None:
    plan_now = scene.corrected.plan
    assert [item.number for item in plan_now.items] == [1, 2, 3, 4, 5]
    assert {item.title for item in plan_now.dropped} == {STUDY[0], PEACE[0]}
    for unit in ("A01", "B02"):
        assert written(scene.offices.centre, unit, plan_now) == HOME


def test_lists_are_sorted_by_the_number_of_today(scene: Scene) -> None:
    """NEWS, BOTH (what is left of it), HEARING; then what was dropped."""
    declared = ledger("progress")
    for descending, uids in ((False, [5, 2, 3, 1, 4]), (True, [4, 1, 3, 2, 5])):
        query = ListQuery(unit="A01", order="item", descending=descending)
        with scene.offices.centre.read() as connection:
            rows = read_page(connection, declared, row_ids(connection, declared, query))
            some = replace(query, uids=tuple(row.uid for row in rows))
            assert [entry.fields["item"] for entry in list_entries(connection, declared, some)] == uids
        assert [row.uid for row in rows] == [progress_uid("A01", 2020, uid) for uid in uids]


def test_a_unit_with_the_old_plan_still_submits_and_the_centre_sees_why_it_fits(scene: Scene) -> None:
    old, centre = scene.offices.a, scene.offices.centre
    put(old, "progress", progress_uid("A01", 2020, 3), measures=f"{WROTE}{HEARING[0]}，已办完")
    outcome = scene.offices.merge(scene.offices.send(old, "a-3.fzb").path)[0]
    assert "按第2号任务编报，现行的是第3号，内容照常合并。" in outcome.reason
    assert "其中原第1项（已删去）、原第4项（已删去）不在现行的工作要点里，记录照常保留，考核不计。" in outcome.reason
    found = written(centre, "A01", scene.corrected.plan)
    assert found == HOME | {HEARING[0]: f"{WROTE}{HEARING[0]}，已办完"}


def test_a_unit_is_told_before_it_accepts_and_loses_nothing(scene: Scene) -> None:
    unit = scene.offices.b
    sent = export_plan(scene.offices.centre, scene.offices.folder / "plan-3.fzb", "李四")
    assert coming_changes(unit, sent) == (
        f"原第1项“{STUDY[0]}”已删去，填过的都保留",
        f"原第4项“{PEACE[0]}”已删去，填过的都保留",
        f"新增第3项“{REVIEW[0]}”，由原第2项分出",
        "新增第5项“落实普法责任制”",
        "第2项文字有改动",
        "第4项文字有改动",
        "项号有变化：原第3项改为第4项，原第5项改为第1项，落实情况跟着事项走",
    )
    before = current_issue(unit)
    receive_from_centre(unit, sent, "张三")
    after = current_issue(unit)
    assert before is not None
    assert after == scene.corrected
    assert coming_changes(unit, sent) == ()
    assert written(unit, "B02", after.plan) == HOME


def test_an_old_program_does_not_take_one_item_for_another(scene: Scene) -> None:
    """It knows numbers only: it refuses the plan, keeps the older one, and what it sends fits."""
    sent = export_plan(scene.offices.centre, scene.offices.folder / "plan-3.fzb", "李四")
    for path, minimum in ((scene.offices.folder / "plan-2.fzb", "0.0.0"), (sent, "0.2.0")):
        with path.open("rb") as source:
            assert read_envelope(source).header.minimum_program == minimum
    assert read_plan_package(sent).issue.plan == scene.corrected.plan


def test_a_record_typed_by_today_s_number_is_of_today_s_item(scene: Scene) -> None:
    sent = export_plan(scene.offices.centre, scene.offices.folder / "plan-3.fzb", "李四")
    receive_from_centre(scene.offices.b, sent, "张三")
    item = scene.corrected.plan.item(1)
    assert item is not None
    assert item.uid == 5
    put(scene.offices.b, "progress", year=2020, item=item.uid, measures="新写的")
    assert written(scene.offices.b, "B02", scene.corrected.plan)[NEWS[0]] == "新写的"
