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
    """Keep a PC whose fingerprint was compared; what was known only by its age recipient becomes this key."""
    PEERS.delete(tx.connection, public_key=ADDRESSED + recipient)
    PEERS.put(tx.connection, [Peer(public_key, recipient, tx.at, tx.operator)], update=("recipient",))


def save_address(tx: Transaction, recipient: str) -> None:
    """Keep the age recipient of a PC whose key is not known yet; nothing where it is known already."""
    if recipient not in peer_recipients(tx.connection):
        save_peer(tx, ADDRESSED + recipient, recipient)


def known_peers(connection: Connection) -> list[Peer]:
    """All PCs, in order of their addresses; the key of one that was only written to begins with `ADDRESSED`."""
    return PEERS.select(connection, "recipient, public_key")


def compared_keys(connection: Connection) -> frozenset[str]:
    """Public keys of the PCs whose fingerprints were compared."""
    found = connection.exec_driver_sql("SELECT public_key FROM peer").scalars()
    return frozenset(key for key in found if not key.startswith(ADDRESSED))


def peer_recipients(connection: Connection) -> tuple[str, ...]:
    """Age recipients of all PCs, compared or not, in order."""
    return tuple(connection.exec_driver_sql("SELECT DISTINCT recipient FROM peer ORDER BY recipient").scalars())
