"""The request for a list's rows, and the answer read from the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from models.records.field import BoundField, Kind
from models.records.ledger import Derived, Ledger
from models.rules.dates import read_date
from models.store.base import search
from models.store.base.engine import interrupter
from models.store.base.workspace import Workspace
from models.store.records import listing
from models.store.records.listing import ListQuery
from models.store.records.stored_context import list_row_id
from ui.base.ticket import Ticket
from ui.list.computed_columns import ComputedQuery, computed_ids

SOME = 20_000
"""Records indexed in one go: a second or two."""
FEW = 5_000
"""Records that the search index may be behind so that the filter of a column waits for it."""


@dataclass(frozen=True)
class ListRequest:
    """What is asked for on a day; `wanted` is the uid of the record to be the current one, "" for none."""

    query: ListQuery
    computed: ComputedQuery
    today: dt.date
    wanted: str = ""

    def same_rows(self, other: ListRequest) -> bool:
        """Whether nothing differs but the record wanted."""
        return replace(self, wanted="") == replace(other, wanted="")


@dataclass(frozen=True)
class ListAnswer:
    """The row ids a list shows, whether these are all, and the place of the current one.

    Attributes:
        ids: Row ids in order.
        whole: There are no more of them.
        current: Row id of the record wanted, None where it is gone.
        behind: The search index has to catch up first; nothing was read.
        sums: What the fields that are added up come to, by label; none where nothing was counted.
    """

    ids: list[int] = field(default_factory=list)
    whole: bool = True
    current: int | None = None
    behind: bool = False
    sums: Mapping[str, int | Decimal] = field(default_factory=dict)


def read_list(
    workspace: Workspace, ledger: Ledger, asked: ListRequest, limit: int | None, ticket: Ticket
) -> ListAnswer:
    """The row ids, at most `limit` of them; cancelling the ticket stops the database where it is.

    Raises:
        TooManyToComputeError: The list is too long for what is asked of computed columns.
        CancelledError: It is no longer wanted.
    """
    query = asked.query
    with workspace.read() as connection, ticket.stopping(interrupter(connection)):
        missing = search.count_unindexed(connection, ledger) if query.words or query.contains else 0
        if missing and (query.words or missing <= FEW):
            return ListAnswer(behind=True)
        found = listing.row_ids(connection, ledger, replace(query, indexed=not missing), limit)
        if asked.computed.asks:
            found = computed_ids(connection, ledger, found, asked.computed, asked.today, ticket.say)
        current = list_row_id(connection, ledger.id, asked.wanted) if asked.wanted else None
        whole = limit is None or len(found) < limit
        sums = listing.sum_rows(connection, ledger, found) if whole else {}
    labels = {ledger.by_name[name].label: value for name, value in sums.items() if value}
    return ListAnswer(found, whole, current, sums=labels)


@dataclass(frozen=True)
class IndexProgress:
    """How far the search index is: records indexed, of how many at the start, and whether those are all."""

    done: int
    total: int
    whole: bool


def index_more(
    workspace: Workspace, ledger: Ledger, operator: str, ticket: Ticket, before: IndexProgress | None = None
) -> IndexProgress:
    """Index some records more, telling how far it is; `before` is what the last call gave.

    Not all at once: between two calls others save, and what is indexed stays so after 取消 or a crash.
    """
    before = before or _to_catch_up(workspace, ledger)
    done, total = before.done, before.total

    def tell(count: int) -> None:
        nonlocal done
        done = min(done + count, total)
        ticket.say(f"正在整理检索 {done:,}/{total:,}", done, total)

    if before.whole:
        return before
    with workspace.write(operator) as tx:
        whole = search.update_index(tx.connection, ledger, tell, SOME)
    return IndexProgress(done, total, whole)


def _to_catch_up(workspace: Workspace, ledger: Ledger) -> IndexProgress:
    with workspace.read() as connection:
        total = search.count_unindexed(connection, ledger)
    return IndexProgress(0, total, not total)


def as_stored(field: BoundField | Derived, text: str) -> str:
    """A filter's text as the column holds it: dates in any spelling, months as 2020.3."""
    if field.kind is not Kind.DATE:
        return text
    day = read_date(text)
    if day:
        return day.isoformat()
    parts = text.replace("年", "-").replace("月", "").replace(".", "-").replace("/", "-").strip("-").split("-")
    return "-".join(part.zfill(2) for part in parts)
