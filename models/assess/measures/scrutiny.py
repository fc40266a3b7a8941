"""Measures over what is looked at once more: reviews of legality, inspections, problems, files, reconsideration.

What has a last day counts as in `handled`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from models.assess.measures.handled import DatedMatter
from models.assess.measures.measure import Counted, Look, Measure, UnitYear, Words, by_name
from models.records.ledgers.file_review import EXCELLENT, PASSED, FileReview
from models.records.ledgers.inspection import RANDOM, publicity_deadline
from models.records.ledgers.legal_review import PARTLY, WHOLLY, review_deadline
from models.records.ledgers.reconsidered import ACCEPTED, CORRECTED, SETTLED, decision_deadline
from models.records.ledgers.rectification import closing_deadline

_REVIEW = DatedMatter(
    "legal_review", "审查事项", "title", "sent_on", "opined_on", "出具意见", review_deadline, ("due", "kind")
)
_PROBLEM = DatedMatter(
    "rectification", "整改问题", "problem", "found_on", "closed_on", "销号", closing_deadline, ("due",)
)
_VISIT = DatedMatter(
    "inspection",
    "行政检查",
    "target",
    "visited_on",
    "published_on",
    "公示",
    publicity_deadline,
    ("not_published", "field"),
)
_RECONSIDERED = DatedMatter(
    "reconsidered",
    "复议申请",
    "number",
    "received_on",
    "ended_on",
    "审结",
    decision_deadline,
    ("accepted_on", "acceptance", "procedure", "extended_to", "stood_still"),
)


def _adopted(one: Any, year: UnitYear) -> bool:
    return _REVIEW.settled(one, year) and one.adopted in {WHOLLY, PARTLY}


def _ended_by(*endings: str) -> Callable[[Any, UnitYear], bool]:
    return lambda one, year: _RECONSIDERED.settled(one, year) and one.ending in endings


def _files(name: str, label: str, *grades: str) -> Measure:
    """The year's reviewed files of these grades, all of them where none is named."""

    def of(year: UnitYear) -> Counted:
        kept = cast("Mapping[str, FileReview]", year.records("file_review")).items()
        found = {uid: one for uid, one in kept if year.in_year(one.reviewed_on)}
        return {uid: one for uid, one in found.items() if not grades or one.grade in grades}

    def says(one: FileReview) -> Words:
        return one.number or "（未填文号）", f"{one.reviewed_on}评查，{one.grade or '没有等次'}。"

    look = {"file_review": Look(("reviewed_on", "grade"), words=("number",))}
    return Measure(name, label, "评查案卷", "file_review", of, says, look)


SCRUTINY_MEASURES = by_name(
    _REVIEW.measure("legal_reviews", "本年送审的合法性审查事项", _REVIEW.began_in),
    _REVIEW.measure("legal_reviews_opined", "本年送审并出具意见的审查事项", _REVIEW.settled),
    _REVIEW.measure("legal_reviews_adopted", "意见采纳或部分采纳的审查事项", _adopted, "adopted"),
    _REVIEW.measure("legal_reviews_owed", "审查期限在本年的审查事项", _REVIEW.owed),
    _REVIEW.measure("legal_reviews_in_time", "按期出具意见的审查事项", _REVIEW.in_time),
    _PROBLEM.measure("problems", "本年反馈的整改问题", _PROBLEM.began_in),
    _PROBLEM.measure("problems_closed", "本年反馈并销号的整改问题", _PROBLEM.settled),
    _PROBLEM.measure("problems_owed", "整改期限在本年的问题", _PROBLEM.owed),
    _PROBLEM.measure("problems_closed_in_time", "按期销号的整改问题", _PROBLEM.in_time),
    _VISIT.measure("inspections", "本年的行政检查", _VISIT.began_in),
    _VISIT.measure(
        "inspections_random",
        "本年的双随机检查",
        lambda one, year: _VISIT.began_in(one, year) and one.way == RANDOM,
        "way",
    ),
    _VISIT.measure("inspections_owed", "结果公示期限在本年的行政检查", _VISIT.owed),
    _VISIT.measure("inspections_published_in_time", "按期公示结果的行政检查", _VISIT.in_time),
    _files("files_reviewed", "本年评查的案卷"),
    _files("files_passed", "评查合格以上的案卷", EXCELLENT, PASSED),
    _files("files_excellent", "评查优秀的案卷", EXCELLENT),
    _RECONSIDERED.measure("reconsidered", "本年收到的复议申请", _RECONSIDERED.began_in),
    _RECONSIDERED.measure(
        "reconsidered_accepted",
        "本年收到并受理的复议申请",
        lambda one, year: _RECONSIDERED.began_in(one, year) and one.acceptance == ACCEPTED,
    ),
    _RECONSIDERED.measure("reconsidered_ended", "本年收到并审结的复议申请", _RECONSIDERED.settled),
    _RECONSIDERED.measure("reconsidered_settled", "以调解、和解审结的复议申请", _ended_by(*SETTLED), "ending"),
    _RECONSIDERED.measure("reconsidered_corrected", "复议纠正的行政行为", _ended_by(*CORRECTED), "ending"),
    _RECONSIDERED.measure("reconsidered_owed", "审理期限在本年的复议申请", _RECONSIDERED.owed),
    _RECONSIDERED.measure("reconsidered_in_time", "按期审结的复议申请", _RECONSIDERED.in_time),
)
