"""`ledgers`: ids and names of the ledgers and their fields."""

from __future__ import annotations

import argparse
from typing import Any

from models.records.field import BoundField
from models.records.registry import ledgers
from ui.cli.arguments import add_json, show, show_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to show them."""
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show them."""
    if args.json:
        show_json(
            [
                {"id": one.id, "name": one.label, "fields": [_field(field) for field in one.fields]}
                for one in ledgers().values()
            ]
        )
    else:
        for one in ledgers().values():
            show(f"{one.id}\t{one.label}")
    return 0


def _field(field: BoundField) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind.value,
        "required": field.spec.required,
        "choices": list(field.spec.choices),
    }
