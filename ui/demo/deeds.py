"""工作记录 of one office: the items that no other ledger proves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ui.demo.evidence import Link
from ui.demo.luck import Luck, day_between, luck_for
from ui.demo.people import anyone
from ui.demo.roster import Office, Way

Fields = dict[str, Any]
DEEDS = (
    (3, "信用", "归集并公开行政许可和行政处罚信用信息"),
    (12, "示范点", "推荐服务型行政执法示范点"),
    (20, "内控", "修订采购和工程项目内控流程"),
    (21, "审计整改", "报送审计问题整改情况"),
    (28, "普法", "开展“谁执法谁普法”宣传活动"),
    (30, "述法", "收齐领导干部年度述法报告"),
    (32, "领导小组", "调整法治政府建设领导小组"),
    (33, "会议", "召开专题会议研究法治政府建设"),
    (34, "督察整改", "整改督察反馈问题"),
    (35, "文章信息", "报送法治政府建设信息"),
    (36, "会议", "研究机构人员和经费保障"),
)
COUNT = {Way.THOROUGH: 11, Way.USUAL: 8, Way.SLACK: 5}


def deeds(office: Office, files: list[Link], seed: int) -> list[Fields]:
    """As many as the office is diligent."""
    luck = luck_for(seed, office.unit.code, "work")
    some = sorted(luck.sample(DEEDS, COUNT[office.way]))
    return [_deed(luck, *deed, files) for deed in some]


def _deed(luck: Luck, item: int, kind: str, content: str, files: list[Link]) -> Fields:
    day = day_between(luck, dt.date(2020, 2, 3), dt.date(2020, 11, 20))
    return {
        "item": item,
        "kind": kind,
        "on": day.isoformat(),
        "content": content,
        "number": f"示例法治〔2020〕{luck.randint(1, 60)}号" if kind in ("领导小组", "督察整改") else "",
        "result": "已完成。",
        "responsible": anyone(luck),
        "evidence": [luck.choice(files)],
    }
