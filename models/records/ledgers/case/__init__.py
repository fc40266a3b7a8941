"""行政应诉案件: one record per instance."""

from __future__ import annotations

from models.records.field import Kind
from models.records.ledger import SUITS, Derived, Ledger
from models.records.ledgers.case.chain import effect_words, lost, why_effect, why_lost
from models.records.ledgers.case.checks import CHECKS
from models.records.ledgers.case.codes import COMPENSATION, EFFECT_TONES, INSTANCES, LITIGATION, LOST_TONES, OPEN
from models.records.ledgers.case.deadlines import (
    DUES,
    appeal_deadline,
    due_of,
    explain,
    kind_of_document,
    opinion_deadline,
)
from models.records.ledgers.case.record import Advice, Agent, Case, Hearing
from models.records.view import having
from models.rules.case_number import MEDIATION_FIRST, parse_case_number

__all__ = ["LEDGER", "Advice", "Agent", "Case", "Hearing", "fill"]


def fill(fields: dict[str, object]) -> dict[str, object]:
    """What the case number and the outcome tell, where it is empty; the number itself in its official spelling."""
    told: dict[str, object] = {}
    number = fields.get("number")
    parsed = parse_case_number(number) if isinstance(number, str) else None
    if parsed:
        told["year"] = parsed.year
        if parsed.instance == MEDIATION_FIRST:
            told["instance"] = parsed.instance
        if parsed.instance in INSTANCES:
            told["instance"] = parsed.instance
            told["suit"] = COMPENSATION if parsed.is_compensation else LITIGATION
    outcome = fields.get("outcome")
    told["document_kind"] = kind_of_document(outcome if isinstance(outcome, str) else None)
    filled = {name: value for name, value in told.items() if value and not fields.get(name)}
    return filled if parsed is None or str(parsed) == number else {**filled, "number": str(parsed)}


SAME_IN_EVERY_INSTANCE = (
    "suit",
    "plaintiffs",
    "plaintiff_count",
    "plaintiff_kind",
    "defendants",
    "third_parties",
    "organ_kind",
    "handler",
    "act",
    "act_number",
    "act_kind",
    "after_reconsideration",
    "field",
    "cause",
    "claim",
    "compensation_claimed",
    "reviewed_document",
    "brief",
)
"""What a second instance takes over from the first."""

LEDGER = Ledger(
    id="case",
    label="行政应诉案件",
    record=Case,
    order=40,
    title="number",
    topics=("行政应诉",),
    key=("number",),
    carried_from="previous",
    carried=SAME_IN_EVERY_INSTANCE,
    checks=CHECKS,
    derived=(
        Derived(
            "answer_due",
            "答辩期限",
            Kind.DATE,
            lambda case, context: due_of(opinion_deadline(case, context)),
            because=lambda case, context: explain(
                opinion_deadline(case, context), "没有签收日期，或者本单位在这一审级不用提交答辩。"
            ),
            after="served_on",
        ),
        Derived(
            "appeal_due",
            "上诉期限",
            Kind.DATE,
            lambda case, context: due_of(appeal_deadline(case, context)),
            because=lambda case, context: explain(
                appeal_deadline(case, context), "没有收到文书日期，或者这一裁判不能上诉。"
            ),
            after="received_on",
            listed=False,
        ),
        Derived(
            "effect",
            "裁判效力",
            Kind.TEXT,
            effect_words,
            because=why_effect,
            tones=EFFECT_TONES,
            after="effective_on",
            width=10,
            listed=False,
            knows_uid=True,
        ),
        Derived(
            "lost",
            "是否败诉",
            Kind.TEXT,
            lost,
            because=why_lost,
            tones=LOST_TONES,
            after="effective_on",
            width=10,
            knows_uid=True,
        ),
    ),
    views=(
        having(OPEN, judged_on=None),
        having("没有答辩", answered_on=None),
        having("没有开庭记录", hearings=None),
    ),
    dues=DUES,
    fill=fill,
    reported=True,
    group=SUITS,
    hint="每个审级登记一条，二审、再审在前审案件里选前一审级；答辩期限、上诉期限、裁判效力和是否败诉由程序算出。",
)
