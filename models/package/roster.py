"""Who may sign for which unit: the centre's numbered, signed roster, which travels with every plan and receipt."""

from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from models.package.canonical import encode_canonical
from models.package.errors import DamagedPackageError, ReadingStep, UntrustedPackageError
from models.package.header import Code, Count, Positive
from models.package.suites import (
    KeyRefusedError,
    SignatureMismatchError,
    SigningKey,
    key_id,
    parse_public_key,
    sign,
    verify_signature,
)

DOMAIN_TAG = b"fazhi-taizhang/roster/1\0"


class RosterKey(msgspec.Struct, frozen=True):
    """A unit's public key and the number of the roster in which its status began."""

    public_key: str
    status: Literal["active", "revoked"]
    since: Count


class RosterEntry(msgspec.Struct, frozen=True):
    """A unit (填报单位) with its keys; none as long as it is not enrolled."""

    unit: Code
    name: str
    category: str = ""
    keys: tuple[RosterKey, ...] = ()


class Roster(msgspec.Struct, frozen=True):
    """The roster. `recipients` are the centre's age recipients: the daily key and the sealed second one."""

    number: Positive
    entries: tuple[RosterEntry, ...]
    centre_key: str
    recipients: Annotated[tuple[str, ...], Meta(min_length=1)]
    previous_centre_key: str = ""


class SignedRoster(msgspec.Struct, frozen=True):
    """A roster as it travels: `roster` is kept as it came, so that signatures cover fields of newer versions too."""

    roster: dict[str, Any]
    signatures: dict[str, str]


class KeyState(StrEnum):
    """What the roster says of a key that signed for a unit."""

    ACTIVE = "active"
    REVOKED = "revoked"
    PENDING = "pending"
    """The unit is known, the key is new to the whole roster: 待登记."""
    UNKNOWN = "unknown"
    """The unit is not in the roster, or the key is another unit's."""


class KeyDirectory:
    """A roster laid out for looking up: made once, however many packages are asked about."""

    def __init__(self, roster: Roster) -> None:
        self.names = {entry.unit: entry.name for entry in roster.entries}
        self._owners = {
            key_id(key.public_key): (entry.unit, KeyState(key.status)) for entry in roster.entries for key in entry.keys
        }

    def find(self, unit: str, wanted: str) -> KeyState:
        """The state of the key with id `wanted` when it signs for `unit`."""
        owner, state = self._owners.get(wanted, (unit, KeyState.PENDING))
        return state if owner == unit and unit in self.names else KeyState.UNKNOWN


def find_key(roster: Roster, unit: str, wanted: str) -> KeyState:
    """State of the key with id `wanted` when it signs for `unit`; for many look-ups make a `KeyDirectory` once."""
    return KeyDirectory(roster).find(unit, wanted)


def sign_roster(roster: Roster, sign_keys: tuple[SigningKey, ...]) -> SignedRoster:
    """The roster signed by each key: the centre's, and after a change the old one too."""
    raw = msgspec.to_builtins(roster)
    message = DOMAIN_TAG + encode_canonical(raw)
    return SignedRoster(raw, {key.public_key: sign(key, message).hex() for key in sign_keys})


def accept_roster(signed: SignedRoster, pinned: str) -> Roster:
    """The roster, if the pinned centre key and the centre key it names have both signed it.

    Raises:
        UntrustedPackageError: a signature is missing or wrong.
        DamagedPackageError: it is signed and yet no roster.
    """
    message = DOMAIN_TAG + encode_canonical(signed.roster)
    _require_signature(signed, pinned, message)
    roster = _convert(signed.roster)
    _require_signature(signed, roster.centre_key, message)
    _check_keys(roster)
    return roster


def _require_signature(signed: SignedRoster, public_key: str, message: bytes) -> None:
    try:
        verify_signature(public_key, message, bytes.fromhex(signed.signatures.get(public_key, "")))
    except (SignatureMismatchError, KeyRefusedError, ValueError) as error:
        raise UntrustedPackageError(ReadingStep.SIGNER, expected=public_key) from error


def _convert(raw: dict[str, Any]) -> Roster:
    try:
        return msgspec.convert(raw, Roster, strict=True)
    except msgspec.ValidationError as error:
        raise DamagedPackageError(ReadingStep.ENTRY, expected="roster.json", found=error) from error


def _check_keys(roster: Roster) -> None:
    """One unit once, one key once in the whole roster, no weak key, no status from the future."""
    keys = [key for entry in roster.entries for key in entry.keys]
    texts = {key.public_key for key in keys}
    units = {entry.unit for entry in roster.entries}
    if len(texts) != len(keys) or len(units) != len(roster.entries) or any(key.since > roster.number for key in keys):
        raise DamagedPackageError(ReadingStep.ENTRY, expected="roster.json", found="repeated or future entry")
    for text in texts:
        try:
            parse_public_key(text)
        except KeyRefusedError as error:
            raise UntrustedPackageError(ReadingStep.KEY, found=error.reason) from error
