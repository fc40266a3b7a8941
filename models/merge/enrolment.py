"""登记: whose key is whose. Each decision makes a new numbered, signed roster."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from models.errors import FazhiError
from models.merge import keys
from models.package.roster import Roster, RosterEntry, RosterKey, SignedRoster, sign_roster
from models.records.office import Issue
from models.store import documents, packages
from models.store.packages import Enrolment
from models.store.transaction import Transaction
from models.store.workspace import Workspace


@dataclass(eq=False)
class NoPendingKeyError(FazhiError):
    """No key of this unit waits under this fingerprint."""

    unit: str
    fingerprint: str

    @property
    def sentence(self) -> str:
        """Says what to compare."""
        return (
            f"单位{self.unit}没有指纹为“{self.fingerprint}”的待登记密钥："
            "请先合并该单位的报送包，再逐位核对盖章报送单上的20位指纹。"
        )


@dataclass(eq=False)
class NoKeyError(FazhiError):
    """The unit has no key that could be revoked."""

    unit: str

    @property
    def sentence(self) -> str:
        """Says which unit."""
        return f"单位{self.unit}没有已登记的密钥，无需撤销：请检查单位代码。"


def digits(fingerprint: str) -> str:
    """A fingerprint without what people put between its digits."""
    return "".join(letter for letter in fingerprint if letter.isdigit())


def pending(workspace: Workspace) -> list[Enrolment]:
    """Keys that wait for their fingerprint to be compared."""
    with workspace.read() as connection:
        return [row for row in packages.enrolments(connection) if row.state == "pending"]


def enrol(workspace: Workspace, unit: str, fingerprint: str, operator: str) -> Roster:
    """Confirm a pending key whose fingerprint the clerk has compared; gives the new roster.

    An active key the unit had before is replaced: it is revoked in the same roster.

    Raises:
        NoPendingKeyError: No pending key of the unit has this fingerprint.
    """
    with workspace.write(operator) as tx:
        rows = packages.enrolments(tx.connection, unit)
        chosen = [row for row in rows if row.state == "pending" and digits(row.fingerprint) == digits(fingerprint)]
        if not chosen:
            raise NoPendingKeyError(unit, fingerprint)
        for row in rows:
            if row.state == "active":
                _decide(tx, row, "revoked")
        _decide(tx, chosen[0], "active")
        return issue_roster(tx)


def revoke(workspace: Workspace, unit: str, operator: str) -> Roster:
    """Revoke the unit's keys, pending ones too: what they sign is set aside from now on.

    Raises:
        NoKeyError: The unit has none.
    """
    with workspace.write(operator) as tx:
        rows = [row for row in packages.enrolments(tx.connection, unit) if row.state != "revoked"]
        if not rows:
            raise NoKeyError(unit)
        for row in rows:
            _decide(tx, row, "revoked")
        return issue_roster(tx)


def _decide(tx: Transaction, row: Enrolment, state: str) -> None:
    decided = msgspec.structs.replace(row, state=state, decided_at=tx.at, decided_by=tx.operator)
    packages.keep_enrolment(tx, decided)
    tx.chain.append([(tx.at, tx.operator, f"key-{state}", "enrolment", row.public_key, row.unit, "", row.fingerprint)])


def issue_roster(tx: Transaction) -> Roster:
    """Sign and keep the next roster from the units issued and the keys decided."""
    number = documents.latest_number(tx.connection, keys.ROSTER) + 1
    issue = documents.latest(tx.connection, "issue", Issue)
    before = documents.latest(tx.connection, keys.ROSTER, SignedRoster)
    since = {key.public_key: key for key in _keys(before)}
    decided: dict[str, list[RosterKey]] = {}
    for row in packages.enrolments(tx.connection):
        if row.state != "pending":
            fresh = RosterKey(row.public_key, "active" if row.state == "active" else "revoked", number)
            known = since.get(row.public_key, fresh)
            decided.setdefault(row.unit, []).append(known if known.status == fresh.status else fresh)
    units = issue.units if issue else ()
    entries = tuple(
        RosterEntry(unit.code, unit.name, unit.category, tuple(decided.get(unit.code, ()))) for unit in units
    )
    key = keys.signing_key_in(tx)
    roster = Roster(number, entries, key.public_key, keys.recipients_in(tx))
    documents.put(tx, keys.ROSTER, number, sign_roster(roster, (key,)))
    return roster


def _keys(signed: SignedRoster | None) -> list[RosterKey]:
    if signed is None:
        return []
    return [key for entry in msgspec.convert(signed.roster, Roster).entries for key in entry.keys]
