import json
import math
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.package.canonical import (
    MAX_INTEGER,
    CanonicalError,
    Fault,
    decode_canonical,
    decode_record,
    encode,
    record_decoder,
)

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
    (b'{"a":1,"a":1}', Fault.DUPLICATE_KEY),
    (b'{"a":1,"a":2}', Fault.DUPLICATE_KEY),
    (b'[{"b":{"a":1,"a":1}}]', Fault.DUPLICATE_KEY),
    (b'{"a":1,"\\u0061":2}', Fault.DUPLICATE_KEY),
    (b'{"b":1,"a":2}', Fault.SPELLING),
    (b'{"a":1, "b":2}', Fault.SPELLING),
    (b'{"a": 1}', Fault.SPELLING),
    (b'{"a":1}\n', Fault.SPELLING),
    (b' {"a":1}', Fault.SPELLING),
    (b"[1,\t2]", Fault.SPELLING),
    (b'"\\u0041"', Fault.SPELLING),
    (b'"\\u6c49"', Fault.SPELLING),
    (b'"\\/"', Fault.SPELLING),
    (b'"\\u000a"', Fault.SPELLING),
    (b'"\\u001F"', Fault.SPELLING),
    (b'"\\ud83d\\ude00"', Fault.SPELLING),
    (b"-0", Fault.SPELLING),
    (b"1.0", Fault.FRACTION),
    (b"[0.5]", Fault.FRACTION),
    (b"-0.0", Fault.FRACTION),
    (b"1e2", Fault.FRACTION),
    (b'{"a":1E5}', Fault.FRACTION),
    (b"1e400", Fault.FRACTION),
    (b"9223372036854775808", Fault.INTEGER),
    (b"-9223372036854775808", Fault.INTEGER),
    (b"18446744073709551616", Fault.INTEGER),
    (b'{"a":[99999999999999999999999999]}', Fault.INTEGER),
    (b"9" * 400, Fault.INTEGER),
    (b'"\\u0000"', Fault.NUL),
    (b'{"a\\u0000":1}', Fault.NUL),
    (b'["\\\\","\\u0000"]', Fault.NUL),
    (b'"\\ud800"', Fault.SURROGATE),
    (b'"\\udc00x"', Fault.SURROGATE),
    (b'"\\ud800\\u0041"', Fault.SURROGATE),
    (b'"\xed\xa0\x80"', Fault.NOT_UTF8),
    (b'"\xff"', Fault.NOT_UTF8),
    (b'"\xc0\xaf"', Fault.NOT_UTF8),
    (b'"\xf4\x90\x80\x80"', Fault.NOT_UTF8),
    (b"[" * 17 + b"]" * 17, Fault.DEPTH),
    (b'{"a":' * 17 + b"1" + b"}" * 17, Fault.DEPTH),
    (b"[" * 100_000 + b"]" * 100_000, Fault.DEPTH),
    (b"[" * 100_000, Fault.DEPTH),
    (b"", Fault.MALFORMED),
    (b"NaN", Fault.MALFORMED),
    (b"Infinity", Fault.MALFORMED),
    (b"-Infinity", Fault.MALFORMED),
    (b"01", Fault.MALFORMED),
    (b"+1", Fault.MALFORMED),
    (b"0x10", Fault.MALFORMED),
    (b"{'a':1}", Fault.MALFORMED),
    (b'{"a":1,}', Fault.MALFORMED),
    (b"[1,]", Fault.MALFORMED),
    (b'{"a":1', Fault.MALFORMED),
    (b"{a:1}", Fault.MALFORMED),
    (b"{1:1}", Fault.MALFORMED),
    (b"1 2", Fault.MALFORMED),
    (b"{}{}", Fault.MALFORMED),
    (b"True", Fault.MALFORMED),
    (b"/* */1", Fault.MALFORMED),
    (b'"a\nb"', Fault.MALFORMED),
    (b'"a\x00b"', Fault.MALFORMED),
    (b'"\\x41"', Fault.MALFORMED),
    (b"\xef\xbb\xbf1", Fault.MALFORMED),
    ("1".encode("utf-16"), Fault.MALFORMED),
]


@pytest.mark.parametrize(("data", "fault"), FAULTS, ids=lambda value: repr(value)[:40])
def test_every_other_spelling_is_refused(data: bytes, fault: Fault) -> None:
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
    assert encode(decode_canonical(data)) == data


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (1.0, Fault.FRACTION),
        ([math.nan], Fault.FRACTION),
        ({"a": math.inf}, Fault.FRACTION),
        (2**63, Fault.INTEGER),
        (-(2**63), Fault.INTEGER),
        ("a\0", Fault.NUL),
        ({"\0": 1}, Fault.NUL),
        ("\ud800", Fault.SURROGATE),
        ({1: 2}, Fault.KEY_TYPE),
        ({None: 2}, Fault.KEY_TYPE),
        (json.loads("[" * 17 + "]" * 17), Fault.DEPTH),
    ],
)
def test_values_without_spelling_are_not_written(value: Any, fault: Fault) -> None:
    with pytest.raises(CanonicalError) as caught:
        encode(value)
    assert caught.value.fault == fault


def test_keys_are_sorted_at_every_depth() -> None:
    value = {"b": [{"z": 1, "y": {"d": 1, "c": 2}}], "a": Record("张三")}
    assert encode(value) == '{"a":{"name":"张三","number":0},"b":[{"y":{"c":2,"d":1},"z":1}]}'.encode()


def test_depth_can_be_narrowed() -> None:
    assert decode_canonical(b"[[1]]", max_depth=2) == [[1]]
    with pytest.raises(CanonicalError):
        decode_canonical(b"[[1]]", max_depth=1)


@given(values)
def test_round_trip(value: Any) -> None:
    data = encode(value)
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

    assert encode(shuffled(value)) == encode(value)


class Anything(msgspec.Struct):
    value: Any


@pytest.mark.parametrize(("data", "_fault"), FAULTS, ids=lambda value: repr(value)[:40])
def test_what_is_refused_makes_no_struct(data: bytes, _fault: Fault) -> None:
    assert decode_record(b'{"value":' + data + b"}", record_decoder(Anything)) is None


@pytest.mark.parametrize("data", [b'{"name":"a","new":1,"number":2}', b'{"name":1,"number":2}', b'{"number":2}'])
def test_a_struct_that_does_not_fit_is_left_to_others(data: bytes) -> None:
    assert decode_record(data, record_decoder(Record)) is None


@given(values)
def test_a_struct_is_read_as_its_values_are(value: Any) -> None:
    data = encode({"value": value})
    found = decode_record(data, record_decoder(Anything))
    assert found is None or found.value == decode_canonical(data)["value"] == value
