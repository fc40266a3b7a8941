"""Suits against the office: won, lost, appealed, withdrawn, settled, still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from models.rules.periods import answer_due
from ui.demo.luck import day_in_year, later, luck_for
from ui.demo.people import anyone
from ui.demo.roster import DemoOffice, Way
from ui.demo.suits import Docket

Fields = dict[str, Any]
Chain = list[Fields]
"""Instances of one suit in order; each is the `previous` of the next."""


def case_chains(office: DemoOffice, seed: int) -> Iterator[Chain]:
    """The office's suits of the year; some offices have none."""
    luck = luck_for(seed, office.unit.code, "cases")
    docket = Docket(office, luck, anyone(luck))
    for story in _stories(docket):
        yield story(docket, day_in_year(luck, docket.year, "01-06", "05-15"))


def _stories(docket: Docket) -> list[Callable[[Docket, dt.date], Chain]]:
    office, luck = docket.office, docket.luck
    if office.way is Way.SLACK:
        return [lost_cases, late_and_alone, upheld_against_us, still_open]
    if office.is_committee:
        return [won, won_with_excuse, lost_and_mended, carried_over, sent_back, still_open]
    usual = [won, withdrawn, won_with_excuse, still_open, carried_over, settled, lost_and_mended]
    chosen = luck.sample(range(len(usual)), luck.choice((0, 2, 3, 4)))
    return [usual[place] for place in sorted(chosen)]


def won(docket: Docket, served: dt.date) -> Chain:
    """The claim is dismissed and nobody appeals; the head was there."""
    case = docket.first(served)
    docket.judge(case, "驳回诉讼请求", docket.hearing(case))
    return [case]


def won_with_excuse(docket: Docket, served: dt.date) -> Chain:
    """Won on appeal too; at the first hearing the leadership was excused with proof."""
    case = docket.first(served)
    received = docket.judge(case, "驳回诉讼请求", docket.hearing(case, absent=True), appealed=True)
    appeal = docket.second(case, later(received, docket.luck, 20, 30), role="被上诉人")
    docket.judge(appeal, "驳回上诉维持原判决", docket.hearing(appeal))
    return [case, appeal]


def withdrawn(docket: Docket, served: dt.date) -> Chain:
    """The plaintiff gives up after the office has mended its act."""
    case = docket.first(served)
    docket.judge(case, "准许原告因被告改变原行政行为撤诉", docket.hearing(case))
    return [case]


def settled(docket: Docket, served: dt.date) -> Chain:
    """Compensation agreed before the court and paid."""
    case = docket.first(served, suit="行政赔偿诉讼", compensation_claimed="58000.00", compensation_paid="21500.00")
    case["number"] = case["number"].replace("行初", "行赔初")
    received = docket.judge(case, "调解", docket.hearing(case))
    due = received + dt.timedelta(days=30)
    done = later(received, docket.luck, 5, 20)
    case |= {"performance": "支付调解款21500元。", "performance_due": due.isoformat(), "performed_on": done.isoformat()}
    return [case]


def still_open(docket: Docket, _served: dt.date) -> Chain:
    """Came in late autumn; the hearing is to come."""
    return [docket.first(day_in_year(docket.luck, docket.year, "11-02", "11-13"))]


def carried_over(docket: Docket, served: dt.date) -> Chain:
    """Served in the year before, ended in this one."""
    case = docket.first(served.replace(year=docket.year - 1, month=11, day=18))
    day = docket.hearing(case)
    docket.judge(case, "驳回起诉", max(day, dt.date(docket.year, 1, 2)))
    return [case]


def lost_cases(docket: Docket, served: dt.date) -> Chain:
    """The act is partly revoked; performed after the time set, and nobody has answered for it yet."""
    case = docket.first(served)
    received = docket.judge(case, "部分撤销并重作", docket.hearing(case, absent=True))
    due = received + dt.timedelta(days=60)
    case |= {
        "performance": "六十日内重新作出处理决定。",
        "performance_due": due.isoformat(),
        "performed_on": later(due, docket.luck, 6, 15).isoformat(),
        "accountable": True,
    }
    return [_reported(case)]


def lost_and_mended(docket: Docket, served: dt.date) -> Chain:
    """Found unlawful; reported, performed in time, a judicial advice answered, somebody held to account."""
    case = docket.first(served)
    received = docket.judge(case, "确认违法", docket.hearing(case))
    due = received + dt.timedelta(days=60)
    person = case["handler"]
    case["advice"] = [
        {
            "kind": "司法建议",
            "number": f"示例司建〔{docket.year}〕3号",
            "sender": case["court"],
            "content": "完善送达程序。",
            "received_on": received.isoformat(),
            "due": due.isoformat(),
            "replied_on": later(received, docket.luck, 10, 25).isoformat(),
        }
    ]
    case |= {
        "accountable": True,
        "accountable_person": person,
        "accountable_decision": f"对{person}批评教育，责令作出书面检查（示例纪字〔{docket.year}〕5号）。",
    }
    return [_reported(case)]


def upheld_against_us(docket: Docket, served: dt.date) -> Chain:
    """Lost, appealed by the office itself, lost again: one lost case, however many instances."""
    case = docket.first(served)
    received = docket.judge(case, "全部撤销", docket.hearing(case), appealed=True)
    appeal = docket.second(case, later(received, docket.luck, 20, 30), role="上诉人")
    docket.judge(appeal, "驳回上诉维持原判决", docket.hearing(appeal))
    return [case, _reported(appeal | {"accountable": False})]


def sent_back(docket: Docket, served: dt.date) -> Chain:
    """The judgment was set aside on appeal: who has lost is open until the first instance has decided again."""
    case = docket.first(served)
    received = docket.judge(case, "驳回诉讼请求", docket.hearing(case), appealed=True)
    appeal = docket.second(case, later(received, docket.luck, 20, 30), role="被上诉人")
    received = docket.judge(appeal, "撤销原判发回重审", docket.hearing(appeal))
    again = docket.first(later(received, docket.luck, 15, 25))
    same = {name: case[name] for name in ("plaintiffs", "plaintiff_kind", "act", "act_number", "act_kind", "cause")}
    return [case, appeal, again | same]


def late_and_alone(docket: Docket, served: dt.date) -> Chain:
    """Answered after the last day, and nobody of the leadership came or gave a reason."""
    late = later(answer_due(served).due, docket.luck, 2, 6)
    case = docket.first(served, answered_on=late.isoformat())
    docket.judge(case, "驳回诉讼请求", docket.hearing(case, absent=True, excused=False))
    return [case]


def _reported(case: Fields) -> Fields:
    day = dt.date.fromisoformat(case["effective_on"]) + dt.timedelta(days=9)
    return case | {"reported_on": day.isoformat()}
