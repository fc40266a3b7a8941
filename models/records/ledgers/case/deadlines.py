"""Days by which something has to be done in a case."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from models.records.due_rule import AT_ONCE, EMPTY, DueRule
from models.records.ledger import Context
from models.records.ledgers.case.codes import ANSWERING, FIRST, PRE_SUIT
from models.records.ledgers.case.record import Advice, Case
from models.rules.lost_case import JUDGMENTS, RULINGS
from models.rules.periods import Deadline, answer_due, appeal_due, procuratorial_reply_due

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
    return answer_due(case.served_on, context.calendar)


def appeal_deadline(case: Case, context: Context) -> Deadline | None:
    """The last day for an appeal against a first instance's judgment or ruling; None where none is open."""
    kind = kind_of_document(case.outcome)
    if case.received_on is None or case.instance != FIRST or kind is None:
        return None
    if kind == "裁定" and case.outcome not in APPEALABLE_RULINGS:
        return None
    return appeal_due(case.received_on, kind, context.calendar)


def advice_due(advice: Advice, context: Context) -> dt.date | None:
    """The last day to answer: as the paper says, by law where it comes before a public-interest suit, or None."""
    if advice.due or advice.received_on is None or advice.kind != PRE_SUIT:
        return advice.due
    return procuratorial_reply_due(advice.received_on, calendar=context.calendar).due


def due_of(deadline: Deadline | None) -> dt.date | None:
    """The deadline's due day, or None if there is no deadline."""
    return deadline.due if deadline else None


def explain(deadline: Deadline | None, otherwise: str) -> str:
    """The deadline's own sentence, or `otherwise` where there is none."""
    return deadline.explain() if deadline else otherwise


APPEAL_PAST = 60
"""No appeal is open this many days after the document came: 15 days, and the longest holidays."""
DUES = (
    DueRule("提交答辩状和证据", answer_deadline, "served_on", waiting=(("answered_on", EMPTY), ("outcome", EMPTY))),
    DueRule("决定是否上诉", appeal_deadline, "received_on", waiting=(("effective_on", EMPTY),), lapses=APPEAL_PAST),
    DueRule("履行裁判", "performance_due", waiting=(("performed_on", EMPTY),), ahead=AT_ONCE),
    DueRule("开庭（负责人出庭）", "on", rows="hearings", lapses=0, ahead=AT_ONCE),
    DueRule(
        lambda advice: f"回复{advice.kind or '建议'}",
        advice_due,
        "received_on",
        waiting=(("replied_on", EMPTY),),
        rows="advice",
        ahead=AT_ONCE,
    ),
)
"""What a case wants done by a day."""
