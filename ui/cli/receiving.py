"""`receive`, `merge`, `recover`, `report`, `undo`, `quarantine`: packages that come in, and what became of them."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from models.clock import local_day
from models.merge.changes import ACT_WORDS, FieldChange, RecordAct, RecordChange
from models.merge.intake import merge_all
from models.merge.outcome import CAN_MERGE, FINE, WORDS, MergeCounts, PackageOutcome, PackageState
from models.merge.receive import take_in_package
from models.merge.report import merged_changes, read_report
from models.merge.undo import undo_merge
from models.package.keys import read_identity
from models.package.suites import KeyRefusedError, fingerprint
from models.store.base.workspace import Workspace
from models.store.records import packages
from models.store.records.packages import IN, PackageRow
from models.store.records.quarantine import quarantined_files
from models.submit.plan_changes import coming_changes
from ui.cli.arguments import UsageError, add_json, show, show_json, tell
from ui.cli.opening import add_workspace, opened, operator_of
from ui.cli.units import add_unit, roster_unit


def receive_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, the package file, and the signer's fingerprint once it has been compared."""
    add_workspace(parser)
    parser.add_argument(
        "package", metavar="文件", type=Path, help="任务包、回执、考核结果、移交包；在汇总单位也可以是报送包"
    )
    parser.add_argument("--trust", metavar="指纹", default="", help="已经核对过的、签名人的20位指纹")
    parser.add_argument("--dry-run", action="store_true", help="只列出任务包给本单位带来的变化，不接收")


def run_receive(args: argparse.Namespace) -> int:
    """Take a package of any kind and show what it brought."""
    with opened(args) as workspace:
        for words in coming_changes(workspace, args.package) if args.dry_run or not args.trust else ():
            show(f"变化：{words}。")
        if args.dry_run:
            show("只预览，没有接收。")
        else:
            show(take_in_package(workspace, args.package, operator_of(args), args.trust))
    return 0


def merge_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, files or folders, --replace-proxy, whether to preview only, and --json."""
    add_workspace(parser)
    _add_sources(parser)
    parser.add_argument(
        "--replace-proxy", action="store_true", help="已看过预览，同意签名的报送代替代录（不写时只列出变化，等确认）"
    )
    add_json(parser)


def _add_sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", metavar="来源", nargs="+", type=Path, help="报送包，或放着报送包的文件夹")
    parser.add_argument("--dry-run", action="store_true", help="只预览，不改动任何内容")


def run_merge(args: argparse.Namespace) -> int:
    """Merge and show what became of every file; 1 if anything was not taken."""
    start = time.perf_counter()
    with opened(args, centre=True) as workspace:
        outcomes = merge_all(
            workspace,
            args.sources,
            operator_of(args),
            dry_run=args.dry_run,
            progress=_progress,
            replace_typed=args.replace_proxy,
        )
    seconds = round(time.perf_counter() - start, 3)
    if args.json:
        show_json({"packages": [outcome.as_json() for outcome in outcomes], "seconds": seconds})
    else:
        _show_outcomes(outcomes, preview=args.dry_run)
        show(f"共{len(outcomes)}个文件，用时{seconds}秒。")
    if not outcomes:
        tell("没有找到报送包：请核对U盘或文件夹的路径，报送包的文件名以 .fzb 结尾。")
    return 0 if outcomes and all(map(_taken, outcomes)) else 1


def _progress(name: str, number: int, total: int) -> None:
    tell(f"[{number}/{total}] {name}")


def _taken(outcome: PackageOutcome) -> bool:
    return outcome.state in FINE and not outcome.counts.refused


def _show_outcomes(outcomes: Sequence[PackageOutcome], *, preview: bool) -> None:
    """What became of every file, or would in a `preview`."""
    for outcome in outcomes:
        words = CAN_MERGE if preview and outcome.state is PackageState.MERGED else WORDS[outcome.state]
        who = f"{outcome.unit} {outcome.unit_name}".strip()
        said = f"{words}\t{who}\t{_counted(outcome.counts)}\t{Path(outcome.file).name}"
        show(f"{said}\t{outcome.reason}" if outcome.reason else said)
        if outcome.state is PackageState.TO_CONFIRM:
            show("  没有合并：看过下面的变化后，加 --replace-proxy 再合并一次。")
        _show_refusals(outcome.counts)
        for change in outcome.changes:
            _show_change(change, change.fields if change.act is not RecordAct.ADDED else (), indent="  ")
        if outcome.more:
            show(f"  另有{outcome.more}条记录没有列出。")


def _counted(counts: MergeCounts) -> str:
    done = f"新增{counts.added} 更新{counts.updated} 删除{counts.deleted} 未变{counts.unchanged} 冲突{counts.conflicts}"
    return f"{done} 拒收{counts.refused_count}"


def _show_refusals(counts: MergeCounts) -> None:
    for refusal in counts.refused:
        show(f"  拒收\t{refusal.ledger}\t{refusal.reason}")
    if counts.unlisted:
        show(f"  另有{counts.unlisted}条拒收没有逐条列出。")


def _show_change(change: RecordChange, fields: Sequence[FieldChange], indent: str = "") -> None:
    show(f"{indent}{ACT_WORDS[change.act]}\t{change.ledger_label}\t{change.title}")
    for field in fields:
        show(f"{indent}  {field.label}：{field.old} → {field.new}{'（冲突）' if field.conflict else ''}")


def recover_arguments(parser: argparse.ArgumentParser) -> None:
    """The second key, and what to open with it."""
    add_workspace(parser)
    parser.add_argument("identity", metavar="备用密钥文件", type=Path, help="里面是打印的备用密钥，空格换行不影响")
    _add_sources(parser)


def run_recover(args: argparse.Namespace) -> int:
    """Merge what the sealed second key opens; it is used now and kept nowhere. 1 if anything was not taken."""
    second = _second_identity(args.identity)
    with opened(args, centre=True) as workspace:
        outcomes = merge_all(workspace, args.sources, operator_of(args), dry_run=args.dry_run, second_identity=second)
    tell("用完请把备用密钥重新密封，并删除这个文件。")
    show(f"共{len(outcomes)}个文件。")
    _show_outcomes(outcomes, preview=args.dry_run)
    return 0 if all(map(_taken, outcomes)) else 1


def _second_identity(path: Path) -> str:
    try:
        return read_identity(path.read_text(encoding="utf-8-sig", errors="replace"))
    except KeyRefusedError as problem:
        raise UsageError(
            f"“{path}”里没有备用密钥，或者有一个字母录错了："
            "请照打印的内容录入以 AGE-SECRET-KEY-1 开头的那一串，空格和换行不影响。"
        ) from problem


def report_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, unit, which submission by number (all if not given), and --json."""
    add_workspace(parser)
    add_unit(parser)
    parser.add_argument("--number", metavar="次序", type=int, help="只看第几次报送，连同每个字段的改动")
    add_json(parser)


