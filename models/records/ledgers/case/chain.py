"""The instances of one case, first to last, and whether the case is lost."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple, cast

from models.records.ledger import Context
from models.records.ledgers.case.codes import LOST, NOT_LOST, SECOND, THIRD_PARTY, UNDECIDED
from models.records.ledgers.case.effect import OfDay, effect_in
from models.records.ledgers.case.record import Case
from models.rules.legal_effect import Effect, LegalEffect
from models.rules.lost_case import CaseInstance, CaseVerdict, lost_case


def earlier(case: Case, context: Context) -> Case | None:
    """The instance before this one, as far as it was recorded."""
    return cast("Case | None", context.get("case", case.previous))


def beside(case: Case, context: Context) -> list[Case]:
    """The instances that name the same one as before them and began earlier than this one, in order."""
    others = context.referring("case", "previous", case.previous) if case.previous else []
    return sorted((one for one in cast("list[Case]", others) if _began(one) < _began(case)), key=_began)


def chain_of(case: Case, context: Context) -> tuple[Case, ...]:
    """The instances up to and including this one, in order; a circle of references is cut where it closes.

    A retrial is asked for against what is in effect (《行政诉讼法》第九十条): whatever instance it names, those that
    went on from there earlier come before it.
    """
    steps, seen = [case], {case.previous}
    before = earlier(case, context)
    while before is not None:
        steps.extend((*reversed(beside(steps[-1], context)), before))
        if before.previous in seen:
            break
        seen.add(before.previous)
        before = earlier(before, context)
    return tuple(reversed(steps))


def chains(cases: Mapping[str, Case]) -> dict[str, tuple[str, ...]]:
    """Uids of every chain, first instance first, by the uid of its last instance: what statistics count once.

    Where several records name the same instance as the one before them, they are one case in the order they began.
    """
    followed = {case.previous for case in cases.values() if case.previous}
    lines: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for uid, case in cases.items():
        if uid not in followed:
            line = _back(uid, cases) if case.previous else (uid,)
            lines[line[0]].append(line)
    return {line[-1]: line for line in (_in_one(branches, cases) for branches in lines.values())}


def _in_one(branches: list[tuple[str, ...]], cases: Mapping[str, Case]) -> tuple[str, ...]:
    """The instances of all branches from one first instance, each behind those it follows and those before its time."""
    if len(branches) == 1:
        return branches[0]
    begun = {
        uid: (max(_began(cases[step]) for step in line[: place + 1]), place)
        for line in branches
        for place, uid in enumerate(line)
    }
    return tuple(sorted(begun, key=begun.__getitem__))


def _began(case: Case) -> dt.date:
    return case.served_on or case.judged_on or case.received_on or dt.date.max


def _back(uid: str, cases: Mapping[str, Case]) -> tuple[str, ...]:
    steps = [uid]
    while (before := cases[steps[-1]].previous) and before in cases and before not in steps:
        steps.append(before)
    return tuple(reversed(steps))


class Course(NamedTuple):
    """A chain on a day: its instances in order, how far the document of each is in effect, and the place's verdict.

    What people decided otherwise is in `lost` alone.
    """

    steps: tuple[Case, ...]
    effects: list[LegalEffect]
    verdict: CaseVerdict

    @property
    def lost(self) -> str:
        """败诉, 未败诉 or 未定; a decision by hand on the last or on the deciding instance wins."""
        by_hand = self.steps[-1].lost_override
        if by_hand:
            return by_hand
        if self.verdict.decided_by is not None and self.verdict.lost is not None:
            by_hand = self.steps[self.verdict.decided_by].lost_override
        return by_hand or {True: LOST, False: NOT_LOST, None: UNDECIDED}[self.verdict.lost]

    @property
    def may_turn_out_lost(self) -> bool:
        """Whether it is lost for all that is known, but for a day of effect that nobody can tell (生效待查)."""
        return (
            not self.steps[-1].lost_override
            and self.verdict.lost is None
            and bool(self.verdict.once_effective)
            and self.verdict.effect is Effect.IN_DOUBT
        )

    @property
    def decided_on(self) -> dt.date | None:
        """The day that places it in a year: when it took effect, or else was judged, last."""
        effective = [effect.on for effect in self.effects if effect.on]
        return max(effective or [step.judged_on for step in self.steps if step.judged_on], default=None)


def course_of(steps: tuple[Case, ...], day: OfDay, *, appealed: bool = False) -> Course:
    """The chain of these instances on a day.

    `appealed` tells that an appeal against the last of `steps` is known, though it is not among them.
    """
    followed = [*(step.instance == SECOND for step in steps[1:]), appealed]
    effects = [effect_in(steps[: place + 1], day, appealed=one) for place, one in enumerate(followed)]
    instances = tuple(
        CaseInstance(step.instance or "本审级", step.outcome or "", effect.state)
        for step, effect in zip(steps, effects, strict=True)
    )
    if any(step.role == THIRD_PARTY for step in steps):
        return Course(steps, effects, _NOT_SUED)
    return Course(steps, effects, lost_case(instances, day.place.lost_standard))


_NOT_SUED = CaseVerdict(None, "本单位是第三人，不是被诉行政机关（《行政诉讼法》第二十六条、第二十九条），不认定胜败")


def may_be_lost(case: Case, day: OfDay) -> bool:
    """Whether this instance was lost or somebody said so: a chain without one is never 败诉."""
    return case.outcome in day.place.lost_standard.losing or case.lost_override == LOST


def is_appealed(uid: str, context: Context) -> bool:
    """Whether a second instance follows the record with this uid."""
    return any(cast("Case", step).instance == SECOND for step in context.referring("case", "previous", uid))


def course_to(case: Case, uid: str, context: Context) -> Course:
    """The chain up to this instance, which may have been appealed against since."""
    asked = bool(case.outcome) and case.effective_on is None  # else it makes no difference, and costs a look-up
    return course_of(chain_of(case, context), context, appealed=asked and is_appealed(uid, context))


def lost(case: Case, uid: str, context: Context) -> str:
    """败诉, 未败诉 or 未定, over the instances up to this one."""
    return course_to(case, uid, context).lost


def why_lost(case: Case, uid: str, context: Context) -> str:
    """Why, in one sentence, with what was decided by hand in front."""
    verdict = course_to(case, uid, context).verdict
    if case.lost_override:
        reason = f"，理由：{case.lost_reason}" if case.lost_reason else ""
        return f"人工认定为{case.lost_override}{reason}；程序认定：{verdict.reason}。"
    return f"{verdict.reason}。"


def legal_effect(case: Case, uid: str, context: Context) -> LegalEffect | None:
    """How far the document of this instance is in effect; None while it is open."""
    return course_to(case, uid, context).effects[-1] if case.outcome else None


def effect_words(case: Case, uid: str, context: Context) -> str | None:
    """The state of the document in one word (已生效, 推定生效, …); None while the instance is open."""
    found = legal_effect(case, uid, context)
    return found.state.value if found else None


def why_effect(case: Case, uid: str, context: Context) -> str:
    """Why the document is in effect or not, with day and clause."""
    found = legal_effect(case, uid, context)
    return f"{found.reason}。" if found else "还没有裁判结果。"
