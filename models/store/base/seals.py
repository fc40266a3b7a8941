"""Seals on the rows of the program's own tables: what another tool does to one of them is seen.

Every row has a keyed digest of its table, key and values (HMAC-SHA256, RFC 2104). The sum of all digests modulo 2^256
is a hash of the set of them that can be kept up row by row (Clarke et al. 2003, MSet-Add-Hash); it is kept under a
keyed mark with the journal's end, so that neither rows with their seals nor all tables together can be put back to
what they were before unseen. A row that was touched stays so: changing it here later seals nothing anew.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

END = "seals"
"""The setting that holds the sum and its mark."""
UNSEALED = {
    "journal": "its rows are chained (models.store.base.journal)",
    "seal": "the seals themselves: their sum is marked",
    "derived": "worked out of the records, and anew whenever they change",
    "indexed": "how far the search index goes; the index is made anew from the journal",
}
"""The own tables whose rows have no seal, and why; those of ledgers are compared with the journal."""
UNSEALED_PREFIXES = ("l_", "find_", "sqlite_")
UNSEALED_SETTINGS = frozenset(('["journal_end"]', f'["{END}"]', '["declared"]'))
"""Rows of `meta` that have a mark of their own, or are compared with the program at every opening."""
MODULUS = 1 << 256
Values = Mapping[str, object]
Rows = Mapping[str, Values | None]
"""Values by column of rows by their key as JSON; None where there is no such row."""


class RowSeal(msgspec.Struct, frozen=True):
    """The keyed digest (32 bytes) of one row: `own` is its table, `row` its key as a JSON list."""

    own: str
    row: str
    digest: bytes


class SealFault(NamedTuple):
    """A row that is not as it was sealed: `how` is one of `CHANGED`, `GONE` and `ADDED`."""

    row: str
    how: str


CHANGED, GONE, ADDED = "被改动过", "被删除了", "是添加进去的"


def is_sealed(table: str, row: str = "") -> bool:
    """Whether the rows of this table have seals, or this row of it."""
    if table in UNSEALED or table.startswith(UNSEALED_PREFIXES):
        return False
    return table != "meta" or row not in UNSEALED_SETTINGS


class Seals:
    """The seals within one transaction; `total` is their sum, None while nobody has asked for it."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.total: int | None = None
        self._said: str | None = None
        self._is_whole = True

    def renew(self, connection: Connection, table: str, after: Rows, before: Rows) -> None:
        """Seal rows that were written; `before` is what they held, where the new values rest on it."""
        known = _digests(connection, table, after)
        fresh: dict[str, bytes | None] = {}
        for row, values in after.items():
            if row in before and self._digest(table, row, before[row]) != known.get(row):
                continue  # somebody else has touched it
            digest = self._digest(table, row, values)
            if digest != known.get(row):
                fresh[row] = digest
        if fresh:
            self._add(connection, table, known, fresh)

    def _add(
        self, connection: Connection, table: str, known: Mapping[str, bytes], fresh: Mapping[str, bytes | None]
    ) -> None:
        total = self._sum(connection)
        for row, digest in fresh.items():
            total += _number(digest) - _number(known.get(row))
        self.total = total % MODULUS
        gone = [(table, row) for row, digest in fresh.items() if digest is None]
        kept = [(table, row, digest) for row, digest in fresh.items() if digest is not None]
        if gone:
            connection.exec_driver_sql("DELETE FROM seal WHERE own = ? AND row = ?", gone)
        if kept:
            connection.exec_driver_sql("INSERT OR REPLACE INTO seal (own, row, digest) VALUES (?, ?, ?)", kept)

    def _sum(self, connection: Connection) -> int:
        if self.total is None:
            self._said = _kept(connection)
            self.total = int((self._said or "0:").partition(":")[0], 16)
        return self.total

    def begin(self, connection: Connection, head: bytes) -> None:
        """Look at the mark that the last transaction left behind the journal's end `head`."""
        mark = self._mark(self._sum(connection), head)
        self._is_whole = self._said in (None, mark)

    def end(self, connection: Connection, head: bytes) -> None:
        """Keep sum and mark; a mark that did not fit before is not made to fit."""
        total = self._sum(connection)
        said = self._mark(total, head) if self._is_whole else f"{total:064x}:"
        if said != self._said:
            connection.exec_driver_sql("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (END, said))

    def seal_all(self, connection: Connection) -> int:
        """Seal every row as it is; gives how many there are."""
        connection.exec_driver_sql("DELETE FROM seal")
        self.total, count = 0, 0
        for table in sealed_tables(connection):
            rows = {row: values for row, values in stored_rows(connection, table) if is_sealed(table, row)}
            self.renew(connection, table, rows, {})
            count += len(rows)
        return count

    def faults(self, connection: Connection, table: str) -> Iterator[SealFault]:
        """Rows of a table that are not as they were sealed."""
        found = connection.exec_driver_sql("SELECT row, digest FROM seal WHERE own = ?", (table,))
        known: dict[str, bytes] = {row[0]: row[1] for row in found}
        for row, values in stored_rows(connection, table):
            digest = known.pop(row, None)
            if is_sealed(table, row) and digest != self._digest(table, row, values):
                yield SealFault(row, CHANGED if digest else ADDED)
        yield from (SealFault(row, GONE) for row in known)

    def are_whole(self, connection: Connection, head: bytes) -> bool:
        """Whether seals were neither removed nor put back to what they were."""
        total = sum(map(_number, connection.exec_driver_sql("SELECT digest FROM seal").scalars())) % MODULUS
        return _kept(connection) == self._mark(total, head)

    def _mark(self, total: int, head: bytes) -> str:
        raw = total.to_bytes(32, "big")
        return f"{total:064x}:{hmac.digest(self._key, b'seals' + raw + head, 'sha256').hex()}"

    def _digest(self, table: str, row: str, values: Values | None) -> bytes | None:
        if values is None:
            return None
        plain = {name: int(value) if value is True or value is False else value for name, value in values.items()}
        return hmac.digest(self._key, msgspec.json.encode((table, row, plain), order="sorted"), "sha256")


def sealed_tables(connection: Connection) -> list[str]:
    """Names of the tables whose rows have seals."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").scalars()
    return [name for name in names if is_sealed(name)]


def stored_rows(connection: Connection, table: str) -> Iterator[tuple[str, Values]]:
    """Key and values of every row of a table."""
    columns = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
    names = [column[1] for column in columns]
    key = [at for _, at in sorted((column[5], at) for at, column in enumerate(columns) if column[5])]
    for row in connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM {table}"):
        yield row_key(row[at] for at in key), dict(zip(names, row, strict=True))


def row_key(values: Iterable[object]) -> str:
    """The values of a row's key as a seal names it."""
    return msgspec.json.encode(list(values)).decode()


def _digests(connection: Connection, table: str, rows: Iterable[str]) -> dict[str, bytes]:
    sql = "SELECT row, digest FROM seal WHERE own = ? AND row IN (SELECT value FROM json_each(?))"
    found = connection.exec_driver_sql(sql, (table, msgspec.json.encode(list(rows)).decode()))
    return {row[0]: row[1] for row in found}


def _kept(connection: Connection) -> str | None:
    return connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (END,)).scalar()


def _number(digest: bytes | None) -> int:
    return int.from_bytes(digest or b"", "big")
