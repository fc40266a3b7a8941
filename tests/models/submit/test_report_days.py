"""The text's own day of reporting goes before the usual one, and a usual one is called a guess."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from models.plan_text import read_plan
from models.submit.centre_start import start_from_text
from models.submit.report_days import guessed_days

TEXT = """某县2026年法治政府建设工作要点
一、任务
（一）学法。会前学法。
（二）应诉。出庭应诉。{item}
（三）公开。依法公开。
{end}
"""
HALF, WHOLE = "2026-07-10", "2026-12-20"


@pytest.mark.parametrize(
    ("item", "end", "half", "whole"),
    [
        ("", "各单位要于2026年12月10日前将落实情况报县委依法治县办。", HALF, "2026-12-10"),
        ("", "请于12月10日前将本要点落实情况书面报县司法局。", HALF, "2026-12-10"),
        ("", "6月底前、11月底前报送落实情况。", HALF, "2026-11-30"),
        ("", "上半年工作总结于6月25日前报送；全年工作总结于次年1月5日前报送。", "2026-06-25", "2027-01-05"),
        ("各单位于11月20日前报送贯彻落实情况。", "", HALF, "2026-11-20"),
        ("", "2026年3月1日前报送上年度工作总结。", HALF, WHOLE),
        ("11月20日前将出庭名单报县法院。", "", HALF, WHOLE),
        ("", "每季度末前报送落实情况，每月25日前报送工作总结。", HALF, WHOLE),
        ("", "本要点由县司法局负责解释。", HALF, WHOLE),
    ],
)
def test_the_day_of_the_text(item: str, end: str, half: str, whole: str) -> None:
    issue = start_from_text(read_plan(TEXT.format(item=item, end=end)).plan, 2026)
    assert [str(one.due) for one in issue.periods] == [half, whole]
    said = "".join(guessed_days(issue))
    assert [day in said for day in (HALF, WHOLE)] == [half == HALF, whole == WHOLE]


def test_what_was_issued_or_typed_is_no_guess() -> None:
    issue = start_from_text(read_plan(TEXT.format(item="", end="")).plan, 2026)
    assert len(list(guessed_days(issue))) == 2
    assert not list(guessed_days(replace(issue, number=1)))
    typed = tuple(replace(one, due=dt.date(2026, 12, 5)) for one in issue.periods)
    assert not list(guessed_days(replace(issue, periods=typed)))
