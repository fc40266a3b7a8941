"""`merge`: packages from sticks and folders into the centre's ledgers."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from models.merge.changes import ACT_WORDS, Act
from models.merge.intake import merge_all
from models.merge.outcome import CAN_MERGE, FINE, WORDS, Outcome, State
from ui.cli.arguments import add_json, show, show_json, tell
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to merge, and whether to do it or only say what would happen."""
    add_workspace(parser)
    parser.add_argument("sources", metavar="来源", nargs="+", type=Path, help="报送包，或放着报送包的文件夹")
    parser.add_argument("--dry-run", action="store_true", help="只预览，不改动任何内容")
    parser.add_argument(
        "--replace-proxy", action="store_true", help="已看过预览，同意签名的报送代替代录（不写时只列出变化，等确认）"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
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
        show_outcomes(outcomes, preview=args.dry_run)
        show(f"共{len(outcomes)}个文件，用时{seconds}秒。")
    if not outcomes:
        tell("没有找到报送包：请核对U盘或文件夹的路径，报送包的文件名以 .fzb 结尾。")
    return 0 if outcomes and all(map(_taken, outcomes)) else 1


def _taken(outcome: Outcome) -> bool:
    return outcome.state in FINE and not outcome.counts.refused


def _progress(name: str, number: int, total: int) -> None:
    tell(f"[{number}/{total}] {name}")


def show_outcomes(outcomes: Sequence[Outcome], *, preview: bool = False) -> int:
    """Show what became of every file, or would in a `preview`; 1 if anything was not taken."""
    for outcome in outcomes:
        counts = outcome.counts
        done = f"新增{counts.added} 更新{counts.updated} 未变{counts.unchanged} 冲突{counts.conflicts}"
        words = CAN_MERGE if preview and outcome.state is State.MERGED else WORDS[outcome.state]
        who = f"{outcome.unit} {outcome.unit_name}".strip()
        said = f"{words}\t{who}\t{done} 拒收{len(counts.refused)}\t{Path(outcome.file).name}"
        show(f"{said}\t{outcome.reason}" if outcome.reason else said)
        if outcome.state is State.TO_CONFIRM:
            show("  没有合并：看过下面的变化后，加 --replace-proxy 再合并一次。")
        for refusal in counts.refused:
            show(f"  拒收\t{refusal.ledger}\t{refusal.reason}")
        _show_changes(outcome)
    return 0 if all(map(_taken, outcomes)) else 1


def _show_changes(outcome: Outcome) -> None:
    for change in outcome.changes:
        show(f"  {ACT_WORDS[change.act]}\t{change.ledger_label}\t{change.title}")
        for field in change.fields if change.act is not Act.ADDED else ():
            show(f"    {field.label}：{field.old} → {field.new}{'（冲突）' if field.conflict else ''}")
    if outcome.more:
        show(f"  另有{outcome.more}条记录没有列出。")
