"""`assess`: points and ranks of all units by the scheme issued; at a unit a preview of its own."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

import msgspec

from models.assess.score import Assessment, State
from models.records.finding import Level
from models.submit.centre import current_issue
from reports.figures.current_scores import standing_of
from reports.figures.form_data import Asked
from reports.figures.scores import assess_workspace
from ui.cli.arguments import add_json, show, show_json, tell
from ui.cli.opening import add_workspace, opened
from ui.cli.units import NoSuchUnitError, require_unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose workspace, and how much to show."""
    add_workspace(parser)
    parser.add_argument("--unit", metavar="单位", help="显示这个单位的逐项得分和依据")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Assess and show; 1 when a unit could not be scored."""
    with opened(args) as workspace:
        unit = require_unit(workspace, args.unit) if args.unit or not workspace.is_centre else ""
        issue, today = current_issue(workspace), workspace.clock.today()
        asked = Asked(issue.year if issue else today.year, today, None)
        quick = workspace.is_centre and not args.json
        assessed = (
            standing_of(workspace, asked, lambda code: code == unit) if quick else assess_workspace(workspace, asked)
        )
    found = assessed.result
    if args.json:
        show_json(msgspec.to_builtins(found))
    elif unit:
        _show_unit(found, unit)
    else:
        _show(found, {one.id: one.name for one in assessed.scheme.categories})
    for finding in found.findings:
        tell(finding.message)
    return 1 if any(finding.level is Level.ERROR for finding in found.findings) else 0


def _show(found: Assessment, categories: Mapping[str, str]) -> None:
    show(f"{found.name}（截至{found.on}）")
    show("类别\t名次\t单位\t得分\t等次\t备注")
    for one in found.units:
        show("\t".join([categories[one.category], str(one.rank or ""), one.name, one.total_text, one.grade, one.note]))


def _show_unit(found: Assessment, unit: str) -> None:
    one = found.of(unit)
    if one is None:
        raise NoSuchUnitError(unit, ())
    show(f"{one.name}：{one.total_text} {one.grade} {one.note}".rstrip())
    for score in one.scores:
        points = f"{score.points}/{score.full}" if score.state is State.SCORED else score.state
        show(f"{score.indicator} {score.name}\t{points}\t{score.reason}")
        for ref in score.because:
            show(f"    {ref.effect:+}\t{ref.title}\t{ref.why}")
