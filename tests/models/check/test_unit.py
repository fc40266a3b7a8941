from __future__ import annotations

import datetime as dt

import pytest

from models.check.quotas import check_quotas
from models.check.unit import Duty, check_unit, needed_ledgers, owed, owed_ledgers, unmet_quotas
from models.records.context import BasicContext
from models.records.entry import Entry
from models.records.finding import Finding
from models.records.office import FormerName, Issue, Unit
from models.records.plan import Chapter, Item, Plan, Quota
from tests.models.records.entries import context_of, entry

DAY = dt.date(2019, 7, 1)
LAW_STUDY = (Quota("管委会", "中心组学法", 2), Quota("各乡（镇）办事处", "中层以上领导干部法治专题培训", 1))
ITEMS = (
    Item(3, "信用体系建设", "", (), ()),
    Item(17, "执法证件和裁量基准", "", (), (), units=("B01",)),
    Item(29, "领导干部学法用法", "", (), LAW_STUDY),
)
PLAN = Plan("工作要点", 2020, "", "", (Chapter(1, "一", ITEMS),))
LESSON = ("training", entry("t", kind="中心组学法", held_on="2020-03-01"))
LAST_YEAR = ("training", entry("t", kind="中心组学法", held_on="2019-03-01"))


def progress(*numbers: int, year: int = 2020) -> list[tuple[str, Entry]]:
    return [("progress", entry(f"g{number}", item=number, year=year)) for number in numbers]


def zero(ledger: str, year: int = 2020) -> tuple[str, Entry]:
    return "zero_report", entry(f"z-{ledger}", ledger=ledger, year=year)


def duty(unit: str, name: str = "某局", category: str = "", reported: tuple[str, ...] | None = None) -> Duty:
    return Duty(unit, PLAN, 2020, (Unit(unit, name, category),), reported)


def found(context: BasicContext, unit: str = "A01", names: tuple[str, ...] = ()) -> list[Finding]:
    name, category = (*names, "")[:2] if names else ("某局", "")
    mine = duty(unit, name, category)
    return [*check_unit(mine, context), *check_quotas(mine, context)]


@pytest.mark.parametrize(("unit", "needed"), [("A01", ["training"]), ("B01", ["person", "certificate", "training"])])
def test_needed_ledgers(unit: str, needed: list[str]) -> None:
    assert [ledger.id for ledger in needed_ledgers(duty(unit)) if ledger.id in {*needed, "case"}] == needed


@pytest.mark.parametrize(
    ("aside", "left"), [((), {"training", "power", "work"}), ((17,), {"training", "work"}), ((17, 29, 3), set())]
)
def test_items_that_do_not_apply_need_no_ledger(aside: tuple[int, ...], left: set[str]) -> None:
    found = {one.id for one in needed_ledgers(duty("B01"), aside)}
    assert found & {"training", "power", "work", "adviser"} == left


@pytest.mark.parametrize(
    ("reported", "owed"),
    [
        (None, ["person", "certificate", "training"]),
        ((), []),
        (("power", "training", "adviser", "work"), ["power", "training"]),
    ],
)
def test_an_empty_ledger_is_stated_only_where_it_is_asked_for(
    reported: tuple[str, ...] | None, owed: list[str]
) -> None:
    mine = duty("B01", reported=reported)
    assert [one.id for one in owed_ledgers(mine)] == owed
    empty = [one.ledger for one in check_unit(mine, context_of(*progress(3, 17, 29))) if one.code.endswith(".empty")]
    assert empty == owed


def test_a_statement_that_nobody_asked_for_is_contradicted_too() -> None:
    kept = [*progress(3, 29), LESSON, zero("power"), ("power", entry("p", matter="许可"))]
    assert [one.code for one in found(context_of(*kept))] == ["zero_report.contradicted"]


@pytest.mark.parametrize(
    ("kept", "codes"),
    [
        ([*progress(3, 29), LESSON], []),
        ([*progress(3), LESSON], ["progress.missing"]),
        ([*progress(3, 29, year=2019), LESSON], ["progress.missing", "progress.missing"]),
        ([*progress(3, 29)], ["training.empty"]),
        ([*progress(3, 29), LAST_YEAR], ["training.empty"]),
        ([*progress(3, 29), zero("training")], []),
        ([*progress(3, 29), zero("training", 2019)], ["training.empty"]),
        ([*progress(3, 29), LESSON, zero("training")], ["zero_report.contradicted"]),
    ],
)
def test_unit_as_a_whole(kept: list[tuple[str, Entry]], codes: list[str]) -> None:
    own = {"progress", "training", "zero_report"}
    assert [one.code for one in found(context_of(*kept)) if one.ledger in own] == codes


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ((), []),
        (("管委会",), ["progress.quota.中心组学法"]),
        (("管委会本级",), ["progress.quota.中心组学法"]),
        (("祭城路办事处", "乡(镇)办事处"), ["progress.quota.中层以上法治培训"]),
    ],
)
def test_quotas_belong_to_whom_the_wording_names(names: tuple[str, ...], codes: list[str]) -> None:
    findings = found(context_of(*progress(3, 29), LESSON), names=names)
    assert [one.code for one in findings if "quota" in one.code] == codes
    assert all(one.uid == "g29" for one in findings if "quota" in one.code)


@pytest.mark.parametrize(
    ("units", "unmet"),
    [
        ((), {"管委会": [29], "各乡（镇）办事处": [29]}),
        ((Unit("GWH", "管委会本级", "局"),), {"各乡（镇）办事处": [29]}),
        ((Unit("A", "某局", "乡(镇)办事处", former=(FormerName("管委会", DAY),)),), {}),
    ],
)
def test_quotas_that_reach_nobody(units: tuple[Unit, ...], unmet: dict[str, list[int]]) -> None:
    issue = Issue(number=1, year=2020, centre="", plan=PLAN, units=units, periods=(), scheme={})
    assert unmet_quotas(issue) == unmet
    met = {quota.who for unit in units for quota in owed(issue, unit.code).quotas(ITEMS[2])}
    assert met == {quota.who for quota in LAW_STUDY} - unmet.keys()
