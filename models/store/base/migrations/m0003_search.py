"""A search index that keeps no text and answers from one letter on; indexes under which a list needs no other pages.

Both follow from the records: what goes here comes back from the declarations, and the first search fills it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

FOUND, LISTED = "find_", "l_"


def upgrade(op: Operations) -> None:
    """Drop the search index and the indexes of every ledger's table."""
    connection = op.get_bind()
    kept = sa.inspect(connection).get_table_names()
    ledgers = [name.removeprefix(LISTED) for name in kept if name.startswith(LISTED)]
    for ledger in ledgers:
        op.execute(f"DROP TABLE IF EXISTS {FOUND}{ledger}")
        for index in sa.inspect(connection).get_indexes(f"{LISTED}{ledger}"):
            if index["name"]:
                op.execute(f"DROP INDEX {index['name']}")
    op.execute("DELETE FROM indexed")
