"""`freeze`: let the year's points stand as they are, or open them again with a reason."""

from __future__ import annotations

import argparse

from models.submit.centre import NothingIssuedError, current_issue
from models.submit.results import freeze, unfreeze
from reports.figures.current_scores import parted_now
from reports.figures.form_data import Asked
from ui.cli.arguments import show
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose workspace, and whether to undo it."""
    add_workspace(parser)
    parser.add_argument("--undo", metavar="原因", help="解除冻结，写明原因")


def run(args: argparse.Namespace) -> int:
    """Freeze or open again the year that was issued last."""
    with opened(args, centre=True) as workspace:
        issue = current_issue(workspace)
        if issue is None:
            raise NothingIssuedError
        if args.undo is not None:
            unfreeze(workspace, issue.year, args.undo, operator_of(args))
            show(f"{issue.year}年度考核已解除冻结。")
            return 0
        found = parted_now(workspace, Asked(issue.year, workspace.clock.today(), None))
        made = freeze(workspace, found, issue.scheme, operator_of(args))
    show(f"{made.year}年度考核已冻结：{len(made.result.units)}个单位，以{made.result.on}的台账为准。")
    return 0
