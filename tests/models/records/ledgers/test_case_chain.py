from __future__ import annotations

from typing import Any, cast

import pytest

from models.records.context import BasicContext
from models.records.ledgers.case import Case
from models.records.ledgers.case.chain import chain_of, chains, effect_words, lost, why_lost
from tests.models.records.entries import context_of, entry
from tests.models.records.ledgers.codes import codes

EFFECT = {"effective_on": "2020-10-28"}
FIRST = {"instance": "一审", "outcome": "确认违法"}
SECOND = {"instance": "二审", "previous": "1"}
UPHELD = {**SECOND, "outcome": "驳回上诉维持原判决", **EFFECT}


def case_chain(*instances: dict[str, Any]) -> BasicContext:
    """Instances with uids 1, 2, …"""
    return context_of(*[("case", entry(str(place), **fields)) for place, fields in enumerate(instances, 1)])


def last(context: BasicContext) -> tuple[Case, str]:
    uid, case = list(context.records("case").items())[-1]
    return cast("Case", case), uid


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
    assert lost(*last(context), context) == verdict


JUDGED = {"instance": "一审", "judged_on": "2020-03-01", "received_on": "2020-03-02"}
REVOKED = {**JUDGED, "outcome": "全部撤销"}
FINALLY = {**REVOKED, "instance": "二审", "previous": "1"}
WON = {**JUDGED, "outcome": "驳回诉讼请求"}
RETRIED = {**REVOKED, "instance": "再审", "previous": "2"}
REFUSED = {"instance": "再审审查", "previous": "1", "outcome": "驳回再审申请", "judged_on": "2020-09-01"}
REFUSED |= {"received_on": "2020-09-02"}


@pytest.mark.parametrize(
    ("instances", "effect", "verdict"),
    [
        ([WON, FINALLY], "已生效", "败诉"),  # 行政诉讼法 88, 89
        ([FINALLY], "已生效", "败诉"),
        ([{**FINALLY, "received_on": None}], "生效待查", "未定"),
        ([REVOKED], "推定生效", "败诉"),  # 行政诉讼法 85
        ([{**REVOKED, "received_on": "2020-10-20"}], "尚未生效", "未定"),
        ([{**REVOKED, "received_on": None}], "生效待查", "未定"),
        ([{**JUDGED, "outcome": "驳回起诉"}], "推定生效", "未败诉"),  # 2018解释 101
        ([{**JUDGED, "outcome": "准许原告主动撤诉"}], "已生效", "未败诉"),
        ([{**JUDGED, "outcome": "调解"}], "已生效", "未败诉"),  # 2018解释 85
        ([WON, {**WON, "instance": "二审", "previous": "1"}, RETRIED], "已生效", "败诉"),  # 2018解释 119
        ([WON, {**RETRIED, "previous": "1"}], "推定生效", "败诉"),
        ([REVOKED, {**FINALLY, "outcome": "驳回上诉维持原判决", "received_on": None}], "生效待查", "未定"),
        ([REVOKED, {**FINALLY, "outcome": "准许撤回上诉", "received_on": None}], "生效待查", "未定"),
        (
            [WON, {**FINALLY, "judged_on": "2020-05-01"}, REFUSED],
            "已生效",
            "败诉",
        ),  # 行政诉讼法 90
        ([REVOKED, {**FINALLY, "outcome": "驳回诉讼请求", "judged_on": "2020-05-01"}, REFUSED], "已生效", "未败诉"),
        ([{**REVOKED, "role": "第三人"}], "推定生效", "未定"),  # 行政诉讼法 26, 29: another organ is sued
        ([{**REVOKED, "role": "第三人"}, {**FINALLY, "role": "上诉人"}], "已生效", "未定"),
        ([{**REVOKED, "role": "第三人", "lost_override": "败诉"}], "推定生效", "败诉"),
    ],
)
def test_a_document_takes_effect_without_its_day_typed(
    instances: list[dict[str, Any]], effect: str, verdict: str
) -> None:
    context = case_chain(*instances)
    assert (effect_words(*last(context), context), lost(*last(context), context)) == (effect, verdict)


