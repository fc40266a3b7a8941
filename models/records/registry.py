"""All ledgers: every module in `models.records.ledgers` declares one as `LEDGER`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from models.records import ledgers as folder
from models.records.ledger import Ledger


class UnknownLedgerError(KeyError):
    """No ledger has this id."""


@cache
def ledgers() -> dict[str, Ledger]:
    """Ledgers by id, in menu order."""
    names = [module.name for module in pkgutil.iter_modules(folder.__path__)]
    found: list[Ledger] = [importlib.import_module(f"{folder.__name__}.{name}").LEDGER for name in names]
    return {ledger.id: ledger for ledger in sorted(found, key=lambda ledger: (ledger.order, ledger.id))}


def field_label(path: str) -> str:
    """The label of a column: person.sex, case.lost, or case.hearings.on for one of a table field.

    Raises:
        LookupError: There is no such ledger or column.
    """
    ledger_id, _, rest = path.partition(".")
    name, _, inside = rest.partition(".")
    declared = ledger(ledger_id)
    columns = declared.by_name[name].columns if inside else declared.columns
    return {column.name: column.label for column in columns}[inside or name]


def ledger(ledger_id: str) -> Ledger:
    """The ledger with this id.

    Raises:
        UnknownLedgerError: There is none.
    """
    try:
        return ledgers()[ledger_id]
    except KeyError:
        raise UnknownLedgerError(ledger_id) from None
