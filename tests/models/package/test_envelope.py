import io
from collections.abc import Callable
from typing import Any

import pytest

from models.package.envelope import MAGIC, MAX_HEADER, read_envelope, write_package
from models.package.errors import (
    DamagedPackageError,
    PackageError,
    ReadingStep,
    UnsupportedPackageError,
    UntrustedPackageError,
)
from models.package.suites import key_id
from tests.models.package.samples import (
    CENTRE,
    UNIT_A,
    UNIT_B,
    RawHeader,
    header_of,
    make_plan,
    put_together,
    sha,
    small_submission,
    spell,
    spoil,
    take_apart,
)

WEAK = "ed25519:" + "00" * 32
FAULTS: list[tuple[str, Any, type[PackageError], ReadingStep]] = [
    ("format", [2, 0], UnsupportedPackageError, ReadingStep.VERSION),
    ("format", [99, 7], UnsupportedPackageError, ReadingStep.VERSION),
    ("format", [0, 1], DamagedPackageError, ReadingStep.HEADER),
    ("format", [1], DamagedPackageError, ReadingStep.HEADER),
    ("format", [1, 0, 0], DamagedPackageError, ReadingStep.HEADER),
    ("format", "1.0", DamagedPackageError, ReadingStep.HEADER),
    ("format", [True, 0], DamagedPackageError, ReadingStep.HEADER),
    ("format", None, DamagedPackageError, ReadingStep.HEADER),
    ("must_understand", ["time travel"], UnsupportedPackageError, ReadingStep.VERSION),
    ("must_understand", "", DamagedPackageError, ReadingStep.HEADER),
    ("must_understand", [1], DamagedPackageError, ReadingStep.HEADER),
    ("suite", "sm2", UnsupportedPackageError, ReadingStep.VERSION),
    ("suite", "none", UnsupportedPackageError, ReadingStep.VERSION),
    ("suite", None, DamagedPackageError, ReadingStep.HEADER),
    ("kind", "petition", UnsupportedPackageError, ReadingStep.VERSION),
    ("kind", 1, DamagedPackageError, ReadingStep.HEADER),
    ("kind", "submission", DamagedPackageError, ReadingStep.HEADER),
    ("package_id", "", DamagedPackageError, ReadingStep.HEADER),
    ("package_id", "../x", DamagedPackageError, ReadingStep.HEADER),
    ("package_id", "abc\n", DamagedPackageError, ReadingStep.HEADER),
    ("package_id", 7, DamagedPackageError, ReadingStep.HEADER),
    ("unit", "", DamagedPackageError, ReadingStep.HEADER),
    ("unit", "张三", DamagedPackageError, ReadingStep.HEADER),
    ("unit", None, DamagedPackageError, ReadingStep.HEADER),
    ("public_key", WEAK, UntrustedPackageError, ReadingStep.KEY),
    ("public_key", UNIT_A.key.public_key[:-2], UntrustedPackageError, ReadingStep.KEY),
    ("public_key", UNIT_A.key.public_key, DamagedPackageError, ReadingStep.HEADER),
    ("public_key", [], DamagedPackageError, ReadingStep.HEADER),
    ("key_id", UNIT_A.key_id, DamagedPackageError, ReadingStep.HEADER),
    ("key_id", "A" * 64, DamagedPackageError, ReadingStep.HEADER),
    ("recipient", None, DamagedPackageError, ReadingStep.HEADER),
    ("recipient", "41010119800101001X 张三", DamagedPackageError, ReadingStep.HEADER),
    ("period", 2020, DamagedPackageError, ReadingStep.HEADER),
    ("period", "a/b", DamagedPackageError, ReadingStep.HEADER),
    ("workspace", "", DamagedPackageError, ReadingStep.HEADER),
    ("sequence", 0, DamagedPackageError, ReadingStep.HEADER),
    ("sequence", "3", DamagedPackageError, ReadingStep.HEADER),
    ("sequence", True, DamagedPackageError, ReadingStep.HEADER),
    ("sequence", 2**63, DamagedPackageError, ReadingStep.HEADER),
    ("previous", "b2", DamagedPackageError, ReadingStep.HEADER),
    ("roster", -1, DamagedPackageError, ReadingStep.HEADER),
    ("minimum_program", "1", DamagedPackageError, ReadingStep.HEADER),
    ("program", "", DamagedPackageError, ReadingStep.HEADER),
    ("created", "yesterday", DamagedPackageError, ReadingStep.HEADER),
    ("created", 0, DamagedPackageError, ReadingStep.HEADER),
    ("payload", None, DamagedPackageError, ReadingStep.HEADER),
    ("payload", {}, DamagedPackageError, ReadingStep.HEADER),
    ("payload", {"encryption": "zip", "length": 1, "sha256": "0" * 64}, DamagedPackageError, ReadingStep.HEADER),
    ("payload", {"encryption": "none", "length": -1, "sha256": "0" * 64}, DamagedPackageError, ReadingStep.HEADER),
    ("payload", {"encryption": "none", "length": 1, "sha256": "0" * 64}, DamagedPackageError, ReadingStep.LENGTH),
    ("counts", {"../x": 1}, DamagedPackageError, ReadingStep.HEADER),
    ("counts", {"court_case": -1}, DamagedPackageError, ReadingStep.HEADER),
    ("counts", {"court_case": "1"}, DamagedPackageError, ReadingStep.HEADER),
    ("counts", [], DamagedPackageError, ReadingStep.HEADER),
    ("journal_head", "x", DamagedPackageError, ReadingStep.HEADER),
]
FIELDS = sorted({name for name, *_ in FAULTS})


