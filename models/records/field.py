"""A field of a ledger: everything the program ever needs to know about it, said once.

A ledger is a `Record` whose annotations carry a `Field`::

    class Certificate(Record):
        number: Annotated[str | None, Field("证件编号", required=True, unique=True)] = None

The kind follows from the Python type and the options, so the two can never disagree.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, Union, get_args, get_origin

import msgspec

from models.records.place import PlaceProfile
from models.records.tone import Tones


class Kind(StrEnum):
    """What a value is; table column, editor, cell and alignment follow from it."""

    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    MONEY = "money"
    FLAG = "flag"
    CHOICE = "choice"
    REFERENCE = "reference"
    TABLE = "table"


Format = Literal["", "id_number", "credit_code", "case_number", "phone", "year", "item", "items"]
Privacy = Literal["", "id_number", "name"]


@dataclass(frozen=True)
class Field:
    """Options of one field.

    Attributes:
        label: What people read, on screen, on paper and as a workbook head.
        also: Other names that offices give it in their tables, blanks between them (docs/workbooks.md).
        required: 校验 reports an error while it is empty (saving a draft is always possible).
        spared: Fields of the record, each with the values with which this one is not required.
        choices: Code table; the kind becomes CHOICE.
        spelled: Other ways in which offices write the choices in their tables, each with the choice it means.
        tones: The choices that stand for a state, each with its tone.
        open: Values outside `choices` are allowed (code lists that are settable, not law).
        local: The list of the place profile whose values come before `choices`; such a field is open.
        to: Id of the ledger this field refers to; the value is that record's uid.
        unique: No two records of one unit share the value.
        lines: Height of the editor in lines; more than one is a long text.
        width: Width in characters in lists and on paper.
        listed: Shown in lists from the start.
        group: Head of the section in the form.
        help: One or two sentences under F1.
        format: Checked by the function of that name in `models.rules`; "item" is the uid of an item of the plan, read
            and typed as the number that is printed, "items" are several (see `models.records.proven`).
        private: Masked in lists, logs and messages ("id_number"), or shown in own ledgers only ("name").
        default: Gives the value a new record starts with.
        blank_adds: What an empty value adds where values are added up, as lists and registers do with these; None where
            the values are no matter of sums.
        points: A decimal counts points (分), not an amount of money.
        most: More than this in one record is asked about (see `count_bounds`); None where nobody could say.
    """

    label: str
    _: KW_ONLY
    also: str = ""
    required: bool = False
    spared: tuple[tuple[str, tuple[str, ...]], ...] = ()
    choices: tuple[str, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict, hash=False)
    tones: Tones = field(default_factory=dict, hash=False)
    open: bool = False
    local: Literal["", "certificate_kinds", "work_kinds"] = ""
    to: str = ""
    unique: bool = False
    lines: int = 1
    width: int = 12
    listed: bool = True
    group: str = ""
    help: str = ""
    format: Format = ""
    private: Privacy = ""
    default: Callable[[], object] | None = None
    blank_adds: int | None = None
    points: bool = False
    most: int | None = None


@dataclass(frozen=True)
class BoundField:
    """A `Field` together with the attribute it stands at: what all derived things read."""

    name: str
    kind: Kind
    spec: Field
    row: type[msgspec.Struct] | None = None

    @property
    def label(self) -> str:
        """The Chinese label shown as form label, column heading and in findings."""
        return self.spec.label

    @property
    def names(self) -> tuple[str, ...]:
        """What a heading may call it: the label first."""
        return self.spec.label, *self.spec.also.split()

    @property
    def tones(self) -> Tones:
        """Its state words, each with its tone."""
        return self.spec.tones

    @property
    def columns(self) -> tuple[BoundField, ...]:
        """The columns of a TABLE field; empty for every other kind."""
        return fields_of(self.row) if self.row else ()

    def without_unit(self, text: str) -> str:
        """What is typed for a count without the unit that the label names: 45人 in 参加人数 is 45."""
        said = _COUNTED.fullmatch(text)
        return said["figure"] if said and said["unit"] in self.label else text

    def added(self, values: Iterable[int | Decimal | None]) -> int | Decimal:
        """What values of this field add up to; one below nought, for which 校验 has an error, adds nothing."""
        blank = self.spec.blank_adds or 0
        return sum((blank if value is None else max(value, 0) for value in values), 0)


def choices_at(field: BoundField, place: PlaceProfile) -> tuple[str, ...]:
    """The code table of a field at a place: its own kinds first, then those known everywhere."""
    own: tuple[str, ...] = getattr(place, field.spec.local) if field.spec.local else ()
    return (*own, *(one for one in field.spec.choices if one not in own))


_COUNTED = re.compile(r"(?P<figure>[0-9０-９,，]+)\s*(?P<unit>[\u4e00-\u9fff]{1,2})")
PLAIN: dict[object, Kind] = {
    str: Kind.TEXT,
    dt.date: Kind.DATE,
    int: Kind.INTEGER,
    Decimal: Kind.MONEY,
    bool: Kind.FLAG,
}


class DeclarationError(TypeError):
    """A ledger is declared in a way that nothing can be derived from: our own fault."""


@cache
def fields_of(declared: type[msgspec.Struct]) -> tuple[BoundField, ...]:
    """The declared fields in order, a record's own before the ones every record has.

    Raises:
        DeclarationError: An attribute has no `Field` or a type that is not in `PLAIN`.
    """
    hints = _hints(declared)
    declaring = [inspect.get_annotations(base) for base in declared.__mro__]
    depth = {name: at for at, own in reversed(list(enumerate(declaring))) for name in own}
    names = sorted(declared.__struct_fields__, key=depth.__getitem__)
    return tuple(_bind(declared, name, hints[name]) for name in names)


@cache
def labels_of(declared: type[msgspec.Struct]) -> dict[str, str]:
    """Chinese label of each field, by attribute name, in order of declaration."""
    return {bound.name: bound.label for bound in fields_of(declared)}


def _hints(declared: type) -> dict[str, object]:
    """Annotations by name; `typing.get_type_hints` would leave a lambda in them without its module's names."""
    return {
        name: hint
        for base in reversed(declared.__mro__)
        for name, hint in inspect.get_annotations(base, eval_str=True).items()
    }


def _bind(declared: type, name: str, hint: object) -> BoundField:
    if get_origin(hint) is not Annotated:
        raise DeclarationError(f"{declared.__name__}.{name} carries no Field")
    inner, *extras = get_args(hint)
    spec = next((extra for extra in extras if isinstance(extra, Field)), None)
    if spec is None:
        raise DeclarationError(f"{declared.__name__}.{name} carries no Field")
    if get_origin(inner) is tuple:
        return BoundField(name, Kind.TABLE, spec, get_args(inner)[0])
    return BoundField(name, _kind(declared, name, inner, spec), spec)


def _kind(declared: type, name: str, inner: object, spec: Field) -> Kind:
    union = get_origin(inner) in (Union, types.UnionType)
    plain = next((arg for arg in get_args(inner) if arg is not types.NoneType), None) if union else None
    if plain not in PLAIN:
        raise DeclarationError(f"{declared.__name__}.{name}: expected one of {PLAIN} or None, got {inner}")
    if spec.to:
        return Kind.REFERENCE
    return Kind.CHOICE if spec.choices else PLAIN[plain]
