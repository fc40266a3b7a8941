"""The database engine: SQLCipher with a raw key, WAL, synchronous FULL, explicit transactions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from models.store.base.errors import DamagedWorkspaceError

# Values that are neither text nor number are asked for an adapter, and not finding one costs a microsecond each: half
# the time of writing records, most of whose columns are empty. These adapters give the value itself back.
sqlite.register_adapter(type(None), {}.get)
sqlite.register_adapter(bool, int)
sqlite.register_adapter(bytes, bytes)

BUSY_MILLISECONDS = 5_000
CACHE_KIB = 32_768


def open_engine(path: Path, key: bytes | None) -> Engine:
    """An engine on the database at `path`; `key` is the raw 32-byte key, None for an unencrypted one.

    A connection begins reading transactions; one with `execution_options(writes=True)` begins IMMEDIATE ones, so that a
    writer never finds out half-way that it cannot write; one with `bare=True` begins none, for what cannot be in one.

    Raises:
        DamagedWorkspaceError: The file is no database under this key.
    """

    def connect() -> Any:
        connection = sqlite.connect(path, isolation_level=None, check_same_thread=False)
        _prepare(connection, key)
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, module=sqlite, poolclass=QueuePool, pool_size=2, pool_use_lifo=True
    )
    event.listen(engine, "begin", _begin)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    except DatabaseError as problem:
        engine.dispose()
        raise DamagedWorkspaceError(path, "数据库无法打开") from problem
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
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")  # what does not fit would lie in the clear beside the system's own
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("bare", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")
