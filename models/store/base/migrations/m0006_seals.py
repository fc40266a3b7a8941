"""The seals of the rows of the program's own tables; who opens the workspace fills them, since that takes its key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Create the table `seal`: a keyed digest for every row of the tables that are sealed."""
    op.create_table(
        "seal",
        sa.Column("own", sa.String, primary_key=True),
        sa.Column("row", sa.String, primary_key=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
