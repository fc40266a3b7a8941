"""Days by which something has to be done in a case."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from models.records.due_rule import AT_ONCE, EMPTY, DueRule
from models.records.ledger import Context
from models.records.ledgers.case.codes import (
    ANSWERING,
    APPELLEE,
    DOCUMENT_ADVICE,
    FIRST,
    OPPOSED,
    PRE_SUIT,
    PROCURATORIAL,
    REVIEW,
    SECOND,
    SIMPLE,
)
from models.records.ledgers.case.record import Advice, Case
from models.rules.lost_case import JUDGMENTS, RULINGS
from models.rules.periods import (
    Deadline,
    answer_due,
    answer_set_by_court,
    appeal_due,
    document_advice_due,
    evidence_until,
    procuratorial_advice_due,
    procuratorial_reply_due,
    retrial_review_opinion_due,
    second_instance_answer_due,
)

_JUDGMENTS = frozenset(outcome.name for outcome in JUDGMENTS)
_RULINGS = frozenset(outcome.name for outcome in RULINGS)
_FIRST, _ANSWERING = frozenset({FIRST, None}), ANSWERING | {None}
"""Where nothing else is said, a case is a first instance, and the unit a defendant."""
APPEALABLE_RULINGS = frozenset({"驳回起诉", "其他裁定"})
"""Of the rulings that end an instance, those an appeal is open against (2018解释第一百零一条)."""


def kind_of_document(outcome: str | None) -> Literal["判决", "裁定"] | None:
    """Whether an outcome is a judgment or a ruling; None where it is neither, or open."""
    if outcome in _JUDGMENTS:
        return "判决"
    return "裁定" if outcome in _RULINGS else None


def answer_deadline(case: Case, context: Context) -> Deadline | None:
    """The last day for the answer in a first instance where the unit is a defendant; None where none is owed."""
    if case.served_on is None or case.instance not in _FIRST or case.role not in _ANSWERING:
        return None
    if case.answer_until and case.procedure == SIMPLE:
        return answer_set_by_court(case.answer_until, case.served_on)
    return answer_due(case.served_on, context.calendar)


def opinion_deadline(case: Case, context: Context) -> Deadline | None:
    """The last day for an answer or opinion in any instance; one that the law only invites is never late."""
    if case.served_on is None:
        return None
    if case.instance == SECOND and case.role == APPELLEE:
        return second_instance_answer_due(case.served_on, context.calendar)
    if case.instance == REVIEW and case.role == OPPOSED:
        return retrial_review_opinion_due(case.served_on, context.calendar)
    return answer_deadline(case, context)


def evidence_deadline(case: Case, _context: Context) -> Deadline | None:
    """The last day for evidence, where it is another than that for the answer."""
    if case.evidence_until is None:
        return None
    extended = bool(case.extension_applied_on)
    return evidence_until(case.evidence_until, case.served_on or case.evidence_until, extended=extended)


def appeal_deadline(case: Case, context: Context) -> Deadline | None:
    """The last day for an appeal against a first instance's judgment or ruling; None where none is open."""
    kind = kind_of_document(case.outcome)
    if case.received_on is None or case.instance != FIRST or kind is None:
        return None
    if kind == "裁定" and case.outcome not in APPEALABLE_RULINGS:
        return None
    return appeal_due(case.received_on, kind, context.calendar)


def advice_deadline(advice: Advice, context: Context) -> Deadline | None:
    """The last day to answer, by law or as the paper says, with its ground; None where nothing says one."""
    if advice.due:
        return Deadline(advice.due, "建议书写明的期限", advice.received_on or advice.due, "", advice.due, certain=True)
    if advice.received_on is None:
        return None
    if advice.kind == PRE_SUIT:
        return procuratorial_reply_due(advice.received_on, urgent=bool(advice.urgent), calendar=context.calendar)
    by_kind = {DOCUMENT_ADVICE: document_advice_due, PROCURATORIAL: procuratorial_advice_due}.get(advice.kind or "")
    return by_kind(advice.received_on, context.calendar) if by_kind else None


def advice_due(advice: Advice, context: Context) -> dt.date | None:
    """The last day to answer, or None."""
    return due_of(advice_deadline(advice, context))


def due_of(deadline: Deadline | None) -> dt.date | None:
    """The deadline's due day, or None if there is no deadline."""
    return deadline.due if deadline else None


def explain(deadline: Deadline | None, otherwise: str) -> str:
    """The deadline's own sentence, or `otherwise` where there is none."""
    return deadline.explain() if deadline else otherwise


APPEAL_PAST = 60
"""No appeal is open this many days after the document came: 15 days, and the longest holidays."""
DUES = (
    DueRule("提交答辩状和证据", opinion_deadline, "served_on", waiting=(("answered_on", EMPTY), ("outcome", EMPTY))),
    DueRule("提交证据", evidence_deadline, "evidence_until", waiting=(("answered_on", EMPTY), ("outcome", EMPTY))),
    DueRule("决定是否上诉", appeal_deadline, "received_on", waiting=(("effective_on", EMPTY),), lapses=APPEAL_PAST),
    DueRule("履行裁判", "performance_due", waiting=(("performed_on", EMPTY),), ahead=AT_ONCE),
    DueRule("开庭（负责人出庭）", "on", rows="hearings", lapses=0, ahead=AT_ONCE),
    DueRule(
        lambda advice: f"回复{advice.kind or '建议'}",
        advice_deadline,
        "received_on",
        waiting=(("replied_on", EMPTY),),
        rows="advice",
        ahead=AT_ONCE,
    ),
)
"""What a case wants done by a day."""
