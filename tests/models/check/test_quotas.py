"""Whatever is recorded for a quota counts, or is said not to, with why."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from models.check.left_out import left_out_lines
from models.check.quotas import check_quotas
from models.check.unit import Duty
from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.finding import Finding
from models.records.office import Unit
from models.records.plan import Chapter, Counting, Item, Plan, Quota
from tests.models.records.entries import entry

ITEMS = (
    Item(3, "信用体系建设", "", (), ()),
    Item(
        7,
        "组织领导",
        "",
        (),
        (
            Quota("各单位", "专题会议", 4),
            Quota("各单位", "普法宣传", 100, "人"),
            Quota("各单位", "法治大讲堂", 4),
        ),
    ),
    Item(29, "学法", "", (), (Quota("各单位", "中心组学法", 2),)),
)
PLAN = Plan("要点", 2020, "", "", (Chapter(1, "一", ITEMS),))
DUTY = Duty("A01", PLAN, 2020, (Unit("A01", "某局", "局"),))
MEETING: dict[str, Any] = {"item": 7, "kind": "会议", "on": "2020-03-02", "content": "研究法治工作"}


def kept(work: list[dict[str, Any]], training: list[dict[str, Any]] = [], **progress: Any) -> BasicContext:  # noqa: B006 - not changed
    entries: dict[str, list[Entry]] = {
        "work": [entry(f"w{at}", **one) for at, one in enumerate(work, 1)],
        "training": [entry(f"t{at}", **one) for at, one in enumerate(training, 1)],
        "progress": [entry(f"g{item}", item=item, year=2020, **progress) for item in (7, 29)],
    }
    return BasicContext(entries, dt.date(2020, 12, 1))


def found(context: BasicContext, code: str) -> list[Finding]:
    return [one for one in check_quotas(DUTY, context) if one.code.startswith(code)]


def test_a_short_quota_says_how_many_there_are_and_what_did_not_count() -> None:
    (said,) = found(kept([MEETING, {**MEETING, "kind": "专题会"}]), "progress.quota.会议")
    assert said.uid == "g7"
    assert said.message.startswith(
        "第7项要求2020年专题会议不少于4次，按“工作记录：类别=会议，本项，合计场次”计数，已1次，未达到"
        "（另有1条没有计入：类别“专题会”不是“会议”），"
    )


@pytest.mark.parametrize(
    ("work", "line"),
    [
        ({**MEETING, "kind": "专题会"}, "会议：另有1条没有计入：类别“专题会”不是“会议”"),
        ({**MEETING, "kind": "普法", "people": 9}, ""),
        ({**MEETING, "item": 99}, "会议：另有1条没有计入：项号不在2020年的工作要点里"),
        ({**MEETING, "item": 99, "kind": "专题会"}, ""),
        ({**MEETING, "item": 3}, ""),
        ({**MEETING, "on": None}, "会议：另有1条没有计入：没有填日期"),
        ({**MEETING, "on": "2020-12-02"}, "会议：另有1条没有计入：日期还没有到"),
        ({**MEETING, "on": "2052-03-02"}, "会议：另有1条没有计入：日期还没有到"),
        ({**MEETING, "on": "2018-03-02"}, "会议：另有1条没有计入：日期不在2020年"),
        ({**MEETING, "kind": "普法"}, "普法人数：另有1条没有计入：没有填人数"),
    ],
)
def test_a_record_that_does_not_count_is_said(work: dict[str, Any], line: str) -> None:
    context = kept([work])
    lines = left_out_lines(DUTY.results(ITEMS[1], context), PLAN, context)
    assert line in lines if line else not [one for one in lines if one.startswith("会议")]


def test_records_of_last_year_are_no_mistakes() -> None:
    context = kept([])
    last = entry("w", **{**MEETING, "on": "2019-03-02"})
    old = msgspec.structs.replace(last, created=("2019-03-02T00:00:00Z", "张三"))
    context = BasicContext({"work": [old]}, context.today)
    assert not list(left_out_lines(DUTY.results(ITEMS[1], context), PLAN, context))


def test_a_training_that_is_said_to_prove_others_does_not_count() -> None:
    training = [{"kind": "中心组学法", "held_on": "2020-03-01", "proven": "[2020:3]"}, {"kind": "其他"}]
    context = kept([], training)
    lines = list(left_out_lines(DUTY.results(ITEMS[2], context), PLAN, context))
    assert lines == ["中心组学法：另有1条没有计入：写明证明的是别的事项"]


def test_an_item_that_does_not_exist_is_asked_about() -> None:
    (said,) = found(kept([MEETING, {**MEETING, "item": 99}, {**MEETING, "item": 99, "on": "2019-01-01"}]), "work.unk")
    assert (said.uid, said.field, said.ledger) == ("w2", "item", "work")
    assert said.message == "第99项不在2020年的工作要点里，不计入任何事项和定额，请改正项号。"


def test_one_deed_under_two_items_is_asked_about() -> None:
    again = {**MEETING, "item": 3, "content": "研究 法治工作"}
    said = found(kept([MEETING, again, {**MEETING, "on": "2020-04-02"}]), "work.twice")
    assert [(one.uid, one.message[:3]) for one in said] == [("w1", "第3项"), ("w2", "第7项")]


@pytest.mark.parametrize(
    ("judged", "why"),
    [
        ([{"what": "法治大讲堂", "done": 4, "basis": "签到表"}], ""),
        ([{"done": 4, "basis": "签到表"}], ""),
        ([{"what": "专题会议4次", "done": 4, "basis": "签到表"}], "这个定额按工作记录计数，请在工作记录里登记"),
        ([{"what": "植树", "done": 4, "basis": "照片"}], "第7项没有本单位的这个定额"),
        ([{"done": 4, "basis": "甲"}, {"what": "法治大讲堂", "done": 4, "basis": "乙"}], "没有写明是哪个定额"),
    ],
)
def test_a_number_that_nobody_looks_at_is_said(judged: list[dict[str, Any]], why: str) -> None:
    said = [one.message for one in found(kept([], judged=judged), "progress.judged_in_vain") if one.uid == "g7"]
    assert len(said) == bool(why)
    assert all(why in one for one in said)


def test_a_met_quota_is_silent() -> None:
    training = [{"kind": "中心组学法", "held_on": f"2020-0{month}-01"} for month in (3, 4)]
    assert not [one for one in found(kept([], training), "progress.quota") if one.uid == "g29"]


def test_a_quota_that_no_ledger_counts_is_never_met() -> None:
    (said,) = found(kept([]), "progress.by_hand")
    assert (said.code, said.uid) == ("progress.by_hand.法治大讲堂", "g7")
    assert "要人工认定" in said.message


def test_a_share_says_of_how_many() -> None:
    quota = Quota("各单位", "中心组", 60, "%", counted=Counting("training", (("kind", "中心组学法"),)))
    training = [{"kind": kind, "held_on": "2020-03-01"} for kind in ("中心组学法", "中心组学法", "其他")]
    assert DUTY.measure(ITEMS[2], quota, kept([], training)).standing == "已66%（2／3）"
