"""Rules over one case and its neighbours in the chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise

from models.records.finding import Finding, error, warning
from models.records.ledger import Context
from models.records.ledgers.case.attendance import is_excused
from models.records.ledgers.case.chain import beside, chain_of, course_to, earlier, is_appealed, legal_effect
from models.records.ledgers.case.codes import (
    FIRST,
    HEARING,
    INSTANCES,
    LOST,
    OPPOSED,
    RETRIAL_ADVICE,
    REVIEW,
    SIMPLE,
)
from models.records.ledgers.case.deadlines import advice_deadline, answer_deadline, appeal_deadline
from models.records.ledgers.case.record import Case, Hearing
from models.records.local_law import cited, with_clause
from models.records.place import Question
from models.rules.case_number import MEDIATION_FIRST, NON_LITIGATION, parse_case_number
from models.rules.legal_effect import Effect
from models.rules.periods import extension_request_due

LEADER_RULES = dt.date(2020, 7, 1)
"""法释〔2020〕3号 in force."""

_STEPS = (
    ("served_on", "签收日期"),
    ("judged_on", "裁判日期"),
    ("received_on", "收到文书日期"),
)


def check_number(case: Case, _uid: str, _context: Context) -> Iterable[Finding]:
    """The number is one of a suit, and agrees with instance and year."""
    parsed = parse_case_number(case.number) if case.number else None
    if parsed is None:
        return
    if parsed.instance == NON_LITIGATION:
        yield error("number", "case.not_a_suit", "这是非诉执行案件（行审），不属于行政应诉，请从本台账删除。")
    elif parsed.instance == MEDIATION_FIRST:
        yield warning("number", "case.mediation", "这是诉前调解，还不计入行政应诉，立案以后按新的案号另登记一条。")
    elif parsed.instance not in INSTANCES:
        yield warning(
            "number", "case.other_stage", f"案号类型是{parsed.kind}，一般不计入行政应诉，请核对是否应当登记。"
        )
    elif case.instance and parsed.instance != case.instance:
        yield error("instance", "case.instance", f"审级填的是{case.instance}，按案号应为{parsed.instance}，请改正。")
    if case.year and parsed.year != case.year:
        yield error("year", "case.year", f"收案年度填的是{case.year}，按案号应为{parsed.year}，请改正。")


def check_chain(case: Case, uid: str, context: Context) -> Iterable[Finding]:
    """A second instance or retrial has one before it, never itself; an appealed document is not in effect."""
    before = earlier(case, context)
    if case.previous == uid or (before and uid in {step.previous for step in chain_of(case, context)}):
        yield error("previous", "case.circle", "前审案件绕回了本案自己，请重新选择前一审级的案件。")
    elif before and any(one.instance != FIRST for one in beside(case, context)):
        yield warning(
            "previous",
            "case.branch",
            f"前审案件“{before.number}”已经另有后一审级，本案应当接在它的最后一个审级之后：现在按先后合并计算，请改选前审案件。",
        )
    elif case.instance not in (FIRST, MEDIATION_FIRST, None) and not case.previous:
        yield warning(
            "previous", "case.no_previous", f"{case.instance}案件没有选前审案件，请选择；前审不是本单位登记的请说明。"
        )
    if case.instance == FIRST and case.effective_on and is_appealed(uid, context):
        yield warning(
            "effective_on", "case.appealed", "本案已有二审，一审裁判没有生效，请清空生效日期，生效日期填在二审。"
        )


def check_order(case: Case, _uid: str, context: Context) -> Iterable[Finding]:
    """Report service, judgment and other days that are out of order or in the future."""
    days = [(name, label, getattr(case, name)) for name, label in _STEPS if getattr(case, name)]
    for (_, first, early), (name, second, late) in pairwise(days):
        if early > late:
            yield error(name, f"case.{name}_order", f"{second}{late}早于{first}{early}，请改正其中一个。")
    for name, label, day in days:
        if day > context.today:
            yield error(name, f"case.{name}_ahead", f"{label}{day}还没有到，请改正。")
    if case.judged_on and case.effective_on and case.effective_on < case.judged_on:
        yield error(
            "effective_on",
            "case.effective_order",
            f"生效日期{case.effective_on}早于裁判日期{case.judged_on}，请改正其中一个。",
        )


def check_served(case: Case, _uid: str, _context: Context) -> Iterable[Finding]:
    """The opinion in 再审审查 hangs on the day the copy came; the court need not send one (2018解释第一百一十一条)."""
    if case.instance == REVIEW and case.role == OPPOSED and not case.served_on:
        message = "没有填签收日期，不计算书面意见的期限：收到再审申请书副本的请补填，法院没有发送的请说明。"
        yield warning("served_on", "case.unserved", message)


def check_answer(case: Case, _uid: str, context: Context) -> Iterable[Finding]:
    """Report an answer filed, or still not filed, after its deadline (《行政诉讼法》第六十七条)."""
    deadline = answer_deadline(case, context)
    if deadline is None or case.served_on is None:
        return
    day = case.answered_on
    if day and day < case.served_on:
        yield error("answered_on", "case.answer_order", f"提交答辩日期{day}早于签收日期{case.served_on}，请改正。")
    elif day and day > deadline.due:
        yield warning(
            "answered_on",
            "case.answer_late",
            f"{day}提交答辩，晚于期限{deadline.due}（{deadline.clause}），请核对日期，或者说明延期的依据。",
        )
    elif not day and not case.judged_on and deadline.due < context.today:
        yield warning(
            "answered_on",
            "case.answer_overdue",
            f"答辩期限{deadline.due}已过（{deadline.clause}），没有提交答辩日期，请补填，或者尽快提交。",
        )


def check_outcome(case: Case, _uid: str, context: Context) -> Iterable[Finding]:
    """An ended case has outcome and date; effect waits for the end of the period for appeal."""
    if bool(case.outcome) != bool(case.judged_on):
        name, label = ("judged_on", "裁判日期") if case.outcome else ("outcome", "裁判结果")
        yield error(name, "case.half_ended", f"裁判结果和裁判日期要一起填，现在缺{label}，请补填。")
    if case.effective_on and not case.outcome:
        yield error("outcome", "case.effective_open", "填了生效日期，没有裁判结果，请补填裁判结果。")
    deadline = appeal_deadline(case, context)
    if deadline and case.effective_on and case.effective_on <= deadline.due:
        yield warning(
            "effective_on",
            "case.effective_early",
            f"生效日期{case.effective_on}时上诉期还没有届满（{deadline.due}，{deadline.clause}），请核对。",
        )


def check_effect(case: Case, uid: str, context: Context) -> Iterable[Finding]:
    """A presumed effect is to be confirmed, one that nobody can tell is to be looked up."""
    found = legal_effect(case, uid, context)
    if found and found.state is Effect.PRESUMED:
        message = f"{found.reason}：邮寄的上诉状可能还没有到，请核实，没有上诉的填生效日期，已经上诉的登记二审案件。"
        yield warning("effective_on", "case.effect_presumed", message)
    elif found and found.state is Effect.IN_DOUBT and case.judged_on:
        message = f"{found.reason}，查清以前不认定是否败诉，请补填收到文书日期。"
        yield warning("received_on", "case.effect_in_doubt", message)
    elif found and found.on and not case.effective_on and course_to(case, uid, context).verdict.lost is not None:
        yield warning("effective_on", "case.effect_computed", f"没有填生效日期，{found.reason}，请核对补填。")
    if case.received_on and not case.outcome:
        yield error("outcome", "case.received_open", "填了收到文书日期，没有裁判结果，请补填裁判结果。")


def check_lost(case: Case, uid: str, context: Context) -> Iterable[Finding]:
    """A decision by hand has its reason; where the rules leave it to a person, a person decides."""
    course = course_to(case, uid, context)
    verdict = course.verdict
    if case.lost_override and not case.lost_reason:
        yield error("lost_reason", "case.lost_reason", f"人工认定为{case.lost_override}，请写明认定理由。")
    elif case.lost_reason and not case.lost_override:
        yield warning(
            "lost_override", "case.lost_by_hand", "写了人工认定理由，没有选败诉人工认定，请选定或者删去理由。"
        )
    elif verdict.confirm and not case.lost_override and case.outcome:
        yield warning("lost_override", "case.lost_confirm", f"{verdict.reason}。请在败诉人工认定里选定并写明理由。")
    is_lost = course.lost == LOST
    law = cited(context.place, Question.LOST_FILING)
    if law and is_lost and not case.reported_on:
        said = f"本案败诉，没有败诉备案日期{law}，请备案后补填。"
        yield warning("reported_on", "case.lost_report", with_clause(said, context.place, Question.LOST_FILING))
    if is_lost and case.accountable is None:
        yield warning("accountable", "case.lost_account", "本案败诉，没有填是否应当追责，请研究后填写。")


def check_account(case: Case, _uid: str, _context: Context) -> Iterable[Finding]:
    """Warn where 应当追责 is ticked without the person and the decision."""
    if case.accountable and not (case.accountable_person and case.accountable_decision):
        yield warning("accountable_person", "case.account", "应当追责填了是，请补填责任人和追责处理决定。")


def check_hearings(case: Case, _uid: str, context: Context) -> Iterable[Finding]:
    """Warn of a hearing without a leader, reason or proof (法释〔2020〕3号第八条、第九条)."""
    for number, hearing in enumerate(case.hearings, 1):
        if hearing.on and hearing.on <= context.today and hearing.kind is None:
            message = f"开庭情况第{number}行：没有选庭审方式，现在按开庭计入出庭率，请补选。"
            yield warning("hearings", "case.hearing_kind", message)
        held = hearing.on is not None and hearing.on <= context.today and hearing.kind in (HEARING, None)
        problem = _hearing_problem(hearing, excused=is_excused(case, hearing)) if held else None
        if problem:
            code, words = problem
            yield warning("hearings", f"case.{code}", f"开庭情况第{number}行：{words}")
        if hearing.on and case.served_on and hearing.on < case.served_on:
            yield error(
                "hearings",
                "case.hearing_order",
                f"开庭情况第{number}行：开庭日期{hearing.on}早于签收日期{case.served_on}，请改正。",
            )


def _hearing_problem(hearing: Hearing, *, excused: bool) -> tuple[str, str] | None:
    if hearing.leader or (hearing.leader_role and not hearing.represented):
        return _leader_problem(hearing)
    if hearing.represented or (hearing.absence and hearing.proof):
        return None
    if excused:
        asked = "没有负责人出庭，也没有填法院是否通知出庭，现在按没有通知、不要求出庭计，请补填。"
        return ("no_notice", asked) if hearing.notified is None else None
    binding = hearing.on is not None and hearing.on >= LEADER_RULES
    if not hearing.absence:
        clause = "（法释〔2020〕3号第八条）" if binding else ""
        return "no_leader", f"没有负责人出庭，也没有写明理由{clause}，请补填出庭负责人或未出庭理由。"
    missing = "负责人未出庭，没有证明材料（法释〔2020〕3号第九条），请补填未出庭证明。"
    return ("no_proof", missing) if binding else None


def _leader_problem(hearing: Hearing) -> tuple[str, str] | None:
    if not hearing.leader:
        return "leader_name", "填了负责人类别，没有填出庭负责人，请补填姓名。"
    return None if hearing.leader_role else ("leader_role", "填了出庭负责人，没有填负责人类别，请补选。")


def check_performance(case: Case, _uid: str, context: Context) -> Iterable[Finding]:
    """What a judgment orders is done in time, so that the unit is not listed as 失信被执行人."""
    if case.performance_due and not case.performed_on and case.performance_due < context.today:
        yield warning(
            "performed_on",
            "case.unperformed",
            f"履行期限{case.performance_due}已过，没有履行日期，请补填，或者尽快履行（《行政诉讼法》第九十六条）。",
        )
    if case.performance and not case.performance_due:
        yield warning("performance_due", "case.performance_due", "填了履行内容，没有履行期限，请照裁判文书补填。")
    overdue = case.performance_due and (case.performed_on or context.today) > case.performance_due
    if overdue and case.dishonest is None:
        message = "没有按期履行，没有填是否列入失信被执行人，请查清后填是或否。"
        yield warning("dishonest", "case.dishonest_unknown", message)
    if case.performed_on and not case.performance_due:
        yield warning("performance_due", "case.performed_undated", "填了履行日期，没有履行期限，请照裁判文书补填。")
    if case.dishonest:
        yield warning("dishonest", "case.dishonest", "本单位因本案被列入失信被执行人，请说明履行和撤出名单的情况。")


def check_advice(case: Case, _uid: str, context: Context) -> Iterable[Finding]:
    """Warn of advice by court or procuratorate answered late or overdue, or without a day by which it is to be."""
    for number, advice in enumerate(case.advice, 1):
        deadline, row = advice_deadline(advice, context), f"司法建议和检察建议第{number}行："
        if deadline and (advice.replied_on or context.today) > deadline.due:
            state = f"{advice.replied_on}才回复" if advice.replied_on else "还没有回复"
            message = f"{row}回复期限{deadline.due}（{deadline.clause}），{state}，请回复或者说明原因。"
            yield warning("advice", "case.advice_late", message)
        elif not advice.due and advice.kind != RETRIAL_ADVICE and advice.received_on:
            law = f"，按{deadline.due}算（{deadline.clause}）" if deadline else ""
            yield warning("advice", "case.advice_due", f"{row}没有填回复期限{law}，请照建议书补填，没有写明的请说明。")


def check_evidence(case: Case, _uid: str, context: Context) -> Iterable[Finding]:
    """More time for evidence is asked for in time (2018解释第三十四条); a period set has a ground (第一百零四条)."""
    if case.served_on and case.extension_applied_on:
        deadline = extension_request_due(case.served_on, context.calendar)
        if case.extension_applied_on > deadline.due:
            message = f"申请延期举证晚于{deadline.due}（{deadline.clause}），请核对日期，或者说明原因。"
            yield warning("extension_applied_on", "case.extension_late", message)
    elif case.evidence_until and case.procedure != SIMPLE:
        message = "填了举证期限，不是简易程序，又没有申请延期举证日期，请补填。"
        yield warning("extension_applied_on", "case.evidence", message)
    if case.procedure == SIMPLE and not case.answer_until and answer_deadline(case, context):
        message = "简易程序没有填法院确定的答辩期限，现在按15日计算，请照通知书补填，没有确定的请说明。"
        yield warning("answer_until", "case.no_answer_until", message)
    if case.answer_until and case.procedure != SIMPLE:
        message = "法院确定的答辩期限只用于简易程序，现在按15日计算，请核对审理程序。"
        yield warning("procedure", "case.answer_until", message)


CHECKS = (
    check_number,
    check_chain,
    check_order,
    check_served,
    check_answer,
    check_evidence,
    check_outcome,
    check_effect,
    check_lost,
    check_account,
    check_hearings,
    check_performance,
    check_advice,
)
