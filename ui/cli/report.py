"""`report`: what a unit's merges did, as it was kept: counts, refusals and every field before and after."""

from __future__ import annotations

import argparse

import msgspec

from models.clock import local_day
from models.merge.changes import ACT_WORDS, RecordChange
from models.merge.outcome import WORDS, State
from models.merge.report import merged_changes, read_report
from models.store.records import packages
from models.store.records.packages import IN, PackageRow
from ui.cli.arguments import add_json, show, show_json
from ui.cli.opening import add_workspace, opened
from ui.cli.units import roster_unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose merges."""
    add_workspace(parser)
    parser.add_argument("unit", metavar="单位", help="单位代码或名称")
    parser.add_argument("--number", metavar="次序", type=int, help="只看第几次报送，连同每个字段的改动")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show them, the changes of one record by record."""
    with opened(args, centre=True) as workspace:
        unit = roster_unit(workspace, args.unit)
        with workspace.read() as connection:
            rows = packages.find_packages(connection, unit=unit, direction=IN, kind="submission")
            chosen = [row for row in rows if args.number in (None, row.sequence)]
            changes = merged_changes(connection, chosen[-1]) if args.number and chosen else iter(())
            if args.json:
                said = [msgspec.to_builtins(change) for change in changes]
                show_json({"merges": [_as_json(row) for row in chosen], "changes": said})
                return 0
            for row in chosen:
                _show(row)
            for change in changes:
                _show_change(change)
    return 0


def _as_json(row: PackageRow) -> dict[str, object]:
    report = read_report(row)
    counts = msgspec.to_builtins(report.counts) if report else {}
    said = {"package": row.id, "sequence": row.sequence, "period": row.period, "state": row.state, "at": row.at}
    paper = {"paper": msgspec.to_builtins(report.paper)} if report and report.paper else {}
    return {**said, "reason": row.reason, "counts": counts, **paper}


def _show(row: PackageRow) -> None:
    report = read_report(row)
    state = WORDS[State(row.state)]
    if row.state in (State.PROXY, State.REPLACED, State.CANCELLED):
        show(f"{state}\t{row.period}\t{row.received_on}收到\t{row.reason}")
        return
    show(f"第{row.sequence}次\t{row.period}\t{local_day(row.at)}\t{state}\t{row.reason}".rstrip())
    if report is None:
        return
    counts = report.counts
    done = f"新增{counts.added} 更新{counts.updated} 未变{counts.unchanged} 冲突{counts.conflicts}"
    typed = f" 代替代录{counts.replaced} 移入回收站{counts.left}" if report.replaces or counts.replaced else ""
    show(f"  {done} 拒收{len(counts.refused)}{typed}")
    for refusal in counts.refused:
        show(f"  拒收\t{refusal.ledger}\t{refusal.reason}")


def _show_change(change: RecordChange) -> None:
    show(f"{ACT_WORDS[change.act]}\t{change.ledger_label}\t{change.title}")
    for field in change.fields:
        show(f"  {field.label}：{field.old} → {field.new}{'（冲突）' if field.conflict else ''}")
