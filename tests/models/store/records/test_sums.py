"""Lists add up as registers, quotas and points do."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import listing
from tests.models.offices import put

WORK = ledger("work")


@pytest.mark.parametrize(
    ("field", "values", "total"),
    [
        ("sessions", (2, None, 3), 6),
        ("sessions", (0, -3), 0),
        ("people", (30, None, -50), 30),
        ("amount", (Decimal("0.10"), Decimal("0.20"), None, Decimal(-7)), Decimal("0.30")),
    ],
)
def test_a_list_adds_up_as_its_field_does(
    unit: Workspace, field: str, values: tuple[int | Decimal | None, ...], total: int | Decimal
) -> None:
    """An empty number of sessions is one; what is below nought is an error and adds nothing."""
    for number, value in enumerate(values):
        kept: Any = str(value) if isinstance(value, Decimal) else value
        put(unit, "work", None, on="2020-03-01", content=f"第{number}次", **{field: kept})
    with unit.read() as connection:
        ids = listing.row_ids(connection, WORK, listing.ListQuery(unit=unit.unit))
        assert listing.sum_rows(connection, WORK, ids)[field] == total
    assert WORK.by_name[field].added(values) == total
