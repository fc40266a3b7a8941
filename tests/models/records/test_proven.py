"""Which items a record proves, as it is kept."""

from __future__ import annotations

import pytest

from models.check.fields import check_fields
from models.records.context import BasicContext
from models.records.ledgers.training import Training
from models.records.proven import proven_text, read_proven
from models.records.registry import ledger, ledgers
from tests.models.offices import TODAY


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (None, set()),
        ("[2020:3][2021:1000000000007]", {(2020, 3), (2021, 1000000000007)}),
        ("3、17", set()),
        ("[2020:3]x[20:4]", {(2020, 3)}),
    ],
)
def test_what_is_read(text: str | None, items: set[tuple[int, int]]) -> None:
    assert read_proven(text) == items
    context = BasicContext({}, TODAY)
    faults = [one.code for one in check_fields(ledger("training"), Training(proven=text), context)]
    assert ("training.proven.format" in faults) == (text is not None and proven_text(items) != text)


def test_every_ledger_that_proves_items_has_the_field() -> None:
    proving = {one.id for one in ledgers().values() if one.topics} | {"work"}
    assert {one.id for one in ledgers().values() if "proven" in one.by_name} == proving
