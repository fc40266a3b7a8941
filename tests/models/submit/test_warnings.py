from __future__ import annotations

from models.check import check_entries
from models.check.unit import owed
from models.records.finding import Level
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from models.submit.unit import own_entries
from models.submit.warnings import all_warnings, errors_by_unit
from tests.models.offices import ISSUE, TODAY, Offices, training


def test_without_a_task_there_is_nothing_to_warn_of(unit: Workspace) -> None:
    training(unit)
    assert all_warnings(unit, TODAY) == (0, 0, [], 0)


def test_what_must_be_mended_stands_first_and_is_no_warning(offices: Offices) -> None:
    with offices.centre.write("李四") as tx:
        records.save(tx, ledger("training"), "A01", {"topic": "没有日期"})
        every = check_entries(own_entries(tx.connection, "A01"), "A01", TODAY, owed(ISSUE, "A01"))
    found = all_warnings(offices.centre, TODAY)
    assert {one.level for one in every} == {Level.ERROR, Level.WARNING}
    errors = [one for one in every if one.level is Level.ERROR]
    assert (found.whole, found.wrong) == (1, len(errors))
    assert [one.level for one in found.findings] == [Level.ERROR] * len(errors) + [Level.WARNING]
    assert errors_by_unit(offices.centre, TODAY, 2020) == {"A01": sum(bool(one.uid) for one in errors)}
