"""`enrol`, `revoke`, `unit-key`, `centre-key`, `export-key`: whose keys are believed, new ones, and a copy of one."""

from __future__ import annotations

import argparse
import sys

from models.merge.enrolment import enrol_unit, revoke_keys
from models.merge.key_change import change_centre_keys, change_unit_keys, export_identities, new_second_identity
from models.package.suites import fingerprint
from ui.cli.arguments import show, tell
from ui.cli.opening import add_workspace, opened, operator_of, passphrase_again
from ui.cli.units import add_unit, roster_unit


def enrol_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, unit, fingerprint, whether it replaces the unit's older keys, and the reason."""
    add_workspace(parser)
    add_unit(parser)
    parser.add_argument("fingerprint", metavar="指纹", nargs="+", help="盖章报送单上的20位指纹，可以带空格")
    parser.add_argument("--replace", action="store_true", help="同时停用该单位原有的密钥（换电脑、密钥丢失）")
    parser.add_argument("--reason", metavar="原因", default="", help="为什么登记或更换，记入日志")


def run_enrol(args: argparse.Namespace) -> int:
    """Confirm the key of a unit whose fingerprint was compared with the stamped 报送单."""
    with opened(args, centre=True) as workspace:
        unit = roster_unit(workspace, args.unit)
        roster = enrol_unit(
            workspace, unit, "".join(args.fingerprint), operator_of(args), replace=args.replace, reason=args.reason
        )
    show(f"已登记单位{unit}的密钥，名册为第{roster.number}号。")
    tell("请再合并一次该单位的报送包。")
    return 0


def revoke_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, unit, the reason, and the fingerprint if only one of the unit's keys is revoked."""
    add_workspace(parser)
    add_unit(parser)
    parser.add_argument("--reason", metavar="原因", default="", help="为什么停用，记入日志")
    parser.add_argument("--fingerprint", metavar="指纹", default="", help="只停用这一把；不写时停用该单位的全部密钥")


def run_revoke(args: argparse.Namespace) -> int:
    """Revoke all keys of a unit, or the one of --fingerprint: what they sign is no longer merged."""
    with opened(args, centre=True) as workspace:
        unit = roster_unit(workspace, args.unit)
        roster = revoke_keys(workspace, unit, operator_of(args), reason=args.reason, fingerprint=args.fingerprint)
    show(f"已停用单位{unit}的密钥，名册为第{roster.number}号；它签名的报送包从现在起不再合并。")
    return 0


def unit_key_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace and why the unit's key is renewed."""
    add_workspace(parser)
    _add_reason(parser)


def centre_key_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace and why the centre's key is renewed."""
    add_workspace(parser)
    _add_reason(parser)


def _add_reason(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reason", metavar="原因", help="为什么更换，记入日志")


def run_unit_key(args: argparse.Namespace) -> int:
    """Change the keys of a unit whose PC or 密码 came into wrong hands; show the new fingerprint."""
    with opened(args, centre=False) as workspace:
        made = change_unit_keys(workspace, passphrase_again(args, workspace), operator_of(args), args.reason)
    show(f"本单位的新指纹：{made}")
    tell("请打电话让汇总单位撤销旧密钥；再报送一次，打印带新指纹的报送单盖章，和报送包一起交去登记。")
    return 0


def run_centre_key(args: argparse.Namespace) -> int:
    """Show the new sealed second key, then change the centre's keys, vouched for by the old; show the fingerprint."""
    with opened(args, centre=True) as workspace:
        passphrase = passphrase_again(args, workspace)
        second = new_second_identity(workspace, passphrase)
        show(f"备用密钥：{second}")
        tell("备用密钥只显示这一次：请抄写或打印，密封保管；旧的仍要锁好，它能打开更换以前的包。")
        if not _written_down():
            tell("没有更换，上面的备用密钥作废。")
            return 1
        roster = change_centre_keys(workspace, passphrase, operator_of(args), args.reason, second)
    show(f"汇总单位的新指纹：{fingerprint(roster.centre_key)}")
    tell("请导出新的任务包或回执发给各单位，它们接收后自动换用新密钥；印发的通知上请改用新指纹。")
    return 0


def _written_down() -> bool:
    """Wait until somebody says that the second key is written down; who gives commands by program has its output."""
    if not sys.stdin.isatty():
        return True
    tell("抄好以后按回车，才会更换；不换就按 Ctrl+C。")
    return bool(sys.stdin.readline())


def export_key_arguments(parser: argparse.ArgumentParser) -> None:
    """Only the workspace whose public key is exported."""
    add_workspace(parser)


def run_export_key(args: argparse.Namespace) -> int:
    """Show the private age keys, the present one first, for reading packages without this program."""
    with opened(args) as workspace:
        for identity in export_identities(workspace, passphrase_again(args, workspace), operator_of(args)):
            show(identity)
    tell("有这把私钥就能打开发给本工作区的全部包：请密封保管。日志已记下这次导出。格式见“报送包格式”。")
    return 0
