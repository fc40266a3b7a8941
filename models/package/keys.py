"""Making keys and writing them down; where they are kept is the workspace's business."""

import os
import re
import unicodedata

from models.package.suites import ED25519, SUITES, KeyRefusedError, SigningKey


def generate_signing_key() -> SigningKey:
    """Make an Ed25519 key from 32 random bytes of the operating system; nothing is stored."""
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


_HEAD, _LENGTH, _GROUP = "AGE-SECRET-KEY-1", 58, 5
_READ_AS = str.maketrans({"O": "0", "I": "L", "1": "L", "B": "8"})
"""Letters that Bech32 leaves out because they are taken for these."""


def group_secret(secret: str) -> str:
    """A secret identity in groups of five for reading off paper; anything else as it is."""
    if not secret.startswith(_HEAD):
        return secret
    rest = secret.removeprefix(_HEAD)
    return " ".join([_HEAD, *(rest[at : at + _GROUP] for at in range(0, len(rest), _GROUP))])


def read_identity(text: str) -> str:
    """A secret identity as typed off paper: spaces, lines, dashes, small and full-width letters do not matter.

    Raises:
        KeyRefusedError: There is none, or a letter is wrong.
    """
    plain = re.sub("[^A-Z0-9]", "", unicodedata.normalize("NFKC", text).upper())
    _, head, rest = plain.partition(re.sub("[^A-Z0-9]", "", _HEAD))
    letters = rest if head else plain
    if len(letters) < _LENGTH or (not head and len(letters) > _LENGTH):
        raise KeyRefusedError("identity")
    identity = _HEAD + letters[:_LENGTH].translate(_READ_AS)
    recipient_of(identity)
    return identity


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
