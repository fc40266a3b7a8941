"""The points of a unit by a scheme file, worked out anew from rows of exported ledgers; see `tests/recounted.py`.

Sources besides the scheme's own words: 行政诉讼法 67 and its 解释 (2018) 48, 104, 149 for answers in time;
检察公益诉讼解释 21 for advice; 河南省行政执法条例 20 for who may not hold a certificate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from tests.recounted import (
    STANDING,
    Row,
    Rows,
    Suit,
    cases_on,
    day_of,
    holder_of,
    iso,
    last_day,
    lines,
    next_workday,
    sessions,
    suits_of,
    trainings,
)
from tests.recounted_dues import Task, months_later, tasks
from tests.recounted_quotas import PrintedQuota, amounts, done_and_met

BARRED = ("工勤人员", "劳动合同工", "临时工")
ZERO = Decimal(0)
Rule = Mapping[str, Any]
Indicator = Mapping[str, Any]


class Books(NamedTuple):
    """One unit's rows by ledger, points given by hand, items agreed not to apply, reports, and the year up to a day.

    Of the reports `late` came after the last day and `missing` never did; `silence` says of a unit of
    which nothing came whether something was due by then, "unreported" or "not due".
    `owed` are the numbers of the items that are the unit's to do, `quotas` those that its form says it has to meet,
    `terms` the days that local law sets by their label.
    """

    rows: Mapping[str, Rows]
    by_hand: Mapping[str, Decimal]
    agreed: frozenset[int]
    late: int
    missing: int
    silence: str
    day: dt.date
    owed: frozenset[Any]
    quotas: tuple[PrintedQuota, ...]
    terms: Mapping[str, int]

    def suits(self) -> list[Suit]:
        """The unit's suits that are known on the day."""
        return [one for one in suits_of(self.rows["case"]).values() if one.started <= self.day]

    def progress(self) -> dict[int, Row]:
        """The year's progress by the number of the item."""
        return {int(one["项号"]): one for one in self.rows["progress"] if one["年度"] == self.day.year}

    def waived(self) -> set[int]:
        """The items that the unit says with a reason do not apply, and the centre agreed."""
        claimed = (one for one in self.progress().values() if one["落实状态"] == "不适用" and one["不适用理由"])
        return {int(one["项号"]) for one in claimed} & self.agreed

    def met(self, items: Collection[int]) -> list[bool | None]:
        """Of the quotas of these items that apply to the unit, whether it meets them; None where a person judges."""
        wanted = set(items) - self.waived()
        found = [done_and_met(one, self.rows, self.day) for one in self.quotas if one.item in wanted]
        return [one and one[1] for one in found]

    def tasks(self, ledger: str) -> list[Task]:
        """What the unit has to do by a day."""
        return list(tasks(ledger, self.rows[ledger], self.terms))


def points_of(indicator: Indicator, full: Decimal, books: Books) -> Decimal | None:
    """The points of an indicator worth `full`; None where it does not apply or waits for a person."""
    rule = indicator["rule"]
    if books.silence == "unreported" and rule["kind"] in ("completion", "rate", "deduction"):
        return ZERO
    if books.silence == "not due" and not (rule["kind"] in ("manual", "bonus", "veto") or rule.get("extra")):
        return None
    found = _FORMULAS[rule["kind"]](indicator, full, books)
    return None if found is None else cents(found)


_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_COUNTS = {
    "sessions": "",
    "people": "人数",
    "copies": "份数",
    "pieces": "件数",
    "amount": "金额（元）",
    "hours": "学时",
}
"""Headings of what a scheme adds up; how often something was done has none of its own."""


def cents(points: Decimal) -> Decimal:
    """Points as they are printed."""
    return points.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _completed(indicator: Indicator, full: Decimal, books: Books) -> Decimal | None:
    progress, wanted = books.progress(), books.owed.intersection(indicator.get("items", []))
    states = [progress[item] for item in wanted if item in progress]
    aside = len(books.waived() & wanted)
    done = sum(one["落实状态"] == "已完成" for one in states)
    return full * done / (len(wanted) - aside) if len(wanted) > aside else None


def _rated(indicator: Indicator, full: Decimal, books: Books) -> Decimal | None:
    rule = indicator["rule"]
    part, whole = measured(rule["numerator"], books), measured(rule["denominator"], books)
    if not whole:
        return full if rule.get("when_none") == "full" else None
    return _shared(rule, part, whole, full)


def _shared(rule: Rule, part: int, whole: int, full: Decimal) -> Decimal:
    """In proportion, by steps, or so much for each percentage point below the target."""
    if rule.get("each") is not None:
        below = max(Decimal(str(rule.get("target", 1))) - Decimal(part) / whole, ZERO) * 100
        times = below / Decimal(str(rule.get("every", 1)))
        kinds = {"begun": ROUND_CEILING, "full": ROUND_FLOOR}
        kind = kinds.get(rule.get("part", "share"))
        return max(full - Decimal(str(rule["each"])) * (times.to_integral_value(kind) if kind else times), ZERO)
    if not rule.get("steps"):
        return full * part / whole
    shares = (step["share"] for step in rule["steps"] if part >= whole * Decimal(str(step["at_least"])))
    return full * Decimal(str(next(shares, 0)))


