from __future__ import annotations

from typing import Any, cast

import pytest

from models.records.context import BasicContext
from models.records.ledgers.case import Case
from models.records.ledgers.case.chain import chain_of, chains, lost, why_lost
from tests.models.records.entries import context_of, entry
from tests.models.records.ledgers.codes import codes

EFFECT = {"effective_on": "2020-10-28"}
FIRST = {"instance": "一审", "outcome": "确认违法"}
SECOND = {"instance": "二审", "previous": "1"}
UPHELD = {**SECOND, "outcome": "驳回上诉维持原判决", **EFFECT}


def case_chain(*instances: dict[str, Any]) -> BasicContext:
    """Instances with uids 1, 2, …"""
    return context_of(*[("case", entry(str(place), **fields)) for place, fields in enumerate(instances, 1)])


def last(context: BasicContext) -> Case:
    return cast("Case", list(context.records("case").values())[-1])


@pytest.mark.parametrize(
    ("instances", "verdict"),
    [
        ([FIRST], "未定"),
        ([{**FIRST, **EFFECT}], "败诉"),
        ([{**FIRST, "outcome": "部分撤销", **EFFECT}], "败诉"),
        ([{**FIRST, "outcome": "驳回诉讼请求", **EFFECT}], "未败诉"),
        ([FIRST, UPHELD], "败诉"),
        ([{**FIRST, "outcome": "驳回起诉"}, {**UPHELD, "outcome": "驳回上诉维持原裁定"}], "未败诉"),
        ([FIRST, {**SECOND, "outcome": "撤销原判发回重审", **EFFECT}], "未定"),
        ([FIRST, {**SECOND, "outcome": "驳回诉讼请求", **EFFECT}], "未败诉"),
        ([UPHELD], "未定"),
        ([{**FIRST, **EFFECT, "lost_override": "未败诉"}], "未败诉"),
        ([{**FIRST, "lost_override": "未败诉"}, UPHELD], "未败诉"),
        ([FIRST, {**UPHELD, "lost_override": "未败诉"}], "未败诉"),
    ],
)
def test_lost_is_computed_on_the_chain(instances: list[dict[str, Any]], verdict: str) -> None:
    context = case_chain(*instances)
    assert lost(last(context), context) == verdict


def test_why_names_what_was_decided_by_hand() -> None:
    context = case_chain({**FIRST, **EFFECT, "lost_override": "未败诉", "lost_reason": "已和解"})
    assert why_lost(last(context), context).startswith("人工认定为未败诉，理由：已和解；程序认定：一审“确认违法”")


def test_a_chain_counts_once() -> None:
    context = case_chain(FIRST, UPHELD, {"instance": "一审"})
    cases = cast("dict[str, Case]", context.records("case"))
    assert chains(cases) == {"2": ("1", "2"), "3": ("3",)}


@pytest.mark.parametrize("previous", ["1", "2"])
def test_a_circle_ends(previous: str) -> None:
    context = case_chain({**FIRST, "previous": previous}, UPHELD)
    assert len(chain_of(last(context), context)) <= 3
    assert lost(last(context), context) in {"败诉", "未定"}


@pytest.mark.parametrize(("uid", "found"), [("1", True), ("2", True), ("3", False)])
def test_a_circle_is_found_where_it_runs(uid: str, found: bool) -> None:
    instances = [{**FIRST, "previous": "2"}, {**SECOND}, {"instance": "再审", "previous": "2"}]
    context = case_chain(*instances)
    assert ("case.circle" in codes("case", instances[int(uid) - 1], context, uid)) == found


def test_an_appealed_judgment_is_not_in_effect() -> None:
    context = case_chain({**FIRST, **EFFECT}, UPHELD)
    assert "case.appealed" in codes("case", {**FIRST, **EFFECT}, context, "1")
    assert "case.appealed" not in codes("case", UPHELD, context, "2")
