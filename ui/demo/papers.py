"""Decisions, documents, proofs and advisers of one office."""

from __future__ import annotations

import datetime as dt
from typing import Any

from models.records.ledgers.adviser import GOVERNMENT, LAWYER, VILLAGE
from models.records.ledgers.decision import DISCUSSION, EXPERTS, PASSED, PUBLIC, REVIEW, RISKS
from models.rules.terms import FILING
from ui.demo.evidence import Link
from ui.demo.luck import Luck, day_between, later, luck_for
from ui.demo.people import anyone
from ui.demo.roster import Office, Way

Fields = dict[str, Any]
DECISIONS = ("老旧小区改造实施方案", "农贸市场提升方案", "道路停车收费方案")
DOCUMENTS = ("网格化管理办法", "临时占道经营管理规定", "小型工程招标管理办法", "疫情防控物资管理规定")
PROOFS = (
    ("同一人证明", "循环证明", "取消"),
    ("无犯罪记录证明（入园用）", "其他无谓证明", "取消"),
    ("居住证明（重复提交）", "重复证明", "取消"),
    ("经营场所使用证明", "其他无谓证明", "保留"),
)
WAYS = {
    PUBLIC: ("座谈会并公开征求意见", "已完成"),
    EXPERTS: ("专家论证会", "已完成"),
    RISKS: ("书面评估", "已完成"),
    REVIEW: ("法制机构书面审查", PASSED),
    DISCUSSION: ("领导班子会议", PASSED),
}


def decisions(office: Office, files: list[Link], seed: int) -> list[Fields]:
    """One or two decisions with all five steps."""
    luck = luck_for(seed, office.unit.code, "decision")
    some = luck.sample(DECISIONS, 2 if office.is_committee else 1)
    return [_decision(luck, office, title, files) for title in some]


def _decision(luck: Luck, office: Office, title: str, files: list[Link]) -> Fields:
    day, steps = day_between(luck, dt.date(2020, 3, 2), dt.date(2020, 6, 30)), []
    for step, (how, result) in WAYS.items():
        steps.append({"step": step, "needed": True, "on": day.isoformat(), "how": how, "result": result})
        day = later(day, luck, 5, 14)
    return {
        "title": f"{office.unit.name}{title}",
        "catalogue": f"2020-{luck.randint(1, 12):02d}",
        "organ": "综合科",
        "steps": steps,
        "decided_on": day.isoformat(),
        "published_on": later(day, luck, 1, 6).isoformat(),
        "filed_on": later(day, luck, 10, 30).isoformat(),
        "accountable": False,
        "evidence": [luck.choice(files)],
    }


def documents(office: Office, files: list[Link], seed: int) -> list[Fields]:
    """One of this year, filed late by a slack office, and an old one that was cleaned up."""
    luck = luck_for(seed, office.unit.code, "document")
    fresh, old = luck.sample(DOCUMENTS, 2)
    issued = day_between(luck, dt.date(2020, 3, 2), dt.date(2020, 9, 30))
    wait = FILING.days + 20 if office.way is Way.SLACK else luck.randint(2, FILING.days - 5)
    new = _document(luck, office, fresh, issued) | {
        "filed_on": (issued + dt.timedelta(days=wait)).isoformat(),
        "valid_until": issued.replace(year=issued.year + 5, day=1).isoformat(),
        "evidence": [luck.choice(files)],
    }
    issued = day_between(luck, dt.date(2016, 3, 1), dt.date(2016, 10, 31))
    gone = _document(luck, office, old, issued) | {
        "filed_on": later(issued, luck, 2, 8).isoformat(),
        "valid_until": "2019-12-31",
        "cleaned": luck.choice(("废止", "失效")),
        "cleaned_on": day_between(luck, dt.date(2020, 5, 6), dt.date(2020, 8, 31)).isoformat(),
    }
    return [new, gone]


def _document(luck: Luck, office: Office, title: str, issued: dt.date) -> Fields:
    return {
        "title": f"{office.unit.name}{title}",
        "number": f"示例发〔{issued.year}〕{luck.randint(1, 90)}号",
        "drafted_by": "法制科",
        "reviewed_by": "法制科",
        "reviewed_on": (issued - dt.timedelta(days=luck.randint(12, 25))).isoformat(),
        "review_opinion": "内容和程序合法。",
        "passed_on": (issued - dt.timedelta(days=luck.randint(3, 10))).isoformat(),
        "issued_on": issued.isoformat(),
        "published_where": "管委会门户网站",
        "filed_with": "管委会法制机构",
    }


def proofs(office: Office, _files: list[Link], seed: int) -> list[Fields]:
    """Two or three proofs, most of them cancelled."""
    luck = luck_for(seed, office.unit.code, "proof")
    return [
        {
            "matter": matter,
            "kind": kind,
            "result": result,
            "basis": "示例条例第十条" if result == "保留" else "",
            "pledge": result == "取消" and luck.random() < 0.5,  # noqa: PLR2004 - every other one
            "cleaned_on": day_between(luck, dt.date(2020, 4, 1), dt.date(2020, 9, 30)).isoformat(),
        }
        for matter, kind, result in luck.sample(PROOFS, luck.randint(2, 3))
    ]


def advisers(office: Office, _files: list[Link], seed: int) -> list[Fields]:
    """A legal adviser, a public lawyer at the thorough, and advisers of two villages at townships."""
    luck = luck_for(seed, office.unit.code, "adviser")
    found = [_adviser(luck, GOVERNMENT)]
    if office.way is Way.THOROUGH:
        found.append(_adviser(luck, LAWYER) | {"firm": office.unit.name})
    if office.is_township:
        found += [_adviser(luck, VILLAGE) | {"village": f"示例{place}村"} for place in luck.sample("东西南北", 2)]
    return found


def _adviser(luck: Luck, kind: str) -> Fields:
    return {
        "person": anyone(luck),
        "kind": kind,
        "firm": "示例律师事务所",
        "status": "在聘",
        "term_from": "2019-07-01",
        "term_to": luck.choice(("2021-06-30", "2022-06-30")),
        "matters": luck.randint(2, 30),
        "work": "审查合同、出具法律意见、参与矛盾化解。",
        "reviews": [{"year": 2020, "result": luck.choice(("称职", "优秀"))}],
    }
