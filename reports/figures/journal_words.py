"""What a change in the journal reads like, in the list and on paper: when, who, what, in which ledger, which record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from models.clock import local_minute
from models.records.entry import read_line
from models.records.office import Issue
from models.records.registry import ledgers
from models.store.base.journal import JournalRow
from models.store.records.printed import PRINT
from models.store.records.undo_steps import STEP, STEP_UNDONE
from reports.figures.record_names import PROGRESS, name_of

ACTS = {
    "create": "新增",
    "change": "修改",
    "delete": "删除",
    "restore": "恢复",
    "undo": "撤销",
    "merge": "合并",
    "import": "导入",
    "proxy": "登记代录",
    "proxy-cancelled": "取消代录",
    "proxy-replaced": "签名报送代替代录",
    "document": "保存文件",
    "approved": "通过",
    "returned": "退回",
    "received-on": "确认收到日期",
    "accept": "接受冻结前没有办完的",
    "unfreeze": "解除考核冻结",
    "adjust": "复核调整冻结的得分",
    "decide": "处理冲突",
    "unmerge": "撤销合并，恢复原值",
    "vanish": "撤销合并，去掉记录",
    "undo-merge": "撤销一次合并",
    STEP: "一批改动",
    STEP_UNDONE: "撤销一批改动",
    "withdraw": "撤回报送",
    "twin": "确认重复",
    "fork": "认定同次两包",
    "centre-key": "换汇总单位密钥",
    "numbers-ahead": "恢复后编号往后跳",
    "sealed": "登记加了封印",
    "unit-key": "换本单位密钥",
    "export-key": "导出解密私钥",
    "key-active": "登记密钥",
    "key-revoked": "撤销密钥",
    "print": "打印或显示",
}
"""What the acts of the journal are called."""
DOCUMENTS = {
    "issue": "任务下发",
    "holidays": "放假安排",
    "calendar": "日历",
    "holidays-issued": "汇总单位的放假安排",
    "roster": "名册",
    "package": "报送包",
    "form": "表格",
    STEP: "台账",
    "enrolment": "密钥",
    "twin": "重复登记",
    "fork": "同次两包",
    "assessment": "考核结果",
    "assessment-points": "考核得分",
    "results": "收到的考核结果",
    "appeal": "复核意见",
}
SAID = (
    PRINT,
    STEP,
    STEP_UNDONE,
    "twin",
    "fork",
    "withdraw",
    "accept",
    "unfreeze",
    "returned",
    "received-on",
    "proxy",
    "proxy-cancelled",
    "adjust",
    "centre-key",
    "numbers-ahead",
    "sealed",
    "unit-key",
    "key-active",
    "key-revoked",
)
"""Acts whose line says in words what was done; of the others it is a record, or says nothing more."""


def change_text(
    change: JournalRow, name: Callable[[str], str] = str, issue: Issue | None = None
) -> tuple[str, str, str, str, str]:
    """A change as the table shows it; `name` gives the name of a unit's code, `issue` the wording of items."""
    ledger = ledgers().get(change.ledger)
    label = ledger.label if ledger else DOCUMENTS.get(change.ledger, change.ledger)
    title = _title(change, name, issue)
    return (local_minute(change.at), change.operator, ACTS.get(change.act, change.act), label, title)


def has_words(texts: Iterable[str], wanted: Sequence[str]) -> bool:
    """Whether each of the wanted words stands in one of the texts, small letters or large."""
    every = " ".join(texts).casefold()
    return all(word in every for word in wanted)


def _title(change: JournalRow, name: Callable[[str], str], issue: Issue | None) -> str:
    ledger = ledgers().get(change.ledger)
    if ledger is None:
        return _what(change, name)
    entry = read_line(change.line)
    if ledger.id == PROGRESS:
        return name_of(ledger.id, entry, issue)
    return str(entry.fields.get(ledger.title) or ledger.nameless)


def _what(change: JournalRow, name: Callable[[str], str]) -> str:
    """Of what is no record: what was said, the number of a document, whose package it was."""
    if change.act in SAID and change.line:
        return change.line
    if change.act == "document":
        return f"第{change.uid}号"
    return name(change.unit) if change.ledger == "package" and change.unit else change.uid
