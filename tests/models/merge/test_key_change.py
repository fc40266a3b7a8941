from __future__ import annotations

import pytest

from models.merge import keys
from models.merge.intake import NoCentreError
from models.merge.key_change import change_centre_keys
from models.package.keys import recipient_of
from models.store.base.errors import WrongPassphraseError
from tests.models.offices import SECRET, Offices, everything


def test_both_keys_are_new(offices: Offices) -> None:
    before = keys.current_roster(offices.centre)
    made = change_centre_keys(offices.centre, SECRET, "李四", "例行更换")
    assert before
    assert made.roster == keys.current_roster(offices.centre)
    assert made.fingerprint == keys.own_fingerprint(offices.centre)
    assert made.roster.recipients[1] == recipient_of(made.second_identity)
    assert not {before.centre_key, *before.recipients} & {made.roster.centre_key, *made.roster.recipients}


@pytest.mark.parametrize("passphrase", ["wrong", "", None])
def test_wrong_passphrase_changes_nothing(offices: Offices, passphrase: str | None) -> None:
    before = everything(offices.centre)
    with pytest.raises(WrongPassphraseError):
        change_centre_keys(offices.centre, passphrase, "李四", "电脑被盗")
    assert everything(offices.centre) == before


def test_a_unit_has_no_centre_keys(offices: Offices) -> None:
    with pytest.raises(NoCentreError):
        change_centre_keys(offices.a, SECRET, "张三", "例行更换")
