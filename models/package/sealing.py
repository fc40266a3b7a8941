"""age encryption to recipients, streamed; the only place that calls pyrage's ciphers.

pyrage turns an error of our own stream (a full disk, a pulled stick, a changed file) into one of its own, so both
streams are wrapped and the first error of theirs is what the caller sees.
"""

from collections.abc import Sequence
from typing import Protocol

from models.package.errors import DamagedPackageError, OtherRecipientError, PackageError, ReadingStep


class ByteReader(Protocol):
    """A binary source; an open file or a BytesIO will do."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes; none at the end."""
        ...


class ByteWriter(Protocol):
    """A binary sink; an open file or a BytesIO will do."""

    def write(self, data: bytes, /) -> int:
        """Write all of `data`; the number of bytes returned is not looked at."""
        ...


class _Relay:
    def __init__(self, source: ByteReader, target: ByteWriter) -> None:
        self._source, self._target = source, target
        self.error: OSError | PackageError | ValueError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._source.read(size)
        except (OSError, PackageError, ValueError) as error:
            self.error = error
            raise

    def write(self, data: bytes) -> int:
        try:
            self._target.write(data)
        except (OSError, PackageError, ValueError) as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """Called by pyrage at the end; whoever opened the target flushes it."""


def seal(source: ByteReader, target: ByteWriter, recipients: Sequence[str]) -> None:
    """Encrypt `source` to `recipients` (`age1…`).

    Raises:
        ValueError: no recipient, or one that is none.
        OSError: of the streams.
    """
    from pyrage import EncryptError, RecipientError, encrypt_io, x25519

    relay = _Relay(source, target)
    try:
        encrypt_io(relay, relay, [x25519.Recipient.from_str(text) for text in recipients])
    except (EncryptError, RecipientError, OSError) as error:
        raise relay.error or ValueError(str(error)) from error


def unseal(source: ByteReader, target: ByteWriter, identities: Sequence[str]) -> None:
    """Decrypt `source` with whichever of the secret `identities` fits.

    Raises:
        OtherRecipientError: none fits.
        DamagedPackageError: one fits and yet it does not open: its maker's fault.
        OSError, PackageError: of the streams.
    """
    from pyrage import DecryptError, decrypt_io, x25519

    relay = _Relay(source, target)
    keys = [x25519.Identity.from_str(text) for text in identities]
    try:
        decrypt_io(relay, relay, keys)
    except (DecryptError, OSError) as error:
        raise relay.error or _fault_of(error) from error


def _fault_of(error: Exception) -> PackageError:
    if str(error) == "No matching keys found":
        return OtherRecipientError(ReadingStep.DECRYPT, found=error)
    return DamagedPackageError(ReadingStep.DECRYPT, found=error)
