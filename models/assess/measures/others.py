"""Measures over the other ledgers: what their own rules complain of, and reconsiderations lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from models.assess.measures.found import Found, Measure, UnitYear, by_name, measure
from models.records.context import title_of, year_of
from models.records.ledgers.case.codes import LOST
from models.records.ledgers.reconsideration import Reconsideration, lost
from models.records.registry import ledger


def _flagged(ledger_id: str, year: UnitYear, *codes: str) -> Iterator[Found]:
    """The year's records of a ledger that one of the rules `codes` speaks of."""
    declared, wanted = ledger(ledger_id), {f"{ledger_id}.{code}" for code in codes}
    for uid, record in year.records(ledger_id).items():
        if year_of(declared, record) not in (year.year, None):
            continue
        said = [one for check in declared.checks for one in check(record, uid, year.context) if one.code in wanted]
        if said:
            yield Found(ledger_id, uid, "", title_of(declared, record) or "（没有名称）", said[0].message)


@measure("逾期办理的投诉举报", "投诉举报")
def late_complaints(year: UnitYear) -> Iterator[Found]:
    """Handled after their day, or not at all."""
    return _flagged("complaint", year, "handled_on_late", "handled_on_overdue")


@measure("逾期答复的建议提案", "建议提案")
def late_proposals(year: UnitYear) -> Iterator[Found]:
    """Answered after their day, or not at all."""
    return _flagged("proposal", year, "answered_on_late", "answered_on_overdue")


@measure("未通过合法性审查就集体讨论的决策", "重大决策")
def unreviewed_decisions(year: UnitYear) -> Iterator[Found]:
    """Discussed before they passed the review of legality (plan, item 9)."""
    return _flagged("decision", year, "unreviewed", "review_after")


@measure("逾期的复议答复", "复议案件")
def late_reconsideration_replies(year: UnitYear) -> Iterator[Found]:
    """Reply given late or not at all, among the cases received in the year."""
    kept = cast("Mapping[str, Reconsideration]", year.records("reconsideration"))
    found = _flagged("reconsideration", year, "replied_on_late", "replied_on_overdue")
    return (one for one in found if year.in_year(kept[one.uid].received_on))


@measure("复议败诉", "复议案件")
def lost_reconsiderations(year: UnitYear) -> Iterator[Found]:
    """Decisions against the unit that took effect in the year."""
    for uid, one in cast("Mapping[str, Reconsideration]", year.records("reconsideration")).items():
        if year.in_year(one.effective_on) and lost(one, year.context) == LOST:
            yield Found(
                "reconsideration", uid, "", one.number or "（没有案号）", f"{one.effective_on}生效，{one.decision}。"
            )


OTHER_MEASURES: dict[str, Measure] = by_name(
    late_complaints,
    late_proposals,
    unreviewed_decisions,
    late_reconsideration_replies,
    lost_reconsiderations,
)
