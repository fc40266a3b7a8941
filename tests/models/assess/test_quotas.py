"""Indicators that count sums, and those that ask what the plan's quotas ask."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from models.assess.assess import assess
from models.assess.inputs import Basis, Reporting, UnitInput
from models.assess.reading import read_scheme
from models.assess.scheme import PlanQuotas, Quota, Scheme
from models.assess.score import Score, ScoreState
from models.records.entry import Entry
from models.records.plan import Plan
from models.records.plan import Quota as PlanQuota
from tests.models.assess.samples import PLAN, entries, scheme, score_by, unit

HELD: dict[str, Any] = {"item": 1, "kind": "普法", "content": "宣传"}
QUOTAS = (PlanQuota("各单位", "普法宣传", 4, "场", every=6), PlanQuota("各单位", "植树", 2))


@pytest.mark.parametrize(
    ("rule", "points", "reason"),
    [
        (
            Quota(ledger="work", where={"kind": "普法"}, at_least=400, summed="people"),
            "7.5",
            "普法人数应不少于400，实有300，缺100，扣2.5分，得7.5分。",
        ),
        (
            Quota(ledger="work", at_least=2, summed="sessions", per="quarter", each=Decimal(1)),
            "5",
            "工作记录每季度应不少于2次，实有6次，缺5次，扣5分，得5分。",
        ),
        (
            Quota(ledger="work", where={"kind": "普法"}, at_least=1, per="month"),
            "1.67",
            "普法每月应不少于1次，实有6次，缺10次，扣8.33分，得1.67分。",
        ),
    ],
)
def test_a_scheme_counts_a_sum(rule: Quota, points: str, reason: str) -> None:
    counted = {**HELD, "on": "2020-02-03", "sessions": 5, "people": 300}
    kept = entries(counted, {**HELD, "on": "2020-05-06"}, {**HELD, "on": "2021-01-01"})
    found = score_by(rule, {"work": kept})
    assert (found.points, found.reason) == (Decimal(points), reason)


def quoted(*quotas: PlanQuota) -> Plan:
    (chapter,) = PLAN.chapters
    first, *others = chapter.items
    items = (msgspec.structs.replace(first, quotas=quotas), *others)
    return msgspec.structs.replace(PLAN, chapters=(msgspec.structs.replace(chapter, items=items),))


def by_quotas(plan: Plan, kept: dict[str, list[Entry]], reporting: Reporting = Reporting.REPORTED) -> Score:
    given = UnitInput(unit(), kept, reporting=reporting)
    return assess(Basis(scheme(PlanQuotas()), plan, units=(unit(),)), [given]).units[0].scores[0]


WORK = [{**HELD, "on": "2020-02-03", "sessions": 2}, {**HELD, "on": "2020-08-03", "sessions": 1}]
STATE: dict[str, Any] = {"year": 2020, "item": 1, "state": "推进中"}


@pytest.mark.parametrize(
    ("work", "progress", "state", "points", "reason"),
    [
        (WORK, STATE, "待评", "0", "有1个定额要人工认定，认定以前不评分；工作要点的定额2个，已达到0个"),
        (WORK, {**STATE, "judged": [{"done": 2}]}, "待评", "0", "有1个定额要人工认定"),
        (WORK, {**STATE, "judged": [{"done": 2, "basis": "照片"}]}, "", "5", "工作要点的定额2个，已达到1个，比率50%"),
        ([*WORK, WORK[1]], {**STATE, "judged": [{"done": 2, "basis": "照片"}]}, "", "10", "已达到2个，比率100%"),
        ([WORK[0]] * 9, {**STATE, "judged": [{"done": 1, "basis": "照片"}]}, "", "0", "已达到0个，比率0%"),
        (WORK, {**STATE, "state": "不适用", "not_applicable": "没有职能"}, "不适用", "0", "工作要点对本单位没有定额"),
    ],
)
def test_points_by_the_plan_s_quotas(
    work: list[dict[str, Any]], progress: dict[str, Any], state: str, points: str, reason: str
) -> None:
    found = by_quotas(quoted(*QUOTAS), {"work": entries(*work), "progress": entries(progress)})
    assert (found.state, found.points) == (ScoreState(state or ScoreState.SCORED), Decimal(points))
    assert reason in found.reason


def test_a_silent_unit_earns_nothing_by_quotas() -> None:
    assert by_quotas(quoted(), {}, Reporting.UNREPORTED).state is ScoreState.SCORED
    assert by_quotas(quoted(), {}, Reporting.UNREPORTED).points == 0


def raw(rule: dict[str, Any], items: list[int]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(msgspec.json.encode(scheme(Quota(ledger="work", at_least=1), weight=100)))
    made["indicators"][0] |= {"rule": rule, "items": items}
    return made


@pytest.mark.parametrize(
    ("rule", "items", "fault"),
    [
        ({"kind": "quota", "ledger": "work", "at_least": 1, "summed": "people"}, [1], ""),
        ({"kind": "quota", "ledger": "work", "at_least": 1, "summed": "content"}, [1], "scheme.unknown_sum"),
        ({"kind": "quota", "ledger": "person", "at_least": 1, "per": "month"}, [1], "scheme.per"),
        ({"kind": "plan_quotas"}, [1], ""),
        ({"kind": "plan_quotas"}, [], "scheme.no_items"),
    ],
)
def test_what_cannot_be_counted_is_a_fault(rule: dict[str, Any], items: list[int], fault: str) -> None:
    found = read_scheme(raw(rule, items), PLAN)
    assert isinstance(found.scheme, Scheme) is not bool(fault)
    assert [one.code for one in found.findings if one.code != "scheme.uncovered"] == ([fault] if fault else [])
