"""A first scheme for any plan, to be corrected: no office starts from another year's indicators.

Nothing in it is an official weight. Each chapter is worth what its share of the items makes it; the plan's quotas and
topics that can be measured stand beside with the same small weight; the note says so. Where a unit has no case of a
topic, the indicator does not apply to it: silence earns nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from models.assess.measures import MEASURES
from models.plan_text.numerals import chinese_numeral
from models.records.place import NATIONAL, PlaceProfile
from models.records.plan import Plan, Quota
from models.records.quotas import counting_of

TOTAL = 100
MEASURED = 5
"""Points of each indicator that is measured beside the chapters' completion."""
MOST_MEASURED = 50
"""At most so many points are measured; the rest is for what the plan asks to be done."""
BANDS = (("优秀", 90), ("良好", 80), ("一般", 70), ("不合格", 0))
COMPLETION = "已完成的事项数÷应落实的事项数（写明理由的不适用事项不计），按比例得分；以落实情况台账为准。"
QUOTAS = (
    "已达到的定额数÷工作要点对本单位的定额数，按比例得分；要人工认定的定额，认定以前不评分；对本单位没有定额的不适用。"
)
DRAFT = "（草案）"
FRAME_NOTE = "草案：沿用{before}年度方案的框架，各指标的事项按工作要点的文字自动对应，请逐项核对修改后再下发。"
NOTE = "草案：按工作要点各章的项数、能计数的定额和主题自动拟出，分值、等次不是正式标准，请按正式考核文件修改后再下发。"


class Measured(NamedTuple):
    """An indicator for items of one topic."""

    topic: str
    name: str
    rule: dict[str, Any]
    definition: str


def _rate(numerator: str, denominator: str) -> dict[str, Any]:
    return {"kind": "rate", "numerator": numerator, "denominator": denominator, "when_none": "not_applicable"}


def _handled(topic: str, name: str, numerator: str, denominator: str) -> Measured:
    """What was done as it should be, of all that there was: no case at all earns no marks, it does not apply."""
    good, whole = MEASURES[numerator].label, MEASURES[denominator].label
    return Measured(topic, name, _rate(numerator, denominator), f"{good}÷{whole}，按比例得分；本年没有的不适用。")


MEASURABLE = (
    Measured(
        "执法证件",
        "执法证件有效率",
        _rate("certificates_valid", "certificates_in_use"),
        "未过有效期的在用证件数÷在用证件数，按比例得分；没有在用证件的不适用。",
    ),
    Measured(
        "行政应诉",
        "负责人出庭应诉率",
        _rate("heard_cases_with_leader", "heard_cases"),
        "有负责人出庭的开庭案件÷本年开庭案件，按比例得分；没有开庭的不适用。",
    ),
    _handled("行政复议", "复议答复按期率", "reconsiderations_in_time", "reconsiderations_owed"),
    _handled("规范性文件", "规范性文件按期备案率", "documents_filed_in_time", "documents_owed"),
    _handled("重大决策", "重大决策合法性审查率", "decisions_reviewed_first", "discussed_decisions"),
    _handled("三项制度", "执法决定按期公示率", "publications_in_time", "publications_owed"),
    _handled("投诉举报", "投诉举报按期办结率", "complaints_in_time", "complaints_owed"),
    _handled("建议提案", "建议提案按期答复率", "proposals_in_time", "proposals_owed"),
    _handled("政务公开", "公开申请按期答复率", "applications_in_time", "applications_owed"),
    _handled("督察整改", "整改问题按期销号率", "problems_closed_in_time", "problems_owed"),
)


