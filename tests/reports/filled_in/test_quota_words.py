from __future__ import annotations

import msgspec
import pytest

from models.records.place import NATIONAL
from models.records.plan import Counting, Quota
from models.records.quotas import BY_HAND
from reports.filled_in.task_words import counted_words, quota_words, read_quota_words, with_counted_words

PUBLICITY = Counting("work", (("kind", "普法"),), "people", of_item=True)
QUOTAS = [
    (Quota("本级", "中心组学法", 4), "本级：中心组学法不少于4次"),
    (Quota("本级", "中心组学法", 4, every=3), "本级：中心组学法每季度不少于1次"),
    (Quota("各乡镇、街道", "旁听庭审", 12, "次", every=2), "各乡镇、街道：旁听庭审每两个月不少于2次"),
    (Quota("全县", "法治讲座", 100, "场", together=True), "全县合计：法治讲座不少于100场"),
    (Quota("执法单位", "案卷评查", 80, "卷"), "执法单位：案卷评查不少于80卷"),
    (Quota("各单位", "培训", 60, "学时"), "各单位：培训不少于60学时"),
    (Quota("各单位", "案卷合格率", 95, "%"), "各单位：案卷合格率不少于95%"),
    (Quota("各单位", "经费", 2000, "万元", every=6), "各单位：经费每半年不少于1000万元"),
]


@pytest.mark.parametrize(("quota", "words"), QUOTAS)
def test_a_quota_as_people_type_it(quota: Quota, words: str) -> None:
    assert quota_words((quota,)) == words
    assert read_quota_words(words) == (quota,)


def test_several_quotas_in_one_cell() -> None:
    quotas = tuple(quota for quota, _ in QUOTAS)
    assert read_quota_words(quota_words(quotas)) == quotas
    assert read_quota_words("各乡镇：讲座至少2次；很多次") is None


def test_a_changed_number_is_counted_as_before() -> None:
    before = (Quota("各单位", "宣传", 4, "场", counted=PUBLICITY),)
    (after,) = read_quota_words("各单位：宣传每季度不少于2场", before) or ()
    assert (after.at_least, after.every, after.counted) == (8, 3, PUBLICITY)
    (other,) = read_quota_words("各单位：走访不少于2场", before) or ()
    assert other.counted is msgspec.UNSET


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("", msgspec.UNSET),
        ("学法培训：类别=中心组学法", msgspec.UNSET),
        (BY_HAND, None),
        ("工作记录：类别=普法，本项，合计人数", PUBLICITY),
        ("工作记录:类别＝普法、合计金额", Counting("work", (("kind", "普法"),), "amount")),
        ("执法证件", Counting("certificate")),
        ("执法监督（三项制度）：重大决定=是", Counting("enforcement", (("major", True),))),
    ],
)
def test_how_a_quota_is_counted(typed: str, counted: object) -> None:
    quotas = (Quota("本级", "中心组学法", 4),)
    (found,), wrong = with_counted_words(quotas, typed, NATIONAL)
    assert (found.counted, wrong) == (counted, "")
    shown = counted_words((found,), NATIONAL)
    assert with_counted_words((found,), shown, NATIONAL)[0] == (found,)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("种花台账", "没有“种花台账”这个台账"),
        ("工作记录：类别", "“类别”读不出"),
        ("工作记录：颜色=红", "台账“工作记录”没有“颜色”这一栏"),
        ("学法培训：类别=种花", "台账“学法培训”的“类别”不会是这个值"),
        ("工作记录：合计类别", "台账“工作记录”的“类别”不能合计，能合计的是场次、人数、份数、件数、办成数"),
        ("学法培训：本项", "台账“学法培训”不分事项"),
        ("执法证件", "“执法证件”没有记到日，不能按月、季度或半年数"),
        ("学法培训；工作记录", "有1个定额，写了2个数法"),
    ],
)
def test_what_cannot_be_counted_is_said(typed: str, wrong: str) -> None:
    quotas = (Quota("本级", "中心组学法", 4, every=3),)
    kept, said = with_counted_words(quotas, typed, NATIONAL)
    assert kept == quotas
    assert said.startswith(wrong)
