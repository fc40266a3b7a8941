from __future__ import annotations

import datetime as dt

import pytest

from models.plan_text.due import Due, limit_words, read_due

YEAR = 2020


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("2020年6月底前完成清理。", "2020-06-30"),
        ("于6月15日前报送。", "2020-06-15"),
        ("2月底前完成。", "2020-02-29"),
        ("年底前全面落实。", "2020-12-31"),
        ("2020年年底前建成，今年底之前验收。", "2020-12-31"),
        ("年内完成换发。", "2020-12-31"),
        ("对2019年底前制发的文件进行清理，5月底前完成。", "2020-05-31"),
        ("3月底前制定方案,9月中旬前完成。", "2020-09-20"),
        ("第三季度末前完成。", "2020-09-30"),
        ("上半年完成。", "2020-06-30"),
        ("次年1月底前报告。", "2021-01-31"),
        ("2021年3月1日以前公布年度报告。", "2021-03-01"),
        ("完成时限:2020年10月", "2020-10-31"),
        ("完成时限：2020.8.15", "2020-08-15"),
        ("（责任单位：甲局；完成时限：12月底）", "2020-12-31"),
    ],
)
def test_stated(wording: str, expected: str) -> None:
    assert read_due(wording, YEAR).day == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    "wording",
    [
        "每月底前报送，每季度末前汇总。",
        "到2025年底前基本建成法治政府。",
        "贯彻《2020年6月底前工作方案》。",
        "三年内完成，期限内完成整改。",
        "2月30日前完成。",
        "13月底前完成。",
        "自2020年1月1日起施行。",
        "完成时限：长期坚持",
        "2019年底前已完成。",
    ],
)
def test_not_stated(wording: str) -> None:
    assert read_due(wording, YEAR).day is None


def test_without_a_year_nothing_is_guessed() -> None:
    assert read_due("年底前完成。", None).day is None
    assert read_due("2022年6月底前完成。", None).day == dt.date(2022, 6, 30)


@pytest.mark.parametrize(
    "place", ["（责任单位：甲局；完成时限：{}）", "\n完成时限：{}", "\n时间节点：{}", "（甲局，{}）"]
)
def test_the_time_limit_goes_before_the_text(place: str) -> None:
    beside = ["6月底"] if "甲局，" in place else []
    for text, aside in (
        ("年底前报送情况。", "年底前"),
        ("12月10日前将落实情况报送，3月底前制定方案。", "12月10日前"),
        ("3月底前制定方案。", ""),
        ("", ""),
    ):
        assert read_due(f"{text}{place.format('6月底')}", YEAR, beside) == Due(dt.date(2020, 6, 30), aside)
    assert read_due(f"年底前完成。{place.format('持续推进')}", YEAR).day == dt.date(2020, 12, 31)


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("完成时限：持续推进", "持续推进"),
        ("每年1月31日前公布。", "每年1月31日前"),
        ("在每年年底提出议题。", "每年年底"),
        ("每年底前报告。", "每年底前"),
        ("每月5日前报送。", "每月5日前"),
        ("各部门在年中和年末报告执行情况。", "年中和年末"),
        ("半年和年底各通报一次。", "半年和年底"),
        ("年中总结工作。", ""),
    ],
)
def test_a_limit_that_names_no_day_is_kept_in_its_words(wording: str, words: str) -> None:
    assert limit_words(wording) == words
