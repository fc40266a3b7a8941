"""Whether to believe a package whose bytes hold: for us, of the kind wanted, by somebody we know."""

from collections.abc import Collection

from models.package.errors import OtherRecipientError, ReadingStep, UnsupportedPackageError, UntrustedPackageError
from models.package.header import Header, Kind
from models.package.suites import fingerprint

LONGEST_CODE = 32
"""Characters of a unit's code; a longer address is the key of a centre, which people know by its fingerprint."""

KIND_NAMES: dict[str, str] = {
    "plan": "任务下发包",
    "submission": "报送包",
    "handover": "移交包",
    "receipt": "回执",
    "results": "考核结果",
}


def require_kind(header: Header, wanted: Collection[Kind]) -> None:
    """Raise OtherRecipientError unless the package is of one of the kinds `wanted` here."""
    if header.kind not in wanted:
        expected = "、".join(name for kind, name in KIND_NAMES.items() if kind in wanted)
        raise OtherRecipientError(ReadingStep.KIND, expected=expected, found=KIND_NAMES[header.kind])


def require_recipient(header: Header, mine: Collection[str]) -> None:
    """Raise OtherRecipientError unless the package is for everyone or for one of `mine` (key ids or unit codes)."""
    if header.recipient and header.recipient not in mine:
        found = header.recipient if len(header.recipient) <= LONGEST_CODE else f"指纹{fingerprint(header.recipient)}"
        raise OtherRecipientError(ReadingStep.RECIPIENT, expected="、".join(sorted(mine)), found=found)


def require_signer(header: Header, trusted: Collection[str]) -> None:
    """Raise UntrustedPackageError unless the signer's public key is one of `trusted` (say, the pinned centre key)."""
    if header.public_key not in trusted:
        raise UntrustedPackageError(ReadingStep.SIGNER, expected="、".join(sorted(trusted)), found=header.public_key)


def require_program(header: Header, running: str) -> None:
    """Raise UnsupportedPackageError if the package wants a newer program than version `running`."""
    if _numbers(header.minimum_program) > _numbers(running):
        raise UnsupportedPackageError(ReadingStep.VERSION, expected=running, found=f"程序{header.minimum_program}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
