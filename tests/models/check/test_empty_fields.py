"""Emptying a field that a figure reads gives a finding, or leaves the figure no better for the unit.

What no state shows, a whole row that is gone, is no matter of checks: the centre sees it as a difference to what was
merged before.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from models.assess.assess import assess
from models.assess.inputs import Basis, UnitInput
from models.assess.measures import MEASURES
from models.assess.measures.handled import HANDLED_MEASURES
from models.assess.measures.scrutiny import SCRUTINY_MEASURES
from models.assess.scheme import Bonus, Deduction, Manual, PlanQuotas, Quota, Rate, Rule, Scheme
from models.assess.score import Score, ScoreState
from models.check import check_entries
from models.records.context import BasicContext
from models.records.counting import summable
from models.records.entry import Entry
from models.records.field import Kind
from models.records.plan import Counting
from models.records.plan import Quota as PlanQuota
from models.records.quotas import Asked, measure
from models.records.registry import ledger, ledgers
from reports.figures.case_year import case_figures
from reports.figures.certificates import certificate_figures
from tests.models.assess.samples import PLAN, scheme, unit
from tests.models.records.entries import entry

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

DAY = dt.date(2020, 12, 31)
YEAR = 2020
PROOF = [{"name": "通知.pdf", "digest": "0" * 64, "size": 1}]
HEARD = {"on": "2020-06-02", "kind": "开庭", "leader": "王五", "leader_role": "正职"}
NOBODY = {"on": "2020-06-03", "kind": "开庭"}
EXCUSED = {"on": "2020-06-04", "kind": "开庭", "absence": "不可抗力", "proof": "说明"}
ASKED = {"on": "2020-06-05", "kind": "询问或调查", "leader": "王五", "leader_role": "正职"}
SUIT = {"court": "示例法院", "plaintiffs": "甲", "role": "被告", "act": "处罚决定"}
FIRST = {**SUIT, "instance": "一审", "served_on": "2020-03-02", "answered_on": "2020-03-16"}
SECOND = {**SUIT, "instance": "二审", "role": "上诉人", "served_on": "2020-06-08"}
REVOKED = {"outcome": "全部撤销", "judged_on": "2020-05-07", "received_on": "2020-05-11"}
DISMISSED = {**REVOKED, "outcome": "驳回诉讼请求"}
LOST = {"reported_on": "2020-08-03", "accountable": True, "accountable_person": "张三"}
PERFORMED = {"performance": "退款", "performance_due": "2020-09-30", "performed_on": "2020-10-12", "dishonest": True}
LETTER = {"kind": "司法建议", "received_on": "2020-06-01", "due": "2020-07-01", "replied_on": "2020-07-20"}
PERSON = {"sex": "男", "staffing": "行政编制", "status": "在岗", "exam_result": "合格", "exam_on": "2019-05-06"}
CARD = {"kind": "全国统一行政执法证", "status": "在用", "valid_from": "2018-01-01", "valid_to": "2022-12-31"}
MINISTRY = {**CARD, "kind": "国务院部委执法证件", "filed_on": "2020-01-02", "basis": "某办法"}
DONE = {"year": YEAR, "state": "已完成", "measures": "发文", "completed_on": "2020-11-02", "evidence": PROOF}
DECIDED = {"title": "方案", "organ": "综合科", "decided_on": "2020-05-21"}
RECONSIDERED = {"organ": "市政府", "applicant": "甲", "act": "处罚决定", "received_on": "2020-03-02"}
REVERSED = {"decision": "撤销", "decided_on": "2020-05-06", "effective_on": "2020-05-11"}
FILED = {"title": "办法", "issued_on": "2020-03-02", "reviewed_on": "2020-02-03", "review_opinion": "合法"}
PENALTY = {"party": "甲", "kind": "行政处罚", "recording": "文字记录"}
APPLIED = {"kind": "依申请公开", "title": "方案", "on": "2020-06-01", "received_on": "2020-06-01", "outcome": "公开"}
COMPLAINT = {"received_on": "2020-05-06", "about": "扰民", "anonymous": True, "due": "2020-06-05", "result": "属实"}
PROPOSAL = {"kind": "人大代表建议", "number": "1号", "about": "停车位", "received_on": "2020-05-06"}

REVIEWED = {"title": "合同", "kind": "合同协议", "opinion": "合法", "adopted": "采纳", "due": "2020-06-10"}
PROBLEM = {"source": "审计", "problem": "没有付款", "found_on": "2020-03-02", "owner": "财务科", "measure": "付款"}
VISIT = {"way": "双随机", "target": "甲店", "visited_on": "2020-06-01", "result": "未发现问题"}
FILE = {"number": "1号", "kind": "行政处罚", "organ": "执法局", "reviewed_on": "2020-06-01"}
APPLIED_FOR = {"applicant": "甲", "respondent": "执法局", "received_on": "2020-03-02", "acceptance": "受理"}
ENDED = {"accepted_on": "2020-03-06", "ending": "撤销", "ended_on": "2020-04-30"}
DEED = {
    "item": 1,
    "kind": "普法",
    "content": "宣传",
    "number": "1号",
    "sessions": 3,
    "people": 200,
    "copies": 500,
    "pieces": 2,
    "settled": 1,
    "amount": "15000",
    "hours": 4,
}
DISPUTE = {"held_on": "2020-03-02", "parties": "甲、乙", "kind": "人民调解", "people": 4, "amount": "1000"}
MEDIATOR = {"name": "甲", "member": True, "full_time": True, "hired_on": "2018-02-01"}
JUDGED = {"what": "植树", "done": 2, "basis": "照片"}
QUOTAS = (
    PlanQuota("各单位", "普法", 4, "场", every=3),
    PlanQuota("各单位", "普法宣传", 250, "人"),
    PlanQuota("各单位", "普法经费", 1, "万元", counted=Counting("work", (("kind", "普法"),), "amount")),
    PlanQuota("各单位", "中心组学法", 2),
    PlanQuota("各单位", "植树", 2),
    PlanQuota("各单位", "网上公示", 30, "%", counted=Counting("enforcement", (("field", "市场监管"),))),
)
"""Quotas of the first item: by the wording, as the centre says, and for a person to judge."""
QUOTED = msgspec.structs.replace(
    PLAN,
    chapters=tuple(
        msgspec.structs.replace(
            chapter,
            items=tuple(
                msgspec.structs.replace(item, quotas=QUOTAS if item.uid == 1 else ()) for item in chapter.items
            ),
        )
        for chapter in PLAN.chapters
    ),
)

KEPT: dict[str, list[dict[str, Any]]] = {
    "case": [
        {**FIRST, "answered_on": "2020-03-20", "hearings": [NOBODY, {**NOBODY, "notified": True}, ASKED], **DISMISSED},
        {**SECOND, "previous": "case1", **REVOKED, "judged_on": "2020-08-03", "received_on": "2020-08-05", **LOST},
        {**FIRST, **REVOKED, "effective_on": "2020-05-27", "hearings": [HEARD, EXCUSED], **LOST, **PERFORMED},
        {**FIRST, **DISMISSED, "lost_override": "败诉", "lost_reason": "依职权撤销", **LOST, "advice": [LETTER]},
        {**FIRST, "procedure": "简易程序", "answer_until": "2020-03-09", "advice": [{**LETTER, "urgent": True}]},
        {**FIRST, **REVOKED, "outcome": "确认违法", "received_on": "2020-05-11", **LOST},
        {**FIRST, "hearings": [ASKED], "advice": [{**LETTER, "kind": "公益诉讼诉前检察建议", "due": "2020-06-08"}]},
    ],
    "person": [
        {**PERSON, "name": "甲", "id_number": "360426199101010071"},
        {**PERSON, "name": "乙", "staffing": "临时工", "exam_result": "不合格"},
        {**PERSON, "name": "丙", "status": "退休", "left_on": "2020-03-02", "left_why": "退休"},
    ],
    "certificate": [
        {**CARD, "holder": "person1", "number": "1", "reviews": [{"year": YEAR, "result": "通过"}]},
        {**CARD, "holder": "person2", "number": "2"},
        {**CARD, "holder": "person3", "number": "3", "valid_to": "2020-06-30"},
        {**MINISTRY, "holder": "person1", "number": "4"},
        {**MINISTRY, "holder": "person2", "number": "5", "filed_on": None},
    ],
    "progress": [
        {**DONE, "item": 1, "judged": [JUDGED]},
        {**DONE, "item": 2, "evidence": []},
        {"year": YEAR, "item": 3, "state": "推进中"},
        {"year": YEAR, "item": 4, "state": "不适用", "not_applicable": "没有职能"},
    ],
    "training": [
        {"kind": kind, "held_on": day, "topic": f"{kind}{day}"}
        for kind in ("中心组学法", "全员法治培训", "应诉培训")
        for day in ("2020-03-02", "2020-09-07")
    ],
    "decision": [
        {
            **DECIDED,
            "steps": [
                {"step": "合法性审查", "on": "2020-05-06", "result": "未通过"},
                {"step": "集体讨论", "on": "2020-05-20"},
            ],
        },
        {
            **DECIDED,
            "steps": [
                {"step": "合法性审查", "on": "2020-05-20", "result": "通过"},
                {"step": "集体讨论", "on": "2020-05-18"},
            ],
        },
    ],
    "reconsideration": [
        {**RECONSIDERED, **REVERSED, "replied_on": "2020-03-20"},
        {
            **RECONSIDERED,
            **REVERSED,
            "decision": "维持",
            "replied_on": "2020-03-09",
            "lost_override": "败诉",
            "lost_reason": "重作",
        },
        {**RECONSIDERED},
    ],
    "document": [
        {**FILED, "number": "1", "filed_on": "2020-03-23", "filed_with": "司法局"},
        {**FILED, "number": "2", "filed_on": "2020-03-09", "filed_with": "司法局"},
    ],
    "enforcement": [
        {**PENALTY, "decided_on": "2020-03-02", "published_on": "2020-03-30"},
        {**PENALTY, "decided_on": "2020-03-02", "not_published": "涉密"},
        {**PENALTY, "decided_on": "2020-03-02", "published_on": "2020-04-30", "field": "市场监管"},
    ],
    "disclosure": [
        {**APPLIED, "answered_on": "2020-07-20"},
        {**APPLIED, "answered_on": "2020-08-20", "extended_to": "2020-07-20"},
        {**APPLIED, "answered_on": "2020-09-20", "corrected_on": "2020-06-08", "asked_days": 3},
    ],
    "complaint": [{**COMPLAINT, "handled_on": "2020-06-10", "told_on": "2020-06-10"}, {**COMPLAINT, "result": None}],
    "legal_review": [
        {**REVIEWED, "sent_on": "2020-06-01", "opined_on": "2020-06-05"},
        {
            **REVIEWED,
            "sent_on": "2020-06-01",
            "opined_on": "2020-06-15",
            "adopted": "未采纳",
            "not_adopted": "另有规定",
        },
        {**REVIEWED, "sent_on": "2020-06-01", "kind": "规范性文件", "due": None, "opined_on": "2020-07-20"},
    ],
    "rectification": [
        {**PROBLEM, "due": "2020-06-30", "closed_on": "2020-06-01", "proof": "销号单"},
        {**PROBLEM, "due": "2020-06-30", "closed_on": "2020-07-20", "proof": "销号单"},
        {**PROBLEM, "due": "2020-09-30"},
    ],
    "inspection": [
        {**VISIT, "published_on": "2020-06-10"},
        {**VISIT, "published_on": "2020-07-20", "way": "日常检查"},
        {**VISIT, "not_published": "涉密"},
        {**VISIT, "due": "2020-06-30"},
    ],
    "file_review": [
        {**FILE, "grade": "优秀"},
        {**FILE, "score": "70", "grade": "合格"},
        {**FILE, "grade": "不合格", "problems": "缺签名", "due": "2020-07-20", "corrected_on": "2020-07-01"},
    ],
    "reconsidered": [
        {**APPLIED_FOR, **ENDED},
        {**APPLIED_FOR, **ENDED, "ending": "调解", "ended_on": "2020-06-30", "extended_to": "2020-06-01"},
        {**APPLIED_FOR, **ENDED, "ended_on": "2020-05-20", "stood_still": 30},
        {**APPLIED_FOR, "accepted_on": "2020-03-06"},
        {**APPLIED_FOR, "acceptance": "不予受理", "accepted_on": "2020-03-06"},
    ],
    "work": [
        {**DEED, "on": "2020-02-03"},
        {**DEED, "on": "2020-05-06", "sessions": 2, "people": 50, "copies": None, "pieces": None, "hours": None},
        {**DEED, "on": "2020-08-03", "amount": None},
        {**DEED, "on": "2020-11-02", "sessions": 1},
        {"item": 3, "kind": "会议", "on": "2020-03-02", "content": "例会", "number": "1号"},
    ],
    "proposal": [{**PROPOSAL, "due": "2020-07-01", "answered_on": "2020-07-20"}, {**PROPOSAL, "due": "2020-08-03"}],
    "mediation": [
        {**DISPUTE, "subject": "邻里", "result": "调解成功", "agreement": "1号", "agreed_on": "2020-03-05"},
        {**DISPUTE, "subject": "欠薪", "result": "调解不成"},
    ],
    "mediators": [
        {"name": "甲村", "kind": "村调委会", "status": "在册", "members": 5, "mediators": 3, "roster": [MEDIATOR]},
        {"name": "乙村", "kind": "村调委会", "status": "不在册"},
    ],
    "enforcement_year": [{"year": YEAR, "warning": 2, "fine": 3, "penalties": 5, "applied": 4, "accepted": 4}],
    "power": [{"name": "罚款", "kind": "行政处罚"}],
    "proof": [
        {"matter": "无房证明", "kind": "证明材料", "result": "取消", "cleaned_on": "2020-03-02", "pledge": False}
    ],
    "risk": [{"field": "城管", "point": "扣押"}],
    "adviser": [{"name": "律师", "kind": "外聘", "status": "在聘"}],
}
"""Records as a careful unit keeps them, nearly all of which cost it points."""

GOOD = {
    *("hearings", "hearings_with_leader", "hearings_with_principal", "heard_cases", "heard_cases_with_leader"),
    *("answers", "answers_in_time", "certificates_in_use", "certificates_valid", "certificates_reviewed"),
    *("ministry_certificates", "ministry_certificates_filed", "officers", "officers_passed"),
    *("progress_done", "progress_with_evidence", "zero_reports", "trainings"),
    *("discussed_decisions", "decisions_reviewed_first"),
    *HANDLED_MEASURES,
    *SCRUTINY_MEASURES,
}
RATES = (
    ("hearings_with_leader", "hearings"),
    ("hearings_with_principal", "hearings"),
    ("certificates_reviewed", "certificates_in_use"),
    ("officers_passed", "officers"),
    ("answers_in_time", "answers"),
    ("documents_reviewed", "documents"),
    ("documents_filed_in_time", "documents_owed"),
    ("complaints_settled", "complaints"),
    ("complaints_in_time", "complaints_owed"),
    ("complaints_pleased", "complaints_settled"),
    ("proposals_answered", "proposals"),
    ("proposals_in_time", "proposals_owed"),
    ("proposals_pleased", "proposals_answered"),
    ("reconsiderations_in_time", "reconsiderations_owed"),
    ("publications_in_time", "publications_owed"),
    ("applications_in_time", "applications_owed"),
    ("decisions_reviewed_first", "discussed_decisions"),
    ("trainings_proven", "trainings"),
    ("trainings_examined", "trainings"),
    ("legal_reviews_opined", "legal_reviews"),
    ("legal_reviews_adopted", "legal_reviews_opined"),
    ("legal_reviews_in_time", "legal_reviews_owed"),
    ("problems_closed", "problems"),
    ("problems_closed_in_time", "problems_owed"),
    ("inspections_random", "inspections"),
    ("inspections_published_in_time", "inspections_owed"),
    ("files_passed", "files_reviewed"),
    ("files_excellent", "files_reviewed"),
    ("reconsidered_accepted", "reconsidered"),
    ("reconsidered_ended", "reconsidered_accepted"),
    ("reconsidered_settled", "reconsidered_ended"),
    ("reconsidered_corrected", "reconsidered_ended"),
    ("reconsidered_in_time", "reconsidered_owed"),
)


def shipped_rules() -> Iterator[Rule]:
    """Every rule of the schemes that come with the program, points given by hand apart."""
    for path in sorted(Path("resources/schemes").glob("*.json")):
        found = msgspec.convert(json.loads(path.read_bytes()), Scheme, strict=False)
        yield from (one.rule for one in found.indicators if not isinstance(one.rule, Manual))


def all_rules() -> list[Rule]:
    bad = [Deduction(measure=name, each=Decimal("0.5")) for name in MEASURES if name.split(".")[0] not in GOOD]
    rates = [Rate(numerator=part, denominator=whole) for part, whole in RATES]
    sums: list[Rule] = [Quota(ledger="work", at_least=1000, summed=field.name) for field in ledger("work").summed]
    met: list[Rule] = [
        Quota(ledger="work", at_least=2, where={"kind": "普法"}, summed="sessions", per="half"),
        Quota(ledger="training", at_least=3, per="quarter"),
        PlanQuotas(),
    ]
    return [*shipped_rules(), *bad, *rates, *sums, *met, Bonus(measure="trainings", each=Decimal("0.5"))]


SCHEME = scheme(*all_rules(), weight=100)


def numbered(rows: list[dict[str, Any]], name: str) -> list[Entry]:
    """The records with their uids, and a number of their own where they need one."""
    declared = ledger(name)
    found = []
    for place, row in enumerate(rows, 1):
        fields = {key: value for key, value in row.items() if value is not None}
        if name in {"case", "reconsideration", "enforcement", "reconsidered"}:
            word = {"一审": "0191行初", "二审": "01行终"}.get(row.get("instance", ""), "示例")
            fields["number"] = f"（2020）豫{word}{place}号" if name == "case" else f"示例〔2020〕{place}号"
        found.append(entry(f"{declared.id}{place}", **fields))
    return found


class Emptied(NamedTuple):
    """A record, the field that is emptied, and what the record says then."""

    ledger: str
    uid: str
    field: str
    fields: dict[str, Any]


def emptied() -> Iterator[Emptied]:
    for name, rows in KEPT.items():
        for one in numbered(rows, name):
            for key, value in one.fields.items():
                if key == "explanations":
                    continue
                if isinstance(value, list) and key != "evidence":
                    for place, row in enumerate(value):
                        for inner in row:
                            less = {other: said for other, said in row.items() if other != inner}
                            changed = [*value[:place], less, *value[place + 1 :]]
                            yield Emptied(name, one.uid, f"{key}.{place}.{inner}", {**one.fields, key: changed})
                    continue
                less = {other: said for other, said in one.fields.items() if other != key}
                yield Emptied(name, one.uid, key, less)


def entries_with(change: Emptied | None = None) -> dict[str, list[Entry]]:
    found = {name: numbered(rows, name) for name, rows in KEPT.items()}
    if change:
        found[change.ledger] = [
            msgspec.structs.replace(one, fields=change.fields) if one.uid == change.uid else one
            for one in found[change.ledger]
        ]
    return found


def scores_of(entries: dict[str, list[Entry]]) -> tuple[Score, ...]:
    return assess(Basis(SCHEME, QUOTED, DAY, units=(unit(),)), [UnitInput(unit(), entries)]).units[0].scores


def findings_of(entries: dict[str, list[Entry]]) -> set[tuple[str, str, str]]:
    found = check_entries(entries, "A01", DAY, None)
    return {(one.uid, one.code, one.message) for one in found}


def worth(score: Score) -> Decimal:
    """How good a result is for the unit: what does not count against it is as good as full marks."""
    if score.state is ScoreState.NOT_APPLICABLE:
        return score.full
    return Decimal(-1) if score.state is ScoreState.PENDING else score.points


def counted_quotas() -> Iterator[PlanQuota]:
    """Of every ledger a share for each value that is chosen in it, and a sum for each number."""
    for name, rows in KEPT.items():
        declared = ledger(name)
        chosen = [field for field in declared.fields if field.kind in (Kind.CHOICE, Kind.FLAG)]
        for field, value in {(field, row[field.name]) for field in chosen for row in rows if row.get(field.name)}:
            counting = Counting(name, ((field.name, value),))
            yield PlanQuota("各单位", f"{name}.{field.name}={value}", 100, "%", counted=counting)
        for summed in ("", *(field.name for field in summable(declared))):
            yield PlanQuota("各单位", f"{name} {summed}", 10**9, counted=Counting(name, (), summed))


COUNTED = list(counted_quotas())
PRINTED = {"case", "person", "certificate"}
BETTER = {
    "lost.rate": -1,
    "lost.lost": -1,
    "attendance.rate": 1,
    "attendance.head_rate": 1,
    "attendance.sessions_unexcused": -1,
    "answers.rate": 1,
    "after.late_replies": -1,
    "after.late_performances": -1,
    "expired": -1,
    "to_renew": -1,
}
"""Figures of forms, and whether more of them is better for the unit or worse."""


def figures_of(entries: dict[str, list[Entry]], of: str) -> dict[str, Decimal]:
    """How good all that is counted from a ledger is for the unit."""
    context = BasicContext(entries, DAY)
    points = zip(SCHEME.indicators, scores_of(entries), strict=True)
    found = {f"{one.id} {type(one.rule).__name__}": worth(score) for one, score in points}
    quotas = (one for one in COUNTED if one.counted and one.counted.ledger == of)
    for result in (measure(Asked(one, QUOTED.items[0], YEAR), context) for one in quotas):
        found[result.quota.what] = Decimal(-1 if result.counting is None else result.done)
    if of in PRINTED:
        of_forms = {**case_figures(entries["case"], YEAR, DAY), **certificate_figures(context, YEAR)}
        found |= {name: Decimal(sign * (of_forms[name] or 0)) for name, sign in BETTER.items()}
    return found


BEFORE = entries_with()
FINDINGS = findings_of(BEFORE)


def test_an_emptied_field_is_said_or_earns_nothing() -> None:
    before, silent = {name: figures_of(BEFORE, name) for name in KEPT}, []
    for change in emptied():
        after, was = entries_with(change), before[change.ledger]
        better = [name for name, value in figures_of(after, change.ledger).items() if value > was[name]]
        if better and not findings_of(after) - FINDINGS:
            silent.append((change.uid, change.field, better))
    assert silent == []


def test_every_measure_counts_something() -> None:
    """A figure that counts nothing here would prove nothing."""
    silent = [
        one.rule.measure
        for one, score in zip(SCHEME.indicators, scores_of(BEFORE), strict=True)
        if isinstance(one.rule, Deduction) and score.points == score.full
    ]
    assert set(silent) <= {"doubtful_cases", "doubtful_reconsiderations"}


def test_every_quota_is_met_here() -> None:
    """One that is not would not show that an emptied field costs it."""
    scored = list(zip(SCHEME.indicators, scores_of(BEFORE), strict=True))
    (found,) = (score for one, score in scored if isinstance(one.rule, PlanQuotas))
    assert found.points == found.full, found.reason
    assert all(score.points > 0 for one, score in scored if counts_sums(one.rule))


def counts_sums(rule: Rule) -> bool:
    return isinstance(rule, Quota) and bool(rule.summed)


def test_every_ledger_that_a_figure_reads_is_here() -> None:
    """A quota can be counted from any that units keep."""
    assert KEPT.keys() == {one.id for one in ledgers().values() if one.desk == "unit"}
    assert {name for one in MEASURES.values() for name in one.columns} - {"zero_report"} <= KEPT.keys()
