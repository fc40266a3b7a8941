"""A plan's quotas measured: what each is counted from, and whether it is met, short, or for a person to judge.

Pages, forms, drafts and points all say of a quota what is said here.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from models.records.context import BasicContext
from models.records.counting import (
    Piece,
    counting_fault,
    counting_words,
    in_ranges,
    knows_days,
    pieces,
    summed_label,
    with_times,
)
from models.records.ledgers.training import quota_kind
from models.records.ledgers.work import COUNTS, counted_kind
from models.records.office import Unit
from models.records.place import PlaceProfile
from models.records.plan import Counting, Item, Plan, Quota
from models.records.registry import ledgers
from models.records.unit_names import names_in_roster

PERCENT, MONEY = "%", "万元"
_MONEY_UNIT = 10_000
_COUNT_OF = {
    **dict.fromkeys(("次", "期", "场"), "场次"),
    **dict.fromkeys(("人", "人次"), "人数"),
    **dict.fromkeys(("件", "卷", "项", "篇"), "件数"),
    "份": "份数",
    "学时": "学时",
    MONEY: "金额",
}
"""The count of 工作记录 that a quota's unit asks for."""
_MATTERS = {
    "案卷": Counting("file_review"),
    "合法性审": Counting("legal_review"),
    "整改": Counting("rectification"),
    "销号": Counting("rectification"),
    "调解": Counting("mediation"),
    "政策解读": Counting("disclosure", (("kind", "政策解读"),)),
}
"""Words for matters that a ledger keeps one by one, where so many 件 or 卷 are wanted."""
_STUDY = re.compile("学法|学习|培训|讲座|讲堂|课时|学时")
"""A wording of study that names no kind of training is no 工作记录 either, though it speaks of a meeting."""


class QuotaState(StrEnum):
    """How a quota stands."""

    MET = "已达到"
    SHORT = "未达到"
    BY_HAND = "要人工认定"


BY_HAND = QuotaState.BY_HAND.value


class Short(NamedTuple):
    """A range of the year that is short of so many, by its last day."""

    by: dt.date
    lacking: int


class QuotaResult(NamedTuple):
    """A quota of an item as measured: `ranges` has what was done in each of its ranges, `found` the records behind it.

    `counting` is None where no ledger counts it; then `judged` is the number that the unit gives itself, if it does.
    `whole` is of how many records a percentage is.
    """

    item: Item
    quota: Quota
    counting: Counting | None
    year: int
    ranges: tuple[int, ...]
    found: tuple[Piece, ...] = ()
    judged: int | None = None
    whole: int = 0

    @property
    def uids(self) -> tuple[str, ...]:
        """The records behind it."""
        return tuple(one.uid for one in self.found)

    @property
    def done(self) -> int:
        """What was done in the year."""
        return sum(self.ranges) if self.judged is None else self.judged

    @property
    def short(self) -> tuple[Short, ...]:
        """The ranges that are short."""
        if self.judged is not None:
            lacking = self.quota.at_least - self.judged
            return (Short(self._end(1, 1), lacking),) if lacking > 0 else ()
        parts = len(self.ranges)
        lacks = ((at, self.quota.each - done) for at, done in enumerate(self.ranges, 1))
        return tuple(Short(self._end(at, parts), lacking) for at, lacking in lacks if lacking > 0)

    def _end(self, at: int, parts: int) -> dt.date:
        """The last day of a part of the year, of which there are so many; the item's own day is never passed."""
        month = at * 12 // parts
        end = dt.date(self.year, month, calendar.monthrange(self.year, month)[1])
        return min(self.item.due, end) if self.item.due else end

    @property
    def missing(self) -> int:
        """How many are missing, in all ranges together."""
        return sum(one.lacking for one in self.short)

    @property
    def credited(self) -> int:
        """What of it goes towards the quota: too many in one range make up for none in another."""
        return max(self.quota.at_least - self.missing, 0) if self.missing else self.done

    @property
    def state(self) -> QuotaState:
        """How it stands: nobody takes one that nothing counts for met."""
        if self.counting is None and self.judged is None:
            return QuotaState.BY_HAND
        return QuotaState.SHORT if self.missing else QuotaState.MET

    @property
    def kind(self) -> str:
        """What is counted in a word: the kind of training or work, where it asks for one."""
        kinds = [value for name, value in self.counting.where if name == "kind"] if self.counting else []
        return str(kinds[0]) if kinds else self.quota.what

    @property
    def label(self) -> str:
        """What is counted, with what is added up where that is not how often it was done: 普法人数."""
        return f"{self.kind}{summed_label(self.counting) if self.counting else ''}"

    @property
    def key(self) -> str:
        """An id for what is counted, ledger first."""
        if self.counting is None:
            return ""
        own = (str(self.item.uid),) if self.counting.of_item else ()
        values = (str(value) for _, value in self.counting.where)
        return "/".join((self.counting.ledger, *values, *filter(None, [self.counting.summed]), *own))

    @property
    def words(self) -> str:
        """What is wanted and how it stands, in a phrase."""
        wanted = f"第{self.item.number}项{self.label}应{self.quota.wanted}"
        return f"{wanted}，{self.standing}"

    @property
    def standing(self) -> str:
        """How it stands in a phrase: 已2次，未达到; by when how many are missing, if not by the year's end."""
        if self.state is QuotaState.BY_HAND:
            return BY_HAND
        judged = "" if self.judged is None else "（单位认定）"
        done = f"已{self.done}{self.quota.unit}{judged}{f'（{len(self.found)}／{self.whole}）' if self.whole else ''}"
        if self.state is QuotaState.MET:
            return done
        return f"{done}，{self.state.value}{f'，{self.lacking}' if self.lacking else ''}"

    @property
    def lacking(self) -> str:
        """By when the first of them are missing: 2020-03-31前缺1次; "" where it is by the year's end, or nothing is."""
        if not self.short or self.judged is not None or (len(self.ranges) == 1 and not self.item.due):
            return ""
        first = self.short[0]
        return f"{first.by}前缺{first.lacking}{self.quota.unit}"


