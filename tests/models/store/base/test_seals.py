"""Every table of the program's own, edited by another tool in every way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from models.store.base.own_table import OwnTable
from models.store.base.seals import UNSEALED, Seals, is_sealed, sealed_tables
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.files.verify import TABLE_LABELS, WorkspaceFault, verify_workspace
from tests.models.offices import training
from tests.models.store.base.test_own_table import OWN

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

SEALED = {name: table for name, table in OWN.items() if is_sealed(name)}
EXAMPLES: dict[type, tuple[Any, Any]] = {str: ("甲", "乙"), int: (1, 2), bool: (False, True), bytes: (b"1", b"2")}


def example(table: OwnTable[Any], which: int) -> Any:
    """A row of the table, one of two."""
    values = {}
    for column in table.columns:
        kind = column.kind or tuple
        values[column.name] = () if kind is tuple else EXAMPLES[kind][which if column.name in table.key else 0]
    return table.row(**values)


def tamper(workspace: Workspace, act: Callable[[Connection], object]) -> None:
    with workspace.engine.connect().execution_options(writes=True) as connection, connection.begin():
        act(connection)


def faults(workspace: Workspace) -> list[WorkspaceFault]:
    return [one for one in verify_workspace(workspace) if one.kind == "seal"]


@pytest.fixture
def filled(unit: Workspace) -> Workspace:
    """Two rows in every table that is sealed."""
    training(unit)
    with unit.write("张三") as tx:
        for table in SEALED.values():
            table.insert(tx.connection, [example(table, 0), example(table, 1)])
    assert faults(unit) == []
    return unit


def columns(table: OwnTable[Any]) -> tuple[str, str]:
    """A column to spoil, not of the key where there is another, and a condition on the first of the two rows."""
    free = [column.name for column in table.columns if column.name not in table.key and column.kind is not bool]
    condition = " AND ".join(f"{name} = {1 if _kind(table, name) is int else repr('甲')}" for name in table.key)
    return (free or list(table.key))[0], condition


def _kind(table: OwnTable[Any], name: str) -> type | None:
    return next(column.kind for column in table.columns if column.name == name)


def update(table: OwnTable[Any], connection: Connection) -> None:
    name, condition = columns(table)
    connection.exec_driver_sql(f"UPDATE {table.name} SET {name} = 77 WHERE {condition}")  # noqa: S608 - declared names


def delete(table: OwnTable[Any], connection: Connection) -> None:
    connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {columns(table)[1]}")  # noqa: S608 - declared names


def insert(table: OwnTable[Any], connection: Connection) -> None:
    name = table.key[0]
    names = ", ".join("88" if one == name else one for one in table.names)
    into, where = f"INSERT INTO {table.name} ({', '.join(table.names)})", columns(table)[1]
    connection.exec_driver_sql(f"{into} SELECT {names} FROM {table.name} WHERE {where}")  # noqa: S608 - declared names


def swap(table: OwnTable[Any], connection: Connection) -> None:
    """The key of one row becomes that of the other, with all that it says."""
    delete(table, connection)
    name = table.key[0]
    sql = f"UPDATE {table.name} SET {name} = 99 WHERE {name} IN ('乙', 2)"  # noqa: S608 - declared names
    connection.exec_driver_sql(sql)


@pytest.mark.parametrize("act", [update, delete, insert, swap])
@pytest.mark.parametrize("name", SEALED)
def test_what_another_tool_did_is_named(
    filled: Workspace, name: str, act: Callable[[OwnTable[Any], Connection], None]
) -> None:
    tamper(filled, lambda connection: act(SEALED[name], connection))
    found = faults(filled)
    assert {one.ledger for one in found} == {name}
    assert all(TABLE_LABELS[name] in one.what and one.uid and "备份" in one.what for one in found)
    training(filled, "接着做")
    assert faults(filled) == found


def test_every_table_is_sealed_or_excepted_with_a_reason(unit: Workspace) -> None:
    with unit.read() as connection:
        assert set(sealed_tables(connection)) == SEALED.keys() == TABLE_LABELS.keys()
    assert {name for name in OWN if name not in SEALED} == UNSEALED.keys()
    assert all(UNSEALED.values())


OFF = ["DELETE FROM remark", "DELETE FROM seal WHERE own = 'remark'"]


@pytest.mark.parametrize(
    "statements",
    [OFF, [*OFF, "UPDATE meta SET value = '0:' WHERE name = 'seals'"], ["DELETE FROM meta WHERE name = 'seals'"]],
)
def test_seals_taken_off_with_their_rows_are_missed(filled: Workspace, statements: list[str]) -> None:
    tamper(filled, lambda connection: [connection.exec_driver_sql(one) for one in statements])
    assert any("总数不符" in one.what for one in faults(filled))
    training(filled, "接着做")
    assert any("总数不符" in one.what for one in faults(filled))


def test_all_tables_put_back_together_are_missed(filled: Workspace) -> None:
    """The whole of an earlier state but the journal, as from another copy of the file."""
    with filled.read() as connection:
        before = connection.exec_driver_sql("SELECT value FROM meta WHERE name = 'seals'").scalar_one()
    training(filled, "后来的")
    sql = "UPDATE meta SET value = ? WHERE name = 'seals'"
    tamper(filled, lambda connection: connection.exec_driver_sql(sql, (before,)))
    assert any("总数不符" in one.what for one in faults(filled))


def test_a_touched_row_is_not_sealed_by_a_later_change(filled: Workspace) -> None:
    table = SEALED["package"]
    tamper(filled, lambda connection: connection.exec_driver_sql("UPDATE package SET unit = 'B02' WHERE id = '甲'"))
    with filled.write("张三") as tx:
        table.update(tx.connection, {"state": "merged"}, id="甲")
    assert [one.uid for one in faults(filled)] == ["甲"]


def test_what_is_undone_is_unsealed(filled: Workspace) -> None:
    def part(tx: Transaction) -> None:
        with tx.savepoint():
            SEALED["remark"].delete(tx.connection)
            raise LookupError

    with filled.write("张三") as tx:
        with pytest.raises(LookupError):
            part(tx)
        tx.set_setting("甲甲", "乙")
    assert faults(filled) == []


def test_seals_need_the_key(filled: Workspace) -> None:
    with filled.read() as connection:
        assert list(Seals(b"another").faults(connection, "remark"))
