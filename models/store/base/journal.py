"""The journal: every version of every record, in order, chained by a keyed hash.

Each row's digest is HMAC-SHA256 over the digest before it and the row, under a key derived from the workspace key:
nobody without the 密码 can change, insert or take out a row unseen (RFC 2104).
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection

from models.store.base.own_table import OwnTable
from models.store.base.settings import put_settings, read_setting

START = bytes(32)
END = "journal_end"
MERGE, TAKEN_BACK, VANISHED = "merge", "unmerge", "vanish"
"""Acts of a merge and of its undoing: the row of a record that vanished keeps the line it had."""
BEHIND = "behind"
"""Act of a row that says nothing by itself: it holds what lies behind a document, which names the row."""


class JournalRow(msgspec.Struct, frozen=True):
    """A row of the journal without its digest.

    Attributes:
        seq: Its number, from 1.
        at: When it was written (UTC, ISO 8601).
        operator: 经办人 who wrote it.
        act: What was done, for example "create" or `MERGE`.
        ledger: Id of the ledger, or the kind of what is no record, for example that of a document.
        uid: Of the record, or the number or name of what is none.
        unit: Code of the unit whose record it is.
        source: Id of the package that brought it, "" for a change made here.
        line: The record as canonical JSON, or what is kept instead.
    """

    seq: int
    at: str
    operator: str
    act: str
    ledger: str
    uid: str
    unit: str
    source: str
    line: str


class _Linked(JournalRow, frozen=True):
    """A row of the journal with the digest (32 bytes) that chains it to the row before."""

    digest: bytes


JOURNAL = OwnTable("journal", _Linked, key=("seq",), indexes={"journal_uid": ("uid",)})
FIELDS = ", ".join(JournalRow.__struct_fields__)


def last_seq(connection: Connection) -> int:
    """Number of the last row, 0 where there is none."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM journal").scalar_one())


def last_moment(connection: Connection) -> str:
    """When the last row was written (UTC, ISO 8601), "" where there is none."""
    return connection.exec_driver_sql("SELECT at FROM journal ORDER BY seq DESC LIMIT 1").scalar() or ""


def units_since(connection: Connection, seq: int) -> set[str]:
    """Codes of the units of whose records rows were written after this one."""
    return set(connection.exec_driver_sql("SELECT DISTINCT unit FROM journal WHERE seq > ?", (seq,)).scalars())


def written_since(connection: Connection, seq: int) -> list[tuple[str, str, int]]:
    """Unit and ledger of the rows after this one, with the last of them for each."""
    sql = "SELECT unit, ledger, max(seq) FROM journal WHERE seq > ? GROUP BY unit, ledger"
    return [(unit, ledger, last) for unit, ledger, last in connection.exec_driver_sql(sql, (seq,))]


class Chain:
    """The end of the journal within one transaction.

    `seq` and `head` are number and digest of the last row, `start` was the number before the transaction.
    """

    def __init__(self, connection: Connection, key: bytes) -> None:
        last = connection.exec_driver_sql("SELECT seq, digest FROM journal ORDER BY seq DESC LIMIT 1").first()
        self.seq: int = last[0] if last else 0
        self.head: bytes = last[1] if last else START
        self.start = self.seq
        self._connection, self._key, self._sealed = connection, key, self.seq

    def append(self, rows: Iterable[tuple[str, ...]]) -> int:
        """Add rows `(at, operator, act, ledger, uid, unit, source, line)`; gives the seq of the first."""
        first = self.seq + 1
        seq, head, key = self.seq, self.head, self._key
        chained = []
        for row in rows:
            seq += 1
            head = link_digest(key, head, seq, row)
            chained.append((seq, *row, head))
        if chained:
            self._connection.exec_driver_sql(JOURNAL.insertion, chained)
        self.seq, self.head = seq, head
        return first

    def seal(self) -> None:
        """Keep a mark of the journal's end, so that rows cannot be taken off it unseen."""
        if self.seq != self._sealed:
            put_settings(self._connection, {END: end_mark(self._key, self.seq, self.head)})
            self._sealed = self.seq


