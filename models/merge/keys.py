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
from models.store.base.settings import put_secrets, read_secret, read_setting
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records.documents import latest_document

SIGNING, IDENTITY = "signing_key", "identity"
FORMER_KEYS, FORMER_IDENTITIES = "former_signing_keys", "former_identities"
CENTRE_KEY, SECOND_RECIPIENT = "centre_key", "second_recipient"
ROSTER = "roster"


def make_keys(tx: Transaction) -> tuple[SigningKey, str]:
    """Make and keep the workspace's signing key and age identity; gives key and public recipient."""
    key, identity = generate_signing_key(), generate_identity()
    put_secrets(tx.connection, {SIGNING: signing_key_to_bytes(key).hex(), IDENTITY: identity})
    return key, recipient_of(identity)


def signing_key(workspace: Workspace) -> SigningKey:
    """The key this workspace signs with."""
    return signing_key_from_bytes(bytes.fromhex(workspace.secret(SIGNING) or ""))


def signing_key_in(tx: Transaction) -> SigningKey:
    """Like `signing_key`, within an open transaction."""
    return signing_key_from_bytes(bytes.fromhex(_secret(tx, SIGNING)))


def former_keys_in(tx: Transaction) -> tuple[SigningKey, ...]:
    """Keys this workspace signed with before; rosters go on being signed by them for units that still pin one."""
    return tuple(signing_key_from_bytes(bytes.fromhex(text)) for text in _listed(_secret(tx, FORMER_KEYS)))


def renew_keys(tx: Transaction) -> tuple[SigningKey, str]:
    """Put new keys in place of the present ones, which are kept; gives key and public recipient."""
    for name, former in ((SIGNING, FORMER_KEYS), (IDENTITY, FORMER_IDENTITIES)):
        kept = [_secret(tx, name), *_listed(_secret(tx, former))]
        put_secrets(tx.connection, {former: " ".join(kept)})
    return make_keys(tx)


def own_keys(workspace: Workspace) -> tuple[str, ...]:
    """Public keys of this workspace, the present one first."""
    former = [signing_key_from_bytes(bytes.fromhex(text)) for text in _listed(workspace.secret(FORMER_KEYS))]
    return (signing_key(workspace).public_key, *(key.public_key for key in former))


def age_identities(workspace: Workspace) -> tuple[str, ...]:
    """Secret age identities that open what is or was sealed to this workspace."""
    return (age_identity(workspace), *_listed(workspace.secret(FORMER_IDENTITIES)))


def _listed(text: str | None) -> list[str]:
    return (text or "").split()


def recipients_in(tx: Transaction) -> tuple[str, ...]:
    """Whom submissions to this centre are sealed to: its daily key and its sealed second one."""
    second = read_setting(tx.connection, SECOND_RECIPIENT)
    return (recipient_of(_secret(tx, IDENTITY)), *([second] if second else []))


def _secret(tx: Transaction, name: str) -> str:
    return read_secret(tx.connection, name) or ""


def age_identity(workspace: Workspace) -> str:
    """The secret age identity that opens what is sealed to this workspace."""
    return workspace.secret(IDENTITY) or ""


def own_fingerprint(workspace: Workspace) -> str:
    """Fingerprint of the own signing key, as it stands on the printed 报送单."""
    return fingerprint(signing_key(workspace).public_key)


def centre_key(workspace: Workspace) -> str:
    """Public key of the centre: the own one at the centre, the pinned one at a unit."""
    return signing_key(workspace).public_key if workspace.is_centre else workspace.setting(CENTRE_KEY) or ""


def current_roster(workspace: Workspace) -> Roster | None:
    """The newest roster this workspace knows; it was checked when it was kept."""
    with workspace.read() as connection:
        signed = latest_document(connection, ROSTER, SignedRoster)
    return None if signed is None else msgspec.convert(signed.roster, Roster)
