"""Lists narrowed and sorted by computed columns: these are in no table, so every record is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from models.errors import FazhiError
from models.records.ledger import Derived, Ledger
from models.store.records import listing
from models.store.records.stored_context import StoredContext
from ui.kit.tables.cells import text_of

MOST = 20_000
"""Records; above that people would wait for it."""
BATCH = 500
Tell = Callable[[str, int, int], None]


class TooManyToComputeError(FazhiError):
    """A list is too long for its computed columns."""

    label: str
    count: int

    @property
    def sentence(self) -> str:
        """Says that so many records cannot be sorted by the computed column, and to narrow them first."""
        return (
            f"“{self.label}”由程序逐条算出，{self.count:,} 条太多，不能按它排序或筛选：请先用搜索、年度或别的列筛到 "
            f"{MOST:,} 条以内。"
        )


@dataclass(frozen=True)
class ComputedQuery:
    """Filters (text by column name) and order by computed columns, which SQL cannot do.

    Attributes:
        contains: Column name → part of its text.
        order: Column to sort by, "" for none.
        descending: Sort the other way round.
    """

    contains: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    descending: bool = False

    @property
    def asks(self) -> bool:
        """Whether any computed column is filtered or sorted by; if not, SQL alone will do."""
        return bool(self.contains or self.order)


def computed_ids(
    connection: Connection, ledger: Ledger, ids: list[int], query: ComputedQuery, today: dt.date, tell: Tell
) -> list[int]:
    """The ids that fit, in the order asked for; empty values come last.

    Raises:
        TooManyToComputeError: There are too many.
    """
    wanted = [one for one in ledger.derived if one.name in query.contains or one.name == query.order]
    if len(ids) > MOST:
        raise TooManyToComputeError(wanted[0].label, len(ids))
    found: list[tuple[int, object]] = []
    for rowid, values in _values(connection, ledger, ids, wanted, StoredContext(connection, today), tell):
        if all(part in text_of(one, values[one.name]) for one in wanted if (part := query.contains.get(one.name))):
            found.append((rowid, values.get(query.order)))
    return _sorted(found, query)


def _sorted(found: list[tuple[int, object]], query: ComputedQuery) -> list[int]:
    if not query.order:
        return [rowid for rowid, _ in found]
    filled = [pair for pair in found if pair[1] not in (None, "")]
    empty = [rowid for rowid, value in found if value in (None, "")]
    filled.sort(key=lambda pair: _key(pair[1]), reverse=query.descending)
    return [*(rowid for rowid, _ in filled), *empty]


def _key(value: object) -> tuple[float, str]:
    return (float(value), "") if isinstance(value, int | float) else (0.0, str(value))


def _values(
    connection: Connection, ledger: Ledger, ids: list[int], wanted: list[Derived], context: StoredContext, tell: Tell
) -> Iterable[tuple[int, dict[str, object]]]:
    for at in range(0, len(ids), BATCH):
        tell("正在计算", at, len(ids))
        rows = listing.read_page(connection, ledger, ids[at : at + BATCH])
        records = context.records(ledger.id, [row.uid for row in rows])
        for row in rows:
            record = records.get(row.uid)
            if record is not None:
                context.put(ledger.id, row.uid, record)
            yield row.id, {one.name: one.value(record, row.uid, context) if record else None for one in wanted}
