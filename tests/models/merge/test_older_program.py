"""Offices that worked with the program before it had all ledgers: their packages merge, and they go on with it."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from models.check.unit import owed, owed_ledgers
from models.merge.from_centre import keep_offer, read_plan_package
from models.merge.intake import merge_all
from models.merge.outcome import PackageState
from models.records.place import NATIONAL
from models.records.registry import ledgers
from models.store.base.workspace import Workspace, open_workspace
from models.store.records import records
from models.submit.centre import current_issue, export_plan
from models.submit.unit import Signers, set_up_unit, submit
from tests.models.offices import TODAY, put
from tests.places import ZHENGDONG

DATA = Path(__file__).parents[2] / "data" / "offices-1"


class Older(NamedTuple):
    folder: Path
    centre: Workspace
    unit: Workspace


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Older]:
    folder = shutil.copytree(DATA, tmp_path / "offices")
    made = Older(folder, open_workspace(folder / "汇总单位", None), open_workspace(folder / "填报单位", None))
    yield made
    made.centre.close()
    made.unit.close()


def held(workspace: Workspace) -> dict[str, int]:
    with workspace.read() as connection:
        counts = {one.id: records.count(connection, one, "A01") for one in ledgers().values()}
    return {name: count for name, count in counts.items() if count}


def test_an_older_package_merges(older: Older) -> None:
    (outcome,) = merge_all(older.centre, [older.folder / "报送.fzb"], "李四")
    assert (outcome.state, outcome.counts.added, outcome.counts.unchanged) == (PackageState.MERGED, 2, 1)
    assert outcome.counts.refused == []
    assert held(older.centre) == {"progress": 2, "training": 1}


def test_an_older_plan_asks_for_what_it_always_did(older: Older) -> None:
    issue = read_plan_package(older.folder / "任务下发.fzb").issue
    assert (issue.reported, issue.terms, issue.place) == (None, {}, msgspec.UNSET)
    assert owed_ledgers(owed(issue, "A01")) == ()


def test_older_offices_go_on_with_later_ledgers(older: Older) -> None:
    for name, fields in GOOD.items():
        put(older.unit, name, **fields)
    sent = submit(older.unit, older.folder / "新.fzb", Signers("张三", "李审", "王长"), TODAY)
    (outcome,) = merge_all(older.centre, [sent.path], "李四")
    assert outcome.counts.refused == []
    assert held(older.centre) == held(older.unit) == {"progress": 2, "training": 1, **dict.fromkeys(GOOD, 1)}


GOOD: dict[str, dict[str, Any]] = {
    "reconsideration": {
        "number": "1号",
        "organ": "市政府",
        "applicant": "甲",
        "act": "处罚",
        "received_on": "2020-11-30",
    },
    "mediation": {"held_on": "2020-05-06", "subject": "欠薪", "parties": "甲、乙", "kind": "行政调解"},
    "decision": {"title": "方案", "organ": "综合科"},
    "document": {"title": "办法", "drafted_by": "法制科"},
    "proof": {"matter": "同一人证明", "result": "取消", "cleaned_on": "2020-05-06"},
    "adviser": {"person": "甲", "kind": "公职律师", "status": "在聘"},
    "power": {"matter": "审批", "kind": "行政许可", "basis": "条例"},
    "enforcement": {
        "number": "1号",
        "party": "甲",
        "kind": "行政处罚",
        "detail": "警告",
        "decided_on": "2020-11-30",
        "recording": "文字记录",
    },
    "risk": {"field": "市场监管", "point": "无证经营", "measure": "提示"},
    "complaint": {"received_on": "2020-05-06", "due": "2020-12-31", "about": "扰民", "anonymous": True},
    "proposal": {
        "kind": "人大代表建议",
        "number": "1号",
        "about": "停车位",
        "received_on": "2020-05-06",
        "due": "2020-12-01",
        "answered_on": "2020-06-01",
    },
    "disclosure": {"kind": "政策解读", "title": "解读", "on": "2020-05-06"},
    "legal_review": {
        "title": "租赁合同",
        "kind": "合同协议",
        "sent_on": "2020-05-06",
        "due": "2020-05-20",
        "opined_on": "2020-05-12",
        "opinion": "合法",
    },
    "rectification": {
        "source": "审计",
        "problem": "没有按期付款",
        "found_on": "2020-05-06",
        "measure": "补付",
        "owner": "财务科",
        "due": "2020-12-31",
    },
    "inspection": {
        "way": "日常检查",
        "target": "甲店",
        "visited_on": "2020-05-06",
        "result": "未发现问题",
        "published_on": "2020-05-12",
    },
    "file_review": {
        "number": "1号",
        "kind": "行政处罚",
        "organ": "执法局",
        "reviewed_on": "2020-05-06",
        "grade": "合格",
    },
    "mediators": {"name": "东村调委会", "kind": "村（居）调委会", "status": "在册"},
    "reconsidered": {
        "number": "1号",
        "received_on": "2020-05-06",
        "applicant": "甲",
        "respondent": "城管局",
        "acceptance": "受理",
        "accepted_on": "2020-05-08",
        "ending": "维持",
        "ended_on": "2020-06-08",
    },
    "work": {"item": 33, "kind": "会议", "on": "2020-05-06", "content": "专题会议", "number": "1号"},
}
"""A good record of each ledger that these offices did not have."""


def test_an_older_workspace_keeps_the_one_place_its_program_knew(older: Older) -> None:
    offer = read_plan_package(older.folder / "任务下发.fzb")
    later = dataclasses.replace(offer, issue=msgspec.structs.replace(offer.issue, number=offer.issue.number + 1))
    with older.unit.write("张三") as tx:
        words = keep_offer(tx, later)
    assert words.startswith(f"任务包里没有地方规定，按“{ZHENGDONG.name}”的检查。")
    for workspace in (older.unit, older.centre):
        issue = current_issue(workspace)
        assert issue
        assert (issue.place, issue.profile) == (msgspec.UNSET, ZHENGDONG)


def test_a_new_unit_of_an_older_centre_checks_by_national_law(older: Older, tmp_path: Path) -> None:
    offer = read_plan_package(older.folder / "任务下发.fzb")
    made = set_up_unit(tmp_path / "new", offer, "A01", None, "张三").workspace
    issue = current_issue(made)
    assert issue
    assert (issue.place, issue.profile) == (None, NATIONAL)
    made.close()


def test_what_an_older_centre_issues_now_carries_its_place(older: Older) -> None:
    path = export_plan(older.centre, older.folder / "again.fzb", "李四")
    assert read_plan_package(path).issue.place == ZHENGDONG
