"""What the centre said of items that units claim not to apply to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection

from models.records.entry import BadRecordError, Entry, to_record, uid_for
from models.records.ledger import Ledger
from models.records.ledgers.progress import LEDGER as PROGRESS
from models.records.ledgers.progress import NOT_APPLICABLE, Progress
from models.records.ledgers.waiver import LEDGER, Waiver, claims, decided
from models.records.record import Record
from models.store.base.transaction import Transaction
from models.store.records import listing, records
from models.store.records.listing import ListQuery


class Claim(NamedTuple):
    """One item that a unit says does not apply to it, and what the centre said of that; None: nothing yet."""

    unit: str
    item: int
    progress: Progress
    waiver: Waiver | None

    @property
    def agreed(self) -> bool | None:
        """Whether the centre agreed to the claim as it stands."""
        return decided(self.progress, self.waiver)


class Decision(NamedTuple):
    """Whether the centre agrees, and what it says; a refusal needs a reason."""

    agreed: bool
    reason: str = ""


def waivers_of(connection: Connection, year: int) -> dict[str, dict[int, Waiver]]:
    """By unit and uid of the item what the centre said; of the year."""
    found: dict[str, dict[int, Waiver]] = {}
    for entry in listing.list_entries(connection, LEDGER, ListQuery(equals=(("year", year),))):
        one = cast("Waiver | None", _readable(LEDGER, entry))
        if one and one.claimant and one.item:
            found.setdefault(one.claimant, {})[one.item] = one
    return found


def claims_of(connection: Connection, year: int) -> list[Claim]:
    """All items of the year that units say, with a reason, do not apply to them, by unit and item."""
    waivers = waivers_of(connection, year)
    query = ListQuery(equals=(("year", year), ("state", NOT_APPLICABLE)))
    found = [
        Claim(entry.unit, one.item, one, waivers.get(entry.unit, {}).get(one.item))
        for entry in listing.list_entries(connection, PROGRESS, query)
        if (one := cast("Progress | None", _readable(PROGRESS, entry))) and one.item and claims(one)
    ]
    return sorted(found, key=lambda one: (one.unit, one.item))


def decide(tx: Transaction, year: int, office: str, claims: Iterable[Claim], decision: Decision) -> None:
    """Keep what the centre, `office`, says of these claims.

    Raises:
        AlreadyFrozenError: The year's assessment is frozen.
    """
    for one in claims:
        said = {"claim": one.progress.not_applicable, "agreed": decision.agreed, "reason": decision.reason or None}
        records.save(tx, LEDGER, office, _key(year, one) | said)


def undo_decisions(tx: Transaction, year: int, office: str, claims: Iterable[Claim]) -> None:
    """Restore what the centre had said of the claims before.

    Raises:
        AlreadyFrozenError: The year's assessment was frozen since.
    """
    for one in claims:
        before = one.waiver
        if before is None:
            records.delete(tx, LEDGER, [uid_for(LEDGER, office, _key(year, one))])
        else:
            said = {"claim": before.claim, "agreed": before.agreed, "reason": before.reason}
            records.save(tx, LEDGER, office, _key(year, one) | said)


def _key(year: int, claim: Claim) -> dict[str, Any]:
    return {"year": year, "claimant": claim.unit, "item": claim.item}


def _readable(declared: Ledger, entry: Entry) -> Record | None:
    try:
        return to_record(declared, entry.fields, entry.uid)
    except BadRecordError:
        return None
