"""`conflicts`: what two sides wrote without knowing of each other, for a person to decide."""

from __future__ import annotations

import argparse

import msgspec

from models.clock import local_day
from models.merge.conflicts import Dispute, Version, disputes, is_private, masked
from models.store.records.printed import note_printed
from ui.cli.arguments import UsageError, add_json, show, show_json
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The workspace, and whether ID numbers are wanted in full."""
    add_workspace(parser)
    parser.add_argument(
        "--full-ids",
        action="store_true",
        help="身份证号不遮盖（和 --json 一起用；日志里记下经办人），不写时中间几位是 *",
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show every open conflict with its versions; 1 while there are any."""
    if args.full_ids and not args.json:
        raise UsageError("--full-ids 要和 --json 一起写。")
    with opened(args) as workspace:
        found = disputes(workspace)
        if args.full_ids and any(map(is_private, found)):
            with workspace.write(operator_of(args)) as tx:
                note_printed(tx, "conflicts", workspace.unit, "列出冲突（含完整身份证号）")
    if args.json:
        shown = found if args.full_ids else map(masked, found)
        show_json({"conflicts": [msgspec.to_builtins(one) for one in shown]})
    else:
        for dispute in found:
            _show(dispute)
        show(f"共{len(found)}处冲突待决定。" if found else "没有待决定的冲突。")
    return 1 if found else 0


def _show(dispute: Dispute) -> None:
    show(f"{dispute.unit}\t{dispute.ledger}\t{dispute.title}\t{dispute.label}")
    show(f"  decide 工作区 {dispute.ledger} {dispute.uid} {dispute.field} --take 序号")
    for number, version in enumerate(dispute.versions, 1):
        show(f"  {number}\t{version.text}\t{_origin(version)}{'（现在显示）' if version.shown else ''}")


def _origin(version: Version) -> str:
    written = f"，{version.written_by}于{local_day(version.written_at)}" if version.written_by else ""
    return f"{version.origin}{written}"
