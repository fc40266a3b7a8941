"""What a list needs before it can ask the database."""

from __future__ import annotations

from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.rules.dates import read_date
from models.store import search
from models.store.workspace import Workspace
from ui.workers import Ticket


def catch_up(workspace: Workspace, ledger: Ledger, operator: str, ticket: Ticket) -> None:
    """Bring the search index up to date, telling how far it is."""
    with workspace.read() as connection:
        total = search.pending(connection, ledger)
    if not total:
        return
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        ticket.say(f"正在整理检索 {done:,}/{total:,}", done, total)

    with workspace.write(operator) as tx:
        search.catch_up(tx.connection, ledger, tell)


def as_kept(field: BoundField, text: str) -> str:
    """A filter's text as the column holds it: dates in any spelling, months as 2020.3."""
    if field.kind is not Kind.DATE:
        return text
    day = read_date(text)
    if day:
        return day.isoformat()
    parts = text.replace("年", "-").replace("月", "").replace(".", "-").replace("/", "-").strip("-").split("-")
    return "-".join(part.zfill(2) for part in parts)
