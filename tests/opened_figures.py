"""Whether a printed figure is what the records come to that it opens: counted, added up or divided anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from models.records.registry import ledger, ledgers
from models.rules.enforcement_kinds import EXECUTIONS, MEASURES, PENALTIES
from models.store.base.workspace import Workspace
from models.store.records import records
from reports.base.sheet import Behind, CellValue, Sheet
from reports.figures.counted import NOTHING, PART, WHOLE
from reports.figures.deeds import DUTIES, OTHER_WAYS

Fields = Mapping[str, Any]
Known = Mapping[tuple[str, str], Fields]
_OTHERS = ("levies", "requisitions", "inspections", "confirmations", "payments", "rewards", "rulings", "other_acts")
OF_SHEETS = {
    "penalties": (*PENALTIES,),
    "forced": (*MEASURES, *EXECUTIONS),
    "measures": (*MEASURES,),
    "others": _OTHERS,
    "行政许可": ("granted", "refused", "revoked"),
    "行政处罚": (*PENALTIES,),
    "行政强制": (*MEASURES, *EXECUTIONS),
}
"""Of a head or line that adds up what a yearly sheet says, the figures that it adds."""
TIMES = "次"
"""A line counted so counts sessions, of which a case may have several."""
_OFTEN, _PAID = ("sessions", 1), ("compensation_paid", 0)
_AMOUNTS = ("people", "copies", "pieces", "settled", "hours", "amount")
ADDED: Mapping[str, Mapping[str, tuple[str, int]]] = {
    "work": {
        **dict.fromkeys(("sessions", "sum", "合计", *DUTIES, OTHER_WAYS), _OFTEN),
        **{name: (name, 0) for name in _AMOUNTS},
        "charged": ("amount", 0),
    },
    "training": {"people": ("people", 0), "people_before": ("people", 0), "hours": ("hours", 0)},
    "reconsidered": {"applicants": ("applicants", 1), "paid": ("paid", 0)},
    "case": {"paid": _PAID, "本年实际赔偿金额": _PAID},
    "enforcement": dict.fromkeys(("fined", "fined_wan", "levied", "levied_wan"), ("amount", 0)),
    "inspection": {"inspections": ("visits", 0), "others": ("visits", 0)},
}
"""By ledger the heads, or labels of lines, that add up a field: which, and what a record without it adds."""


def unexplained(workspace: Workspace, sheet: Sheet) -> Iterator[str]:
    """Every figure of the sheet and of those behind it that its records do not come to, and what they come to."""
    with workspace.read() as connection:
        every = ((name, one) for name in ledgers() for one in records.entries(connection, ledger(name)))
        known = {(name, one.uid): one.fields for name, one in every}
    for one in (sheet, *sheet.more):
        for fact in one.facts:
            said = [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", fact.value)]
            found = [_come_to(fact.label, fact.label, part, known) for part in _figures_of(fact.behind)]
            if NOTHING not in fact.value and not all(any(_same(number, ours) for number in said) for ours in found):
                yield f"{one.layout} {fact.label}：{fact.value}，打开的是{found}"
        for row in one.rows:
            for head, cell, behind in zip(one.columns, row.cells, row.behind, strict=False):
                if behind and head.key != "number" and row.cells[1] != TIMES:
                    ours = _come_to(head.key, str(row.cells[0]), behind, known)
                    if not _same(cell, ours):
                        yield f"{one.layout} {row.cells[:2]} {head.group}{head.label}：{cell}，打开的是{ours}"


def _figures_of(behind: Sequence[Behind]) -> list[Sequence[Behind]]:
    """The figures that a fact says: those of one name are one figure, part and whole are a rate."""
    names = dict.fromkeys(one.part for one in behind)
    return [behind] if {*names} & {PART, WHOLE} else [[one for one in behind if one.part == name] for name in names]


def _come_to(head: str, line: str, behind: Sequence[Behind], known: Known) -> Decimal:
    if {one.part for one in behind} & {PART, WHOLE}:
        part, whole = (sum(len(one.uids) for one in behind if one.part == name) for name in (PART, WHOLE))
        return Decimal(part) / whole if whole else Decimal(0)
    every = ((one.ledger, known[one.ledger, uid]) for one in behind for uid in one.uids)
    return sum((_adds(head, line, name, fields) for name, fields in every), Decimal(0))


def _adds(head: str, line: str, name: str, fields: Fields) -> Decimal:
    """What a record adds to a figure: 1 where that counts records."""
    if name == "enforcement_year":
        return _of_sheet(fields, line if line in OF_SHEETS else head)
    if head == "photos":
        return Decimal(len(fields.get("evidence") or ()))
    added = ADDED.get(name, {})
    field = added.get(head) or (added.get(line) if name == "case" else None)
    return _amount(fields, *field) / _unit(head) if field else Decimal(1)


def _of_sheet(fields: Fields, head: str) -> Decimal:
    names = [part for key in head.split("+") for part in OF_SHEETS.get(key, (key.removesuffix("_wan"),))]
    parts = sum((_amount(fields, name) for name in names), Decimal(0))
    return (parts or _amount(fields, head)) / _unit(head)


def _unit(head: str) -> int:
    return 10_000 if head.endswith("_wan") or head == "charged" else 1


def _amount(fields: Fields, name: str, blank: int = 0) -> Decimal:
    found = fields.get(name)
    return Decimal(blank if found is None else str(found))


def _same(printed: CellValue, ours: Decimal) -> bool:
    """Whether a figure is printed so, in percent or as a ratio, rounded as it is."""
    if not isinstance(printed, int | Decimal):
        return printed in (None, NOTHING) and not ours
    return any(Decimal(printed) == one.quantize(Decimal(printed), ROUND_HALF_UP) for one in (ours, ours * 100))
