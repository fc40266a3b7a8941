"""`plan-package`, `submit`, `withdraw`, `handover`, `receipts`: signed packages that leave a workspace."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from models.merge.keys import own_fingerprint
from models.store.base.workspace import Workspace
from models.store.records.calendar import own_days
from models.submit.centre import (
    export_plan,
    export_receipts,
    last_issue,
    require_issue_of,
    unreachable_units,
    with_holidays,
)
from models.submit.contents import package_size
from models.submit.transfer import export_transfer, own_address
from models.submit.unit import Signers, Submitted, submit
from models.submit.withdraw import withdraw_submission
from ui.cli.arguments import add_json, add_target, show, show_json, tell
from ui.cli.opening import add_workspace, opened, operator_of


def plan_package_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, the target of the plan package (任务包): a folder (the name is made) or a file, and the year."""
    add_workspace(parser)
    add_target(parser)
    parser.add_argument("--year", metavar="年度", type=int, help="不写时为最近的年度")


def run_plan_package(args: argparse.Namespace) -> int:
    """Write the 任务下发包, and show where it lies and the fingerprint that units compare."""
    with opened(args, centre=True) as workspace:
        path = export_plan(workspace, args.target, operator_of(args), args.year)
        issue = require_issue_of(workspace, args.year) if args.year else last_issue(workspace)
        with workspace.read() as connection:
            is_old = issue is not None and with_holidays(issue, own_days(connection)) != issue
        fingerprint = own_fingerprint(workspace)
    show(str(path))
    if is_old:
        tell("放假安排改过以后还没有下发，包里的仍是改以前的：请先在“任务下发”中保存，再导出一次。")
    tell(f"本单位指纹 {fingerprint}：请随通知印发，或电话告知各单位核对。")
    return 0


def submit_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, target, period, signers, whether to send all evidence, and --json."""
    add_workspace(parser)
    add_target(parser)
    parser.add_argument("--period", metavar="报送期", help="不写时为最后一期，即全年")
    parser.add_argument("--reviewer", metavar="姓名", default="", help="审核人")
    parser.add_argument("--head", metavar="姓名", default="", help="单位负责人")
    parser.add_argument("--full", action="store_true", help="带上全部佐证材料，包括汇总单位回执里说已经有的")
    parser.add_argument("--size", action="store_true", help="只显示报送包会有多大，不生成")
    add_json(parser)


def run_submit(args: argparse.Namespace) -> int:
    """Write the submission, and show where it lies and the fingerprint for the stamped 报送单."""
    return _show_size(args) if args.size else _submit(args)


def _show_size(args: argparse.Namespace) -> int:
    with opened(args, centre=False) as workspace:
        size = package_size(workspace, full=args.full)
    if args.json:
        show_json(dataclasses.asdict(size))
        return 0
    show(f"报送包约{size.total / 1e6:.1f} MB：佐证材料{size.files}份{size.evidence / 1e6:.1f} MB。")
    if size.left_out:
        show(f"另有{size.left_out}份汇总单位已经收到，不用再带；要全部带上请加 --full。")
    return 0


def _submit(args: argparse.Namespace) -> int:
    with opened(args, centre=False) as workspace:
        signers = Signers(operator_of(args), args.reviewer, args.head)
        done = submit(workspace, args.target, signers, workspace.clock.today(), args.period, full=args.full)
        fingerprint = own_fingerprint(workspace)
        paper = _print_sheet(workspace, done, args)
    if args.json:
        said = {
            "file": str(done.path),
            "sheet": str(paper),
            "sequence": done.header.sequence,
            "period": done.header.period,
        }
        show_json({**said, "counts": done.header.counts, "fingerprint": fingerprint})
        return 0
    show(str(done.path))
    show(str(paper))
    show(f"第{done.header.sequence}次报送（{done.header.period}），指纹 {fingerprint}")
    tell("请打印报送单、盖章，连同报送包一起交汇总单位。")
    return 0


def _print_sheet(workspace: Workspace, done: Submitted, args: argparse.Namespace) -> Path:
    """The 报送单 of a submission, beside its package."""
    from reports.forms import FormRequest, make_form
    from reports.paper.pdf import write_pdf

    today, period = workspace.clock.today(), done.header.period
    people = {"operator": operator_of(args), "reviewer": args.reviewer, "head": args.head}
    request = FormRequest(year=done.year, today=today, period=period, **people)
    target = done.path.with_name(f"{done.path.stem}_报送单.pdf")
    write_pdf(make_form(workspace, "submission-sheet", request), target)
    return target


def withdraw_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, the target (a folder or a file) and the reason, which the centre will read."""
    add_workspace(parser)
    add_target(parser)
    parser.add_argument("reason", metavar="理由", help="为什么撤回，汇总单位会看到")


def run_withdraw(args: argparse.Namespace) -> int:
    """Write the signed statement that takes the newest submission back before it is approved."""
    with opened(args, centre=False) as workspace:
        path, row = withdraw_submission(workspace, args.target, args.reason, operator_of(args))
    show(str(path))
    show(f"撤回第{row.sequence}次报送（{row.period}）。")
    tell("请把这个包交汇总单位合并；合并之前如果那次报送已经通过，撤回不成。")
    return 0


def handover_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, target (none shows this PC's receiving code), and the receiving codes of other PCs."""
    add_workspace(parser)
    parser.add_argument("target", metavar="目标", nargs="?", type=Path, help="文件夹或文件；不写时只显示本机的接收码")
    parser.add_argument(
        "--to", metavar="接收码", action="append", default=[], help="另一台电脑的接收码，第一次移交时写"
    )


def run_handover(args: argparse.Namespace) -> int:
    """Write all records for this unit's other PCs; without a target show this PC's address."""
    with opened(args, centre=False) as workspace:
        if args.target is None:
            show(f"接收码：{own_address(workspace)}")
        else:
            show(str(export_transfer(workspace, args.target, operator_of(args), args.to)))
        show(f"本机指纹：{own_fingerprint(workspace)}")
    tell("另一台电脑第一次接收时，请核对上面的指纹。")
    return 0


def receipts_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace and the folder the receipts (回执) are written to."""
    add_workspace(parser)
    parser.add_argument("target", metavar="文件夹", type=Path, help="回执写到这里，没有时新建")


def run_receipts(args: argparse.Namespace) -> int:
    """Write a receipt for every submission whose unit was not told yet, and show their names."""
    with opened(args, centre=True) as workspace:
        args.target.mkdir(parents=True, exist_ok=True)
        written, unreached = export_receipts(workspace, args.target, operator_of(args)), unreachable_units(workspace)
    for path in written:
        show(str(path))
    if unreached:
        tell(f"{'、'.join(unreached)}没有可用的密钥，没有导出它们的回执：重新登记密钥后再导出。")
    tell(f"导出{len(written)}份回执。" if written else "没有需要导出的回执：各单位都已告知，或还没有合并报送。")
    return 0
