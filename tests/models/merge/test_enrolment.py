from __future__ import annotations

from typing import Any

import msgspec
import pytest

from models.merge import keys
from models.merge.enrolment import NoKeyError, NoPendingKeyError, enrol_unit, enrol_units, pending_keys, revoke_keys
from models.package.keys import generate_signing_key
from models.package.roster import KeyState, SignedRoster, accept_roster, find_key
from models.package.suites import fingerprint, key_id
from models.records.office import Unit
from models.store.base import journal
from models.store.records import documents
from models.submit.centre import save_issue, signed_roster
from tests.models.merge.crafted import craft
from tests.models.offices import ISSUE, Offices


def stranger(offices: Offices, unit: str = "A01") -> str:
    """The public key of a package that waits for the unit's enrolment."""
    key = generate_signing_key()
    offices.merge(craft(offices.a, offices.folder / "x.fzb", {}, key=key, unit=unit))
    return key.public_key


def state(offices: Offices, unit: str, public_key: str) -> KeyState:
    roster = keys.current_roster(offices.centre)
    assert roster
    return find_key(roster, unit, key_id(public_key))


def test_new_key_replaces_the_old_one(offices: Offices) -> None:
    old, new = keys.signing_key(offices.a).public_key, stranger(offices)
    assert (state(offices, "A01", old), state(offices, "A01", new)) == (KeyState.ACTIVE, KeyState.PENDING)
    roster = enrol_unit(offices.centre, "A01", fingerprint(new), "李四", replace=True)
    assert (state(offices, "A01", old), state(offices, "A01", new)) == (KeyState.REVOKED, KeyState.ACTIVE)
    assert {key.since for entry in roster.entries if entry.unit == "A01" for key in entry.keys} == {roster.number}
    assert pending_keys(offices.centre) == []


@pytest.mark.parametrize(
    "spelled", [str, lambda text: text.replace(" ", ""), lambda text: text.replace(" ", "-") + "\n"]
)
def test_fingerprint_is_compared_by_its_digits(offices: Offices, spelled: Any) -> None:
    enrol_unit(offices.centre, "A01", spelled(fingerprint(stranger(offices))), "李四")


@pytest.mark.parametrize(("unit", "digits"), [("A01", "00000 00000 00000 00000"), ("A01", ""), ("B02", None)])
def test_wrong_fingerprint_or_unit_enrols_nobody(offices: Offices, unit: str, digits: str | None) -> None:
    key = stranger(offices)
    before = keys.current_roster(offices.centre)
    with pytest.raises(NoPendingKeyError, match="逐位核对"):
        enrol_unit(offices.centre, unit, fingerprint(key) if digits is None else digits, "李四")
    assert keys.current_roster(offices.centre) == before


def test_several_keys_share_one_roster(offices: Offices) -> None:
    before = keys.current_roster(offices.centre)
    fresh = [(unit, stranger(offices, unit)) for unit in ("A01", "B02", "A01")]
    assert [row.unit for row in pending_keys(offices.centre)] == ["A01", "A01", "B02"]
    roster = enrol_units(offices.centre, [(unit, fingerprint(key)) for unit, key in fresh], "李四", reason="首次")
    assert before
    assert roster.number == before.number + 1
    assert [state(offices, *one) for one in fresh] == [KeyState.ACTIVE] * 3
    assert pending_keys(offices.centre) == []


def test_one_wrong_fingerprint_enrols_none_of_several(offices: Offices) -> None:
    before, key = keys.current_roster(offices.centre), stranger(offices)
    with pytest.raises(NoPendingKeyError, match="B02"):
        enrol_units(offices.centre, [("A01", fingerprint(key)), ("B02", fingerprint(key))], "李四")
    assert (keys.current_roster(offices.centre), len(pending_keys(offices.centre))) == (before, 1)


def test_revoking_takes_active_and_pending_keys(offices: Offices) -> None:
    old, new = keys.signing_key(offices.a).public_key, stranger(offices)
    revoke_keys(offices.centre, "A01", "李四")
    assert [state(offices, "A01", key) for key in (old, new)] == [KeyState.REVOKED] * 2
    with pytest.raises(NoKeyError, match="A01"):
        revoke_keys(offices.centre, "A01", "李四")
    with pytest.raises(NoKeyError, match="Z99"):
        revoke_keys(offices.centre, "Z99", "李四")


def test_every_decision_makes_a_numbered_signed_roster(offices: Offices) -> None:
    pinned = keys.centre_key(offices.a)
    numbers = []
    for _ in range(3):
        enrol_unit(offices.centre, "A01", fingerprint(stranger(offices)), "李四")
        numbers.append(accept_roster(signed_roster(offices.centre), pinned).number)
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


def test_keys_stay_when_the_units_change(offices: Offices) -> None:
    before = keys.current_roster(offices.centre)
    assert before
    save_issue(offices.centre, msgspec.structs.replace(ISSUE, units=(*ISSUE.units, Unit("C03", "丙", "乡镇"))), "李四")
    after = keys.current_roster(offices.centre)
    assert after
    assert (after.entries[:-1], after.entries[-1].unit, after.entries[-1].keys) == (before.entries, "C03", ())
    assert after.recipients == before.recipients
    assert len(after.recipients) == 2


def test_decisions_stand_in_the_journal(offices: Offices) -> None:
    revoke_keys(offices.centre, "B02", "赵六")
    with offices.centre.read() as connection:
        newest = journal.recent_rows(connection, 2)
        assert documents.latest_document(connection, keys.ROSTER, SignedRoster) == signed_roster(offices.centre)
    assert [(one.act, one.unit, one.operator) for one in newest][1] == ("key-revoked", "B02", "赵六")
