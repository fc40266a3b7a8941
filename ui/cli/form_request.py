"""What commands that fill in forms and drafts have in common: for which year, period and unit, signed by whom."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.store.base.workspace import Workspace
from models.submit.centre import current_issue
from reports.layouts.form import FormRequest
from ui.cli.arguments import UsageError
from ui.cli.opening import operator_of
from ui.cli.units import require_unit


def add_scope(parser: argparse.ArgumentParser) -> None:
    """Year, period and unit."""
    parser.add_argument("--year", metavar="年度", type=int, help="不写时为当前任务的年度")
    parser.add_argument("--period", metavar="报送期", default="", help="不写时为全年")
    parser.add_argument("--unit", metavar="代码", help="汇总单位：只看这个单位，不写时为全部单位")


def request_of(args: argparse.Namespace, workspace: Workspace) -> FormRequest:
    """The request the arguments make."""
    issue = current_issue(workspace)
    today = workspace.clock.today()
    return FormRequest(
        year=args.year or (issue.year if issue else today.year),
        today=today,
        period=args.period,
        unit=require_unit(workspace, args.unit) if args.unit else None,
        operator=operator_of(args),
    )


def require_ending(target: Path, ending: str) -> None:
    """Refuse a name that hides what the file is.

    Raises:
        UsageError: It ends otherwise.
    """
    if target.suffix.lower() != ending:
        raise UsageError(f"“{target}”要以 {ending} 结尾。")
