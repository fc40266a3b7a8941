"""A small district with worked records: every figure can be counted by hand.

X01 and X02 are sued together in （2020）豫7101行初9号; X01 has no outcome for it yet, X02 has.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.merge import keys
from models.package.header import Header
from models.package.payload_writer import PayloadWriter
from models.records.entry import Entry
from models.records.office import Issue, Period, Unit
from models.records.registry import ledger, ledgers
from models.store.base.workspace import Office, Workspace, create_workspace
from models.store.files import evidence
from models.store.records import documents, packages, records
from models.store.records.packages import IN, PackageRow
from models.store.records.sent import travelling_lines
from models.submit.outgoing import PackageDraft, send_package
from reports.base.sheet import Sheet
from reports.forms.register import register_id
from tests.clock import stopped_at
from ui.demo.scoring import agree_to_claims

TODAY = dt.date(2021, 1, 8)
UNITS = (
    Unit("GWH", "管委会本级", "管委会本级"),
    Unit("X01", "示例一办事处", "乡（镇）办事处"),
    Unit("X02", "示例二办事处", "乡（镇）办事处"),
)
PERIODS = (Period("2020H1", "2020年上半年", dt.date(2020, 7, 10)), Period("2020", "2020年度", dt.date(2020, 12, 20)))

Save = Callable[..., str]
Make = Callable[..., Sheet]


def suit(number: str, served: str, **more: Any) -> dict[str, Any]:
    given = {
        "number": number,
        "instance": "一审",
        "court": "示例铁路运输法院",
        "plaintiffs": "王小明、示例商贸有限公司",
        "defendants": "示例一办事处",
        "role": "被告",
        "act": "责令拆除决定",
        "served_on": served,
    }
    return {**given, **more}


def judged(outcome: str, on: str, effective: str | None = None) -> dict[str, Any]:
    return {"outcome": outcome, "judged_on": on, "effective_on": effective}


def put_cases(save: Save) -> None:
    first = save("case", "X01", suit("（2019）豫0191行初11号", "2019-03-01", **judged("全部撤销", "2019-08-01")))
    appeal = suit("（2019）豫01行终21号", "2019-10-08", instance="二审", role="上诉人", previous=first)
    upheld = judged("驳回上诉维持原判决", "2020-02-10", "2020-02-20")
    came = [{"on": "2019-11-15", "leader": "李副主任", "leader_role": "副职"}]
    save("case", "X01", {**appeal, **upheld, "hearings": came, "accountable": True})
    hearings = [
        {"on": "2020-05-06", "leader": "赵主任", "leader_role": "正职"},
        {"on": "2020-05-20", "absence": "需要履行他人不能代替的公务", "proof": "情况说明"},
    ]
    won = judged("驳回诉讼请求", "2020-07-01", "2020-07-20")
    save("case", "X01", suit("（2020）豫7101行初5号", "2020-03-02", answered_on="2020-03-16", hearings=hearings, **won))
    save("case", "X01", suit("（2020）豫7101行初9号", "2020-06-01", role="共同被告", hearings=[{"on": "2020-09-01"}]))
    old = save(
        "case", "X01", suit("（2018）豫7101行初1号", "2018-06-01", **judged("驳回起诉", "2018-11-01", "2018-12-01"))
    )
    save("case", "X01", suit("（2020）豫行申3号", "2020-09-10", instance="再审审查", role="再审被申请人", previous=old))
    save("case", "X01", suit("（2020）豫0191行审7号", "2020-10-01", instance=None))
    save("case", "X01", suit("（2021）豫7101行初1号", "2021-01-05"))
    shared = suit(
        "(2020)豫7101行初9号", "2020-06-03", role="共同被告", **judged("部分撤销", "2020-11-30", "2020-12-20")
    )
    save("case", "X02", {**shared, "hearings": [{"on": "2020-09-01", "leader": "孙副主任", "leader_role": "副职"}]})
    before = save("case", "X02", suit("（2020）豫7101行初2号", "2020-01-06", **judged("全部撤销", "2020-04-10")))
    back = judged("撤销原判发回重审", "2020-08-10", "2020-08-20")
    save(
        "case",
        "X02",
        suit("（2020）豫71行终8号", "2020-05-08", instance="二审", role="上诉人", previous=before, **back),
    )


def put_certificates(save: Save) -> None:
    one = {"name": "张三", "sex": "女", "id_number": "120103198806018241", "staffing": "行政编制", "status": "在岗"}
    holder = save("person", "X01", {**one, "post": "科员"})
    save("person", "X01", {**one, "name": "李四", "sex": "男", "id_number": "360426199101010071"})
    gone = save("person", "X01", {**one, "name": "王五", "id_number": "11010519491231002X", "status": "退休"})
    paper = {"holder": holder, "kind": "河南省行政执法证", "status": "在用", "field": "城市管理"}
    new = {"number": "豫A0001", "old_number": "豫旧0001", "renewal": "已换发", "renewed_on": "2020-03-01"}
    save("certificate", "X01", {**paper, **new, "valid_from": "2020-03-01", "valid_to": "2025-02-28"})
    save("certificate", "X01", {**paper, "number": "豫A0002", "valid_from": "2015-06-01", "valid_to": "2020-05-31"})
    given_up = {"status": "收回", "events": [{"on": "2019-05-01", "kind": "收回"}], "holder": gone}
    save("certificate", "X01", {**paper, "number": "豫A0003", **given_up})


def put_progress(save: Save) -> None:
    proof = [{"name": "会议纪要.pdf", "digest": "a" * 64, "size": 2048}]
    done = {
        "year": 2020,
        "state": "已完成",
        "measures": "召开专题会议",
        "completed_on": "2020-06-30",
        "evidence": proof,
    }
    for unit, number in (("X01", 1), ("X01", 2), ("X02", 1)):
        save("progress", unit, {**done, "item": number})
    save("progress", "X01", {"year": 2020, "item": 3, "state": "推进中", "problems": "进度偏慢", "next_step": "加快"})
    save("progress", "X02", {"year": 2020, "item": 2, "state": "不适用", "not_applicable": "没有审批职能"})
    save("progress", "X01", {"year": 2019, "item": 1, "state": "未开始"})
    training = {"kind": "中层以上法治培训", "topic": "民法典", "people": 30, "hours": 4, "exam": True}
    save("training", "X01", {**training, "held_on": "2020-05-01"})
    save("training", "X01", {**training, "held_on": "2019-05-01", "people": 20})


def saver(workspace: Workspace, unit: str | None = None) -> Save:
    """Keeps a record of any unit, or of one and forgets the others'."""

    def save(ledger_id: str, owner: str, fields: dict[str, Any]) -> str:
        if unit not in (None, owner):
            return ""
        with workspace.write("王经办") as tx:
            entry: Entry = records.save(tx, ledger(ledger_id), owner, fields)
        return entry.uid

    return save


