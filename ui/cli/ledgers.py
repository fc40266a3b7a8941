"""`import`, `take-back`, `export`, `check`, `zero`: ledgers from and to workbooks, their faults, and 零报送."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec

from models.check import blocks_submission
from models.clock import local_day
from models.records.finding import Finding
from models.records.ledger import Ledger
from models.records.ledgers.zero_report import LEDGER as ZERO
from models.records.office import Issue
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from models.store.records import documents, records, undo_steps
from models.store.records.printed import note_printed
from models.submit.proxy import require_proxy
from models.submit.unit import NoPlanError, UnknownPeriodError, check_workspace
from reports.excel.ledger_workbook import export_ledger
from reports.filled_in.import_ledger import BookChoice, Import, import_workbook, preview_workbook
from ui.cli.arguments import UsageError, add_json, add_ledger, add_ledgers, require_ending, show, show_json, tell
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import require_unit

LEVELS = {"error": "错误", "warning": "提醒"}


def import_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, ledger, workbook, the unit typed for, --dry-run, --all-or-nothing and --json."""
    add_workspace(parser)
    add_ledger(parser)
    parser.add_argument("file", metavar="文件", type=Path, help="xlsx、xls、et 或 ods，表头为栏目名称，见命令 export")
    parser.add_argument("--dry-run", action="store_true", help="只预览，不改动任何内容")
    parser.add_argument("--all-or-nothing", action="store_true", help="有一行被拒收就全部不导入")
    parser.add_argument("--sheet", metavar="工作表", default="", help="只读这一张，隐藏的也可以；不写时读同样的各张")
    parser.add_argument(
        "--hidden", action="store_true", help="隐藏和筛选掉的行、隐藏的工作表、加了删除线的也读；不写时不读并列出"
    )
    parser.add_argument(
        "--alone", action="store_true", help="只导入这一本台账；不写时，证件名册这样的表同时导入执法人员和执法证件"
    )
    parser.add_argument(
        "--unit", metavar="代码", help="汇总单位：代录这个单位的台账（先用命令 proxy 登记），不写时导入本级"
    )
    add_json(parser)


def run_import(args: argparse.Namespace) -> int:
    """Import and show what became of the rows; 1 when any was refused."""
    with opened(args) as workspace:
        unit = require_unit(workspace, args.unit)
        with workspace.read() as connection:
            require_proxy(connection, unit)
        choice = BookChoice(args.sheet, args.hidden, args.alone)
        if args.dry_run:
            found = preview_workbook(workspace, args.ledger, args.file, unit=unit, choice=choice)
        else:
            found = import_workbook(
                workspace,
                args.ledger,
                args.file,
                operator_of(args),
                unit=unit,
                all_or_nothing=args.all_or_nothing,
                choice=choice,
            )
    is_refused = any(one.refused for one in found.every)
    if args.json:
        show_json({**found.as_json(), "notes": found.notes})
    else:
        show_import(found)
    if is_refused and args.all_or_nothing:
        tell("有拒收的行，全部没有导入：请改正后重新导入。")
    elif args.dry_run:
        tell("这是预览，没有改动任何内容。")
    return 1 if is_refused else 0


def show_import(found: Import) -> None:
    """What became of a workbook's rows, ledger by ledger, and what was not read."""
    for note in found.notes:
        tell(note)
    for one in found.every:
        counts = row_counts(one)
        show(f"{one.ledger.label}\t{counts}" if found.beside else counts)
        for refused in one.refused:
            where = f"工作表“{refused.sheet}”第{refused.row}行" if refused.sheet else f"第{refused.row}行"
            show(f"{where}\t{refused.column}\t{refused.told}")
    for row in found.unread:
        show(f"{row.place}\t未读\t{row.why}：{row.text}")


def row_counts(found: Import) -> str:
    """How many rows of a workbook were added, changed, the same, refused and not read."""
    unread = sum(one.last - one.row + 1 for one in found.unread)
    counts = f"新增{len(found.added)} 更新{len(found.updated)} 未变{found.unchanged} 拒收{found.refused_rows}"
    return f"{counts} 未读{unread}" if unread else counts


def take_back_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, the number of what is to be taken back, and --json for the list."""
    add_workspace(parser)
    parser.add_argument("number", metavar="编号", nargs="?", type=int, help="撤销这一次；不写时列出最近的")
    add_json(parser)


def run_take_back(args: argparse.Namespace) -> int:
    """List what was done to many records at once, with what keeps it from being taken back, or take one back."""
    with opened(args) as workspace:
        if args.number is not None:
            with workspace.write(operator_of(args)) as tx:
                back = undo_steps.take_back(tx, args.number)
            show(f"已撤销，{len(back)}条记录恢复到以前。")
            return 0
        with workspace.read() as connection:
            found = [(one, undo_steps.undo_obstacle(connection, one)) for one in undo_steps.latest_steps(connection)]
    if args.json:
        show_json({"steps": [{**msgspec.to_builtins(one), "obstacle": why} for one, why in found]})
        return 0
    for one, why in found:
        state = f"不能撤销：{why}" if why else "可以撤销"
        show(f"{one.number}\t{local_day(one.at)}\t{one.operator}\t{one.words}\t{state}")
    if not found:
        tell("还没有可以撤销的导入、批量修改和删除。")
    return 0


def export_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, ledger, target workbook, and at the centre the one unit to export."""
    add_workspace(parser)
    add_ledger(parser)
    parser.add_argument("file", metavar="文件", type=Path, help="以 .xlsx 结尾的文件名")
    parser.add_argument("--unit", metavar="代码", help="汇总单位：只导出这个单位的，不写时为全部单位")


