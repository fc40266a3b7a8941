"""`enrol`: confirm the key of a unit whose fingerprint was compared with the stamped 报送单."""

from __future__ import annotations

import argparse

from models.merge.enrolment import enrol
from ui.cli.arguments import show, tell
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import roster_unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose key, and its fingerprint."""
    add_workspace(parser)
    parser.add_argument("unit", metavar="单位", help="单位代码或名称")
    parser.add_argument("fingerprint", metavar="指纹", nargs="+", help="盖章报送单上的20位指纹，可以带空格")
    parser.add_argument("--replace", action="store_true", help="同时停用该单位原有的密钥（换电脑、密钥丢失）")
    parser.add_argument("--reason", metavar="原因", default="", help="为什么登记或更换，记入日志")


def run(args: argparse.Namespace) -> int:
    """Confirm it."""
    with opened(args, centre=True) as workspace:
        unit = roster_unit(workspace, args.unit)
        roster = enrol(
            workspace, unit, "".join(args.fingerprint), operator_of(args), replace=args.replace, reason=args.reason
        )
    show(f"已登记单位{unit}的密钥，名册为第{roster.number}号。")
    tell("请再合并一次该单位的报送包。")
    return 0
