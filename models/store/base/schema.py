"""Bringing a database up to the schema this program knows."""

from __future__ import annotations

import functools
import hashlib
import importlib
import pkgutil
from collections.abc import Callable

import msgspec
from sqlalchemy import Connection, inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable

from models.records.entry import read_line
from models.records.field import Kind
from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store.base import grams, migrations, search
from models.store.base.errors import NewerWorkspaceError
from models.store.base.settings import put_settings, read_setting
from models.store.base.tables import column_name, ledger_table

DECLARED = "declared"
"""The setting that says which declarations the ledger tables follow."""
Progress = Callable[[int, int], object]
"""Told how many steps are done, of how many."""


def migration_names() -> dict[int, str]:
    """Name of the module of every migration by its number, in order."""
    names = [module.name for module in pkgutil.iter_modules(migrations.__path__)]
    return {int(name[1:5]): name for name in sorted(names)}


def schema_version(connection: Connection) -> int:
    """Number of the last migration the database has had."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def is_current(connection: Connection) -> bool:
    """Whether nothing needs to be done before work starts.

    Raises:
        NewerWorkspaceError: A newer program has used the database.
    """
    found, known = schema_version(connection), max(migration_names())
    if found > known:
        raise NewerWorkspaceError(found, known)
    return found == known and read_setting(connection, DECLARED) == declaration_digest()


def upgrade(connection: Connection, progress: Progress = lambda *_: None) -> None:
    """Run the migrations that are missing, then let ledger tables follow their declarations."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    op = Operations(MigrationContext.configure(connection))
    found = schema_version(connection)
    missing = {number: name for number, name in migration_names().items() if number > found}
    total = len(missing) + len(ledgers())
    for done, (number, name) in enumerate(missing.items()):
        progress(done, total)
        run: Callable[[Operations], None] = importlib.import_module(f"{migrations.__name__}.{name}").upgrade
        run(op)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    _follow_declarations(connection, lambda done: progress(len(missing) + done, total))


def declaration_digest() -> str:
    """Changes whenever a ledger or the name or kind of a field is added."""
    said = [(ledger.id, [(field.name, field.kind) for field in ledger.fields]) for ledger in ledgers().values()]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def _follow_declarations(connection: Connection, progress: Callable[[int], object]) -> None:
    existing = set(inspect(connection).get_table_names())
    for done, ledger in enumerate(ledgers().values()):
        progress(done)
        if ledger_table(ledger).name in existing:
            _add_columns(connection, ledger)
        for statement in _statements(ledger):
            connection.exec_driver_sql(statement)
    put_settings(connection, {DECLARED: declaration_digest()})


@functools.cache
def _statements(ledger: Ledger) -> tuple[str, ...]:
    """What makes the table of a ledger, its indexes and the index of its words, as far as they are not there."""
    table, dialect = ledger_table(ledger), sqlite.dialect()
    words = (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {search.index_table(ledger)} "
        f"USING fts5(text, tokenize='{grams.TOKENIZER}', content='', contentless_delete=1)"
    )
    return (
        str(CreateTable(table, if_not_exists=True).compile(dialect=dialect)),
        *(str(CreateIndex(index, if_not_exists=True).compile(dialect=dialect)) for index in table.indexes),
        words,
    )


def _add_columns(connection: Connection, ledger: Ledger) -> None:
    table = ledger_table(ledger)
    present = {column["name"] for column in inspect(connection).get_columns(table.name)}
    new = [field for field in ledger.fields if column_name(field) not in present]
    for field in new:
        column = CreateColumn(table.c[column_name(field)]).compile(dialect=connection.dialect)
        connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {column}")
    if not new:
        return
    lines = connection.exec_driver_sql(
        f"SELECT t.id, j.line FROM {table.name} t JOIN journal j ON j.seq = t.seq",
    ).all()
    sets = ", ".join(f"{column_name(field)} = ?" for field in new)
    rows = []
    for rowid, line in lines:
        values = read_line(line).fields
        rows.append((*(column_value(values.get(field.name), field.kind) for field in new), rowid))
    if rows:
        connection.exec_driver_sql(f"UPDATE {table.name} SET {sets} WHERE id = ?", rows)
    search.reset_index(connection, ledger)


def column_value(value: object, kind: Kind) -> object:
    """What a column holds for a JSON value of a field of this kind: rows of a table as JSON, all else as it is."""
    if kind is Kind.TABLE:
        return msgspec.json.encode(value, order="sorted").decode() if value else None
    return value
