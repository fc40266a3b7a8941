"""The workspace key and its wraps: one random key, opened by the 密码 or by the printed recovery code.

Argon2id (RFC 9106) stretches the secret, ChaCha20-Poly1305 (RFC 8439) seals the key. An unencrypted workspace keeps its
key in the open and says so.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from models.store.base.errors import DamagedWorkspaceError, WrongPassphraseError
from models.store.base.whole_file import write_file

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
MEMORY_KIB = 65_536
ITERATIONS = 3
LANES = 2
MOST_KIB, MOST_ITERATIONS, MOST_WRAPS = 262_144, 12, 4
"""What a small computer bears: a file that somebody made to harm costs seconds for each of its wraps, and 256 MB."""
PURPOSE = b"fazhi workspace key 1"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 6, 5
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


class Wrap(msgspec.Struct, frozen=True, kw_only=True):
    """The workspace key sealed under one secret; costs are kept so that they can rise later within bounds."""

    kind: str
    salt: Annotated[bytes, Meta(min_length=8, max_length=64)]
    memory_kib: Annotated[int, Meta(ge=64, le=MOST_KIB)]
    iterations: Annotated[int, Meta(ge=1, le=MOST_ITERATIONS)]
    lanes: Annotated[int, Meta(ge=1, le=8)]
    nonce: Annotated[bytes, Meta(min_length=NONCE_BYTES, max_length=NONCE_BYTES)]
    sealed: bytes


class Keyring(msgspec.Struct, frozen=True, kw_only=True):
    """Content of 钥匙.json: wraps, or the bare key of an unencrypted workspace.

    `is_code_unseen` tells that nobody has said yet to have written the recovery code down: it is shown only once.
    """

    format: int = 1
    wraps: Annotated[tuple[Wrap, ...], Meta(max_length=MOST_WRAPS)] = ()
    bare: bytes | None = None
    is_code_unseen: bool = False

    @property
    def encrypted(self) -> bool:
        """Whether a secret is needed to open the workspace."""
        return self.bare is None


def new_recovery_code() -> str:
    """150 random bits as six groups of five letters and digits, for printing."""
    letters = [secrets.choice(LETTERS) for _ in range(GROUPS * GROUP)]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP))


def is_recovery_code(text: str) -> bool:
    """Whether a text has the shape of a recovery code, however it was typed."""
    plain = _plain_code(text)
    return len(plain) == GROUPS * GROUP and set(plain) <= set(LETTERS)


def _plain_code(text: str) -> str:
    return text.upper().replace("-", "").replace(" ", "").translate(READ_AS)


def _stretch(secret: str, wrap: Wrap) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=wrap.salt, length=KEY_BYTES, iterations=wrap.iterations, lanes=wrap.lanes, memory_cost=wrap.memory_kib
    )
    return kdf.derive(secret.encode())


def wrap_key(kind: str, secret: str, key: bytes) -> Wrap:
    """Seal `key` under `secret`; a recovery code is read forgivingly, a 密码 exactly."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    plain = _plain_code(secret) if kind == "recovery" else secret
    empty = Wrap(
        kind=kind,
        salt=os.urandom(SALT_BYTES),
        memory_kib=MEMORY_KIB,
        iterations=ITERATIONS,
        lanes=LANES,
        nonce=os.urandom(NONCE_BYTES),
        sealed=b"",
    )
    sealed = ChaCha20Poly1305(_stretch(plain, empty)).encrypt(empty.nonce, key, PURPOSE)
    return msgspec.structs.replace(empty, sealed=sealed)


def unwrap_key(keyring: Keyring, secret: str | None) -> bytes:
    """The workspace key (32 bytes), as the secret opens it; an unencrypted workspace asks for none.

    Raises:
        WrongPassphraseError: The secret opens none of the wraps.
    """
    if keyring.bare is not None:
        return keyring.bare
    for wrap in keyring.wraps:
        key = _try(wrap, secret or "")
        if key is not None:
            return key
    raise WrongPassphraseError


def _try(wrap: Wrap, secret: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    plain = _plain_code(secret) if wrap.kind == "recovery" else secret
    if not plain or (wrap.kind == "recovery" and len(plain) != GROUPS * GROUP):
        return None
    try:
        return ChaCha20Poly1305(_stretch(plain, wrap)).decrypt(wrap.nonce, wrap.sealed, PURPOSE)
    except InvalidTag:
        return None


def write_keyring(path: Path, keyring: Keyring) -> None:
    """Write the keyring to `path` (钥匙.json of a workspace), whole or not at all.

    Raises:
        NotWrittenError: It cannot be written; what was there stays.
    """
    write_file(path, lambda file: file.write(msgspec.json.encode(keyring)), private=True)


def read_keyring(path: Path) -> Keyring:
    """Read the keyring at `path`.

    Raises:
        DamagedWorkspaceError: It is not one.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Keyring)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise DamagedWorkspaceError(path, "密钥文件无法读取") from problem


def derive_key(key: bytes, purpose: str, length: int = KEY_BYTES) -> bytes:
    """A key for one purpose from the workspace key (HKDF-SHA256, RFC 5869)."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=purpose.encode()).derive(key)


def new_identity() -> str:
    """A new secret age identity (`AGE-SECRET-KEY-1…`), which evidence is sealed to."""
    import pyrage

    return str(pyrage.x25519.Identity.generate())
