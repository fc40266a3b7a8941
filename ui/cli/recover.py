"""`recover`: open submissions with the centre's sealed second key when its own is lost."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.merge.intake import merge_all
from models.package.keys import read_identity
from models.package.suites import KeyRefusedError
from ui.cli.arguments import UsageError, show, tell
from ui.cli.merge import show_outcomes
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The second key, and what to open with it."""
    add_workspace(parser)
    parser.add_argument("identity", metavar="备用密钥文件", type=Path, help="里面是打印的备用密钥，空格换行不影响")
    parser.add_argument("sources", metavar="来源", nargs="+", type=Path, help="报送包，或放着报送包的文件夹")
    parser.add_argument("--dry-run", action="store_true", help="只预览，不改动任何内容")


def run(args: argparse.Namespace) -> int:
    """Merge what it opens; the key is used now and kept nowhere."""
    second = _identity(args.identity)
    with opened(args, centre=True) as workspace:
        outcomes = merge_all(workspace, args.sources, operator_of(args), dry_run=args.dry_run, second_identity=second)
    tell("用完请把备用密钥重新密封，并删除这个文件。")
    show(f"共{len(outcomes)}个文件。")
    return show_outcomes(outcomes, preview=args.dry_run)


def _identity(path: Path) -> str:
    try:
        return read_identity(path.read_text(encoding="utf-8-sig", errors="replace"))
    except KeyRefusedError as problem:
        raise UsageError(
            f"“{path}”里没有备用密钥，或者有一个字母录错了："
            "请照打印的内容录入以 AGE-SECRET-KEY-1 开头的那一串，空格和换行不影响。"
        ) from problem
