"""A clock set back between two packages: which came last is told by numbers and by the order in which they came."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.check.record import check_form
from models.due.own_dues import read_own_dues
from models.merge.double_submissions import find_double_submissions
from models.merge.from_centre import RemarkNote, receive_from_centre
from models.merge.past import seen_packages
from models.merge.past_note import past_note
from models.merge.states import centre_state, sent_state
from models.merge.undo import latest_merge, merged_since, undo_merge
from models.records.registry import ledger
from models.store.base.workspace import Workspace, open_workspace
from models.store.records import packages
from models.store.records.packages import PackageRow
from models.submit.centre import export_receipts, latest_submissions, review_submission
from models.submit.withdraw import withdraw_submission, withdrawable_submission
from tests.clock import stopped_at
from tests.models.merge.year_machine import prepare_second_pc
from tests.models.offices import SECRET, TODAY, Offices, lines, training

RIGHT = dt.date(2098, 1, 1)
"""Behind the day of the prepared offices, which is that of the computer."""
BACK = pytest.mark.parametrize("back", [dt.timedelta(1), dt.timedelta(365)], ids=["a day", "a year"])
ORDERS = pytest.mark.parametrize("order", [(2, 3), (3, 2)], ids=["as sent", "the other way round"])


def sent_twice(offices: Offices) -> dict[int, Path]:
    """Submissions 2 and 3 of unit A, each with a training more."""
    found = {}
    for number in (2, 3):
        training(offices.a, f"第{number}次新增的")
        found[number] = offices.send(offices.a, f"a{number}.fzb").path
    return found


def merge_on(offices: Offices, day: dt.date, *paths: Path) -> None:
    offices.centre = replace(offices.centre, clock=stopped_at(day))
    offices.merge(*paths)


def counting(offices: Offices) -> PackageRow:
    (row,) = (row for row in latest_submissions(offices.centre) if row.unit == "A01")
    return row


def came(offices: Offices) -> list[PackageRow]:
    with offices.centre.read() as connection:
        return packages.find_packages(connection, direction="in", kind="submission", unit="A01")


def made(unit: Workspace) -> list[PackageRow]:
    with unit.read() as connection:
        return packages.find_packages(connection, direction="out", kind="submission")


@BACK
@ORDERS
def test_the_later_submission_counts_and_gets_the_receipt(
    offices: Offices, back: dt.timedelta, order: tuple[int, int]
) -> None:
    sent = sent_twice(offices)
    for number, day in zip(order, (RIGHT, RIGHT - back), strict=True):
        merge_on(offices, day, sent[number])
    assert counting(offices).sequence == 3
    assert centre_state(came(offices))[1] == counting(offices)
    (receipt,) = (path for path in export_receipts(offices.centre, offices.folder, "李四") if "A01" in path.name)
    assert "第3次报送" in receive_from_centre(offices.a, receipt, "张三")


@BACK
def test_the_later_merge_is_taken_back_first_and_comes_again(offices: Offices, back: dt.timedelta) -> None:
    sent = sent_twice(offices)
    held = [lines(offices.centre)]
    for number, day in zip((2, 3), (RIGHT, RIGHT - back), strict=True):
        merge_on(offices, day, sent[number])
        held.append(lines(offices.centre))
    with offices.centre.read() as connection:
        earlier, later = sorted((row for row in came(offices) if row.sequence > 1), key=lambda row: row.sequence)
        assert latest_merge(connection, "A01") == later
        assert merged_since(connection, earlier) == [later]
    for number in (3, 2):
        assert undo_merge(offices.centre, "A01", "李四").row.sequence == number
        held.pop()
        assert lines(offices.centre) == held[-1]
        assert counting(offices).sequence == number - 1
    for times, number in enumerate((2, 3), 2):
        merge_on(offices, RIGHT - times * back, sent[number])
        assert counting(offices).sequence == number
    assert undo_merge(offices.centre, "A01", "李四").row.sequence == 3


@pytest.fixture(scope="module")
def with_second(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare_second_pc(prepared, tmp_path_factory.mktemp("two-pcs") / "offices")


@pytest.fixture
def second(offices: Offices, with_second: Path) -> Iterator[Workspace]:
    """The offices with a second PC of unit A."""
    offices.close()
    shutil.rmtree(offices.folder)
    shutil.copytree(with_second, offices.folder)
    offices.centre, offices.a, offices.b, second = (
        open_workspace(offices.folder / name, SECRET) for name in ("centre", "A01", "B02", "second")
    )
    yield second
    second.close()


@BACK
@pytest.mark.parametrize("last", [0, 1], ids=["the first PC's", "the second PC's"])
def test_of_two_pcs_what_came_last_counts(offices: Offices, second: Workspace, back: dt.timedelta, last: int) -> None:
    both = []
    for number, desk in enumerate((offices.a, second)):
        training(desk, f"第{number}台电脑填的")
        both.append(offices.send(desk, f"pc{number}.fzb"))
    before = lines(offices.centre)
    merge_on(offices, RIGHT, both[1 - last].path)
    merge_on(offices, RIGHT - back, both[last].path)
    assert counting(offices).id == both[last].header.package_id
    for number in (last, 1 - last):
        assert undo_merge(offices.centre, "A01", "李四").row.id == both[number].header.package_id
    assert lines(offices.centre) == before


@BACK
def test_the_unit_takes_back_what_it_sent_last(offices: Offices, back: dt.timedelta) -> None:
    offices.a = replace(offices.a, clock=stopped_at(RIGHT))
    first = offices.send(offices.a, "a2.fzb").header
    offices.a = replace(offices.a, clock=stopped_at(RIGHT - back))
    last = offices.send(offices.a, "a3.fzb").header
    rows = {row.id: row for row in made(offices.a)}
    states = {one.sequence: sent_state(one, rows.values()) for one in rows.values()}
    assert states == {1: "已由后一次代替", 2: "已由后一次代替", 3: "已上报"}
    newest = withdrawable_submission(offices.a)
    assert newest
    assert newest.id == last.package_id
    statement, row = withdraw_submission(offices.a, offices.folder / "w.fzb", "填错了", "张三")
    merge_on(offices, RIGHT, offices.folder / "a2.fzb", offices.folder / "a3.fzb")
    merge_on(offices, RIGHT - back, statement)
    assert (row.id, counting(offices).id) == (last.package_id, first.package_id)
    merge_on(offices, RIGHT - 2 * back, offices.send(offices.a, "a5.fzb").path)
    assert counting(offices).sequence == 5


@BACK
def test_what_is_due_follows_the_last_submission(offices: Offices, back: dt.timedelta) -> None:
    """It came back, so that the period is to be reported again."""
    for day, name in ((RIGHT, "a2.fzb"), (RIGHT - back, "a3.fzb")):
        offices.a = replace(offices.a, clock=stopped_at(day))
        offices.send(offices.a, name)
    with offices.a.write("张三") as tx:
        last = max(made(offices.a), key=lambda row: row.sequence)
        packages.update_package(tx, last.id, review="returned", review_reason="缺附件")
    assert any("缺附件" in due.title for due in read_own_dues(offices.a, TODAY).first)


@BACK
def test_beside_a_field_stands_what_was_said_of_it_last(offices: Offices, back: dt.timedelta) -> None:
    """In two receipts, and in one receipt twice."""
    made = training(offices.a, "第一次")
    merge_on(offices, RIGHT, offices.send(offices.a, "a2.fzb").path)
    for times, said in enumerate((["写明日期"], ["写明人数", "写明地点"])):
        for again, text in enumerate(said):
            offices.centre = replace(offices.centre, clock=stopped_at(RIGHT - (times + again) * back))
            note = RemarkNote(ledger="training", uid=made.uid, field="topic", text=text)
            review_submission(offices.centre, counting(offices).id, "returned", "请改正", [note], "李四")
        unit = replace(offices.a, clock=stopped_at(RIGHT - times * back))
        for path in export_receipts(offices.centre, offices.folder, "李四"):
            if "A01" in path.name:
                receive_from_centre(unit, path, "张三")
        shown = check_form(unit, ledger("training"), "A01", made.uid, {}, TODAY).remarks
        assert shown["topic"] == said[-1]


@BACK
def test_the_past_is_told_in_its_order(offices: Offices, back: dt.timedelta) -> None:
    """By the unit within its package, and at the centre of all its packages."""
    offices.a = replace(offices.a, clock=stopped_at(RIGHT))
    training(offices.a, "一")
    first = offices.send(offices.a, "a2.fzb").path
    offices.a = replace(offices.a, clock=stopped_at(RIGHT - back))
    training(offices.a, "二")
    second = offices.send(offices.a, "a3.fzb").path
    rows = [head.row for head in past_note(offices.a).heads]
    assert rows == sorted(rows)
    merge_on(offices, RIGHT, first)
    merge_on(offices, RIGHT - back, second)
    with offices.centre.read() as connection:
        assert [one.sequence for one in seen_packages(packages.find_submissions(connection))["A01"]] == [1, 2, 3]


@BACK
@ORDERS
def test_copies_of_a_folder_are_listed_as_they_came(
    offices: Offices, tmp_path: Path, back: dt.timedelta, order: tuple[int, int]
) -> None:
    """Both count from 2; what came last counts, though the first one has sent a higher number already."""
    other = open_workspace(shutil.copytree(offices.a.folder, tmp_path / "另一台"), SECRET)
    sent = sent_twice(offices)
    training(other, "另一台新增的")
    twin = offices.send(other, "other.fzb")
    other.close()
    for number, day in zip(order, (RIGHT, RIGHT - back), strict=True):
        merge_on(offices, day, sent[number])
    merge_on(offices, RIGHT - 2 * back, twin.path)
    (fork,) = find_double_submissions(offices.centre)
    assert [party.row.id for party in fork.parties][-1] == twin.header.package_id
    assert counting(offices).id == twin.header.package_id


def row(place: int, workspace: str, sequence: int) -> PackageRow:
    return PackageRow(
        id=f"{workspace}{sequence}@{place}",
        direction="in",
        kind="submission",
        unit="A01",
        workspace=workspace,
        sequence=sequence,
        place=place,
        at=f"20{99 - place}-01-01T00:00:00Z",
    )


@pytest.mark.parametrize(
    ("came", "order"),
    [
        (["w1", "w2", "v1"], ["w1", "w2", "v1"]),
        (["w2", "w1", "v1"], ["w1", "w2", "v1"]),
        (["w3", "v1", "w2", "v2"], ["w2", "w3", "v1", "v2"]),
        (["w3", "v2", "v1", "w2", "w1"], ["w1", "w2", "w3", "v1", "v2"]),
        (["w1", "w2", "w1", "w2"], ["w1", "w2", "w1", "w2"]),
        (["w2", "w3", "w2"], ["w2", "w3", "w2"]),
        (["w0", "v1", "w0"], ["w0", "v1", "w0"]),
    ],
    ids=["restored", "late", "late, two PCs", "later still", "copies", "copies, the first ahead", "on paper"],
)
def test_the_order_of_packages(came: list[str], order: list[str]) -> None:
    rows = [row(place, one[0], int(one[1])) for place, one in enumerate(came, 1)]
    for given in (rows, rows[::-1]):
        assert [f"{one.workspace}{one.sequence}" for one in packages.in_order(given)] == order
