from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from models.assess.measures import MEASURES, UnitYear
from models.records.ledgers.case import Advice, fill
from models.records.ledgers.case.codes import LOST_BY_HAND
from models.records.ledgers.case.deadlines import advice_deadline
from tests.models.assess.samples import PLAN, unit
from tests.models.records.entries import TODAY, context_of, entry
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
HEARING = {"on": "2020-10-09", "kind": "开庭", "leader": "王五", "leader_role": "副职"}
ABSENT = {"on": "2020-10-09", "kind": "开庭", "absence": "意外事件"}


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({}, dt.date(2020, 10, 9)),
        ({"served_on": "2020-03-02"}, dt.date(2020, 3, 17)),
        ({"instance": None, "role": None}, dt.date(2020, 10, 9)),
        ({"role": "第三人"}, None),
        ({"instance": "二审", "role": "被上诉人"}, dt.date(2020, 10, 9)),  # 2018解释 108
        ({"instance": "二审", "role": "上诉人"}, None),
        ({"instance": "再审审查", "role": "再审被申请人"}, dt.date(2020, 10, 9)),  # 2018解释 111
        ({"instance": "再审", "role": "再审被申请人"}, None),
        ({"procedure": "简易程序"}, dt.date(2020, 10, 9)),
        ({"procedure": "简易程序", "answer_until": "2020-09-25"}, dt.date(2020, 9, 25)),  # 2018解释 104
        ({"answer_until": "2020-09-25"}, dt.date(2020, 10, 9)),
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


INVITED = [
    {"instance": "二审", "role": "被上诉人", "number": "（2020）豫01行终1号", "previous": "1"},
    {"instance": "再审审查", "role": "再审被申请人", "number": "（2020）豫01行申1号", "previous": "1"},
]


@pytest.mark.parametrize("change", INVITED)
def test_what_the_law_only_invites_is_never_late(change: dict[str, Any]) -> None:
    fields = {**OPEN, **change, "answered_on": None}
    assert codes("case", fields) == set()
    assert "不影响" in because("case", "answer_due", fields)
    late = MEASURES["late_answers"].of(UnitYear(unit(), 2020, TODAY, PLAN, context_of(("case", entry("1", **fields)))))
    assert list(late) == []


@pytest.mark.parametrize(
    ("advice", "due", "clause"),
    [
        ({"kind": "公益诉讼诉前检察建议"}, dt.date(2020, 10, 27), "第二十一条"),
        ({"kind": "公益诉讼诉前检察建议", "urgent": True}, dt.date(2020, 9, 11), "第二十一条"),
        ({"kind": "检察建议"}, dt.date(2020, 10, 27), "第十九条"),
        ({"kind": "检察建议", "due": "2020-09-01"}, dt.date(2020, 9, 1), "建议书"),
        ({"kind": "规范性文件司法建议"}, dt.date(2020, 10, 26), "第一百四十九条"),
        ({"kind": "司法建议"}, None, ""),
        ({"kind": "再审检察建议"}, None, ""),
    ],
)
def test_advice_is_due_by_its_kind(advice: dict[str, Any], due: dt.date | None, clause: str) -> None:
    found = advice_deadline(msgspec.convert({"received_on": "2020-08-27", **advice}, Advice), context_of())
    assert (found.due if found else None) == due
    assert found is None or clause in found.clause


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
        ({"number": "（2020）豫0191行诉前调1号", "year": 2020}, {"instance": "诉前调解"}),
        ({"number": "（2020）豫0191行审1号", "year": 2020}, {}),
        ({"outcome": "确认违法"}, {"document_kind": "判决"}),
        ({"outcome": "驳回起诉"}, {"document_kind": "裁定"}),
        ({"outcome": "驳回起诉", "document_kind": "其他"}, {}),
        ({"number": "不是案号"}, {}),
    ],
)
def test_fill(typed: dict[str, object], filled: dict[str, object]) -> None:
    assert fill(typed) == filled