def fill_up(workspace: Workspace, unit: str | None = None) -> None:
    save = saver(workspace, unit)
    put_cases(save)
    put_certificates(save)
    put_progress(save)
    for ledger_id, fields in OTHERS.items():
        save(ledger_id, "X01", fields)
    if unit is None:
        agree_to_claims(workspace, 2020, "张三")


OTHERS: dict[str, dict[str, Any]] = {
    "reconsideration": {
        "number": "示例复〔2020〕7号",
        "organ": "示例市人民政府",
        "applicant": "周小红",
        "act": "行政处罚决定书（示例罚〔2020〕3号）",
        "received_on": "2020-06-01",
        "replied_on": "2020-06-08",
        "decision": "撤销",
        "decided_on": "2020-07-20",
        "effective_on": "2020-07-27",
    },
    "mediation": {
        "held_on": "2020-05-06",
        "subject": "工程款结算",
        "parties": "吴大勇、示例建筑有限公司",
        "kind": "行政调解",
        "matter": "拖欠农民工工资",
        "people": 12,
        "amount": "30000.50",
        "result": "调解成功",
        "agreement": "第1号",
    },
    "decision": {
        "title": "老旧小区改造实施方案",
        "organ": "综合科",
        "steps": [{"step": "合法性审查", "needed": True, "on": "2020-05-06", "result": "通过"}],
        "decided_on": "2020-05-21",
    },
    "document": {
        "title": "网格化管理办法",
        "number": "示例发〔2020〕1号",
        "drafted_by": "法制科",
        "reviewed_on": "2020-05-20",
        "issued_on": "2020-06-01",
        "valid_until": "2020-12-31",
    },
    "proof": {"matter": "同一人证明", "kind": "循环证明", "result": "取消", "cleaned_on": "2020-05-06"},
    "adviser": {
        "person": "郑律师",
        "kind": "村居法律顾问",
        "village": "示例东村",
        "status": "在聘",
        "term_to": "2021-06-30",
    },
    "power": {"matter": "占用城市道路审批", "kind": "行政许可", "basis": "示例条例第二十条", "flowchart": True},
    "enforcement": {
        "number": "示例执决〔2020〕1号",
        "party": "冯某",
        "kind": "行政处罚",
        "detail": "警告、罚款",
        "amount": "5000",
        "decided_on": "2020-06-01",
        "recording": "文字和音像记录",
        "major": True,
    },
    "enforcement_year": {
        "year": 2020,
        "applied": 12,
        "accepted": 12,
        "granted": 11,
        "refused": 1,
        "inspections": 40,
    },
    "risk": {
        "field": "市场监管",
        "point": "未取得许可擅自经营",
        "measure": "上门讲解",
        "guidance": [{"on": "2020-05-06", "number": 12}, {"on": "2020-06-08", "number": 8}],
    },
    "complaint": {
        "received_on": "2020-05-06",
        "about": "反映夜间施工扰民",
        "kind": "行政执法",
        "complainant": "陈女士",
        "due": "2020-06-05",
    },
    "proposal": {
        "kind": "人大代表建议",
        "number": "12号",
        "proposer": "蒋代表",
        "about": "关于增设社区停车位的建议",
        "received_on": "2020-05-06",
    },
    "disclosure": {
        "kind": "依申请公开",
        "title": "征收补偿方案公开申请",
        "on": "2020-06-01",
        "received_on": "2020-06-01",
    },
    "work": {"item": 33, "kind": "会议", "on": "2020-05-06", "content": "召开专题会议研究法治政府建设"},
    "legal_review": {
        "title": "沿街门面租赁合同",
        "kind": "合同协议",
        "sent_by": "经济发展科",
        "sent_on": "2020-06-01",
        "party": "示例商贸有限公司",
        "amount": "120000",
        "reviewer": "法制科",
        "opined_on": "2020-06-08",
        "opinion": "修改后合法",
        "points": 3,
        "adopted": "部分采纳",
        "points_adopted": 2,
    },
    "rectification": {
        "source": "法治督察",
        "problem": "裁量基准没有公布",
        "found_on": "2020-03-02",
        "measure": "补充公布",
        "owner": "法制科",
        "due": "2020-06-30",
    },
    "inspection": {
        "plan": "2020年度抽查计划",
        "way": "双随机",
        "target": "示例餐饮店",
        "visited_on": "2020-06-01",
        "visits": 12,
        "troubled": 1,
        "result": "发现问题已责令改正",
        "published_on": "2020-06-10",
    },
    "file_review": {
        "number": "示例罚〔2020〕3号",
        "name": "占道经营",
        "kind": "行政处罚",
        "organ": "城市管理局",
        "way": "交叉评查",
        "reviewed_on": "2020-06-01",
        "score": "92.5",
        "grade": "优秀",
    },
    "mediators": {
        "name": "示例东村人民调解委员会",
        "kind": "村（居）调委会",
        "status": "在册",
        "elected_on": "2018-05-06",
        "term_to": "2021-05-06",
        "chair": "钱主任",
        "members": 5,
        "women": 2,
        "mediators": 6,
        "full_time": 1,
        "roster": [{"name": "钱主任", "member": True}, {"name": "孙大姐", "full_time": True}],
    },
    "reconsidered": {
        "number": "示例府复〔2020〕1号",
        "received_on": "2020-06-01",
        "applicant": "李小红、王大勇",
        "applicants": 2,
        "respondent": "示例县城市管理局",
        "branch": "城乡规划",
        "matter": "行政处罚",
        "acceptance": "受理",
        "accepted_on": "2020-06-05",
        "ending": "撤销",
        "ended_on": "2020-07-31",
    },
}
"""One record of each of the other ledgers."""
SAMPLED = {"progress", "person", "certificate", "case", "training", *OTHERS}
PLAIN = {register_id(one) for one in ledgers().values() if one.id not in SAMPLED} | {"journal"}
"""Forms without a golden file: registers of ledgers without a record here, and one with a digest of its workspace."""


