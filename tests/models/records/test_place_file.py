"""Place profiles as files: read strictly, told in words, and the same again when written."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from models.records.place import NATIONAL, Question
from models.records.place_file import BadPlaceError, place_text, read_place
from models.records.shipped_places import shipped_files
from tests.places import ZHENGDONG

Raw = dict[str, Any]


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_a_shipped_profile_is_read_and_written_again(path: Any) -> None:
    place = read_place(path.read_bytes())
    assert read_place(place_text(place)) == place
    assert json.loads(place_text(place)) == json.loads(path.read_bytes())


def test_the_national_profile_adds_no_law() -> None:
    (national,) = (place for path in shipped_files() if (place := read_place(path.read_bytes())).chain == ("国家",))
    assert msgspec.structs.replace(national, note="") == NATIONAL


def test_what_a_place_says_is_cited() -> None:
    rule = ZHENGDONG.rule(Question.EXAM)
    assert rule
    assert rule.citation == "《河南省行政执法条例》第二十一条"
    assert ZHENGDONG.lost_standard.clause == "《郑州市行政败诉案件过错责任追究办法》第三条"
    assert NATIONAL.rule(Question.EXAM) is None


def _without(key: str) -> Callable[[Raw], object]:
    return lambda raw: raw.pop(key)


def _with(**parts: Any) -> Callable[[Raw], object]:
    return lambda raw: raw.update(parts)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_without("名称"), "缺少“名称”"),
        (_with(层级=[]), "“名称”和“层级”不能空着"),
        (_with(证件种类=[]), "最外层里不认识“证件种类”，能写的是名称、层级"),
        (_with(证件=[{"种类": "甲", "样子": "#"}]), "“证件”第1条里不认识“样子”，能写的是种类、编号样子"),
        (_with(证件=[{"种类": "甲"}, {"种类": "甲"}]), "证件种类“甲”写了2次"),
        (_with(证件=[{"种类": " "}]), "有一种证件没有写种类"),
        (_with(证件=[{"种类": "甲", "编号样子": "A*"}]), "甲的编号样子“A*”不能用：“*”在这里不代表任意字"),
        (_with(证件="甲"), "“证件”：要的是列表[…]，填的是文字"),
        (_with(地方条文=[{"检查": "执法车辆", "法规": "某条例"}]), "“地方条文”第1条“检查”：不能填“执法车辆”"),
        (_with(地方条文=[{"检查": "执法资格考试"}]), "“执法资格考试”没有写法规名称"),
        (_with(地方条文=[{"检查": "执法资格考试", "法规": "甲"}] * 2), "“执法资格考试”写了2条，只能写一条"),
        (
            _with(地方条文=[{"检查": "不得持有执法证件的人员", "法规": "甲", "对象": ["志愿者"]}]),
            "的对象不能写志愿者，能写的是工勤人员、劳动合同工、临时工",
        ),
        (_with(败诉标准={"条款": "第三条"}), "败诉标准没有写法规名称"),
        (_with(期限=[{"期限": "答辩", "天数": 3}]), "没有“答辩”这个期限，能写的是规范性文件印发后报送备案"),
        (_with(期限=[{"期限": "规范性文件印发后报送备案", "天数": 0}]), "的天数0不能用，请写1到366的整数"),
        (_with(日历=[{"事项": "年报", "月日": "2-30"}]), "日历里“年报”的月日“2-30”要写成12-20的样子"),
        (_with(工作类别=[{"类别": "甲"}] * 2), "工作类别“甲”写了2次"),
        (_with(工作类别=[{"类别": "甲", "主题": ["种花"]}]), "工作类别“甲”的主题不能写种花，能写的是行政应诉"),
        (_with(工作类别=[{"类别": "甲", "数量": ["颜色"]}]), "工作类别“甲”的数量不能写颜色，能写的是场次、人数"),
        (_with(年度报告顺序=["序言"]), "年度报告顺序里不能写序言，能写的是举措成效、不足原因、第一责任人"),
        (_with(执法年报样式="本地"), "执法年报样式不能写本地，能写的是浙江、山西、广东"),
        (_with(工作类别=[{"类别": "甲", "栏目": ["颜色"]}]), "工作类别“甲”的栏目不能写颜色，能写的是对象、方式、级别"),
        (
            _with(败诉标准={"法规": "甲", "裁判和复议结果": [{"结果": "驳回上诉维持原判决", "认定": "败诉"}]}),
            "“驳回上诉维持原判决”不是程序知道的裁判或复议结果",
        ),
        (
            _with(败诉标准={"法规": "甲", "裁判和复议结果": [{"结果": "变更", "认定": "输了"}]}),
            "“败诉标准”“裁判和复议结果”第1条“认定”：不能填“输了”",
        ),
    ],
)
def test_a_fault_is_a_sentence_with_its_place(spoil: Callable[[Raw], object], words: str) -> None:
    raw = json.loads(place_text(ZHENGDONG))
    spoil(raw)
    with pytest.raises(BadPlaceError) as caught:
        read_place(json.dumps(raw).encode())
    assert words in caught.value.sentence
    assert caught.value.sentence.startswith("地方规定不能用：")


@pytest.mark.parametrize(
    ("source", "words"), [(b"\xff\xff", "不是UTF-8编码"), (b'{"a": ', "第1行"), (b"[]", "要的是对象{…}，填的是列表[…]")]
)
def test_what_is_no_profile_at_all_is_told(source: bytes, words: str) -> None:
    with pytest.raises(BadPlaceError) as caught:
        read_place(source)
    assert words in caught.value.sentence


def test_of_many_faults_so_many_are_told() -> None:
    raw = {"名称": "甲", "层级": ["国家"], **{f"多{number}": 1 for number in range(20_000)}}
    with pytest.raises(BadPlaceError) as found:
        read_place(json.dumps(raw).encode())
    assert len(found.value.faults) == 20_000
    assert "还有19980处" in found.value.sentence
    assert len(found.value.sentence) < 5_000
