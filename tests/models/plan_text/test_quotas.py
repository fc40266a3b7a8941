from __future__ import annotations

import pytest

from models.plan_text import quotas, read_plan
from models.plan_text.quotas import read_quotas
from models.plan_text.wording import full_width
from tests.models.plan_text.quota_sentences import HELD_OUT, RULES, score, sentences

LEAST = 0.85
"""F1 of the reader on the sentences, those too that its rules were not made with."""

FOUND = [
    ("县司法局全年至少举办4次法治讲座。", "县司法局 法治讲座 4"),
    ("各单位每季度至少开展1次会前学法。", "各单位 会前学法 4"),
    ("各乡(镇)办事处每月不少于1次法治宣传", "各乡（镇）办事处 法治宣传 12"),
    ("每半年召开一次联席会议。", "未点名 联席会议 2"),
    ("各单位要把学法列入计划，领导干部法治专题讲座每年不少于2次。", "各单位 领导干部法治专题讲座 2"),
    ("行政执法案卷评查，每季度不少于1次。", "未点名 行政执法案卷评查 4"),
    ("各部门全年组织旁听庭审两次以上。", "各部门 旁听庭审 2"),
    ("各部门要报送典型案例不少于十二篇。", "各部门 报送典型案例 12"),
    ("管委会、各乡镇全年至少举办2期执法培训班", "管委会、各乡镇 执法培训班 2"),
    ("全年举办领导干部培训班两期。", "未点名 领导干部培训班 2"),
    ("各单位开展法治宣传活动3-5场。", "各单位 法治宣传活动 3"),
    ("由县司法局牵头，每年至少组织二十次联合检查", "县司法局 联合检查 20"),
    ("全年举办“六五”环境日活动2次。", "未点名 “六五”环境日活动 2"),
    ("开展《宪法》宣传周活动3场。", "未点名 《宪法》宣传周活动 3"),
    ("各单位开展禁毒宣传，进社区、进企业不少于12场。", "各单位 禁毒宣传，进社区、进企业 12"),
    ("开展法治体检，走进园区不少于6次。", "未点名 法治体检，走进园区 6"),
    ("举办法治讲座等活动。领导班子成员参加，每两个月安排一次。", "未点名 法治讲座 6"),
    ("县司法局定期召开联席会议。各部门负责人出席，每季度不少于1次。", "县司法局 联席会议 4"),
    ("全年发放宣传资料不少于2万份。", "未点名 发放宣传资料 20000"),
    ("班子成员述法不少于3人。", "未点名 班子成员述法 3"),
    ("督察反馈问题整改不少于5项。", "未点名 督察反馈问题整改 5"),
    ("每年培训1.5万人次以上。", "未点名 培训 15000"),
    ("全年开展普法宣传，受众不少于三万人次。", "未点名 受众 30000"),
    ("每个村至少建设1个法治文化广场", "每个村 法治文化广场 1"),
    ("各单位每两个月至少学法1次", "各单位 学法 6"),
    *(
        (f"{half}各开展一次案卷评查。", "未点名 案卷评查 2")
        for half in ("上下半年", "上、下半年", "上半年和下半年", "两个半年")
    ),
]

READ = [
    ("各单位每季度至少开展1次会前学法。", "会前学法每季度不少于1次"),
    ("法治讲座每两月不少于1次，组织旁听庭审不少于1次。", "法治讲座每两个月不少于1次；旁听庭审不少于1次"),
    ("各乡镇、街道每两月不少于1次，组织旁听庭审不少于1次。", "旁听庭审不少于1次"),
    ("国务院常务会议一般每月召开三次。", "国务院常务会议每月不少于3次"),
    ("全年组织应急演练不少于2次，评查案卷不少于80卷。", "应急演练不少于2次；评查案卷不少于80卷"),
    ("发放资料不少于1000份、覆盖群众不少于500人次。", "发放资料不少于1000份；覆盖群众不少于500人次"),
    ("每名执法人员培训不少于60学时。", "每名执法人员培训不少于60学时"),
    ("全年培训不少于60学时/人。", "培训不少于60学时"),
    ("每个乡镇持证执法人员不少于5人。", "持证执法人员不少于5人"),
    ("每周至少开展1次巡查。", "巡查不少于52次"),
    ("各乡镇全年开展普法宣传活动，受众不少于50人次。", "受众不少于50人次"),
    ("全县全年举办法治讲座不少于100场。", "举办法治讲座不少于100场"),
]
"""What is read of a wording, with unit and range."""

