"""`quarantine`: files that were not believed, with the reason; they lie where they were."""

from __future__ import annotations

import argparse

import msgspec

from models.clock import local_day
from models.package.suites import fingerprint
from models.store.records.quarantine import quarantined_files
from ui.cli.arguments import add_json, show, show_json
from ui.cli.opening import add_workspace, opened


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The workspace."""
    add_workspace(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show what is set aside."""
    with opened(args, centre=True) as workspace, workspace.read() as connection:
        rows = quarantined_files(connection)
    if args.json:
        show_json({"files": [msgspec.to_builtins(row) for row in rows]})
        return 0
    for row in rows:
        show(f"{local_day(row.at)}\t单位{row.unit}\t{row.reason}\t指纹 {fingerprint(row.signer)}\t{row.file}")
    show(f"共{len(rows)}个文件不可信，都没有合并，留在原处。" if rows else "没有被搁置的文件。")
    return 0
