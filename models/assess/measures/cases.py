"""Measures over litigation cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import cast

from models.assess.measures.measure import Counted, Look, UnitYear, Words, by_name, measure
from models.records.ledger import Context
from models.records.ledgers.case.attendance import attended, counts, is_excused
from models.records.ledgers.case.chain import Course, chains, course_of, may_be_lost, why_lost
from models.records.ledgers.case.codes import HEAD, LOST
from models.records.ledgers.case.deadlines import advice_due, answer_deadline
from models.records.ledgers.case.record import Advice, Case, Hearing

_COURSE = Look(
    (
        *("previous", "instance", "role", "outcome", "lost_override"),
        *("served_on", "judged_on", "received_on", "effective_on"),
    ),
    words=("number", "lost_reason"),
)
"""What tells whether a chain is lost, and when."""
_HEARD = Look(
    ("role", "hearings.kind", "hearings.on", "hearings.leader", "hearings.represented", "hearings.notified"),
    words=("number", "hearings.leader_role"),
)
_ANSWERED = Look(("instance", "role", "procedure", "served_on", "answer_until", "answered_on"), words=("number",))


def _cases(year: UnitYear) -> Mapping[str, Case]:
    return cast("Mapping[str, Case]", year.records("case"))


def _title(case: Case) -> str:
    return case.number or "（未填案号的案件）"


def _lost(about: tuple[Case, str, Context]) -> Words:
    case, uid, context = about
    return _title(case), why_lost(case, uid, context)


def _suspect(year: UnitYear) -> dict[str, Course]:
    """By uid of their last instance the chains in which an instance was lost, or somebody said so."""
    cases, context = _cases(year), year.context
    suspect = {uid for uid, case in cases.items() if may_be_lost(case, context)}
    return {
        uid: course_of(tuple(map(cases.__getitem__, chain)), context)
        for uid, chain in (chains(cases).items() if suspect else ())
        if not suspect.isdisjoint(chain)
    }


@measure("生效待查的败诉裁判", "案件", _lost, case=_COURSE)
def doubtful_cases(year: UnitYear) -> Counted:
    """Chains judged against the unit of which nobody can tell whether they are in effect; each at its last instance."""
    suspect = year.once(_suspect)
    return {uid: (one.steps[-1], uid, year.context) for uid, one in suspect.items() if one.may_turn_out_lost}


@measure("败诉案件", "案件", _lost, doubt=doubtful_cases, case=_COURSE)
def lost_cases(year: UnitYear) -> Counted:
    """Chains lost in the year, each once, at its last instance."""
    return {
        uid: (one.steps[-1], uid, year.context)
        for uid, one in year.once(_suspect).items()
        if one.lost == LOST and year.in_year(one.decided_on)
    }


def _unaccounted(case: Case) -> Words:
    return _title(case), "应当追究责任，没有填追责处理决定。"


@measure(
    "应当追责而未追责的败诉案件",
    "案件",
    _unaccounted,
    case=Look((*_COURSE.fields, "accountable", "accountable_decision"), words=_COURSE.words),
)
def lost_cases_unaccounted(year: UnitYear) -> Counted:
    """Lost cases marked 应当追责 without a decision."""
    lost = ((uid, case) for uid, (case, *_) in year.counted(lost_cases).items())
    return {uid: case for uid, case in lost if case.accountable and not case.accountable_decision}


def _heard(year: UnitYear) -> dict[str, tuple[Case, list[Hearing]]]:
    """By uid the cases with sessions of the year that count for attendance, and these; 询问或调查 do not count."""
    found = {}
    for uid, case in _cases(year).items():
        if case.hearings and (sessions := [one for one in case.hearings if counts(case, one, year.year, year.until)]):
            found[uid] = case, sessions
    return found


def _sessions(year: UnitYear, wanted: Callable[[Hearing], object]) -> Counted:
    return {
        (uid, number): (case, number, hearing)
        for uid, (case, _) in year.once(_heard).items()
        for number, hearing in enumerate(case.hearings, 1)
        if counts(case, hearing, year.year, year.until) and wanted(hearing)
    }


def _session(about: tuple[Case, int, Hearing]) -> Words:
    case, number, hearing = about
    came = f"{hearing.leader_role or '负责人'}{hearing.leader}出庭" if hearing.leader else "没有负责人出庭"
    if hearing.represented and not hearing.leader:
        came = f"由别的共同被告的负责人出庭（{hearing.represented.rstrip('。')}）"
    return f"{_title(case)}第{number}次开庭", f"{hearing.on}开庭，{came}。"


@measure("开庭", "开庭", _session, case=_HEARD)
def hearings(year: UnitYear) -> Counted:
    """Court sessions held in the year; a case may give several."""
    return _sessions(year, lambda _: True)


@measure("负责人出庭的开庭", "开庭", _session, case=_HEARD)
def hearings_with_leader(year: UnitYear) -> Counted:
    """Sessions a leader came to, of whatever rank (法释〔2020〕3号第二条)."""
    return _sessions(year, attended)


@measure(
    "正职负责人出庭的开庭",
    "开庭",
    _session,
    case=Look((*_HEARD.fields, "hearings.leader_role"), words=_HEARD.words),
)
def hearings_with_principal(year: UnitYear) -> Counted:
    """Sessions that the head (正职) attended in person."""
    return _sessions(year, lambda one: one.leader and one.leader_role == HEAD)


@measure(
    "负责人未出庭且没有理由或证明的开庭",
    "开庭",
    _session,
    case=Look((*_HEARD.fields, "hearings.absence", "hearings.proof"), words=_HEARD.words),
)
def hearings_unexcused(year: UnitYear) -> Counted:
    """Sessions without a leader, reason and proof (法释〔2020〕3号第八条、第九条), and not excused otherwise."""
    alone = _sessions(year, lambda one: not attended(one) and not (one.absence and one.proof))
    return {key: one for key, one in alone.items() if not is_excused(one[0], one[2])}


def _attendance(about: tuple[Case, list[Hearing]]) -> Words:
    case, sessions = about
    came = sum(1 for one in sessions if attended(one))
    return _title(case), f"本年开庭{len(sessions)}次，负责人出庭{came}次。"


@measure("开庭案件", "开庭案件", _attendance, case=_HEARD)
def heard_cases(year: UnitYear) -> Counted:
    """Instances with at least one session in the year; several sessions count once."""
    return year.once(_heard)


@measure("负责人出庭的开庭案件", "开庭案件", _attendance, case=_HEARD)
def heard_cases_with_leader(year: UnitYear) -> Counted:
    """Instances where a leader came at least once: that fulfils the duty of one instance (法释〔2020〕3号第七条)."""
    return {uid: one for uid, one in year.once(_heard).items() if any(map(attended, one[1]))}


def _answers(year: UnitYear) -> dict[str, tuple[Case, dt.date]]:
    """Answers whose last day lies in the year and has come, or that were filed before it."""
    found = {}
    for uid, case in _cases(year).items():
        deadline = answer_deadline(case, year.context)
        if deadline and deadline.due.year == year.year and (case.answered_on or deadline.due < year.on):
            found[uid] = case, deadline.due
    return found


def _owed(about: tuple[Case, dt.date]) -> Words:
    return _title(about[0]), f"答辩期限{about[1]}。"


def _answered(about: tuple[Case, dt.date]) -> Words:
    case, due = about
    filed = f"{case.answered_on}{'才' if case.answered_on > due else ''}提交" if case.answered_on else "没有提交"
    return _title(case), f"答辩期限{due}，{filed}。"


@measure("应提交的答辩", "答辩", _owed, case=_ANSWERED)
def answers(year: UnitYear) -> Counted:
    """Answers that fell due in the year, one a case, with the day the answer was due."""
    return year.once(_answers)


@measure("按期提交的答辩", "答辩", _answered, case=_ANSWERED)
def answers_in_time(year: UnitYear) -> Counted:
    """Answers filed on the last day or before (行政诉讼法第六十七条)."""
    owed = year.once(_answers)
    return {uid: one for uid, one in owed.items() if one[0].answered_on and one[0].answered_on <= one[1]}


@measure("逾期或未提交的答辩", "答辩", _answered, case=_ANSWERED)
def late_answers(year: UnitYear) -> Counted:
    """Answers filed after the last day, or not at all."""
    owed = year.once(_answers)
    return {uid: one for uid, one in owed.items() if not one[0].answered_on or one[0].answered_on > one[1]}


def _replied(about: tuple[Case, Advice, dt.date]) -> Words:
    case, advice, due = about
    replied = f"{advice.replied_on}才回复" if advice.replied_on else "没有回复"
    return _title(case), f"{advice.kind or '建议'}回复期限{due}，{replied}。"


@measure("逾期或未回复的司法建议、检察建议", "建议", _replied, case=Look(("advice",), words=("number",)))
def late_advice_replies(year: UnitYear) -> Counted:
    """司法建议 and 检察建议 whose last day lies in the year and that were not answered by then."""
    found = {}
    for uid, case in _cases(year).items():
        for number, advice in enumerate(case.advice, 1) if case.advice else ():
            due = advice_due(advice, year.context)
            if due and due.year == year.year and (advice.replied_on or year.on) > due:
                found[uid, number] = case, advice, due
    return found


def _performed(case: Case) -> Words:
    done = f"{case.performed_on}才履行" if case.performed_on else "没有履行"
    return _title(case), f"履行期限{case.performance_due}，{done}。"


@measure(
    "逾期或未履行的生效裁判", "案件", _performed, case=Look(("performance_due", "performed_on"), words=("number",))
)
def late_performances(year: UnitYear) -> Counted:
    """Judgments whose time for performance ended in the year before they were performed."""
    return {
        uid: case
        for uid, case in _cases(year).items()
        if (due := case.performance_due) and due.year == year.year and (case.performed_on or year.on) > due
    }


def _listed(case: Case) -> Words:
    return _title(case), "被列入失信被执行人名单。"


@measure("列入失信被执行人名单的案件", "案件", _listed, case=Look(("dishonest",), words=("number",)))
def dishonest_cases(year: UnitYear) -> Counted:
    """Cases over which the unit stands on the list of 失信被执行人, whatever their year."""
    return {uid: case for uid, case in _cases(year).items() if case.dishonest}


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