REVIEWED = {"number": "（2020）豫行申1号", "instance": "再审审查", "role": "再审被申请人"}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, set()),
        ({"number": "（2020）豫0191行审1号"}, {"case.not_a_suit"}),
        ({"number": "（2020）豫0191行辖1号"}, {"case.other_stage"}),
        ({"number": "（2020）豫0191行诉前调1号", "instance": "诉前调解"}, {"case.mediation"}),
        ({"number": "（2020）豫01行申1号", "instance": "再审"}, {"case.instance", "case.no_previous"}),
        ({**REVIEWED, "served_on": None}, {"case.unserved", "case.no_previous"}),
        ({**REVIEWED, "served_on": "2020-09-18"}, {"case.no_previous"}),
        ({"year": 2019}, {"case.year"}),
        ({"instance": "二审", "number": "（2020）豫01行终1号", "role": "上诉人"}, {"case.no_previous"}),
        ({"previous": "u"}, {"case.circle"}),
        ({"served_on": "2020-11-02", "answered_on": None}, {"case.served_on_ahead"}),
        ({"answered_on": "2020-10-10"}, {"case.answer_late"}),
        ({"answered_on": "2020-09-17"}, {"case.answer_order"}),
        ({"extension_applied_on": "2020-10-10"}, {"case.extension_late"}),
        ({"extension_applied_on": "2020-10-09", "evidence_until": "2020-11-20"}, set()),
        ({"evidence_until": "2020-11-20"}, {"case.evidence"}),
        ({"evidence_until": "2020-11-20", "procedure": "简易程序"}, {"case.no_answer_until"}),
        ({"answer_until": "2020-09-30", "procedure": "简易程序"}, set()),
        ({"answer_until": "2020-09-25", "procedure": "简易程序"}, {"case.answer_late"}),
        ({"answer_until": "2020-09-30"}, {"case.answer_until"}),
        ({"received_on": "2020-10-12"}, {"case.received_open"}),
        ({"answered_on": None}, {"case.answer_overdue"}),
        ({"outcome": "驳回诉讼请求"}, {"case.half_ended"}),
        ({"judged_on": "2020-10-10"}, {"case.half_ended"}),
        ({"effective_on": "2020-10-10"}, {"case.effective_open"}),
        ({"performance": "退款"}, {"case.performance_due"}),
        ({"performance": "退款", "performance_due": "2020-10-31", "dishonest": False}, {"case.unperformed"}),
        (
            {"performance": "退款", "performance_due": "2020-10-20", "performed_on": "2020-10-21"},
            {"case.dishonest_unknown"},
        ),
        ({"performed_on": "2020-10-20"}, {"case.performed_undated"}),
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
        ({"effective_on": None}, {"case.effect_presumed"}),
        ({"effective_on": None, "received_on": None}, {"case.effect_in_doubt"}),
        ({"lost_reason": "已和解"}, {"case.lost_by_hand"}),
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
        ({"on": "2020-10-09", "kind": "开庭"}, {"case.no_leader"}),
        ({**HEARING, "kind": None}, {"case.hearing_kind"}),
        ({"on": "2020-10-09", "kind": "开庭", "represented": "经协商由区政府出庭"}, set()),
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
        ({"kind": "检察建议", "received_on": "2020-08-27"}, {"case.advice_late"}),
        ({"kind": "检察建议", "received_on": "2020-10-27"}, {"case.advice_due"}),
        ({"kind": "司法建议", "received_on": "2020-10-27"}, {"case.advice_due"}),
        ({"kind": "再审检察建议", "received_on": "2020-08-27"}, set()),
    ],
)
def test_rules_of_advice(advice: dict[str, Any], found: set[str]) -> None:
    assert codes("case", {**OPEN, "advice": [advice]}) == found


def test_words_by_hand_are_those_computed() -> None:
    assert derived("case", "lost", LOST) == LOST_BY_HAND[0]
    assert derived("case", "lost", ENDED) == LOST_BY_HAND[1]
