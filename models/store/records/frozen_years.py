"""Years whose assessment is frozen: what points are computed from is closed until somebody opens them with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.clock import local_day
from models.errors import FazhiError
from models.records.ledger import Ledger
from models.store.base.transaction import Transaction
from models.store.records import documents

ASSESSMENT = "assessment"


class AcceptedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the list before freezing that was left open: its label, what was open, and why that was accepted."""

    line: str
    open: str
    reason: str


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One freezing, or with `reason` the end of one; the newest of a year counts, the others are its history.

    Attributes:
        year: The year assessed.
        by: The 经办人.
        at: When.
        reason: Why it was opened again; "" while it stands.
        change: What an appeal changed in the version before; "" for a freezing.
        number: Of the document that keeps it.
        accepted: What was left open when it was frozen, each with the reason.
    """

    year: int
    by: str
    at: str
    reason: str = ""
    change: str = ""
    number: int = 0
    accepted: tuple[AcceptedLine, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the frozen results still count: false once a reason for undoing them was given."""
        return not self.reason


class AlreadyFrozenError(FazhiError):
    """The year's assessment is frozen already; it must be unfrozen first."""

    frozen: Version

    @property
    def sentence(self) -> str:
        """Says since when, by whom, and what to do."""
        one = self.frozen
        return f"{one.year}年度考核已由{one.by}于{local_day(one.at)}冻结：要改分请先写明原因解除冻结。"


def history(connection: Connection, year: int) -> list[Version]:
    """Every freezing of the year and every end of one, the newest first."""
    return list(_versions(connection, year))


def standing_version(connection: Connection, year: int) -> Version | None:
    """The year's newest version if the year is frozen now, else None."""
    newest = next(_versions(connection, year), None)
    return newest if newest and newest.stands else None


def _versions(connection: Connection, year: int) -> Iterator[Version]:
    for number, one in documents.numbered_documents(connection, ASSESSMENT, Version):
        if one.year == year:
            yield msgspec.structs.replace(one, number=number)


def require_unfrozen(tx: Transaction, ledger: Ledger, *fields: Mapping[str, Any]) -> None:
    """Refuse records with these fields, as they are and as they would be, where points of a frozen year hang on them.

    Raises:
        AlreadyFrozenError: One of their years is frozen.
    """
    if not ledger.closed_by_freezing:
        return
    for year in {one.get(ledger.year_of) for one in fields}:
        standing = standing_version(tx.connection, year) if isinstance(year, int) else None
        if standing:
            raise AlreadyFrozenError(standing)
