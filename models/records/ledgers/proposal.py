"""建议提案办理: what deputies and members of the consultative conference proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from models.records.due_rule import EMPTY, DueRule
from models.records.field import Field
from models.records.finding import Finding, warning
from models.records.ledger import OVERSIGHT, Context, Ledger
from models.records.proven import ProvingRecord
from models.records.steps import DatedTask, Steps, deadline_column
from models.records.tone import Tone
from models.records.view import ending_soon, having, past
from models.rules.periods import Deadline, proposal_answer_due

NAME = "proposal"
DEPUTIES, MEMBERS = KINDS = ("人大代表建议", "政协委员提案")
PLEASED, HALF_PLEASED, NOT_PLEASED = SATISFIED = ("满意", "基本满意", "不满意")
SATISFIED_TONES = {PLEASED: Tone.GOOD, HALF_PLEASED: Tone.WARN, NOT_PLEASED: Tone.BAD}


class Proposal(ProvingRecord, frozen=True, kw_only=True):
    """One deputies' suggestion or committee proposal (建议提案) to be answered (docs/ledgers.md, proposal)."""

    kind: Annotated[
        str | None, Field("类别", required=True, choices=KINDS, width=14, group="建议提案", help="建议还是提案。")
    ] = None
    number: Annotated[str | None, Field("编号", required=True, width=12, group="建议提案", help="交办单上的编号。")] = (
        None
    )
    proposer: Annotated[
        str | None,
        Field("提出人", width=12, group="建议提案", private="name", help="代表或委员的姓名，联名的写领衔人。"),
    ] = None
    about: Annotated[
        str | None, Field("标题", required=True, width=30, group="建议提案", help="建议或提案的标题。")
    ] = None
    received_on: Annotated[
        dt.date | None, Field("交办日期", required=True, group="办理", help="收到交办的日期，按它归入年度。")
    ] = None
    complicated: Annotated[
        bool | None,
        Field("涉及面广难度大", width=14, listed=False, group="办理", help="涉及面广、处理难度大的，六个月内答复。"),
    ] = None
    due: Annotated[
        dt.date | None,
        Field("答复期限", group="办理", help="照交办单填写；代表建议不填的按三个月或六个月算。"),
    ] = None
    answered_on: Annotated[dt.date | None, Field("答复日期", group="办理", help="书面答复代表或委员的日期。")] = None
    satisfied: Annotated[
        str | None,
        Field(
            "满意程度",
            choices=SATISFIED,
            tones=SATISFIED_TONES,
            open=True,
            width=10,
            group="办理",
            help="反馈表上的评价，可以直接填写。",
        ),
    ] = None


def answer_deadline(one: Proposal, context: Context) -> Deadline | None:
    """The last day to answer, as the paper says or by law; None where neither is known."""
    if one.received_on is None:
        return None
    if one.due:
        return Deadline(one.due, "交办单写明的期限", one.received_on, "", one.due, certain=True)
    if one.kind != DEPUTIES:
        return None
    return proposal_answer_due(one.received_on, complicated=bool(one.complicated), calendar=context.calendar)


def check_due(one: Proposal, _uid: str, context: Context) -> Iterable[Finding]:
    """Report an answer after its due date or overdue, and warn if no due date is filled in."""
    deadline = answer_deadline(one, context)
    yield from DatedTask(NAME, "answered_on").by_deadline(one, deadline, context)
    if one.received_on and not one.due:
        law = f"，按{deadline.due}算（{deadline.clause}）" if deadline else ""
        yield warning("due", "proposal.due", f"没有填答复期限{law}，请照交办单补填，到期前会提醒。")


def check_satisfied(one: Proposal, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn where a degree of satisfaction is given without the day of the answer."""
    if one.satisfied and not one.answered_on:
        yield warning("answered_on", "proposal.unanswered", "填了满意程度，没有答复日期，请补填。")


check_order = Steps(NAME, ("received_on", "answered_on"), due="due")

LEDGER = Ledger(
    id=NAME,
    label="建议提案办理",
    record=Proposal,
    order=72,
    title="about",
    topics=("建议提案",),
    key=("kind", "number", "received_on"),
    year_of="received_on",
    checks=(check_order, check_due, check_satisfied),
    views=(
        ending_soon("due", answered_on=None),
        having("没有答复", answered_on=None),
        past("逾期没有答复", "due", answered_on=None),
    ),
    derived=(
        deadline_column(
            "answer_due",
            "应答复日期",
            answer_deadline,
            "没有交办日期，或者提案没有填答复期限。",
            after="due",
            listed=False,
        ),
    ),
    dues=(
        DueRule("答复建议提案", "due", waiting=(("answered_on", EMPTY),)),
        DueRule("答复建议提案", answer_deadline, "received_on", waiting=(("answered_on", EMPTY), ("due", EMPTY))),
    ),
    group=OVERSIGHT,
    hint="人大代表建议和政协委员提案每件一条；过了答复期限没有答复的会提醒。",
)
