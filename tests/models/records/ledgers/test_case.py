from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.records.ledgers.case import fill
from models.records.ledgers.case.codes import LOST_BY_HAND
from tests.models.records.entries import context_of
from tests.models.records.ledgers.codes import because, codes, derived
from tests.places import ZHENGDONG

OPEN = {
    "number": "（2020）豫0191行初1号",
    "court": "郑州铁路运输法院",
    "instance": "一审",
    "plaintiffs": "甲",
    "role": "被告",
    "served_on": "2020-09-18",
    "answered_on": "2020-09-28",
}
ENDED = {
    **OPEN,
    "outcome": "驳回诉讼请求",
    "judged_on": "2020-10-10",
    "received_on": "2020-10-12",
    "effective_on": "2020-10-28",
}
LOST = {**ENDED, "outcome": "确认违法", "reported_on": "2020-10-30", "accountable": False}
HEARING = {"on": "2020-10-09", "leader": "王五", "leader_role": "副职"}
ABSENT = {"on": "2020-10-09", "absence": "意外事件"}


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({}, dt.date(2020, 10, 9)),
        ({"served_on": "2020-03-02"}, dt.date(2020, 3, 17)),
        ({"instance": None, "role": None}, dt.date(2020, 10, 9)),
        ({"role": "第三人"}, None),
        ({"instance": "二审", "role": "被上诉人"}, None),
        ({"served_on": None}, None),
    ],
)
def test_answer_due_rolls_over_holidays(change: dict[str, Any], due: dt.date | None) -> None:
    assert derived("case", "answer_due", {**OPEN, **change}) == due


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({}, dt.date(2020, 10, 27)),
        ({"outcome": "驳回起诉"}, dt.date(2020, 10, 22)),
        ({"outcome": "准许原告主动撤诉"}, None),
        ({"outcome": "调解"}, None),
        ({"instance": "二审"}, None),
        ({"received_on": None}, None),
    ],
)
def test_appeal_due(change: dict[str, Any], due: dt.date | None) -> None:
    assert derived("case", "appeal_due", {**ENDED, **change}) == due


def test_deadlines_say_why() -> None:
    assert "《行政诉讼法》第六十七条" in because("case", "answer_due", OPEN)
    assert "第八十五条" in because("case", "appeal_due", ENDED)
    assert because("case", "appeal_due", OPEN) == "没有收到文书日期，或者这一裁判不能上诉。"


