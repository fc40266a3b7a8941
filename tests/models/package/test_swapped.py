"""Parts of two good packages put together."""

from __future__ import annotations

import io

import pytest

from models.package.envelope import read_envelope
from models.package.errors import PackageError, ReadingStep
from models.package.payload import open_payload
from tests.models.package.samples import CENTRE, Part, manifest_of, sha, take_apart, with_payload, zip_of

FIRST, SECOND = b"photo of A", b"photo of B"


def package(plan: bytes, content: bytes) -> bytes:
    return with_payload(plan, zip_of([part(content)]), CENTRE.key)


def part(content: bytes, name: bytes | None = None) -> Part:
    return Part(f"evidence/{sha(content if name is None else name)}", content)


def step(data: bytes) -> ReadingStep:
    with pytest.raises(PackageError) as caught, open_payload(read_envelope(io.BytesIO(data))):
        pass
    return caught.value.step


def test_swapped_evidence_is_refused(plan: bytes) -> None:
    first, second = package(plan, FIRST), package(plan, SECOND)
    swapped = first.replace(FIRST, SECOND)
    assert (len(swapped), step(swapped)) == (len(first), ReadingStep.DIGEST)
    other = take_apart(second)[1]
    assert step(first[: -len(take_apart(first)[1])] + other) in (ReadingStep.LENGTH, ReadingStep.DIGEST)


@pytest.mark.parametrize(
    "parts",
    [
        [part(SECOND)],
        [part(SECOND, name=FIRST)],
        [part(FIRST), part(SECOND)],
        [part(SECOND, name=FIRST), part(FIRST, name=SECOND)],
    ],
)
def test_swapped_evidence_signed_again_is_refused(plan: bytes, parts: list[Part]) -> None:
    parts.sort(key=lambda one: one.name)
    lying = zip_of(parts, manifest=manifest_of([part(FIRST)], {}))
    assert step(with_payload(plan, lying, CENTRE.key)) == ReadingStep.ENTRY
