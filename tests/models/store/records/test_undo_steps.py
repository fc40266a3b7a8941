"""What was done to many records at once is taken back after the program was closed, too, or it is said why not."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.records.registry import ledger
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace, open_workspace
from models.store.files.verify import verify_workspace
from models.store.records import records
from models.store.records.undo_steps import (
    MOST,
    CannotUndoStepError,
    NoStepError,
    latest_acts,
    latest_steps,
    mark_step,
    take_back,
    undo_obstacle,
)
from tests.models.offices import SECRET, Offices, lone_unit, put

TRAINING, PERSON = ledger("training"), ledger("person")
Content = dict[str, tuple[bool, dict[str, Any]]]


@contextmanager
def again(folder: Path) -> Iterator[Workspace]:
    """The workspace opened anew, as after the program was closed."""
    with closing(open_workspace(folder, SECRET)) as workspace:
        yield workspace


def content(workspace: Workspace) -> Content:
    """What every record of two ledgers says; who has it in the recycle bin only need not be there."""
    with workspace.read() as connection:
        return {
            entry.uid: (entry.deleted, {} if entry.deleted else entry.fields)
            for one in (TRAINING, PERSON)
            for entry in records.entries(connection, one, deleted=True)
        }


def alive(found: Content) -> Content:
    return {uid: said for uid, said in found.items() if not said[0]}


def create(tx: Transaction, number: int) -> None:
    for at in range(number):
        records.save(tx, (TRAINING, PERSON)[at % 2], "A01", {"remarks": f"第{at}条"})


def change(tx: Transaction, number: int) -> None:
    for one in (TRAINING, PERSON):
        for entry in list(records.entries(tx.connection, one))[:number]:
            records.save(tx, one, "", {"remarks": f"改成{number}" if number % 2 else None}, entry.uid)


def delete(tx: Transaction, number: int) -> None:
    for one in (TRAINING, PERSON):
        records.delete(tx, one, [entry.uid for entry in list(records.entries(tx.connection, one))[:number]])


def restore(tx: Transaction, number: int) -> None:
    for one in (TRAINING, PERSON):
        gone = [entry.uid for entry in records.entries(tx.connection, one, deleted=True) if entry.deleted]
        records.restore(tx, one, gone[:number])


ACTS = (create, change, delete, restore)


@settings(max_examples=10)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 4)), min_size=1, max_size=6))
def test_all_steps_go_back_one_after_the_other_after_a_restart(steps: list[tuple[Any, int]]) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder, before = Path(home) / "unit", list[tuple[int, Content]]()
        with closing(lone_unit(folder)) as unit:
            for act, number in [(create, 3), *steps]:
                standing = content(unit)
                with unit.write("张三") as tx:
                    act(tx, number)
                    marked = mark_step(tx, act.__name__)
                if marked:
                    before.append((marked, standing))
        with again(folder) as unit:
            for marked, standing in reversed(before):
                with unit.write("李四") as tx:
                    take_back(tx, marked)
                assert alive(content(unit)) == alive(standing)
            assert verify_workspace(unit) == []
            with unit.read() as connection:
                assert [one.is_undone for one in latest_steps(connection)] == [True] * len(before)


def marked(unit: Workspace, number: int = 3) -> int:
    with unit.write("张三") as tx:
        create(tx, number)
        return mark_step(tx, f"新增{number}条")


def uids(unit: Workspace) -> list[str]:
    with unit.read() as connection:
        return [entry.uid for entry in records.entries(connection, TRAINING)]


@pytest.mark.parametrize("act", [change, delete])
def test_a_later_change_of_the_same_records_is_named(tmp_path: Path, act: Any) -> None:
    with closing(lone_unit(tmp_path / "unit")) as unit:
        step = marked(unit)
        with unit.write("王五") as tx:
            act(tx, 1)
    with again(tmp_path / "unit") as unit:
        before = content(unit)
        words = r"王五在“.*”的同一条记录上又作了改动"
        with pytest.raises(CannotUndoStepError, match=words) as refused, unit.write("张三") as tx:
            take_back(tx, step)
        assert content(unit) == before
        with unit.read() as connection:
            assert undo_obstacle(connection, refused.value.step) == refused.value.why


def test_what_was_changed_and_changed_back_is_in_nobodys_way(unit: Workspace) -> None:
    step = marked(unit)
    (uid, _), said = uids(unit), {"remarks": "第0条"}
    put(unit, "training", uid, remarks="另一样")
    put(unit, "training", uid, **said)
    with unit.write("张三") as tx:
        assert len(take_back(tx, step)) == 3
    assert uids(unit) == []


def test_other_records_are_in_nobodys_way(unit: Workspace) -> None:
    step = marked(unit)
    other = put(unit, "training", remarks="别的一条")
    with unit.write("张三") as tx:
        take_back(tx, step)
    assert uids(unit) == [other.uid]


def test_once_is_enough(unit: Workspace) -> None:
    step = marked(unit)
    with unit.write("张三") as tx:
        take_back(tx, step)
    with pytest.raises(CannotUndoStepError, match="已经撤销过"), unit.write("张三") as tx:
        take_back(tx, step)


def test_a_change_that_failed_leaves_no_mark(unit: Workspace) -> None:
    def fail(tx: Transaction) -> None:
        create(tx, 2)
        assert mark_step(tx, "新增2条")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), unit.write("张三") as tx:
        fail(tx)
    with unit.read() as connection:
        assert latest_steps(connection) == []


def test_nothing_changed_is_no_step(unit: Workspace) -> None:
    with unit.write("张三") as tx:
        assert mark_step(tx, "没有改动") == 0
    with unit.read() as connection:
        assert latest_steps(connection) == []


def test_so_many_are_remembered_and_no_more(unit: Workspace) -> None:
    with unit.write("张三") as tx:
        create(tx, 1)
    first = 0
    for number in range(MOST + 1):
        with unit.write("张三") as tx:
            change(tx, 2 * number + 1)
            marked_as = mark_step(tx, f"第{number}次")
            first = first or marked_as
    with unit.read() as connection:
        found = latest_steps(connection)
    assert len(found) == MOST
    assert found[0].words == f"第{MOST}次"
    with pytest.raises(NoStepError), unit.write("张三") as tx:
        take_back(tx, first)


def test_steps_are_unknown_elsewhere(offices: Offices) -> None:
    step = marked(offices.a)
    with pytest.raises(NoStepError), offices.b.write("张三") as tx:
        take_back(tx, step)


def test_a_save_of_one_record_needs_no_mark(unit: Workspace) -> None:
    with unit.write("张三") as tx:
        uid = records.save(tx, PERSON, "A01", {"name": "王伟"}).uid
    put(unit, "person", uid, name="王一")
    step = marked(unit)
    with unit.read() as connection:
        acts = latest_acts(connection)
    assert [(one.words, one.record) for one in acts] == [
        ("新增3条", None),
        ("修改执法人员", ("person", uid)),
        ("新增执法人员", ("person", uid)),
    ]
    for one, names in ((acts[1], ["王伟"]), (acts[2], [])):
        with unit.write("张三") as tx:
            assert take_back(tx, one.number) == [("person", uid)]
        found = content(unit)
        assert [found[uid][1]["name"] for uid in alive(found) if "name" in found[uid][1]] == names
    with unit.read() as connection:
        assert [one.is_undone for one in latest_acts(connection) if one.number != step] == [True, True]
