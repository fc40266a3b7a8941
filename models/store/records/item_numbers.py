"""Items of a plan as people read and type them, by number, and as records name them, by uid."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.records.entry import Entry
from models.records.field import BoundField
from models.records.ledger import Ledger
from models.records.office import Issue
from models.records.plan import Plan
from models.records.proven import PROVEN, ProvenItem, is_proven_text, proven_text, read_proven
from models.store.records.documents import ISSUE, documents_of_kind, present_year, today_of

KEPT = "item numbers"
"""Where they are kept with the connection: a merge asks for every record that it shows."""
DROPPED = 10**6
"""Added to the last number of items that are no longer in the plan, to sort them behind all others."""
ITEM = "item"
"""The format of a field that names an item."""
NAMING = (ITEM, PROVEN)
"""The formats of fields that name items."""
_PARTS = re.compile(r"[、，,；;\s]+")
_OTHER_YEAR = re.compile(r"([0-9]{4})年(.+)")


@cache
def item_field(ledger: Ledger) -> str:
    """The name of the ledger's field that names an item, "" where it has none."""
    return next((field.name for field in ledger.fields if field.spec.format == ITEM), "")


@cache
def naming_fields(ledger: Ledger) -> tuple[BoundField, ...]:
    """The fields of the ledger that name an item or several."""
    return tuple(field for field in ledger.fields if field.spec.format in NAMING)


class ItemNumbers:
    """The plan of each year as it was issued last; `present` is the year that is worked at."""

    def __init__(self, plans: Mapping[int, Plan], present: int | None = None) -> None:
        self._plans, self._present = plans, present

    def shown(self, uid: Any, year: int | None = None) -> Any:
        """The number printed today, in words where the item was dropped; as it stands where no plan knows it."""
        plan = self._plan(year)
        item = plan.by_uid.get(uid) if plan else None
        if item:
            return item.number
        return plan.name(uid) if plan and uid in plan.dropped_by_uid else uid

    def typed(self, number: Any, year: int | None = None) -> Any:
        """The uid of the item that is printed under a number.

        None where no item is, and numbers do not tell items any more; else the number itself.
        """
        plan = self._plan(year)
        item = plan.item(number) if plan else None
        return item.uid if item else None if plan and plan.is_renumbered else number

    def shown_all(self, text: object) -> str:
        """The items that a record proves: those of the plan that counts now by number, others with their year.

        Of this one an item that is no longer there is named in words.
        """
        names = [self._part_shown(year, uid) for year, uid in read_proven(text)]
        return "、".join(name for *_, name in sorted(names))

    def _part_shown(self, year: int, uid: int) -> tuple[bool, int, int, str]:
        """How an item stands among others, and its name."""
        shown, is_other = self.shown(uid, year), year != self._present
        number = shown if isinstance(shown, int) else DROPPED
        words = f"{year}年{f'第{shown}项' if isinstance(shown, int) else shown}" if is_other else str(shown)
        return is_other, year, number, words

    def typed_all(self, text: object) -> str | None:
        """The stored text of items typed as they are shown, 3、17, or as it is; None where one of them is none."""
        if is_proven_text(str(text)):
            return proven_text(read_proven(text))
        found = [self._part_typed(part) for part in _PARTS.split(str(text).strip()) if part]
        return proven_text(one for one in found if one) if all(found) else None

    def _part_typed(self, part: str) -> ProvenItem | None:
        other = _OTHER_YEAR.fullmatch(part)
        year, name = (int(other[1]), other[2]) if other else (self._present, part)
        plan, number = self._plan(year), name.removeprefix("第").removesuffix("项")
        gone = next((one.uid for one in plan.dropped if plan.name(one.uid) == name), None) if plan else None
        typed = self.typed(int(number), year) if number.isascii() and number.isdigit() else None
        uid = gone or typed
        return (year, uid) if year and uid else None

    def of_field(self, field: BoundField, value: Any, year: int | None = None) -> Any:
        """The value of a field that names an item or several, as people read it."""
        return self.shown_all(value) if field.spec.format == PROVEN else self.shown(value, year)

    def shown_in(self, ledger: Ledger, fields: Mapping[str, Any]) -> dict[str, Any]:
        """A record's fields with the items as they are printed."""
        year = _year(ledger, fields)
        named = {one.name: one for one in naming_fields(ledger) if fields.get(one.name) is not None}
        return {**fields, **{name: self.of_field(one, fields[name], year) for name, one in named.items()}}

    def typed_in(self, ledger: Ledger, fields: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
        """Typed fields with the items' uids, None where there is no such; `others` tell the year if they do not."""
        year = _year(ledger, {**others, **fields})
        typed = {
            one.name: self.typed_all(value) if one.spec.format == PROVEN else self.typed(value, year)
            for one in naming_fields(ledger)
            if (value := fields.get(one.name)) is not None
        }
        return {**fields, **typed}

    def shown_entry(self, ledger: Ledger, entry: Entry) -> Entry:
        """The entry with the item as it is printed: to be read by people, never to be kept."""
        return msgspec.structs.replace(entry, fields=self.shown_in(ledger, entry.fields))

    def renumbered(self) -> dict[int, dict[int, int]]:
        """By year, of plans whose numbers are not their items' uids, the number by uid; dropped items come last."""
        return {
            year: {one.uid: one.number for one in plan.items} | {one.uid: DROPPED + one.number for one in plan.dropped}
            for year, plan in self._plans.items()
            if plan.is_renumbered
        }

    def _plan(self, year: int | None) -> Plan | None:
        wanted = self._present if year is None else year
        return None if wanted is None else self._plans.get(wanted)


def _year(ledger: Ledger, fields: Mapping[str, Any]) -> int | None:
    """The year a record is of: an item holds within it."""
    value = str(fields.get(ledger.year_of) or "")[:4]
    return int(value) if value.isdigit() else None


def item_numbers(connection: Connection) -> ItemNumbers:
    """The numbers of all years that were issued; read once on a day, while nothing else is issued."""
    last = connection.exec_driver_sql(
        "SELECT number, at FROM document WHERE kind = ? ORDER BY number DESC LIMIT 1", (ISSUE,)
    ).first()
    now = last, today_of(connection)
    kept: tuple[object, ItemNumbers] | None = connection.info.get(KEPT)
    if kept is None or kept[0] != now:
        kept = connection.info[KEPT] = now, _read_numbers(connection)
    return kept[1]


def _read_numbers(connection: Connection) -> ItemNumbers:
    plans: dict[int, Plan] = {}
    for issue in documents_of_kind(connection, ISSUE, Issue):
        plans.setdefault(issue.year, issue.plan)
    return ItemNumbers(plans, present_year(connection))


def item_numbers_for(connection: Connection, ledger: Ledger) -> ItemNumbers:
    """The same, read only for a ledger whose records name items."""
    return item_numbers(connection) if naming_fields(ledger) else ItemNumbers({})
