"""`ledgers`, `forms`, `drafts`: ids and names of what the program knows."""

from __future__ import annotations

import argparse
from typing import Any

from models.records.field import BoundField
from models.records.registry import ledgers
from ui.cli.arguments import add_json, show, show_json


def ledgers_arguments(parser: argparse.ArgumentParser) -> None:
    """Only --json: the list is the same for every workspace."""
    add_json(parser)


def run_ledgers(args: argparse.Namespace) -> int:
    """Show the ledgers; as JSON with their fields."""
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


def forms_arguments(parser: argparse.ArgumentParser) -> None:
    """Only --json: the list is the same for every workspace."""
    add_json(parser)


def run_forms(args: argparse.Namespace) -> int:
    """List the printed forms, one a line: id and label; with --json also the role that prints each."""
    from reports.forms import forms

    if args.json:
        show_json([{"id": form.id, "name": form.label, "role": form.role} for form in forms().values()])
    else:
        for form in forms().values():
            show(f"{form.id}\t{form.label}")
    return 0


def drafts_arguments(parser: argparse.ArgumentParser) -> None:
    """Only --json: the list is the same for every workspace."""
    add_json(parser)


def run_drafts(args: argparse.Namespace) -> int:
    """List the Word drafts, one a line: id, label and note; with --json also the role that writes each."""
    from reports.drafts import drafts

    if args.json:
        show_json([{"id": draft.id, "name": draft.label, "role": draft.role} for draft in drafts().values()])
    else:
        for draft in drafts().values():
            show(f"{draft.id}\t{draft.label}\t{draft.note}")
    return 0
