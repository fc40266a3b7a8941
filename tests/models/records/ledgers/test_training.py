from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.records.ledgers.training import KINDS, WORDINGS, Training, held, quota_kind
from tests.models.records.ledgers.codes import codes

GOOD = {"kind": "其他", "held_on": "2020-06-01", "topic": "民法典", "evidence": [{"name": "签到表.pdf"}]}


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("中心组学法", "中心组学法"),
        ("领导干部法治专题讲座", "法治专题讲座"),
        ("中层以上领导干部法治专题培训", "中层以上法治培训"),
        ("基层法制干部专题培训", "法制干部培训"),
        ("行政执法人员培训", "执法人员培训"),
        ("植树活动", None),
        ("持证执法人员", None),
        ("行政应诉出庭", None),
        ("县政府常务会议学法", None),
    ],
)
def test_quota_kind(wording: str, kind: str | None) -> None:
    assert quota_kind(wording) == kind


def test_wordings_name_kinds() -> None:
    assert {kind for _, kind in WORDINGS} <= set(KINDS)


def test_held_counts_kind_and_year() -> None:
    days = [dt.date(2020, 1, 5), dt.date(2020, 12, 31), dt.date(2019, 12, 31), None]
    trainings = [Training(kind="其他", held_on=day) for day in days]
    assert len(held(trainings, "其他", 2020)) == 2
    assert held(trainings, "全员法治培训", 2020) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"held_on": "2020-11-02"}, {"training.ahead"}),
        ({"people": 0}, {"training.people"}),
        ({"hours": -1}, {"training.hours"}),
        ({"people": 30, "hours": 2}, set()),
        ({"evidence": []}, {"training.proof"}),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("training", {**GOOD, **change}) == found
