"""Whether an organ lost a case (败诉), from the outcomes of all its instances.

No national clause defines 败诉. The tables below read the outcomes as an example (示例); a place whose own law defines
it says so in its profile (`LostStandard`), with the clause that messages and forms then cite. What is left to a person
to confirm (确认无效, 行政协议, 给付) is marked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property, lru_cache
from typing import NamedTuple

from models.rules.case_number import RETRIAL_REVIEW
from models.rules.legal_effect import IN_EFFECT, Effect

EXAMPLE = "程序附带的示例标准"
"""What a verdict rests on where no local law defines 败诉."""
RECONSIDERATION = "复议"
"""The instance of a reconsideration decision, beside those of `case_number`."""


class OutcomeEffect(Enum):
    """What a case's outcome means for the sued act: lost, not lost, as in the earlier instance, or undecided."""

    LOST = "败诉"
    NOT_LOST = "未败诉"
    INHERITS = "维持前一审级"
    UNDECIDED = "未定"


@dataclass(frozen=True)
class CaseOutcome:
    """One way to end an instance, read as the example reads it.

    `partial` is a loss in part, `confirm` that a person has to confirm the reading, `note` what the clerk should know.
    """

    name: str
    effect: OutcomeEffect
    partial: bool = False
    confirm: bool = False
    note: str = ""


_ORDERS_RETRIAL = "裁定再审"
MEDIATED = "调解"

JUDGMENTS = (
    CaseOutcome("驳回上诉维持原判决", OutcomeEffect.INHERITS),
    CaseOutcome("驳回诉讼请求", OutcomeEffect.NOT_LOST),
    CaseOutcome("全部撤销", OutcomeEffect.LOST),
    CaseOutcome("全部撤销并重作", OutcomeEffect.LOST),
    CaseOutcome("部分撤销", OutcomeEffect.LOST, partial=True),
    CaseOutcome("部分撤销并重作", OutcomeEffect.LOST, partial=True),
    CaseOutcome("履行法定职责", OutcomeEffect.LOST),
    CaseOutcome("履行给付义务", OutcomeEffect.LOST, confirm=True),
    CaseOutcome("确认违法", OutcomeEffect.LOST),
    CaseOutcome("确认无效", OutcomeEffect.LOST, confirm=True),
    CaseOutcome("变更", OutcomeEffect.LOST),
    CaseOutcome("行政协议履行", OutcomeEffect.LOST, confirm=True),
    CaseOutcome("行政协议补偿", OutcomeEffect.LOST, confirm=True),
    CaseOutcome("再审维持原裁判", OutcomeEffect.INHERITS),
)
RULINGS = (
    CaseOutcome("驳回上诉维持原裁定", OutcomeEffect.INHERITS),
    CaseOutcome("撤销原判发回重审", OutcomeEffect.UNDECIDED),
    CaseOutcome("驳回起诉", OutcomeEffect.NOT_LOST),
    CaseOutcome("准许原告主动撤诉", OutcomeEffect.NOT_LOST),
    CaseOutcome(
        "准许原告因被告改变原行政行为撤诉",
        OutcomeEffect.NOT_LOST,
        note="原行政行为已由被告自行改变，不计败诉，但宜查明改变原因",
    ),
    CaseOutcome("准许撤回上诉", OutcomeEffect.INHERITS),
    CaseOutcome("驳回再审申请", OutcomeEffect.INHERITS),
    CaseOutcome(_ORDERS_RETRIAL, OutcomeEffect.UNDECIDED),
    CaseOutcome("终结诉讼", OutcomeEffect.NOT_LOST, confirm=True),
    CaseOutcome("其他裁定", OutcomeEffect.UNDECIDED, confirm=True),
)
OTHER_ENDINGS = (
    CaseOutcome(MEDIATED, OutcomeEffect.NOT_LOST),
    CaseOutcome("其他", OutcomeEffect.UNDECIDED, confirm=True),
)
RECONSIDERATION_DECISIONS = (
    CaseOutcome("维持", OutcomeEffect.NOT_LOST),
    CaseOutcome("驳回行政复议请求", OutcomeEffect.NOT_LOST),
    CaseOutcome("驳回行政复议申请", OutcomeEffect.NOT_LOST),
    CaseOutcome("终止行政复议", OutcomeEffect.NOT_LOST),
    CaseOutcome("撤销", OutcomeEffect.LOST),
    CaseOutcome("撤销并责令重作", OutcomeEffect.LOST),
    CaseOutcome("部分撤销", OutcomeEffect.LOST, partial=True),
    CaseOutcome("部分撤销并责令重作", OutcomeEffect.LOST, partial=True),
    CaseOutcome("变更", OutcomeEffect.LOST),
    CaseOutcome("确认违法", OutcomeEffect.LOST),
    CaseOutcome("确认无效", OutcomeEffect.LOST, confirm=True),
    CaseOutcome("责令履行", OutcomeEffect.LOST),
    CaseOutcome("行政协议责任", OutcomeEffect.LOST, confirm=True),
    CaseOutcome(MEDIATED, OutcomeEffect.NOT_LOST),
    CaseOutcome("其他", OutcomeEffect.UNDECIDED, confirm=True),
)
"""《行政复议法》(2023) 第三十三、四十一、六十三至七十三条, in the words of the law."""

