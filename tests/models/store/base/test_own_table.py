"""What structs declare of the program's own tables is what migrations have made."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import msgspec
import pytest
from sqlalchemy import inspect

from models import store
from models.records.registry import ledgers
from models.store.base.own_table import OwnTable
from models.store.base.tables import table_name
from models.store.base.workspace import Workspace


def own_tables() -> dict[str, OwnTable[Any]]:
    """Every table that a module of the store declares, by its name."""
    names = [module.name for module in pkgutil.walk_packages(store.__path__, "models.store.")]
    found = [one for name in names for one in vars(importlib.import_module(name)).values()]
    return {one.name: one for one in found if isinstance(one, OwnTable)}


OWN = own_tables()


@pytest.mark.parametrize("name", OWN)
def test_migrations_make_what_is_declared(unit: Workspace, name: str) -> None:
    declared = OWN[name]
    with unit.read() as connection:
        made = inspect(connection)
        columns = {one["name"]: (one["type"].python_type, one["nullable"]) for one in made.get_columns(name)}
        key = made.get_pk_constraint(name)["constrained_columns"]
        indexes = {one["name"]: tuple(one["column_names"]) for one in made.get_indexes(name)}
    nullable = {one.name: one.is_nullable and one.name not in declared.key for one in declared.columns}
    assert columns == {one.name: (one.kind or str, nullable[one.name]) for one in declared.columns}
    assert (key, indexes) == (list(declared.key), dict(declared.indexes))


def test_every_table_is_declared(unit: Workspace) -> None:
    with unit.read() as connection:
        made = set(inspect(connection).get_table_names())
    followed = {table_name(ledger) for ledger in ledgers().values()}
    assert {name for name in made - followed if not name.startswith("find_")} == set(OWN)


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """A row with a column of every kind."""

    name: str
    count: int | None = None
    is_open: bool = False
    parts: tuple[int, ...] = ()
    content: bytes = b""


THINGS = OwnTable("thing", Thing, key=("name",))
ONE, TWO = Thing(name="一", count=1, is_open=True, parts=(1, 2), content=b"\0"), Thing(name="二")


@pytest.mark.parametrize(
    ("update", "kept"),
    [(None, Thing(name="一")), ((), ONE), (("count", "parts"), msgspec.structs.replace(ONE, count=None, parts=()))],
)
def test_rows_come_back_as_they_were_put(unit: Workspace, update: tuple[str, ...] | None, kept: Thing) -> None:
    with unit.write("张三") as tx:
        tx.connection.exec_driver_sql("CREATE TABLE thing (name PRIMARY KEY, count, is_open, parts, content)")
        THINGS.insert(tx.connection, [ONE, TWO])
        assert THINGS.select(tx.connection, "name") == [ONE, TWO]
        assert THINGS.select(tx.connection, "name", count=None, is_open=False) == [TWO]
        THINGS.put(tx.connection, [Thing(name="一")], update)
        assert THINGS.select(tx.connection, "name", name="一") == [kept]
        THINGS.update(tx.connection, {"count": 7, "is_open": False}, name="二")
        assert THINGS.select(tx.connection, "name", count=7) == [msgspec.structs.replace(TWO, count=7)]
        THINGS.delete(tx.connection, name="二")
        assert THINGS.select(tx.connection, "name") == [kept]
        THINGS.delete(tx.connection)
        assert THINGS.select(tx.connection, "name") == []
