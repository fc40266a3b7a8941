import pytest

from models.package.keys import (
    check_recipient,
    generate_identity,
    generate_signing_key,
    recipient_of,
    signing_key_from_bytes,
    signing_key_to_bytes,
)
from models.package.suites import KeyRefusedError


def test_signing_key_round_trip() -> None:
    key = generate_signing_key()
    assert signing_key_from_bytes(signing_key_to_bytes(key)) == key
    assert key != generate_signing_key()


@pytest.mark.parametrize(
    "data", [b"", b"ed25519:", b"ed25519:short", b"sm2:" + bytes(32), bytes(32), b"\xff:" + bytes(32)]
)
def test_other_bytes_are_no_signing_key(data: bytes) -> None:
    with pytest.raises(KeyRefusedError):
        signing_key_from_bytes(data)


def test_identity_has_a_recipient() -> None:
    recipient = recipient_of(generate_identity())
    check_recipient(recipient)
    assert recipient.startswith("age1")


@pytest.mark.parametrize("text", ["", "age1", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA"])
def test_other_text_is_neither(text: str) -> None:
    with pytest.raises(KeyRefusedError):
        check_recipient(text)
    with pytest.raises(KeyRefusedError):
        recipient_of(text)
