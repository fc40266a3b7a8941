"""What the window and the process that reads files of others say to each other: length, then MessagePack, each way."""

from __future__ import annotations

import struct
from typing import Any, BinaryIO

import msgspec

LENGTH = struct.Struct(">Q")
MOST = 256 << 20
"""Bytes of one message."""


class Request(msgspec.Struct, frozen=True, array_like=True):
    """One thing to do: its name in `child.ACTS`, what it needs, and a file's content where it is about a new one."""

    act: str
    given: tuple[float | str, ...] = ()
    data: bytes = b""


class Raster(msgspec.Struct, frozen=True, array_like=True):
    """A picture: `width` × `height` pixels, three bytes each (red, green, blue), line by line without gaps."""

    width: int
    height: int
    data: bytes

    @property
    def is_whole(self) -> bool:
        """Whether the bytes are as many as width and height say."""
        return self.width > 0 and self.height > 0 and len(self.data) == self.width * self.height * 3


def write_message(stream: BinaryIO, message: object) -> None:
    """Send a message.

    Raises:
        OSError: Nobody reads any more.
    """
    body = msgspec.msgpack.encode(message)
    for part in (LENGTH.pack(len(body)), body):
        rest = memoryview(part)
        while rest:
            rest = rest[stream.write(rest) :]
    stream.flush()


def read_message(stream: BinaryIO, kind: Any) -> Any:
    """The next message, as `kind`.

    Raises:
        EOFError: The other side has gone.
        msgspec.MsgspecError: It is no such message.
    """
    (length,) = LENGTH.unpack(_read(stream, LENGTH.size))
    if length > MOST:
        raise EOFError
    return msgspec.msgpack.decode(_read(stream, length), type=kind)


def _read(stream: BinaryIO, count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        part = stream.read(min(count - len(data), 1 << 20))
        if not part:
            raise EOFError
        data += part
    return bytes(data)
