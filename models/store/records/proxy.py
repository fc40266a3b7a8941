"""代录: records that the centre typed for a unit without the program, told from signed ones by who has written them.

A version vector names every workspace that ever changed a record. A record of another unit whose vector names none but
this workspace (by its present id, or one it had before a backup was restored) never came in a signed package.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from models.records.entry import Entry
from models.records.ledger import Ledger
from models.records.ledgers.zero_report import LEDGER as ZERO
from models.records.registry import ledgers
from models.store.base.settings import read_setting
from models.store.base.tables import table_name
from models.store.records import records
from models.store.records.packages import IN, PackageRow, find_submissions

MARK = "代录（未签名）"
"""What a list, printed or exported, says of such a record."""
PROXY, REPLACED, CANCELLED = "proxy", "replaced", "cancelled"
"""States of a package's row that stands for a report on paper: it counts, a signed submission took its place, or it was
registered by mistake. What was typed for it stays unsigned in any of them, also out of the recycle bin.
"""
STATES = (PROXY, REPLACED, CANCELLED)

OWN_IDS = (
    "SELECT value FROM meta WHERE name = 'id' "
    "UNION ALL SELECT substr(name, 13) FROM meta WHERE name GLOB 'copied_from.*'"
)

CONDITION = (
    "(t.unit <> (SELECT value FROM meta WHERE name = 'unit') AND t.unit IN (SELECT unit FROM package "
    f"WHERE direction = '{IN}' AND kind = 'submission' AND state IN {STATES}) "
    "AND NOT EXISTS (SELECT 1 FROM journal w, json_each(w.line, '$.vector') v "
    f"WHERE w.seq = t.seq AND v.key NOT IN ({OWN_IDS})))"
)
"""SQL that says of the row `t` of a ledger's table whether its record rests on paper."""


def own_workspace_ids(connection: Connection) -> frozenset[str]:
    """Ids of this workspace, the present one and those it had before."""
    return frozenset(connection.exec_driver_sql(OWN_IDS).scalars())


def is_proxy_entry(entry: Entry, own: frozenset[str]) -> bool:
    """Whether nobody but this workspace has ever written the record; for records of other units only."""
    return entry.vector.keys() <= own


def proxy_entries(connection: Connection, ledger: Ledger, unit: str) -> list[Entry]:
    """The unit's records that rest on paper, without the recycle bin."""
    own = own_workspace_ids(connection)
    return [entry for entry in records.entries(connection, ledger, unit) if is_proxy_entry(entry, own)]


def proxy_uids(connection: Connection, entries: Iterable[Entry]) -> frozenset[str]:
    """Uids of those of these records that rest on paper: the same as `CONDITION` says of rows."""
    home, own = read_setting(connection, "unit"), own_workspace_ids(connection)
    units = {row.unit for row in proxy_reports(connection, None, *STATES)} - {home}
    return frozenset(one.uid for one in entries if one.unit in units and is_proxy_entry(one, own))


def proxy_reports(connection: Connection, unit: str | None = None, *states: str) -> list[PackageRow]:
    """Reports on paper of one unit or of all, by unit, oldest first: those that count, or with these `states`."""
    return [row for row in find_submissions(connection, unit) if row.state in (states or (PROXY,))]


def submissions_with_content(connection: Connection, unit: str | None = None) -> list[PackageRow]:
    """As `find_submissions`, but without reports on paper for which nothing was typed yet: those are no reports."""
    return [row for row in find_submissions(connection, unit) if has_content(connection, row)]


def has_content(connection: Connection, row: PackageRow) -> bool:
    """Whether a submission is a report: of one on paper something has to be typed."""
    return row.state != PROXY or _is_typed(connection, row)


def _is_typed(connection: Connection, row: PackageRow) -> bool:
    """Whether there is a record on paper of the unit, or a nil report (零报送) for the period."""
    tables = (table_name(one) for one in ledgers().values() if one.desk == "unit")
    live = (f"SELECT 1 FROM {name} t WHERE t.unit = ? AND t.deleted = 0 AND {CONDITION} LIMIT 1" for name in tables)
    return any(connection.exec_driver_sql(sql, (row.unit,)).first() for sql in live) or any(
        entry.fields.get("period") == row.period for entry in proxy_entries(connection, ZERO, row.unit)
    )
