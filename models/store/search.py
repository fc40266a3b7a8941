"""Search over everything a record says: Chinese, parts of words, pinyin initials, digits.

The index is a function of the journal: each ledger remembers up to which row it has indexed, and catches up before a
search. So a merge need not wait for it, and a search is never wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import Connection

from models.records.entry import Entry, read_line
from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store.tables import column_name, table_name

BATCH = 2_000
MATCH_LENGTH = 3


def pending(connection: Connection, ledger: Ledger) -> int:
    """How many records the index has yet to take in."""
    sql = f"SELECT count(*) FROM {table_name(ledger)} WHERE seq > ?"
    return int(connection.exec_driver_sql(sql, (_done(connection, ledger),)).scalar_one())


def catch_up(connection: Connection, ledger: Ledger, progress: Callable[[int], None] = lambda _: None) -> None:
    """Index every record that changed since the last time. `connection` is a writing one."""
    done = _done(connection, ledger)
    while rows := _next(connection, ledger, done):
        texts = [(rowid, _text(connection, ledger, read_line(line))) for rowid, _, deleted, line in rows if not deleted]
        connection.exec_driver_sql(f"DELETE FROM find_{ledger.id} WHERE rowid = ?", [(row[0],) for row in rows])
        if texts:
            connection.exec_driver_sql(f"INSERT INTO find_{ledger.id} (rowid, text) VALUES (?, ?)", texts)
        done = rows[-1][1]
        connection.exec_driver_sql(
            "INSERT INTO indexed VALUES (?, ?) ON CONFLICT (ledger) DO UPDATE SET seq = excluded.seq", (ledger.id, done)
        )
        progress(len(rows))


def condition(ledger: Ledger, words: str) -> tuple[str, list[str]]:
    """SQL condition on table `t` for all words, with its values; ("", []) for no words."""
    parts = [word for word in words.split() if word]
    if not parts:
        return "", []
    each = " AND ".join("text LIKE ? ESCAPE '\\'" for _ in parts)
    values = [f"%{_escaped(part.lower())}%" for part in parts]
    return f"t.id IN (SELECT rowid FROM find_{ledger.id} WHERE {each})", values


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _done(connection: Connection, ledger: Ledger) -> int:
    found = connection.exec_driver_sql("SELECT seq FROM indexed WHERE ledger = ?", (ledger.id,)).scalar()
    return int(found or 0)


def _next(connection: Connection, ledger: Ledger, done: int) -> list[tuple[int, int, bool, str]]:
    rows = connection.exec_driver_sql(
        f"SELECT t.id, t.seq, t.deleted, j.line FROM {table_name(ledger)} t JOIN journal j ON j.seq = t.seq "
        "WHERE t.seq > ? ORDER BY t.seq LIMIT ?",
        (done, BATCH),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _text(connection: Connection, ledger: Ledger, entry: Entry) -> str:
    words: list[str] = []
    for field in ledger.fields:
        value = entry.fields.get(field.name)
        if value not in (None, "", []):
            words += _words(connection, field, value)
    words.append(initials(str(entry.fields.get(ledger.title, ""))))
    return "\n".join(word for word in words if word).lower()


def _words(connection: Connection, field: BoundField, value: object) -> list[str]:
    if field.kind is Kind.TABLE and isinstance(value, list):
        return [str(cell) for row in value for cell in row.values()]
    if field.kind is Kind.REFERENCE:
        title = title_of(connection, field, str(value))
        return [title, initials(title)]
    return [str(value)]


def title_of(connection: Connection, field: BoundField, uid: str) -> str:
    """What people call the record that a reference field points to; "" when it is gone."""
    target = ledgers()[field.spec.to]
    sql = f"SELECT {column_name(target.by_name[target.title])} FROM {table_name(target)} WHERE uid = ?"
    return str(connection.exec_driver_sql(sql, (uid,)).scalar() or "")


@cache
def initials(text: str) -> str:
    """Pinyin initials of a name: 张三 → zs."""
    if not text or text.isascii():
        return ""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
