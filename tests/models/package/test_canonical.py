import json
import math
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.package.canonical import (
    MAX_DEPTH,
    MAX_INTEGER,
    CanonicalError,
    CanonicalFault,
    decode_canonical,
    decode_records,
    encode_canonical,
    record_decoder,
)

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | text,
    lambda inner: st.lists(inner) | st.dictionaries(text, inner),
    max_leaves=20,
)


class Record(msgspec.Struct):
    name: str
    number: int = 0


FAULTS = [
    (b'{"a":1,"a":1}', CanonicalFault.DUPLICATE_KEY),
    (b'{"a":1,"a":2}', CanonicalFault.DUPLICATE_KEY),
    (b'[{"b":{"a":1,"a":1}}]', CanonicalFault.DUPLICATE_KEY),
    (b'{"a":1,"\\u0061":2}', CanonicalFault.DUPLICATE_KEY),
    (b'{"b":1,"a":2}', CanonicalFault.SPELLING),
    (b'{"a":1, "b":2}', CanonicalFault.SPELLING),
    (b'{"a": 1}', CanonicalFault.SPELLING),
    (b'{"a":1}\n', CanonicalFault.SPELLING),
    (b' {"a":1}', CanonicalFault.SPELLING),
    (b"[1,\t2]", CanonicalFault.SPELLING),
    (b'"\\u0041"', CanonicalFault.SPELLING),
    (b'"\\u6c49"', CanonicalFault.SPELLING),
    (b'"\\/"', CanonicalFault.SPELLING),
    (b'"\\u000a"', CanonicalFault.SPELLING),
    (b'"\\u001F"', CanonicalFault.SPELLING),
    (b'"\\ud83d\\ude00"', CanonicalFault.SPELLING),
    (b"-0", CanonicalFault.SPELLING),
    (b"1.0", CanonicalFault.FRACTION),
    (b"[0.5]", CanonicalFault.FRACTION),
    (b"-0.0", CanonicalFault.FRACTION),
    (b"1e2", CanonicalFault.FRACTION),
    (b'{"a":1E5}', CanonicalFault.FRACTION),
    (b"1e400", CanonicalFault.FRACTION),
    (b"9223372036854775808", CanonicalFault.INTEGER),
    (b"-9223372036854775808", CanonicalFault.INTEGER),
    (b"18446744073709551616", CanonicalFault.INTEGER),
    (b'{"a":[99999999999999999999999999]}', CanonicalFault.INTEGER),
    (b"9" * 400, CanonicalFault.INTEGER),
    (b'"\\u0000"', CanonicalFault.NUL),
    (b'{"a\\u0000":1}', CanonicalFault.NUL),
    (b'["\\\\","\\u0000"]', CanonicalFault.NUL),
    (b'"\\ud800"', CanonicalFault.SURROGATE),
    (b'"\\udc00x"', CanonicalFault.SURROGATE),
    (b'"\\ud800\\u0041"', CanonicalFault.SURROGATE),
    (b'"\xed\xa0\x80"', CanonicalFault.NOT_UTF8),
    (b'"\xff"', CanonicalFault.NOT_UTF8),
    (b'"\xc0\xaf"', CanonicalFault.NOT_UTF8),
    (b'"\xf4\x90\x80\x80"', CanonicalFault.NOT_UTF8),
    (b"[" * 17 + b"]" * 17, CanonicalFault.DEPTH),
    (b'{"a":' * 17 + b"1" + b"}" * 17, CanonicalFault.DEPTH),
    (b"[" * 100_000 + b"]" * 100_000, CanonicalFault.DEPTH),
    (b"[" * 100_000, CanonicalFault.DEPTH),
    (b"", CanonicalFault.MALFORMED),
    (b"NaN", CanonicalFault.MALFORMED),
    (b"Infinity", CanonicalFault.MALFORMED),
    (b"-Infinity", CanonicalFault.MALFORMED),
    (b"01", CanonicalFault.MALFORMED),
    (b"+1", CanonicalFault.MALFORMED),
    (b"0x10", CanonicalFault.MALFORMED),
    (b"{'a':1}", CanonicalFault.MALFORMED),
    (b'{"a":1,}', CanonicalFault.MALFORMED),
    (b"[1,]", CanonicalFault.MALFORMED),
    (b'{"a":1', CanonicalFault.MALFORMED),
    (b"{a:1}", CanonicalFault.MALFORMED),
    (b"{1:1}", CanonicalFault.MALFORMED),
    (b"1 2", CanonicalFault.MALFORMED),
    (b"{}{}", CanonicalFault.MALFORMED),
    (b"True", CanonicalFault.MALFORMED),
    (b"/* */1", CanonicalFault.MALFORMED),
    (b'"a\nb"', CanonicalFault.MALFORMED),
    (b'"a\x00b"', CanonicalFault.MALFORMED),
    (b'"\\x41"', CanonicalFault.MALFORMED),
    (b"\xef\xbb\xbf1", CanonicalFault.MALFORMED),
    ("1".encode("utf-16"), CanonicalFault.NOT_UTF8),
]