@pytest.mark.parametrize(
    ("typed", "filled"),
    [
        (
            {"number": "(2020)豫0191行初1号"},
            {"number": "（2020）豫0191行初1号", "year": 2020, "instance": "一审", "suit": "行政诉讼"},
        ),
        ({"number": "（2021）苏01行赔终71号", "year": 2021, "instance": "二审"}, {"suit": "行政赔偿诉讼"}),
        ({"number": "（2020）豫0191行审1号", "year": 2020}, {}),
        ({"outcome": "确认违法"}, {"document_kind": "判决"}),
        ({"outcome": "驳回起诉"}, {"document_kind": "裁定"}),
        ({"outcome": "驳回起诉", "document_kind": "其他"}, {}),
        ({"number": "不是案号"}, {}),
    ],
)
def test_fill(typed: dict[str, object], filled: dict[str, object]) -> None:
    assert fill(typed) == filled


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"number": "（2020）豫0191行审1号"}, {"case.not_a_suit"}),
        ({"number": "（2020）豫0191行辖1号"}, {"case.other_stage"}),
        ({"number": "（2020）豫01行申1号", "instance": "再审"}, {"case.instance", "case.no_previous"}),
        ({"year": 2019}, {"case.year"}),
        ({"instance": "二审", "number": "（2020）豫01行终1号", "role": "上诉人"}, {"case.no_previous"}),
        ({"previous": "u"}, {"case.circle"}),
        ({"served_on": "2020-11-02", "answered_on": None}, {"case.served_on_ahead"}),
        ({"answered_on": "2020-10-10"}, {"case.answer_late"}),
        ({"answered_on": "2020-09-17"}, {"case.answer_order"}),
        ({"answered_on": None}, {"case.answer_overdue"}),
        ({"outcome": "驳回诉讼请求"}, {"case.half_ended"}),
        ({"judged_on": "2020-10-10"}, {"case.half_ended"}),
        ({"effective_on": "2020-10-10"}, {"case.effective_open"}),
        ({"performance": "退款"}, {"case.performance_due"}),
        ({"performance": "退款", "performance_due": "2020-10-31"}, {"case.unperformed"}),
        ({"performance_due": "2020-10-31", "performed_on": "2020-10-20"}, set()),
        ({"dishonest": True}, {"case.dishonest"}),
        ({"accountable": True}, {"case.account"}),
    ],
)
def test_rules_of_an_open_case(change: dict[str, Any], found: set[str]) -> None:
    assert codes("case", {**OPEN, **change}) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"judged_on": "2020-09-01"}, {"case.judged_on_order"}),
        ({"received_on": "2020-10-01"}, {"case.received_on_order"}),
        ({"effective_on": "2020-10-09"}, {"case.effective_order", "case.effective_early"}),
        ({"effective_on": "2020-10-27"}, {"case.effective_early"}),
        ({"outcome": "全部撤销"}, {"case.lost_report", "case.lost_account"}),
        ({"outcome": "确认无效"}, {"case.lost_report", "case.lost_account", "case.lost_confirm"}),
        ({"lost_override": "未败诉"}, {"case.lost_reason"}),
        ({"lost_override": "未败诉", "lost_reason": "已和解"}, set()),
    ],
)
def test_rules_of_an_ended_case(change: dict[str, Any], found: set[str]) -> None:
    assert codes("case", {**ENDED, **change}, context_of(place=ZHENGDONG)) == found
    nationally = codes("case", {**ENDED, **change})
    assert nationally == found - {"case.lost_report"}


def test_a_lost_case_reported_and_examined_is_in_order() -> None:
    assert codes("case", LOST) == set()


@pytest.mark.parametrize(
    ("hearing", "found"),
    [
        (HEARING, set()),
        ({**HEARING, "leader_role": None}, {"case.leader_role"}),
        ({**HEARING, "leader": None}, {"case.leader_name"}),
        ({"on": "2020-10-09"}, {"case.no_leader"}),
        ({"on": "2020-10-09", "kind": "询问或调查"}, set()),
        ({"on": "2020-11-09"}, set()),
        (ABSENT, {"case.no_proof"}),
        ({**ABSENT, "proof": "情况说明"}, set()),
        ({**HEARING, "on": "2020-09-01"}, {"case.hearing_order"}),
        ({**ABSENT, "on": "2020-06-30"}, {"case.hearing_order"}),
    ],
)
def test_rules_of_a_hearing(hearing: dict[str, Any], found: set[str]) -> None:
    assert codes("case", {**OPEN, "hearings": [hearing]}) == found


@pytest.mark.parametrize(
    ("advice", "found"),
    [
        ({"due": "2020-10-31"}, {"case.advice_late"}),
        ({"due": "2020-10-31", "replied_on": "2020-10-31"}, set()),
        ({"due": "2020-10-20", "replied_on": "2020-10-21"}, {"case.advice_late"}),
        ({"kind": "公益诉讼诉前检察建议", "received_on": "2020-08-27"}, {"case.advice_late"}),
        ({"kind": "检察建议", "received_on": "2020-08-27"}, set()),
    ],
)
def test_rules_of_advice(advice: dict[str, Any], found: set[str]) -> None:
    assert codes("case", {**OPEN, "advice": [advice]}) == found


def test_words_by_hand_are_those_computed() -> None:
    assert derived("case", "lost", LOST) == LOST_BY_HAND[0]
    assert derived("case", "lost", ENDED) == LOST_BY_HAND[1]
