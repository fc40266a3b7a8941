"""Code lists no source gives: other words are taken, except where a rule hangs on the very word."""

import pytest

from models.check.fields import check_fields
from models.records.entry import to_record
from models.records.registry import ledger
from tests.models.records.ledgers.codes import EMPTY


@pytest.mark.parametrize(
    ("kept_in", "name", "word", "taken"),
    [
        ("enforcement", "recording", "执法记录仪全程录像", True),
        ("adviser", "status", "返聘", False),
        ("reconsideration", "procedure", "简易", False),
    ],
)
def test_which_words_are_taken(kept_in: str, name: str, word: str, taken: bool) -> None:
    declared = ledger(kept_in)
    found = check_fields(declared, to_record(declared, {name: word}), EMPTY)
    assert (name not in {one.field for one in found}) is taken
