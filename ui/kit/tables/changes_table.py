"""What a submission changed against what was there before: one line a field, additions as one line a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from models.merge.changes import ACT_WORDS, Act, RecordChange
from models.records.tone import Tone
from ui.kit.tables.head import Head

MOST = 400
"""Lines read for one submission; the merge report holds all of them."""
TONES = {
    Act.ADDED: Tone.GOOD,
    Act.CHANGED: Tone.WARN,
    Act.DELETED: Tone.BAD,
    Act.RESTORED: Tone.WARN,
    Act.REPLACED: Tone.WARN,
    Act.LEFT: Tone.BAD,
    Act.STAYS: Tone.WARN,
}


class Line(NamedTuple):
    """One changed field of a record, or a record that is new; `disputed` where both values wait for a decision."""

    change: RecordChange
    label: str
    old: str
    new: str
    disputed: bool = False


def lines_of(changes: Iterable[RecordChange]) -> Iterator[Line]:
    """Differences field by field; a record that is added, stays, or is replaced by one that says the same, once."""
    for one in changes:
        if one.act in (Act.ADDED, Act.STAYS) or not one.fields:
            yield Line(one, "", "", "")
        else:
            yield from (Line(one, field.label, field.old, field.new, field.conflict) for field in one.fields)


def _what(line: Line) -> str:
    return "冲突" if line.disputed else ACT_WORDS[line.change.act]


HEADS: list[Head[Line]] = [
    Head("变化", 5, _what, tone=lambda one: Tone.BAD if one.disputed else TONES[one.change.act]),
    Head("台账", 5, lambda one: one.change.ledger_label),
    Head("记录", 8, lambda one: one.change.title),
    Head("字段", 5, lambda one: one.label),
    Head("原来", 7, lambda one: one.old),
    Head("现在", 7, lambda one: one.new),
]
