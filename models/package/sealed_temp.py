"""A temporary file that is never plaintext on disk: AES-CTR under a key that lives in memory only and dies with it."""

import io
import os
import tempfile
from typing import IO, TYPE_CHECKING, BinaryIO, Self, cast

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from cryptography.hazmat.primitives.ciphers import CipherContext

_BLOCK = 16


class SealedTemp:
    """An anonymous temporary file: append at the end, read anywhere.

    Appending only, because a counter stream must never encrypt two texts at one place. Not for two threads at once.
    """

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._writer = self._cipher(0)
        self._reader, self._reader_at = self._cipher(0), 0
        self.length = 0

    def write(self, data: bytes) -> int:
        """Append `data`; the name lets this object stand where a stream is written to."""
        self._file.seek(self.length)
        self._file.write(self._writer.update(data))
        self.length += len(data)
        return len(data)

    def read_at(self, offset: int, size: int) -> bytes:
        """Up to `size` bytes from `offset`; fewer only at the end."""
        if offset != self._reader_at:
            self._reader = self._cipher(offset)
        self._file.seek(offset)
        data = self._reader.update(self._file.read(size))
        self._reader_at = offset + len(data)
        return data

    def window(self, offset: int, length: int) -> BinaryIO:
        """A seekable reader over `length` bytes from `offset`, good until this file is closed."""
        return cast("BinaryIO", io.BufferedReader(_Window(self, offset, length), 1 << 16))

    def close(self) -> None:
        """Close and so delete the file; its key is forgotten with it."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _cipher(self, offset: int) -> "CipherContext":
        counter = (offset // _BLOCK).to_bytes(_BLOCK, "big")
        context = Cipher(AES(self._key), CTR(counter)).encryptor()
        context.update(b"\0" * (offset % _BLOCK))
        return context


class _Window(io.RawIOBase):
    def __init__(self, temp: SealedTemp, offset: int, length: int) -> None:
        super().__init__()
        self._temp, self._offset, self._length, self._at = temp, offset, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        size = min(len(view), max(0, self._length - self._at))
        data = self._temp.read_at(self._offset + self._at, size) if size else b""
        view[: len(data)] = data
        self._at += len(data)
        return len(data)
