"""A limit that a clerk writes does not lie before the day from which it runs, in whichever ledger."""

import datetime as dt

import pytest

from models.records.registry import ledgers
from models.records.steps import Steps
from tests.models.records.ledgers.codes import codes

LIMITED = {
    name: steps for name, one in ledgers().items() for steps in one.checks if isinstance(steps, Steps) and steps.due
}


def test_every_ledger_with_a_written_limit_looks_at_it() -> None:
    written = {name for name, one in ledgers().items() if "due" in one.by_name}
    assert written - set(LIMITED) == {"inspection"}  # its limit is the plan's, before any visit


@pytest.mark.parametrize("name", sorted(LIMITED))
def test_no_limit_before_its_beginning(name: str) -> None:
    begun = LIMITED[name].names[0]
    wrong = f"{name}.due_order"
    for limit, found in ((dt.date(2020, 2, 1), True), (dt.date(2020, 3, 1), False), (dt.date(2030, 1, 1), False)):
        assert (wrong in codes(name, {begun: "2020-03-01", "due": limit.isoformat()})) is found
