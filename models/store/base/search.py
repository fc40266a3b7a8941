"""Search over everything a record says: Chinese, parts of words, pinyin initials, digits, dates in any spelling.

How parts of words are found: see `grams`. Initials are those of every line of text, so of each name in a record.

The index is a function of the journal: each ledger remembers up to which row it has indexed, and catches up before a
search. So a merge need not wait for it, and a search is never wrong. Records in the recycle bin are found there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.proven import PROVEN
from models.records.registry import ledgers
from models.rules.dates import read_date
from models.store.base import grams
from models.store.base.journal import last_seq as last_row
from models.store.base.own_table import OwnTable
from models.store.base.tables import column_name, table_name

BATCH = 2_000
MOST_HIDDEN = 5_000
"""Records that a list may have to leave out of what the index finds, in number."""
SPECIAL = "\\%_"
FORM = 2
"""Of what the index is given; where it was made in an older form it is made anew."""
_MONTH = re.compile(r"([0-9]{4})[年./-]([0-9]{1,2})月?")


class Indexed(msgspec.Struct, frozen=True):
    """Up to which row of the journal a ledger's index goes; `ledger` names it with the `FORM` of its index."""

    ledger: str
    seq: int


INDEXED = OwnTable("indexed", Indexed, key=("ledger",))


class _Line(msgspec.Struct):
    """What the index needs of a line; nothing else of it is read."""

    fields: dict[str, Any]


_decoder = msgspec.json.Decoder(_Line)


def count_unindexed(connection: Connection, ledger: Ledger) -> int:
    """Number of records that changed, or whose referenced ones did, since the index was last updated."""
    return len(_stale(connection, ledger, _done(connection, ledger), last_row(connection)))


def update_index(
    connection: Connection,
    ledger: Ledger,
    progress: Callable[[int], None] = lambda _: None,
    most: int | None = None,
) -> bool:
    """Index the records that changed since the last time, the oldest changes first; whether those were all.

    Args:
        connection: A writing one. What is kept with it need not be done again.
        ledger: Whose index.
        progress: Told how many records more are indexed.
        most: Stop behind about so many; the next call goes on there.
    """
    done, last = _done(connection, ledger), last_row(connection)
    until = _until(connection, ledger, done, most) or last
    if not done:  # one by one they would be looked for, each for itself
        connection.exec_driver_sql(f"INSERT INTO {index_table(ledger)} ({index_table(ledger)}) VALUES ('delete-all')")
    stale = _stale(connection, ledger, done, until)
    for at in range(0, len(stale), BATCH):
        some = stale[at : at + BATCH]
        rows = connection.exec_driver_sql(
            f"SELECT t.id, j.line FROM {table_name(ledger)} t JOIN journal j ON j.seq = t.seq "
            f"WHERE t.id IN ({', '.join('?' * len(some))})",
            tuple(some),
        ).all()
        said = [
            (rowid, grams.index_text(_said(connection, ledger, _decoder.decode(line).fields))) for rowid, line in rows
        ]
        if done:
            connection.exec_driver_sql(
                f"DELETE FROM {index_table(ledger)} WHERE rowid = ?", [(rowid,) for rowid in some]
            )
        connection.exec_driver_sql(f"INSERT INTO {index_table(ledger)} (rowid, text) VALUES (?, ?)", said)
        progress(len(some))
    INDEXED.put(connection, [Indexed(_name(ledger), until)])
    return until == last


def reset_index(connection: Connection, ledger: Ledger) -> None:
    """Have the index take in every record of a ledger again. `connection` is a writing one."""
    INDEXED.delete(connection, ledger=_name(ledger))


def search_condition(ledger: Ledger, words: str) -> tuple[str, list[str]]:
    """SQL condition on table `t` for all words, with its values; ("", []) for no words."""
    wanted = match_expression(words.split())
    return (f"t.id IN (SELECT rowid FROM {index_table(ledger)} WHERE text MATCH ?)", [wanted]) if wanted else ("", [])


def hidden_row_ids(connection: Connection, ledger: Ledger, unit: str | None) -> list[int] | None:
    """Row ids the index knows and the list of `unit` (None: of all) does not show: of others, and in the bin.

    None where there are more than `MOST_HIDDEN`.
    """
    conditions = ["deleted = 1"] if unit is None else ["unit < ?", "unit > ?", "unit = ? AND deleted = 1"]
    selects = " UNION ALL ".join(f"SELECT id FROM {table_name(ledger)} WHERE {one}" for one in conditions)
    values = () if unit is None else (unit,) * len(conditions)
    found = connection.exec_driver_sql(f"{selects} LIMIT {MOST_HIDDEN + 1}", values).scalars().all()
    return list(found) if len(found) <= MOST_HIDDEN else None


