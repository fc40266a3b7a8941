"""`twins`: the same person or case in two units, to be confirmed."""

from __future__ import annotations

import argparse

import msgspec

from models.merge.twins import Twin, confirm, twins
from models.records.registry import ledger
from ui.cli.arguments import UsageError, add_json, show, show_json
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The list, or a word on one of it."""
    add_workspace(parser)
    parser.add_argument("--confirm", metavar="代号", help="确认清单里的哪一项（每行开头的代号）")
    parser.add_argument("--as", dest="verdict", metavar="结论", help="人员：调动、兼职；案件：共同被告；或登记有误")
    parser.add_argument("--note", metavar="说明", default="", help="例如调令文号")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show them, 1 while any is not confirmed; or confirm one."""
    if (args.confirm is None) != (args.verdict is None):
        raise UsageError("--confirm 和 --as 要一起写，例如：--confirm 3f2a90bc --as 调动。")
    with opened(args, centre=True) as workspace:
        if args.confirm is not None:
            done = confirm(workspace, args.confirm, args.verdict, args.note, operator_of(args))
            show(f"已确认{done.code}（{done.shown}）：{args.verdict}。记录没有合并，仍各归各单位。")
            return 0
        found = twins(workspace)
    if args.json:
        show_json({"twins": [{"code": one.code, **msgspec.to_builtins(one), "value": one.shown} for one in found]})
    else:
        for one in found:
            _show(one)
    return 1 if any(one.said is None for one in found) else 0


def _show(one: Twin) -> None:
    said = f"{one.said.verdict} {one.said.note}（{one.said.operator}）" if one.said else "待确认"
    where = "、".join(f"{place.unit} {place.title}" for place in one.places)
    show(f"{one.code}\t{ledger(one.ledger).label}\t{one.shown}\t{where}\t{said}")
