"""`withdraw`: take the newest submission back before it has been approved."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.submit.withdraw import withdraw
from ui.cli.arguments import show, tell
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and why."""
    add_workspace(parser)
    parser.add_argument("target", metavar="目标", type=Path, help="文件夹（自动取名）或文件")
    parser.add_argument("reason", metavar="理由", help="为什么撤回，汇总单位会看到")


def run(args: argparse.Namespace) -> int:
    """Write the signed statement."""
    with opened(args, centre=False) as workspace:
        path, row = withdraw(workspace, args.target, args.reason, operator_of(args))
    show(str(path))
    show(f"撤回第{row.sequence}次报送（{row.period}）。")
    tell("请把这个包交汇总单位合并；合并之前如果那次报送已经通过，撤回不成。")
    return 0
