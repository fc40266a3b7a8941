from typing import Any

import msgspec
import pytest

from models.package.errors import PackageError, UntrustedPackageError
from models.package.roster import (
    KeyState,
    Roster,
    RosterEntry,
    RosterKey,
    SignedRoster,
    accept_roster,
    find_key,
    sign_roster,
)
from models.package.suites import key_id
from tests.models.package.samples import key_named

OLD, NEW, STRANGER = map(key_named, ("old", "new", "stranger"))
A1, A2, B1, LOOSE = (key_named(name).public_key for name in ("a1", "a2", "b1", "loose"))
WEAK = "ed25519:" + "00" * 32
ROSTER = Roster(
    number=4,
    entries=(
        RosterEntry("ZD001", "甲办事处", "乡镇", (RosterKey(A1, "revoked", 3), RosterKey(A2, "active", 3))),
        RosterEntry("ZD002", "乙局", "局办", (RosterKey(B1, "active", 2),)),
        RosterEntry("ZD003", "丙局", "局办"),
    ),
    centre_key=NEW.public_key,
    recipients=("age1daily", "age1sealed"),
    previous_centre_key=OLD.public_key,
)


@pytest.mark.parametrize(
    ("unit", "public_key", "state"),
    [
        ("ZD001", A1, KeyState.REVOKED),
        ("ZD001", A2, KeyState.ACTIVE),
        ("ZD001", B1, KeyState.UNKNOWN),
        ("ZD001", LOOSE, KeyState.PENDING),
        ("ZD002", B1, KeyState.ACTIVE),
        ("ZD002", A1, KeyState.UNKNOWN),
        ("ZD003", LOOSE, KeyState.PENDING),
        ("ZD003", A2, KeyState.UNKNOWN),
        ("ZD999", LOOSE, KeyState.UNKNOWN),
        ("ZD999", A2, KeyState.UNKNOWN),
    ],
)
def test_state_of_a_key(unit: str, public_key: str, state: KeyState) -> None:
    assert find_key(ROSTER, unit, key_id(public_key)) == state


@pytest.mark.parametrize("pinned", [OLD, NEW])
def test_change_of_the_centre_key_is_signed_by_both(pinned: Any) -> None:
    assert accept_roster(sign_roster(ROSTER, (OLD, NEW)), pinned.public_key) == ROSTER


@pytest.mark.parametrize(
    ("signers", "pinned"),
    [((NEW,), OLD), ((OLD,), OLD), ((), NEW), ((OLD, NEW), STRANGER), ((STRANGER,), STRANGER), ((OLD,), NEW)],
)
def test_missing_signature_is_refused(signers: tuple[Any, ...], pinned: Any) -> None:
    with pytest.raises(UntrustedPackageError):
        accept_roster(sign_roster(ROSTER, signers), pinned.public_key)


def test_changed_roster_is_refused() -> None:
    signed = sign_roster(ROSTER, (NEW,))
    signed.roster["number"] = 5
    with pytest.raises(UntrustedPackageError):
        accept_roster(signed, NEW.public_key)


@pytest.mark.parametrize("signature", ["zz", "00", "", "00" * 64])
def test_signature_that_is_none_is_refused(signature: str) -> None:
    signed = SignedRoster(msgspec.to_builtins(ROSTER), {NEW.public_key: signature})
    with pytest.raises(UntrustedPackageError):
        accept_roster(signed, NEW.public_key)


def entry(unit: str, *keys: RosterKey) -> RosterEntry:
    return RosterEntry(unit, "某局", "", keys)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 0},
        {"recipients": ()},
        {"centre_key": WEAK},
        {"entries": (entry("a", RosterKey(WEAK, "active", 1)),)},
        {"entries": (entry("a", RosterKey("rsa:00", "active", 1)),)},
        {"entries": (entry("a", RosterKey(A1, "active", 5)),)},
        {"entries": (entry("a", RosterKey(A1, "active", 1)), entry("b", RosterKey(A1, "active", 1)))},
        {"entries": (entry("a", RosterKey(A1, "active", 1), RosterKey(A1, "revoked", 2)),)},
        {"entries": (entry("a"), entry("a"))},
        {"entries": (entry("../a"),)},
        {"entries": (entry("a", RosterKey(A1, "maybe", 1)),)},  # type: ignore[arg-type]  # wrong on purpose
    ],
)
def test_signed_nonsense_is_refused(changes: dict[str, Any]) -> None:
    signed = sign_roster(msgspec.structs.replace(ROSTER, **changes), (NEW,))
    with pytest.raises(PackageError):
        accept_roster(signed, NEW.public_key)


def test_fields_of_newer_versions_are_signed_and_kept() -> None:
    raw = msgspec.to_builtins(ROSTER) | {"weather": "clear"}
    signatures = sign_roster(raw, (NEW,)).signatures
    signed = SignedRoster(raw, signatures)
    assert accept_roster(signed, NEW.public_key) == ROSTER
    assert signed.roster["weather"] == "clear"


def test_signed_roster_travels_as_json() -> None:
    signed = sign_roster(ROSTER, (NEW,))
    assert accept_roster(msgspec.json.decode(msgspec.json.encode(signed), type=SignedRoster), NEW.public_key) == ROSTER
