"""Which deleted records a package has to name: those that some package carried while they were there.

It names them, and says nothing of what they said (`Entry.tombstone`). A record that was pasted and deleted again before
anything was sent is nobody's business: it leaves nothing in a package. The journal of this computer keeps its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

import msgspec
from sqlalchemy import Connection

from models.records.entry import Entry, read_line
from models.records.ledger import Ledger
from models.store.base import journal
from models.store.base.settings import read_setting
from models.store.base.tables import table_name
from models.store.records import packages
from models.store.records.packages import OUT, PackageRow


class _Cover(msgspec.Struct):
    """What a header says of its package's records; a statement that takes a submission back carries none."""

    journal_head: str = ""
    counts: dict[str, int] = {}


def travelling_lines(connection: Connection, ledger: Ledger, unit: str) -> Iterator[str]:
    """Lines of the unit's records as a package carries them, in order of entry.

    Of a deleted one its tombstone, and nothing where it never left.
    """
    sql = f"SELECT t.deleted, j.line FROM {table_name(ledger)} t JOIN journal j ON j.seq = t.seq"
    rows = connection.exec_driver_sql(f"{sql} WHERE t.unit = ? ORDER BY t.id", (unit,))
    heads, own = cache(partial(_heads, connection)), read_setting(connection, "id")
    for gone, line in rows:
        if not gone:
            yield line
        elif _was_sent(connection, ledger, entry := read_line(line), heads, own):
            yield entry.tombstone().line()


def changed_since(connection: Connection, ledger: Ledger, unit: str, sent: PackageRow) -> Iterator[bool]:
    """Of each record of the unit that changed since this package was made: whether it is deleted.

    Nothing of a deleted one that never left, of a package without records, or of one that this journal does not know.
    """
    cover = msgspec.json.decode(sent.header or "{}", type=_Cover)
    known = journal.rows_of_digests(connection, [cover.journal_head]) if cover.counts and cover.journal_head else {}
    heads, own = cache(partial(_heads, connection)), read_setting(connection, "id")
    sql = f"SELECT t.deleted, j.line FROM {table_name(ledger)} t JOIN journal j ON j.seq = t.seq"
    for head in known.values():
        for gone, line in connection.exec_driver_sql(f"{sql} WHERE t.unit = ? AND t.seq > ?", (unit, head)):
            if not gone or _was_sent(connection, ledger, read_line(line), heads, own):
                yield bool(gone)


def _heads(connection: Connection) -> list[int]:
    """Rows of the journal that were the newest when packages were made here."""
    rows = [row for row in packages.find_packages(connection, direction=OUT) if row.kind in ("submission", "handover")]
    covers = [msgspec.json.decode(row.header, type=_Cover) for row in rows if row.header]
    heads = [one.journal_head for one in covers if one.counts and one.journal_head]
    return list(journal.rows_of_digests(connection, heads).values())


def _was_sent(
    connection: Connection, ledger: Ledger, entry: Entry, heads: Callable[[], list[int]], own: str | None
) -> bool:
    """Whether a package carried the record while it was there.

    One that another workspace has written, this one before a backup was restored too, may have been sent from there.
    """
    if entry.vector.keys() != {own}:
        return True
    rows = journal.rows_of_record(connection, entry.uid, ledger.id)
    versions = [(row.seq, read_line(row.line).deleted) for row in reversed(rows)]
    return not all(next((gone for seq, gone in versions if seq <= head), True) for head in heads())
