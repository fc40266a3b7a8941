"""One change of the workspace: everything in it happens, or nothing does."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection

from models.records.entry import Entry
from models.records.field import Kind
from models.records.ledger import Ledger
from models.store.base.engine import is_in_transaction
from models.store.base.journal import Chain
from models.store.base.schema import column_value
from models.store.base.seals import Seals
from models.store.base.settings import put_settings
from models.store.base.tables import OWN_COLUMNS, column_name, table_name


@dataclass
class Transaction:
    """An open write: its connection, who writes (经办人), the journal's end, the seals, when (`models.clock.STAMP`).

    Set `abandoned` to have everything in it undone at its end: a preview is a write that is abandoned.
    """

    connection: Connection
    workspace: str
    operator: str
    chain: Chain
    seals: Seals
    at: str
    abandoned: bool = False

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What is done within happens wholly, or on any exception not at all, while the rest of the change goes on."""
        before, total, done = copy.copy(self.chain), self.seals.total, False
        self.connection.exec_driver_sql("SAVEPOINT part")
        try:
            yield
            done = True
        finally:
            if is_in_transaction(self.connection):
                if not done:
                    self.connection.exec_driver_sql("ROLLBACK TO part")
                    self.chain, self.seals.total = before, total
                self.connection.exec_driver_sql("RELEASE part")

    def save_entries(self, act: str, ledger: Ledger, written: Sequence[tuple[Entry, str]], source: str = "") -> None:
        """Journal entries with their lines, and put them into the ledger's table in place of what it held of them.

        `act` is what was done, `source` the package that brought them ("" for a change made here).
        """
        if not written:
            return
        at, operator, name = self.at, self.operator, ledger.id
        seq = self.chain.append(
            [(at, operator, act, name, entry.uid, entry.unit, source, line) for entry, line in written]
        )
        rows = [table_row(ledger, entry, seq + index) for index, (entry, _) in enumerate(written)]
        self.connection.exec_driver_sql(upsert_statement(ledger), rows)

    def set_setting(self, name: str, value: str) -> None:
        """Set one setting of the workspace, see `models.store.base.settings`."""
        put_settings(self.connection, {name: value})


def table_row(ledger: Ledger, entry: Entry, seq: int) -> tuple[object, ...]:
    """What the ledger's table holds of an entry whose line is row `seq` of the journal, for `upsert_statement`."""
    fields = entry.fields
    plain, tables = _columns(ledger)
    values = list(map(fields.get, plain))
    for index in tables:
        if values[index] is not None:
            values[index] = column_value(values[index], Kind.TABLE)
    return (entry.uid, entry.unit, seq, entry.deleted, *entry.changed, *values)


@cache
def _columns(ledger: Ledger) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Names of the fields in order, and the places of the tables among them."""
    names = tuple(field.name for field in ledger.fields)
    return names, tuple(at for at, field in enumerate(ledger.fields) if field.kind is Kind.TABLE)


@cache
def upsert_statement(ledger: Ledger) -> str:
    """The statement that writes a row of the ledger's table, new or not."""
    names = (*OWN_COLUMNS, *(column_name(field) for field in ledger.fields))
    updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    places = ", ".join("?" * len(names))
    return (
        f"INSERT INTO {table_name(ledger)} ({', '.join(names)}) VALUES ({places}) "
        f"ON CONFLICT (uid) DO UPDATE SET {updates}"
    )
