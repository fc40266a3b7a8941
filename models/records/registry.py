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


def ledger(ledger_id: str) -> Ledger:
    """The ledger with this id.

    Raises:
        UnknownLedgerError: There is none.
    """
    try:
        return ledgers()[ledger_id]
    except KeyError:
        raise UnknownLedgerError(ledger_id) from None