OUTCOMES = (*JUDGMENTS, *RULINGS, *OTHER_ENDINGS)
"""Every way a court ends an instance (docs/ledgers.md, outcomes)."""

OUTCOME_NAMES = tuple(outcome.name for outcome in OUTCOMES)
SPELLED_OUTCOMES = (
    dict.fromkeys(("驳回上诉，维持原判", "驳回上诉维持原判", "驳回上诉，维持原判决", "维持原判"), JUDGMENTS[0].name)
    | dict.fromkeys(("驳回原告诉讼请求", "驳回原告的诉讼请求", "驳回原告全部诉讼请求"), "驳回诉讼请求")
    | dict.fromkeys(("确认行政行为违法", "确认被诉行政行为违法"), "确认违法")
    | {"驳回原告起诉": "驳回起诉", "驳回原告的起诉": "驳回起诉"}
)
"""How offices write them in their tables; what may be two of them (撤诉) is none."""
RECONSIDERATION_NAMES = tuple(outcome.name for outcome in RECONSIDERATION_DECISIONS)

_LEAVES_IN_FORCE = ("准许撤回上诉", "驳回再审申请")
"""Endings after which the earlier document, not this one, is what is in effect."""

_BY_NAME = {outcome.name: outcome for outcome in (*RECONSIDERATION_DECISIONS, *OUTCOMES)}

READABLE = tuple(
    dict.fromkeys(
        one.name for one in (*OUTCOMES, *RECONSIDERATION_DECISIONS) if one.effect is not OutcomeEffect.INHERITS
    )
)
"""Outcomes that a place may read otherwise: what hands on to an earlier instance does so by procedural law."""


class OutcomeReading(NamedTuple):
    """How an outcome is read, by which item of the clause, and whether a person has to confirm it."""

    effect: OutcomeEffect
    item: str = ""
    confirm: bool = False


@dataclass(frozen=True)
class LostStandard:
    """A definition of 败诉: the clause cited ("" for the example) and the outcomes it reads otherwise."""

    clause: str = ""
    readings: Mapping[str, OutcomeReading] = field(default_factory=dict)

    @cached_property
    def _digest(self) -> int:
        return hash((self.clause, frozenset(self.readings.items())))

    def __hash__(self) -> int:
        return self._digest

    def read(self, outcome: str) -> OutcomeReading | None:
        """How the outcome is read; None for one that nobody knows."""
        known = _BY_NAME.get(outcome)
        if known is None:
            return None
        own = self.readings.get(outcome) if known.effect is not OutcomeEffect.INHERITS else None
        return own or OutcomeReading(known.effect, confirm=known.confirm)

    @cached_property
    def losing(self) -> frozenset[str]:
        """The outcomes that make a case lost once they are in effect."""
        read = {name: self.read(name) for name in _BY_NAME}
        return frozenset(name for name, one in read.items() if one and one.effect is OutcomeEffect.LOST)


EXAMPLE_STANDARD = LostStandard()
REMEMBERED = 10_000
"""Chains whose verdict is kept: those of a district end in the same few hundred ways over and over."""


class CaseInstance(NamedTuple):
    """One instance of a case: 一审, 二审, …, its outcome ("" while it is open), and the state of its document."""

    instance: str
    outcome: str = ""
    effect: Effect = Effect.NOT_YET


class CaseVerdict(NamedTuple):
    """Whether the case is lost (None: not decided yet), why, and which instance of the chain decided (its place).

    A chain counts once, however many instances it has. `confirm` asks for a person's confirmation. `effect` is that of
    the document the verdict rests on, `once_effective` what the verdict is, or will be once that document is in effect.
    """

    lost: bool | None
    reason: str
    decided_by: int | None = None
    partial: bool = False
    confirm: bool = False
    note: str = ""
    effect: Effect = Effect.NOT_YET
    once_effective: bool | None = None


