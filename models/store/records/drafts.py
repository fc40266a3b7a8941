"""What was typed and not saved, kept in the (encrypted) database so that a crash or a power cut loses nothing."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection

from models.records.ledger import Ledger
from models.store.base.settings import read_setting
from models.store.base.transaction import Transaction


class FormDraft(msgspec.Struct, frozen=True):
    """An unsaved form: `uid` is "" for a new record, `fields` all its values."""

    uid: str
    fields: dict[str, Any]


Unsaved = dict[tuple[str, str], list[FormDraft]]
"""What could not be saved, by id of its ledger or page and code of the unit typed for ("" for the own one)."""


def save_draft(tx: Transaction, ledger: Ledger, draft: FormDraft | None, acting: str = "") -> None:
    """Keep the draft of a ledger's form; None forgets it. `acting` is the unit typed for where it is not the own."""
    tx.set_setting(_name(ledger, acting), msgspec.json.encode(draft).decode() if draft else "")


def load_draft(connection: Connection, ledger: Ledger, acting: str = "") -> FormDraft | None:
    """The draft left behind, None where everything was saved."""
    text = read_setting(connection, _name(ledger, acting))
    return msgspec.json.decode(text, type=FormDraft) if text else None


def _name(ledger: Ledger, acting: str) -> str:
    return f"draft.{ledger.id}.{acting}" if acting else f"draft.{ledger.id}"
