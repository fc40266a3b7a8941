"""`results`: every unit's frozen points as a package for it alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.submit.centre import NothingIssuedError, current_issue
from models.submit.results import export_results
from ui.cli.arguments import show, tell
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    add_workspace(parser)
    parser.add_argument("target", metavar="文件夹", type=Path, help="考核结果包写到这里，没有时新建")


def run(args: argparse.Namespace) -> int:
    """Write the packages and show their names; 1 where a unit has no confirmed key."""
    with opened(args, centre=True) as workspace:
        issue = current_issue(workspace)
        if issue is None:
            raise NothingIssuedError
        args.target.mkdir(parents=True, exist_ok=True)
        sent = export_results(workspace, issue.year, args.target, operator_of(args))
    for path in sent.paths:
        show(str(path))
    if sent.unreachable:
        tell(f"没有导出的：{'、'.join(sent.unreachable)}。它们的密钥还没有登记，请打印反馈意见书送达。")
    return 1 if sent.unreachable else 0
