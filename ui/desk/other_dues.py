"""What is due by the ledgers beside cases and certificates: answers, filings, publications, terms that end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from models.records.context import title_of
from models.records.entry import BadRecordError, read_line, to_record
from models.records.ledger import Context
from models.records.ledgers.adviser import SERVING
from models.records.ledgers.disclosure import Disclosure, answer_deadline
from models.records.ledgers.document import filing_deadline
from models.records.ledgers.enforcement import publicity_deadline
from models.records.ledgers.reconsideration import opinion_deadline, reply_deadline
from models.records.registry import ledger
from models.rules.periods import Deadline
from models.store.records import listing
from models.store.records.listing import Query
from ui.desk.due_dates import Due

AHEAD = 90
"""Something is shown this many days before its day."""


class Watch(NamedTuple):
    """Records of one ledger that wait for something: not `done` yet, and `begun`; `on` gives the day."""

    ledger: str
    what: str
    on: Callable[..., dt.date | None]
    begun: str
    done: tuple[tuple[str, str | None], ...]


def _by(deadline: Callable[..., Deadline | None]) -> Callable[..., dt.date | None]:
    def on(record: object, context: Context) -> dt.date | None:
        found = deadline(record, context)
        return found.due if found else None

    return on


def _typed(name: str) -> Callable[..., dt.date | None]:
    return lambda record, _context: getattr(record, name)


def _answer(one: Disclosure, context: Context) -> dt.date | None:
    found = answer_deadline(one, context)
    return (one.extended_to or found.due) if found else None


WATCHES = (
    Watch(
        "reconsideration",
        "提交复议答复",
        _by(reply_deadline),
        "received_on",
        (("replied_on", None), ("decision", None)),
    ),
    Watch(
        "reconsideration",
        "回报复议意见书",
        _by(opinion_deadline),
        "opinion_received_on",
        (("opinion_reported_on", None),),
    ),
    Watch("document", "规范性文件报送备案", _by(filing_deadline), "issued_on", (("filed_on", None),)),
    Watch("document", "规范性文件有效期届满", _typed("valid_until"), "valid_until", (("cleaned", None),)),
    Watch(
        "enforcement",
        "公示执法决定",
        _by(publicity_deadline),
        "decided_on",
        (("published_on", None), ("not_published", None)),
    ),
    Watch("disclosure", "答复公开申请", _answer, "received_on", (("answered_on", None),)),
    Watch("complaint", "办结投诉举报", _typed("due"), "due", (("handled_on", None),)),
    Watch("proposal", "答复建议提案", _typed("due"), "due", (("answered_on", None),)),
    Watch("adviser", "法律顾问聘期届满", _typed("term_to"), "term_to", (("status", SERVING),)),
)


def other_dues(connection: Connection, unit: str, context: Context) -> Iterator[Due]:
    """Everything that waits and is near or late; what is done is never read."""
    for watch in WATCHES:
        declared = ledger(watch.ledger)
        waiting = Query(unit=unit, equals=watch.done, since=((watch.begun, ""),))
        for entry in map(read_line, listing.lines(connection, declared, waiting)):
            try:
                record = to_record(declared, entry.fields, entry.uid)
            except BadRecordError:
                continue
            day = watch.on(record, context)
            if day and (day - context.today).days <= AHEAD:
                left = (day - context.today).days
                yield Due(day, left, watch.what, title_of(declared, record), watch.ledger, entry.uid)
