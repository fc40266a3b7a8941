"""Figures over what is looked at once more, each counted by hand from a few records."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.assess.measures import MEASURES, UnitYear
from models.records.context import BasicContext
from models.records.counting import pieces, read_counting
from models.records.plan import Counting
from tests.models.assess.samples import PLAN, entries, unit

DAY = dt.date(2020, 12, 31)
SENT: dict[str, Any] = {"title": "合同", "kind": "合同协议", "sent_on": "2020-06-01", "due": "2020-06-10"}
FOUND: dict[str, Any] = {"source": "审计", "problem": "拖欠", "found_on": "2020-03-02", "due": "2020-06-30"}
VISIT: dict[str, Any] = {"target": "甲", "visited_on": "2020-06-01"}
FILE: dict[str, Any] = {"number": "1", "reviewed_on": "2020-06-01"}
ASKED: dict[str, Any] = {"number": "1", "received_on": "2020-03-02"}
TAKEN: dict[str, Any] = {**ASKED, "acceptance": "受理", "accepted_on": "2020-03-06"}
KEPT: dict[str, tuple[dict[str, Any], ...]] = {
    "legal_review": (
        {**SENT, "opined_on": "2020-06-05", "opinion": "合法", "adopted": "采纳"},
        {**SENT, "opined_on": "2020-06-15", "opinion": "不合法", "adopted": "未采纳"},
        SENT,
        {**SENT, "sent_on": "2019-06-03", "due": "2019-06-10"},
    ),
    "rectification": (
        {**FOUND, "closed_on": "2020-06-01"},
        {**FOUND, "closed_on": "2020-07-20"},
        {**FOUND, "found_on": "2019-03-04"},
        {**FOUND, "due": "2021-06-30"},
    ),
    "inspection": (
        {**VISIT, "way": "双随机", "visits": 12, "published_on": "2020-06-10"},
        {**VISIT, "way": "双随机", "published_on": "2020-07-20"},
        {**VISIT, "way": "日常检查", "not_published": "涉密"},
        {"target": "乙", "due": "2021-01-31"},
    ),
    "file_review": ({**FILE, "grade": "优秀"}, {**FILE, "grade": "合格"}, {**FILE, "grade": "不合格"}, FILE),
    "reconsidered": (
        {**TAKEN, "ending": "撤销", "ended_on": "2020-04-30"},
        {**TAKEN, "ending": "调解", "ended_on": "2020-06-30"},
        {**TAKEN, "ending": "终止（和解协议）", "ended_on": "2020-04-30"},
        {**ASKED, "acceptance": "不予受理", "accepted_on": "2020-03-06"},
    ),
}
CONTEXT = BasicContext({name: entries(*rows) for name, rows in KEPT.items()}, DAY)
COUNTS: dict[str, int] = {
    "legal_reviews": 3,
    "legal_reviews_opined": 2,
    "legal_reviews_adopted": 1,
    "legal_reviews_owed": 3,
    "legal_reviews_in_time": 1,
    "problems": 3,
    "problems_closed": 2,
    "problems_owed": 3,
    "problems_closed_in_time": 1,
    "late_rectifications": 2,
    "inspections": 3,
    "inspections_random": 2,
    "inspections_owed": 2,
    "inspections_published_in_time": 1,
    "late_inspection_publications": 1,
    "files_reviewed": 4,
    "files_passed": 2,
    "files_excellent": 1,
    "reconsidered": 4,
    "reconsidered_accepted": 3,
    "reconsidered_ended": 3,
    "reconsidered_settled": 2,
    "reconsidered_corrected": 1,
    "reconsidered_owed": 3,
    "reconsidered_in_time": 2,
    "late_reconsidered": 1,
}


def test_measures() -> None:
    year = UnitYear(unit(), 2020, DAY, PLAN, CONTEXT)
    assert {name: len(year.find(MEASURES[name])) for name in COUNTS} == COUNTS


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("合法性审查：事项类别=合同协议", 3),
        ("行政检查与双随机：检查方式=双随机，合计检查户次", 13),
        ("案卷评查：评查等次=优秀", 1),
        ("问题整改销号：问题来源=审计", 3),
        ("行政复议案件：审结方式=调解", 1),
    ],
)
def test_quotas_count_and_add_up(typed: str, amount: int) -> None:
    counting = read_counting(typed)
    assert isinstance(counting, Counting)
    assert sum(one.amount for one in pieces(counting, (), 2020, CONTEXT)) == amount
