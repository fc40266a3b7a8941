"""Signature suites: a public key's type fixes its suite, a file never chooses one.

A public key is written `suite:hex`, so its type travels with it everywhere. A further suite is one entry of SUITES.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_P = 2**255 - 19
_SIGN_BIT = 1 << 255
_Y8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
SMALL_ORDER_Y = frozenset({0, 1, _Y8, _P - _Y8, _P - 1, _P, _P + 1})
"""y of the 8 points whose order divides 8, with the two non-canonical spellings of 0 and 1; any sign bit."""


class KeyRefusedError(Exception):
    """This is no public key of a known suite, or one of the weak ones; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SignatureMismatchError(Exception):
    """The signature does not belong to this message and key."""


class Suite(Protocol):
    """The operations of one signature algorithm."""

    @property
    def signature_length(self) -> int:
        """Length of every signature of this suite, in bytes."""
        ...

    def check_key(self, raw: bytes) -> None:
        """Raise KeyRefusedError unless `raw` is a public key worth trusting."""
        ...

    def public_of(self, secret: bytes) -> bytes:
        """The public key of a secret one."""
        ...

    def sign(self, secret: bytes, message: bytes) -> bytes:
        """Sign `message` with the raw secret key; gives `signature_length` bytes."""
        ...

    def verify(self, raw: bytes, message: bytes, signature: bytes) -> None:
        """Raise SignatureMismatchError unless `signature` is over `message` by this key."""
        ...


class Ed25519Suite:
    """RFC 8032 Ed25519; small-order and non-canonical public keys are refused."""

    signature_length = 64

    def check_key(self, raw: bytes) -> None:
        """Raise KeyRefusedError for a wrong length, a small order or a non-canonical spelling."""
        if len(raw) != 32:  # noqa: PLR2004 - RFC 8032 section 5.1.5
            raise KeyRefusedError("length")
        y = int.from_bytes(raw, "little") & ~_SIGN_BIT
        if y in SMALL_ORDER_Y:
            raise KeyRefusedError("small order")
        if y >= _P:
            raise KeyRefusedError("not canonical")

    def public_of(self, secret: bytes) -> bytes:
        """The 32 bytes of the public key."""
        return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()

    def sign(self, secret: bytes, message: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return Ed25519PrivateKey.from_private_bytes(secret).sign(message)

    def verify(self, raw: bytes, message: bytes, signature: bytes) -> None:
        """Check `signature` over `message` by the public key `raw`.

        Raises:
            KeyRefusedError: The key is malformed, non-canonical or of small order.
            SignatureMismatchError: The signature is not by this key over this message.
        """
        self.check_key(raw)
        try:
            Ed25519PublicKey.from_public_bytes(raw).verify(signature, message)
        except InvalidSignature as error:
            raise SignatureMismatchError from error


ED25519 = "ed25519"
SUITES: dict[str, Suite] = {ED25519: Ed25519Suite()}


@dataclass(frozen=True)
class SigningKey:
    """A secret signing key; `secret` never shows in a repr or a traceback."""

    suite: str
    secret: bytes = field(repr=False)

    @property
    def public_key(self) -> str:
        """The public key as `suite:hex`."""
        return f"{self.suite}:{SUITES[self.suite].public_of(self.secret).hex()}"


def parse_public_key(public_key: str) -> tuple[Suite, bytes]:
    """Suite and raw bytes of a key written `suite:hex`.

    Raises:
        KeyRefusedError: unknown suite, not lower-case hex, or a weak key.
    """
    name, _, text = public_key.partition(":")
    suite = SUITES.get(name)
    if suite is None:
        raise KeyRefusedError("suite")
    try:
        raw = bytes.fromhex(text)
    except ValueError as error:
        raise KeyRefusedError("hex") from error
    if raw.hex() != text:
        raise KeyRefusedError("hex")
    suite.check_key(raw)
    return suite, raw


def sign(key: SigningKey, message: bytes) -> bytes:
    """Sign `message` with the key's own suite; gives the raw signature bytes."""
    return SUITES[key.suite].sign(key.secret, message)


def verify_signature(public_key: str, message: bytes, signature: bytes) -> None:
    """Return only if `signature` is over `message` by `public_key`.

    Raises:
        KeyRefusedError: see `parse_public_key`.
        SignatureMismatchError: it is not.
    """
    suite, raw = parse_public_key(public_key)
    suite.verify(raw, message, signature)


def key_id(public_key: str) -> str:
    """The name of a key: 64 hex digits, over type and bytes."""
    return hashlib.sha256(b"fazhi-taizhang/key-id\0" + public_key.encode()).hexdigest()


def fingerprint(public_key: str) -> str:
    """20 decimal digits in four groups, to be compared on paper or by phone (66 bits)."""
    digest = hashlib.sha256(b"fazhi-taizhang/fingerprint\0" + public_key.encode()).digest()
    digits = f"{int.from_bytes(digest, 'big') % 10**20:020d}"
    return " ".join(digits[at : at + 5] for at in range(0, 20, 5))
