"""`submit`: a signed submission of the unit's ledgers."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from models.merge.keys import own_fingerprint
from models.store.base.workspace import Workspace
from models.submit.centre import current_issue
from models.submit.contents import size_of
from models.submit.unit import Signers, Submitted, submit
from reports.forms import FormRequest, make_form
from ui.cli.arguments import add_json, show, show_json, tell
from ui.cli.opening import add_workspace, opened, operator_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, for which period, and who stands for it."""
    add_workspace(parser)
    parser.add_argument("target", metavar="目标", type=Path, help="文件夹（自动取名）或文件")
    parser.add_argument("--period", metavar="报送期", help="不写时为最后一期，即全年")
    parser.add_argument("--reviewer", metavar="姓名", default="", help="审核人")
    parser.add_argument("--head", metavar="姓名", default="", help="单位负责人")
    parser.add_argument("--full", action="store_true", help="带上全部佐证材料，包括汇总单位回执里说已经有的")
    parser.add_argument("--size", action="store_true", help="只显示报送包会有多大，不生成")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Write it and show where it lies, and the fingerprint for the stamped 报送单."""
    return _show_size(args) if args.size else _submit(args)


def _show_size(args: argparse.Namespace) -> int:
    with opened(args, centre=False) as workspace:
        size = size_of(workspace, full=args.full)
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
    from reports.paper.pdf import write_pdf

    today, period = workspace.clock.today(), done.header.period
    issue = current_issue(workspace)
    year = issue.year if issue else today.year
    people = {"operator": operator_of(args), "reviewer": args.reviewer, "head": args.head}
    sheet = make_form(workspace, "submission-sheet", FormRequest(year=year, today=today, period=period, **people))
    target = done.path.with_name(f"{done.path.stem}_报送单.pdf")
    write_pdf(sheet, target)
    return target
