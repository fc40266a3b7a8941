"""`verify`: 完整性检查 of database, journal chain and evidence."""

from __future__ import annotations

import argparse

import msgspec

from models.store.files.verify import verify_workspace
from ui.cli.arguments import add_json, show, show_json, tell
from ui.cli.opening import add_workspace, opened


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The workspace, and how to show what is found."""
    add_workspace(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show what is not whole; 1 if anything is not."""
    with opened(args) as workspace:
        faults = verify_workspace(workspace, lambda part: tell(f"检查{part}…"))
    if args.json:
        show_json({"faults": [msgspec.to_builtins(fault) for fault in faults]})
    else:
        for fault in faults:
            show(fault.what)
        show(f"完整性检查发现{len(faults)}处问题。" if faults else "完整性检查通过：数据库、日志和佐证材料完好。")
    return 1 if faults else 0
