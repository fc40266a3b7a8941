"""`receive`: take a plan, a receipt or results at a unit."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.merge.receive import receive
from ui.commands.arguments import show
from ui.commands.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    add_workspace(parser)
    parser.add_argument("package", metavar="文件", type=Path, help="汇总单位发来的任务包、回执或考核结果")


def run(args: argparse.Namespace) -> int:
    """Take it and show what it brought."""
    with opened(args, centre=False) as workspace:
        show(receive(workspace, args.package, operator_of(args)))
    return 0
