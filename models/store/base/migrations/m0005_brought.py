"""Which unit brought which file of evidence; of a file that is here already, the one whose record named it first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

FIRST_NAMED = """
INSERT INTO brought (unit, digest)
SELECT unit, digest FROM (
  SELECT j.unit AS unit, json_extract(e.value, '$.digest') AS digest, min(j.seq)
  FROM journal j,
    json_each(CASE WHEN j.line LIKE '%"evidence"%' AND json_valid(j.line) THEN j.line ELSE '{}' END,
      '$.fields.evidence') e
  GROUP BY 2
) WHERE digest IN (SELECT digest FROM evidence)
"""


def upgrade(op: Operations) -> None:
    """Create the table and fill it from the journal."""
    op.create_table(
        "brought",
        sa.Column("unit", sa.String, primary_key=True),
        sa.Column("digest", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.get_bind().exec_driver_sql(FIRST_NAMED)
