"""`check`: 校验 of one unit's ledgers."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import msgspec

from models.check import blocks
from models.records.finding import Finding
from models.records.registry import ledgers
from models.submit.unit import check_workspace
from ui.cli.arguments import add_json, show, show_json
from ui.cli.opening import add_workspace, opened
from ui.cli.units import require_unit

LEVELS = {"error": "错误", "warning": "提醒"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The workspace, and at the centre which unit."""
    add_workspace(parser)
    parser.add_argument("--unit", metavar="代码", help="汇总单位：校验这个单位的台账，不写时校验本级的")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show the findings; 1 when they stand in the way of a submission."""
    with opened(args) as workspace:
        unit = require_unit(workspace, args.unit)
        findings = check_workspace(workspace, workspace.clock.today(), unit)
    if args.json:
        show_json({**counts(findings), "findings": [_as_json(finding) for finding in findings]})
    else:
        show_findings(findings)
    return 1 if blocks(findings) else 0


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many errors, open warnings and explained warnings there are."""
    errors = sum(finding.level == "error" for finding in findings)
    explained = sum(bool(finding.explained) for finding in findings)
    return {"errors": errors, "warnings": len(findings) - errors - explained, "explained": explained}


def show_findings(findings: Sequence[Finding]) -> None:
    """One line a finding, and how many there are."""
    for finding in findings:
        level = "已说明" if finding.explained else LEVELS[finding.level]
        where = [ledgers()[finding.ledger].label if finding.ledger in ledgers() else "", finding.title]
        show(f"{level}\t{' '.join(filter(None, where))}\t{finding.message}")
    found = counts(findings)
    show(f"错误{found['errors']}处，提醒{found['warnings']}处，已说明{found['explained']}处。")


def _as_json(finding: Finding) -> dict[str, str]:
    return {name: str(value) for name, value in msgspec.structs.asdict(finding).items()}
