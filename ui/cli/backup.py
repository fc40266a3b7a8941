"""`verify`, `backup`, `restore`: whether a workspace is whole, a copy of it, and back from the copy."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

import msgspec

from models.merge.past import past_lines
from models.merge.past_note import PastFinding
from models.store.base.errors import DamagedWorkspaceError
from models.store.base.workspace import is_encrypted, open_workspace
from models.store.files.backup import restore_backup, write_backup
from models.store.files.verify import Verified, examine, result_words, verify_folder
from models.submit.numbering import AHEAD_WORDS
from ui.cli.arguments import add_json, add_target, show, show_json, tell
from ui.cli.opening import add_person, add_workspace, given_passphrase, opened, passphrase_of


def verify_arguments(parser: argparse.ArgumentParser) -> None:
    """The workspace, and how to show what is found."""
    add_workspace(parser)
    add_json(parser)


def run_verify(args: argparse.Namespace) -> int:
    """Show what of database, journal chain and evidence is not whole; 1 if anything is not."""
    found, told = _verified(args)
    if args.json:
        show_json(msgspec.to_builtins(found) | {"past": msgspec.to_builtins(told)})
    else:
        for fault in found.faults:
            show(fault.what)
        show(result_words(found))
        for one in told:
            show(one.what)
    return 1 if found.faults else 0


def _verified(args: argparse.Namespace) -> tuple[Verified, list[PastFinding]]:
    """What is found in the workspace, also in one that does not open any more, and what the packages in it tell."""
    passphrase = _passphrase(args)
    try:
        workspace = open_workspace(args.workspace, passphrase, clock=args.clock)
    except DamagedWorkspaceError:
        return verify_folder(args.workspace, passphrase, _progress), []
    with closing(workspace):
        found = examine(workspace, _progress)
        return found, past_lines(workspace, found)


def _passphrase(args: argparse.Namespace) -> str | None:
    try:
        return passphrase_of(args) if is_encrypted(args.workspace) else None
    except DamagedWorkspaceError:  # of the keys: none opens it
        return None


def _progress(part: str) -> None:
    tell(f"检查{part}…")


def backup_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace and the target: a folder (the name is made) or a file."""
    add_workspace(parser)
    add_target(parser)


def run_backup(args: argparse.Namespace) -> int:
    """Write the whole workspace into one file, encrypted as it rests, and show where it lies."""
    with opened(args) as workspace:
        show(str(write_backup(workspace, args.target)))
    return 0


def restore_arguments(parser: argparse.ArgumentParser) -> None:
    """The backup file, the folder it is restored to, and who does it."""
    parser.add_argument("backup", metavar="备份", type=Path, help="备份文件")
    parser.add_argument("workspace", metavar="工作区", type=Path, help="恢复到这个文件夹")
    add_person(parser)


def run_restore(args: argparse.Namespace) -> int:
    """Put a backup there, keep what is in its place beside it; an unencrypted one needs no 密码."""
    with args.backup.open("rb"):  # a missing file is not a damaged backup
        pass
    passphrase = given_passphrase(args)
    if passphrase is None and sys.stdin.isatty():
        passphrase = passphrase_of(args)
    workspace, kept = restore_backup(args.backup, args.workspace, passphrase)
    workspace.close()
    show(str(args.workspace))
    if workspace.is_centre:
        tell(AHEAD_WORDS)
    if kept:
        tell(f"原来的工作区保留在“{kept}”。")
    return 0
