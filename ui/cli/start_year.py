"""`start-year`: the next year's plan with what goes on from the year before."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.assess.reading import read_scheme
from models.check.owners import everyone_words, owner_doubts
from models.plan_text.plan_source import read_items
from models.submit.centre import require_issue, save_issue
from models.submit.report_days import period_words
from models.submit.year_start import NextYear, start_year, year_carried
from ui.cli.arguments import show, tell
from ui.cli.new_issue import BadSchemeError, add_period
from ui.cli.opening import add_workspace, opened, operator_of
from ui.rendering.pdf_text import pdf_pages


def start_year_arguments(parser: argparse.ArgumentParser) -> None:
    """Workspace, the year's text, the year, its periods, the scheme's origin, and --dry-run."""
    add_workspace(parser)
    parser.add_argument("plan", metavar="正文", type=Path, help="新年度的工作要点正文，docx、txt、doc、wps 或 pdf")
    parser.add_argument("--year", metavar="年度", type=int, help="不写时为最近下发的下一年")
    add_period(parser, "可写多次；不写时上一年的各期顺延一年")
    parser.add_argument(
        "--in-frame",
        action="store_true",
        help="沿用上一年考核方案的框架，各指标的事项按文字对应；不写时按正文拟一份草案",
    )
    parser.add_argument("--dry-run", action="store_true", help="只看沿用什么、行不行，不保存")


def run_start_year(args: argparse.Namespace) -> int:
    """Save the new year's issue under the next number and say what was taken over; last year's result stays."""
    with opened(args, centre=True) as workspace:
        year = args.year or require_issue(workspace).year + 1
        carried = year_carried(workspace)
        text = read_items(args.plan, pdf_pages)
        made = start_year(workspace, NextYear(year, text.plan, args.in_frame, tuple(args.period or ())))
        reading = read_scheme(made.scheme, made.plan)
        if reading.scheme is None:
            raise BadSchemeError(reading.findings)
        if not args.dry_run:
            made = save_issue(workspace, made, operator_of(args))
    show(f"{made.year}年度工作要点{len(made.plan.items)}项，考核方案“{made.scheme['name']}”。")
    show(carried.words)
    for remark in text.remarks:
        tell(remark)
    show(f"报送期：{period_words(made.periods)}。")
    for doubt in filter(None, [*owner_doubts(made), everyone_words(made.plan)]):
        tell(doubt)
    if args.dry_run:
        tell("只看了，没有保存。")
    else:
        show(f"已开始{made.year}年度，保存为第{made.number}号；考核方案是草案，请核对修改后再导出任务包。")
    return 0
