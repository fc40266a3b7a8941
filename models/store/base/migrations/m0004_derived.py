"""What is worked out of each unit's records and kept until they change; empty until somebody looks at it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Create the table `derived`: results kept per unit, with the days and the basis they hold for."""
    op.create_table(
        "derived",
        sa.Column("what", sa.String, primary_key=True),
        sa.Column("unit", sa.String, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("since", sa.String, nullable=False),
        sa.Column("until", sa.String, nullable=False),
        sa.Column("basis", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
