"""The first schema."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Create the program's own tables."""
    for name, columns in TABLES.items():
        op.create_table(name, *(_column(*column) for column in columns))
    op.create_index("journal_uid", "journal", ["uid"])
    op.create_index("package_unit", "package", ["unit", "period", "sequence"])


def _column(name: str, kind: str, options: str = "") -> sa.Column[Any]:
    return sa.Column(name, TYPES[kind], primary_key="key" in options, nullable="null" in options)


TYPES: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "string": sa.String,
    "text": sa.Text,
    "integer": sa.Integer,
    "bytes": sa.LargeBinary,
    "flag": sa.Boolean,
}

TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "meta": (("name", "string", "key"), ("value", "text")),
    "secret": (("name", "string", "key"), ("value", "text")),
    "journal": (
        ("seq", "integer", "key"),
        ("at", "string"),
        ("operator", "string"),
        ("act", "string"),
        ("ledger", "string"),
        ("uid", "string"),
        ("unit", "string"),
        ("source", "string"),
        ("line", "text"),
        ("digest", "bytes"),
    ),
    "document": (
        ("kind", "string", "key"),
        ("number", "integer", "key"),
        ("body", "text"),
        ("source", "string"),
        ("at", "string"),
    ),
    "package": (
        ("id", "string", "key"),
        ("direction", "string"),
        ("kind", "string"),
        ("unit", "string"),
        ("period", "string"),
        ("workspace", "string"),
        ("sequence", "integer"),
        ("digest", "string"),
        ("signer", "string"),
        ("header", "text"),
        ("state", "string"),
        ("reason", "text"),
        ("at", "string"),
        ("received_on", "string", "null"),
        ("file", "string"),
        ("report", "text"),
        ("review", "string"),
        ("review_reason", "text"),
        ("receipt", "string"),
    ),
    "enrolment": (
        ("public_key", "string", "key"),
        ("unit", "string"),
        ("fingerprint", "string"),
        ("recipient", "string"),
        ("state", "string"),
        ("package", "string"),
        ("at", "string"),
        ("decided_at", "string", "null"),
        ("decided_by", "string", "null"),
    ),
    "conflict": (
        ("ledger", "string", "key"),
        ("uid", "string", "key"),
        ("field", "string", "key"),
        ("workspace", "string", "key"),
        ("counter", "integer", "key"),
        ("value", "text", "key"),
        ("open", "flag"),
        ("unit", "string"),
        ("source", "string"),
        ("at", "string"),
    ),
    "remark": (
        ("id", "string", "key"),
        ("unit", "string"),
        ("period", "string"),
        ("ledger", "string"),
        ("uid", "string"),
        ("field", "string"),
        ("text", "text"),
        ("source", "string"),
        ("at", "string"),
        ("done", "flag"),
    ),
    "evidence": (("digest", "string", "key"), ("size", "integer"), ("at", "string")),
    "indexed": (("ledger", "string", "key"), ("seq", "integer")),
}
