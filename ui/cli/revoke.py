"""`revoke`: stop believing a unit's keys."""

from __future__ import annotations

import argparse

from models.merge.enrolment import revoke
from ui.cli.arguments import show
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import roster_unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose keys."""
    add_workspace(parser)
    parser.add_argument("unit", metavar="单位", help="单位代码或名称")
    parser.add_argument("--reason", metavar="原因", default="", help="为什么停用，记入日志")
    parser.add_argument("--fingerprint", metavar="指纹", default="", help="只停用这一把；不写时停用该单位的全部密钥")


def run(args: argparse.Namespace) -> int:
    """Revoke them."""
    with opened(args, centre=True) as workspace:
        unit = roster_unit(workspace, args.unit)
        roster = revoke(workspace, unit, operator_of(args), reason=args.reason, fingerprint=args.fingerprint)
    show(f"已停用单位{unit}的密钥，名册为第{roster.number}号；它签名的报送包从现在起不再合并。")
    return 0