def test_an_appealed_judgment_takes_no_effect() -> None:
    context = case_chain(REVOKED, {"instance": "二审", "previous": "1"})
    first = cast("Case", context.records("case")["1"])
    assert (effect_words(first, "1", context), lost(first, "1", context)) == ("尚未生效", "未定")
    assert "case.effect_presumed" not in codes("case", REVOKED, context, "1")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (FINALLY, "case.effect_computed"),
        (REVOKED, "case.effect_presumed"),
        ({**REVOKED, "received_on": None}, "case.effect_in_doubt"),
    ],
)
def test_an_empty_day_of_effect_is_said(fields: dict[str, Any], code: str) -> None:
    assert code in codes("case", fields)


def test_why_names_what_was_decided_by_hand() -> None:
    context = case_chain({**FIRST, **EFFECT, "lost_override": "未败诉", "lost_reason": "已和解"})
    assert why_lost(*last(context), context).startswith("人工认定为未败诉，理由：已和解；程序认定：一审“确认违法”")


def test_a_record_that_goes_on_from_an_instance_already_left_is_asked_about() -> None:
    context = case_chain(WON, {**FINALLY, "judged_on": "2020-05-01"}, REFUSED)
    assert "case.branch" in codes("case", REFUSED, context, "3")
    assert "case.branch" not in codes("case", FINALLY, context, "2")
    cases = cast("dict[str, Case]", context.records("case"))
    assert chains(cases) == {"3": ("1", "2", "3")}


@pytest.mark.parametrize(
    ("fields", "hearings", "said"),
    [
        ({}, [{}], "case.no_leader"),
        ({"role": "第三人"}, [{}], "case.no_notice"),
        ({"role": "第三人"}, [{"notified": False}], None),
        ({"role": "第三人"}, [{"notified": True}], "case.no_leader"),
        ({}, [{"leader": "王五", "leader_role": "正职"}, {}], "case.no_notice"),
        ({}, [{"leader": "王五", "leader_role": "正职"}, {"notified": False}], None),
        ({}, [{"leader": "王五", "leader_role": "正职"}, {"notified": True}], "case.no_leader"),
    ],
)
def test_whose_leader_has_to_come(fields: dict[str, Any], hearings: list[dict[str, Any]], said: str | None) -> None:
    """行政诉讼法 3-3; 法释〔2020〕3号 1-3, 7; what is not said is asked."""
    sessions = [{"on": "2020-08-03", "kind": "开庭", **one} for one in hearings]
    found = codes("case", {**FIRST, **fields, "hearings": sessions})
    assert found & {"case.no_leader", "case.no_notice"} == ({said} if said else set())


def test_a_chain_counts_once() -> None:
    context = case_chain(FIRST, UPHELD, {"instance": "一审"})
    cases = cast("dict[str, Case]", context.records("case"))
    assert chains(cases) == {"2": ("1", "2"), "3": ("3",)}


@pytest.mark.parametrize("previous", ["1", "2"])
def test_a_circle_ends(previous: str) -> None:
    context = case_chain({**FIRST, "previous": previous}, UPHELD)
    assert len(chain_of(last(context)[0], context)) <= 3
    assert lost(*last(context), context) in {"败诉", "未定"}


@pytest.mark.parametrize(("uid", "found"), [("1", True), ("2", True), ("3", False)])
def test_a_circle_is_found_where_it_runs(uid: str, found: bool) -> None:
    instances = [{**FIRST, "previous": "2"}, {**SECOND}, {"instance": "再审", "previous": "2"}]
    context = case_chain(*instances)
    assert ("case.circle" in codes("case", instances[int(uid) - 1], context, uid)) == found


def test_an_appealed_judgment_is_not_in_effect() -> None:
    context = case_chain({**FIRST, **EFFECT}, UPHELD)
    assert "case.appealed" in codes("case", {**FIRST, **EFFECT}, context, "1")
    assert "case.appealed" not in codes("case", UPHELD, context, "2")