def run_export(args: argparse.Namespace) -> int:
    """Write it; one with ID numbers in full is journalled under the operator first."""
    require_ending(args.file, ".xlsx")
    with opened(args) as workspace:
        everyone = workspace.is_centre and args.unit is None
        unit = None if everyone else require_unit(workspace, args.unit)
        _note_export(workspace, args.ledger, unit or "", operator_of(args))
        count = export_ledger(workspace, args.ledger, unit, args.file)
    show(str(args.file))
    tell(f"导出{args.ledger.label}{count}条。")
    return 0


def _note_export(workspace: Workspace, ledger: Ledger, unit: str, operator: str) -> None:
    if any(one.spec.private == "id_number" for one in ledger.fields):
        with workspace.write(operator) as tx:
            note_printed(tx, ledger.id, unit, f"导出{ledger.label}工作簿（含完整身份证号）")


def check_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, at the centre the unit to check, and --json."""
    add_workspace(parser)
    parser.add_argument("--unit", metavar="代码", help="汇总单位：校验这个单位的台账，不写时校验本级的")
    parser.add_argument("--period", metavar="报送期", help="上一年的报送期按上一年的工作要点校验；不写时按现在的")
    add_json(parser)


def run_check(args: argparse.Namespace) -> int:
    """Show the findings; 1 when they stand in the way of a submission."""
    with opened(args) as workspace:
        unit = require_unit(workspace, args.unit)
        with workspace.read() as connection:
            issue = documents.issue_with_period(connection, args.period)
        findings = check_workspace(workspace, workspace.clock.today(), unit, issue.year if issue else None)
    counts = _level_counts(findings)
    if args.json:
        show_json({**counts, "findings": [_finding(finding) for finding in findings]})
    else:
        for finding in findings:
            _show_finding(finding, finding_title(finding, issue))
        show(f"错误{counts['errors']}处，提醒{counts['warnings']}处，已说明{counts['explained']}处。")
    return 1 if blocks_submission(findings) else 0


def _level_counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many errors, open warnings and explained warnings there are."""
    errors = sum(finding.level == "error" for finding in findings)
    explained = sum(bool(finding.explained) for finding in findings)
    return {"errors": errors, "warnings": len(findings) - errors - explained, "explained": explained}


def finding_title(finding: Finding, issue: Issue | None) -> str:
    """What the record is called; an item by the number that is printed today and its title."""
    uid = finding.title.removeprefix("项号")
    item = issue.plan.by_uid.get(int(uid)) if issue and finding.ledger == "progress" and uid.isdecimal() else None
    return f"第{item.number}项 {item.title}" if item else finding.title


def _show_finding(finding: Finding, name: str) -> None:
    level = "已说明" if finding.explained else LEVELS[finding.level]
    where = [ledgers()[finding.ledger].label if finding.ledger in ledgers() else "", name]
    show(f"{level}\t{' '.join(filter(None, where))}\t{finding.message}")


def _finding(finding: Finding) -> dict[str, str]:
    return {name: str(value) for name, value in msgspec.structs.asdict(finding).items()}


def zero_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, the ledgers with nothing to report, the reason, period and unit."""
    add_workspace(parser)
    add_ledgers(parser)
    parser.add_argument("reason", metavar="理由", help="为什么没有内容可报，写在最后；几本台账同用这个理由")
    parser.add_argument("--period", metavar="报送期", help="不写时为最后一期，即全年")
    parser.add_argument("--unit", metavar="代码", help="汇总单位：代录这个单位的零报送（先用命令 proxy 登记）")


def run_zero(args: argparse.Namespace) -> int:
    """Keep the statements that ledgers have nothing to report, all of them or none."""
    _require_statable(args)
    with opened(args) as workspace:
        with workspace.read() as connection:
            issue = documents.issue_with_period(connection, args.period)
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


def _require_statable(args: argparse.Namespace) -> None:
    """Refuse what cannot be stated.

    Raises:
        UsageError: One is no ledger that is reported, or there is no reason.
    """
    for one in args.ledgers:
        if one.desk != "unit":
            raise UsageError(f"“{one.label}”不是填报的台账，不用作零报送。")
    if not args.reason.strip():
        raise UsageError("零报送要写明理由，例如：本单位没有执法职能。")
