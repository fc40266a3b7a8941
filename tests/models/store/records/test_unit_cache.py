"""What is kept of units' records is worked out again exactly when it may have changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import Connection

from models.records.registry import ledger
from models.store.base import lock
from models.store.base.workspace import Workspace
from models.store.records import records, unit_cache
from models.store.records.unit_cache import EVERYBODY, Made, Recipe, behind, brought_up
from tests.models.offices import training

DAY = dt.date(2020, 6, 1)


@dataclass
class Kitchen:
    """Counts trainings by unit, and remembers which units it was asked for."""

    made: list[str] = field(default_factory=list)

    def make(self, connection: Connection, unit: str) -> Made:
        self.made.append(unit)
        count = records.count(connection, ledger("training"), unit or None)
        return Made(f"{count}", {"twice": f"{2 * count}"}, until="2020-06-30")

    def recipe(self, **others: Any) -> Recipe:
        usual: dict[str, Any] = {"day": DAY, "basis": {"A": "1", "B": "1"}, "ledgers": frozenset(("training",))}
        return Recipe(what="count", make=self.make, **{**usual, **others})


def write(workspace: Workspace, unit: str, name: str = "training", **fields: Any) -> None:
    with workspace.write("张三") as tx:
        records.save(tx, ledger(name), unit, fields or {"topic": "民法典"})


def test_behind_lies_what_the_units_asked_for_have(unit: Workspace) -> None:
    kitchen = Kitchen()
    write(unit, "A")
    write(unit, "C")
    brought_up(unit, kitchen.recipe(basis={"A": "1", "B": "1", "C": "1"}))
    assert sorted(behind(unit, kitchen.recipe(), "twice")) == ["0", "2"]


def test_nothing_is_worked_out_twice(unit: Workspace) -> None:
    kitchen = Kitchen()
    write(unit, "A")
    for _ in range(2):
        assert brought_up(unit, kitchen.recipe()) == {"A": "1", "B": "0"}
        assert sorted(behind(unit, kitchen.recipe(), "twice")) == ["0", "2"]
    assert kitchen.made == ["A", "B"]


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({"unit": "B"}, ["B"]),
        ({"unit": "B", "name": "work", "title": "走访"}, []),
        ({"unit": "C"}, []),
    ],
)
def test_only_units_written_to_are_looked_at_again(unit: Workspace, change: dict[str, str], again: list[str]) -> None:
    kitchen = Kitchen()
    brought_up(unit, kitchen.recipe())
    kitchen.made.clear()
    write(unit, **change)
    brought_up(unit, kitchen.recipe())
    assert kitchen.made == again


@pytest.mark.parametrize(
    ("others", "again"),
    [
        ({"basis": {"A": "2", "B": "1"}}, ["A"]),
        ({"basis": {"A": "1"}}, []),
        ({"basis": {"A": "1", "B": "1", "C": "1"}}, ["C"]),
        ({"day": dt.date(2020, 6, 30)}, []),
        ({"day": dt.date(2020, 7, 1)}, ["A", "B"]),
        ({"day": dt.date(2020, 5, 31)}, ["A", "B"]),
    ],
)
def test_another_basis_or_day_counts(unit: Workspace, others: dict[str, Any], again: list[str]) -> None:
    kitchen = Kitchen()
    brought_up(unit, kitchen.recipe())
    kitchen.made.clear()
    assert brought_up(unit, kitchen.recipe(**others)).keys() == others.get("basis", {"A": "", "B": ""}).keys()
    assert kitchen.made == again


def test_what_rests_on_everybody_follows_every_unit(unit: Workspace) -> None:
    recipe = Kitchen().recipe(basis={EVERYBODY: ""})
    assert brought_up(unit, recipe) == {EVERYBODY: "0"}
    write(unit, "C")
    assert brought_up(unit, recipe) == {EVERYBODY: "1"}


def test_while_it_cannot_be_written_it_is_kept_in_memory(unit: Workspace) -> None:
    kitchen, looking = Kitchen(), replace(unit, read_only=True)
    for _ in range(2):
        assert brought_up(looking, kitchen.recipe()) == {"A": "0", "B": "0"}
        assert behind(looking, kitchen.recipe(), "twice") == ["0", "0"]
    assert kitchen.made == ["A", "B"]


def test_while_somebody_writes_it_is_kept_in_memory(unit: Workspace) -> None:
    kitchen = Kitchen()
    with lock.writing(unit.folder, "别人"):
        brought_up(unit, kitchen.recipe())
    brought_up(unit, kitchen.recipe())
    assert kitchen.made == ["A", "B"]
    write(unit, "A")
    assert brought_up(unit, kitchen.recipe()) == brought_up(unit, kitchen.recipe()) == {"A": "1", "B": "0"}
    assert kitchen.made == ["A", "B", "A"]


def test_what_was_done_before_it_was_given_up_stays(unit: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_cache, "SOME", 1)
    kitchen = Kitchen()

    def give_up(done: int, _whole: int) -> None:
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        brought_up(unit, kitchen.recipe(), give_up)
    brought_up(unit, kitchen.recipe())
    assert kitchen.made == ["A", "B"]


def test_the_journal_is_not_looked_through_from_its_beginning(unit: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_cache, "FAR", 1)
    kitchen = Kitchen()
    brought_up(unit, kitchen.recipe())
    for topic in ("一", "二", "三"):
        training(unit, topic)
    brought_up(unit, kitchen.recipe())
    with unit.read() as connection:
        seen = connection.exec_driver_sql("SELECT min(seq) FROM derived WHERE what = 'count'").scalar()
    write(unit, "B")
    assert (seen, brought_up(unit, kitchen.recipe())["B"], kitchen.made) == (3, "1", ["A", "B", "B"])
