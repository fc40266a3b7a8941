"""Rules that many ledgers share: dates that follow each other, something to be done by a day, counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from models.records.field import Kind, fields_of, labels_of
from models.records.finding import Finding, error, warning
from models.records.ledger import Context, Derived
from models.records.record import Record
from models.rules.periods import Deadline

DeadlineOf = Callable[..., Deadline | None]
"""Called with record and context."""


@dataclass(frozen=True)
class Steps:
    """Date fields of a ledger in the order in which things happen.

    `due` is the field of a limit that the clerk writes: it may lie ahead, but not before the first of them.
    """

    ledger: str
    names: tuple[str, ...]
    due: str = ""

    def __call__(self, record: Record, _uid: str, context: Context) -> Iterator[Finding]:
        """An error for every day that lies before the one it follows, or ahead of today."""
        labels = labels_of(type(record))
        kept = [(name, labels[name], getattr(record, name)) for name in self.names if getattr(record, name)]
        for (_, first, early), (name, second, late) in pairwise(kept):
            if early > late:
                yield error(name, f"{self.ledger}.{name}_order", f"{second}{late}早于{first}{early}，请改正其中一个。")
        for name, label, day in kept:
            if day > context.today:
                yield error(name, f"{self.ledger}.{name}_ahead", f"{label}{day}还没有到，请改正。")
        limit, begun = self.due and getattr(record, self.due), getattr(record, self.names[0])
        if limit and begun and limit < begun:
            said = f"{labels[self.due]}{limit}早于{labels[self.names[0]]}{begun}，请改正其中一个。"
            yield error(self.due, f"{self.ledger}.{self.due}_order", said)


@dataclass(frozen=True)
class Least:
    """Numbers of a ledger, each with the least that it can be."""

    ledger: str
    of: Mapping[str, int]

    def __call__(self, record: Record, _uid: str, _context: Context) -> Iterator[Finding]:
        """An error for every number that is filled in and less."""
        for name, least in self.of.items():
            value = getattr(record, name)
            if value is not None and value < least:
                label = labels_of(type(record))[name]
                yield error(name, f"{self.ledger}.{name}", f"{label}不能是{value}，请填不小于{least}的数，或者留空。")


@dataclass(frozen=True)
class Within:
    """A number that is part of another one; where that is empty, it counts as what it adds to sums."""

    ledger: str
    part: str
    whole: str
    code: str
    """Of the finding."""

    def __call__(self, record: Record, _uid: str, _context: Context) -> Iterator[Finding]:
        """An error where the part is more, or where nobody has said of what it is a part."""
        part, whole = getattr(record, self.part), getattr(record, self.whole)
        fields = {field.name: field for field in fields_of(type(record))}
        least = fields[self.whole].added([None]) if whole is None else whole
        if part is None or part <= max(least, 0):
            return
        said, of = (fields[name].label.removesuffix("（元）") for name in (self.part, self.whole))
        more = f"{said}{part}多于{of}{whole}，请改正其中一个。"
        yield error(self.part, self.code, f"填了{said}{part}，没有填{of}，请补填。" if whole is None else more)


@dataclass(frozen=True)
class DatedTask:
    """Something to be done: the field with the day on which it was."""

    ledger: str
    name: str

    def in_time(self, record: Record, due: dt.date | None, by: str, context: Context) -> Iterator[Finding]:
        """A warning where it was done after `due`, or was not done and `due` has passed; `by` names the ground."""
        day: dt.date | None = getattr(record, self.name)
        ground = f"（{by}）" if by else ""
        label = labels_of(type(record))[self.name]
        if due is None:
            return
        if day and day > due:
            message = f"{label}{day}晚于期限{due}{ground}，请核对日期，或者说明原因。"
            yield warning(self.name, f"{self.ledger}.{self.name}_late", message)
        elif not day and due < context.today:
            message = f"期限{due}已过{ground}，没有填{label}，请补填，或者尽快办理。"
            yield warning(self.name, f"{self.ledger}.{self.name}_overdue", message)

    def by_deadline(self, record: Record, deadline: Deadline | None, context: Context) -> Iterator[Finding]:
        """Like `in_time`, against a computed deadline, whose clause is quoted; nothing without a deadline."""
        if deadline:
            yield from self.in_time(record, deadline.due, deadline.clause, context)


def deadline_column(
    name: str, label: str, of: DeadlineOf, otherwise: str, *, after: str, listed: bool = True
) -> Derived:
    """A computed last day, with its clause and the day counted from; `otherwise` says why there is none."""

    def due(record: Record, context: Context) -> dt.date | None:
        found = of(record, context)
        return found.due if found else None

    def why(record: Record, context: Context) -> str:
        found = of(record, context)
        return found.explain() if found else otherwise

    return Derived(name, label, Kind.DATE, due, because=why, after=after, listed=listed)
