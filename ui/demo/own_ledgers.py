"""What one office writes into the ledgers that stand alone: days that follow each other by law, the example's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from models.records.ledgers.adviser import GOVERNMENT, LAWYER, VILLAGE
from models.records.ledgers.decision import DISCUSSION, EXPERTS, PASSED, PUBLIC, REVIEW, RISKS
from models.records.ledgers.disclosure import OPENED, OUTCOMES, PARTLY
from models.records.ledgers.mediation import AGREEMENTS, ASKED_FOR, OFFERED, PEOPLES
from models.records.ledgers.power import REASONS, WAYS
from models.records.ledgers.work import (
    CONFERRED,
    COUNTS,
    ENTRUSTED,
    FIRST_DUTY,
    LEVEL,
    LEVELS,
    PUBLICITY,
    SHIPPED,
    STATEMENT,
)
from models.records.place import WorkKind
from models.rules.enforcement_kinds import LICENCE, MEASURE, PENALTY
from models.rules.periods import disclosure_answer_due, reconsideration_reply_due
from models.rules.terms import FILING, PENALTY_PUBLICITY
from ui.demo.desk import DemoDesk, Fields
from ui.demo.luck import day_between
from ui.demo.roster import DemoOffice, Way
from ui.demo.scrutiny import SCRUTINY, reconsidered

STEPS = {
    PUBLIC: ("座谈会并公开征求意见", "已完成"),
    EXPERTS: ("专家论证会", "已完成"),
    RISKS: ("书面评估", "已完成"),
    REVIEW: ("法制机构书面审查", PASSED),
    DISCUSSION: ("领导班子会议", PASSED),
}
DEEDS = {Way.THOROUGH: 30, Way.USUAL: 22, Way.SLACK: 12}
"""How many deeds an office writes down."""
DECIDED = {
    PENALTY: ("罚款", "警告、罚款", "警告", "没收违法所得、罚款"),
    LICENCE: ("准予许可", "准予许可", "不予许可"),
    MEASURE: ("扣押财物", "查封场所、设施或者财物"),
}
RECONSIDERED = (("行政处罚决定书", PENALTY), ("政府信息公开申请答复书", "政府信息公开"))
STATEMENTS = (("主要负责人", "会议述法"), ("分管负责人", "会议述法"), ("班子成员", "书面述法"))
DUTIES = ("召开会议", "听取汇报", "带头学法", "督促检查")
JUDGED = ("评议好", "评议好", "评议较好")
NUMBERED = ("领导小组", "年度部署", "年度报告", "示范点", CONFERRED, ENTRUSTED, "机构编制", "经费保障")


def trainings(desk: DemoDesk) -> Iterator[Fields]:
    """What the office held; a slack one left out the first that its quota asks for."""
    office, told = desk.office, desk.story.training
    photos = desk.files[-len(desk.story.files.photos) :]
    kinds = told.held["committee" if office.is_committee else "township" if office.is_township else "bureau"]
    if desk.is_slack:
        kinds = kinds[1:3]
    if office.way is Way.THOROUGH and not office.is_committee:
        kinds = (*kinds, "全员法治培训")
    for place, kind in enumerate(kinds):
        topics = told.topics[kind]
        month = f"{3 + place % 8:02d}"
        yield {
            "kind": kind,
            "held_on": desk.between(f"{month}-01", f"{month}-21"),
            "topic": f"{topics[place % len(topics)]}（示例第{place + 1}期）",
            "place": desk.luck.choice(("三楼会议室", "一楼报告厅", "多功能厅", "线上会议")),
            "organiser": office.unit.name,
            "lecturer": f"{desk.anyone()}（示例律师事务所）",
            "audience": told.audiences.get(kind, "全体工作人员"),
            "people": desk.luck.randint(18, 120),
            "hours": desk.luck.randint(2, 8),
            "exam": kind == "执法人员培训",
            "evidence": [photos[place % 2]],
        }


def reconsiderations(desk: DemoDesk) -> Iterator[Fields]:
    """One or two; the second of a slack office is answered late."""
    for place in range(2 if desk.is_slack else desk.luck.randint(1, 2)):
        received = desk.between("02-10", "08-31")
        limit = reconsideration_reply_due(received).due
        act, act_kind = desk.luck.choice(RECONSIDERED)
        decided = desk.later(limit, 20, 40)
        late = desk.is_slack and place == 1
        yield {
            "number": f"示例复〔{desk.story.year}〕{desk.office.unit.code}-{place + 1}号",
            "organ": desk.story.reconsidered_by,
            "applicant": desk.anyone(),
            "act": act,
            "act_kind": act_kind,
            "received_on": received,
            "replied_on": limit + dt.timedelta(days=4) if late else min(desk.later(received, 4, 8), limit),
            "decision": desk.luck.choice(("维持", "维持", "驳回行政复议请求", "撤销", "终止行政复议")),
            "decided_on": decided,
            "effective_on": desk.later(decided, 3, 7),
            "evidence": desk.evidence(),
        }


def mediations(desk: DemoDesk) -> Iterator[Fields]:
    """Two or three disputes, four in five of them settled."""
    for subject, matter, kind in desk.luck.sample(desk.story.matters.disputes, desk.luck.randint(2, 3)):
        day, settled = desk.between("02-17", "10-30"), desk.luck.random() < 0.8  # noqa: PLR2004 - four in five
        yield {
            "held_on": day,
            "subject": subject,
            "parties": f"{desk.anyone()}、{desk.anyone()}",
            "kind": kind,
            "matter": matter,
            "people": desk.luck.randint(2, 30),
            "amount": str(desk.luck.randint(2, 90) * 1000),
            "guided": kind == "行政调解",
            "mediator": "示例调解委员会",
            "result": "调解成功" if settled else "调解不成",
            "agreement": f"调解协议{desk.luck.randint(1, 60)}号" if settled else "",
            "performed_on": desk.later(day, 3, 15) if settled else None,
        } | (_by_committee(desk, day, settled=settled) if kind == PEOPLES else {})


def _by_committee(desk: DemoDesk, day: dt.date, *, settled: bool) -> Fields:
    """How a 人民调解 came in and ended, within the month it has as a rule."""
    applied = desk.luck.random() < 0.7  # noqa: PLR2004 - seven in ten
    return {
        "origin": ASKED_FOR if applied else OFFERED,
        "applied_on": day - dt.timedelta(days=3) if applied else None,
        "accepted_on": day - dt.timedelta(days=2),
        "ended_on": day,
        "form": desk.luck.choice(AGREEMENTS) if settled else "",
        "agreed_on": day if settled else None,
    }


def decisions(desk: DemoDesk) -> Iterator[Fields]:
    """One or two decisions with all five steps."""
    for title in desk.luck.sample(desk.story.matters.decisions, 2 if desk.office.is_committee else 1):
        day, steps = desk.between("03-02", "06-30"), []
        for step, (how, result) in STEPS.items():
            steps.append({"step": step, "needed": True, "on": day, "how": how, "result": result})
            day = desk.later(day, 5, 14)
        yield {
            "title": f"{desk.office.unit.name}{title}",
            "catalogue": f"{desk.story.year}-{desk.luck.randint(1, 12):02d}",
            "organ": "综合科",
            "steps": steps,
            "decided_on": day,
            "published_on": desk.later(day, 1, 6),
            "filed_on": desk.later(day, 10, 30),
            "accountable": False,
            "evidence": desk.evidence(),
        }


def documents(desk: DemoDesk) -> Iterator[Fields]:
    """Two records: a document of this year, filed late by a slack office, and an old one cleaned up."""
    luck = desk.luck
    fresh, old = luck.sample(desk.story.matters.documents, 2)
    issued = desk.between("03-02", "09-30")
    wait = FILING.days + 20 if desk.is_slack else luck.randint(2, FILING.days - 5)
    yield _document(desk, fresh, issued) | {
        "filed_on": issued + dt.timedelta(days=wait),
        "valid_until": issued.replace(year=issued.year + 5, day=1),
        "evidence": desk.evidence(),
    }
    year = desk.story.year - 4
    issued = day_between(luck, dt.date(year, 3, 1), dt.date(year, 10, 31))
    yield _document(desk, old, issued) | {
        "filed_on": desk.later(issued, 2, 8),
        "valid_until": dt.date(year + 3, 12, 31),
        "cleaned": luck.choice(("废止", "失效")),
        "cleaned_on": desk.between("05-06", "08-31"),
    }


def _document(desk: DemoDesk, title: str, issued: dt.date) -> Fields:
    return {
        "title": f"{desk.office.unit.name}{title}",
        "number": f"示例发〔{issued.year}〕{desk.luck.randint(1, 90)}号",
        "drafted_by": "法制科",
        "consulted_on": issued - dt.timedelta(days=70),
        "consulted_until": issued - dt.timedelta(days=40),
        "opinions": 6,
        "opinions_adopted": desk.luck.randint(1, 4),
        "reviewed_by": "法制科",
        "reviewed_on": issued - dt.timedelta(days=desk.luck.randint(12, 25)),
        "review_opinion": "内容和程序合法。",
        "passed_on": issued - dt.timedelta(days=desk.luck.randint(3, 10)),
        "issued_on": issued,
        "published_where": desk.story.website,
        "filed_with": "本级法制机构",
    }


def proofs(desk: DemoDesk) -> Iterator[Fields]:
    """Two or three proofs, most of them cancelled."""
    for matter, kind, result in desk.luck.sample(desk.story.matters.proofs, desk.luck.randint(2, 3)):
        yield {
            "matter": matter,
            "kind": kind,
            "result": result,
            "basis": "示例条例第十条" if result == "保留" else "",
            "pledge": result == "取消" and desk.luck.random() < 0.5,  # noqa: PLR2004 - every other one
            "cleaned_on": desk.between("04-01", "09-30"),
        }


def advisers(desk: DemoDesk) -> Iterator[Fields]:
    """A legal adviser, a public lawyer at the thorough, and advisers of two villages at townships."""
    yield _adviser(desk, GOVERNMENT)
    if desk.office.way is Way.THOROUGH:
        yield _adviser(desk, LAWYER) | {"firm": desk.office.unit.name}
    for place in desk.luck.sample("东西南北", 2) if desk.office.is_township else ():
        yield _adviser(desk, VILLAGE) | {"village": f"示例{place}村"}


def _adviser(desk: DemoDesk, kind: str) -> Fields:
    year = desk.story.year
    return {
        "person": desk.anyone(),
        "kind": kind,
        "firm": "示例律师事务所",
        "status": "在聘",
        "term_from": dt.date(year - 1, 7, 1),
        "term_to": dt.date(year + desk.luck.choice((1, 2)), 6, 30),
        "matters": desk.luck.randint(2, 30),
        "work": "审查合同、出具法律意见、参与矛盾化解。",
        "reviews": [{"year": year, "result": desk.luck.choice(("称职", "优秀"))}],
    }


def powers(desk: DemoDesk) -> Iterator[Fields]:
    """Two or three matters, the first adjusted in the year."""
    day = desk.between("03-02", "08-31")
    adjusted: Fields = {
        "adjusted_on": day,
        "adjustment": "因机构改革变更实施主体。",
        "versions": [
            {"on": day.replace(year=day.year - 2), "way": WAYS[0], "reason": REASONS[0]},
            {"on": day, "way": WAYS[-1], "before": "由原来的主管部门实施。", "reason": REASONS[1]},
        ],
    }
    for matter, kind in desk.luck.sample(desk.story.matters.powers, desk.luck.randint(2, 3)):
        yield {
            "matter": matter,
            "kind": kind,
            "basis": "示例条例第二十条",
            "published_on": desk.later(day, 1, 10),
            "published_where": desk.story.website,
            "flowchart": True,
            "duties": True,
            "discretion": kind == "行政处罚",
        } | adjusted
        adjusted = {}


def enforcements(desk: DemoDesk) -> Iterator[Fields]:
    """Two or three decisions, the first a major one; that of a slack office is published late."""
    for place in range(desk.luck.randint(2, 3)):
        major = place == 0
        decided = desk.between("02-03", "10-15")
        kind = desk.luck.choice((PENALTY, PENALTY, LICENCE, MEASURE))
        fined = desk.luck.randint(1, 40) * 500
        detail = desk.luck.choice(DECIDED[kind])
        late = desk.is_slack and major
        published = desk.later(decided, *((20, 30) if late else (1, PENALTY_PUBLICITY.days - 4)))
        yield {
            "number": f"示例{desk.office.unit.code}执决〔{desk.story.year}〕{10 * place + desk.luck.randint(1, 9)}号",
            "party": desk.luck.choice((desk.anyone(), "示例甲商贸有限公司")),
            "kind": kind,
            "detail": detail,
            "amount": str(fined) if "罚款" in detail else None,
            "decided_on": decided,
            "published_on": published,
            "published_where": "行政执法公示平台",
            "recording": desk.luck.choice(("文字记录", "文字和音像记录")),
            "major": major,
            "reviewed_by": "法制科" if major else "",
            "reviewed_on": decided - dt.timedelta(days=3) if major else None,
            "review_opinion": "事实清楚，程序合法。" if major else "",
            "evidence": desk.evidence() if major else [],
        }


def enforcement_years(desk: DemoDesk) -> Iterator[Fields]:
    """The sheet of a year of who deals with licences and inspections every day; decisions are kept one by one."""
    if desk.office.is_committee:
        return
    applied, refused = desk.luck.randint(40, 400), desk.luck.randint(0, 4)
    accepted = applied - desk.luck.randint(0, 9)
    yield {
        "year": desk.story.year,
        "applied": applied,
        "carried": desk.luck.randint(0, 5),
        "accepted": accepted,
        "granted": accepted - refused,
        "refused": refused,
        "revoked": 0,
        "inspections": desk.luck.randint(60, 300),
        "levies": 0,
        "requisitions": 0,
        "confirmations": desk.luck.randint(0, 30),
        "payments": desk.luck.randint(0, 60),
        "rewards": desk.luck.randint(0, 5),
        "rulings": 0,
        "other_acts": 0,
        "evidence": desk.evidence(),
    }


def risks(desk: DemoDesk) -> Iterator[Fields]:
    """One or two points, with guidance given twice."""
    for point, who, measure in desk.luck.sample(desk.story.matters.risks, desk.luck.randint(1, 2)):
        yield {
            "field": desk.office.trade,
            "point": point,
            "counterparty": who,
            "measure": measure,
            "guidance": [
                {
                    "on": desk.between(f"{month}-01", f"{month}-20"),
                    "way": way,
                    "whom": f"辖区{who}",
                    "number": desk.luck.randint(5, 40),
                }
                for month, way in (("05", "发放告知书"), ("09", "上门回访"))
            ],
            "effect": "同类违法行为比上年减少。",
        }


def complaints(desk: DemoDesk) -> Iterator[Fields]:
    """Two or three complaints; the first of a slack office is handled late."""
    for place, (about, kind) in enumerate(desk.luck.sample(desk.story.matters.complaints, desk.luck.randint(2, 3))):
        day = desk.between("02-03", "10-15")
        due = day + dt.timedelta(days=30)
        handled = desk.later(due, 3, 9) if desk.is_slack and place == 0 else desk.later(day, 5, 18)
        anonymous = desk.luck.random() < 0.3  # noqa: PLR2004 - three in ten
        yield {
            "received_on": day,
            "about": about,
            "kind": kind,
            "channel": desk.luck.choice(("来访", "电话", "网络", "上级转办")),
            "anonymous": anonymous,
            "complainant": "" if anonymous else desk.anyone(),
            "against": desk.office.unit.name,
            "due": due,
            "handled_on": handled,
            "result": "情况属实，已责令改正。",
            "told_on": None if anonymous else desk.later(handled, 1, 3),
            "satisfied": not anonymous or None,
        }


def proposals(desk: DemoDesk) -> Iterator[Fields]:
    """One or two, answered in time but at a slack office."""
    for about in desk.luck.sample(desk.story.matters.proposals, desk.luck.randint(1, 2)):
        day = desk.between("03-02", "05-29")
        due = day + dt.timedelta(days=90)
        yield {
            "kind": "政协委员提案" if about.endswith("提案") else "人大代表建议",
            "number": f"示例{desk.luck.randint(1, 300)}号",
            "proposer": desk.anyone(),
            "about": about,
            "received_on": day,
            "due": due,
            "answered_on": desk.later(due, 5, 20) if desk.is_slack else desk.later(day, 30, 80),
            "satisfied": desk.luck.choice(("满意", "满意", "基本满意")),
        }


def disclosures(desk: DemoDesk) -> Iterator[Fields]:
    """Records of proactive disclosure, one for each example title, and one application (依申请公开)."""
    for kind, title in desk.story.matters.opened:
        yield {"kind": kind, "title": title, "on": desk.between("02-03", "11-20"), "channel": desk.story.website}
    for title, applicant in (("征收补偿方案公开申请", "自然人"), ("工程招标文件公开申请", "商业企业")):
        received = desk.between("03-02", "09-30")
        yield {
            "kind": "依申请公开",
            "title": title,
            "on": received,
            "channel": "信函",
            "received_on": received,
            "answered_on": min(desk.later(received, 8, 20), disclosure_answer_due(received).due),
            "outcome": desk.luck.choice((OPENED, OPENED, PARTLY, *OUTCOMES[2:])),
            "applicant": applicant,
            "evidence": desk.evidence(),
        }


def deeds(desk: DemoDesk) -> Iterator[Fields]:
    """工作记录 of the items that no other ledger proves, as many as the office is diligent."""
    told = desk.story.matters.deeds
    for item, kind, content, subject in sorted(desk.luck.sample(told, min(len(told), DEEDS[desk.office.way]))):
        for way, who in _parts(desk, kind, subject):
            day = desk.between("02-03", "11-20")
            yield _counts(kind, day) | {
                "item": item,
                "kind": kind,
                "on": day,
                "content": _said(kind, content, who, way),
                "subject": who,
                "way": way,
                "until": day.replace(year=day.year + 2, day=1) if kind == ENTRUSTED else None,
                "level": desk.luck.choice(LEVELS[1:4]) if LEVEL in _kind(kind).asks else "",
                "number": f"示例法治〔{desk.story.year}〕{desk.luck.randint(1, 60)}号" if kind in NUMBERED else "",
                "result": desk.luck.choice(JUDGED) if kind == STATEMENT else "已完成。",
                "responsible": desk.anyone(),
                "evidence": desk.evidence(),
            }


def _parts(desk: DemoDesk, kind: str, subject: str) -> Iterator[tuple[str, str]]:
    """How and of whom a deed is written down: 述法 of each leader, duties of the first one by one, all else once."""
    if kind == STATEMENT:
        yield from ((way, f"{post} {desk.anyone()}") for post, way in STATEMENTS)
    elif kind == FIRST_DUTY:
        yield from ((way, "主要负责人") for way in DUTIES)
    else:
        yield "", subject


def _said(kind: str, content: str, who: str, way: str) -> str:
    """What was done, in words that no other deed of the day has."""
    return {FIRST_DUTY: f"{who}{way}", STATEMENT: f"{who}{content}"}.get(kind, content)


def _kind(name: str) -> WorkKind:
    return next((one for one in SHIPPED if one.name == name), WorkKind(name))


def _counts(kind: str, day: dt.date) -> Fields:
    """What a deed of this kind counts, of an amount that its day decides."""
    if kind == PUBLICITY:
        return {"sessions": 1 + day.day % 3, "people": 20 * day.month + day.day, "copies": 100 * day.month}
    if kind in (STATEMENT, FIRST_DUTY):
        return {}
    few, counts = 1 + day.day % 4, _kind(kind).counts
    found: Fields = {COUNTS[label]: few for label in counts if label in ("件数", "份数", "办成数")}
    if "人数" in counts:
        found["people"] = few * 12
    return found | ({"amount": str(day.month * 8000)} if "金额" in counts else {})


OWN_LEDGERS: dict[str, Callable[[DemoDesk], Iterator[Fields]]] = {
    "training": trainings,
    "reconsideration": reconsiderations,
    "mediation": mediations,
    "decision": decisions,
    "document": documents,
    "proof": proofs,
    "adviser": advisers,
    "power": powers,
    "enforcement": enforcements,
    "enforcement_year": enforcement_years,
    "risk": risks,
    "complaint": complaints,
    "proposal": proposals,
    "disclosure": disclosures,
    "work": deeds,
    **SCRUTINY,
}
"""Ledgers in which every office keeps a few records of its own."""


def makers_for(office: DemoOffice) -> dict[str, Callable[[DemoDesk], Iterator[Fields]]]:
    """By ledger what writes an office's records of it: 行政复议案件 only an organ of reconsideration has."""
    reconsiders = office.is_committee and office.story.reconsiders
    return OWN_LEDGERS | {"reconsidered": reconsidered} if reconsiders else OWN_LEDGERS
