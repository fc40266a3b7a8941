from __future__ import annotations

import os
from collections import Counter

import pytest

from models.store.records import packages
from tests.models.clerks import merge_at_once
from tests.models.killing import check_merged, opened, stock
from tests.models.offices import Offices

PACKAGES = 12
"""Four processes and 300 packages are in tests/benchmarks/merge_clerks.py."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where a process can be forked")
@pytest.mark.parametrize("clerks", [2, 4])
def test_each_package_goes_in_once(offices: Offices, clerks: int) -> None:
    stock(offices, PACKAGES)
    offices.close()
    told = Counter(state for states in merge_at_once(offices.folder, clerks) for state in states)
    assert told == {"merged": PACKAGES, "known": PACKAGES * (clerks - 1)}
    assert check_merged(offices.folder, []) == PACKAGES
    centre = opened(offices.folder / "centre")
    with centre.read() as connection:
        assert len(packages.find_packages(connection, state="merged", unit="A01")) == PACKAGES + 1
        sql = "SELECT uid, count(*) FROM journal WHERE act = 'merge' GROUP BY uid, line HAVING count(*) > 1"
        assert connection.exec_driver_sql(sql).all() == []
    centre.close()
