"""A ledger (台账): one kind of record, declared once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from models.records.due_rule import DueRule
from models.records.field import BoundField, DeclarationError, Kind, fields_of
from models.records.finding import Finding
from models.records.place import PlaceProfile
from models.records.plan import Item
from models.records.record import Record
from models.records.tone import Tones
from models.records.view import View
from models.rules.holidays import Calendar
from models.rules.topics import TOPICS


class Context(Protocol):
    """What a rule may ask beyond the record in hand."""

    @property
    def today(self) -> dt.date:
        """The day on which the question is asked."""

    @property
    def calendar(self) -> Calendar:
        """Which days are worked, with what the office added to it."""

    @property
    def terms(self) -> Mapping[str, int]:
        """Periods that the centre set otherwise, in days (see `models.rules.terms`)."""

    @property
    def place(self) -> PlaceProfile:
        """What local law says, and the certificates of the place."""

    def get(self, ledger: str, uid: str | None) -> Record | None:
        """The record, or None where there is none or it was deleted."""

    def referring(self, ledger: str, field: str, uid: str) -> list[Record]:
        """Records of `ledger` whose `field` refers to `uid`."""


OFFICERS, SUITS, LAW_STUDY, DECISIONS, OVERSIGHT = GROUPS = (
    "执法队伍和执法行为",
    "应诉复议和化解纠纷",
    "学法和日常工作",
    "决策和文件",
    "监督和公开",
)
"""Heads under which menus list the ledgers."""


@dataclass(frozen=True)
class Derived:
    """A value computed from the record, shown but never stored.

    `of(record, context)` gives the value; `because(record, context)` one sentence with clause and day counted from.
    Where `knows_uid`, both are given the record's uid between the two, as rules are: they look at what refers to it.
    `tones` are its values that stand for a state.
    """

    name: str
    label: str
    kind: Kind
    of: Callable[..., object]
    because: Callable[..., str] | None = None
    tones: Tones = field(default_factory=dict, hash=False)
    width: int = 12
    listed: bool = True
    after: str = ""
    knows_uid: bool = False

    def value(self, record: Record, uid: str, context: Context) -> object:
        """The value of the record with this uid."""
        return self.of(record, uid, context) if self.knows_uid else self.of(record, context)

    def reason(self, record: Record, uid: str, context: Context) -> str:
        """Why the value is so; "" where nothing is declared to say it."""
        if self.because is None:
            return ""
        return self.because(record, uid, context) if self.knows_uid else self.because(record, context)


@dataclass(frozen=True, eq=False)
class Ledger:
    """Declaration of a ledger; table, form, list, search, workbook, register and package content follow.

    Attributes:
        id: Stable English id, used in files and commands.
        label: Chinese name.
        record: The record type whose annotations carry the fields.
        topics: What a plan's items have to speak of for it to prove them (`models.rules.topics`); () means every item.
        order: Position in menus.
        title: Field whose value names a record.
        key: Fields that identify a record for people and on import; () when nothing does.
        fixed_uid: The uid follows from unit and key, so two PCs of one unit create the same record.
        year_of: Date or year field that places a record in a year; "" where records belong to no year.
        checks: Rules `(record, uid, context) -> findings` beyond what the fields say.
        derived: Computed values.
        views: Views of its list beside those every ledger has.
        dues: What its records have to have had done by a day.
        fill: Called with the fields a person typed, gives the ones that follow from them (sex from the ID number).
        carried_from: Field that refers to an earlier record of this ledger; "" where none follows another.
        carried: Fields that are the same in both and go over from the earlier one.
        unasked: Called with what a person typed and the place, gives the fields that such a record has no use for.
        reported: An empty one wants a 零报送, unless the centre's issue says otherwise.
        group: Head under which menus list it.
        desk: "unit" ledgers are kept by units, "centre" ones by the centre, "hidden" ones have a page of their own.
        closed_by_freezing: A year's points hang on its records: nothing of a year changes while its result is frozen.
        hint: One sentence for the empty list.
    """

    id: str
    label: str
    record: type[Record]
    order: int
    title: str
    topics: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    fixed_uid: bool = False
    year_of: str = ""
    checks: tuple[Callable[..., Iterable[Finding]], ...] = ()
    derived: tuple[Derived, ...] = ()
    views: tuple[View, ...] = ()
    dues: tuple[DueRule, ...] = ()
    fill: Callable[[dict[str, object]], dict[str, object]] | None = None
    carried_from: str = ""
    carried: tuple[str, ...] = ()
    unasked: Callable[[Mapping[str, object], PlaceProfile], frozenset[str]] | None = None
    reported: bool = False
    group: str = ""
    desk: str = "unit"
    closed_by_freezing: bool = False
    hint: str = ""

    def __post_init__(self) -> None:
        named = {self.title, *self.key, self.year_of, *self._named_by_rules()}
        unknown = named - {""} - set(self.by_name)
        if unknown:
            raise DeclarationError(f"{self.id}: no such fields: {', '.join(sorted(unknown))}")
        if strange := set(self.topics) - set(TOPICS):
            raise DeclarationError(f"{self.id}: no such topics: {', '.join(sorted(strange))}")

    @property
    def nameless(self) -> str:
        """What a record is called while its title is empty: （没有姓名）."""
        return f"（没有{self.by_name[self.title].label}）"

    def proves(self, item: Item) -> bool:
        """Whether its records are proof for an item, by what the item speaks of."""
        return not self.topics or not set(self.topics).isdisjoint(item.subjects)

    def _named_by_rules(self) -> Iterator[str]:
        """The fields that views and due dates look at."""
        for view in self.views:
            yield from (view.day, *(name for name, _ in view.equals))
        for rule in self.dues:
            yield from rule.fields

    @property
    def fields(self) -> tuple[BoundField, ...]:
        """All fields of the record, in the order they are declared."""
        return fields_of(self.record)

    @cached_property
    def by_name(self) -> dict[str, BoundField]:
        """The same fields by attribute name, the name stored and sent in packages."""
        return {field.name: field for field in self.fields}

    @cached_property
    def by_label(self) -> dict[str, BoundField]:
        """Fields by the label people read, which is also the workbook head."""
        return {field.label: field for field in self.fields}

    @cached_property
    def summed(self) -> tuple[BoundField, ...]:
        """The fields whose values are added up."""
        return tuple(field for field in self.fields if field.spec.blank_adds is not None)

    @property
    def times(self) -> BoundField | None:
        """The field that says how often a record was done, once where it is empty (场次); None: each record is once."""
        return next((field for field in self.summed if field.spec.blank_adds == 1), None)

    @property
    def listed(self) -> tuple[BoundField | Derived, ...]:
        """Columns a list shows from the start, derived ones behind the field they are `after`."""
        return tuple(column for column in self.columns if _listed(column))

    @property
    def columns(self) -> tuple[BoundField | Derived, ...]:
        """Every column a list, register or workbook can show."""
        placed: list[BoundField | Derived] = []
        for one in self.fields:
            placed.append(one)
            placed += [derived for derived in self.derived if derived.after == one.name]
        return (*placed, *(derived for derived in self.derived if not derived.after))


def _listed(column: BoundField | Derived) -> bool:
    return column.listed if isinstance(column, Derived) else column.spec.listed
