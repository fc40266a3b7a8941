"""`revoke`: stop believing a unit's keys."""

from __future__ import annotations

import argparse

from models.merge.enrolment import revoke
from ui.commands.arguments import show
from ui.commands.opening import add_workspace, opened, operator_of
from ui.commands.units import roster_unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose keys."""
    add_workspace(parser)
    parser.add_argument("unit", metavar="单位", help="单位代码或名称")


def run(args: argparse.Namespace) -> int:
    """Revoke them."""
    with opened(args, centre=True) as workspace:
        unit = roster_unit(workspace, args.unit)
        roster = revoke(workspace, unit, operator_of(args))
    show(f"已停用单位{unit}的密钥，名册为第{roster.number}号；它签名的报送包从现在起不再合并。")
    return 0