def suggested_counting(quota: Quota, place: PlaceProfile) -> Counting | None:
    """What the wording of a quota is counted from, or None where it names nothing that is kept."""
    count = _COUNT_OF.get(quota.unit)
    kind = quota_kind(quota.what) if count in ("场次", "人数") else None
    if kind:
        return Counting("training", (("kind", kind),), "people" if count == "人数" else "")
    if count is None or _STUDY.search(quota.what):
        return None
    if count == "件数" and (kept := _matter(quota.what)):
        return kept
    kept_elsewhere = frozenset(one.topics[0] for one in ledgers().values() if one.topics)
    kind = counted_kind(quota.what, count, place, kept_elsewhere)
    return Counting("work", (("kind", kind),), COUNTS[count], of_item=True) if kind else None


def _matter(what: str) -> Counting | None:
    """How the ledger counts that keeps what is wanted one by one, if its words stand there."""
    return next((counting for word, counting in _MATTERS.items() if word in what), None)


def counting_of(quota: Quota, place: PlaceProfile) -> Counting | None:
    """What a quota is counted from: as the centre says, else by its wording; None for what a person has to judge.

    So it is with what this program cannot count, such as a ledger that only a newer one knows.
    """
    if isinstance(quota.counted, msgspec.UnsetType):
        return suggested_counting(quota, place)
    found = quota.counted
    if found is None or counting_fault(found) or (quota.months < 12 and not knows_days(found)):  # noqa: PLR2004 - a year
        return None
    return found if quota.unit == PERCENT else with_times(found)


def whole_of(counting: Counting) -> Counting:
    """All records of which a percentage has those that count."""
    return msgspec.structs.replace(counting, where=(), summed="")


class Asked(NamedTuple):
    """A quota of an item as it is asked for in a year; `judged` is the number that the unit gives itself."""

    quota: Quota
    item: Item
    year: int
    judged: int | None = None


def measured(
    asked: Asked, counting: Counting | None, found: Sequence[Piece] = (), whole: Sequence[Piece] = ()
) -> QuotaResult:
    """A quota by the pieces that count for it, which a percentage is of the `whole`."""
    quota = asked.quota
    if quota.unit == PERCENT:
        counting = counting if whole else None
        ranges = [100 * len(found) // len(whole)] if whole else [0]
    else:
        unit = _MONEY_UNIT if quota.unit == MONEY else 1
        ranges = [int(amount // unit) for amount in in_ranges(found, quota.months)]
    return QuotaResult(
        item=asked.item,
        quota=quota,
        counting=counting,
        year=asked.year,
        ranges=tuple(ranges),
        found=tuple(found),
        judged=None if counting else asked.judged,
        whole=len(whole),
    )


def own_quotas(item: Item, unit: str, units: tuple[Unit, ...]) -> Iterator[Quota]:
    """The quotas of an item that a unit of the roster has to meet itself: each of a group that is named has its own."""
    names = names_in_roster(units)
    own = (quota for quota in item.quotas if not quota.together)
    return (quota for quota in own if unit in names.resolve_quota(quota.who))


def measure(asked: Asked, context: BasicContext) -> QuotaResult:
    """A quota by all records that the context knows, and the kinds of work of its place."""
    counting = counting_of(asked.quota, context.place)
    if counting is None:
        return measured(asked, None)
    found = pieces(counting, (asked.item.uid,), asked.year, context)
    percent = asked.quota.unit == PERCENT
    return measured(
        asked, counting, found, pieces(whole_of(counting), (asked.item.uid,), asked.year, context) if percent else ()
    )


def counted_ledgers(plan: Plan) -> set[str]:
    """The ledgers that the quotas of a plan may be counted from: those that wordings name, and the centre's own."""
    quotas = [quota for item in plan.items for quota in item.quotas]
    chosen = (quota.counted for quota in quotas)
    own = {one.ledger for one in chosen if isinstance(one, Counting) and not counting_fault(one)}
    kept = filter(None, (_matter(quota.what) for quota in quotas))
    return {"training", "work", *own, *(one.ledger for one in kept)}


def counting_note(counting: Counting) -> str:
    """A Chinese phrase that says how it is counted."""
    return f"按“{counting_words(counting)}”计数"