def match_expression(parts: Iterable[str]) -> str:
    """The expression of FTS5 for records that say all of these, "" for none."""
    return " AND ".join(filter(None, map(_expression, parts)))


def _expression(part: str) -> str:
    """For one part: as it is typed, or, of a date or month, as records hold it."""
    day, month = read_date(part), _MONTH.fullmatch(part)
    kept = day.isoformat() if day else f"{month[1]}-{month[2].zfill(2)}" if month else part
    ways = dict.fromkeys((grams.match_phrase(part), grams.match_phrase(kept)))
    return f"({' OR '.join(ways)})" if len(ways) > 1 else next(iter(ways))


def _name(ledger: Ledger) -> str:
    return f"{ledger.id}.{FORM}"


def index_table(ledger: Ledger) -> str:
    """Name of the table of FTS5 that indexes a ledger."""
    return f"find_{ledger.id}"


def like_condition(column: str, part: str) -> tuple[str, str]:
    """SQL condition that `column` contains `part` as it stands, with its value."""
    if not any(letter in part for letter in SPECIAL):
        return f"{column} LIKE ?", f"%{part}%"
    for letter in SPECIAL:
        part = part.replace(letter, f"\\{letter}")
    return f"{column} LIKE ? ESCAPE '\\'", f"%{part}%"


def _stale(connection: Connection, ledger: Ledger, done: int, until: int) -> list[int]:
    """Row ids of records that changed between two rows of the journal, or whose referenced ones did: titles count."""
    own = table_name(ledger)
    # By name: the database would rather walk through the whole table, which is in order already.
    selects = [f"SELECT id FROM {own} INDEXED BY {own}_seq WHERE seq > ? AND seq <= ?"]
    for field in ledger.fields:
        if field.kind is Kind.REFERENCE:
            target = table_name(ledgers()[field.spec.to])
            joined = f"{own} t ON t.{column_name(field)} = r.uid"
            selects.append(
                f"SELECT t.id FROM {target} r INDEXED BY {target}_seq JOIN {joined} WHERE r.seq > ? AND r.seq <= ?"
            )
    sql = f"{' UNION '.join(selects)} ORDER BY 1"
    return list(connection.exec_driver_sql(sql, (done, until) * len(selects)).scalars())


def _until(connection: Connection, ledger: Ledger, done: int, most: int | None) -> int:
    """Row of the journal behind which so many records of the ledger changed; 0 where there are not so many."""
    if most is None:
        return 0
    own = table_name(ledger)
    sql = f"SELECT seq FROM {own} INDEXED BY {own}_seq WHERE seq > ? ORDER BY seq LIMIT 1 OFFSET ?"
    return int(connection.exec_driver_sql(sql, (done, most - 1)).scalar() or 0)


def _done(connection: Connection, ledger: Ledger) -> int:
    found = connection.exec_driver_sql("SELECT seq FROM indexed WHERE ledger = ?", (_name(ledger),)).scalar()
    return int(found or 0)


def _said(connection: Connection, ledger: Ledger, fields: dict[str, Any]) -> list[str]:
    words: list[str] = []
    for field in ledger.fields:
        value = fields.get(field.name)
        if value not in (None, "", []) and field.spec.format != PROVEN:
            words += _words(connection, field, value)
    words.append(pinyin_initials(str(fields.get(ledger.title, ""))))
    return list(dict.fromkeys(filter(None, words)))


def _words(connection: Connection, field: BoundField, value: object) -> list[str]:
    if field.kind is Kind.TABLE and isinstance(value, list):
        shown = [column for column in field.columns if column.spec.listed and column.kind is not Kind.INTEGER]
        return [
            word for row in value for one in shown if one.name in row for word in _with_initials(one, row[one.name])
        ]
    if field.kind is Kind.REFERENCE:
        title = reference_title(connection, field, str(value))
        return [title, pinyin_initials(title)]
    return _with_initials(field, value)


def _with_initials(field: BoundField, value: object) -> list[str]:
    """A value, and of a line of text, which may be a name, its initials."""
    line = field.kind is Kind.TEXT and field.spec.lines == 1 and not field.spec.format
    return [str(value), pinyin_initials(str(value))] if line else [str(value)]


def reference_title(connection: Connection, field: BoundField, uid: str) -> str:
    """What people call the record that a reference field points to; "" when it is gone."""
    target = ledgers()[field.spec.to]
    sql = f"SELECT {column_name(target.by_name[target.title])} FROM {table_name(target)} WHERE uid = ?"
    return str(connection.exec_driver_sql(sql, (uid,)).scalar() or "")


@lru_cache(maxsize=1 << 16)
def pinyin_initials(text: str) -> str:
    """Pinyin initials of a Chinese text, as 张三 → zs; "" for a text of ASCII alone."""
    if not text or text.isascii():
        return ""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
