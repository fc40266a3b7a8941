"""The points of a unit by a scheme file, worked out anew from rows of exported ledgers; see `tests/recounted.py`.

Sources besides the scheme's own words: 行政诉讼法 67 and its 解释 (2018) 48, 104, 149 for answers in time;
检察公益诉讼解释 21 for advice; 河南省行政执法条例 20 for who may not hold a certificate.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
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
    workdays_later,
)
from tests.recounted_quotas import amounts

BARRED = ("工勤人员", "劳动合同工", "临时工")
ZERO = Decimal(0)
Rule = Mapping[str, Any]


class Books(NamedTuple):
    """One unit's rows by ledger, points given by hand, items agreed not to apply, reports, and the year up to a day.

    Of the reports `late` came after the last day and `missing` never did; `silence` says of a unit of
    which nothing came whether something was due by then, "unreported" or "not due".
    `owed` are the numbers of the items that are the unit's to do, `terms` the days that local law sets by their label.
    """

    rows: Mapping[str, Rows]
    by_hand: Mapping[str, Decimal]
    agreed: frozenset[int]
    late: int
    missing: int
    silence: str
    day: dt.date
    owed: frozenset[Any]
    terms: Mapping[str, int]

    def suits(self) -> list[Suit]:
        """The unit's suits that are known on the day."""
        return [one for one in suits_of(self.rows["case"]).values() if one.started <= self.day]

    def progress(self) -> dict[int, Row]:
        """The year's progress by the number of the item."""
        return {int(one["项号"]): one for one in self.rows["progress"] if one["年度"] == self.day.year}


def points_of(indicator: Mapping[str, Any], full: Decimal, books: Books) -> Decimal | None:
    """The points of an indicator worth `full`; None where it does not apply or waits for a person."""
    rule = indicator["rule"]
    if books.silence == "unreported" and rule["kind"] in ("completion", "rate", "deduction"):
        return ZERO
    if books.silence == "not due" and not (rule["kind"] in ("manual", "bonus", "veto") or rule.get("extra")):
        return None
    match rule["kind"]:
        case "completion":
            found = _completed(indicator.get("items", []), full, books)
        case "rate":
            found = _rated(rule, full, books)
        case "deduction":
            found = _deducted(rule, full, books)
        case "quota":
            found = _of_quota(rule, indicator.get("items", []), full, books)
        case "report":
            fines = Decimal(str(rule["late"])) * books.late + Decimal(str(rule["missing"])) * books.missing
            found = max(full - fines, ZERO)
        case "bonus":
            found = min(full, Decimal(str(rule["each"])) * measured(rule["measure"], books))
        case "manual":
            found = _by_hand(indicator["id"], full, books, extra=rule.get("extra", False))
        case _:
            found = ZERO
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


def _completed(items: list[int], full: Decimal, books: Books) -> Decimal | None:
    progress, wanted = books.progress(), books.owed.intersection(items)
    states = [progress[item] for item in wanted if item in progress]
    claimed = [one for one in states if one["落实状态"] == "不适用" and one["不适用理由"]]
    aside = sum(int(one["项号"]) in books.agreed for one in claimed)
    done = sum(one["落实状态"] == "已完成" for one in states)
    return full * done / (len(wanted) - aside) if len(wanted) > aside else None


def _rated(rule: Rule, full: Decimal, books: Books) -> Decimal | None:
    part, whole = measured(rule["numerator"], books), measured(rule["denominator"], books)
    if not whole:
        return full if rule.get("when_none") == "full" else None
    if "steps" not in rule:
        return full * part / whole
    shares = (step["share"] for step in rule["steps"] if part >= whole * Decimal(str(step["at_least"])))
    return full * Decimal(str(next(shares, 0)))


def _deducted(rule: Rule, full: Decimal, books: Books) -> Decimal | None:
    """A case that is lost if its document is in effect, of which nobody can tell, keeps the points open."""
    if rule["measure"] == "lost_cases" and _lost(books, doubt=True) > _lost(books):
        return None
    return max(full - Decimal(str(rule["each"])) * measured(rule["measure"], books), ZERO)


