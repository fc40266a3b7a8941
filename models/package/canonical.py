"""Canonical JSON: one value has exactly one spelling, so signed bytes and re-encoded bytes never differ.

UTF-8, object keys in code-point order, no white space, no escape that is not needed, integers within ±(2^63−1), no
fractions, no NUL. Reading refuses every input that is not byte for byte what writing would make of its value.
"""

import json
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

import msgspec

T = TypeVar("T")
MAX_DEPTH = 16
MAX_INTEGER = 2**63 - 1
_DIGITS_TO_0 = bytes(ord("0") if chr(byte) in "0123456789" else ord(" ") for byte in range(256))
_LONG_NUMBER = b"0" * 19
"""What a number beyond 63 bits looks like after that table: five times faster than a regular expression."""
_NO_OPENINGS = bytes(byte for byte in range(256) if chr(byte) not in "[{\n")
"""What does not open a container: a line without it is as long as it has containers."""
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class CanonicalFault(StrEnum):
    """What is wrong with a text that is not canonical JSON."""

    MALFORMED = "malformed"
    NOT_UTF8 = "not UTF-8"
    SURROGATE = "lone surrogate"
    FRACTION = "fraction or exponent"
    INTEGER = "integer beyond 63 bits"
    NUL = "NUL character"
    DEPTH = "too deep"
    DUPLICATE_KEY = "duplicate key"
    KEY_TYPE = "key is not a string"
    SPELLING = "not the canonical spelling"


class CanonicalError(Exception):
    """The bytes, or the value, have no canonical spelling; `fault` says why."""

    def __init__(self, fault: CanonicalFault) -> None:
        super().__init__(fault)
        self.fault = fault


def encode_canonical(value: Any) -> bytes:
    """The canonical spelling of `value`, built from JSON values and msgspec structs.

    Raises:
        CanonicalError: a fraction, a NUL, a lone surrogate, too big an integer, or a key that is no string.
    """
    plain = msgspec.to_builtins(value, order="deterministic")
    _refuse(plain, MAX_DEPTH)
    try:
        return _ENCODER.encode(plain)
    except UnicodeEncodeError as error:
        raise CanonicalError(CanonicalFault.SURROGATE) from error


def decode_canonical(data: bytes, max_depth: int = MAX_DEPTH) -> Any:
    """The value spelled by `data`; containers may nest `max_depth` deep.

    Raises:
        CanonicalError: the bytes are not the canonical spelling of any value.
    """
    try:
        value = _DECODER.decode(data)
        same = _ENCODER.encode(value) == data
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise CanonicalError(_why_malformed(data, error)) from error
    if not same:
        raise CanonicalError(_why_spelled_differently(data))
    if _needs_a_walk(data, max_depth):
        _refuse(value, max_depth)
    return value


def decode_records(lines: Sequence[bytes], decoder: msgspec.json.Decoder[T]) -> list[T] | None:
    """The structs that these lines spell, in a fraction of the time of decoding and converting each.

    `decoder` is one of `record_decoder`. None means nothing but that `decode_canonical` has to be asked of each: one
    may be bad, or the struct may not know all that it says.
    """
    data = b"\n".join((*lines, b""))
    try:
        values = decoder.decode_lines(data)
        if len(values) != len(lines) or _ENCODER.encode_lines(values) != data:
            return None
        if _needs_a_walk(data, MAX_DEPTH):
            for line in lines:
                if _needs_a_walk(line, MAX_DEPTH):
                    decode_canonical(line)
    except (msgspec.DecodeError, RecursionError, ValueError, CanonicalError):
        return None
    return values


def record_decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    """A decoder of structs that refuses fractions."""
    return msgspec.json.Decoder(kind, float_hook=_refuse_fraction)


def _needs_a_walk(data: bytes, max_depth: int) -> bool:
    """Cheap looks at the bytes of one value, or of lines of them, which spare nearly every one the walk over it."""
    return (
        (b"\\" in data and b"\\u0000" in data)
        or max(map(len, data.translate(None, _NO_OPENINGS).split(b"\n"))) > max_depth
        or _LONG_NUMBER in data.translate(_DIGITS_TO_0)
    )


def _refuse_fraction(_text: str) -> NoReturn:
    raise ValueError(CanonicalFault.FRACTION)


_DECODER = msgspec.json.Decoder(float_hook=_refuse_fraction)
_ENCODER = msgspec.json.Encoder(order="sorted")


def _refuse(value: Any, depth: int) -> None:
    kind = type(value)
    if kind is str:
        if "\0" in value:
            raise CanonicalError(CanonicalFault.NUL)
    elif kind is int:
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise CanonicalError(CanonicalFault.INTEGER)
    elif kind is float:
        raise CanonicalError(CanonicalFault.FRACTION)
    elif kind is dict or kind is list:
        _refuse_inside(value, depth)


def _refuse_inside(container: dict[Any, Any] | list[Any], depth: int) -> None:
    if depth <= 0:
        raise CanonicalError(CanonicalFault.DEPTH)
    if isinstance(container, list):
        for value in container:
            _refuse(value, depth - 1)
        return
    for key, value in container.items():
        if type(key) is not str:
            raise CanonicalError(CanonicalFault.KEY_TYPE)
        _refuse(key, depth)
        _refuse(value, depth - 1)


def _why_malformed(data: bytes, error: Exception) -> CanonicalFault:
    if isinstance(error, RecursionError):
        return CanonicalFault.DEPTH
    try:
        data.decode()
    except UnicodeDecodeError:
        return CanonicalFault.NOT_UTF8
    if isinstance(error, msgspec.ValidationError):
        return CanonicalFault.FRACTION
    return CanonicalFault.SURROGATE if _SURROGATE.search(data) else CanonicalFault.MALFORMED


def _why_spelled_differently(data: bytes) -> CanonicalFault:
    try:
        json.loads(data, object_pairs_hook=_refuse_duplicates)
    except RecursionError:
        return CanonicalFault.DEPTH
    except CanonicalError as error:
        return error.fault
    return CanonicalFault.SPELLING


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise CanonicalError(CanonicalFault.DUPLICATE_KEY)
    return dict(pairs)
