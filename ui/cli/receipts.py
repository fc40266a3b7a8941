"""`receipts`: tell units what became of their submissions."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.submit.centre import export_receipts
from ui.cli.arguments import show, tell
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    add_workspace(parser)
    parser.add_argument("target", metavar="文件夹", type=Path, help="回执写到这里，没有时新建")


def run(args: argparse.Namespace) -> int:
    """Write a receipt for every submission whose unit was not told yet, and show their names."""
    with opened(args, centre=True) as workspace:
        args.target.mkdir(parents=True, exist_ok=True)
        written = export_receipts(workspace, args.target, operator_of(args))
    for path in written:
        show(str(path))
    tell(f"导出{len(written)}份回执。" if written else "没有需要导出的回执：各单位都已告知，或还没有合并报送。")
    return 0
