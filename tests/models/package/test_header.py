import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.package.envelope import read_envelope
from models.package.header import PayloadInfo, decode_header, encode_header
from tests.models.package.samples import CENTRE, UNIT_A, RawHeader, header_of, spell, spoil, take_apart

codes = st.from_regex(r"[0-9A-Za-z_.-]{1,64}", fullmatch=True)
numbers = st.integers(1, 2**63 - 1)


@given(codes, codes, numbers, numbers, st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,63}", fullmatch=True), numbers))
def test_round_trip(unit: str, workspace: str, sequence: int, length: int, counts: dict[str, int]) -> None:
    info = PayloadInfo(encryption="age", length=length, sha256="0" * 64)
    header = header_of(UNIT_A, unit=unit, workspace=workspace, sequence=sequence, counts=counts, payload=info)
    assert decode_header(encode_header(header)) == header


def newer(raw: RawHeader) -> None:
    raw["format"] = [1, 9]
    raw["weather"] = {"sky": "clear", "clouds": [1, 2]}
    raw["extra"] = "a name of our own"
    raw["payload"]["compression"] = "none"


def test_newer_minor_is_kept_and_written_again(plan: bytes) -> None:
    package = spoil(plan, newer, CENTRE.key)
    envelope = read_envelope(io.BytesIO(package))
    assert envelope.header.extra == {"weather": {"sky": "clear", "clouds": [1, 2]}, "extra": "a name of our own"}
    assert envelope.header.payload.extra == {"compression": "none"}
    assert encode_header(envelope.header) == envelope.header_bytes


@pytest.mark.parametrize("created", ["", "1970-01-01T00:00:00Z", "2099-12-31T23:59:59+08:00", "2020-01-01T00:00:00"])
def test_clock_decides_nothing(plan: bytes, created: str) -> None:
    package = spoil(plan, lambda raw: raw.update(created=created), CENTRE.key)
    assert read_envelope(io.BytesIO(package)).header.created == created


@pytest.mark.parametrize("text", ["张三", "李四", "41010119800101001X", "要点", "ZD001 某某局"])
def test_no_personal_data_outside(submission: bytes, text: str) -> None:
    assert text.encode() not in submission


def test_every_text_is_a_code_or_a_digest(submission: bytes) -> None:
    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for inner in value.values() for text in texts(inner)]
        return [value] if isinstance(value, str) else []

    assert all(text.isascii() and " " not in text for text in texts(take_apart(submission)[0]))


def test_header_is_canonical(plan: bytes) -> None:
    assert encode_header(read_envelope(io.BytesIO(plan)).header) == spell(take_apart(plan)[0])
