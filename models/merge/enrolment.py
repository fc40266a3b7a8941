"""登记: whose key is whose. Each decision makes a new numbered, signed roster."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from models.errors import FazhiError
from models.merge import keys
from models.merge.outcome import PackageState
from models.package.roster import Roster, RosterEntry, RosterKey, SignedRoster, sign_roster
from models.records.office import Issue, Unit
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import documents, packages, quarantine
from models.store.records.packages import IN, Enrolment
from models.store.records.quarantine import QuarantinedFile

KEY_WORDS = {"active": "已登记", "pending": "待登记", "revoked": "已撤销"}
"""States of a unit's key, in words."""
REPLACED = "换了新的密钥"
REVOKED = "签名的密钥已被撤销：请与报送单位核对后重新登记。"


class NoPendingKeyError(FazhiError):
    """No key of this unit waits under this fingerprint."""

    unit: str
    fingerprint: str
    template = (
        "单位{unit}没有指纹为“{fingerprint}”的待登记密钥：请先合并该单位的报送包，再逐位核对盖章报送单上的20位指纹。"
    )


class NoKeyError(FazhiError):
    """The unit has no key that could be revoked."""

    unit: str
    template = "单位{unit}没有已登记的密钥，无需撤销：请检查单位代码。"


def fingerprint_digits(fingerprint: str) -> str:
    """A fingerprint without what people put between its digits."""
    return "".join(letter for letter in fingerprint if letter.isdigit())


def pending_keys(workspace: Workspace) -> list[Enrolment]:
    """Keys that wait for their fingerprint to be compared, by unit."""
    with workspace.read() as connection:
        waiting = [row for row in packages.find_enrolments(connection) if row.state == "pending"]
    return sorted(waiting, key=lambda row: row.unit)


def enrol_unit(
    workspace: Workspace, unit: str, fingerprint: str, operator: str, *, replace: bool = False, reason: str = ""
) -> Roster:
    """Confirm a pending key whose fingerprint the clerk has compared; gives the new roster.

    A unit may have several active keys, one a PC. With `replace` the others are revoked in the same roster, for
    `reason`.

    Raises:
        NoPendingKeyError: No pending key of the unit has this fingerprint.
    """
    return enrol_units(workspace, [(unit, fingerprint)], operator, replace=replace, reason=reason)


def enrol_units(
    workspace: Workspace,
    compared: Iterable[tuple[str, str]],
    operator: str,
    *,
    replace: bool = False,
    reason: str = "",
) -> Roster:
    """Confirm several pending keys, each a unit and the fingerprint compared, under one new roster: all or none.

    Raises:
        NoPendingKeyError: No pending key of one of the units has the fingerprint given for it.
    """
    with workspace.write(operator) as tx:
        known: dict[str, list[Enrolment]] = {}
        for row in packages.find_enrolments(tx.connection):
            known.setdefault(row.unit, []).append(row)
        for unit, fingerprint in compared:
            _enrol(tx, known.get(unit, []), (unit, fingerprint), replace=replace, reason=reason)
        return issue_roster(tx)


def _enrol(tx: Transaction, rows: list[Enrolment], compared: tuple[str, str], *, replace: bool, reason: str) -> None:
    wanted = fingerprint_digits(compared[1])
    chosen = next(
        (row for row in rows if row.state == "pending" and fingerprint_digits(row.fingerprint) == wanted), None
    )
    if chosen is None:
        raise NoPendingKeyError(*compared)
    for row in rows:
        if replace and row.state == "active":
            _decide(tx, row, "revoked", reason or REPLACED)
    _decide(tx, chosen, "active", reason)


def revoke_keys(workspace: Workspace, unit: str, operator: str, *, reason: str = "", fingerprint: str = "") -> Roster:
    """Revoke the unit's keys, pending ones too, or the one with this fingerprint; `reason` says why.

    What they sign is set aside from now on, and so is what they signed and waits for enrolment; what was merged stays.

    Raises:
        NoKeyError: The unit has none.
    """
    with workspace.write(operator) as tx:
        rows = [row for row in packages.find_enrolments(tx.connection, unit) if row.state != "revoked"]
        if fingerprint:
            rows = [row for row in rows if fingerprint_digits(row.fingerprint) == fingerprint_digits(fingerprint)]
        if not rows:
            raise NoKeyError(unit)
        for row in rows:
            _decide(tx, row, "revoked", reason)
            _set_aside_waiting(tx, row)
        return issue_roster(tx)


def _decide(tx: Transaction, row: Enrolment, state: str, reason: str) -> None:
    decided = msgspec.structs.replace(row, state=state, decided_at=tx.at, decided_by=tx.operator, reason=reason)
    packages.save_enrolment(tx, decided)
    said = f"{row.fingerprint} {reason}".strip()
    tx.chain.append([(tx.at, tx.operator, f"key-{state}", "enrolment", row.public_key, row.unit, "", said)])


def _set_aside_waiting(tx: Transaction, key: Enrolment) -> None:
    """Packages under a key which is revoked wait no longer, for its enrolment or for anybody's consent."""
    signed = packages.find_packages(tx.connection, signer=key.public_key, direction=IN)
    for row in (row for row in signed if row.state in (PackageState.PENDING, PackageState.TO_CONFIRM)):
        packages.update_package(tx, row.id, state=PackageState.UNTRUSTED, reason=REVOKED)
        quarantine.quarantine_file(
            tx,
            QuarantinedFile(
                digest=row.digest, file=row.file, unit=row.unit, package=row.id, signer=row.signer, reason=REVOKED
            ),
        )


def issue_roster(tx: Transaction, at_least: int = 0) -> Roster:
    """Sign and keep the next roster from the units issued and the keys decided; its number is `at_least` this."""
    number = max(documents.latest_number(tx.connection, keys.ROSTER) + 1, at_least)
    issue = documents.newest_issue(tx.connection)
    before = documents.latest_document(tx.connection, keys.ROSTER, SignedRoster)
    since = {key.public_key: key for key in _keys(before)}
    decided: dict[str, list[RosterKey]] = {}
    for row in packages.find_enrolments(tx.connection):
        if row.state != "pending":
            fresh = RosterKey(row.public_key, "active" if row.state == "active" else "revoked", number)
            known = since.get(row.public_key, fresh)
            decided.setdefault(row.unit, []).append(known if known.status == fresh.status else fresh)
    entries = tuple(
        RosterEntry(unit.code, unit.name, unit.category, tuple(decided.get(unit.code, ())))
        for unit in _units(tx, issue, decided)
    )
    key, former = keys.signing_key_in(tx), keys.former_keys_in(tx)
    previous = former[0].public_key if former else ""
    roster = Roster(number, entries, key.public_key, keys.recipients_in(tx), previous)
    documents.save_document(tx, keys.ROSTER, number, sign_roster(roster, (key, *former)))
    return roster


def _units(tx: Transaction, issue: Issue | None, keyed: Collection[str]) -> tuple[Unit, ...]:
    """Units of the present issue, and those of earlier ones that have keys: their packages may still come."""
    units = issue.units if issue else ()
    gone = sorted(set(keyed) - {unit.code for unit in units})
    return (*units, *filter(None, (documents.unit_as_last_issued(tx.connection, code) for code in gone)))


def _keys(signed: SignedRoster | None) -> list[RosterKey]:
    if signed is None:
        return []
    return [key for entry in msgspec.convert(signed.roster, Roster).entries for key in entry.keys]
