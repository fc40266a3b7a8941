import pytest

from models.check.unit import Duty, needed_ledgers
from models.plan_text import read_plan, read_plan_file
from models.records.field import DeclarationError
from models.records.ledger import Ledger
from models.records.office import Unit
from models.records.plan import Plan
from models.records.registry import ledger, ledgers
from models.resources import resource
from models.rules.topics import TOPICS, suggested_topics
from tests.sample_ledger import LEDGER

PLAN_2020 = {
    "person": {17},
    "certificate": {17},
    "power": {5, 16, 17},
    "enforcement": {16, 19},
    "enforcement_year": {16, 19},
    "inspection": {4},
    "file_review": {16, 19},
    "risk": {13, 15},
    "case": {26},
    "reconsideration": {14, 26, 27, 28},
    "mediation": {14, 27, 28},
    "mediators": {14, 27, 28},
    "training": {7, 26, 29, 30, 31, 33},
    "decision": {9, 10},
    "legal_review": {7, 9},
    "rectification": {2, 3, 21, 26, 34},
    "document": {7, 8},
    "proof": {8},
    "adviser": {11, 28},
    "complaint": {2, 19},
    "proposal": {22},
    "disclosure": {23, 24, 25},
}
"""Counted by hand from the official text: the items that speak of what a ledger keeps."""

COUNTY_2025 = """一、依法履职
1.动态调整权责清单。
2.推进“高效办成一件事”。
3.规范涉企行政检查。全面推行扫码入企。
二、决策和制度
4.公布重大行政决策目录。
5.规范性文件应审尽审。
6.政府法律顾问全覆盖。
三、执法
7.执法人员持证上岗。
8.严格落实行政执法三项制度。
四、监督和救济
9.深化政务公开。
10.办好行政复议案件。
11.提高负责人出庭应诉率。
12.做实“枫桥经验”。
五、保障
13.组织领导干部学法。
14.压实第一责任人职责。
"""
PLAN_2025 = {
    "power": {1},
    "decision": {4},
    "document": {5},
    "adviser": {6},
    "person": {7},
    "certificate": {7},
    "enforcement": {8},
    "enforcement_year": {8},
    "disclosure": {9},
    "reconsideration": {10, 11, 12},
    "case": {11},
    "mediation": {12},
    "mediators": {12},
    "inspection": {3},
    "training": {13},
}


def proved(plan: Plan) -> dict[str, set[int]]:
    kept = [one for one in ledgers().values() if one.topics]
    found = {one.id: {item.number for item in plan.items if one.proves(item)} for one in kept}
    return {name: numbers for name, numbers in found.items() if numbers}


def test_every_item_of_the_example_finds_its_ledgers() -> None:
    assert proved(read_plan_file(resource("plans", "2020-郑东新区.txt")).plan) == PLAN_2020


def test_another_plan_finds_the_same_ledgers_under_its_own_numbers() -> None:
    plan = read_plan(COUNTY_2025).plan
    assert proved(plan) == PLAN_2025
    needed = {one.id for one in needed_ledgers(Duty("A01", plan, 2025, (Unit("A01", "甲局", "局"),))) if one.topics}
    assert needed == set(PLAN_2025)


@pytest.mark.parametrize(
    ("title", "text", "topics"),
    [
        ("加强行政复议和行政应诉工作", "规范行政应诉档案。", ("行政应诉", "行政复议")),
        ("坚持和发展新时代“枫桥经验”", "推进人民调解、行政调解、司法调解联动。", ("矛盾纠纷",)),
        ("完善应急预案", "4月底前完成修订。", ("应急",)),
        ("自觉接受各方面监督", "人大代表建议、政协委员提案按期办结率100%。", ("建议提案",)),
        ("做好统计", "发展行政应诉能力。", ("行政应诉",)),
        ("加强学法", "组织普法宣传。", ("学法", "普法")),
        ("发挥行政复议主渠道作用", "提高办案质量。", ("行政复议", "复议办案")),
        ("做好绿化工作", "种树。", ()),
        ("审查行政协议", "落实普法责任清单。", ("普法",)),
    ],
)
def test_what_an_item_speaks_of(title: str, text: str, topics: tuple[str, ...]) -> None:
    assert suggested_topics(title, text) == topics


def test_what_the_centre_says_stands_above_the_wording() -> None:
    item = read_plan(COUNTY_2025).plan.items[10]
    assert ledger("case").proves(item)
    assert not ledger("case").proves(item.__class__(11, item.title, item.text, (), (), topics=()))
    assert ledger("work").proves(item.__class__(11, item.title, item.text, (), (), topics=()))


def test_every_topic_of_a_ledger_is_one() -> None:
    assert {name for one in ledgers().values() for name in one.topics} <= set(TOPICS)
    with pytest.raises(DeclarationError, match="no such topics: 种花"):
        Ledger(id="x", label="x", record=LEDGER.record, order=1, title=LEDGER.title, topics=("种花",))
