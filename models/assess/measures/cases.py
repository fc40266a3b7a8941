"""Measures over litigation cases (item 26)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import cast

from models.assess.measures.found import Found, UnitYear, by_name, measure
from models.records.ledgers.case.chain import can_be_lost, chains, lost_of, why_lost
from models.records.ledgers.case.codes import HEAD, HEARING, LOST
from models.records.ledgers.case.deadlines import advice_due, answer_deadline
from models.records.ledgers.case.record import Advice, Case, Hearing


def _cases(year: UnitYear) -> Mapping[str, Case]:
    return cast("Mapping[str, Case]", year.records("case"))


def _title(case: Case) -> str:
    return case.number or "（未填案号的案件）"


def _on_case(uid: str, case: Case, why: str, part: str = "") -> Found:
    return Found("case", uid, part, _title(case), why)


def decided_on(steps: tuple[Case, ...]) -> dt.date | None:
    """The day that places a chain in a year: when it took effect, or else was judged, last."""
    effective = [step.effective_on for step in steps if step.effective_on]
    return max(effective or [step.judged_on for step in steps if step.judged_on], default=None)


@measure("败诉案件", "案件")
def lost_cases(year: UnitYear) -> Iterator[Found]:
    """Chains lost in the year, each once, at its last instance."""
    return (_on_case(uid, case, why_lost(case, year.context)) for uid, case in lost_in_year(year))


def lost_in_year(year: UnitYear) -> Iterator[tuple[str, Case]]:
    """The last instances of the chains."""
    cases = _cases(year)
    for uid, chain in chains(cases).items():
        steps = tuple(cases[step] for step in chain)
        if can_be_lost(steps) and year.in_year(decided_on(steps)) and lost_of(steps) == LOST:
            yield uid, cases[uid]


@measure("应当追责而未追责的败诉案件", "案件")
def lost_cases_unaccounted(year: UnitYear) -> Iterator[Found]:
    """Lost cases marked 应当追责 without a decision."""
    cases = _cases(year)
    for found in year.find(lost_cases):
        case = cases[found.uid]
        if case.accountable and not case.accountable_decision:
            yield found._replace(why="应当追究责任，没有填追责处理决定。")


def _sessions(year: UnitYear) -> Iterator[tuple[str, Case, int, Hearing]]:
    """Sessions of the year that count for attendance; 询问或调查 do not."""
    for uid, case in _cases(year).items():
        for number, hearing in enumerate(case.hearings, 1):
            if hearing.kind in (HEARING, None) and year.in_year(hearing.on):
                yield uid, case, number, hearing


def _on_session(uid: str, case: Case, number: int, hearing: Hearing) -> Found:
    came = f"{hearing.leader_role or '负责人'}{hearing.leader}出庭" if hearing.leader else "没有负责人出庭"
    return Found("case", uid, f"{number:03}", f"{_title(case)}第{number}次开庭", f"{hearing.on}开庭，{came}。")


@measure("开庭", "开庭")
def hearings(year: UnitYear) -> Iterator[Found]:
    """Sessions of the year."""
    return (_on_session(*session) for session in _sessions(year))


@measure("负责人出庭的开庭", "开庭")
def hearings_with_leader(year: UnitYear) -> Iterator[Found]:
    """Sessions a leader came to, of whatever rank (法释〔2020〕3号第二条)."""
    return (_on_session(*session) for session in _sessions(year) if session[3].leader)


@measure("正职负责人出庭的开庭", "开庭")
def hearings_with_principal(year: UnitYear) -> Iterator[Found]:
    """Sessions the head came to."""
    return (_on_session(*one) for one in _sessions(year) if one[3].leader and one[3].leader_role == HEAD)


@measure("负责人未出庭且没有理由或证明的开庭", "开庭")
def hearings_unexcused(year: UnitYear) -> Iterator[Found]:
    """Sessions without a leader and without reason and proof (法释〔2020〕3号第八条、第九条)."""
    for session in _sessions(year):
        hearing = session[3]
        if not hearing.leader and not (hearing.absence and hearing.proof):
            yield _on_session(*session)


def _heard(year: UnitYear) -> dict[str, list[Hearing]]:
    by_case: dict[str, list[Hearing]] = {}
    for uid, _, _, hearing in _sessions(year):
        by_case.setdefault(uid, []).append(hearing)
    return by_case


def _on_heard(year: UnitYear, uid: str, sessions: list[Hearing]) -> Found:
    came = sum(1 for session in sessions if session.leader)
    return _on_case(uid, _cases(year)[uid], f"本年开庭{len(sessions)}次，负责人出庭{came}次。")


@measure("开庭案件", "开庭案件")
def heard_cases(year: UnitYear) -> Iterator[Found]:
    """Instances with a session in the year."""
    return (_on_heard(year, uid, sessions) for uid, sessions in _heard(year).items())


@measure("负责人出庭的开庭案件", "开庭案件")
def heard_cases_with_leader(year: UnitYear) -> Iterator[Found]:
    """Instances where a leader came at least once: that fulfils the duty of one instance (法释〔2020〕3号第四条)."""
    heard = _heard(year).items()
    return (_on_heard(year, uid, sessions) for uid, sessions in heard if any(one.leader for one in sessions))


def _answers(year: UnitYear) -> Iterator[tuple[str, Case, dt.date]]:
    """Answers whose last day lies in the year and has come, or that were filed before it."""
    for uid, case in _cases(year).items():
        deadline = answer_deadline(case, year.context)
        if deadline and deadline.due.year == year.year and (case.answered_on or deadline.due < year.on):
            yield uid, case, deadline.due


@measure("应提交的答辩", "答辩")
def answers(year: UnitYear) -> Iterator[Found]:
    """Answers due."""
    return (_on_case(uid, case, f"答辩期限{due}。") for uid, case, due in _answers(year))


@measure("按期提交的答辩", "答辩")
def answers_in_time(year: UnitYear) -> Iterator[Found]:
    """Answers filed on the last day or before (行政诉讼法第六十七条)."""
    for uid, case, due in _answers(year):
        if case.answered_on and case.answered_on <= due:
            yield _on_case(uid, case, f"答辩期限{due}，{case.answered_on}提交。")


@measure("逾期或未提交的答辩", "答辩")
def late_answers(year: UnitYear) -> Iterator[Found]:
    """Answers filed after the last day, or not at all."""
    for uid, case, due in answered_late(year):
        filed = f"{case.answered_on}才提交" if case.answered_on else "没有提交"
        yield _on_case(uid, case, f"答辩期限{due}，{filed}。")


def answered_late(year: UnitYear) -> Iterator[tuple[str, Case, dt.date]]:
    """Those answers with their last day."""
    return (one for one in _answers(year) if one[1].answered_on is None or one[1].answered_on > one[2])


@measure("逾期或未回复的司法建议、检察建议", "建议")
def late_advice_replies(year: UnitYear) -> Iterator[Found]:
    """司法建议 and 检察建议 whose last day lies in the year and that were not answered by then."""
    for uid, number, advice, due in replied_late(year):
        replied = f"{advice.replied_on}才回复" if advice.replied_on else "没有回复"
        yield _on_case(uid, _cases(year)[uid], f"{advice.kind or '建议'}回复期限{due}，{replied}。", f"{number:03}")


def replied_late(year: UnitYear) -> Iterator[tuple[str, int, Advice, dt.date]]:
    """Those pieces of advice, by number in their case, with their last day."""
    for uid, case in _cases(year).items():
        for number, advice in enumerate(case.advice, 1):
            due = advice_due(advice, year.context)
            if due and due.year == year.year and (advice.replied_on or year.on) > due:
                yield uid, number, advice, due


@measure("逾期或未履行的生效裁判", "案件")
def late_performances(year: UnitYear) -> Iterator[Found]:
    """Judgments whose time for performance ended in the year before they were performed."""
    for uid, case in _cases(year).items():
        due = case.performance_due
        if due and due.year == year.year and (case.performed_on or year.on) > due:
            done = f"{case.performed_on}才履行" if case.performed_on else "没有履行"
            yield _on_case(uid, case, f"履行期限{due}，{done}。")


@measure("列入失信被执行人名单的案件", "案件")
def dishonest_cases(year: UnitYear) -> Iterator[Found]:
    """Cases over which the unit stands on the list of 失信被执行人, whatever their year."""
    return (_on_case(uid, case, "被列入失信被执行人名单。") for uid, case in _cases(year).items() if case.dishonest)


CASE_MEASURES = by_name(
    lost_cases,
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
