"""`print-all`: a year's forms in one PDF with a contents page and bookmarks."""

from __future__ import annotations

import argparse
from pathlib import Path

from reports.forms.year_book import print_year
from ui.cli.arguments import show, tell
from ui.cli.form_request import add_scope, request_of, require_ending
from ui.cli.opening import add_workspace, opened

ENDING = ".pdf"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """For what, and where to."""
    add_workspace(parser)
    parser.add_argument("target", metavar="目标", type=Path, help="以 .pdf 结尾的文件名")
    add_scope(parser)
    parser.add_argument("--substitute", action="store_true", help="字体里没有的字用〓代替，照样打印")


def run(args: argparse.Namespace) -> int:
    """Print them, and say what is in it and what is not."""
    require_ending(args.target, ENDING)
    with opened(args) as workspace:
        request = request_of(args, workspace)
        parts, left_out = print_year(workspace, request, args.target, substitute=args.substitute)
    for one in left_out:
        tell(f"没有编入《{one.label}》：{one.why}")
    last = parts[-1]
    tell(f"共{len(parts) - 1}个表，{last.begins + last.pages - 1}页。")
    show(str(args.target))
    return 0
