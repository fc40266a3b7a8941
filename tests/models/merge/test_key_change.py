from __future__ import annotations

import pytest

from models.merge import keys
from models.merge.intake import NoCentreError
from models.merge.key_change import change_centre_keys, new_second_identity
from models.package.keys import generate_identity, recipient_of
from models.package.suites import fingerprint
from models.store.base.errors import WrongPassphraseError
from tests.models.offices import SECRET, Offices, everything


def test_both_keys_are_new(offices: Offices) -> None:
    before = keys.current_roster(offices.centre)
    second = new_second_identity(offices.centre, SECRET)
    roster = change_centre_keys(offices.centre, SECRET, "李四", "例行更换", second)
    assert before
    assert roster == keys.current_roster(offices.centre)
    assert fingerprint(roster.centre_key) == keys.own_fingerprint(offices.centre)
    assert roster.recipients[1] == recipient_of(second)
    assert not {before.centre_key, *before.recipients} & {roster.centre_key, *roster.recipients}


def test_the_second_key_is_known_before_anything_is_changed(offices: Offices) -> None:
    before = everything(offices.centre)
    assert recipient_of(new_second_identity(offices.centre, SECRET))
    assert everything(offices.centre) == before


@pytest.mark.parametrize("passphrase", ["wrong", "", None])
def test_wrong_passphrase_changes_nothing(offices: Offices, passphrase: str | None) -> None:
    before = everything(offices.centre)
    with pytest.raises(WrongPassphraseError):
        new_second_identity(offices.centre, passphrase)
    with pytest.raises(WrongPassphraseError):
        change_centre_keys(offices.centre, passphrase, "李四", "电脑被盗", generate_identity())
    assert everything(offices.centre) == before


def test_a_unit_has_no_centre_keys(offices: Offices) -> None:
    with pytest.raises(NoCentreError):
        new_second_identity(offices.a, SECRET)
    with pytest.raises(NoCentreError):
        change_centre_keys(offices.a, SECRET, "张三", "例行更换", generate_identity())
