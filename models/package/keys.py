"""Making keys and writing them down; where they are kept is the workspace's business."""

import os

from models.package.suites import ED25519, SUITES, KeyRefusedError, SigningKey


def generate_signing_key() -> SigningKey:
    """A fresh Ed25519 key."""
    return SigningKey(ED25519, os.urandom(32))


def signing_key_to_bytes(key: SigningKey) -> bytes:
    """`suite:` and the secret bytes; keep it under the workspace key."""
    return key.suite.encode() + b":" + key.secret


def signing_key_from_bytes(data: bytes) -> SigningKey:
    """The key written by `signing_key_to_bytes`.

    Raises:
        KeyRefusedError: it was not written by that.
    """
    name, _, secret = data.partition(b":")
    suite = name.decode("ascii", "replace")
    if suite not in SUITES:
        raise KeyRefusedError("suite")
    try:
        SUITES[suite].public_of(secret)
    except ValueError as error:
        raise KeyRefusedError("length") from error
    return SigningKey(suite, secret)


def generate_identity() -> str:
    """A fresh secret age identity (`AGE-SECRET-KEY-1…`), to open what is sealed to `recipient_of` it."""
    from pyrage import x25519

    return str(x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public side (`age1…`) of a secret identity.

    Raises:
        KeyRefusedError: `identity` is not one.
    """
    from pyrage import IdentityError, x25519

    try:
        return str(x25519.Identity.from_str(identity).to_public())
    except IdentityError as error:
        raise KeyRefusedError("identity") from error


def check_recipient(recipient: str) -> None:
    """Raise KeyRefusedError unless `recipient` is an age X25519 recipient."""
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(recipient)
    except RecipientError as error:
        raise KeyRefusedError("recipient") from error
