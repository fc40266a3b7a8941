from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.number_pattern import (
    LONGEST,
    fits_pattern,
    pattern_example,
    pattern_fault,
    pattern_in_words,
    plain_pattern,
)


@pytest.mark.parametrize(
    ("pattern", "number", "good"),
    [
        ("豫A########", "豫A12345678", True),
        ("豫A########", "豫A1234567", False),
        ("豫A########", "豫A123456789", False),
        ("豫A########", "豫B12345678", False),
        ("豫A########", "豫A1234567X", False),
        ("豫A########", "豫a 1234 5678", True),
        ("豫A########", "豫Ａ１２３４５６７８", True),
        ("豫@-##", "豫B-12", True),
        ("豫@-##", "豫1-12", False),
        ("豫@-##", "豫京-12", False),
        ("（####）执字第##号", "(2020)执字第07号", True),
        ("〔####〕##", "[2020]07", True),
        ("A.##", "AX12", False),
        ("", "什么都行", True),
        ("豫A*", "什么都行", True),
    ],
)
def test_a_number_fits_or_not(pattern: str, number: str, good: bool) -> None:
    assert fits_pattern(number, pattern) is good


@pytest.mark.parametrize(
    ("pattern", "words", "example"),
    [
        ("豫A########", "“豫A”加8位数字", "豫A12345678"),
        ("@@############", "2个字母加12位数字", "AB123456789012"),
        ("第#号", "“第”加1位数字加“号”", "第1号"),
        ("豫＠＃＃", "“豫”加1个字母加2位数字", "豫A12"),
    ],
)
def test_it_is_said_and_shown(pattern: str, words: str, example: str) -> None:
    assert (pattern_in_words(pattern), pattern_example(pattern)) == (words, example)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", ""),
        ("豫A ####", ""),
        ("豫A＃＃＃＃", ""),
        ("（####）执字第##号", ""),
        ("豫A*", "“*”在这里不代表任意字"),
        ("豫A????", "“?”在这里不代表任意字"),
        (r"\d####", r"编号里不会有“\”"),
        ("豫A#{8}", "编号里不会有“{”"),
        ("豫A、####", "编号里不会有“、”"),
        ("豫A12345678", "没有#也没有@，所有证件就成了同一个编号"),
        ("#" * (LONGEST + 1), "太长，共41个字，最多40个"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why(typed: str, fault: str) -> None:
    found = pattern_fault(typed)
    assert found.startswith(fault)
    assert bool(found) is bool(fault)


@given(st.text(st.sampled_from("#@豫A-（）第号.［］〔 ＃＠"), min_size=1, max_size=20))
def test_what_is_shown_always_fits(typed: str) -> None:
    pattern = plain_pattern(typed)
    assert plain_pattern(pattern) == pattern
    assert fits_pattern(pattern_example(typed), typed)
    if not pattern_fault(typed):
        assert not fits_pattern(f"{pattern_example(typed)}1", typed)
