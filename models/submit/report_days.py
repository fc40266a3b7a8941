"""By when the units report, where the plan's text says so; which days of an issue are the program's own guess."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

import msgspec

from models.plan_text.due import read_due
from models.records.office import Issue, Period
from models.records.plan import Plan
from models.submit.first_issue import default_periods

_ABOUT = r"(?:落实|执行)(?:的)?情况|总结|(?:全年|年度|半年)(?:工作)?(?:完成)?情况"
_REPORTED = re.compile(rf"(?:{_ABOUT})[^。；]{{0,24}}(?:报|送)|(?:报送|上报|报告|书面报)[^。；]{{0,24}}(?:{_ABOUT})")
_REGULAR = re.compile(r"每[季月周旬]|按月|按季")
_HALF_MONTHS, _LAST_MONTHS = range(6, 9), range(10, 13)
_HALF = "半年"


def periods_by_text(plan: Plan, year: int, periods: Sequence[Period]) -> tuple[Period, ...]:
    """The periods with the days by which the text has its fulfilment reported: half a year, and the last one."""
    days = sorted(_report_days(plan, year))
    half = next((day for day in days if day.year == year and day.month in _HALF_MONTHS), None)
    whole = next((day for day in reversed(days) if day.year > year or day.month in _LAST_MONTHS), None)
    said = [whole if at == len(periods) else half if _HALF in one.label else None for at, one in enumerate(periods, 1)]
    return tuple(msgspec.structs.replace(one, due=day) if day else one for one, day in zip(periods, said, strict=True))


def guessed_days(issue: Issue) -> Iterator[str]:
    """A sentence for each period of a plan never issued whose day the program filled in as usual."""
    if issue.number or not issue.plan.items:
        return
    usual = {one.due for one in default_periods(issue.year)}
    said = set(_report_days(issue.plan, issue.year))
    for one in issue.periods:
        if one.due in usual - said and one.due:
            yield f"报送期：“{one.label}”的期限{one.due}是程序按常例填的，正文里没有写，请核对。"


def period_words(periods: Sequence[Period]) -> str:
    """Periods by label and due date, in one line."""
    return "、".join(f"{one.label}（{one.due}前）" if one.due else one.label for one in periods)


def _report_days(plan: Plan, year: int) -> Iterator[dt.date]:
    texts = (plan.preamble, *(f"{item.title}。{item.text}" for item in plan.items), plan.closing)
    for sentence in re.split(r"[。；\n]", "。".join(texts)):
        day = read_due(sentence, year).day if _REPORTED.search(sentence) and not _REGULAR.search(sentence) else None
        if day:
            yield day
