from __future__ import annotations

from typing import Any

import pytest

from models.check import check_record
from models.records.entry import to_record
from models.records.finding import Level
from models.records.ledgers.decision import STEPS
from models.records.registry import ledger
from tests.models.records.entries import context_of
from tests.models.records.ledgers.codes import codes

Rows = list[dict[str, Any]]


def review(on: str | None = "2020-05-06", result: str | None = "通过", begun: str | None = None) -> Rows:
    return [{"step": "合法性审查", "needed": True, "begun": begun, "on": on, "result": result}]


def opinions(begun: str) -> Rows:
    return [{"step": "公众参与", "needed": True, "begun": begun, "on": "2020-04-01"}]


def held(on: str | None = "2020-05-20") -> Rows:
    return [{"step": "集体讨论", "needed": True, "on": on, "result": "通过"}]


GOOD: dict[str, Any] = {
    "title": "改造方案",
    "organ": "综合科",
    "steps": [{"step": "公众参与", "needed": True, "on": "2020-04-01"}, *review(), *held()],
    "decided_on": "2020-05-21",
    "published_on": "2020-05-25",
    "filed_on": "2020-06-30",
}
OPEN = {"decided_on": None, "published_on": None, "filed_on": None}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"steps": [*review(result="未通过"), *held()]}, {"decision.unreviewed"}),
        ({"steps": [*review(result=None), *held()]}, {"decision.unreviewed"}),
        ({"steps": held()}, {"decision.unreviewed"}),
        ({"steps": [*review(result="未通过"), *held(None)], **OPEN}, set()),
        ({"steps": [*review("2020-05-21"), *held()]}, {"decision.review_after"}),
        ({"steps": [*review("2020-05-20"), *held()]}, set()),
        ({"steps": [*review(), *held("2020-05-22")]}, {"decision.step_late"}),
        ({"steps": [*review(), *held(None)]}, {"decision.step_missing"}),
        ({"steps": review()}, {"decision.undiscussed"}),
        ({"steps": [*review(on=None), *held()], **OPEN}, {"decision.review_undated"}),
        ({"steps": [{"step": "专家论证", "on": "2020-11-02"}], **OPEN}, {"decision.step_ahead"}),
        ({"steps": [*review(result="未通过"), *held()], "exploratory": True}, {"decision.risk"}),
        ({"steps": [*review(result="未通过"), *held()], "exploratory": True, "stated_risk": "无明文"}, set()),
        ({"steps": [*review(begun="2020-04-26"), *held()]}, {"decision.review_days"}),
        ({"steps": [*review(begun="2020-04-23"), *held()]}, set()),
        ({"steps": [*opinions("2020-03-03"), *review(), *held()]}, {"decision.opinion_days"}),
        ({"steps": [*opinions("2020-03-02"), *review(), *held()]}, set()),
        ({"published_on": "2020-05-01"}, {"decision.published_on_order"}),
        ({"filed_on": "2020-05-01"}, {"decision.filed_on_order"}),
        ({"accountable": True}, {"decision.account"}),
        ({"accountable": True, "accountable_person": "张三", "accountable_decision": "通报批评"}, set()),
    ],
)
def test_rules(change: dict[str, Any], found: set[str]) -> None:
    assert codes("decision", {**GOOD, **change}) == found


def test_an_unreviewed_discussion_is_an_error() -> None:
    """《重大行政决策程序暂行条例》第二十五条."""
    declared = ledger("decision")
    fields = {**GOOD, "steps": held()}
    (found,) = check_record(declared, "u", to_record(declared, fields), context_of())
    assert (found.level, found.code, found.field) == (Level.ERROR, "decision.unreviewed", "steps")


def test_a_new_decision_starts_with_the_five_steps() -> None:
    default = ledger("decision").by_name["steps"].spec.default
    assert default
    assert default() == [{"step": step} for step in STEPS]
