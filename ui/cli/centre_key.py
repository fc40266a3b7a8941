"""`centre-key`: new keys for the centre, the sealed second one too, vouched for by the old ones."""

from __future__ import annotations

import argparse

from models.merge.key_change import change_centre_keys
from ui.cli.arguments import show, tell
from ui.cli.opening import add_workspace, opened, operator_of, passphrase_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Why."""
    add_workspace(parser)
    parser.add_argument("reason", metavar="原因", help="为什么更换，记入日志")


def run(args: argparse.Namespace) -> int:
    """Ask for the 密码 once more, change them, and show the new fingerprint and the new sealed second key."""
    with opened(args, centre=True) as workspace:
        again = passphrase_of(args) if workspace.encrypted else None
        made = change_centre_keys(workspace, again, operator_of(args), args.reason)
    show(f"汇总单位的新指纹：{made.fingerprint}")
    show(f"备用密钥：{made.second_identity}")
    tell("备用密钥只显示这一次：请抄写或打印，密封保管；旧的仍要锁好，它能打开更换以前的包。")
    tell("请导出新的任务包或回执发给各单位，它们接收后自动换用新密钥；印发的通知上请改用新指纹。")
    return 0