def run_report(args: argparse.Namespace) -> int:
    """Show what a unit's merges did, as it was kept; the changes of one record by record."""
    with opened(args, centre=True) as workspace:
        unit = roster_unit(workspace, args.unit)
        with workspace.read() as connection:
            rows = packages.find_packages(connection, unit=unit, direction=IN, kind="submission")
            chosen = [row for row in rows if args.number in (None, row.sequence)]
            changes = merged_changes(connection, chosen[-1]) if args.number and chosen else iter(())
            moved = _moved(workspace, chosen[-1]) if args.number and chosen else ""
            if args.json:
                said = [msgspec.to_builtins(change) for change in changes]
                show_json({"merges": [_merge_json(row) for row in chosen], "changes": said, "points": moved})
                return 0
            for row in chosen:
                _show_merge(row)
            for change in changes:
                _show_change(change, change.fields)
            if moved:
                show(moved)
    return 0


def _moved(workspace: Workspace, row: PackageRow) -> str:
    from reports.figures.moved_points import moved_points

    return moved_points(workspace, row)


def _merge_json(row: PackageRow) -> dict[str, object]:
    report = read_report(row)
    counts = msgspec.to_builtins(report.counts) if report else {}
    said = {"package": row.id, "sequence": row.sequence, "period": row.period, "state": row.state, "at": row.at}
    paper = {"paper": msgspec.to_builtins(report.paper)} if report and report.paper else {}
    return {**said, "reason": row.reason, "counts": counts, **paper}


def _show_merge(row: PackageRow) -> None:
    report = read_report(row)
    state = WORDS[PackageState(row.state)]
    if row.state in (PackageState.PROXY, PackageState.REPLACED, PackageState.CANCELLED):
        show(f"{state}\t{row.period}\t{row.received_on}收到\t{row.reason}")
        return
    show(f"第{row.sequence}次\t{row.period}\t{local_day(row.at)}\t{state}\t{row.reason}".rstrip())
    if report is None:
        return
    counts = report.counts
    typed = f" 代替代录{counts.replaced} 移入回收站{counts.left}" if report.replaces or counts.replaced else ""
    show(f"  {_counted(counts)}{typed}")
    _show_refusals(counts)


def undo_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace and the unit whose last merge is undone."""
    add_workspace(parser)
    add_unit(parser)


def run_undo(args: argparse.Namespace) -> int:
    """Take a unit's latest merge back, as long as its receipt has not left, and say what that put back."""
    with opened(args, centre=True) as workspace:
        done = undo_merge(workspace, roster_unit(workspace, args.unit), operator_of(args))
    show(f"已撤销单位{done.row.unit}第{done.row.sequence}次报送的合并：恢复{done.restored}条，去掉{done.vanished}条。")
    show("这个报送包可以重新合并。")
    return 0


def quarantine_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace and --json; all that lies in quarantine (隔离区) is listed."""
    add_workspace(parser)
    add_json(parser)


def run_quarantine(args: argparse.Namespace) -> int:
    """Show the files that were not believed, with the reason; they lie where they were."""
    with opened(args, centre=True) as workspace, workspace.read() as connection:
        rows = quarantined_files(connection)
    if args.json:
        show_json({"files": [msgspec.to_builtins(row) for row in rows]})
        return 0
    for row in rows:
        show(f"{local_day(row.at)}\t单位{row.unit}\t{row.reason}\t指纹 {fingerprint(row.signer)}\t{row.file}")
    show(f"共{len(rows)}个文件不可信，都没有合并，留在原处。" if rows else "没有被搁置的文件。")
    return 0
