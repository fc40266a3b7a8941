import io
from typing import Any

import pytest

from models.package.envelope import read_envelope
from models.package.errors import (
    DamagedPackageError,
    OtherRecipientError,
    PackageError,
    ReadingStep,
    UnsupportedPackageError,
    UntrustedPackageError,
    explain_refusal,
)
from models.package.header import Header, Kind
from models.package.payload import open_payload
from models.package.trust import require_kind, require_program, require_recipient, require_signer
from tests.models.package.samples import (
    CENTRE,
    PHOTO,
    SCAN,
    UNIT_A,
    UNIT_B,
    make_submission,
    spoil,
    take_apart,
    with_payload,
)

AS_B = {"public_key": UNIT_B.key.public_key, "key_id": UNIT_B.key_id}


def header(data: bytes) -> Header:
    return read_envelope(io.BytesIO(data)).header


def opening(data: bytes) -> PackageError:
    envelope = read_envelope(io.BytesIO(data))
    with pytest.raises(PackageError) as caught:
        open_payload(envelope, [CENTRE.identity])
    return caught.value


@pytest.mark.parametrize("changes", [AS_B, {**AS_B, "unit": UNIT_B.code}, {**AS_B, "package_id": "77"}])
def test_unit_b_cannot_sign_what_unit_a_made(submission: bytes, changes: dict[str, Any]) -> None:
    error = opening(spoil(submission, lambda raw: raw.update(changes), UNIT_B.key))
    assert (type(error), error.step) == (DamagedPackageError, ReadingStep.MANIFEST)


@pytest.mark.parametrize(
    "changes", [{"unit": "ZD009"}, {"package_id": "77"}, {"recipient": "ZD009"}, {"kind": "handover"}]
)
def test_own_cover_must_fit_the_content(submission: bytes, changes: dict[str, Any]) -> None:
    assert opening(spoil(submission, lambda raw: raw.update(changes), UNIT_A.key)).step == ReadingStep.MANIFEST


def test_payload_of_another_package_is_refused() -> None:
    first, second = make_submission(evidence=(PHOTO,)), make_submission(evidence=(SCAN,))
    payload = take_apart(second)[1]
    with pytest.raises(DamagedPackageError):
        read_envelope(io.BytesIO(first[: -len(take_apart(first)[1])] + payload))


def test_ciphertext_spoiled_by_its_signer_is_his_fault(submission: bytes) -> None:
    payload = bytearray(take_apart(submission)[1])
    payload[-1] ^= 1
    error = opening(with_payload(submission, bytes(payload), UNIT_A.key))
    assert (type(error), error.step) == (DamagedPackageError, ReadingStep.DECRYPT)


@pytest.mark.parametrize("payload", [b"", b"hello", b"age-encryption.org/v1\n-> x\n"])
def test_ciphertext_that_is_none_is_his_fault(submission: bytes, payload: bytes) -> None:
    assert opening(with_payload(submission, payload, UNIT_A.key)).step == ReadingStep.DECRYPT


@pytest.mark.parametrize("mine", [[CENTRE.key_id], ["ZD000", CENTRE.key_id]])
def test_recipient_takes_it(submission: bytes, mine: list[str]) -> None:
    require_recipient(header(submission), mine)


def test_everyone_takes_a_plan(plan: bytes) -> None:
    require_recipient(header(plan), [UNIT_A.code])


def test_others_are_told_whose_it_is(submission: bytes) -> None:
    receipt = header(spoil(submission, lambda raw: raw.update(recipient="ZD001", kind="receipt"), UNIT_A.key))
    with pytest.raises(OtherRecipientError) as caught:
        require_recipient(receipt, ["ZD002"])
    assert "ZD001" in explain_refusal(caught.value)


@pytest.mark.parametrize("wanted", [["plan"], ["receipt", "results"], []])
def test_kind_is_asked_for(submission: bytes, wanted: list[Kind]) -> None:
    require_kind(header(submission), ["submission"])
    with pytest.raises(OtherRecipientError) as caught:
        require_kind(header(submission), wanted)
    assert "报送包" in explain_refusal(caught.value)


def test_signer_must_be_known(plan: bytes) -> None:
    require_signer(header(plan), [CENTRE.key.public_key])
    with pytest.raises(UntrustedPackageError):
        require_signer(header(plan), [UNIT_A.key.public_key])


@pytest.mark.parametrize("running", ["1.2.3", "1.2.4", "1.10.0", "2.0.0"])
def test_new_enough_program_takes_it(plan: bytes, running: str) -> None:
    require_program(header(spoil(plan, lambda raw: raw.update(minimum_program="1.2.3"), CENTRE.key)), running)


@pytest.mark.parametrize("running", ["1.2.2", "1.1.10", "0.9.9"])
def test_older_program_is_told_the_version(plan: bytes, running: str) -> None:
    wanted = header(spoil(plan, lambda raw: raw.update(minimum_program="1.2.3"), CENTRE.key))
    with pytest.raises(UnsupportedPackageError) as caught:
        require_program(wanted, running)
    assert "1.2.3" in explain_refusal(caught.value)
