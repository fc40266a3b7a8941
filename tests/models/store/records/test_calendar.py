"""The office's own holidays move its deadlines."""

import datetime as dt

from models.records.ledgers.case.deadlines import answer_deadline
from models.records.ledgers.case.record import Case
from models.store.base.workspace import Workspace
from models.store.records.calendar import own_days, save_own_days, working_calendar
from models.store.records.stored_context import StoredContext

DAY = dt.date(2031, 3, 3)
SERVED = DAY - dt.timedelta(15)


def test_a_typed_holiday_moves_a_deadline(unit: Workspace) -> None:
    case = Case(role="被告", served_on=SERVED)
    with unit.read() as connection:
        before = answer_deadline(case, StoredContext(connection, SERVED))
    days = {DAY: False, dt.date(2031, 1, 1): False, dt.date(2031, 10, 1): False}
    with unit.write("张三") as tx:
        save_own_days(tx, days)
    with unit.read() as connection:
        after = answer_deadline(case, StoredContext(connection, SERVED))
        assert own_days(connection) == days
        assert working_calendar(connection).published(2031)
    assert before is not None
    assert after is not None
    assert (before.due, before.certain) == (DAY, False)
    assert (after.due, after.certain) == (DAY + dt.timedelta(1), True)


def test_the_newest_table_counts(unit: Workspace) -> None:
    for worked in (True, False):
        with unit.write("张三") as tx:
            save_own_days(tx, {DAY: worked})
    with unit.read() as connection:
        assert own_days(connection) == {DAY: False}
