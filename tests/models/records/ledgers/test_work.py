from __future__ import annotations

from typing import Any

import pytest

from models.records.ledgers.work import KINDS, WORDINGS, work_kind
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
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("work", {**GOOD, **change}) == found


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("专题会议", "会议"),
        ("领导小组会议", "领导小组"),
        ("普法宣传活动", "普法"),
        ("理论文章", "文章信息"),
        ("植树活动", None),
    ],
)
def test_work_kind(wording: str, kind: str | None) -> None:
    assert work_kind(wording) == kind


def test_wordings_name_kinds() -> None:
    assert {kind for _, kind in WORDINGS} <= set(KINDS)
