"""`centre-key`: new keys for the centre, vouched for by the old ones."""

from __future__ import annotations

import argparse

from models.merge.key_change import change_centre_keys
from models.package.suites import fingerprint
from ui.commands.arguments import show, tell
from ui.commands.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Why."""
    add_workspace(parser)
    parser.add_argument("reason", metavar="原因", help="为什么更换，记入日志")


def run(args: argparse.Namespace) -> int:
    """Change them and show the new fingerprint."""
    with opened(args, centre=True) as workspace:
        roster = change_centre_keys(workspace, operator_of(args), args.reason)
    show(f"汇总单位的新指纹：{fingerprint(roster.centre_key)}")
    tell("请导出新的任务包或回执发给各单位，它们接收后自动换用新密钥；印发的通知上请改用新指纹。")
    return 0
