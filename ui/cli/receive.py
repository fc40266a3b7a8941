"""`receive`: one door for every kind of package."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.merge.door import take
from ui.cli.arguments import show
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    add_workspace(parser)
    parser.add_argument(
        "package", metavar="文件", type=Path, help="任务包、回执、考核结果、移交包；在汇总单位也可以是报送包"
    )
    parser.add_argument("--trust", metavar="指纹", default="", help="已经核对过的、签名人的20位指纹")


def run(args: argparse.Namespace) -> int:
    """Take it and show what it brought."""
    with opened(args) as workspace:
        show(take(workspace, args.package, operator_of(args), args.trust))
    return 0
