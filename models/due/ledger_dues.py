"""What is due by the ledgers, as each of them declares it: answers, filings, publications, terms that end."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from models.due.due_dates import Due
from models.records.context import title_of
from models.records.due_rule import SOON, DueRule
from models.records.entry import BadRecordError, read_line, to_record
from models.records.ledger import Context, Ledger
from models.records.record import Record
from models.records.registry import ledgers
from models.rules.periods import UNPUBLISHED
from models.store.records import listing
from models.store.records.listing import ListQuery


def ledger_dues(
    connection: Connection, unit: str, context: Context, among: Collection[Ledger] | None = None
) -> Iterator[Due]:
    """Everything that waits and is near or late, but what is only counted; what is done is never read.

    Of all ledgers, or of those `among` which somebody looks.
    """
    for declared in ledgers().values() if among is None else among:
        rules = [rule for rule in declared.dues if not rule.named_by]
        waiting = [_waiting(rule, context.today) for rule in rules]
        lines = listing.list_lines(connection, declared, ListQuery(unit=unit), waiting) if waiting else []
        for entry in map(read_line, lines):
            try:
                record = to_record(declared, entry.fields, entry.uid)
            except BadRecordError:
                continue
            for day, what, certain in _days(rules, record, context):
                left, doubt = (day - context.today).days, "" if certain else f"（{UNPUBLISHED}）"
                yield Due(day, left, what, f"{title_of(declared, record)}{doubt}", declared.id, entry.uid)


def _days(rules: list[DueRule], record: Record, context: Context) -> Iterator[tuple[dt.date, str, bool]]:
    for rule in rules:
        yield from rule.days(record, context, context.today)


def _waiting(rule: DueRule, today: dt.date) -> ListQuery:
    """The records a rule may find something in; it looks at each of them itself."""
    if rule.rows:
        unanswered = ((rule.rows, name, None) for name, _ in rule.waiting)
        ahead = [(rule.rows, rule.starts, today.isoformat())] if rule.lapses is not None else []
        return ListQuery(within=(*unanswered, *ahead))
    since = "" if rule.lapses is None else (today - dt.timedelta(days=rule.lapses)).isoformat()
    return ListQuery(among=rule.waiting, since=((rule.starts, since),))


@dataclass(frozen=True)
class CountedDues:
    """What may be thousands: the first of them by day, and how many there are in all; `pressing` is late or soon."""

    first: list[Due]
    late: int = 0
    soon: int = 0
    all: int = 0
    pressing: Counter[str] = field(default_factory=Counter)


def counted_dues(
    connection: Connection, unit: str, today: dt.date, most: int, among: Collection[Ledger] | None = None
) -> CountedDues:
    """Counted and put in order by the database: none is read but the `most` first of each rule."""
    first, late, soon, every, pressing = list[Due](), 0, 0, 0, Counter[str]()
    looked = ledgers().values() if among is None else among
    for declared, rule in ((one, rule) for one in looked for rule in one.dues if rule.named_by):
        waiting = ListQuery(unit=unit, among=rule.waiting, order=rule.starts)
        until = (today + dt.timedelta(days=days) for days in (-1, SOON, rule.ahead))
        due = [replace(waiting, until=((rule.starts, day.isoformat()),)) for day in until]
        rows = listing.list_texts(connection, declared, due[-1], (rule.starts, *rule.named_by), most) if most else ()
        for uid, day, *named in rows:
            on = dt.date.fromisoformat(day)
            first.append(Due(on, (on - today).days, str(rule.what), " ".join(filter(None, named)), declared.id, uid))
        counts = [listing.count_rows(connection, declared, one) for one in due]
        late, soon, every = late + counts[0], soon + counts[1] - counts[0], every + counts[2]
        pressing[declared.id] += counts[1]
    return CountedDues(first, late, soon, every, pressing)