@lru_cache(maxsize=REMEMBERED)
def lost_case(chain: tuple[CaseInstance, ...], standard: LostStandard = EXAMPLE_STANDARD) -> CaseVerdict:
    """The verdict on one case by the place's standard, from its instances in the order they happened.

    The last ended instance decides; an open 再审审查 leaves what is in effect as it is, any other open instance leaves
    the case undecided. 维持, 准许撤回上诉 and 驳回再审申请 hand on to the instance before. What has not taken effect
    decides nothing, and 发回重审 neither. An outcome not in `OUTCOMES` is undecided and has to be confirmed.
    """
    last = len(chain) - 1
    while last > 0 and chain[last].instance == RETRIAL_REVIEW and not chain[last].outcome:
        last -= 1
    if last < 0:
        return CaseVerdict(None, "尚无审级记录，未定")
    if not chain[last].outcome:
        return CaseVerdict(None, f"{chain[last].instance}尚未结案，未定")
    return _verdict(chain, _deciding(chain, last), last, standard)


def _deciding(chain: Sequence[CaseInstance], last: int) -> int:
    """The place of the instance whose outcome stands, or -1 if all of them only hand on.

    The order for a retrial is passed over once the retrial has upheld what was there before.
    """
    place = last
    while place >= 0 and (
        _effect(chain[place]) is OutcomeEffect.INHERITS or (place < last and chain[place].outcome == _ORDERS_RETRIAL)
    ):
        place -= 1
    return place


def _telling(upheld: Sequence[CaseInstance]) -> CaseInstance:
    """The instance whose document has to be in effect: the last of `upheld`, or an earlier one that it leaves in force.

    The first of `upheld` is the one that decided, so it never only leaves another in force. Where a later document is
    in doubt and the earlier one is not in effect, the doubt stands.
    """
    found = next(step for step in reversed(upheld) if step.effect in IN_EFFECT or step.outcome not in _LEAVES_IN_FORCE)
    doubtful = (step for step in reversed(upheld) if step.effect is Effect.IN_DOUBT)
    return found if found.effect in IN_EFFECT else next(doubtful, found)


def _verdict(chain: Sequence[CaseInstance], place: int, last: int, standard: LostStandard) -> CaseVerdict:
    """The verdict when the instance at `place` decides and those up to `last` have upheld it."""
    if place < 0:
        return CaseVerdict(
            None, f"{chain[last].instance}“{chain[last].outcome}”，但缺少前一审级的记录，未定；请补录", confirm=True
        )
    upheld = chain[place : last + 1]
    said = "，".join(f"{step.instance}“{step.outcome}”" for step in upheld)
    reading = standard.read(chain[place].outcome)
    if reading is None or reading.effect is OutcomeEffect.UNDECIDED:
        unclear = reading is None or reading.confirm
        return CaseVerdict(None, f"{said}，未定{'；请人工认定' if unclear else ''}", place, confirm=unclear)
    return _decided(chain[place].outcome, reading, (said, place), _telling(upheld), standard.clause)


def _decided(
    name: str, reading: OutcomeReading, upheld: tuple[str, int], telling: CaseInstance, clause: str
) -> CaseVerdict:
    """The verdict of an outcome that is lost or not lost, as far as the `telling` document is in effect.

    `upheld` is what was said of the instances, and the place of the one that decided.
    """
    lost, outcome, (said, place) = reading.effect is OutcomeEffect.LOST, _BY_NAME[name], upheld
    if telling.effect not in IN_EFFECT:
        state = "文书生效待查" if telling.effect is Effect.IN_DOUBT else "文书尚未生效"
        return CaseVerdict(None, f"{said}，{state}，未定", place, effect=telling.effect, once_effective=lost)
    extent = "部分败诉，计为败诉" if outcome.partial else "属败诉"
    item = f"第{reading.item}项" if reading.item else ""
    finding = f"依据{clause or EXAMPLE}{item}，{extent}" if lost else f"不属于{clause or EXAMPLE}所列情形，未败诉"
    doubt = ""
    if reading.confirm:
        doubt = "；该条未列明此种结果，请人工确认" if clause else "；请人工确认"
    note = f"；{outcome.note}" if outcome.note else ""
    return CaseVerdict(
        lost,
        f"{said}，{telling.effect}，{finding}{doubt}{note}",
        place,
        lost and outcome.partial,
        reading.confirm,
        outcome.note,
        telling.effect,
        lost,
    )


def _effect(step: CaseInstance) -> OutcomeEffect | None:
    outcome = _BY_NAME.get(step.outcome)
    return outcome.effect if outcome else None
