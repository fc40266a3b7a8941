"""The workspace's own keys, and those it believes."""

from __future__ import annotations

import msgspec

from models.package.keys import (
    generate_identity,
    generate_signing_key,
    recipient_of,
    signing_key_from_bytes,
    signing_key_to_bytes,
)
from models.package.roster import Roster, SignedRoster
from models.package.suites import SigningKey, fingerprint
from models.store.documents import latest
from models.store.transaction import Transaction, put_pairs
from models.store.workspace import Workspace, meta

SIGNING, IDENTITY = "signing_key", "identity"
CENTRE_KEY, SECOND_RECIPIENT = "centre_key", "second_recipient"
ROSTER = "roster"


def make_keys(tx: Transaction) -> tuple[SigningKey, str]:
    """Make and keep the workspace's signing key and age identity; gives key and public recipient."""
    key, identity = generate_signing_key(), generate_identity()
    put_pairs(tx.connection, "secret", [(SIGNING, signing_key_to_bytes(key).hex()), (IDENTITY, identity)])
    return key, recipient_of(identity)


def signing_key(workspace: Workspace) -> SigningKey:
    """The key this workspace signs with."""
    return signing_key_from_bytes(bytes.fromhex(workspace.secret(SIGNING) or ""))


def signing_key_in(tx: Transaction) -> SigningKey:
    """The same, within a transaction."""
    return signing_key_from_bytes(bytes.fromhex(_secret(tx, SIGNING)))


def recipients_in(tx: Transaction) -> tuple[str, ...]:
    """Whom submissions to this centre are sealed to: its daily key and its sealed second one."""
    second = meta(tx.connection, SECOND_RECIPIENT)
    return (recipient_of(_secret(tx, IDENTITY)), *([second] if second else []))


def _secret(tx: Transaction, name: str) -> str:
    return str(tx.connection.exec_driver_sql("SELECT value FROM secret WHERE name = ?", (name,)).scalar_one())


def identity(workspace: Workspace) -> str:
    """The secret age identity that opens what is sealed to this workspace."""
    return workspace.secret(IDENTITY) or ""


def own_fingerprint(workspace: Workspace) -> str:
    """Fingerprint of the own signing key, as it stands on the printed 报送单."""
    return fingerprint(signing_key(workspace).public_key)


def centre_key(workspace: Workspace) -> str:
    """Public key of the centre: the own one at the centre, the pinned one at a unit."""
    return signing_key(workspace).public_key if workspace.is_centre else workspace.meta(CENTRE_KEY) or ""


def current_roster(workspace: Workspace) -> Roster | None:
    """The newest roster this workspace knows; it was checked when it was kept."""
    with workspace.read() as connection:
        signed = latest(connection, ROSTER, SignedRoster)
    return None if signed is None else msgspec.convert(signed.roster, Roster)
