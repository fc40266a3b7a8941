"""The other PCs of this unit: keys whose fingerprint was compared, and where packages for them are sealed to."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from models.store.base.own_table import OwnTable
from models.store.base.transaction import Transaction

ADDRESSED = "addressed:"
"""Before the key of a PC that was only written to so far."""


class Peer(msgspec.Struct, frozen=True):
    """A PC: its public key (or `ADDRESSED` and its recipient), its age recipient, and who noted it when."""

    public_key: str
    recipient: str
    at: str
    operator: str


PEERS = OwnTable("peer", Peer, key=("public_key",))


def save_peer(tx: Transaction, public_key: str, recipient: str) -> None:
    """Remember a PC; what was known only by its address becomes this key."""
    PEERS.delete(tx.connection, public_key=ADDRESSED + recipient)
    PEERS.put(tx.connection, [Peer(public_key, recipient, tx.at, tx.operator)], update=("recipient",))


def save_address(tx: Transaction, recipient: str) -> None:
    """Remember where a PC is written to, whose key is not known yet."""
    if recipient not in peer_recipients(tx.connection):
        save_peer(tx, ADDRESSED + recipient, recipient)


def compared_keys(connection: Connection) -> frozenset[str]:
    """Public keys of the PCs that were compared."""
    found = connection.exec_driver_sql("SELECT public_key FROM peer").scalars()
    return frozenset(key for key in found if not key.startswith(ADDRESSED))


def peer_recipients(connection: Connection) -> tuple[str, ...]:
    """Age recipients of all PCs."""
    return tuple(connection.exec_driver_sql("SELECT DISTINCT recipient FROM peer ORDER BY recipient").scalars())
