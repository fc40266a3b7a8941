from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from models.check.owners import everyone_words, owner_doubts
from models.check.unit import owed, unmet_quotas
from models.records.office import Issue, Unit
from models.records.plan import Chapter, Item, Plan, Quota
from models.records.unit_names import with_owners

UNITS = (
    Unit("X01", "石桥镇", "镇"),
    Unit("X02", "白鹭镇", "镇"),
    Unit("J01", "司法局", "县直部门"),
    Unit("J02", "市场监管局", "县直部门"),
    Unit("B", "县政府本级", "县政府"),
)


def issue_of(*items: Item, units: tuple[Unit, ...] = UNITS) -> Issue:
    plan = with_owners(Plan("", 2025, "", "", (Chapter(1, "", items),)), units)
    return Issue(number=1, year=2025, centre="", plan=plan, units=units, periods=(), scheme={})


def item(number: int, *responsible: str, quotas: tuple[Quota, ...] = ()) -> Item:
    return Item(number, f"第{number}件", "", responsible, quotas)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("司法局", "各镇"), []),
        ((), []),
        (("各单位", "统计局"), []),
        (("统计局",), ["未对应：第1项的“统计局”在名册里没有，现在没有单位落实。请在单位名册的“其他称呼”里写上它"]),
        (("统计局", "司法局"), ["未对应：第1项的“统计局”在名册里没有。请在单位名册"]),
        (("司法办",), ["未对应：第1项的“司法办”在名册里没有（可能是司法局），现在没有单位落实。"]),
        (("各行政执法单位",), ["第1项的“各行政执法单位”按单位名称推定为市场监管局，请核对；"]),
        (("各行政执法单位", "统计局"), ["未对应：第1项的“统计局”", "第1项的“各行政执法单位”按单位名称推定"]),
    ],
)
def test_doubts_begin_with_who_means_nobody(names: tuple[str, ...], words: list[str]) -> None:
    found = owner_doubts(issue_of(item(1, *names)))
    assert len(found) == len(words)
    assert all(said.startswith(one) for said, one in zip(found, words, strict=True))


def test_a_name_is_told_once_and_what_people_gave_is_theirs() -> None:
    issue = issue_of(item(1, "统计局"), item(2, "统计局"), item(3, "统计局"))
    (said,) = owner_doubts(issue)
    assert said.startswith("未对应：第1、2、3项的“统计局”")
    given = [msgspec.structs.replace(one, units=("J01",)) for one in issue.plan.items]
    assert (
        owner_doubts(msgspec.structs.replace(issue, plan=Plan("", 2025, "", "", (Chapter(1, "", tuple(given)),)))) == []
    )
    assert owner_doubts(msgspec.structs.replace(issue, units=UNITS[:1])) == []


def test_items_of_nobody_who_is_left_are_told() -> None:
    issue = issue_of(msgspec.structs.replace(item(1), units=("J09",)))
    plan = Plan("", 2025, "", "", (Chapter(1, "", (msgspec.structs.replace(item(1), units=("J09",)),)),))
    assert owner_doubts(msgspec.structs.replace(issue, plan=plan)) == [
        "第1项的落实单位都不在名册里了，现在没有单位落实，请改“落实单位”。"
    ]


def test_items_that_name_nobody_are_told_once() -> None:
    assert everyone_words(issue_of(item(1), item(2, "司法局"), item(3)).plan).startswith(
        "第1、3项没有写责任单位，由全部单位"
    )
    assert everyone_words(issue_of(item(2, "司法局")).plan) == ""


QUOTAS = (Quota("各单位", "学法", 4), Quota("各镇", "培训", 2), Quota("县政府", "讲座", 1), Quota("统计局", "培训", 1))


@pytest.mark.parametrize(
    ("unit", "items", "whats"),
    [
        ("X01", [1, 2], ["学法", "培训"]),
        ("J01", [1, 3], ["学法"]),
        ("J02", [1], ["学法"]),
        ("B", [1], ["学法", "讲座"]),
        ("J09", [], []),
        ("HZ", [], []),
    ],
)
def test_a_unit_owes_its_own_items_and_its_share_of_the_quotas(unit: str, items: list[int], whats: list[str]) -> None:
    issue = issue_of(item(1, "各单位", quotas=QUOTAS), item(2, "各镇"), item(3, "司法局"), item(4, "统计局"))
    duty = owed(issue, unit)
    assert [one.number for one in duty.items] == items
    assert [one.what for one in duty.quotas(issue.plan.items[0])] == (whats if items else [])
    assert unmet_quotas(issue) == {"统计局": [1]}


@pytest.mark.parametrize("how", [{"ended": dt.date(2025, 6, 30)}, {"successors": ("J02",)}])
def test_a_unit_that_is_gone_owes_nothing_and_its_heir_does(how: dict[str, object]) -> None:
    units = tuple(msgspec.structs.replace(one, **how) if one.code == "J01" else one for one in UNITS)
    issue = issue_of(item(1), item(2, "司法局"), units=units)
    assert owed(issue, "J01").items == ()
    heirs = [2] if "successors" in how else []
    assert [one.number for one in owed(issue, "J02").items] == [1, *heirs]
    assert [unit.code for unit in issue.reporting("B")] == ["X01", "X02", "J02"]
