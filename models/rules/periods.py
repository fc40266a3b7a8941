"""Statutory periods: the last day for answering, appealing, replying, enforcing.

In a suit counting follows 《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》(2018) 第四十八条: the day of the
event is not counted, and a last day on a holiday moves to the first day after it. Reconsideration counts by the same
rule of 《民事诉讼法》, to which 《行政复议法》 (2017) 第四十条 and (2023) 第八十八条 refer. Every result names its
clause.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from models.rules.holidays import DEFAULT_CALENDAR, Calendar

NEW_RECONSIDERATION_LAW = dt.date(2024, 1, 1)
"""The day 《行政复议法》(2023) came into force: from here the ten days of a reply are working days."""
REMEMBERED = 10_000
"""Periods whose end is kept: those of a district begin on the same few hundred days over and over."""

UNPUBLISHED = "暂按周末和法定节日计算"
"""How a day is counted in a year whose holidays were not arranged yet; said wherever such a day is shown."""
AppealableDocument = Literal["判决", "裁定"]
"""What an appeal may be open against."""

_SUIT = "《行政诉讼法解释》（2018）"
_PROSECUTION = "《两高检察公益诉讼解释》"
_NEW_LAW = "《行政复议法》（2023）"
_ANSWER = f"《行政诉讼法》第六十七条、{_SUIT}第四十八条"


@dataclass(frozen=True)
class Deadline:
    """The last day of a period and why it is that day.

    `nominal` is the last day before a holiday moved it. `certain` is False where the arrangement of holidays that
    decides `due` was not published yet, so that weekends alone were counted. `days` is "" where a court or a letter
    names the day itself.
    """

    due: dt.date
    clause: str
    counted_from: dt.date
    days: str
    nominal: dt.date
    certain: bool

    @property
    def rolled(self) -> bool:
        """Whether a holiday moved the last day."""
        return self.due != self.nominal

    def explain(self) -> str:
        """One Chinese sentence for the clerk: from when, how long, until when, by which clause."""
        moved = f"，{self.nominal}遇节假日，顺延至{self.due}" if self.rolled else f"，{self.due}届满"
        if not self.days:
            return f"{self.due}，{self.clause}。"
        doubt = "" if self.certain else f"；相关年份放假安排尚未公布，{UNPUBLISHED}，公布后请核对"
        return f"自{self.counted_from}起算（当日不计）{self.days}{moved}，依据{self.clause}{doubt}。"


def answer_due(received: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day for defence and evidence after the copy of the complaint came. 《行政诉讼法》第六十七条: 15日."""
    return by_days(received, 15, _ANSWER, calendar)


def answer_set_by_court(day: dt.date, received: dt.date) -> Deadline:
    """The last day for the answer that the court set in 简易程序. 《行政诉讼法解释》（2018）第一百零四条."""
    return Deadline(day, f"法院确定的答辩期间（{_SUIT}第一百零四条）", received, "", day, certain=True)


def evidence_until(day: dt.date, received: dt.date, *, extended: bool) -> Deadline:
    """The last day for evidence as set, agreed or extended. 《行政诉讼法解释》（2018）第三十四、一百零四条."""
    clause = f"准许延期举证（{_SUIT}第三十四条）" if extended else f"法院确定或者约定的举证期限（{_SUIT}第一百零四条）"
    return Deadline(day, clause, received, "", day, certain=True)


