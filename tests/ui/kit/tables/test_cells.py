"""What a list shows for a value."""

from __future__ import annotations

import pytest

from models.records.bounds import LINE, LONG_TEXT
from models.records.field import Kind
from models.records.ledger import Derived
from models.records.ledgers import document
from models.records.registry import ledger, ledgers
from models.records.tone import Tone
from reports.layouts.filling import line_row, party_text
from ui.kit.tables.cells import text_of, tone_of
from ui.kit.tables.quick_filters import STATE_NAMES

STATES = [
    (one.id, field.name, word)
    for one in ledgers().values()
    for field in one.fields
    if field.tones or field.name in STATE_NAMES
    for word in field.spec.choices
]


@pytest.mark.parametrize(("ledger_id", "name", "word"), STATES)
def test_every_state_is_a_chip(ledger_id: str, name: str, word: str) -> None:
    assert tone_of(ledger(ledger_id).by_name[name], word) is not None


@pytest.mark.parametrize("word", [document.DRAFT, document.IN_FORCE, document.EXPIRED, *sorted(document.GONE)])
def test_every_state_of_a_document_is_a_chip(word: str) -> None:
    situation = next(one for one in document.LEDGER.derived if one.name == "situation")
    assert tone_of(situation, word) is not None


def test_only_words_have_tones() -> None:
    toned = [one for declared in ledgers().values() for one in declared.columns if one.tones]
    assert {one.kind for one in toned} == {Kind.TEXT, Kind.CHOICE}
    assert not [one for one in toned if one.kind is Kind.TEXT and not isinstance(one, Derived)]


@pytest.mark.parametrize(("value", "tone"), [("在用", Tone.GOOD), ("遗失", Tone.BAD), ("别的", None), (None, None)])
def test_tone(value: str | None, tone: Tone | None) -> None:
    assert tone_of(ledger("certificate").by_name["status"], value) is tone


NAMED = [(one.id, field.name) for one in ledgers().values() for field in one.fields if field.spec.private == "name"]


@pytest.mark.parametrize(("ledger_id", "name"), NAMED)
def test_parties_are_masked_as_on_paper(ledger_id: str, name: str) -> None:
    """One rule for list, form and print: persons of other units by their first character, others whole."""
    typed = "张三、李四，河南某某工程有限公司"
    shown = [text_of(ledger(ledger_id).by_name[name], typed, foreign=foreign) for foreign in (True, False)]
    assert shown == [party_text(typed, foreign=foreign) for foreign in (True, False)]
    assert shown == ["张某、李某，河南某某工程有限公司", typed]


@pytest.mark.parametrize("length", [LONG_TEXT, LONG_TEXT + 1, 20_000_000])
def test_of_a_book_list_and_paper_show_the_beginning(length: int) -> None:
    text = "字" * length
    shown = text if length == LONG_TEXT else f"{text[:LINE]}……（共{length}字，太长，只显示开头2000字）"
    assert text_of(ledger("training").by_name["remarks"], text) == shown
    assert line_row(text, 1).cells == (shown, 1)