def end_mark(key: bytes, seq: int, digest: bytes) -> str:
    """The mark of a journal that ends with row `seq`; nobody without the key can make one."""
    return hmac.digest(key, b"end" + seq.to_bytes(8, "big") + digest, "sha256").hex()


def link_digest(key: bytes, before: bytes, seq: int, row: tuple[str, ...]) -> bytes:
    """The digest of row number `seq` behind the digest `before`."""
    return hmac.digest(key, before + "\x1f".join((str(seq), *row)).encode(), "sha256")


def head_digest(connection: Connection) -> str:
    """Digest of the last row, hexadecimal; zeros where there is none."""
    digest = connection.exec_driver_sql("SELECT digest FROM journal ORDER BY seq DESC LIMIT 1").scalar()
    return (digest or START).hex()


def rows_of_digests(connection: Connection, digests: Iterable[str]) -> dict[str, int]:
    """Numbers of the rows with these digests (hexadecimal), in order; nothing for one that no row has."""
    wanted = set(map(bytes.fromhex, digests))
    if not wanted:
        return {}
    sql = f"SELECT digest, seq FROM journal WHERE digest IN ({', '.join('?' * len(wanted))}) ORDER BY seq"
    return {digest.hex(): seq for digest, seq in connection.exec_driver_sql(sql, tuple(wanted))}


def rows_of_record(connection: Connection, uid: str, ledger: str | None = None) -> list[JournalRow]:
    """Every version of a record, oldest first; of one ledger where it is named, since uids come from other offices."""
    rows = connection.exec_driver_sql(f"SELECT {FIELDS} FROM journal WHERE uid = ? ORDER BY seq", (uid,))
    return [change for row in rows if ledger in (None, (change := JournalRow(*row)).ledger)]


def line_at(connection: Connection, seq: int) -> str:
    """The line of row number `seq`.

    Raises:
        sqlalchemy.exc.NoResultFound: There is no such row.
    """
    return str(connection.exec_driver_sql("SELECT line FROM journal WHERE seq = ?", (seq,)).scalar_one())


def recent_rows(connection: Connection, limit: int, before: int | None = None) -> list[JournalRow]:
    """The last changes of the workspace, newest first; `before` pages back.

    What lies behind a document is not listed beside the document.
    """
    condition, values = ("AND seq < ?", (BEHIND, before, limit)) if before else ("", (BEHIND, limit))
    sql = f"SELECT {FIELDS} FROM journal WHERE act != ? {condition} ORDER BY seq DESC LIMIT ?"
    rows = connection.exec_driver_sql(sql, values)
    return [JournalRow(*row) for row in rows]


def rows_between(connection: Connection, begins: str, ends: str) -> Iterator[JournalRow]:
    """The changes from one moment until before another (both as `at` is kept), oldest first, as `recent_rows` lists."""
    sql = f"SELECT {FIELDS} FROM journal WHERE act != ? AND at >= ? AND at < ? ORDER BY seq"
    for row in connection.exec_driver_sql(sql, (BEHIND, begins, ends)):
        yield JournalRow(*row)


def broken_links(connection: Connection, key: bytes) -> Iterator[JournalRow]:
    """Rows whose digest does not follow from the row before: the first one that was touched, and every gap."""
    before, expected = START, 1
    for *row, digest in connection.exec_driver_sql(f"SELECT {FIELDS}, digest FROM journal ORDER BY seq"):
        change = JournalRow(*row)
        if change.seq != expected or link_digest(key, before, change.seq, tuple(row[1:])) != digest:
            yield change
        before, expected = digest, change.seq + 1


def is_cut_off(connection: Connection, key: bytes) -> bool:
    """Whether rows are missing from the journal's end, or were put there by somebody else."""
    chain = Chain(connection, key)
    return read_setting(connection, END) != (end_mark(key, chain.seq, chain.head) if chain.seq else None)