def _of_plan(indicator: Indicator, full: Decimal, books: Books) -> Decimal | None:
    """Those that a person has to judge keep the points open as long as they could change them."""
    rule, met = indicator["rule"], books.met(indicator.get("items", []))
    if not met:
        return full if rule.get("when_none") == "full" else None
    least, most = (cents(_shared(rule, met.count(True) + more, len(met), full)) for more in (0, met.count(None)))
    return least if least == most else None


def _deducted(indicator: Indicator, full: Decimal, books: Books) -> Decimal | None:
    """A case that is lost if its document is in effect, of which nobody can tell, keeps the points open."""
    rule = indicator["rule"]
    if rule["measure"] == "lost_cases" and _lost(books, doubt=True) > _lost(books):
        return None
    return max(full - Decimal(str(rule["each"])) * measured(rule["measure"], books), ZERO)


def _of_quota(indicator: Indicator, full: Decimal, books: Books) -> Decimal:
    rule, items = indicator["rule"], indicator.get("items", [])
    months = _MONTHS[rule.get("per", "year")]
    ledger, summed = rule["ledger"], _COUNTS[rule.get("summed", "sessions")]
    ranges = [ZERO] * (12 // months)
    for on, amount in amounts(books.rows[ledger], ledger, rule["where"]["kind"], summed, items, books.day):
        ranges[(on.month - 1) // months] += amount
    wanted = int(rule["at_least"])
    held = sum(min(int(one), wanted) for one in ranges)
    each, whole = rule.get("each"), wanted * len(ranges)
    return full * held / whole if each is None else max(full - Decimal(str(each)) * (whole - held), ZERO)


def _reported(indicator: Indicator, full: Decimal, books: Books) -> Decimal:
    late, missing = (Decimal(str(indicator["rule"][name])) for name in ("late", "missing"))
    return max(full - late * books.late - missing * books.missing, ZERO)


def _added(indicator: Indicator, full: Decimal, books: Books) -> Decimal:
    rule = indicator["rule"]
    return min(full, Decimal(str(rule["each"])) * measured(rule["measure"], books))


def _by_hand(indicator: Indicator, full: Decimal, books: Books) -> Decimal | None:
    given, extra = books.by_hand.get(indicator["id"]), indicator["rule"].get("extra", False)
    if given is None:
        return ZERO if extra else None
    return min(max(given if given >= 0 or extra else full + given, ZERO), full)


_FORMULAS: dict[str, Callable[[Indicator, Decimal, Books], Decimal | None]] = {
    "completion": _completed,
    "rate": _rated,
    "deduction": _deducted,
    "quota": _of_quota,
    "plan_quotas": _of_plan,
    "report": _reported,
    "bonus": _added,
    "manual": _by_hand,
    "veto": lambda *_: ZERO,
}


def measured(name: str, books: Books) -> int:
    """How many a measure of the scheme counts.

    Raises:
        KeyError: The recount does not know it.
    """
    if name.startswith("trainings."):
        return trainings(books.rows["training"], name.removeprefix("trainings."), books.day.year, books.day)
    if name == "lost_cases":
        return _lost(books)
    return sum(bool(one) for one in _MEASURES[name](books))


def _lost(books: Books, *, doubt: bool = False) -> int:
    cases = cases_on(suits_of(books.rows["case"]), books.day, doubt=doubt).values()
    return sum(one.verdict == "败诉" and one.since is not None and one.since.year == books.day.year for one in cases)


def _in_use(books: Books) -> list[Row]:
    return [one for one in books.rows["certificate"] if one["证件状态"] == "在用"]


def _ministry(books: Books) -> list[Row]:
    return [one for one in _in_use(books) if one["证件种类"] == "国务院部委执法证件"]


def _unlawful(books: Books) -> Iterator[bool]:
    people = books.rows["person"]
    barred = {str(one["记录编号"]) for one in people if one["编制情况"] in BARRED or one["人员状态"] not in STANDING}
    return (holder_of(one, people) in barred for one in _in_use(books))


def _heard(books: Books) -> Iterator[bool]:
    return (bool(sessions(one, books.day.year, books.day)) for one in books.suits())


def _heard_with_leader(books: Books) -> Iterator[bool]:
    return (any(hearing.came for hearing in sessions(one, books.day.year, books.day)) for one in books.suits())


def _late_in(ledger: str) -> Callable[[Books], Iterator[bool]]:
    """What is late among that whose last day is one of the year."""
    return lambda books: (one.due.year == books.day.year and one.is_late(books.day) for one in books.tasks(ledger))


def _late_of(ledger: str) -> Callable[[Books], Iterator[bool]]:
    """What is late among that which came in in the year."""
    return lambda books: (
        one.is_late(books.day) for one in books.tasks(ledger) if one.begun and one.begun.year == books.day.year
    )


def _owed(ledger: str) -> Callable[[Books], Iterator[bool]]:
    return lambda books: (one.is_owed(books.day) for one in books.tasks(ledger))


def _in_time(ledger: str) -> Callable[[Books], Iterator[bool]]:
    return lambda books: (one.is_in_time(books.day) for one in books.tasks(ledger))


def _discussed(books: Books) -> Iterator[bool]:
    """Of each decision of the year that was discussed, whether it may not have been: 暂行条例 25."""
    for row in books.rows["decision"]:
        decided = day_of(row["决策日期"])
        steps = {one["环节"]: one for one in lines(row["决策程序"], "环节")}
        talked, review = iso(steps.get("集体讨论", {}).get("完成日期")), steps.get("合法性审查", {})
        passed = iso(review.get("完成日期")) if review.get("结果") == "通过" else None
        if talked and (decided is None or decided.year == books.day.year):
            yield row["探索性改革"] != "是" and (passed is None or passed > talked)


def _done(books: Books) -> list[Row]:
    return [one for one in books.progress().values() if one["落实状态"] == "已完成"]


def _late_answers(books: Books) -> Iterator[bool]:
    for suit in books.suits():
        row, served = suit.row, day_of(suit.row["签收日期"])
        if served and suit.instance == "一审" and row["本单位地位"] in ("被告", "共同被告"):
            set_by_court = day_of(row["法院确定的答辩期限"]) if row["审理程序"] == "简易程序" else None
            yield _late(set_by_court or last_day(served, 15), day_of(row["提交答辩日期"]), books.day)


def _late_performances(books: Books) -> Iterator[bool]:
    return (_late(day_of(one.row["履行期限"]), day_of(one.row["履行日期"]), books.day) for one in books.suits())


def _late_replies(books: Books) -> Iterator[bool]:
    for suit in books.suits():
        for one in lines(suit.row["司法建议和检察建议"], "建议种类"):
            yield _late(_reply_due(one), iso(one.get("回复日期")), books.day)


def _reply_due(advice: Mapping[str, str]) -> dt.date | None:
    """As the paper says, or by its kind: 60 days, two months, 15 days where it is urgent."""
    received, kind = iso(advice.get("收到建议日期")), advice["建议种类"]
    if advice.get("回复期限") or received is None:
        return iso(advice.get("回复期限"))
    if kind == "规范性文件司法建议":
        return last_day(received, 60)
    if kind == "公益诉讼诉前检察建议" and advice.get("情况紧急") == "是":
        return last_day(received, 15)
    if kind in ("公益诉讼诉前检察建议", "检察建议"):
        return next_workday(months_later(received, 2))
    return None


def _late(due: dt.date | None, done: dt.date | None, day: dt.date) -> bool:
    """Whether something due in the year of the day came, or on the day has still not come, after its last day."""
    return due is not None and due.year == day.year and (done or day) > due


_MEASURES: dict[str, Any] = {
    "certificates_in_use": _in_use,
    "certificates_valid": lambda books: (
        (day_of(one["有效期止"]) or dt.date.min) >= books.day for one in _in_use(books)
    ),
    "certificates_unlawful": _unlawful,
    "ministry_certificates": _ministry,
    "ministry_certificates_filed": lambda books: (one["备案日期"] for one in _ministry(books)),
    "heard_cases": _heard,
    "heard_cases_with_leader": _heard_with_leader,
    "late_answers": _late_answers,
    "late_performances": _late_performances,
    "late_advice_replies": _late_replies,
    "late_reconsideration_replies": _late_of("reconsideration"),
    "late_document_filings": _late_in("document"),
    "late_decision_publications": _late_in("enforcement"),
    "unreviewed_decisions": _discussed,
    "late_disclosure_answers": _late_in("disclosure"),
    "late_complaints": _late_of("complaint"),
    "late_proposals": _late_of("proposal"),
    "documents_owed": _owed("document"),
    "documents_filed_in_time": _in_time("document"),
    "complaints_owed": _owed("complaint"),
    "complaints_in_time": _in_time("complaint"),
    "proposals_owed": _owed("proposal"),
    "proposals_in_time": _in_time("proposal"),
    "reconsiderations_owed": _owed("reconsideration"),
    "reconsiderations_in_time": _in_time("reconsideration"),
    "publications_owed": _owed("enforcement"),
    "publications_in_time": _in_time("enforcement"),
    "applications_owed": _owed("disclosure"),
    "applications_in_time": _in_time("disclosure"),
    "problems_owed": _owed("rectification"),
    "problems_closed_in_time": _in_time("rectification"),
    "discussed_decisions": lambda books: (True for _ in _discussed(books)),
    "decisions_reviewed_first": lambda books: (not one for one in _discussed(books)),
    "progress_done": _done,
    "progress_with_evidence": lambda books: (one["佐证材料"] for one in _done(books)),
}
