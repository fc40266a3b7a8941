"""Units with their records as a workspace keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection

from models.assess.inputs import UnitInput
from models.assess.rules import columns_of
from models.assess.scheme import Scheme
from models.records.entry import Entry
from models.records.registry import ledger
from models.store.records import records
from models.store.records.unit_columns import Rows, rows_by_unit


def with_records(
    connection: Connection, scheme: Scheme, units: Iterable[UnitInput], *, worded: bool = True
) -> Iterator[UnitInput]:
    """These units in order of code, each with what the scheme looks at of its records, read when its turn comes.

    Unless it is `worded` only what decides is read: enough for units that are not explained. What cannot be read of
    them so, and what measures look at as a whole, is read from the entries.
    """
    columns, inputs = columns_of(scheme, worded=worded), {one.unit.code: one for one in units}
    found = rows_by_unit(connection, columns, inputs)
    read = next(found, None)
    for code in sorted(inputs):
        rows: Rows = {name: {} for name in columns}
        if read and read[0] == code:
            rows, read = read[1], next(found, None)
        yield replace(inputs[code], entries=_KeptEntries(connection, code), rows=rows)


class _KeptEntries(dict[str, Iterable[Entry]]):
    """One unit's entries by ledger, each ledger's read when they are asked for."""

    def __init__(self, connection: Connection, unit: str) -> None:
        super().__init__()
        self._connection, self._unit = connection, unit

    def get(self, name: str, _default: object = ()) -> list[Entry]:
        """All entries of the ledger."""
        return list(records.entries(self._connection, ledger(name), self._unit))