def refusal(data: bytes) -> PackageError:
    with pytest.raises(PackageError) as caught:
        read_envelope(io.BytesIO(data))
    return caught.value


def refused(data: bytes) -> bool:
    try:
        read_envelope(io.BytesIO(data))
    except PackageError:
        return True
    return False


def test_good_package_is_read(plan: bytes) -> None:
    envelope = read_envelope(io.BytesIO(plan))
    assert envelope.header.public_key == CENTRE.key.public_key
    assert envelope.digest == sha(plan)
    assert plan[envelope.payload_offset :].startswith(b"PK")


@pytest.mark.parametrize("make", [make_plan, small_submission])
def test_every_truncation_is_refused(make: Callable[[], bytes]) -> None:
    package = make()
    assert all(refused(package[:length]) for length in range(len(package)))


@pytest.mark.parametrize(
    ("length", "step", "left"),
    [
        (3, ReadingStep.MAGIC, 3),
        (len(MAGIC) + 2, ReadingStep.HEADER_LENGTH, 2),
        (len(MAGIC) + 4 + 10, ReadingStep.HEADER, 10),
    ],
)
def test_a_truncation_tells_how_much_is_there(plan: bytes, length: int, step: ReadingStep, left: int) -> None:
    error = refusal(plan[:length])
    assert (error.step, error.found) == (step, str(left))


@pytest.mark.parametrize("make", [make_plan, small_submission])
def test_every_flipped_bit_is_refused(make: Callable[[], bytes]) -> None:
    package = make()
    assert not refused(package)
    spoiled = bytearray(package)
    for at in range(len(package)):
        for bit in range(8):
            spoiled[at] ^= 1 << bit
            assert refused(bytes(spoiled)), (at, bit)
            spoiled[at] ^= 1 << bit


@pytest.mark.parametrize("tail", [b"\0", b"PK", b"x" * 300_000])
def test_bytes_behind_the_end_are_refused(plan: bytes, tail: bytes) -> None:
    assert refusal(plan + tail).step == ReadingStep.LENGTH


