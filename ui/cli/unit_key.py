"""`unit-key`: new keys for a unit whose PC or 密码 came into wrong hands."""

from __future__ import annotations

import argparse

from models.merge.key_change import change_unit_keys
from ui.cli.arguments import show, tell
from ui.cli.opening import add_workspace, opened, operator_of, passphrase_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Why."""
    add_workspace(parser)
    parser.add_argument("reason", metavar="原因", help="为什么更换，记入日志")


def run(args: argparse.Namespace) -> int:
    """Ask for the 密码 once more, change them, and show the new fingerprint."""
    with opened(args, centre=False) as workspace:
        again = passphrase_of(args) if workspace.encrypted else None
        made = change_unit_keys(workspace, again, operator_of(args), args.reason)
    show(f"本单位的新指纹：{made}")
    tell("请打电话让汇总单位撤销旧密钥；再报送一次，打印带新指纹的报送单盖章，和报送包一起交去登记。")
    return 0
