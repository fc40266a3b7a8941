from __future__ import annotations

from models.check import check_entries
from models.check.unit import owed
from models.records.finding import Level
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from models.submit.unit import own_entries
from models.submit.warnings import all_warnings
from tests.models.offices import ISSUE, TODAY, Offices, training


def test_without_a_task_there_is_nothing_to_warn_of(unit: Workspace) -> None:
    training(unit)
    assert all_warnings(unit, TODAY) == (0, 0, [])


def test_what_is_missing_is_no_warning(offices: Offices) -> None:
    """The list is of what may be right and wants a reason; what has to be mended is told elsewhere."""
    with offices.centre.write("李四") as tx:
        records.save(tx, ledger("training"), "A01", {"topic": "没有日期"})
        every = check_entries(own_entries(tx.connection, "A01"), "A01", TODAY, owed(ISSUE, "A01"))
    found = all_warnings(offices.centre, TODAY)
    assert {one.level for one in every} == {Level.ERROR, Level.WARNING}
    assert ({one.level for one in found.findings}, found.whole) == ({Level.WARNING}, 1)
