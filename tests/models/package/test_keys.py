import pytest

from models.package.keys import (
    check_recipient,
    generate_identity,
    generate_signing_key,
    group_secret,
    read_identity,
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


IDENTITY = "AGE-SECRET-KEY-1SLQ00CD39DFTYVJAFHW3UR4ZZ3FPD9HFN6F5V0ESZ76AHJ48PPGSUJ2R6T"


@pytest.mark.parametrize(
    "typed",
    [
        IDENTITY,
        group_secret(IDENTITY),
        group_secret(IDENTITY).lower(),
        group_secret(IDENTITY).removeprefix("AGE-SECRET-KEY-1"),
        group_secret(IDENTITY).replace(" ", "\r\n"),
        f"备用密钥：{IDENTITY}\n请锁好。",
        f"{group_secret(IDENTITY)}\n2020年12月1日打印",
        "".join(chr(ord(letter) + 0xFEE0) for letter in IDENTITY),
        "AGE-SECRET-KEY-1" + IDENTITY.removeprefix("AGE-SECRET-KEY-1").replace("0", "O").replace("8", "B"),
    ],
)
def test_a_key_is_read_however_it_was_typed(typed: str) -> None:
    assert read_identity(typed) == IDENTITY


@pytest.mark.parametrize(
    "typed", ["", IDENTITY[:-1], IDENTITY[16:] + "2020", IDENTITY[:-1] + ("Q" if IDENTITY[-1] != "Q" else "P"), "你好"]
)
def test_a_key_with_a_wrong_letter_is_refused(typed: str) -> None:
    with pytest.raises(KeyRefusedError):
        read_identity(typed)


def test_a_key_is_read_off_paper_by_fives() -> None:
    head, *groups = group_secret(IDENTITY).split()
    assert (head, {len(group) for group in groups[:-1]}, "".join([head, *groups])) == (IDENTITY[:16], {5}, IDENTITY)


def test_only_keys_are_put_into_groups() -> None:
    assert group_secret("8K2PD-9QWER") == "8K2PD-9QWER"
    assert group_secret(IDENTITY).replace(" ", "") == IDENTITY
