"""`decide`: settle one conflict by one of its versions or by a value of one's own."""

from __future__ import annotations

import argparse
from typing import Any

from models.merge.conflicts import Take, Value, decide
from models.merge.values import DELETED, label_of
from models.records.field import Kind
from models.records.ledger import Ledger
from models.rules.dates import read_date
from ui.cli.arguments import UsageError, add_ledger, show
from ui.cli.opening import add_workspace, opened, operator_of

YES, NO = ("是", "删除", "true"), ("否", "保留", "false")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which field of which record, and what shall stand there."""
    add_workspace(parser)
    add_ledger(parser)
    parser.add_argument("uid", metavar="记录编号", help="见命令 conflicts")
    parser.add_argument("field", metavar="字段", help="字段代号或名称；deleted 表示是否删除")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--take", metavar="序号", type=int, help="采用第几个版本")
    choice.add_argument("--value", metavar="值", help="都不采用，改填这个值；写空串表示清空")


def run(args: argparse.Namespace) -> int:
    """Write what was decided."""
    field = _field(args.ledger, args.field)
    choice = Take(args.take) if args.take is not None else Value(_typed(args.ledger, field, args.value))
    with opened(args) as workspace:
        decide(workspace, args.ledger, args.uid, field, choice, operator_of(args))
    show(f"已决定“{label_of(args.ledger, field)}”，各方以这个值为准。")
    return 0


def _field(ledger: Ledger, text: str) -> str:
    if text in (DELETED, label_of(ledger, DELETED)):
        return DELETED
    known = ledger.by_name.get(text) or ledger.by_label.get(text)
    return known.name if known else text


def _typed(ledger: Ledger, name: str, text: str) -> Any:
    """The value as the field keeps it."""
    field = ledger.by_name.get(name)
    kind = Kind.FLAG if name == DELETED else field.kind if field else Kind.TEXT
    if kind is Kind.TABLE:
        raise UsageError("这个字段是明细表，不能用 --value 填写：请用 --take 采用一个版本。")
    if kind is Kind.FLAG:
        return _flag(text)
    if kind is Kind.INTEGER and text.lstrip("-").isdigit():
        return int(text)
    found = read_date(text) if kind is Kind.DATE else None
    return found.isoformat() if found else text


def _flag(text: str) -> bool:
    if text not in (*YES, *NO):
        raise UsageError(f"“{text}”请写成 是 或 否。")
    return text in YES