NOT_FOUND = [
    "检查时执法人员不得少于2人。",
    "各部门取消审批的事项力争达到100项以上。",
    "合法性审核时间一般不少于5个工作日。",
    "法制审核人员不少于执法人员总数的5%。",
    "对同一企业的检查每年不得超过两次。",
    "应急预案至少五年修订一次。",
    "至少每15日进行一次维护。",
    "深化“最多跑一次”改革，推行一次性告知。",
    "落实《通知》(国办发〔2018〕37号)。",
    "持续强化“1211”推进机制。",
    "全面推进“一村(居)一法律顾问”工作。",
    "去年共举办了4次培训。",
    "贯彻党的十九届四中全会第3次会议精神。",
    "三年内完成1次评估，每两年开展1次评议。",
    "重复投诉不超过2次。",
    "推行高效办成一件事。",
    "每次会议提前3个工作日通知。",
    "减少检查2次，设立3个窗口。",
]


@pytest.mark.parametrize(("wording", "expected"), FOUND)
def test_found(wording: str, expected: str) -> None:
    assert [f"{quota.who} {quota.what} {quota.at_least}" for quota in read_quotas(wording)] == [expected]


@pytest.mark.parametrize(("wording", "said"), READ)
def test_units_and_ranges(wording: str, said: str) -> None:
    assert "；".join(f"{quota.what}{quota.wanted}" for quota in read_quotas(wording)) == said


def test_who_does_it_together() -> None:
    (whole,) = read_quotas("全县全年举办法治讲座不少于100场。")
    assert (whole.who, whole.together) == ("全县", True)
    assert not any(one.together for one in read_quotas("各乡镇、街道举办法治讲座2场，全年旁听庭审不少于1次。"))


@pytest.mark.parametrize("part", [RULES, HELD_OUT])
def test_public_sentences_are_read(part: str) -> None:
    assert score(part).f1 >= LEAST


def test_half_of_the_sentences_have_no_quota() -> None:
    found = sentences()
    assert len(found) >= 60
    assert abs(sum(bool(one.wanted) for one in found) / len(found) - 0.5) < 0.05


@pytest.mark.parametrize("wording", NOT_FOUND)
def test_not_found(wording: str) -> None:
    assert read_quotas(wording) == ()


@pytest.mark.parametrize(
    ("wording", "counts"),
    [
        ("管委会全年至少举办4次学法，2次讲座、1期培训。", [4, 2, 1]),
        ("全年举办不少于2次讲座和3次培训。", [2, 3]),
        ("每季度至少召开1次例会；全年至少开展2次督察。", [4, 2]),
        ("至少举办1次讲座，讲座应有3个专题。", [1]),
    ],
)
def test_several_in_one_wording(wording: str, counts: list[int]) -> None:
    assert [quota.at_least for quota in read_quotas(wording)] == counts


def test_the_next_quota_is_no_part_of_what_is_counted() -> None:
    found = read_quotas("县政府全年至少开展6次中心组学法、举办2次法治专题讲座。")
    assert [(one.what, one.at_least) for one in found] == [("中心组学法", 6), ("法治专题讲座", 2)]


def test_stated_units_stand_in_for_a_missing_subject() -> None:
    (quota,) = read_quotas("全年至少举办1次讲座。", ("县司法局", "县人社局"))
    assert quota.who == "县司法局、县人社局"


def test_a_long_wording_is_made_alike_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(text: str) -> str:
        made.append(text)
        return full_width(text)

    monkeypatch.setattr(quotas, "full_width", counted)
    assert len(read_quotas("每年开展普法宣传不少于2次。" * 500)) == 1
    assert len(made) < 10


@pytest.mark.parametrize(
    ("wording", "yearly"),
    [
        ("镇级每季度、村级每月开展一次矛盾纠纷排查。", [4, 12]),
        ("县每半年、乡镇每季度至少开展1次案卷评查。", [2, 4]),
        ("市级每年和县级每半年不少于2次评查。", [2, 4]),
        ("镇级每月、村级每月开展1次排查。", [12]),
        ("每季度自查1次，每月排查1次纠纷。", [4, 12]),
    ],
)
def test_each_of_several_levels_has_its_own_period(wording: str, yearly: list[int]) -> None:
    assert [quota.at_least for quota in read_quotas(wording)] == yearly


@pytest.mark.parametrize("figure", ["2", " 2 ", " 2", "2 "])
def test_blanks_around_figures_are_none(figure: str) -> None:
    for words in ("各镇每月至少排查{}次纠纷", "培训不少于{}期", "全年评查不少于{}卷"):
        text = f"云岭县2024年方案\n一、任务\n1.清理。{words.format(figure)}。\n2.备案。应备尽备。"
        assert read_plan(text) == read_plan(text.replace(figure, "2"))