def new_workspace(folder: Path, office: Office, issue: Issue) -> Workspace:
    workspace, _ = create_workspace(folder, office, None, stopped_at(TODAY))
    with workspace.write("王经办") as tx:
        documents.save_document(tx, "issue", 1, issue)
    return workspace


def reported(workspace: Workspace, *units: str, received: str = "2020-12-01", period: str = "2020") -> None:
    """Have the centre hold a report of these units, merged and approved."""
    with workspace.write("王经办") as tx:
        for unit in units:
            row = PackageRow(
                id=f"p{unit}", direction=IN, kind="submission", unit=unit, period=period, state="merged", sequence=1
            )
            packages.save_package(tx, row)
            packages.update_package(tx, row.id, received_on=received, review="approved")


def send_report(workspace: Workspace, recipient: str, path: Path) -> tuple[Header, str]:
    """Write a package with all records and evidence of the unit; gives its header and digest."""

    def add(writer: PayloadWriter) -> None:
        with workspace.read() as connection:
            for one in (ledger("progress"), ledger("training")):
                lines = travelling_lines(connection, one, workspace.unit)
                writer.add_lines(one.id, (line.encode() for line in lines))
        for digest in evidence.all_digests(workspace):
            whole = io.BytesIO()
            evidence.copy_file(workspace, digest, whole)
            whole.seek(0)
            writer.add_evidence(digest, whole)

    letter = PackageDraft("submission", workspace.unit, "c" * 64, (recipient,), "2020")
    return send_package(workspace, keys.signing_key(workspace), letter, path, add, "王经办")