def draft_scheme(plan: Plan, year: int, categories: Iterable[str], place: PlaceProfile = NATIONAL) -> dict[str, Any]:
    """A scheme of 100 points for a plan and the categories of its roster, as an `Issue` holds it.

    Quotas are proposed where `place` and their wording say what counts them.
    """
    measured = [*_quotas(plan, place), *_measured(plan)][: MOST_MEASURED // MEASURED]
    names = list(dict.fromkeys(filter(None, categories))) or ["全部单位"]
    return {
        **empty_scheme(year, f"{year}年度法治政府建设考核方案{DRAFT}", names),
        "note": NOTE,
        "indicators": [*_completions(plan, TOTAL - MEASURED * len(measured)), *measured],
    }


def copy_for_year(scheme: dict[str, Any], year: int) -> dict[str, Any]:
    """A copy of another year's scheme for this year: its year, id and name follow."""
    before = str(scheme.get("year", ""))
    copy = deepcopy(scheme)
    for name in ("id", "name"):
        copy[name] = str(copy.get(name, "")).replace(before, str(year)) if before else copy.get(name, "")
    return {**copy, "year": year}


def scheme_in_frame(scheme: dict[str, Any], year: int, uids: Mapping[int, int]) -> dict[str, Any]:
    """A draft for this year with categories, grades and indicators of another one's.

    `uids` says which item of the year's plan an item of the other plan goes on as; what goes on as none is left out, so
    that an indicator that counts items and has none any more is found by the check of the scheme.
    """
    copy = copy_for_year(scheme, year)
    name = copy["name"] if DRAFT in copy["name"] else f"{copy['name']}{DRAFT}"
    indicators = [
        {**one, "items": [uids[uid] for uid in one.get("items", ()) if uid in uids]} for one in copy["indicators"]
    ]
    note = FRAME_NOTE.format(before=scheme.get("year"))
    return {**copy, "name": name, "note": note, "indicators": indicators}


def empty_scheme(year: int, name: str, categories: Sequence[str]) -> dict[str, Any]:
    """A scheme without indicators for the categories of a roster."""
    bands = [{"grade": grade, "at_least": mark} for grade, mark in BANDS]
    named = [{"id": f"c{at}", "name": one, "bands": deepcopy(bands)} for at, one in enumerate(categories, 1)]
    return {"id": f"{year}", "name": name, "year": year, "total": str(TOTAL), "categories": named, "indicators": []}


def _completions(plan: Plan, points: int) -> Iterator[dict[str, Any]]:
    chapters = [chapter for chapter in plan.chapters if chapter.items]
    weights = shares(points, [len(chapter.items) for chapter in chapters])
    for at, (chapter, weight) in enumerate(zip(chapters, weights, strict=True), 1):
        yield {
            "id": f"1.{at}",
            "name": f"{chapter.title}完成率",
            "chapter": f"{chinese_numeral(chapter.number)}、{chapter.title}",
            "items": [item.uid for item in chapter.items],
            "weight": weight,
            "rule": {"kind": "completion"},
            "definition": COMPLETION,
        }


def _quotas(plan: Plan, place: PlaceProfile) -> Iterator[dict[str, Any]]:
    """One indicator for the items with a quota that a ledger counts."""
    items = [item.uid for item in plan.items if any(_is_counted(quota, place) for quota in item.quotas)]
    if items:
        yield {
            "id": "3.1",
            "name": "工作要点定额达到率",
            "chapter": "工作要点的定额",
            "items": items,
            "weight": MEASURED,
            "rule": {"kind": "plan_quotas"},
            "definition": QUOTAS,
        }


def _is_counted(quota: Quota, place: PlaceProfile) -> bool:
    return not quota.together and counting_of(quota, place) is not None


def _measured(plan: Plan) -> Iterator[dict[str, Any]]:
    found = [(one, [item.uid for item in plan.items if one.topic in item.subjects]) for one in MEASURABLE]
    for at, (one, items) in enumerate([pair for pair in found if pair[1]], 1):
        yield {
            "id": f"2.{at}",
            "name": one.name,
            "chapter": "能计数的主题",
            "items": items,
            "weight": MEASURED,
            "rule": one.rule,
            "definition": one.definition,
        }


def shares(whole: int, counts: Sequence[int]) -> list[int]:
    """`whole` in whole points by `counts`, summing up exactly: the largest remainders get what rounding left."""
    total = sum(counts) or 1
    parts = [whole * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda at: (-(whole * counts[at] % total), at))
    for at in by_remainder[: whole - sum(parts)] if counts else ():
        parts[at] += 1
    return parts