def _of_quota(rule: Rule, items: list[int], full: Decimal, books: Books) -> Decimal:
    months = _MONTHS[rule.get("per", "year")]
    ledger, summed = rule["ledger"], _COUNTS[rule.get("summed", "sessions")]
    ranges = [ZERO] * (12 // months)
    for on, amount in amounts(books.rows[ledger], ledger, rule["where"]["kind"], summed, items, books.day):
        ranges[(on.month - 1) // months] += amount
    wanted = int(rule["at_least"])
    held = sum(min(int(one), wanted) for one in ranges)
    each, whole = rule.get("each"), wanted * len(ranges)
    return full * held / whole if each is None else max(full - Decimal(str(each)) * (whole - held), ZERO)


def _by_hand(indicator: str, full: Decimal, books: Books, *, extra: bool) -> Decimal | None:
    given = books.by_hand.get(indicator)
    if given is None:
        return ZERO if extra else None
    return min(max(given if given >= 0 or extra else full + given, ZERO), full)


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


def _late_replies_to_organs(books: Books) -> Iterator[bool]:
    """复议法 (2023) 48, 54: ten working days, five in the simple procedure."""
    for row in books.rows["reconsideration"]:
        received = day_of(row["收到副本日期"])
        due = received and workdays_later(received, 5 if row["审理程序"] == "简易程序" else 10)
        yield _late(due, day_of(row["答复日期"]), books.day)


def _late_filings(books: Books) -> Iterator[bool]:
    days = books.terms.get("规范性文件印发后报送备案", 15)
    for row in books.rows["document"]:
        issued = day_of(row["印发日期"])
        yield _late(issued and last_day(issued, days), day_of(row["报备日期"]), books.day)


def _late_publications(books: Books) -> Iterator[bool]:
    """国办发〔2018〕118号: seven working days for permits and penalties, twenty for others and for market penalties."""
    for row in books.rows["enforcement"]:
        is_short = row["决定种类"] in ("行政许可", "行政处罚") and row["执法领域"] != "市场监管"
        decided = day_of(row["决定日期"])
        due = decided and workdays_later(decided, 7 if is_short else 20)
        yield not row["不公开理由"] and _late(due, day_of(row["公示日期"]), books.day)


def _unreviewed(books: Books) -> Iterator[bool]:
    for row in books.rows["decision"]:
        steps = {one["环节"]: one for one in lines(row["决策程序"], "环节")}
        talked, review = iso(steps.get("集体讨论", {}).get("完成日期")), steps.get("合法性审查", {})
        passed = iso(review.get("完成日期")) if review.get("结果") == "通过" else None
        yield talked is not None and (passed is None or passed > talked)


def _late_answers_to_applicants(books: Books) -> Iterator[bool]:
    """政府信息公开条例 33: twenty working days."""
    for row in books.rows["disclosure"]:
        received = day_of(row["收到申请日期"]) if row["类别"] == "依申请公开" else None
        yield _late(received and workdays_later(received, 20), day_of(row["答复申请日期"]), books.day)


def _past_due(ledger: str, due: str, done: str) -> Callable[[Books], Iterator[bool]]:
    return lambda books: (_late(day_of(row[due]), day_of(row[done]), books.day) for row in books.rows[ledger])


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
        return next_workday(_months_later(received, 2))
    return None


def _months_later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


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
    "late_reconsideration_replies": _late_replies_to_organs,
    "late_document_filings": _late_filings,
    "late_decision_publications": _late_publications,
    "unreviewed_decisions": _unreviewed,
    "late_disclosure_answers": _late_answers_to_applicants,
    "late_complaints": _past_due("complaint", "办理期限", "办结日期"),
    "late_proposals": _past_due("proposal", "答复期限", "答复日期"),
    "progress_done": _done,
    "progress_with_evidence": lambda books: (one["佐证材料"] for one in _done(books)),
}
