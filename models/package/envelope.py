"""How a package is written: MAGIC(8) | u32 header length | header | signature | payload | end of file.

Reading takes an open binary stream, opens nothing itself and stays in constant memory. The steps stand in the order of
`Step`; none is taken before the one above it has passed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from models.package.errors import DamagedPackageError, ReadingStep
from models.package.header import Header, decode_header, encode_header
from models.package.suites import SUITES, SignatureMismatchError, SigningKey, sign, verify_signature

MAGIC = b"\x89FZTZ\r\n\x1a"
"""Not text, and spoiled by anything that rewrites line ends."""
DOMAIN_TAG = b"fazhi-taizhang/package/1\0"
MAX_HEADER = 65_536
CHUNK = 1 << 18


@dataclass(frozen=True)
class Envelope:
    """A package whose every byte holds, signed by the key in its header; `trust` decides whether to believe that key.

    `digest` is the sha256 of the whole file. `source` must stay open for as long as the payload is wanted.
    """

    header: Header
    header_bytes: bytes
    digest: str
    source: BinaryIO
    payload_offset: int


def write_package(target: BinaryIO, header: Header, sign_key: SigningKey, payload: BinaryIO) -> str:
    """Write the package and return its digest (sha256 of the whole file, hex).

    Raises:
        ValueError: header, key and payload do not belong together; nothing written may then be used.
    """
    if sign_key.public_key != header.public_key:
        raise ValueError(header.key_id)
    head = encode_header(header)
    decode_header(head)
    if len(head) > MAX_HEADER:
        raise ValueError(len(head))
    start = MAGIC + len(head).to_bytes(4, "big") + head + sign(sign_key, DOMAIN_TAG + head)
    target.write(start)
    whole, inner, length = hashlib.sha256(start), hashlib.sha256(), 0
    for chunk in chunks(payload):
        target.write(chunk)
        whole.update(chunk)
        inner.update(chunk)
        length += len(chunk)
    if (length, inner.hexdigest()) != (header.payload.length, header.payload.sha256):
        raise ValueError(length)
    return whole.hexdigest()


def read_envelope(source: BinaryIO) -> Envelope:
    """Check the bytes of the package that starts at the stream's position and ends where the stream ends.

    Raises:
        DamagedPackageError, UnsupportedPackageError, UntrustedPackageError: at the first step that fails.
    """
    head, header, signature = _read_cover(source)
    offset = source.tell()
    whole = hashlib.sha256(MAGIC + len(head).to_bytes(4, "big") + head + signature)
    inner, length = hashlib.sha256(), 0
    for chunk in chunks(source):
        whole.update(chunk)
        inner.update(chunk)
        length += len(chunk)
        if length > header.payload.length:
            break
    if length != header.payload.length:
        raise DamagedPackageError(ReadingStep.LENGTH, expected=header.payload.length, found=length)
    if inner.hexdigest() != header.payload.sha256:
        raise DamagedPackageError(ReadingStep.DIGEST, expected=header.payload.sha256, found=inner.hexdigest())
    return Envelope(header, head, whole.hexdigest(), source, offset)


def read_cover(source: BinaryIO) -> Header:
    """The header alone, with its signature checked: what a package says it is, without reading what it holds.

    Raises:
        DamagedPackageError, UnsupportedPackageError, UntrustedPackageError: at the first step that fails.
    """
    return _read_cover(source)[1]


def _read_cover(source: BinaryIO) -> tuple[bytes, Header, bytes]:
    head = _read_header_bytes(source)
    header = decode_header(head)
    signature = _read_exactly(source, SUITES[header.suite].signature_length, ReadingStep.SIGNATURE)
    try:
        verify_signature(header.public_key, DOMAIN_TAG + head, signature)
    except SignatureMismatchError as error:
        raise DamagedPackageError(ReadingStep.SIGNATURE) from error
    return head, header, signature


def chunks(source: BinaryIO) -> Iterator[bytes]:
    """The rest of a stream, piece by piece."""
    while chunk := source.read(CHUNK):
        yield chunk


def _read_header_bytes(source: BinaryIO) -> bytes:
    magic = _read_exactly(source, len(MAGIC), ReadingStep.MAGIC)
    if magic != MAGIC:
        raise DamagedPackageError(ReadingStep.MAGIC, expected=MAGIC.hex(), found=magic.hex())
    length = int.from_bytes(_read_exactly(source, 4, ReadingStep.HEADER_LENGTH), "big")
    if not 0 < length <= MAX_HEADER:
        raise DamagedPackageError(ReadingStep.HEADER_LENGTH, expected=MAX_HEADER, found=length)
    return _read_exactly(source, length, ReadingStep.HEADER)


def _read_exactly(source: BinaryIO, length: int, step: ReadingStep) -> bytes:
    data = source.read(length)
    if len(data) != length:
        raise DamagedPackageError(step, expected=length, found=len(data))
    return data
