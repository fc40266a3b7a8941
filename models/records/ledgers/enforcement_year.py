"""行政执法年报数字: what a unit did in a year as figures, one sheet a year, where nobody enters decision by decision.

A figure that is left empty is counted from the decisions (`models.records.enforcement_figures`).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import Annotated

from models.records.field import Field
from models.records.finding import Finding, error, warning
from models.records.ledger import OFFICERS, Context, Ledger
from models.records.proven import ProvingRecord
from models.rules.enforcement_kinds import EXECUTIONS, LICENCES, MEASURES, OTHER_ACTS, PENALTIES

NAME = "enforcement_year"


def _figure(label: str, group: str, unit: str = "宗", said: str = "", *, listed: bool = False, also: str = "") -> Field:
    words = f"全年{label}多少{unit}{said}；由决定记录数得出的可以不填，有这项职能、全年没有的填0。"
    return Field(label, group=group, width=10, listed=listed, blank_adds=0, help=words, also=also)


_penalty = partial(_figure, group="行政处罚")
_licence = partial(_figure, group="行政许可", unit="件")
_measure = partial(_figure, group="行政强制措施")
_execution = partial(_figure, group="行政强制执行")
_other = partial(_figure, group="征收征用检查和其他", unit="次")
_HEAVIEST = "，几种并处的计最重的一种"


class EnforcementYear(ProvingRecord, frozen=True, kw_only=True):
    """The figures of one year (docs/ledgers.md, enforcement_year)."""

    year: Annotated[
        int | None,
        Field("年度", required=True, format="year", width=6, group="年度", help="哪一年的数字，写四位数字。"),
    ] = None
    warning: Annotated[int | None, _penalty(PENALTIES["warning"], said=_HEAVIEST)] = None
    criticism: Annotated[int | None, _penalty(PENALTIES["criticism"])] = None
    fine: Annotated[int | None, _penalty(PENALTIES["fine"])] = None
    confiscation: Annotated[int | None, _penalty(PENALTIES["confiscation"])] = None
    suspension: Annotated[int | None, _penalty(PENALTIES["suspension"])] = None
    downgrading: Annotated[int | None, _penalty(PENALTIES["downgrading"])] = None
    restriction: Annotated[int | None, _penalty(PENALTIES["restriction"])] = None
    shutdown: Annotated[int | None, _penalty(PENALTIES["shutdown"])] = None
    closure: Annotated[int | None, _penalty(PENALTIES["closure"])] = None
    revocation: Annotated[int | None, _penalty(PENALTIES["revocation"])] = None
    detention: Annotated[int | None, _penalty(PENALTIES["detention"])] = None
    other_penalty: Annotated[int | None, _penalty(PENALTIES["other_penalty"])] = None
    penalties: Annotated[int | None, _penalty("处罚合计", said="，等于各种处罚之和", listed=True)] = None
    fined: Annotated[Decimal | None, _penalty("罚没金额（元）", unit="元", listed=True, also="罚没金额")] = None
    applied: Annotated[int | None, _licence("申请", also="许可申请", listed=True)] = None
    carried: Annotated[int | None, _licence("上年结转申请")] = None
    accepted: Annotated[int | None, _licence("受理", also="许可受理")] = None
    granted: Annotated[
        int | None, _licence(LICENCES["granted"], said="（变更、延续也计）", also="许可", listed=True)
    ] = None
    refused: Annotated[int | None, _licence(LICENCES["refused"])] = None
    revoked: Annotated[int | None, _licence(LICENCES["revoked"])] = None
    sealing: Annotated[int | None, _measure(MEASURES["sealing"])] = None
    seizure: Annotated[int | None, _measure(MEASURES["seizure"])] = None
    freezing: Annotated[int | None, _measure(MEASURES["freezing"])] = None
    other_measure: Annotated[int | None, _measure(MEASURES["other_measure"])] = None
    surcharge: Annotated[int | None, _execution(EXECUTIONS["surcharge"])] = None
    transfer: Annotated[int | None, _execution(EXECUTIONS["transfer"])] = None
    auction: Annotated[int | None, _execution(EXECUTIONS["auction"])] = None
    clearing: Annotated[int | None, _execution(EXECUTIONS["clearing"])] = None
    substitution: Annotated[int | None, _execution(EXECUTIONS["substitution"])] = None
    other_execution: Annotated[int | None, _execution(EXECUTIONS["other_execution"])] = None
    court: Annotated[int | None, _execution(EXECUTIONS["court"])] = None
    forced: Annotated[int | None, _execution("强制合计", said="，等于措施、执行和申请法院之和", listed=True)] = None
    levies: Annotated[int | None, _other("行政征收")] = None
    levied: Annotated[Decimal | None, _other("征收金额（元）", unit="元", also="征收总金额")] = None
    requisitions: Annotated[int | None, _other("行政征用")] = None
    inspections: Annotated[int | None, _other("行政检查", listed=True, also="检查次数")] = None
    confirmations: Annotated[int | None, _other(OTHER_ACTS["confirmations"])] = None
    payments: Annotated[int | None, _other(OTHER_ACTS["payments"])] = None
    rewards: Annotated[int | None, _other(OTHER_ACTS["rewards"])] = None
    rulings: Annotated[int | None, _other(OTHER_ACTS["rulings"])] = None
    other_acts: Annotated[int | None, _other("其他行政执法行为")] = None


TOTALS = {"penalties": tuple(PENALTIES), "forced": (*MEASURES, *EXECUTIONS)}
"""Sums by their name, with what they are of."""


def check_figures(one: EnforcementYear, _uid: str, _context: Context) -> Iterable[Finding]:
    """No figure is below 0, and every sum is what its parts come to."""
    labels = {field.name: field.label for field in LEDGER.summed}
    for name, label in labels.items():
        value = getattr(one, name)
        if value is not None and value < 0:
            yield error(name, f"{NAME}.{name}", f"{label}不能是{value}，请填不小于0的数，或者留空。")
    for total, parts in TOTALS.items():
        given = [getattr(one, name) for name in parts]
        whole, said = sum(part or 0 for part in given), getattr(one, total)
        if said is not None and said != whole and any(part is not None for part in given):
            message = f"{labels[total]}{said}不等于各种之和{whole}，请改正其中的数。"
            yield error(total, f"{NAME}.{total}_sum", message)


def check_licences(one: EnforcementYear, _uid: str, _context: Context) -> Iterable[Finding]:
    """No more is accepted than was applied for, and no more decided than accepted, with what the year before left."""
    carried = one.carried or 0
    before = "（没有填上年结转）" if one.carried is None else f"加上年结转{carried}件"
    if one.accepted is not None and one.applied is not None and one.accepted > one.applied + carried:
        message = f"受理{one.accepted}件多于申请{one.applied}件{before}，请改正其中一个。"
        yield error("accepted", f"{NAME}.accepted_more", message)
    decided = (one.granted or 0) + (one.refused or 0)
    if one.accepted is not None and decided > one.accepted + carried:
        message = f"准予和不予许可共{decided}件，多于受理{one.accepted}件{before}，请核对，或者说明原因。"
        yield warning("granted", f"{NAME}.decided_more", message)


def check_amount(one: EnforcementYear, _uid: str, _context: Context) -> Iterable[Finding]:
    """Money is fined or confiscated by somebody."""
    if one.fined and not (one.fine or one.confiscation or one.penalties):
        yield warning("fined", f"{NAME}.fined", "填了罚没金额，没有罚款和没收的宗数，请补填，或者说明原因。")


LEDGER = Ledger(
    id=NAME,
    label="行政执法年报数字",
    record=EnforcementYear,
    order=35,
    title="year",
    topics=("三项制度", "执法监督"),
    key=("year",),
    fixed_uid=True,
    year_of="year",
    checks=(check_figures, check_licences, check_amount),
    group=OFFICERS,
    hint="一年一条：没有逐件登记决定的，把全年的数字填在这里；逐件登记了的由程序去数，不用填。",
)
