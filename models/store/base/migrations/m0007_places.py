"""The places of packages in the order in which they came or were made; what was there gets them by the journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

BY_JOURNAL = """
UPDATE package SET place = ordered.place FROM (
  SELECT id, row_number() OVER (
    ORDER BY coalesce(json_extract(CASE WHEN json_valid(report) THEN report ELSE '{}' END, '$.last'), 0), rowid
  ) AS place FROM package
) AS ordered WHERE package.id = ordered.id
"""
"""Merges by the last row of the journal that each wrote; what wrote none was kept in the order of its rowid."""


def upgrade(op: Operations) -> None:
    """Add the column and fill it."""
    op.add_column("package", sa.Column("place", sa.Integer, nullable=False, server_default="0"))
    op.get_bind().exec_driver_sql(BY_JOURNAL)
