from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from models.records.context import BasicContext
from models.records.place import NATIONAL, WorkKind
from models.records.plan import Chapter, Counting, Item, Plan, Quota
from models.records.quotas import Asked, QuotaState, counted_ledgers, counting_of, measure, suggested_counting
from tests.models.records.entries import TODAY, context_of, entry

KEPT = context_of(
    ("training", entry("t1", kind="中心组学法", held_on="2020-03-01", people=30, hours=4)),
    ("training", entry("t2", kind="中心组学法", held_on="2019-03-01")),
    ("work", entry("w1", item=33, kind="会议", on="2020-03-01")),
    ("work", entry("w2", item=32, kind="会议", on="2020-04-01")),
    ("work", entry("w3", item=33, kind="会议")),
    ("work", entry("w4", item=28, kind="普法", on="2020-04-01", sessions=5, people=200, amount="15000")),
    ("work", entry("w5", item=28, kind="普法", on="2020-05-01")),
    ("enforcement", entry("e1", kind="行政处罚", decided_on="2020-02-01", major=True)),
    ("enforcement", entry("e2", kind="行政处罚", decided_on="2020-03-01", major=False)),
    ("enforcement", entry("e3", kind="行政许可", decided_on="2020-03-02")),
)
WORK = Counting("work", (("kind", "普法"),), "people", of_item=True)
PENALTIES = Counting("enforcement", (("kind", "行政处罚"),))


def item_of(number: int, due: dt.date | None = None) -> Item:
    return Item(number, "事项", "", (), (), due)


def result(quota: Quota, number: int, context: BasicContext = KEPT, judged: int | None = None) -> Any:
    return measure(Asked(quota, item_of(number), 2020, judged), context)


@pytest.mark.parametrize(
    ("what", "unit", "counting", "count"),
    [
        ("中心组学法", "次", Counting("training", (("kind", "中心组学法"),)), 1),
        ("中心组学法", "人", Counting("training", (("kind", "中心组学法"),), "people"), 30),
        ("专题会议", "次", Counting("work", (("kind", "会议"),), "sessions", of_item=True), 1),
        ("普法宣传活动", "场", Counting("work", (("kind", "普法"),), "sessions", of_item=True), 0),
        ("以案释法", "次", Counting("work", (("kind", "普法"),), "sessions", of_item=True), 0),
        ("报送信息", "件", None, None),
        ("评查案卷", "卷", Counting("file_review"), 0),
        ("案卷评查", "次", None, None),
        ("合法性审查", "件", Counting("legal_review"), 0),
        ("调解矛盾纠纷", "件", Counting("mediation"), 0),
        ("政策解读", "件", Counting("disclosure", (("kind", "政策解读"),)), 0),
        ("矛盾纠纷排查", "次", Counting("work", (("kind", "纠纷排查"),), "sessions", of_item=True), 0),
        ("清理规范性文件", "次", None, None),
        ("理论研究", "篇", Counting("work", (("kind", "文章信息"),), "pieces", of_item=True), 0),
    ],
)
def test_wordings_are_counted_by_ledgers(what: str, unit: str, counting: Counting | None, count: int | None) -> None:
    quota = Quota("管委会", what, 2, unit)
    assert suggested_counting(quota, NATIONAL) == counting
    found = result(quota, 33)
    assert (found.done if found.counting else None) == count


def test_a_centre_counts_kinds_of_its_own() -> None:
    place = msgspec.structs.replace(NATIONAL, work=(WorkKind("旁听庭审", ("行政应诉",), ("场次",)),))
    quota = Quota("各单位", "组织旁听庭审", 2)
    assert counting_of(quota, NATIONAL) is None
    assert counting_of(quota, place) == Counting("work", (("kind", "旁听庭审"),), "sessions", of_item=True)


