"""Invented people. Their ID numbers pass every check, but nobody bears them: there is no region 99."""

from __future__ import annotations

import datetime as dt
from typing import Any

from stdnum.cn import ric

from models.records.ledgers.person import FEMALE, MALE, PASSED
from models.records.ledgers.person import SEXES as BOTH
from ui.demo.example import Example
from ui.demo.luck import Luck, day_in_year, luck_for
from ui.demo.roster import DemoOffice, Way

Fields = dict[str, Any]
REGION = "99"
SAMPLE = "示例数据"

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_MALE = ("建国", "志强", "海涛", "伟", "明远", "子轩", "国庆", "家栋", "一鸣", "俊杰", "宏", "振华", "晓东", "立新")
_FEMALE = ("秀英", "丽娟", "婷", "雪梅", "文静", "晓燕", "雨桐", "慧", "玉兰", "佳怡", "红", "淑芬", "思雨", "春玲")
_RARE = {MALE: ("𬭎", "䶮", "陈𬭎"), FEMALE: ("㛃", "文㛃", "䶮婷")}
"""Given names with characters outside the common fonts: real offices have such colleagues."""

_POSTS = ("执法大队长", "执法中队长", "执法科科员", "综合科科员", "法制科科员", "窗口工作人员")
_RANKS = ("一级科员", "二级科员", "四级主任科员", "三级主任科员", "二级主任科员")
_WEIGHTED_PARTIES = ("中共党员", "中共党员", "中共党员", "群众", "共青团员", "民主党派")
_EDUCATIONS = ("研究生", "大学本科", "大学本科", "大学本科", "大学专科")
_GONE = (
    ("调离", "调到上级机关工作，调令已入档"),
    ("退休", "到龄退休，退休批复已入档"),
    ("辞职", "个人提出辞职，已办结手续"),
)
LEADERS = ("正职", "副职", "分管副职级负责人")


def name(luck: Luck, sex: str, *, rare: bool = False) -> str:
    """A name of two or three characters."""
    given = luck.choice(_RARE[sex] if rare else (_MALE if sex == MALE else _FEMALE))
    return luck.choice(_SURNAMES) + given


def anyone(luck: Luck) -> str:
    """A made-up name for somebody of whom nothing else is needed."""
    return name(luck, luck.choice(BOTH))


def id_number(area: int, birth: dt.date, order: int, sex: str) -> str:
    """A number with a right check digit and an impossible region; `order` (below 400) tells people of one day apart."""
    place = order * 2 + (sex == MALE)
    body = f"{REGION}{area:04d}{birth:%Y%m%d}{place:03d}0"
    return body[:-1] + ric.calc_check_digit(body)


def people(office: DemoOffice, number: int, seed: int) -> list[Fields]:
    """The officers of one office; the first few are rarely replaced, one or two have left."""
    luck = luck_for(seed, office.unit.code, "people")
    count = luck.randint(8, 16) if office.is_township else luck.randint(10, 22)
    found = [_person(luck, office.story, number, order) for order in range(count)]
    found[-1] |= _left(luck, office.story.year)
    found[-2] |= {"staffing": "工勤人员", "post": "工勤人员", "trained_on": None, "exam_on": None, "exam_result": None}
    if office.way is not Way.SLACK:
        found[0] |= {"legal_qualification": True, "public_lawyer": office.way is Way.THOROUGH}
    return found


def _person(luck: Luck, story: Example, area: int, order: int) -> Fields:
    sex = luck.choice((MALE, MALE, FEMALE))
    birth = dt.date(1964, 1, 1) + dt.timedelta(days=luck.randint(0, 12000))
    trained = day_in_year(luck, story.year, "06-01", "06-30")
    return {
        "name": name(luck, sex, rare=order == 1),
        "sex": sex,
        "id_number": id_number(area, birth, order, sex),
        "nation": luck.choice(("汉族",) * 9 + ("回族",)),
        "political": luck.choice(_WEIGHTED_PARTIES),
        "education": luck.choice(_EDUCATIONS),
        "phone": f"{story.area_code}-1{area:03d}{order:04d}",
        "staffing": luck.choice(("行政编制", "行政编制", "参公事业编制", "事业编制")),
        "post": _POSTS[0] if order == 0 else luck.choice(_POSTS[1:]),
        "rank": luck.choice(_RANKS),
        "status": "在岗",
        "trained_on": trained.isoformat(),
        "exam_on": day_in_year(luck, story.year, "07-06", "07-17").isoformat(),
        "exam_result": PASSED,
        "remarks": SAMPLE,
    }


def _left(luck: Luck, year: int) -> Fields:
    status, why = luck.choice(_GONE)
    day = day_in_year(luck, year, "03-02", "10-30")
    return {"status": status, "left_on": day.isoformat(), "left_why": why}
