"""What a figure is counted from: records of a ledger that have certain values, or what a field of theirs adds up to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

import msgspec

from models.records.context import BasicContext
from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.plan import Counting, Value
from models.records.proven import PROVEN_FIELD, read_proven
from models.records.record import Record
from models.records.registry import ledger, ledgers

OF_ITEM, SUM = "本项", "合计"
"""Words of a counting: only records of the item itself; a field that is added up."""
_PARTS = re.compile(r"[；;，,、\n]+")


class Piece(NamedTuple):
    """A record that counts: its month (0 for January and for ledgers that know no days), and what it adds."""

    uid: str
    month: int
    amount: int | Decimal


def counting_fault(counting: Counting) -> str:
    """Why nobody can count so, a Chinese phrase; "" where everybody can."""
    declared = ledgers().get(counting.ledger)
    if declared is None:
        return f"没有“{counting.ledger}”这个台账"
    if strange := [name for name, _ in counting.where if name not in declared.by_name]:
        return f"台账“{declared.label}”没有“{'、'.join(strange)}”这一栏"
    fields = [(declared.by_name[name], value) for name, value in counting.where]
    if wrong := [field.label for field, value in fields if not can_hold(field, value)]:
        return f"台账“{declared.label}”的“{'、'.join(wrong)}”不会是这个值"
    summed = declared.by_name.get(counting.summed)
    if counting.summed and summed not in summable(declared):
        can = "、".join(field.label for field in summable(declared)) or "没有"
        named = summed.label if summed else counting.summed
        return f"台账“{declared.label}”的“{named}”不能合计，能合计的是{can}"
    if counting.of_item and item_field(declared) is None:
        return f"台账“{declared.label}”不分事项，不能只数本项的"
    return ""


def can_hold(field: BoundField, value: object) -> bool:
    """Whether a field can have this value."""
    if field.kind is Kind.CHOICE:
        return isinstance(value, str) and (field.spec.open or value in field.spec.choices)
    wanted = {Kind.TEXT: str, Kind.INTEGER: int, Kind.FLAG: bool}.get(field.kind)
    return type(value) is wanted


def summable(declared: Ledger) -> list[BoundField]:
    """The fields of a ledger that are numbers: every one can be added up."""
    return [field for field in declared.fields if field.kind in (Kind.INTEGER, Kind.MONEY) and not field.spec.format]


def with_times(counting: Counting) -> Counting:
    """The counting with what it adds up written out: nothing chosen means how often a record says it was done."""
    times = ledger(counting.ledger).times
    return msgspec.structs.replace(counting, summed=times.name) if times and not counting.summed else counting


def summed_label(counting: Counting) -> str:
    """The label of what is added up; "" where that is how often something was done, or the records themselves."""
    field = ledger(counting.ledger).by_name[counting.summed] if counting.summed else None
    return "" if field is None or field.spec.blank_adds == 1 else field.label


def item_field(declared: Ledger) -> BoundField | None:
    """The field that says of which item of the plan a record is."""
    return next((field for field in declared.fields if field.spec.format == "item"), None)


def pieces(counting: Counting, items: Collection[int], year: int, context: BasicContext) -> list[Piece]:
    """The records that count in `year`, of items of these uids where only their own do; none that is yet to come.

    A record that is said to prove items of the year counts for those alone, or beside the one it is of; without items
    nobody asks.
    """
    declared = ledger(counting.ledger)
    own = item_field(declared) if counting.of_item else None
    summed = declared.by_name[counting.summed] if counting.summed else None
    found = []
    for uid, one in _with_values(counting, context.records(counting.ledger)):
        month = _month(declared, one, year, context.today)
        if month is not None and (not items or _is_for(one, own, items, year)):
            found.append(Piece(uid, month, summed.added((getattr(one, summed.name),)) if summed else 1))
    return found


def _with_values(counting: Counting, records: Mapping[str, Record]) -> Iterable[tuple[str, Record]]:
    """The records that have the values asked for."""
    if not counting.where:
        return records.items()
    names, values = zip(*counting.where, strict=True)
    of, wanted = attrgetter(*names), values if len(values) > 1 else values[0]
    return ((uid, one) for uid, one in records.items() if of(one) == wanted)


def _is_for(record: Record, own: BoundField | None, items: Collection[int], year: int) -> bool:
    said = proven_in(record, year)
    if own and getattr(record, own.name) in items:
        return True
    return any(item in said for item in items) if said or own else True


def proven_in(record: Record, year: int) -> set[int]:
    """Uids of the items of the year that somebody said the record proves."""
    return {uid for of, uid in read_proven(getattr(record, PROVEN_FIELD, None)) if of == year}


def _month(declared: Ledger, record: Record, year: int, today: dt.date) -> int | None:
    """The month of a record of the year, 0 where its ledger knows no days; None of another year or yet to come."""
    value = getattr(record, declared.year_of) if declared.year_of else year
    if isinstance(value, dt.date):
        return value.month - 1 if value.year == year and value <= today else None
    return 0 if value == year else None


def knows_days(counting: Counting) -> bool:
    """Whether the records are of a day, so that they fall into a range of the year."""
    declared = ledger(counting.ledger)
    dated = declared.by_name.get(declared.year_of)
    return dated is not None and dated.kind is Kind.DATE


def in_ranges(found: Iterable[Piece], months: int) -> list[int | Decimal]:
    """What the pieces add up to in each range of so many months of the year."""
    ranges: list[int | Decimal] = [0] * (12 // months)
    for one in found:
        ranges[one.month // months] += one.amount
    return ranges


# In words, and back


def counting_words(counting: Counting) -> str:
    """A counting as `read_counting` reads it back: 工作记录：类别=普法，本项，合计人数."""
    declared = ledgers().get(counting.ledger)
    label = declared.label if declared else counting.ledger
    by_name: Mapping[str, BoundField] = declared.by_name if declared else {}
    summed = by_name[counting.summed].label if counting.summed in by_name else counting.summed
    parts = [
        *(f"{by_name[name].label if name in by_name else name}={value_words(value)}" for name, value in counting.where),
        *([OF_ITEM] if counting.of_item else []),
        *([f"{SUM}{summed}"] if counting.summed else []),
    ]
    return f"{label}：{'，'.join(parts)}" if parts else label


def read_counting(text: str) -> Counting | str:
    """A counting as typed, or a Chinese phrase that says what is wrong with it."""
    label, _, rest = text.replace(":", "：").partition("：")
    declared = next((one for one in ledgers().values() if label.strip() in (one.label, one.id)), None)
    if declared is None:
        return f"没有“{label.strip()}”这个台账"
    parts = split_parts(rest)
    summed = next((part.removeprefix(SUM) for part in parts if part.startswith(SUM) and "=" not in part), "")
    field = declared.by_label.get(summed) or declared.by_label.get(f"{summed}（元）")
    where = read_conditions(declared, [part for part in parts if part not in (OF_ITEM, f"{SUM}{summed}")])
    if where is None:
        return f"“{rest}”读不出，条件写成“栏目=值”，只数本项的写“{OF_ITEM}”，求和写“{SUM}人数”的样子"
    found = Counting(declared.id, tuple(where.items()), field.name if field else summed, OF_ITEM in parts)
    return counting_fault(found) or found


def split_parts(text: str) -> list[str]:
    """Split a typed list at ；，、 or line ends; parts are stripped, empty ones left out."""
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def value_words(value: object) -> str:
    """A value of a condition as it is typed."""
    return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def read_conditions(declared: Ledger | None, parts: Iterable[str]) -> dict[str, Value] | None:
    """Conditions typed as 栏目=值, by name of the field; None where one cannot be read.

    A name the ledger does not know stays for a check to refuse.
    """
    fields = declared.by_label if declared else {}
    found: dict[str, Value] = {}
    for label, sign, value in _conditions(parts):
        if not sign or not label or not value:
            return None
        field = fields.get(label)
        found[field.name if field else label] = _value(field.kind if field else Kind.TEXT, value)
    return found


def _conditions(parts: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for part in parts:
        label, sign, value = part.replace("＝", "=").partition("=")
        yield label.strip(), sign, value.strip()


def _value(kind: Kind, text: str) -> Value:
    if kind is Kind.FLAG and text in ("是", "否"):
        return text == "是"
    return int(text) if kind is Kind.INTEGER and text.isdigit() else text
