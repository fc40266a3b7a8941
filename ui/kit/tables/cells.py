"""How a value is shown in a list's cell: its text, and the tone of states."""

from __future__ import annotations

import msgspec

from models.records.bounds import shortened
from models.records.field import BoundField, Kind
from models.records.ledger import Derived
from models.records.privacy import masked_text
from models.records.tone import Tone

Column = BoundField | Derived

YES, NO = "是", "否"
RIGHT_ALIGNED = frozenset({Kind.INTEGER, Kind.MONEY})


def tone_of(column: Column, value: object) -> Tone | None:
    """The tone of a state, None for anything that is no state."""
    return column.tones.get(str(value))


def text_of(column: Column, value: object, *, foreign: bool = False, full: bool = False) -> str:
    """A value as a list shows it: ID numbers masked unless `full`, names of parties in other units' ledgers too."""
    if value in (None, ""):
        return ""
    if column.kind is Kind.FLAG:
        return YES if value else NO
    if column.kind is Kind.TABLE:
        return f"{_rows(value)} 条"
    text = " ".join(shortened(str(value)).split())
    return masked_text(column, text, foreign=foreign, full=full) if isinstance(column, BoundField) else text


def _rows(value: object) -> int:
    rows = msgspec.json.decode(value) if isinstance(value, str | bytes) else value
    return len(rows) if isinstance(rows, list | tuple) else 0


def readable_size(size: int | None) -> str:
    """A size in bytes as people read it: 12 字节, 3.4 MB; None counts as 0."""
    amount = float(size or 0)
    for unit in ("字节", "KB", "MB"):
        if amount < 1024:  # noqa: PLR2004 - a kilobyte
            return f"{amount:.0f} {unit}" if unit == "字节" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GB"
