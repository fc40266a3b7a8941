"""Values as lists of changes and of conflicts show them."""

from __future__ import annotations

from typing import Any

import pytest

from models.merge.values import field_text
from models.records.registry import ledger
from models.store.base.workspace import Workspace


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([], "（空）"),
        ([{"name": "签到表.pdf"}], "1项：签到表.pdf"),
        ([{"name": "签到表.pdf", "digest": "5" * 64}, {"name": "照片.jpg"}], "2项：签到表.pdf；照片.jpg"),
    ],
)
def test_rows_of_a_table_show_what_people_can_read(unit: Workspace, rows: list[dict[str, Any]], shown: str) -> None:
    """Whatever a row lacks, and without the digest of a file."""
    with unit.read() as connection:
        assert field_text(connection, ledger("training"), "evidence", rows, unit.unit) == shown
