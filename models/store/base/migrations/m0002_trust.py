"""Decided conflicts with who and when, both sides of open ones, quarantine, twins, peers and acknowledged evidence."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Create the tables and add the columns; what was there keeps its data."""
    for name, columns in TABLES.items():
        op.create_table(name, *(_column(*column) for column in columns))
    for table, name in ADDED:
        op.add_column(table, sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.create_index("settlement_record", "settlement", ["ledger", "uid"])


def _column(name: str, kind: str, options: str = "") -> sa.Column[Any]:
    return sa.Column(name, TYPES[kind], primary_key="key" in options, nullable="null" in options)


TYPES: dict[str, type[sa.types.TypeEngine[Any]]] = {"string": sa.String, "text": sa.Text, "integer": sa.Integer}

ADDED = (("enrolment", "reason"), ("package", "told"))

TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "side": (
        ("ledger", "string", "key"),
        ("uid", "string", "key"),
        ("field", "string", "key"),
        ("workspace", "string", "key"),
        ("counter", "integer", "key"),
        ("value", "text", "key"),
        ("written_at", "string"),
        ("written_by", "string"),
        ("source", "string"),
    ),
    "settlement": (
        ("id", "integer", "key"),
        ("ledger", "string"),
        ("uid", "string"),
        ("field", "string"),
        ("unit", "string"),
        ("value", "text"),
        ("sides", "text"),
        ("opened", "string"),
        ("at", "string"),
        ("operator", "string"),
        ("source", "string"),
    ),
    "conflict_before": (
        ("package", "string", "key"),
        ("ledger", "string", "key"),
        ("uid", "string", "key"),
        ("kept", "text"),
    ),
    "quarantine": (
        ("digest", "string", "key"),
        ("file", "string"),
        ("unit", "string"),
        ("package", "string"),
        ("signer", "string"),
        ("reason", "text"),
        ("at", "string"),
    ),
    "acknowledged": (("digest", "string", "key"), ("source", "string")),
    "peer": (
        ("public_key", "string", "key"),
        ("recipient", "string"),
        ("at", "string"),
        ("operator", "string"),
    ),
    "twin": (
        ("ledger", "string", "key"),
        ("value", "string", "key"),
        ("units", "string", "key"),
        ("verdict", "string"),
        ("note", "text"),
        ("at", "string"),
        ("operator", "string"),
    ),
}
