"""What scripts read of a merge."""

from __future__ import annotations

import pytest

from models.merge.outcome import MergeCounts, PackageOutcome, PackageState


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        (MergeCounts(added=3), {}),
        (MergeCounts(added=3, replaced=2), {"replaced": 2, "left": 0}),
        (MergeCounts(left=1), {"replaced": 0, "left": 1}),
    ],
)
def test_records_typed_for_a_unit_are_told_only_where_there_were_any(counts: MergeCounts, told: dict[str, int]) -> None:
    said = PackageOutcome(file="a.fzb", state=PackageState.MERGED, reason="", counts=counts).as_json()
    assert {name: said[name] for name in ("replaced", "left") if name in said} == told
