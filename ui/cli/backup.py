"""`backup`: the whole workspace in one file, encrypted as it rests."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.store.files.backup import write_backup
from ui.cli.arguments import show
from ui.cli.opening import add_workspace, opened


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    add_workspace(parser)
    parser.add_argument("target", metavar="目标", type=Path, help="文件夹（自动取名）或文件")


def run(args: argparse.Namespace) -> int:
    """Write it and show where it lies."""
    with opened(args) as workspace:
        show(str(write_backup(workspace, args.target)))
    return 0
