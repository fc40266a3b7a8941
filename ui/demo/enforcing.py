"""The list of powers, decisions under the three systems and risk points of one office."""

from __future__ import annotations

import datetime as dt
from typing import Any

from models.rules.terms import PENALTY_PUBLICITY
from ui.demo.evidence import Link
from ui.demo.luck import Luck, day_between, later, luck_for
from ui.demo.people import anyone
from ui.demo.roster import Office, Way

Fields = dict[str, Any]
POWERS = (
    ("占用城市道路审批", "行政许可"),
    ("违法占道经营的处罚", "行政处罚"),
    ("先行登记保存", "行政强制措施"),
    ("临时救助给付", "行政给付"),
)
POINTS = (
    ("未取得许可擅自经营", "个体工商户", "上门讲解办证条件，发放提示卡"),
    ("未落实安全生产责任", "施工企业", "开工前约谈，建立风险清单"),
    ("户外广告未经审批设置", "商铺经营者", "张贴指引，先提示后处罚"),
)


def powers(office: Office, _files: list[Link], seed: int) -> list[Fields]:
    """Two or three matters, one adjusted in the year."""
    luck = luck_for(seed, office.unit.code, "power")
    day = day_between(luck, dt.date(2020, 3, 2), dt.date(2020, 8, 31))
    found = [
        {
            "matter": matter,
            "kind": kind,
            "basis": "示例条例第二十条",
            "published_on": later(day, luck, 1, 10).isoformat(),
            "published_where": "管委会门户网站",
            "flowchart": True,
            "duties": True,
            "discretion": kind == "行政处罚",
        }
        for matter, kind in luck.sample(POWERS, luck.randint(2, 3))
    ]
    found[0] |= {"adjusted_on": day.isoformat(), "adjustment": "因机构改革变更实施主体。"}
    return found


def enforcements(office: Office, files: list[Link], seed: int) -> list[Fields]:
    """Two or three decisions; the first of a slack office is published late."""
    luck = luck_for(seed, office.unit.code, "enforcement")
    return [_enforcement(luck, office, place, files) for place in range(luck.randint(2, 3))]


def _enforcement(luck: Luck, office: Office, place: int, files: list[Link]) -> Fields:
    decided = day_between(luck, dt.date(2020, 2, 3), dt.date(2020, 10, 15))
    kind = luck.choice(("行政处罚", "行政处罚", "行政许可"))
    late = office.way is Way.SLACK and place == 0
    published = later(decided, luck, 20, 30) if late else later(decided, luck, 1, PENALTY_PUBLICITY.days - 4)
    major = place == 0
    return {
        "number": f"示例{office.unit.code}执决〔2020〕{10 * place + luck.randint(1, 9)}号",
        "party": luck.choice((anyone(luck), "示例甲商贸有限公司")),
        "kind": kind,
        "decided_on": decided.isoformat(),
        "published_on": published.isoformat(),
        "published_where": "行政执法公示平台",
        "recording": luck.choice(("文字记录", "文字和音像记录")),
        "major": major,
        "reviewed_by": "法制科" if major else "",
        "reviewed_on": (decided - dt.timedelta(days=3)).isoformat() if major else None,
        "review_opinion": "事实清楚，程序合法。" if major else "",
        "evidence": [luck.choice(files)] if major else [],
    }


def risks(office: Office, _files: list[Link], seed: int) -> list[Fields]:
    """One or two points, with guidance given twice."""
    luck = luck_for(seed, office.unit.code, "risk")
    return [
        {
            "field": office.trade,
            "point": point,
            "counterparty": who,
            "measure": measure,
            "guidance": [
                {
                    "on": day_between(luck, dt.date(2020, month, 1), dt.date(2020, month, 20)).isoformat(),
                    "way": way,
                    "whom": f"辖区{who}",
                    "number": luck.randint(5, 40),
                }
                for month, way in ((5, "发放告知书"), (9, "上门回访"))
            ],
            "effect": "同类违法行为比上年减少。",
        }
        for point, who, measure in luck.sample(POINTS, luck.randint(1, 2))
    ]
