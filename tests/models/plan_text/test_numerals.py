from __future__ import annotations

import pytest

from models.plan_text.marks import MarkLevel, mark_of
from models.plan_text.numerals import chinese_numeral, chinese_year, read_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("二十一", 21),
        ("六十", 60),
        ("两", 2),
        ("一百零五", 105),
        ("１２", 12),
        ("㈡", 2),
        ("⑶", 3),
        ("⒋", 4),
    ],
)
def test_number(text: str, value: int) -> None:
    assert read_numeral(text) == value


@pytest.mark.parametrize("text", ["", "甲", "一甲"])
def test_no_number(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize("value", range(1, 100))
def test_chinese_reads_back(value: int) -> None:
    assert read_numeral(chinese_numeral(value)) == value


def test_chinese_year() -> None:
    assert (chinese_year("二〇二一"), chinese_year("二一")) == (2021, None)


@pytest.mark.parametrize(
    ("line", "level", "value", "rest"),
    [
        ("第三章　监督", MarkLevel.PART, 3, "监督"),
        ("第一部分：监督", MarkLevel.PART, 1, "监督"),
        ("十二、监督", MarkLevel.CHINESE, 12, "监督"),
        ("(二十)监督", MarkLevel.BRACKET, 20, "监督"),
        ("（ 三 ）、监督", MarkLevel.BRACKET, 3, "监督"),
        ("㈣监督", MarkLevel.BRACKET, 4, "监督"),
        ("5．监督", MarkLevel.DIGIT, 5, "监督"),
        ("第六条 监督", MarkLevel.ARTICLE, 6, "监督"),
        ("（7）监督", MarkLevel.BRACKET_DIGIT, 7, "监督"),
        ("①监督", MarkLevel.CIRCLED, 1, "监督"),
    ],
)
def test_mark(line: str, level: MarkLevel, value: int, rest: str) -> None:
    mark = mark_of(line)
    assert mark
    assert (mark.level, mark.number, mark.rest) == (level, value, rest)


@pytest.mark.parametrize(
    "line", ["2020年工作", "1.5万元", "一是加强", "（含）监督", "3次以上", "十三五规划", "(2020)号"]
)
def test_no_mark(line: str) -> None:
    assert mark_of(line) is None
