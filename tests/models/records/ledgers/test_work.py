from __future__ import annotations

from typing import Any

import msgspec
import pytest

from models.records.ledgers.work import ASKED, COUNTS, SHIPPED, counted_kind, kinds_at
from models.records.place import NATIONAL, WorkKind
from models.records.registry import ledger
from models.rules.topics import TOPICS
from tests.models.records.ledgers.codes import codes

GOOD: dict[str, Any] = {
    "item": 33,
    "kind": "会议",
    "on": "2020-05-06",
    "content": "专题会议",
    "evidence": [{"name": "纪要.pdf"}],
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"item": 0}, {"work.item"}),
        ({"on": "2020-11-02"}, {"work.on_ahead"}),
        ({"evidence": []}, {"work.proof"}),
        ({"evidence": [], "number": "示例〔2020〕1号"}, set()),
        ({"sessions": 0}, {"work.sessions"}),
        ({"people": 0, "hours": -1}, {"work.hours"}),
        ({"kind": "普法"}, {"work.counts"}),
        ({"kind": "普法", "sessions": 3}, {"work.counts"}),
        ({"kind": "文章信息", "copies": 24, "level": "省级"}, {"work.counts"}),
        ({"kind": "文章信息", "pieces": 3, "settled": 4}, {"work.settled_more", "work.level"}),
        ({"kind": "纠纷排查", "settled": 1}, {"work.settled_more"}),
        ({"kind": "述法", "people": 9}, {"work.subject", "work.way"}),
        ({"kind": "第一责任人履职", "subject": "主要负责人", "way": "听取汇报"}, set()),
        ({"kind": "普法", "people": 0}, set()),
        ({"kind": "督察整改"}, {"work.retired"}),
        ({"kind": "委托执法", "pieces": 1, "subject": "某队"}, {"work.until"}),
        ({"kind": "委托执法", "pieces": 1, "subject": "某队", "until": "2020-05-05"}, {"work.until"}),
        ({"kind": "赋权事项", "pieces": 1, "subject": "某项"}, set()),
        ({"kind": "自设的"}, set()),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("work", {**GOOD, **change}) == found


@pytest.mark.parametrize(
    ("wording", "count", "kind"),
    [
        ("专题会议", "场次", "会议"),
        ("领导小组会议", "场次", "领导小组"),
        ("普法宣传活动", "人数", "普法"),
        ("法治宣传", "场次", "普法"),
        ("普法宣传", "金额", None),
        ("法律援助", "件数", "法律援助"),
        ("公共法律服务", "件数", "公共法律服务"),
        ("提出立法意见被采纳", "办成数", "立法建议"),
        ("主要负责人履行推进法治建设职责", "场次", "第一责任人履职"),
        ("理论研究", "件数", "文章信息"),
        ("专项督察", "场次", None),
        ("植树活动", "场次", None),
    ],
)
def test_the_kind_a_quota_means(wording: str, count: str, kind: str | None) -> None:
    assert counted_kind(wording, count, NATIONAL) == kind


def test_kinds_are_the_centre_s_then_the_shipped_ones() -> None:
    own = (WorkKind("旁听庭审", ("行政应诉",), ("场次", "人数")), WorkKind("普法", ("普法",), ("件数",)))
    found = kinds_at(msgspec.structs.replace(NATIONAL, work=own))
    assert found[:2] == own
    assert [kind.name for kind in found].count("普法") == 1
    assert {*found[2:]} == {*SHIPPED} - {kind for kind in SHIPPED if kind.name == "普法"}


def test_shipped_kinds_speak_of_what_there_is() -> None:
    assert {topic for kind in SHIPPED for topic in kind.topics} <= TOPICS.keys()
    assert {count for kind in SHIPPED for count in kind.counts} <= COUNTS.keys()
    assert {asked for kind in SHIPPED for asked in kind.asks} == ASKED.keys()
    assert {field.name for field in ledger("work").summed} == {*COUNTS.values()}
    assert {ledger("work").by_name[name].label for name in ASKED.values()} == ASKED.keys()
