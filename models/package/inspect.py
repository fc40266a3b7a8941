"""What a package says of itself and whether its bytes hold, for somebody who has no keys at hand."""

from dataclasses import dataclass
from typing import BinaryIO

from models.package.envelope import read_envelope
from models.package.errors import PackageError, explain_refusal
from models.package.header import Header

UNCHECKED = "字节完整，签名人身份未核对"


@dataclass(frozen=True)
class Inspection:
    """`header` and `digest` (sha256 of the file) where the bytes hold, else `error`. Never a word about trust."""

    header: Header | None
    digest: str
    error: PackageError | None

    @property
    def verdict(self) -> str:
        """One Chinese sentence for the user: why the package cannot be read, or that its signature is unchecked."""
        return explain_refusal(self.error) if self.error else UNCHECKED


def inspect_package(stream: BinaryIO) -> Inspection:
    """Look at a package without any key; a bad one is a result here, not an exception."""
    try:
        envelope = read_envelope(stream)
    except PackageError as error:
        return Inspection(None, "", error)
    return Inspection(envelope.header, envelope.digest, None)
