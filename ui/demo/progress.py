"""Makes the progress records: the state of each plan item at the end of the year."""

from __future__ import annotations

from typing import Any

from models.records.plan import Item, Plan
from ui.demo.evidence import Link
from ui.demo.luck import Luck, day_in_year, luck_for
from ui.demo.roster import DemoOffice, Way

Fields = dict[str, Any]
OPEN_SHARE = {Way.THOROUGH: 0.0, Way.USUAL: 0.11, Way.SLACK: 0.22}
BARE_SHARE = {Way.THOROUGH: 0.0, Way.USUAL: 0.07, Way.SLACK: 0.2}
"""Share of items not finished, and of finished ones without evidence."""


def progress(office: DemoOffice, plan: Plan, files: list[Link], seed: int) -> list[Fields]:
    """One progress record for each item of the plan that the office owes; the same seed gives the same records."""
    luck = luck_for(seed, office.unit.code, "progress")
    return [
        {
            "year": office.story.year,
            "item": item.uid,
            "task": f"{item.title}（本单位部分）",
            **_stand(luck, office, item, files),
        }
        for item in plan.items
        if item.is_for(office.unit.code)
    ]


def _stand(luck: Luck, office: DemoOffice, item: Item, files: list[Link]) -> Fields:
    aside = _aside(office).get(item.number)
    if aside:
        return {"state": "不适用", "not_applicable": f"本单位{aside}。"}
    vague = office.vague and item.number in office.story.vague.items
    if not vague and luck.random() < OPEN_SHARE[office.way]:
        return _unfinished(luck, office, item)
    return _finished(luck, office, item, files) | (
        {"measures": office.story.vague.measures, "outcome": ""} if vague else {}
    )


def _aside(office: DemoOffice) -> dict[int, str]:
    if office.is_committee:
        return {}
    return office.story.not_township if office.is_township else office.story.not_bureau


def said(luck: Luck, office: DemoOffice, item: Item) -> tuple[str, str]:
    """Measure and outcome with figures; items the table does not know are told by their title."""
    measure, outcome = office.story.work.get(
        item.number, (f"落实“{item.title}”，召开专题会议{{k}}次，印发文件{{n}}份", "任务完成")
    )
    figures = {"k": luck.randint(1, 4), "n": luck.randint(2, 12), "m": luck.randint(15, 90)}
    return f"{measure.format(**figures)}。", f"{outcome.format(**figures)}。"


def _finished(luck: Luck, office: DemoOffice, item: Item, files: list[Link]) -> Fields:
    measure, outcome = said(luck, office, item)
    day = day_in_year(luck, office.story.year, "04-01", "11-27")
    bare = luck.random() < BARE_SHARE[office.way]
    return {
        "state": "已完成",
        "percentage": 100,
        "completed_on": day.isoformat(),
        "measures": measure,
        "outcome": outcome,
        "evidence": [] if bare else [luck.choice(files)],
    }


def _unfinished(luck: Luck, office: DemoOffice, item: Item) -> Fields:
    if office.way is Way.SLACK and luck.random() < 0.4:  # noqa: PLR2004 - two in five were never begun
        return {
            "state": "未开始",
            "percentage": 0,
            "problems": "人员调整，工作尚未启动。",
            "next_step": "明确专人负责。",
        }
    measure, _ = said(luck, office, item)
    return {
        "state": "推进中",
        "percentage": luck.choice((50, 60, 80, 90)),
        "measures": measure,
        "problems": office.story.excuses.behind,
        "next_step": "下一年度一季度前完成。",
    }
