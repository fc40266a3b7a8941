from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.paper.line_breaking import break_lines


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 4, ()),
        ("应当依法", 4, ("应当依法",)),
        ("应当依法行政", 4, ("应当依法", "行政")),
        ("应当依法。", 4, ("应当依", "法。")),
        ("（一）依法", 3, ("（一）", "依法")),
        ("依法（一）", 3, ("依法", "（一）")),
        ("共12345件", 5, ("共", "12345", "件")),
        ("率3.5%，高", 6, ("率3.5%，", "高")),
        ("甲\n\n乙", 9, ("甲", "", "乙")),
        ("123456789", 4, ("1234", "5678", "9")),
        ("扣分（－12，甲", 6, ("扣分", "（－12，甲")),
        ("扣分－12分", 4, ("扣分", "－12分")),
        ("0371-678-88", 5, ("0371-", "678-", "88")),
        ("the law", 4, ("the", "law")),
        ("。。。。。。", 4, ("。。。。", "。。")),
    ],
)
def test_lines(text: str, room: int, lines: tuple[str, ...]) -> None:
    assert break_lines(text, room, len) == lines


@given(st.text("应当，。（）“”12 ab\n"), st.integers(1, 9))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, room: int) -> None:
    lines = break_lines(text, room, len)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(len(line) <= room for line in lines)
