"""`zero`: 零报送, the explicit word that one or several ledgers have nothing to report."""

from __future__ import annotations

import argparse

from models.records.ledgers.zero_report import LEDGER as ZERO
from models.store.records import records
from models.submit.centre import current_issue
from models.submit.proxy import require_proxy
from models.submit.unit import NoPlanError, UnknownPeriodError
from ui.cli.arguments import UsageError, add_ledgers, show
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import require_unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which ledgers, why, and for which period."""
    add_workspace(parser)
    add_ledgers(parser)
    parser.add_argument("reason", metavar="理由", help="为什么没有内容可报，写在最后；几本台账同用这个理由")
    parser.add_argument("--period", metavar="报送期", help="不写时为最后一期，即全年")
    parser.add_argument("--unit", metavar="代码", help="汇总单位：代录这个单位的零报送（先用命令 proxy 登记）")


def run(args: argparse.Namespace) -> int:
    """Keep the statements, all of them or none."""
    _must_fit(args)
    with opened(args) as workspace:
        issue = current_issue(workspace)
        if issue is None:
            raise NoPlanError
        period = issue.period(args.period)
        if period is None:
            raise UnknownPeriodError(args.period, issue.periods)
        said = {"period": period.id, "year": issue.year, "reason": args.reason.strip()}
        unit = require_unit(workspace, args.unit)
        with workspace.write(operator_of(args)) as tx:
            require_proxy(tx.connection, unit)
            for name in dict.fromkeys(one.id for one in args.ledgers):
                records.save(tx, ZERO, unit, {"ledger": name, **said})
    show(f"{'、'.join(dict.fromkeys(one.label for one in args.ledgers))}已作零报送（{period.label}）。")
    return 0


def _must_fit(args: argparse.Namespace) -> None:
    """Complain of what cannot be stated.

    Raises:
        UsageError: One is no ledger that is reported, or there is no reason.
    """
    for one in args.ledgers:
        if one.desk != "unit":
            raise UsageError(f"“{one.label}”不是填报的台账，不用作零报送。")
    if not args.reason.strip():
        raise UsageError("零报送要写明理由，例如：本单位没有执法职能。")
