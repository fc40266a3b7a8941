"""What the journal keeps of printed forms: who made one that shows full ID numbers."""

from __future__ import annotations

from models.store.base.transaction import Transaction

PRINT, FORM = "print", "form"


def note_printed(tx: Transaction, form_id: str, unit: str, what: str) -> None:
    """Journal that the transaction's operator made a form; `what` says which, in words. `unit` "" means all units."""
    tx.chain.append([(tx.at, tx.operator, PRINT, FORM, form_id, unit, "", what)])
