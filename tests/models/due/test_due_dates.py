"""How urgent what is due looks."""

import datetime as dt

import pytest

from models.due.due_dates import Due
from models.records.tone import Tone


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (-1, "已超期1天", Tone.BAD),
        (0, "就是今天", Tone.WARN),
        (30, "还有30天", Tone.WARN),
        (31, "还有31天", Tone.CALM),
    ],
)
def test_urgency(left: int, words: str, tone: Tone) -> None:
    due = Due(dt.date(2020, 6, 1), left, "报送", "上半年", "submit")
    assert (due.words, due.tone) == (words, tone)
