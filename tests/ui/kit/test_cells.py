"""What a list shows for a value."""

from __future__ import annotations

import pytest

from models.records.ledgers import document
from models.records.registry import ledgers
from ui.kit.cells import TONES, tone_of
from ui.kit.quick_filters import STATE_NAMES

STATES = [
    (one.id, field.name, word)
    for one in ledgers().values()
    for field in one.fields
    if field.name in (*STATE_NAMES, "satisfied", "cleaned") or (one.id, field.name) == ("mediation", "result")
    for word in field.spec.choices
]


@pytest.mark.parametrize(("ledger_id", "name", "word"), STATES)
def test_every_state_is_a_chip(ledger_id: str, name: str, word: str) -> None:
    assert tone_of(ledgers()[ledger_id].by_name[name], word) is not None


@pytest.mark.parametrize("word", [document.DRAFT, document.IN_FORCE, document.EXPIRED, *sorted(document.GONE)])
def test_every_state_of_a_document_is_a_chip(word: str) -> None:
    assert word in TONES
