from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.models.records.ledgers.codes import because, codes, derived

GOOD: dict[str, Any] = {
    "number": "示例复〔2020〕1号",
    "organ": "示例市人民政府",
    "applicant": "张三",
    "act": "处罚决定",
    "received_on": "2020-06-01",
    "replied_on": "2020-06-08",
    "decision": "维持",
    "decided_on": "2020-07-20",
    "effective_on": "2020-07-27",
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"replied_on": "2020-06-12"}, {"reconsideration.replied_on_late"}),
        ({"replied_on": None}, {"reconsideration.replied_on_overdue"}),
        (
            {"replied_on": None, "decision": None, "decided_on": None, "effective_on": None},
            {"reconsideration.replied_on_overdue"},
        ),
        (
            {
                "received_on": "2020-10-26",
                "replied_on": None,
                "decision": None,
                "decided_on": None,
                "effective_on": None,
            },
            set(),
        ),
        ({"replied_on": "2020-05-31"}, {"reconsideration.replied_on_order"}),
        ({"effective_on": "2020-07-01"}, {"reconsideration.effective_on_order"}),
        ({"effective_on": "2020-12-01"}, {"reconsideration.effective_on_ahead"}),
        ({"decided_on": None}, {"reconsideration.half_decided"}),
        ({"decision": None}, {"reconsideration.half_decided", "reconsideration.effective_open"}),
        ({"effective_on": None}, {"reconsideration.effect_in_doubt"}),
        ({"lost_reason": "见附件"}, {"reconsideration.lost_by_hand"}),
        ({"procedure": "普通程序"}, set()),
        ({"procedure": "简易程序"}, {"reconsideration.no_simple"}),
        ({"lost_override": "败诉"}, {"reconsideration.lost_reason"}),
        ({"lost_override": "败诉", "lost_reason": "见附件"}, set()),
        ({"decision": "确认无效"}, {"reconsideration.lost_confirm"}),
        ({"decision": "确认无效", "lost_override": "败诉", "lost_reason": "见附件"}, set()),
        ({"opinion_received_on": "2020-08-03"}, {"reconsideration.opinion_reported_on_overdue"}),
        ({"opinion_received_on": "2020-08-03", "opinion_reported_on": "2020-10-09"}, set()),
        (
            {"opinion_received_on": "2020-08-03", "opinion_reported_on": "2020-10-10"},
            {"reconsideration.opinion_reported_on_late"},
        ),
        (
            {"opinion_received_on": "2020-08-03", "opinion_reported_on": "2020-08-01"},
            {"reconsideration.opinion_reported_on_order"},
        ),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("reconsideration", {**GOOD, **change}) == found


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({}, dt.date(2020, 6, 11)),
        ({"received_on": "2023-12-25"}, dt.date(2024, 1, 4)),
        ({"received_on": "2024-01-02"}, dt.date(2024, 1, 16)),
        ({"received_on": "2024-01-02", "procedure": "简易程序"}, dt.date(2024, 1, 9)),
        ({"received_on": "2024-01-02", "accepted_on": "2023-12-29"}, dt.date(2024, 1, 12)),
        ({"received_on": None}, None),
    ],
)
def test_reply_due_follows_the_version_of_the_law(change: dict[str, Any], due: dt.date | None) -> None:
    """《行政复议法》(2017) 第二十三条: 10日; (2023) 第四十八、五十四、八十八条: 10 and 5 working days."""
    assert derived("reconsideration", "reply_due", {**GOOD, **change}) == due


def test_the_clause_is_shown() -> None:
    said = because("reconsideration", "reply_due", {**GOOD, "received_on": "2024-01-02"})
    assert (
        said
        == "自2024-01-02起算（当日不计）10个工作日，2024-01-16届满，依据《行政复议法》（2023）第四十八条、第八十八条。"
    )


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({}, "未败诉"),
        ({"decision": "撤销"}, "败诉"),
        ({"decision": "撤销", "effective_on": None}, "未定"),
        ({"decision": "部分撤销"}, "败诉"),
        ({"decision": None}, "未定"),
        ({"lost_override": "败诉"}, "败诉"),
    ],
)
def test_lost(change: dict[str, Any], lost: str) -> None:
    assert derived("reconsideration", "lost", {**GOOD, **change}) == lost
    assert because("reconsideration", "lost", {**GOOD, **change}).endswith("。")
