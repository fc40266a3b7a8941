"""`import`: a workbook into a ledger."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.submit.proxy import require_proxy
from reports.filled_in.import_ledger import Import, import_workbook, preview_workbook
from ui.cli.arguments import add_json, add_ledger, show, show_json, tell
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import require_unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to import, where to, and how strictly."""
    add_workspace(parser)
    add_ledger(parser)
    parser.add_argument("file", metavar="文件", type=Path, help="xlsx、xls、et 或 ods，表头为栏目名称，见命令 export")
    parser.add_argument("--dry-run", action="store_true", help="只预览，不改动任何内容")
    parser.add_argument("--all-or-nothing", action="store_true", help="有一行被拒收就全部不导入")
    parser.add_argument(
        "--unit", metavar="代码", help="汇总单位：代录这个单位的台账（先用命令 proxy 登记），不写时导入本级"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Import and show what became of the rows; 1 when any was refused."""
    with opened(args) as workspace:
        unit = require_unit(workspace, args.unit)
        with workspace.read() as connection:
            require_proxy(connection, unit)
        if args.dry_run:
            found = preview_workbook(workspace, args.ledger, args.file, unit=unit)
        else:
            found = import_workbook(
                workspace, args.ledger, args.file, operator_of(args), unit=unit, all_or_nothing=args.all_or_nothing
            )
    for note in found.notes:
        tell(note)
    if args.json:
        show_json(found.as_json())
    else:
        _show(found)
    if found.refused and args.all_or_nothing:
        tell("有拒收的行，全部没有导入：请改正后重新导入。")
    elif args.dry_run:
        tell("这是预览，没有改动任何内容。")
    return 1 if found.refused else 0


def _show(found: Import) -> None:
    rows = len({one.row for one in found.refused})
    show(f"新增{len(found.added)} 更新{len(found.updated)} 未变{found.unchanged} 拒收{rows}")
    for one in found.refused:
        show(f"第{one.row}行\t{one.column}\t{one.reason}")
