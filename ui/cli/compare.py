"""`compare`: what a corrected text changes in a plan, item by item, before anybody imports it."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from models.plan_text.comparison import ComparedRow, Comparison, Verdict, compare_plans
from models.plan_text.plan_source import read_items
from models.records.plan import Plan
from ui.cli.arguments import add_json, show, show_json, tell
from ui.rendering.pdf_text import pdf_pages


def compare_arguments(parser: argparse.ArgumentParser) -> None:
    """Two text files of a plan and --json; no workspace is needed."""
    parser.add_argument("old", metavar="原文", type=Path, help="原来的工作要点正文，docx、txt、doc、wps 或 pdf")
    parser.add_argument("new", metavar="新文", type=Path, help="更正后的正文")
    add_json(parser)


def run_compare(args: argparse.Namespace) -> int:
    """Show what most likely became of every item."""
    found = compare_plans(_read(args.old), _read(args.new))
    if args.json:
        show_json([_as_json(row) for row in found.rows()])
    else:
        _show(found)
    return 0


def _read(path: Path) -> Plan:
    reading = read_items(path, pdf_pages)
    for remark in reading.remarks:
        tell(f"{path.name}：{remark}")
    return reading.plan


def _as_json(row: ComparedRow) -> dict[str, Any]:
    """A line with every key there; `other` is the uid it was split from, or the number it was merged into."""
    old, new = row.old, row.new
    return {
        "verdict": row.verdict.value,
        "old": {"uid": old.uid, "number": old.number, "title": old.title} if old else None,
        "new": {"number": new.number, "title": new.title} if new else None,
        "split_from": row.other or None if new else None,
        "merged_into": row.other or None if old else None,
    }


def _show(found: Comparison) -> None:
    rows = found.rows()
    counts = Counter(row.verdict for row in rows)
    show("变化\t原项号\t新项号\t标题\t说明")
    for row in rows:
        item = row.new or row.old
        numbers = [str(one.number) if one else "—" for one in (row.old, row.new)]
        show("\t".join([row.verdict, *numbers, item.title if item else "", found.words(row)]))
    show("，".join(f"{verdict}{counts[verdict]}项" for verdict in Verdict if counts[verdict]))