@pytest.mark.parametrize(("name", "value", "kind", "step"), FAULTS)
def test_one_fault_signed_again(
    plan: bytes, name: str, value: Any, kind: type[PackageError], step: ReadingStep
) -> None:
    error = refusal(spoil(plan, lambda raw: raw.update({name: value}), CENTRE.key))
    assert (type(error), error.step) == (kind, step)


@pytest.mark.parametrize("name", [*FIELDS])
def test_missing_field_is_refused(plan: bytes, name: str) -> None:
    assert refusal(spoil(plan, lambda raw: raw.pop(name), CENTRE.key)).step == ReadingStep.HEADER


def test_every_field_is_in_the_table(plan: bytes) -> None:
    assert sorted(take_apart(plan)[0]) == FIELDS


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b"{",
        b"\xff",
        b"[" * 60_000,
    ],
)
def test_header_that_is_none_is_refused(plan: bytes, head: bytes) -> None:
    assert isinstance(refusal(put_together(head, take_apart(plan)[1], CENTRE.key)), DamagedPackageError)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"roster":2', b'"roster":2.0'),
        (b'"roster":2', b'"roster": 2'),
        (b'"roster":2', b'"roster":2,"roster":2'),
        (b'"roster":2', b'"roster":NaN'),
        (b'"roster":2', b'"roster":-0'),
        (b'"unit":"ZD000"', b'"unit":"\\u005aD000"'),
        (b'"unit":"ZD000"', b'"unit":"ZD\\u0000"'),
        (b'"unit":"ZD000"', b'"unit":"\\ud800"'),
    ],
)
def test_header_in_another_spelling_is_refused(plan: bytes, old: bytes, new: bytes) -> None:
    raw, payload = take_apart(plan)
    head = spell(raw)
    assert head.count(old) == 1
    assert refusal(put_together(head.replace(old, new), payload, CENTRE.key)).step == ReadingStep.HEADER


@pytest.mark.parametrize("length", [0, MAX_HEADER + 1, 2**32 - 1])
def test_header_length_is_capped(length: int) -> None:
    assert refusal(MAGIC + length.to_bytes(4, "big") + b"{}").step == ReadingStep.HEADER_LENGTH


def test_another_key_cannot_sign(plan: bytes) -> None:
    assert refusal(spoil(plan, lambda _: None, UNIT_B.key)).step == ReadingStep.SIGNATURE


def test_stranger_may_replace_the_key_but_not_keep_the_name(plan: bytes) -> None:
    own = {"public_key": UNIT_B.key.public_key, "key_id": UNIT_B.key_id}
    envelope = read_envelope(io.BytesIO(spoil(plan, lambda raw: raw.update(own), UNIT_B.key)))
    assert envelope.header.key_id == key_id(UNIT_B.key.public_key)


@pytest.mark.parametrize("change", [{"recipient": ""}, {"payload": {"encryption": "none"}}])
def test_only_plans_are_open_to_all(submission: bytes, change: RawHeader) -> None:
    def spoiled(raw: RawHeader) -> None:
        raw["payload"] |= change.get("payload", {})
        raw.update({"recipient": change.get("recipient", raw["recipient"])})

    assert refusal(spoil(submission, spoiled, UNIT_A.key)).step == ReadingStep.HEADER


def test_package_must_fit_its_parts(plan: bytes) -> None:
    header = read_envelope(io.BytesIO(plan)).header
    for key, payload in ((UNIT_A.key, take_apart(plan)[1]), (CENTRE.key, b"other")):
        with pytest.raises(ValueError):  # noqa: PT011 - our bug, no words
            write_package(io.BytesIO(), header, key, io.BytesIO(payload))


def test_unfit_header_is_not_written(plan: bytes) -> None:
    header = header_of(CENTRE, kind="plan", unit="张三", payload=read_envelope(io.BytesIO(plan)).header.payload)
    with pytest.raises(DamagedPackageError):
        write_package(io.BytesIO(), header, CENTRE.key, io.BytesIO(take_apart(plan)[1]))
