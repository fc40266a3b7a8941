"""Whether a remark of the centre was answered: the record says something else than when the remark came."""

from __future__ import annotations

from sqlalchemy import Connection

from models.records.entry import Entry, read_line
from models.store.base.journal import VANISHED, rows_of_record
from models.store.records.packages import Remark

CORRECTED, OPEN = "已改，待重报", "还没有改"


def is_corrected(connection: Connection, remark: Remark) -> bool:
    """Whether the field remarked on, or anything where the whole record was meant, differs from what it was then."""
    rows = [one for one in rows_of_record(connection, remark.uid, remark.ledger) if one.act != VANISHED]
    before = [one for one in rows if one.at <= remark.at]
    if not rows or len(before) == len(rows):
        return False
    now, then = read_line(rows[-1].line), read_line(before[-1].line) if before else None
    return then is None or _said(now, remark.field) != _said(then, remark.field)


def _said(entry: Entry, field: str) -> object:
    return (entry.deleted, entry.fields.get(field)) if field else (entry.deleted, entry.fields)
