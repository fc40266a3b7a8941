"""`plan-package`: the signed 任务下发包 for all units."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.merge.keys import own_fingerprint
from models.store.records.calendar import own_days
from models.submit.centre import current_issue, export_plan, with_holidays
from ui.cli.arguments import show, tell
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    add_workspace(parser)
    parser.add_argument("target", metavar="目标", type=Path, help="文件夹（自动取名）或文件")


def run(args: argparse.Namespace) -> int:
    """Write it and show where it lies, and the fingerprint that units compare."""
    with opened(args, centre=True) as workspace:
        path = export_plan(workspace, args.target, operator_of(args))
        issue = current_issue(workspace)
        with workspace.read() as connection:
            is_old = issue is not None and with_holidays(issue, own_days(connection)) != issue
        fingerprint = own_fingerprint(workspace)
    show(str(path))
    if is_old:
        tell("放假安排改过以后还没有下发，包里的仍是改以前的：请先在“任务下发”中保存，再导出一次。")
    tell(f"本单位指纹 {fingerprint}：请随通知印发，或电话告知各单位核对。")
    return 0
