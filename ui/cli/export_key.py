"""`export-key`: the workspace's private age key, for reading its packages without this program."""

from __future__ import annotations

import argparse

from models.merge.key_change import export_identities
from ui.cli.arguments import show, tell
from ui.cli.opening import add_workspace, opened, operator_of, passphrase_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The workspace."""
    add_workspace(parser)


def run(args: argparse.Namespace) -> int:
    """Ask for the 密码 once more and show the keys, the present one first."""
    with opened(args) as workspace:
        again = passphrase_of(args) if workspace.encrypted else None
        for identity in export_identities(workspace, again, operator_of(args)):
            show(identity)
    tell("有这把私钥就能打开发给本工作区的全部包：请密封保管。日志已记下这次导出。格式见“报送包格式”。")
    return 0