@pytest.mark.parametrize(
    ("quota", "number", "ranges", "state"),
    [
        (Quota("甲", "宣传", 6, "场", counted=Counting("work", (("kind", "普法"),), "sessions")), 28, (6,), "已达到"),
        (Quota("甲", "宣传", 4, every=3, counted=Counting("work", (("kind", "普法"),))), 28, (0, 6, 0, 0), "未达到"),
        (Quota("甲", "受众", 200, "人", counted=WORK), 28, (200,), "已达到"),
        (Quota("甲", "受众", 200, "人", counted=WORK), 33, (0,), "未达到"),
        (Quota("甲", "经费", 2, "万元", counted=Counting("work", (), "amount")), 28, (1,), "未达到"),
        (
            Quota("甲", "审核", 50, "%", counted=Counting("enforcement", (("major", True),))),
            1,
            (33,),
            "未达到",
        ),
        (Quota("甲", "处罚", 60, "%", counted=PENALTIES), 1, (66,), "已达到"),
        (Quota("甲", "案件", 60, "%", counted=Counting("case", (("instance", "一审"),))), 1, (0,), "要人工认定"),
        (Quota("甲", "中心组学法", 1, counted=None), 29, (0,), "要人工认定"),
        (Quota("甲", "学时", 4, "学时", counted=Counting("training", (), "hours")), 29, (4,), "已达到"),
        (Quota("甲", "人员", 1, counted=Counting("person", (("status", "在岗"),))), 1, (0,), "未达到"),
        (Quota("甲", "人员", 4, every=3, counted=Counting("person")), 1, (0, 0, 0, 0), "要人工认定"),
        (Quota("甲", "来自新版", 1, counted=Counting("unheard_of")), 1, (0,), "要人工认定"),
        (Quota("甲", "没有的栏", 1, counted=Counting("work", (("nothing", 1),))), 1, (0,), "要人工认定"),
    ],
    ids=lambda one: one.what if isinstance(one, Quota) else "",
)
def test_a_quota_is_measured(quota: Quota, number: int, ranges: tuple[int, ...], state: str) -> None:
    found = result(quota, number)
    assert (found.ranges, found.state) == (ranges, state)


def test_by_when_it_is_due() -> None:
    quarterly = Quota("甲", "普法", 8, "场", every=3, counted=Counting("work", (("kind", "普法"),), "sessions"))
    found = result(quarterly, 28)
    assert [one.by.month for one in found.short] == [3, 9, 12]
    assert (found.short[0].lacking, found.missing, found.credited) == (2, 6, 2)
    assert found.words == "第28项普法应每季度不少于2场，已6场，未达到，2020-03-31前缺2场"
    early = measure(Asked(quarterly, item_of(28, dt.date(2020, 2, 1)), 2020), KEPT)
    assert {one.by for one in early.short} == {dt.date(2020, 2, 1)}
    met = result(Quota("甲", "普法", 6, "场", counted=quarterly.counted), 28)
    assert (met.words, met.short) == ("第28项普法应不少于6场，已6场", ())


@pytest.mark.parametrize(
    ("judged", "state", "words"),
    [
        (None, QuotaState.BY_HAND, "第1项植树活动应不少于2次，要人工认定"),
        (1, QuotaState.SHORT, "第1项植树活动应不少于2次，已1次（单位认定），未达到"),
        (2, QuotaState.MET, "第1项植树活动应不少于2次，已2次（单位认定）"),
    ],
)
def test_what_nothing_counts_a_person_judges(judged: int | None, state: QuotaState, words: str) -> None:
    found = result(Quota("甲", "植树活动", 2), 1, judged=judged)
    assert (found.state, found.words) == (state, words)


def test_a_ledger_goes_before_what_a_person_says() -> None:
    assert result(Quota("甲", "中心组学法", 2), 29, judged=9).done == 1


@pytest.mark.parametrize(("day", "held"), [(TODAY, 1), (TODAY + dt.timedelta(1), 0)])
@pytest.mark.parametrize(("ledger", "field"), [("training", "held_on"), ("work", "on")])
def test_what_is_only_planned_counts_nothing_yet(ledger: str, field: str, day: dt.date, held: int) -> None:
    fields: dict[str, Any] = {"kind": "普法", field: day.isoformat()}
    context = context_of((ledger, entry("r1", **fields)))
    quota = Quota("甲", "普法", 1, counted=Counting(ledger))
    assert measure(Asked(quota, item_of(1), TODAY.year), context).done == held


@pytest.mark.parametrize(
    "what",
    [
        "植树活动",
        "县政府常务会议学法",
        "法治大讲堂",
        "庭审旁听",
        "卷宗",
        "人均学时",
        "持证执法人员",
        "案卷评查会议学习",
    ],
)
def test_what_no_ledger_keeps_is_not_counted(what: str) -> None:
    for unit in ("次", "人", "学时", "卷", "%"):
        assert suggested_counting(Quota("管委会", what, 2, unit), NATIONAL) is None


def test_ledgers_that_quotas_need() -> None:
    quotas = (
        Quota("甲", "处罚", 1, counted=PENALTIES),
        Quota("甲", "甲", 1, counted=Counting("unheard_of")),
        Quota("甲", "案卷", 8, "卷"),
    )
    plan = Plan(None, None, "", "", (Chapter(1, "章", (Item(1, "", "", (), quotas),)),))
    assert counted_ledgers(plan) == {"training", "work", "enforcement", "file_review"}