def extension_request_due(received: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day to ask for more time for evidence. 《行政诉讼法解释》（2018）第三十四条: 15日, in writing."""
    return by_days(received, 15, f"{_SUIT}第三十四条", calendar)


def second_instance_answer_due(received: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day of the other party to answer an appeal; the trial goes on without it. 2018解释第一百零八条: 15日."""
    return by_days(received, 15, f"{_SUIT}第一百零八条（不答辩不影响审理）", calendar)


def retrial_review_opinion_due(received: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day for a written opinion on a 再审申请书; the review goes on without it. 2018解释第一百一十一条: 15日."""
    return by_days(received, 15, f"{_SUIT}第一百一十一条（不提交不影响审查）", calendar)


def document_advice_due(received: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day to answer a 司法建议 on a 规范性文件. 《行政诉讼法解释》（2018）第一百四十九条: 60日, in writing."""
    return by_days(received, 60, f"{_SUIT}第一百四十九条、第四十八条", calendar)


def procuratorial_advice_due(received: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day to answer other 检察建议: two months. 《人民检察院检察建议工作规定》第十九条; its text was not seen."""
    return _by_months(
        received, 2, "《人民检察院检察建议工作规定》第十九条（没有核对原文，建议书另有期限的照填）", calendar
    )


def appeal_due(
    served: dt.date,
    document: AppealableDocument = "判决",
    calendar: Calendar = DEFAULT_CALENDAR,
) -> Deadline:
    """Last day for an appeal after service. 《行政诉讼法》第八十五条: judgment 15日, ruling 10日."""
    return by_days(served, {"判决": 15, "裁定": 10}[document], f"《行政诉讼法》第八十五条、{_SUIT}第四十八条", calendar)


def reconsideration_reply_due(
    received: dt.date,
    *,
    simple: bool = False,
    accepted: dt.date | None = None,
    calendar: Calendar = DEFAULT_CALENDAR,
) -> Deadline:
    """Last day for the written reply to the reconsideration organ.

    A case from 2024-01-01 on: 10 working days, 5 in simple procedure (《行政复议法》(2023) 第四十八、五十四、八十八条).
    An older one: 10 calendar days (《行政复议法》(2017) 第二十三、四十条: only 五日 and 七日 were working days) and no
    simple procedure, so `simple` changes nothing.

    Args:
        received: the day the copy of the application came.
        simple: whether the organ applies the simple procedure.
        accepted: the day the organ accepted the case, which decides the version; `received` where it is not known.
        calendar: the working calendar.
    """
    if (accepted or received) < NEW_RECONSIDERATION_LAW:
        return by_days(received, 10, "《行政复议法》（2017）第二十三条、第四十条", calendar)
    if simple:
        return by_workdays(received, 5, f"{_NEW_LAW}第五十四条、第八十八条", calendar)
    return by_workdays(received, 10, f"{_NEW_LAW}第四十八条、第八十八条", calendar)


def opinion_report_due(received: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day to report what was done about a 行政复议意见书. 《行政复议法》(2023) 第七十六条: 60日."""
    return by_days(received, 60, f"{_NEW_LAW}第七十六条、第八十八条", calendar)


def reconsideration_review_due(received: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day to examine an application for reconsideration; what is not refused by then counts as accepted.

    《行政复议法》(2017) 第十七条, (2023) 第三十条: 5日, by 第四十条 and 第八十八条 working days.
    """
    old = received < NEW_RECONSIDERATION_LAW
    clause = "《行政复议法》（2017）第十七条、第四十条" if old else f"{_NEW_LAW}第三十条、第八十八条"
    return by_workdays(received, 5, clause, calendar)


LONGER_RECONSIDERATION = 30
"""Days by which the decision of a complicated reconsideration may be put off at most."""


def reconsideration_decision_due(
    accepted: dt.date,
    *,
    simple: bool = False,
    extended: bool = False,
    aside: int = 0,
    calendar: Calendar = DEFAULT_CALENDAR,
) -> Deadline:
    """Last day for the decision on a reconsideration, 《行政复议法》(2017) 第三十一条, (2023) 第六十二条.

    Args:
        accepted: The day the application was accepted.
        simple: Whether it goes by the simple procedure (from 2024-01-01): 30 days, never longer; else 60.
        extended: Whether it was put off with leave, by 30 days at most.
        aside: Days for which it stood still (中止), which do not count.
        calendar: The working calendar.
    """
    old = accepted < NEW_RECONSIDERATION_LAW
    clause = "《行政复议法》（2017）第三十一条" if old else f"{_NEW_LAW}第六十二条"
    count = 30 if simple and not old else 60 + LONGER_RECONSIDERATION * extended
    return by_days(accepted, count + max(aside, 0), clause, calendar)


def committee_term_ends(elected: dt.date) -> dt.date:
    """The day on which the three years of a 人民调解委员会 are over. 《人民调解法》第九条."""
    return add_months(elected, 36)


def proposal_answer_due(
    received: dt.date, *, complicated: bool = False, calendar: Calendar = DEFAULT_CALENDAR
) -> Deadline:
    """Last day to answer a deputies' 建议, 批评, 意见: three months, six where it is complicated. 《代表法》."""
    clause = "《全国人民代表大会和地方各级人民代表大会代表法》"
    return _by_months(received, 6 if complicated else 3, clause, calendar)


def petition_acceptance_due(received: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day to tell a petitioner whether the 信访 is accepted. 《信访工作条例》第二十二条: 15日."""
    return by_days(received, 15, "《信访工作条例》第二十二条", calendar)


def petition_handling_due(accepted: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day to finish a 信访 after it was accepted. 《信访工作条例》第三十四条: 60日."""
    return by_days(accepted, 60, "《信访工作条例》第三十四条", calendar)


def mediation_due(accepted: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day to end a 人民调解 as a rule (一般). 《人民调解工作若干规定》第三十三条: 一个月."""
    return _by_months(accepted, 1, "《人民调解工作若干规定》第三十三条", calendar)


def judicial_confirmation_due(agreed: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day to ask a court to confirm an agreement reached by 人民调解. 《人民调解法》第三十三条: 30日."""
    return by_days(agreed, 30, "《人民调解法》第三十三条", calendar)


def market_penalty_publicity_due(decided: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day to publish a penalty in market supervision: 20个工作日.

    《市场监督管理行政处罚信息公示规定》(2021) 第九条.
    """
    return by_workdays(decided, 20, "《市场监督管理行政处罚信息公示规定》第九条", calendar)


def withdrawal_due(annulled: dt.date, calendar: Calendar = DEFAULT_CALENDAR) -> Deadline:
    """Last day to take back a published penalty that was changed or annulled: 3日, of work by 第八十五条.

    《行政处罚法》(2021) 第四十八条.
    """
    return by_workdays(annulled, 3, "《行政处罚法》第四十八条", calendar)


ANSWER_DAYS = LONGER_DAYS = 20
"""Working days to answer an application for government information, and by which they may be extended."""


def disclosure_answer_due(
    received: dt.date,
    *,
    corrected: dt.date | None = None,
    extended: bool = False,
    aside: int = 0,
    calendar: Calendar = DEFAULT_CALENDAR,
) -> Deadline:
    """Last day to answer an application for government information, 《政府信息公开条例》(2019) 第三十三条: 20个工作日.

    Args:
        received: The day the application came.
        corrected: The day it came back put right: the period begins then (第三十条).
        extended: Whether it was extended with leave, by 20 working days at most (第三十三条第二款).
        aside: Working days that third parties and other organs were asked, which do not count (第三十三条第三款).
        calendar: The working calendar.
    """
    clauses = ["第三十条"] * bool(corrected) + ["第三十三条"]
    count = ANSWER_DAYS + LONGER_DAYS * extended + max(aside, 0)
    return by_workdays(corrected or received, count, f"《政府信息公开条例》{'、'.join(clauses)}", calendar)


def procuratorial_reply_due(
    received: dt.date,
    *,
    urgent: bool = False,
    calendar: Calendar = DEFAULT_CALENDAR,
) -> Deadline:
    """Last day to answer a 检察建议 that comes before a public-interest suit.

    《最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释》第二十一条: two months, 15日 where it is
    urgent; by 第二十六条 the rest, so the counting too, is that of a suit.
    """
    clause = f"{_PROSECUTION}第二十一条、{_SUIT}第四十八条"
    return by_days(received, 15, clause, calendar) if urgent else _by_months(received, 2, clause, calendar)


def add_months(date: dt.date, count: int) -> dt.date:
    """The same day `count` months later, or that month's last day where it has no such day."""
    year, month = divmod(date.year * 12 + date.month - 1 + count, 12)
    return dt.date(year, month + 1, min(date.day, months.monthrange(year, month + 1)[1]))


@lru_cache(maxsize=REMEMBERED)
def by_days(start: dt.date, count: int, clause: str, calendar: Calendar) -> Deadline:
    """The last of `count` calendar days after `start`, moved on where it is a rest day."""
    return _rolled(start, start + dt.timedelta(days=count), f"{count}日", clause, calendar)


def _by_months(start: dt.date, count: int, clause: str, calendar: Calendar) -> Deadline:
    words = f"{count // 12}年" if count % 12 == 0 else f"{count}个月"
    return _rolled(start, add_months(start, count), words, clause, calendar)


def by_workdays(start: dt.date, count: int, clause: str, calendar: Calendar) -> Deadline:
    """The last of `count` working days after `start`."""
    due = start
    for _ in range(count):
        due = calendar.first_workday(due + dt.timedelta(days=1))
    certain = _all_certain(start + dt.timedelta(days=1), due, calendar)
    return Deadline(due, clause, start, f"{count}个工作日", due, certain)


@lru_cache(maxsize=REMEMBERED)
def workdays_until(start: dt.date, last: dt.date, calendar: Calendar) -> int:
    """How many of the days after `start`, up to `last`, are worked."""
    return sum(calendar.is_workday(start + dt.timedelta(days=at)) for at in range(1, (last - start).days + 1))


def _rolled(start: dt.date, nominal: dt.date, words: str, clause: str, calendar: Calendar) -> Deadline:
    due = calendar.first_workday(nominal)
    return Deadline(due, clause, start, words, nominal, _all_certain(nominal, due, calendar))


def _all_certain(first: dt.date, last: dt.date, calendar: Calendar) -> bool:
    """Whether every day from `first` to `last` has a published status."""
    return all(calendar.certain(first + dt.timedelta(days=n)) for n in range((last - first).days + 1))
