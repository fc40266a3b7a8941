"""`undo`: take a unit's latest merge back, as long as its receipt has not left."""

from __future__ import annotations

import argparse

from models.merge.undo import undo_merge
from ui.cli.arguments import show
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import roster_unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose merge."""
    add_workspace(parser)
    parser.add_argument("unit", metavar="单位", help="单位代码或名称")


def run(args: argparse.Namespace) -> int:
    """Put everything back to what it was before, and say what."""
    with opened(args, centre=True) as workspace:
        done = undo_merge(workspace, roster_unit(workspace, args.unit), operator_of(args))
    show(f"已撤销单位{done.row.unit}第{done.row.sequence}次报送的合并：恢复{done.restored}条，去掉{done.vanished}条。")
    show("这个报送包可以重新合并。")
    return 0
