"""What a clerk may decide of a line of the comparison with a corrected text. Knows no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from models.plan_text.comparison import ComparedRow, Comparison, Verdict
from models.records.plan import Item, Plan
from models.records.tone import Tone

TONES = {
    Verdict.REWORDED: Tone.WARN,
    Verdict.SPLIT: Tone.WARN,
    Verdict.MERGED: Tone.WARN,
    Verdict.NEW: Tone.GOOD,
    Verdict.DROPPED: Tone.BAD,
}

CHANGED = [verdict.value for verdict in Verdict if verdict is not Verdict.SAME]
OFF = "分出"
"""New items that are parts of an old one."""


class Choice(NamedTuple):
    """Something that can be decided, and the comparison with it."""

    words: str
    then: Comparison


def choices(found: Comparison, row: ComparedRow) -> list[Choice]:
    """What can be decided of a line; what stands there now is one of them."""
    return list(_of_new(found, row.new) if row.new else _of_old(found, row.old) if row.old else ())


def current_choice(found: Comparison, row: ComparedRow) -> int:
    """The place of what stands there now among the choices."""
    return next((at for at, one in enumerate(choices(found, row)) if _same(one.then, found)), 0)


def _same(one: Comparison, other: Comparison) -> bool:
    return all(dict(getattr(one, name)) == dict(getattr(other, name)) for name in ("goes_on", "split", "merged"))


def _of_new(found: Comparison, item: Item) -> Iterator[Choice]:
    yield Choice("新增的事项，没有以前的进度", found.parted(item.number))
    for old in found.known.values():
        yield Choice(f"就是原{_called(old, found.old)}，进度跟过来", found.continued(item.number, old.uid))
    mine = found.goes_on.get(item.number)
    for number, uid in sorted(found.goes_on.items()):
        if number != item.number and uid != mine:
            old = found.known[uid]
            yield Choice(f"由原{_called(old, found.old)}分出，进度从头填", found.split_off(item.number, uid))


def _of_old(found: Comparison, item: Item) -> Iterator[Choice]:
    yield Choice("删去，已填的进度保留，印作已删去", found.dropped(item.uid))
    for new in found.new.items:
        yield Choice(f"就是新的{_called(new, found.new)}，进度跟过去", found.continued(new.number, item.uid))
    for number in sorted(found.goes_on):
        into = found.new.item(number)
        if into:
            yield Choice(f"并入新的{_called(into, found.new)}，已填的进度保留", found.merged_into(item.uid, number))


def _called(item: Item, plan: Plan) -> str:
    gone = "（以前删去的）" if item.uid in plan.dropped_by_uid else ""
    return f"第{item.number}项{gone}“{item.title}”"


def summary_words(found: Comparison) -> str:
    """How many items became what, those that stay as they are last."""
    rows = found.rows()
    counted = Counter(OFF if row.old is None and row.other else row.verdict.value for row in rows)
    changed = [f"{word}{counted[word]}项" for word in (*CHANGED, OFF) if counted[word]]
    same = counted[Verdict.SAME.value]
    return "，".join([*changed, f"{same}项不变" if same else "没有一项不变"])
