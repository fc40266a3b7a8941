"""Measures over litigation cases (item 26)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import cast

from models.assess.measures.measure import Found, Look, UnitYear, Words, by_name, measure
from models.records.ledger import Context
from models.records.ledgers.case.chain import chains, effects_of, lost_of, may_be_lost, may_turn_out_lost, why_lost
from models.records.ledgers.case.codes import HEAD, HEARING, LOST
from models.records.ledgers.case.deadlines import advice_due, answer_deadline
from models.records.ledgers.case.record import Advice, Case, Hearing

_COURSE = Look(
    ("previous", "instance", "outcome", "judged_on", "received_on", "effective_on", "lost_override"),
    words=("number", "lost_reason"),
)
"""What tells whether a chain is lost, and when."""
_HEARD = Look(("hearings.kind", "hearings.on", "hearings.leader"), words=("number", "hearings.leader_role"))
_COUNTING = frozenset({HEARING, None})
_ANSWERED = Look(("instance", "role", "served_on", "answered_on"), words=("number",))


def _cases(year: UnitYear) -> Mapping[str, Case]:
    return cast("Mapping[str, Case]", year.records("case"))


def _title(case: Case) -> str:
    return case.number or "（未填案号的案件）"


def decided_on(steps: tuple[Case, ...], context: Context) -> dt.date | None:
    """The day that places a chain in a year: when it took effect, or else was judged, last."""
    effective = [effect.on for effect in effects_of(steps, context) if effect.on]
    return max(effective or [step.judged_on for step in steps if step.judged_on], default=None)


def _suspect_chains(year: UnitYear) -> dict[str, tuple[Case, ...]]:
    """By uid of their last instance the chains in which an instance was lost, or somebody said so."""
    cases = _cases(year)
    suspect = {uid for uid, case in cases.items() if may_be_lost(case, year.context)}
    return {
        uid: tuple(map(cases.__getitem__, chain))
        for uid, chain in (chains(cases).items() if suspect else ())
        if not suspect.isdisjoint(chain)
    }


@measure("生效待查的败诉裁判", "案件", case=_COURSE)
def doubtful_cases(year: UnitYear) -> Iterator[Found]:
    """Chains judged against the unit of which nobody can tell whether they are in effect; each at its last instance."""
    for uid, steps in year.once(_suspect_chains).items():
        if may_turn_out_lost(steps, year.context):
            yield Found("case", uid, "", _lost, (steps[-1], uid, year.context))


@measure("败诉案件", "案件", doubt=doubtful_cases, case=_COURSE)
def lost_cases(year: UnitYear) -> Iterator[Found]:
    """Chains lost in the year, each once, at its last instance."""
    for uid, steps in year.once(_suspect_chains).items():
        if year.in_year(decided_on(steps, year.context)) and lost_of(steps, year.context) == LOST:
            yield Found("case", uid, "", _lost, (steps[-1], uid, year.context))


def _lost(about: tuple[Case, str, Context]) -> Words:
    case, uid, context = about
    return _title(case), why_lost(case, uid, context)


@measure(
    "应当追责而未追责的败诉案件",
    "案件",
    case=Look((*_COURSE.fields, "accountable", "accountable_decision"), words=_COURSE.words),
)
def lost_cases_unaccounted(year: UnitYear) -> Iterator[Found]:
    """Lost cases marked 应当追责 without a decision."""
    for found in year.find(lost_cases):
        case = _cases(year)[found.uid]
        if case.accountable and not case.accountable_decision:
            yield Found("case", found.uid, "", _unaccounted, case)


def _unaccounted(case: Case) -> Words:
    return _title(case), "应当追究责任，没有填追责处理决定。"


def _counts(year: UnitYear, hearing: Hearing) -> bool:
    """Whether a session is of the year and counts for attendance; 询问或调查 do not."""
    return hearing.kind in _COUNTING and year.in_year(hearing.on)


def _sessions(year: UnitYear) -> Iterator[tuple[Hearing, Found]]:
    for uid, case in _cases(year).items():
        for number, hearing in enumerate(case.hearings, 1):
            if _counts(year, hearing):
                yield hearing, Found("case", uid, f"{number:03}", _session, (case, number, hearing))


def _session(about: tuple[Case, int, Hearing]) -> Words:
    case, number, hearing = about
    came = f"{hearing.leader_role or '负责人'}{hearing.leader}出庭" if hearing.leader else "没有负责人出庭"
    return f"{_title(case)}第{number}次开庭", f"{hearing.on}开庭，{came}。"


@measure("开庭", "开庭", case=_HEARD)
def hearings(year: UnitYear) -> Iterator[Found]:
    """Court sessions held in the year; one Found per session, so a case may give several."""
    return (found for _, found in _sessions(year))


@measure("负责人出庭的开庭", "开庭", case=_HEARD)
def hearings_with_leader(year: UnitYear) -> Iterator[Found]:
    """Sessions a leader came to, of whatever rank (法释〔2020〕3号第二条)."""
    return (found for hearing, found in _sessions(year) if hearing.leader)


@measure("正职负责人出庭的开庭", "开庭", case=Look((*_HEARD.fields, "hearings.leader_role"), words=_HEARD.words))
def hearings_with_principal(year: UnitYear) -> Iterator[Found]:
    """Sessions that the head (正职) attended in person."""
    return (found for hearing, found in _sessions(year) if hearing.leader and hearing.leader_role == HEAD)


@measure(
    "负责人未出庭且没有理由或证明的开庭",
    "开庭",
    case=Look((*_HEARD.fields, "hearings.absence", "hearings.proof"), words=_HEARD.words),
)
def hearings_unexcused(year: UnitYear) -> Iterator[Found]:
    """Sessions without a leader and without reason and proof (法释〔2020〕3号第八条、第九条)."""
    return (found for one, found in _sessions(year) if not one.leader and not (one.absence and one.proof))


_LEADER = attrgetter("leader")


def _heard(year: UnitYear) -> dict[str, tuple[Case, list[Hearing]]]:
    """By uid the cases with sessions in the year, and these."""
    found = {}
    for uid, case in _cases(year).items():
        if case.hearings and (sessions := [one for one in case.hearings if _counts(year, one)]):
            found[uid] = case, sessions
    return found


def _attendance(about: tuple[Case, list[Hearing]]) -> Words:
    case, sessions = about
    return _title(case), f"本年开庭{len(sessions)}次，负责人出庭{sum(1 for one in sessions if one.leader)}次。"


@measure("开庭案件", "开庭案件", case=_HEARD)
def heard_cases(year: UnitYear) -> Iterator[Found]:
    """Instances with at least one session in the year; several sessions count once."""
    return (Found("case", uid, "", _attendance, one) for uid, one in year.once(_heard).items())


@measure("负责人出庭的开庭案件", "开庭案件", case=_HEARD)
def heard_cases_with_leader(year: UnitYear) -> Iterator[Found]:
    """Instances where a leader came at least once: that fulfils the duty of one instance (法释〔2020〕3号第四条)."""
    for uid, one in year.once(_heard).items():
        if any(map(_LEADER, one[1])):
            yield Found("case", uid, "", _attendance, one)


def _answers(year: UnitYear) -> list[tuple[str, Case, dt.date]]:
    """Answers whose last day lies in the year and has come, or that were filed before it."""
    found = []
    for uid, case in _cases(year).items():
        deadline = answer_deadline(case, year.context)
        if deadline and deadline.due.year == year.year and (case.answered_on or deadline.due < year.on):
            found.append((uid, case, deadline.due))
    return found


def _owed(about: tuple[Case, dt.date]) -> Words:
    return _title(about[0]), f"答辩期限{about[1]}。"


def _answered(about: tuple[Case, dt.date]) -> Words:
    case, due = about
    filed = f"{case.answered_on}{'才' if case.answered_on > due else ''}提交" if case.answered_on else "没有提交"
    return _title(case), f"答辩期限{due}，{filed}。"


@measure("应提交的答辩", "答辩", case=_ANSWERED)
def answers(year: UnitYear) -> Iterator[Found]:
    """Answers that fell due in the year; one Found per case, with the day the answer was due."""
    return (Found("case", uid, "", _owed, (case, due)) for uid, case, due in year.once(_answers))


@measure("按期提交的答辩", "答辩", case=_ANSWERED)
def answers_in_time(year: UnitYear) -> Iterator[Found]:
    """Answers filed on the last day or before (行政诉讼法第六十七条)."""
    for uid, case, due in year.once(_answers):
        if case.answered_on and case.answered_on <= due:
            yield Found("case", uid, "", _answered, (case, due))


@measure("逾期或未提交的答辩", "答辩", case=_ANSWERED)
def late_answers(year: UnitYear) -> Iterator[Found]:
    """Answers filed after the last day, or not at all."""
    for uid, case, due in year.once(_answers):
        if not case.answered_on or case.answered_on > due:
            yield Found("case", uid, "", _answered, (case, due))


@measure("逾期或未回复的司法建议、检察建议", "建议", case=Look(("advice",), words=("number",)))
def late_advice_replies(year: UnitYear) -> Iterator[Found]:
    """司法建议 and 检察建议 whose last day lies in the year and that were not answered by then."""
    for uid, case in _cases(year).items():
        for number, advice in enumerate(case.advice, 1) if case.advice else ():
            due = advice_due(advice, year.context)
            if due and due.year == year.year and (advice.replied_on or year.on) > due:
                yield Found("case", uid, f"{number:03}", _replied, (case, advice, due))


def _replied(about: tuple[Case, Advice, dt.date]) -> Words:
    case, advice, due = about
    replied = f"{advice.replied_on}才回复" if advice.replied_on else "没有回复"
    return _title(case), f"{advice.kind or '建议'}回复期限{due}，{replied}。"


@measure("逾期或未履行的生效裁判", "案件", case=Look(("performance_due", "performed_on"), words=("number",)))
def late_performances(year: UnitYear) -> Iterator[Found]:
    """Judgments whose time for performance ended in the year before they were performed."""
    for uid, case in _cases(year).items():
        due = case.performance_due
        if due and due.year == year.year and (case.performed_on or year.on) > due:
            yield Found("case", uid, "", _performed, case)


def _performed(case: Case) -> Words:
    done = f"{case.performed_on}才履行" if case.performed_on else "没有履行"
    return _title(case), f"履行期限{case.performance_due}，{done}。"


@measure("列入失信被执行人名单的案件", "案件", case=Look(("dishonest",), words=("number",)))
def dishonest_cases(year: UnitYear) -> Iterator[Found]:
    """Cases over which the unit stands on the list of 失信被执行人, whatever their year."""
    return (Found("case", uid, "", _listed, case) for uid, case in _cases(year).items() if case.dishonest)


def _listed(case: Case) -> Words:
    return _title(case), "被列入失信被执行人名单。"


CASE_MEASURES = by_name(
    lost_cases,
    doubtful_cases,
    lost_cases_unaccounted,
    hearings,
    hearings_with_leader,
    hearings_with_principal,
    hearings_unexcused,
    heard_cases,
    heard_cases_with_leader,
    answers,
    answers_in_time,
    late_answers,
    late_advice_replies,
    late_performances,
    dishonest_cases,
)
