"""`forms`: ids and names of the printed forms."""

from __future__ import annotations

import argparse

from reports.forms import forms
from ui.cli.arguments import add_json, show, show_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to show them."""
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show them."""
    if args.json:
        show_json([{"id": form.id, "name": form.label, "role": form.role} for form in forms().values()])
    else:
        for form in forms().values():
            show(f"{form.id}\t{form.label}")
    return 0
