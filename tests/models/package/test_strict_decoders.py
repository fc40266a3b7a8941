"""Whatever the bytes: a decoder gives what they say, or says in its own words why not, and nothing else is raised."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from models.package.canonical import CanonicalError, decode_canonical, encode_canonical
from models.package.envelope import read_envelope
from models.package.errors import PackageError, explain_refusal
from models.package.header import decode_header, encode_header
from models.package.keys import recipient_of
from models.package.roster import DOMAIN_TAG, Roster, SignedRoster, accept_roster
from models.package.suites import sign
from tests.models.package.extremes import changes
from tests.models.package.samples import CENTRE, make_plan

HEADER: dict[str, Any] = msgspec.json.decode(encode_header(read_envelope(io.BytesIO(make_plan())).header))
ROSTER: dict[str, Any] = msgspec.to_builtins(
    Roster(number=1, entries=(), centre_key=CENTRE.key.public_key, recipients=(recipient_of(CENTRE.identity),))
)
PLAN = make_plan()


@contextmanager
def taken_or_refused() -> Iterator[None]:
    """What is refused is refused with a sentence, or has no canonical spelling."""
    try:
        yield
    except CanonicalError:
        return
    except PackageError as error:
        if not explain_refusal(error).endswith("。"):
            raise


@given(st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused(data: bytes) -> None:
    with taken_or_refused():
        decode_header(data)
    with taken_or_refused():
        assert encode_canonical(decode_canonical(data)) == data


@given(changes([*HEADER, *HEADER["payload"]]), st.booleans())
def test_a_header_of_extremes_is_read_as_it_says_or_refused(other: dict[str, Any], inside: bool) -> None:
    raw = HEADER | {"payload": HEADER["payload"] | other} if inside else HEADER | other
    with taken_or_refused():
        data = encode_canonical(raw)
        assert encode_header(decode_header(data)) == data


@given(changes(list(ROSTER)))
def test_a_roster_of_extremes_is_believed_as_it_says_or_refused(other: dict[str, Any]) -> None:
    raw = ROSTER | other
    with taken_or_refused():
        message = DOMAIN_TAG + encode_canonical(raw)
        signed = SignedRoster(raw, {CENTRE.key.public_key: sign(CENTRE.key, message).hex()})
        believed = msgspec.to_builtins(accept_roster(signed, CENTRE.key.public_key))
        said = {name: raw.get(name, believed[name]) for name in believed}
        assert encode_canonical(said) == encode_canonical(believed)


@given(st.integers(0, len(PLAN)), st.integers(0, 40), st.binary(max_size=40))
def test_a_package_with_a_piece_replaced_is_the_same_or_refused(at: int, length: int, piece: bytes) -> None:
    data = PLAN[:at] + piece + PLAN[at + length :]
    with taken_or_refused():
        read_envelope(io.BytesIO(data))
        assert data == PLAN
