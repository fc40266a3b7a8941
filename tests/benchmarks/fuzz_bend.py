"""Random damage for the fuzzer: to bytes, and to JSON values that are then spelled as they should be."""

import copy
import json
from random import Random
from typing import Any

TOKENS: tuple[bytes, ...] = (
    b"null", b"true", b"NaN", b"-0", b"1e1", b"1.0", b"9223372036854775808", b"\\u0000", b"\\ud800",
    b"\xed\xa0\x80", b"\xff", b"\xc0\x80", b"\xef\xbb\xbf", b"\\/", b"\\u005a", b" ", b"\n", b"\r\n", b"\0", b",", b"{",
    b"}", b"[" * 40, b"]" * 40, b'"a":1,"a":2', b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"\xff" * 8, b"../",
    b"evidence/", b"records/", b"-9223372036854775809",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 1.5, float("nan"), "", " ", "a" * 70,
    "张三", "\0", "\ud800", "../x", "2020-02-30", "9999-12-31T23:59:59Z", "0" * 32, "f" * 64, [], {}, [[]], {"": ""},
    [1, "二"], "\u202e", "1e5",
    [["w1", 1]], {"w1": 0}, {"w1": 2**63 - 1}, ["w1", 1], ["2020-01-01T00:00:00Z", "x"], "submission", "age", "none",
)  # fmt: skip
DEEP: Any = [[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]


def bend_bytes(chance: Random, data: bytes) -> bytes:
    """One to three changes of single bits, bytes, tokens or slices."""
    bent = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = chance.randrange(len(bent) + 1)
        length = chance.choice((1, 1, 2, 4, 8, 30))
        match chance.randrange(6):
            case 0 if at < len(bent):
                bent[at] ^= 1 << chance.randrange(8)
            case 1 if at < len(bent):
                bent[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
            case 2:
                del bent[at : at + length]
            case 3:
                bent[at:at] = chance.choice(TOKENS)
            case 4:
                bent[at : at + length] = chance.choice(TOKENS)
            case _:
                start = chance.randrange(len(bent) + 1)
                bent[at:at] = bent[start : start + length]
    return bytes(bent)


def bend_value(chance: Random, value: Any) -> Any:
    """The value with one to three places changed, keys added, taken out, renamed or exchanged."""
    bent = json.loads(json.dumps(value))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        bent = _bend_once(chance, bent)
    return bent


def _bend_once(chance: Random, value: Any) -> Any:
    inside = isinstance(value, dict | list) and value and chance.random() < 0.85
    if not inside:
        return copy.deepcopy(DEEP) if chance.random() < 0.03 else copy.deepcopy(chance.choice(VALUES))
    places = list(value) if isinstance(value, dict) else list(range(len(value)))
    place, other = chance.choice(places), chance.choice(places)
    match chance.randrange(8):
        case 0:
            del value[place]
        case 1 if isinstance(value, dict):
            value[chance.choice(("", "x", "extra", "uid", "a\0", "é", str(place).upper()))] = copy.deepcopy(
                chance.choice(VALUES)
            )
        case 1:
            value.append(copy.deepcopy(chance.choice(VALUES)))
        case 2:
            value[place], value[other] = value[other], value[place]
        case 3 if isinstance(value, dict):
            value[f"{place}_"] = value.pop(place)
        case _:
            value[place] = _bend_once(chance, value[place])
    return value


def spell(value: Any) -> bytes:
    """JSON as packages spell it, whatever the value; what has no spelling is spelled all the same."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
