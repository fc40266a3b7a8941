"""`export`: a ledger as a workbook that can be filled in and imported again."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.records.ledger import Ledger
from models.store.base.workspace import Workspace
from models.store.records.printed import note_printed
from reports.excel.ledger_workbook import export_ledger
from ui.cli.arguments import UsageError, add_ledger, show, tell
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import require_unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to export, and where to."""
    add_workspace(parser)
    add_ledger(parser)
    parser.add_argument("file", metavar="文件", type=Path, help="以 .xlsx 结尾的文件名")
    parser.add_argument("--unit", metavar="代码", help="汇总单位：只导出这个单位的，不写时为全部单位")


def run(args: argparse.Namespace) -> int:
    """Write it; one with ID numbers in full is journalled under the operator first."""
    if args.file.suffix.lower() != ".xlsx":
        raise UsageError(f"“{args.file}”要以 .xlsx 结尾。")
    with opened(args) as workspace:
        everyone = workspace.is_centre and args.unit is None
        unit = None if everyone else require_unit(workspace, args.unit)
        _note(workspace, args.ledger, unit or "", operator_of(args))
        count = export_ledger(workspace, args.ledger, unit, args.file)
    show(str(args.file))
    tell(f"导出{args.ledger.label}{count}条。")
    return 0


def _note(workspace: Workspace, ledger: Ledger, unit: str, operator: str) -> None:
    if any(one.spec.private == "id_number" for one in ledger.fields):
        with workspace.write(operator) as tx:
            note_printed(tx, ledger.id, unit, f"导出{ledger.label}工作簿（含完整身份证号）")
