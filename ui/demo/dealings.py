"""What people asked of one office: reconsideration, mediation, complaints, proposals and information."""

from __future__ import annotations

import datetime as dt
from typing import Any

from models.rules.periods import reconsideration_reply_due
from models.rules.terms import ANSWER, term_due
from ui.demo.evidence import Link
from ui.demo.luck import Luck, day_between, later, luck_for
from ui.demo.people import anyone
from ui.demo.roster import Office, Way

Fields = dict[str, Any]
DECISIONS = ("维持", "维持", "驳回行政复议请求", "撤销", "终止行政复议")
DISPUTES = (
    ("工程款结算引起的欠薪", "拖欠农民工工资", "行政调解"),
    ("相邻通行", "邻里纠纷", "人民调解"),
    ("物业服务费", "物业纠纷", "专业性调解"),
    ("租金减免协商", "涉企纠纷", "行政调解"),
)
COMPLAINTS = (
    ("反映办事窗口要求重复提交材料", "营商环境"),
    ("反映执法人员检查时未出示证件", "行政执法"),
    ("反映夜间施工扰民处理不及时", "行政执法"),
    ("反映惠企政策兑现慢", "营商环境"),
)
PROPOSALS = ("关于增设社区停车位的建议", "关于加强河道保洁的建议", "关于优化公交线路的提案")
OPENED = {
    "主动公开": "财政预决算公开",
    "政策解读": "惠企政策解读",
    "舆情回应": "关于道路积水情况的回应",
    "标准化目录": "基层政务公开标准目录",
}


def reconsiderations(office: Office, files: list[Link], seed: int) -> list[Fields]:
    """One or two; the second of a slack office is answered late."""
    luck = luck_for(seed, office.unit.code, "reconsideration")
    count = 2 if office.way is Way.SLACK else luck.randint(1, 2)
    return [_reconsideration(luck, office, place, files) for place in range(count)]


def _reconsideration(luck: Luck, office: Office, place: int, files: list[Link]) -> Fields:
    received = day_between(luck, dt.date(2020, 2, 10), dt.date(2020, 8, 31))
    limit = reconsideration_reply_due(received).due
    late = office.way is Way.SLACK and place == 1
    decided = later(limit, luck, 20, 40)
    return {
        "number": f"示例复〔2020〕{office.unit.code}-{place + 1}号",
        "organ": "示例市人民政府",
        "applicant": anyone(luck),
        "act": luck.choice(("行政处罚决定书", "政府信息公开申请答复书")),
        "act_kind": "行政处罚",
        "received_on": received.isoformat(),
        "replied_on": (limit + dt.timedelta(days=4) if late else min(later(received, luck, 4, 8), limit)).isoformat(),
        "decision": luck.choice(DECISIONS),
        "decided_on": decided.isoformat(),
        "effective_on": later(decided, luck, 3, 7).isoformat(),
        "evidence": [luck.choice(files)],
    }


def mediations(office: Office, _files: list[Link], seed: int) -> list[Fields]:
    """Two or three disputes, most of them settled."""
    luck = luck_for(seed, office.unit.code, "mediation")
    return [_mediation(luck, *dispute) for dispute in luck.sample(DISPUTES, luck.randint(2, 3))]


def _mediation(luck: Luck, subject: str, matter: str, kind: str) -> Fields:
    day, settled = day_between(luck, dt.date(2020, 2, 17), dt.date(2020, 10, 30)), luck.random() < 0.8  # noqa: PLR2004 - four in five
    return {
        "held_on": day.isoformat(),
        "subject": subject,
        "parties": f"{anyone(luck)}、{anyone(luck)}",
        "kind": kind,
        "matter": matter,
        "people": luck.randint(2, 30),
        "amount": str(luck.randint(2, 90) * 1000),
        "guided": kind == "行政调解",
        "mediator": "示例调解委员会",
        "result": "调解成功" if settled else "调解不成",
        "agreement": f"调解协议{luck.randint(1, 60)}号" if settled else "",
        "performed_on": later(day, luck, 3, 15).isoformat() if settled else None,
    }


def complaints(office: Office, _files: list[Link], seed: int) -> list[Fields]:
    """Two or three complaints; the first of a slack office is handled late."""
    luck = luck_for(seed, office.unit.code, "complaint")
    some = luck.sample(COMPLAINTS, luck.randint(2, 3))
    return [_complaint(luck, office, place, *one) for place, one in enumerate(some)]


def _complaint(luck: Luck, office: Office, place: int, about: str, kind: str) -> Fields:
    day = day_between(luck, dt.date(2020, 2, 3), dt.date(2020, 10, 15))
    due = day + dt.timedelta(days=30)
    late = office.way is Way.SLACK and place == 0
    handled = later(due, luck, 3, 9) if late else later(day, luck, 5, 18)
    anonymous = luck.random() < 0.3  # noqa: PLR2004 - three in ten
    return {
        "received_on": day.isoformat(),
        "about": about,
        "kind": kind,
        "channel": luck.choice(("来访", "电话", "网络", "上级转办")),
        "anonymous": anonymous,
        "complainant": "" if anonymous else anyone(luck),
        "against": office.unit.name,
        "due": due.isoformat(),
        "handled_on": handled.isoformat(),
        "result": "情况属实，已责令改正。",
        "told_on": None if anonymous else later(handled, luck, 1, 3).isoformat(),
        "satisfied": not anonymous or None,
    }


def proposals(office: Office, _files: list[Link], seed: int) -> list[Fields]:
    """One or two, answered in time but at a slack office."""
    luck = luck_for(seed, office.unit.code, "proposal")
    some = luck.sample(PROPOSALS, luck.randint(1, 2))
    return [_proposal(luck, office, about) for about in some]


def _proposal(luck: Luck, office: Office, about: str) -> Fields:
    day = day_between(luck, dt.date(2020, 3, 2), dt.date(2020, 5, 29))
    due = day + dt.timedelta(days=90)
    late = office.way is Way.SLACK
    return {
        "kind": "政协委员提案" if about.endswith("提案") else "人大代表建议",
        "number": f"示例{luck.randint(1, 300)}号",
        "proposer": anyone(luck),
        "about": about,
        "received_on": day.isoformat(),
        "due": due.isoformat(),
        "answered_on": (later(due, luck, 5, 20) if late else later(day, luck, 30, 80)).isoformat(),
        "satisfied": luck.choice(("满意", "满意", "基本满意")),
    }


def disclosures(office: Office, files: list[Link], seed: int) -> list[Fields]:
    """One of each kind, and an application."""
    luck = luck_for(seed, office.unit.code, "disclosure")
    found = [_opened(luck, kind, title) for kind, title in OPENED.items()]
    received = day_between(luck, dt.date(2020, 3, 2), dt.date(2020, 9, 30))
    asked = {
        "kind": "依申请公开",
        "title": "征收补偿方案公开申请",
        "on": received.isoformat(),
        "channel": "信函",
        "received_on": received.isoformat(),
        "answered_on": min(later(received, luck, 8, 20), term_due(received, ANSWER).due).isoformat(),
        "outcome": luck.choice(("公开", "部分公开")),
        "evidence": [luck.choice(files)],
    }
    return [*found, asked]


def _opened(luck: Luck, kind: str, title: str) -> Fields:
    day = day_between(luck, dt.date(2020, 2, 3), dt.date(2020, 11, 20))
    return {"kind": kind, "title": title, "on": day.isoformat(), "channel": "管委会门户网站"}
