"""What a plan's quotas are counted from: trainings by kind, and for other wordings 工作记录 by kind."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple, cast

from models.records.context import BasicContext, year_of
from models.records.ledger import Ledger
from models.records.ledgers.training import quota_kind
from models.records.ledgers.work import Work, work_kind
from models.records.plan import Quota
from models.records.record import Record
from models.records.registry import ledger

BY_HAND = "要人工认定"
"""What is said of a quota that no ledger counts: nobody takes it for met."""
_STUDY = re.compile("学法|学习|培训|讲座|讲堂|课时|学时")
"""A wording of study that names no kind of training is no 工作记录 either, though it speaks of a meeting."""


class Counted(NamedTuple):
    """Records of one ledger and kind; for 工作记录 those of the quota's item alone."""

    ledger: str
    kind: str
    item: int | None = None

    @property
    def key(self) -> str:
        """Ledger, kind and item joined by "/": an id for what is counted."""
        return "/".join(map(str, filter(None, self)))

    @property
    def words(self) -> str:
        """The start of a Chinese sentence saying which records of which ledger are counted."""
        return f"{ledger(self.ledger).label}台账里类别为{self.kind}的"


def counted_by(quota: Quota, item: int) -> Counted | None:
    """What the wording of a quota of an item is counted from, or None where it names nothing that is kept."""
    kind = quota_kind(quota.what)
    if kind:
        return Counted("training", kind)
    kind = None if _STUDY.search(quota.what) else work_kind(quota.what)
    return Counted("work", kind, item) if kind else None


def records_of(counted: Counted, year: int, context: BasicContext) -> tuple[str, ...]:
    """Uids of the records of this kind (and item, if given) that count in `year`; what is yet to come does not."""
    declared, found = ledger(counted.ledger), context.records(counted.ledger).items()
    return tuple(
        uid
        for uid, one in found
        if getattr(one, "kind", None) == counted.kind
        and year_of(declared, one) == year
        and not _is_ahead(declared, one, context.today)
        and (counted.item is None or cast("Work", one).item == counted.item)
    )


def _is_ahead(declared: Ledger, record: Record, today: dt.date) -> bool:
    day = getattr(record, declared.year_of)
    return isinstance(day, dt.date) and day > today


def count_of(counted: Counted, year: int, context: BasicContext) -> int:
    """Number of records of this kind (and item, if given) that count in `year`."""
    return len(records_of(counted, year, context))
