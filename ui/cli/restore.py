"""`restore`: a workspace from a backup; what is in its place is kept beside it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from models.store.files.backup import restore_backup
from ui.cli.arguments import show, tell
from ui.cli.opening import add_person, given_passphrase, passphrase_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """From where to where."""
    parser.add_argument("backup", metavar="备份", type=Path, help="备份文件")
    parser.add_argument("workspace", metavar="工作区", type=Path, help="恢复到这个文件夹")
    add_person(parser)


def run(args: argparse.Namespace) -> int:
    """Put it there; an unencrypted one needs no 密码."""
    with args.backup.open("rb"):  # a missing file is not a damaged backup
        pass
    passphrase = given_passphrase(args)
    if passphrase is None and sys.stdin.isatty():
        passphrase = passphrase_of(args)
    workspace, kept = restore_backup(args.backup, args.workspace, passphrase)
    workspace.close()
    show(str(args.workspace))
    if kept:
        tell(f"原来的工作区保留在“{kept}”。")
    return 0
