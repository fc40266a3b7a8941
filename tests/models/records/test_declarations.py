"""What every ledger owes to the forms, lists, sheets and tables that are derived from it."""

from __future__ import annotations

import pytest

from models.records.context import title_of
from models.records.entry import to_record
from models.records.field import BoundField, Kind
from models.records.ledger import Derived, Ledger
from models.records.record import Record
from models.records.registry import ledgers
from tests.models.records.entries import context_of

SCREEN = 150
"""Characters of 8 px that fit beside the navigation at 1366 px."""

ALL = pytest.mark.parametrize("ledger", ledgers().values(), ids=lambda ledger: ledger.id)
FIELDS = {
    f"{ledger.id}.{field.name}": field
    for ledger in ledgers().values()
    for field in ledger.fields
    if field.name not in Record.__struct_fields__
}
TABLES = {name: field for name, field in FIELDS.items() if field.kind is Kind.TABLE}
EACH = pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)


def width(column: BoundField | Derived) -> int:
    return column.width if isinstance(column, Derived) else column.spec.width


def test_the_ledgers_of_the_plan_are_there() -> None:
    expected = {"progress", "person", "certificate", "case", "training", "zero_report", "score"}
    assert expected <= set(ledgers())


@ALL
def test_heads_and_names_are_unique(ledger: Ledger) -> None:
    labels = [column.label for column in ledger.columns]
    names = [column.name for column in ledger.columns]
    assert len(set(labels)) == len(labels)
    assert len(set(names)) == len(names)


@ALL
def test_lists_fit_the_screen(ledger: Ledger) -> None:
    assert 4 <= len(ledger.listed) <= 10
    assert sum(map(width, ledger.listed)) <= SCREEN


@ALL
def test_title_is_listed(ledger: Ledger) -> None:
    assert ledger.title in [column.name for column in ledger.listed]


@ALL
def test_a_draft_may_be_empty(ledger: Ledger) -> None:
    empty = ledger.record()
    assert to_record(ledger, {}) == empty
    assert title_of(ledger, empty) == ledger.nameless


@ALL
def test_derived_columns_have_their_place(ledger: Ledger) -> None:
    assert [derived.after for derived in ledger.derived if derived.after not in ledger.by_name] == []


@ALL
def test_everything_can_be_asked_of_an_empty_record(ledger: Ledger) -> None:
    empty, context = ledger.record(), context_of()
    for derived in ledger.derived:
        derived.value(empty, "u", context)
        assert derived.because is None or derived.reason(empty, "u", context).endswith("。")
    codes = {finding.code for check in ledger.checks for finding in check(empty, "u", context)}
    assert all(code.startswith(f"{ledger.id}.") for code in codes)


@ALL
def test_hidden_and_unit_ledgers_explain_themselves(ledger: Ledger) -> None:
    assert ledger.desk in {"unit", "centre", "hidden"}
    assert ledger.hint.endswith("。")


@EACH
def test_fields_are_complete(field: BoundField) -> None:
    assert field.spec.help.endswith("。")
    assert field.spec.width >= 2 * min(len(field.label), 3)
    assert len(set(field.spec.choices)) == len(field.spec.choices)
    assert not (field.spec.unique and field.kind is Kind.TABLE)


@EACH
def test_defaults_are_choices(field: BoundField) -> None:
    if field.spec.default and field.kind is Kind.CHOICE:
        assert field.spec.default() in field.spec.choices


@EACH
def test_references_lead_somewhere(field: BoundField) -> None:
    assert (field.kind is Kind.REFERENCE) == bool(field.spec.to)
    assert field.spec.to in {"", *ledgers()}


@pytest.mark.parametrize("field", TABLES.values(), ids=TABLES)
def test_rows_can_be_typed(field: BoundField) -> None:
    assert field.row
    assert field.row() == field.row()
    labels = [column.label for column in field.columns]
    assert labels
    assert len(set(labels)) == len(labels)
    assert all(column.kind is not Kind.TABLE for column in field.columns)


def test_other_spellings_mean_a_choice_and_are_none() -> None:
    for field in FIELDS.values():
        choices, spelled = set(field.spec.choices), field.spec.spelled
        assert (set(spelled.values()) <= choices, choices & spelled.keys()) == (True, set()), field.label
