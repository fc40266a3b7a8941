"""The database engine: SQLCipher with a raw key, WAL, synchronous FULL, explicit transactions."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from models.errors import FazhiError
from models.store.base.errors import Cause, DamagedWorkspaceError, DatabaseFailedError, ForeignDatabaseError

# Values that are neither text nor number are asked for an adapter, and not finding one costs a microsecond each: half
# the time of writing records, most of whose columns are empty. These adapters give the value itself back.
sqlite.register_adapter(type(None), {}.get)
sqlite.register_adapter(bool, int)
sqlite.register_adapter(bytes, bytes)

PRIMARY = 0xFF
"""The part of SQLite's result codes that tells the kind (sqlite.org/rescode.html)."""
CAUSES = {
    sqlite.SQLITE_FULL: Cause.FULL,
    sqlite.SQLITE_READONLY: Cause.READ_ONLY,
    sqlite.SQLITE_PERM: Cause.READ_ONLY,
    sqlite.SQLITE_CANTOPEN: Cause.AWAY,
    sqlite.SQLITE_BUSY: Cause.BUSY,
    sqlite.SQLITE_LOCKED: Cause.BUSY,
    sqlite.SQLITE_PROTOCOL: Cause.BUSY,
    sqlite.SQLITE_IOERR: Cause.DEVICE,
    sqlite.SQLITE_NOMEM: Cause.MEMORY,
}
LEAST_ROOM = 65_536
"""Bytes below which a disk is full: SQLite's own file of shared memory takes half of it."""
BUSY_MILLISECONDS = 5_000
CACHE_KIB = 32_768


def open_engine(path: Path, key: bytes | None) -> Engine:
    """An engine on the database at `path`; `key` is the raw 32-byte key, None for an unencrypted one.

    A connection begins reading transactions; one with `execution_options(writes=True)` begins IMMEDIATE ones, so that a
    writer never finds out half-way that it cannot write; one with `bare=True` begins none, for what cannot be in one.

    Raises:
        DamagedWorkspaceError: The file is no database under this key, or what it holds is damaged.
        DatabaseFailedError: The system cannot read or write it. Both may come from whatever is asked of it later, too.
    """
    engine = make_engine(path, key)
    try:
        engine.connect().close()  # the journal's mode is not told before the whole schema was read
    except (DatabaseError, FazhiError):
        engine.dispose()
        raise
    return engine


def make_engine(path: Path, key: bytes | None) -> Engine:
    """The same before anything was asked of it: whatever may be wrong with the file comes with the first question."""

    def connect() -> Any:
        connection = sqlite.connect(path, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, key)
        except sqlite.Error:
            connection.close()  # else the file is held until the next garbage collection
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        module=sqlite,
        poolclass=QueuePool,
        pool_size=2,
        pool_use_lifo=True,
        hide_parameters=True,  # an error is shown to maintainers, who are not to see names and numbers
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", partial(_tell_cause, path))
    return engine


def interrupter(connection: Connection) -> Callable[[], None]:
    """A function for another thread: what `connection` is doing when it is called fails with an `OperationalError`."""
    interrupt: Callable[[], None] = connection.connection.driver_connection.interrupt  # type: ignore[union-attr]  # open, so there
    return interrupt


def is_in_transaction(connection: Connection) -> bool:
    """Whether a transaction is open: a full disk or a failing one ends it, whatever was begun within."""
    return bool(connection.connection.driver_connection.in_transaction)  # type: ignore[union-attr]  # open, so there


def _prepare(connection: Any, key: bytes | None) -> None:
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")  # what it would print is told in our words
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")  # what does not fit would lie in the clear beside the system's own
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def _tell_cause(path: Path, context: ExceptionContext) -> None:
    """Raise what SQLite says of the file and the system in our words; what it says of a statement is our own fault."""
    code = getattr(context.original_exception, "sqlite_errorcode", sqlite.SQLITE_ERROR) & PRIMARY
    if code == sqlite.SQLITE_CORRUPT:
        raise DamagedWorkspaceError(path, "数据库页面损坏") from context.original_exception
    if code == sqlite.SQLITE_NOTADB:
        raise ForeignDatabaseError(path, "不是这把钥匙的数据库") from context.original_exception
    if code in CAUSES:
        raise DatabaseFailedError(path, _seen_cause(path, CAUSES[code])) from context.original_exception


def _seen_cause(path: Path, said: Cause) -> Cause:
    """What can be seen of the disk, else what was said: of a full or read-only one SQLite says many things."""
    if said in (Cause.BUSY, Cause.MEMORY):
        return said
    if not path.exists():
        return Cause.AWAY
    if not (os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)):
        return Cause.READ_ONLY
    return Cause.FULL if shutil.disk_usage(path.parent).free < LEAST_ROOM else said


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("bare", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")
