"""`drafts`: ids and names of the Word drafts."""

from __future__ import annotations

import argparse

from reports.drafts import drafts
from ui.cli.arguments import add_json, show, show_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to show them."""
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show them."""
    if args.json:
        show_json([{"id": draft.id, "name": draft.label, "role": draft.role} for draft in drafts().values()])
    else:
        for draft in drafts().values():
            show(f"{draft.id}\t{draft.label}\t{draft.note}")
    return 0
