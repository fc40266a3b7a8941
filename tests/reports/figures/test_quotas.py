"""A quota stands alike wherever it is said: to the unit, on forms, in points."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from models.assess.assess import assess
from models.assess.inputs import Basis, UnitInput
from models.assess.scheme import PlanQuotas
from models.assess.scheme import Quota as SchemeQuota
from models.check.unit import owed
from models.records.context import BasicContext
from models.records.office import Issue, Unit
from models.records.plan import Chapter, Counting, Item, Plan, Quota
from models.records.quotas import Asked, measure
from reports.figures.form_data import FormData
from reports.figures.progress import quotas_of
from tests.models.assess.samples import scheme
from tests.models.records.entries import entry

UNITS = (
    Unit("A01", "甲乡", "乡（镇）办事处"),
    Unit("A02", "乙乡", "乡（镇）办事处"),
    Unit("GWH", "管委会本级", "管委会"),
)
QUOTAS = (
    Quota("各乡镇", "普法宣传", 8, "场", every=3),
    Quota("各乡镇", "植树", 2),
    Quota("管委会", "中心组学法", 1),
    Quota("各乡镇", "普法宣传", 500, "人", together=True),
    Quota("全区", "证件", 1, "人", together=True, counted=Counting("person")),
)
PLAN = Plan("要点", 2020, "", "", (Chapter(1, "一章", (Item(1, "事项", "", (), QUOTAS),)),))
ISSUE = Issue(number=1, year=2020, centre="", plan=PLAN, units=UNITS, periods=(), scheme={})
DEED: dict[str, Any] = {"item": 1, "kind": "普法", "content": "宣传", "people": 300}
KEPT = {
    "work": [
        entry("w1", unit="A01", **DEED, on="2020-02-03", sessions=2),
        entry("w2", unit="A02", **DEED, on="2020-02-03", sessions=1),
        *(entry(f"w{month}", unit="A01", **DEED, on=f"2020-{month:02}-03", sessions=2) for month in (5, 8, 11)),
    ],
    "progress": [
        entry("p1", unit="A01", year=2020, item=1, state="推进中"),
        entry(
            "p2",
            unit="A02",
            year=2020,
            item=1,
            state="推进中",
            judged=[{"what": "植树2次", "done": 2, "basis": "照片"}],
        ),
    ],
    "training": [],
    "person": [entry("x", unit="GWH", name="甲")],
}
STANDING = {
    "A01": ["已8场", "要人工认定"],
    "A02": ["已1场，未达到，2020-03-31前缺1场", "已2次（单位认定）"],
    "GWH": ["已0次，未达到"],
    "": ["已1500人", "已1人"],
}


def books(unit: Unit | None) -> FormData:
    entries = {name: [one for one in some if unit is None or one.unit == unit.code] for name, some in KEPT.items()}
    return FormData("", "GWH", (unit,) if unit else UNITS, unit is None, 2020, dt.date(2020, 12, 31), ISSUE, entries)


def test_all_units_together() -> None:
    found: dict[str, list[str]] = {}
    for one in quotas_of(books(None)):
        found.setdefault(one.unit.code if one.unit else "", []).append(one.result.standing)
    assert found == STANDING


@pytest.mark.parametrize("unit", UNITS, ids=lambda one: one.code)
def test_one_unit_reads_the_same(unit: Unit) -> None:
    duty, own = owed(ISSUE, unit.code), books(unit)
    said = [duty.measure(item, quota, own.context()) for item in duty.items for quota in duty.quotas(item)]
    assert [one.standing for one in said] == STANDING[unit.code]
    assert [one.result for one in quotas_of(own)] == said
    given = UnitInput(Unit(unit.code, unit.name, UNITS[0].category), own.entries)
    (score,) = assess(Basis(scheme(PlanQuotas(), items=(1,)), PLAN, units=UNITS), [given]).units[0].scores
    quotas = [one.why for one in score.because if one.ledger == "progress"]
    assert sorted(quotas) == sorted(f"{one.words}。" for one in said)
    counted = [piece.amount for one in said if one.counting for piece in one.found]
    assert [amounts(one.why) for one in score.because if one.ledger != "progress"] == counted


@pytest.mark.parametrize(("unit", "ranges", "points"), [("A01", [2, 2, 2, 2], 10), ("A02", [1], "1.25")])
def test_a_scheme_counts_as_the_plan_does(unit: str, ranges: list[int], points: int | str) -> None:
    """One record of two sessions is twice, and records of another item are no work done for this one."""
    counting = Counting("work", (("kind", "普法"),))
    plan_quota = Quota("各乡镇", "宣传", 8, counted=msgspec.structs.replace(counting, of_item=True))
    rule = SchemeQuota(ledger="work", where={"kind": "普法"}, at_least=8)
    given = [one for one in KEPT["work"] if one.unit == unit]
    kept = {"work": [*given, entry("other", unit=unit, **{**DEED, "item": 2}, on="2020-03-03", sessions=9)]}
    item = Item(1, "事项", "", (), (plan_quota,))
    said = measure(Asked(plan_quota, item, 2020), BasicContext(kept, dt.date(2020, 12, 31)))
    office = UnitInput(Unit(unit, unit, UNITS[0].category), kept)
    (score,) = assess(Basis(scheme(rule, items=(1,)), PLAN, units=UNITS), [office]).units[0].scores
    assert score.points == Decimal(points)
    assert [amounts(one.why) for one in score.because] == [one.amount for one in said.found] == ranges
    assert f"实有{said.done}次" in score.reason


def amounts(why: str) -> int:
    """What a record behind a quota is said to add."""
    return int(re.findall(r"：\D*(\d+)\D*。$", why)[0])
