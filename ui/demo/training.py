"""Trainings held, quotas of items 29 and 31 among them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ui.demo.evidence import Link
from ui.demo.luck import Luck, day_between, luck_for
from ui.demo.people import anyone
from ui.demo.roster import Office, Way

Fields = dict[str, Any]
TOPICS = {
    "中心组学法": ("民法典总则编", "疫情防控法律法规", "重大行政决策程序暂行条例", "优化营商环境条例", "宪法"),
    "法治专题讲座": ("法治思维与依法决策",),
    "中层以上法治培训": ("行政诉讼败诉风险防范",),
    "法制干部培训": ("规范性文件合法性审核实务",),
    "执法人员培训": ("行政执法三项制度", "行政处罚文书制作"),
    "应诉培训": ("负责人出庭应诉规定解读",),
    "规范性文件培训": ("规范性文件备案办法",),
    "全员法治培训": ("民法典进机关", "国家安全与保密法律常识"),
}
COMMITTEE = ("中心组学法",) * 5 + ("法治专题讲座", "法制干部培训", "执法人员培训", "应诉培训", "全员法治培训")
TOWNSHIP = ("中层以上法治培训", "执法人员培训", "全员法治培训", "中心组学法")
BUREAU = ("执法人员培训", "应诉培训", "全员法治培训", "规范性文件培训")
AUDIENCES = {
    "中心组学法": "理论学习中心组成员",
    "中层以上法治培训": "中层以上领导干部",
    "执法人员培训": "全体执法人员",
    "法制干部培训": "基层法制干部",
}


def trainings(office: Office, photos: list[Link], seed: int) -> list[Fields]:
    """What the office held; a slack one left out the first that its quota asks for."""
    luck = luck_for(seed, office.unit.code, "training")
    kinds: tuple[str, ...] = COMMITTEE if office.is_committee else TOWNSHIP if office.is_township else BUREAU
    if office.way is Way.SLACK:
        kinds = kinds[1:3]
    if office.way is Way.THOROUGH and not office.is_committee:
        kinds = (*kinds, "全员法治培训")
    return [_training(luck, office, kind, place, photos) for place, kind in enumerate(kinds)]


def _training(luck: Luck, office: Office, kind: str, place: int, photos: list[Link]) -> Fields:
    topics = TOPICS[kind]
    first = dt.date(2020, 3 + place % 8, 1)
    return {
        "kind": kind,
        "held_on": day_between(luck, first, first + dt.timedelta(days=20)).isoformat(),
        "topic": f"{topics[place % len(topics)]}（示例第{place + 1}期）",
        "place": luck.choice(("三楼会议室", "一楼报告厅", "多功能厅", "线上会议")),
        "organiser": office.unit.name,
        "lecturer": f"{anyone(luck)}（示例律师事务所）",
        "audience": AUDIENCES.get(kind, "全体工作人员"),
        "people": luck.randint(18, 120),
        "hours": luck.randint(2, 8),
        "exam": kind == "执法人员培训",
        "evidence": [photos[place % 2]],
    }
