from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from models.records.bounds import LINE, LONG_TEXT, MOST_ROWS, is_amount, is_digest, is_fit_at_a_glance
from models.records.entry import BadRecordError, to_record, to_records
from models.records.registry import ledger

GOOD_DIGEST = "0a" * 32


@pytest.mark.parametrize(
    ("ledger_id", "fields"),
    [
        ("training", {"held_on": "1900-01-01", "topic": "字" * LINE}),
        ("training", {"held_on": "2100-12-31", "remarks": "一\r\n二\t三\x0b" + "字" * (LONG_TEXT - 7)}),
        ("case", {"compensation_paid": "999999999999.999999"}),
        ("training", {"evidence": [{"name": "a.pdf", "digest": GOOD_DIGEST, "size": 1}]}),
    ],
)
def test_what_is_within_bounds_is_a_record(ledger_id: str, fields: dict[str, Any]) -> None:
    assert to_record(ledger(ledger_id), fields, coming_in=True)
    assert len(to_records(ledger(ledger_id), [fields, {}, fields], coming_in=True)) == 3


def test_none_are_within_bounds() -> None:
    assert to_records(ledger("training"), []) == []


OLDER: list[dict[str, Any]] = [
    {"topic": "字" * (LINE + 1)},
    {"topic": "a\x00b"},
    {"topic": "a\x1bb"},
    {"topic": "a\x86b"},
    {"topic": "a\uffffb"},
    {"evidence": [{"digest": "../x"}]},
    {"evidence": [{"digest": GOOD_DIGEST}] * (MOST_ROWS + 1)},
]


@pytest.mark.parametrize("fields", OLDER)
def test_what_an_older_program_let_in_goes_on_counting(fields: dict[str, Any]) -> None:
    assert to_record(ledger("training"), fields)


@pytest.mark.parametrize("fields", OLDER)
def test_what_is_unfit_is_not_passed_at_a_glance(fields: dict[str, Any]) -> None:
    with pytest.raises(BadRecordError):
        to_record(ledger("training"), fields, coming_in=True)
    line = msgspec.json.encode(fields)
    assert not _is_fit_at_a_glance(line)


def _is_fit_at_a_glance(line: bytes) -> bool:
    """Whether a line is passed among good ones."""
    lines = [b'{"topic":"a"}', line, b'{"topic":"b"}']
    return is_fit_at_a_glance(lines, map(bytes.decode, lines))


@pytest.mark.parametrize("code", [*range(0xA0), *range(0xFFF0, 0x10000)])
def test_no_odd_character_is_passed_at_a_glance(code: int) -> None:
    fields: dict[str, Any] = {"topic": f"字{chr(code)}"}
    line = msgspec.json.encode(fields)
    try:
        to_record(ledger("training"), fields, coming_in=True)
    except BadRecordError:
        assert not _is_fit_at_a_glance(line)


def test_most_records_are_fit_at_a_glance() -> None:
    text = '{"held_on":"2020-06-01","remarks":"第一，宪法。\\n第二，法律。","topic":"宪法"}'
    assert _is_fit_at_a_glance(text.encode())


@pytest.mark.parametrize(
    ("ledger_id", "fields", "said"),
    [
        ("training", {"held_on": "1899-12-31"}, "1899-12-31不在1900年到2100年之间"),
        ("training", {"held_on": "9999-12-31"}, "9999-12-31不在"),
        ("case", {"hearings": [{"on": "9999-12-31"}]}, "开庭.*：.*9999-12-31不在"),
        ("case", {"compensation_paid": "NaN"}, "金额"),
        ("case", {"compensation_paid": "sNaN"}, "金额"),
        ("case", {"compensation_paid": "-Infinity"}, "金额"),
        ("case", {"compensation_paid": "1E+999999"}, "金额"),
        ("case", {"compensation_paid": "1E-999999"}, "金额"),
        ("case", {"compensation_paid": "0E+999999"}, "金额"),
        ("case", {"compensation_paid": "0E-999999"}, "金额"),
        ("case", {"compensation_paid": "1" * 40}, "金额"),
        ("training", {"people": 10**16}, "数太大"),
        ("training", {"topic": "字" * (LINE + 1)}, f"超过{LINE}字"),
        ("training", {"remarks": "字" * (LONG_TEXT + 1)}, f"超过{LONG_TEXT}字"),
        ("training", {"topic": "a\x00b"}, "控制字符"),
        ("training", {"topic": "a\x1b[31mb"}, "控制字符"),
        ("case", {"hearings": [{"on": "2020-01-01"}] * (MOST_ROWS + 1)}, f"超过{MOST_ROWS}行"),
        ("training", {"evidence": [{"digest": f"../{'0' * 61}"}]}, "摘要"),
        ("training", {"evidence": [{"digest": GOOD_DIGEST.upper()}]}, "摘要"),
        ("training", {"evidence": [{"digest": f"{GOOD_DIGEST}\n"}]}, "摘要"),
    ],
)
def test_what_is_beyond_says_where_and_why(ledger_id: str, fields: dict[str, Any], said: str) -> None:
    for many in ([fields], [{}, fields, {"remarks": "一"}]):
        with pytest.raises(BadRecordError) as caught:
            to_records(ledger(ledger_id), many, coming_in=True)
        assert re.search(said, caught.value.detail)
        assert caught.value.detail in caught.value.sentence


@pytest.mark.parametrize(
    ("text", "good"), [("0", True), ("-12.5", True), ("1e5", True), ("1e18", False), ("NaN", False)]
)
def test_an_amount_can_be_added_up(text: str, good: bool) -> None:
    assert is_amount(Decimal(text)) is good


@pytest.mark.parametrize("text", ["", "0" * 63, "0" * 65, "g" * 64, "０" * 64, f"{'0' * 32}/{'0' * 31}"])
def test_only_a_digest_is_one(text: str) -> None:
    assert not is_digest(text)
