"""`handover`: all records of this unit for its other PCs, or this PC's address without a target."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.merge.keys import own_fingerprint
from models.submit.handover import export_handover, own_address
from ui.cli.arguments import show, tell
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and for which PC."""
    add_workspace(parser)
    parser.add_argument("target", metavar="目标", nargs="?", type=Path, help="文件夹或文件；不写时只显示本机的接收码")
    parser.add_argument(
        "--to", metavar="接收码", action="append", default=[], help="另一台电脑的接收码，第一次移交时写"
    )


def run(args: argparse.Namespace) -> int:
    """Write the package, or show what the other PC needs."""
    with opened(args, centre=False) as workspace:
        if args.target is None:
            show(f"接收码：{own_address(workspace)}")
        else:
            show(str(export_handover(workspace, args.target, operator_of(args), args.to)))
        show(f"本机指纹：{own_fingerprint(workspace)}")
    tell("另一台电脑第一次接收时，请核对上面的指纹。")
    return 0
