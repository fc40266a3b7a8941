"""Measures over the other ledgers: what their own rules complain of, and reconsiderations lost.

Some periods are settable (docs/ledgers.md, settable): what is late by one counts in the year in which its last day
lies, by the days that the centre issued for that year. A `Deduction` takes points off for each late record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from models.assess.measures.measure import Counted, Measure, UnitYear, Words, by_name, measure
from models.records.context import title_of, year_of
from models.records.ledgers.case.codes import LOST
from models.records.ledgers.decision import Decision, first_discussed
from models.records.ledgers.disclosure import answer_deadline
from models.records.ledgers.document import filing_deadline
from models.records.ledgers.enforcement import publicity_deadline
from models.records.ledgers.inspection import publicity_deadline as inspection_publicity
from models.records.ledgers.reconsideration import Reconsideration, lost, may_turn_out_lost
from models.records.ledgers.reconsidered import decision_deadline
from models.records.ledgers.rectification import closing_deadline
from models.records.registry import ledger
from models.records.steps import DeadlineOf


def _flagged(ledger_id: str, year: UnitYear, *codes: str) -> Counted:
    """The year's records of a ledger that one of the rules `codes` speaks of."""
    declared = ledger(ledger_id)
    of_year = (uid for uid, one in year.records(ledger_id).items() if year_of(declared, one) in (year.year, None))
    return dict(_complained_of(ledger_id, year, of_year, codes))


def _complained_of(
    ledger_id: str, year: UnitYear, uids: Iterable[str], codes: tuple[str, ...]
) -> Iterator[tuple[str, Words]]:
    declared, wanted = ledger(ledger_id), {f"{ledger_id}.{code}" for code in codes}
    for uid in uids:
        record = year.records(ledger_id)[uid]
        said = [one for check in declared.checks for one in check(record, uid, year.context) if one.code in wanted]
        if said:
            yield uid, (title_of(declared, record), said[0].message)


def _past_term(ledger_id: str, year: UnitYear, done: str, deadline: DeadlineOf) -> Counted:
    """The records whose last day, by a settable period, came in the year and whose day `done` is later, or missing."""
    days = ((uid, deadline(one, year.context)) for uid, one in year.records(ledger_id).items())
    due = (uid for uid, day in days if day and year.in_year(day.due))
    return dict(_complained_of(ledger_id, year, due, (f"{done}_late", f"{done}_overdue")))


@measure("逾期办理的投诉举报", "投诉举报", ledger="complaint")
def late_complaints(year: UnitYear) -> Counted:
    """Complaints handled after their deadline, or overdue and not handled yet."""
    return _flagged("complaint", year, "handled_on_late", "handled_on_overdue")


@measure("逾期答复的建议提案", "建议提案", ledger="proposal")
def late_proposals(year: UnitYear) -> Counted:
    """Proposals answered after their deadline, or overdue and not answered yet."""
    return _flagged("proposal", year, "answered_on_late", "answered_on_overdue")


@measure("未通过合法性审查就集体讨论的决策", "重大决策", ledger="decision")
def unreviewed_decisions(year: UnitYear) -> Counted:
    """Decisions discussed before they passed the review of legality."""
    return _flagged("decision", year, "unreviewed", "review_after")


@measure("集体讨论过的重大决策", "重大决策", ledger="decision")
def discussed_decisions(year: UnitYear) -> Counted:
    """Decisions of the year that were put before the collective discussion."""
    declared = ledger("decision")
    return {
        uid: (title_of(declared, one), f"{first_discussed(one)}集体讨论。")
        for uid, one in cast("Mapping[str, Decision]", year.records("decision")).items()
        if first_discussed(one) and year_of(declared, one) in (year.year, None)
    }


@measure("先通过合法性审查再集体讨论的重大决策", "重大决策", ledger="decision")
def decisions_reviewed_first(year: UnitYear) -> Counted:
    """Those of them that passed the review of legality before, or may be discussed without."""
    unreviewed = year.counted(unreviewed_decisions)
    return {uid: words for uid, words in year.counted(discussed_decisions).items() if uid not in unreviewed}


@measure("逾期的复议答复", "复议案件", ledger="reconsideration")
def late_reconsideration_replies(year: UnitYear) -> Counted:
    """Reply given late or not at all, among the cases received in the year."""
    kept = cast("Mapping[str, Reconsideration]", year.records("reconsideration"))
    found = _flagged("reconsideration", year, "replied_on_late", "replied_on_overdue")
    return {uid: words for uid, words in found.items() if year.in_year(kept[uid].received_on)}


@measure("生效待查的败诉复议", "复议案件", ledger="reconsideration")
def doubtful_reconsiderations(year: UnitYear) -> Counted:
    """Decisions against the unit of which it is not known when they were served."""
    return {
        uid: (one.number or "（没有案号）", f"{one.decision}，没有生效日期。")
        for uid, one in cast("Mapping[str, Reconsideration]", year.records("reconsideration")).items()
        if may_turn_out_lost(one, year.context)
    }


@measure("复议败诉", "复议案件", doubt=doubtful_reconsiderations, ledger="reconsideration")
def lost_reconsiderations(year: UnitYear) -> Counted:
    """Decisions against the unit that took effect in the year."""
    return {
        uid: (one.number or "（没有案号）", f"{one.effective_on}生效，{one.decision}。")
        for uid, one in cast("Mapping[str, Reconsideration]", year.records("reconsideration")).items()
        if year.in_year(one.effective_on) and lost(one, year.context) == LOST
    }


@measure("逾期报送备案的规范性文件", "规范性文件", ledger="document")
def late_document_filings(year: UnitYear) -> Counted:
    """Documents filed after the days set in 任务下发 (†15), or overdue and not filed yet."""
    return _past_term("document", year, "filed_on", filing_deadline)


@measure("逾期公示的执法决定", "执法决定", ledger="enforcement")
def late_decision_publications(year: UnitYear) -> Counted:
    """Published after the working days set (†7, †20), or not at all; what may not be published has no last day."""
    return _past_term("enforcement", year, "published_on", publicity_deadline)


@measure("逾期答复的公开申请", "公开申请", ledger="disclosure")
def late_disclosure_answers(year: UnitYear) -> Counted:
    """Applications answered after the working days set (†20), or overdue and not answered yet."""
    return _past_term("disclosure", year, "answered_on", answer_deadline)


@measure("逾期销号的整改问题", "整改问题", ledger="rectification")
def late_rectifications(year: UnitYear) -> Counted:
    """Problems closed after the day that their list names, or overdue and still open."""
    return _past_term("rectification", year, "closed_on", closing_deadline)


@measure("逾期公示的行政检查", "行政检查", ledger="inspection")
def late_inspection_publications(year: UnitYear) -> Counted:
    """Results published after the working days set (†20), or not at all; what may not be published has no last day."""
    return _past_term("inspection", year, "published_on", inspection_publicity)


@measure("逾期审结的复议申请", "复议申请", ledger="reconsidered")
def late_reconsidered(year: UnitYear) -> Counted:
    """Applications decided after the period of the law, or overdue and not decided yet."""
    return _past_term("reconsidered", year, "ended_on", decision_deadline)


DEADLINE_MEASURES: dict[str, Measure] = by_name(
    late_complaints,
    late_proposals,
    unreviewed_decisions,
    discussed_decisions,
    decisions_reviewed_first,
    late_reconsideration_replies,
    lost_reconsiderations,
    doubtful_reconsiderations,
    late_document_filings,
    late_decision_publications,
    late_disclosure_answers,
    late_rectifications,
    late_inspection_publications,
    late_reconsidered,
)
