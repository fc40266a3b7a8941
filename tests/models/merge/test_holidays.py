"""The centre's table of holidays travels with what it issues: a unit then finds the same due day."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from models.merge.from_centre import read_plan_package, receive_from_centre
from models.records.ledgers.case.deadlines import answer_deadline
from models.records.ledgers.case.record import Case
from models.store.base.workspace import Workspace, open_workspace
from models.store.records.calendar import issued_days, own_days, save_own_days
from models.store.records.stored_context import StoredContext
from models.submit.centre import (
    current_issue,
    export_plan,
    export_receipts,
    latest_submissions,
    review_submission,
    save_issue,
    with_holidays,
)
from models.submit.unit import set_up_unit
from tests.models.offices import SECRET, Offices, everything

OLDER = Path(__file__).parents[2] / "data" / "offices-1"
DAY = dt.date(2031, 3, 3)
YEAR = {dt.date(2031, 1, 1): False, DAY: False, dt.date(2031, 10, 1): False}
OTHER = {dt.date(2032, 1, 1): False, dt.date(2032, 5, 4): False, dt.date(2032, 10, 1): False}


def type_in(workspace: Workspace, days: dict[dt.date, bool]) -> None:
    with workspace.write("张三") as tx:
        save_own_days(tx, days)


def issued(centre: Workspace, folder: Path, days: dict[dt.date, bool]) -> Path:
    """The plan package of the next issue, with these holidays."""
    type_in(centre, days)
    issue = current_issue(centre)
    assert issue
    number = save_issue(centre, issue, "李四").number
    return export_plan(centre, folder / f"p{number}.fzb", "李四")


def due(workspace: Workspace, nominal: dt.date = DAY) -> dt.date | None:
    served = nominal - dt.timedelta(15)
    with workspace.read() as connection:
        found = answer_deadline(Case(role="被告", served_on=served), StoredContext(connection, served))
    return found.due if found else None


def tables(workspace: Workspace) -> tuple[dict[dt.date, bool], dict[dt.date, bool]]:
    with workspace.read() as connection:
        return own_days(connection), issued_days(connection)


def test_centre_and_unit_find_the_same_due_day(offices: Offices) -> None:
    assert due(offices.a) == DAY
    said = receive_from_centre(offices.a, issued(offices.centre, offices.folder, YEAR), "张三")
    assert said.endswith("放假安排有变化，2031年以汇总单位下发的为准，期限已重新算过。")
    assert due(offices.a) == due(offices.centre) == DAY + dt.timedelta(1)


def test_a_new_unit_starts_with_the_table(offices: Offices) -> None:
    offer = read_plan_package(issued(offices.centre, offices.folder, YEAR))
    made = set_up_unit(offices.folder / "new", offer, "B02", SECRET, "张三").workspace
    assert due(made) == DAY + dt.timedelta(1)
    made.close()


def test_the_centre_wins_where_both_speak(offices: Offices) -> None:
    tuesday = dt.date(2031, 3, 4)
    type_in(offices.a, {**YEAR, DAY: True, tuesday: False, **OTHER})
    assert (due(offices.a), due(offices.a, tuesday)) == (DAY, tuesday + dt.timedelta(1))
    receive_from_centre(offices.a, issued(offices.centre, offices.folder, YEAR), "张三")
    assert [due(offices.a, day) for day in (DAY, tuesday)] == [due(offices.centre, day) for day in (DAY, tuesday)]
    assert due(offices.a, dt.date(2032, 5, 4)) == dt.date(2032, 5, 5)


def test_a_table_taken_back_gives_way_to_the_unit_s(offices: Offices) -> None:
    type_in(offices.a, {DAY: True})
    receive_from_centre(offices.a, issued(offices.centre, offices.folder, YEAR), "张三")
    said = receive_from_centre(offices.a, issued(offices.centre, offices.folder, {}), "张三")
    assert said.endswith("汇总单位撤回了它的放假安排，期限已重新算过。")
    assert (due(offices.a), tables(offices.a)) == (DAY, ({DAY: True}, {}))


def test_an_older_plan_brings_no_older_table(offices: Offices) -> None:
    second = issued(offices.centre, offices.folder, OTHER)
    receive_from_centre(offices.a, issued(offices.centre, offices.folder, YEAR), "张三")
    receive_from_centre(offices.a, second, "张三")
    assert tables(offices.a)[1] == YEAR


def test_a_receipt_brings_the_table_of_the_newest_issue(offices: Offices) -> None:
    issued(offices.centre, offices.folder, YEAR)
    row = next(row for row in latest_submissions(offices.centre) if row.unit == "A01")
    review_submission(offices.centre, row.id, "approved", "", (), "李四")
    paths = export_receipts(offices.centre, offices.folder, "李四")
    said = receive_from_centre(offices.a, next(path for path in paths if "A01" in path.name), "张三")
    assert "2031年以汇总单位下发的为准" in said
    assert due(offices.a) == due(offices.centre)


def test_the_same_table_again_is_not_said_again(offices: Offices) -> None:
    receive_from_centre(offices.a, issued(offices.centre, offices.folder, YEAR), "张三")
    assert "放假" not in receive_from_centre(offices.a, issued(offices.centre, offices.folder, YEAR), "张三")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    return shutil.copytree(OLDER, tmp_path / "offices")


def test_an_older_package_says_nothing_of_holidays(older: Path) -> None:
    offer = read_plan_package(older / "任务下发.fzb")
    assert offer.issue.holidays is None
    made = set_up_unit(older / "新", offer, "A01", None, "张三").workspace
    type_in(made, YEAR)
    assert due(made) == DAY + dt.timedelta(1)
    made.close()


def test_an_older_unit_takes_the_table(older: Path) -> None:
    centre, unit = open_workspace(older / "汇总单位", None), open_workspace(older / "填报单位", None)
    assert due(unit) == DAY
    receive_from_centre(unit, issued(centre, older, YEAR), "张三")
    assert due(unit) == due(centre) == DAY + dt.timedelta(1)
    centre.close()
    unit.close()


def test_an_older_issue_is_no_change_until_the_table_is(older: Path) -> None:
    centre = open_workspace(older / "汇总单位", None)
    issue = current_issue(centre)
    assert issue
    assert with_holidays(issue, {}) is issue
    assert with_holidays(issue, YEAR).holidays == YEAR
    centre.close()


def test_nothing_is_kept_twice(offices: Offices) -> None:
    plan = issued(offices.centre, offices.folder, YEAR)
    receive_from_centre(offices.a, plan, "张三")
    before = everything(offices.a)
    receive_from_centre(offices.a, plan, "张三")
    assert everything(offices.a) == before