@pytest.mark.parametrize(("data", "fault"), FAULTS, ids=lambda value: repr(value)[:40])
def test_every_other_spelling_is_refused(data: bytes, fault: CanonicalFault) -> None:
    with pytest.raises(CanonicalError) as caught:
        decode_canonical(data)
    assert caught.value.fault == fault


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"[]",
        b"null",
        b'"\\\\u0000"',
        b'"' + b"{[" * 40 + b'"',
        b'"12345678901234567890123"',
        b"9223372036854775807",
        b"-9223372036854775807",
        b'"\\n\\t\\"\\u001f\x7f/"',
        '{"\uffff":1,"\U0001f600":2}'.encode(),
        b"[" * 16 + b"]" * 16,
    ],
)
def test_canonical_spelling_is_taken(data: bytes) -> None:
    assert encode_canonical(decode_canonical(data)) == data


def test_a_set_has_one_spelling() -> None:
    letters = "九八七六五四三二一"
    assert json.loads(encode_canonical({"set": set(letters)})) == {"set": sorted(letters)}


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (1.0, CanonicalFault.FRACTION),
        ([math.nan], CanonicalFault.FRACTION),
        ({"a": math.inf}, CanonicalFault.FRACTION),
        (2**63, CanonicalFault.INTEGER),
        (-(2**63), CanonicalFault.INTEGER),
        ("a\0", CanonicalFault.NUL),
        ({"\0": 1}, CanonicalFault.NUL),
        ("\ud800", CanonicalFault.SURROGATE),
        ({1: 2}, CanonicalFault.KEY_TYPE),
        ({None: 2}, CanonicalFault.KEY_TYPE),
        (json.loads("[" * 17 + "]" * 17), CanonicalFault.DEPTH),
    ],
)
def test_values_without_spelling_are_not_written(value: Any, fault: CanonicalFault) -> None:
    with pytest.raises(CanonicalError) as caught:
        encode_canonical(value)
    assert caught.value.fault == fault


def test_keys_are_sorted_at_every_depth() -> None:
    value = {"b": [{"z": 1, "y": {"d": 1, "c": 2}}], "a": Record("张三")}
    assert encode_canonical(value) == '{"a":{"name":"张三","number":0},"b":[{"y":{"c":2,"d":1},"z":1}]}'.encode()


def test_depth_can_be_narrowed() -> None:
    assert decode_canonical(b"[[1]]", max_depth=2) == [[1]]
    with pytest.raises(CanonicalError):
        decode_canonical(b"[[1]]", max_depth=1)


@given(values)
def test_round_trip(value: Any) -> None:
    data = encode_canonical(value)
    assert decode_canonical(data, max_depth=50) == value
    assert json.loads(data) == value


@given(values, st.randoms(use_true_random=False))
def test_one_value_one_spelling(value: Any, random: Any) -> None:
    def shuffled(inner: Any) -> Any:
        if isinstance(inner, list):
            return [shuffled(each) for each in inner]
        if isinstance(inner, dict):
            keys = random.sample(list(inner), len(inner))
            return {key: shuffled(inner[key]) for key in keys}
        return inner

    assert encode_canonical(shuffled(value)) == encode_canonical(value)


class Anything(msgspec.Struct):
    value: Any


@pytest.mark.parametrize(("data", "_fault"), FAULTS, ids=lambda value: repr(value)[:40])
def test_what_is_refused_makes_no_struct(data: bytes, _fault: CanonicalFault) -> None:
    lines = [b'{"value":1}', b'{"value":' + data + b"}", b'{"value":2}']
    assert decode_records(lines, record_decoder(Anything)) is None
    assert decode_records(lines[1:2], record_decoder(Anything)) is None


@pytest.mark.parametrize("data", [b'{"name":"a","new":1,"number":2}', b'{"name":1,"number":2}', b'{"number":2}'])
def test_a_struct_that_does_not_fit_is_left_to_others(data: bytes) -> None:
    assert decode_records([b'{"name":"a","number":1}', data], record_decoder(Record)) is None


@pytest.mark.parametrize(
    "lines",
    [
        [b'{"value":1}{"value":2}'],
        [b'{"value":1}\n{"value":2}'],
        [b'{"value":1}\n'],
        [b'{"value":', b"1}"],
        [b'{"value":1}', b""],
        [b""],
    ],
    ids=repr,
)
def test_a_line_is_one_struct(lines: list[bytes]) -> None:
    assert decode_records(lines, record_decoder(Anything)) is None


@pytest.mark.parametrize("deep", [MAX_DEPTH, MAX_DEPTH + 1])
def test_many_brackets_are_looked_at_line_by_line(deep: int) -> None:
    nested = b'{"value":' + b"[" * (deep - 1) + b"]" * (deep - 1) + b"}"
    side_by_side = b'{"value":[' + b",".join([b"[]"] * MAX_DEPTH) + b"]}"
    found = decode_records([side_by_side, nested], record_decoder(Anything))
    assert (found is None) is (deep > MAX_DEPTH)


@given(values)
def test_a_struct_is_read_as_its_values_are(value: Any) -> None:
    data = encode_canonical({"value": value})
    found = decode_records([data], record_decoder(Anything))
    assert found is None or found[0].value == decode_canonical(data)["value"] == value


@given(st.lists(values))
def test_structs_are_read_together_as_each_is(some: list[Any]) -> None:
    lines = [encode_canonical({"value": value}) for value in some]
    found = decode_records(lines, record_decoder(Anything))
    assert found is None or [one.value for one in found] == some
