"""How an office answers what the check asks: an empty ledger is reported as empty, a warning is explained."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from models.records.finding import Finding, Level
from models.records.registry import ledger
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import records
from models.submit.unit import check_workspace
from ui.demo.example import Example, Excuses

REASONS = {
    "certificate.expired": "换发材料已报，新证尚未领到；持证人已停止上岗执法。",
    "certificate.ending": "已列入统一换发计划。",
    "certificate.unfiled": "备案材料已送司法行政部门，尚未取得备案号。",
    "progress.proof": "原件在市级系统中留存，本单位没有电子件，可随时调阅。",
    "person.left": "离岗手续正在办理，材料补齐后更新。",
    "case.no_leader": "承办人未及时报告开庭时间，已通报批评并完善制度。",
    "case.no_proof": "证明材料已向法院提交，本单位没有留存复印件。",
    "case.account": "追责程序已经启动，尚未作出处理决定。",
    "case.unperformed": "正在协商履行，已向法院书面说明。",
    "rectification.closed_on_overdue": "整改要走采购程序，已向交办单位书面说明，预计下月完成。",
}
NOTHING = {
    "case": "本年度没有新收、上年也没有结转的行政应诉案件。",
    "person": "本单位没有行政执法职能，没有执法人员。",
    "certificate": "本单位没有行政执法职能，没有执法证件。",
}
CHECKED = "已与原始材料核对，情况属实。"


def settle(workspace: Workspace, operator: str, today: dt.date, story: Example) -> list[Finding]:
    """Report empty ledgers as empty and explain open warnings; gives what the check says afterwards."""
    unit = workspace.unit
    found = check_workspace(workspace, today)
    with workspace.write(operator) as tx:
        for finding in found:
            if finding.level is Level.ERROR and finding.code.endswith(".empty"):
                reason = NOTHING.get(finding.ledger, f"本年度没有{ledger(finding.ledger).label}方面的事项。")
                report = {"ledger": finding.ledger, "period": story.period.id, "year": story.year, "reason": reason}
                records.save(tx, ledger("zero_report"), unit, report)
        _explain(tx, unit, found, story.excuses)
    return check_workspace(workspace, today)


def _explain(tx: Transaction, unit: str, found: Iterable[Finding], excuses: Excuses) -> None:
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in found:
        if finding.level is Level.WARNING and not finding.explained and finding.uid:
            asked[finding.ledger, finding.uid].append(finding.code)
    for (name, uid), codes in asked.items():
        before = records.load(tx.connection, ledger(name), uid).fields.get("explanations", [])
        said = [{"code": code, "reason": _reason(code, excuses)} for code in dict.fromkeys(codes)]
        records.save(tx, ledger(name), unit, {"explanations": [*before, *said]}, uid)


def _reason(code: str, excuses: Excuses) -> str:
    if code.startswith("progress.quota."):
        return excuses.quota
    return excuses.answer if code == "case.answer_late" else REASONS.get(code, CHECKED)
