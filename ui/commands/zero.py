"""`zero`: 零报送, the explicit word that a ledger has nothing to report."""

from __future__ import annotations

import argparse

from models.records.ledgers.zero_report import LEDGER as ZERO
from models.store import records
from models.submit.centre import current_issue
from models.submit.proxy import require_proxy
from models.submit.unit import NoPlanError, UnknownPeriodError
from ui.commands.arguments import UsageError, add_ledger, show
from ui.commands.opening import add_workspace, opened, operator_of
from ui.commands.units import require_unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which ledger, why, and for which period."""
    add_workspace(parser)
    add_ledger(parser)
    parser.add_argument("reason", metavar="理由", help="为什么没有内容可报")
    parser.add_argument("--period", metavar="报送期", help="不写时为最后一期，即全年")
    parser.add_argument("--unit", metavar="代码", help="汇总单位：代录这个单位的零报送（先用命令 proxy 登记）")


def run(args: argparse.Namespace) -> int:
    """Keep the statement."""
    if args.ledger.desk != "unit":
        raise UsageError(f"“{args.ledger.label}”不是填报的台账，不用作零报送。")
    if not args.reason.strip():
        raise UsageError("零报送要写明理由，例如：本单位没有执法职能。")
    with opened(args) as workspace:
        issue = current_issue(workspace)
        if issue is None:
            raise NoPlanError
        period = issue.period(args.period)
        if period is None:
            raise UnknownPeriodError(args.period, issue.periods)
        fields = {"ledger": args.ledger.id, "period": period.id, "year": issue.year, "reason": args.reason.strip()}
        unit = require_unit(workspace, args.unit)
        with workspace.write(operator_of(args)) as tx:
            require_proxy(tx.connection, unit)
            records.save(tx, ZERO, unit, fields)
    show(f"{args.ledger.label}已作零报送（{period.label}）。")
    return 0
