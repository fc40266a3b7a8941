"""What a submission changed against what was there before: one line a field, additions as one line a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from models.merge.changes import ACT_WORDS, RecordAct, RecordChange
from models.records.tone import Tone
from ui.kit.tables.head import ColumnHead

MOST = 400
"""Lines read for one submission; the merge report holds all of them."""
TONES = {
    RecordAct.ADDED: Tone.GOOD,
    RecordAct.CHANGED: Tone.WARN,
    RecordAct.DELETED: Tone.BAD,
    RecordAct.RESTORED: Tone.WARN,
    RecordAct.REPLACED: Tone.WARN,
    RecordAct.LEFT: Tone.BAD,
    RecordAct.STAYS: Tone.WARN,
}


class ChangeLine(NamedTuple):
    """One changed field of a record, or a record that is new; `disputed` where both values wait for a decision."""

    change: RecordChange
    label: str
    old: str
    new: str
    disputed: bool = False


def difference_lines(changes: Iterable[RecordChange]) -> Iterator[ChangeLine]:
    """Differences field by field; a record that is added, stays, or is replaced by one that says the same, once."""
    for one in changes:
        if one.act in (RecordAct.ADDED, RecordAct.STAYS) or not one.fields:
            yield ChangeLine(one, "", "", "")
        else:
            yield from (ChangeLine(one, field.label, field.old, field.new, field.conflict) for field in one.fields)


def _what(line: ChangeLine) -> str:
    return "冲突" if line.disputed else ACT_WORDS[line.change.act]


HEADS: list[ColumnHead[ChangeLine]] = [
    ColumnHead("变化", 5, _what, tone=lambda one: Tone.BAD if one.disputed else TONES[one.change.act]),
    ColumnHead("台账", 5, lambda one: one.change.ledger_label),
    ColumnHead("记录", 8, lambda one: one.change.title),
    ColumnHead("字段", 5, lambda one: one.label),
    ColumnHead("原来", 7, lambda one: one.old),
    ColumnHead("现在", 7, lambda one: one.new),
]
