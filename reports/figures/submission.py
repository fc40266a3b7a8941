"""What a submission contains: counted from the journal as it stood when the package was made."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from models.package.header import Header
from models.records.entry import Entry
from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store.base import journal
from models.store.records import records

KEPT_BY_CENTRE = "centre"


@dataclass(frozen=True)
class LedgerContent:
    """One ledger in a package: records, deleted ones that it names, and files of evidence (digest to size)."""

    ledger: Ledger
    records: int
    deleted: int
    evidence: dict[str, int]


def contents(connection: Connection, header: Header) -> list[LedgerContent] | None:
    """The package's ledgers in menu order, empty ones too; None where the journal no longer tells.

    The figures are believed only when they agree with the counts that the header signs.
    """
    seq = journal.rows_of_digests(connection, filter(None, [header.journal_head])).get(header.journal_head)
    if seq is None:
        return None
    kept = [one for one in ledgers().values() if one.desk != KEPT_BY_CENTRE]
    found = [
        _content(one, list(records.entries_as_of(connection, one, header.unit, seq)), header.counts.get(one.id, 0))
        for one in kept
    ]
    return None if None in found else [one for one in found if one]


def _content(ledger: Ledger, entries: list[Entry], signed: int) -> LedgerContent | None:
    """What is there, and as many deleted ones as the header counts beside; None where it cannot have that many."""
    there = [entry for entry in entries if not entry.deleted]
    links = [link for entry in there for link in entry.fields.get("evidence", ())]
    files = {link["digest"]: int(link.get("size") or 0) for link in links if link.get("digest")}
    if not len(there) <= signed <= len(entries):
        return None
    return LedgerContent(ledger, len(there), signed - len(there), files)


def signed_counts(header: Header) -> list[LedgerContent]:
    """Records per ledger by the header alone, which knows no files and counts deleted records too."""
    return [LedgerContent(one, header.counts[one.id], 0, {}) for one in ledgers().values() if one.id in header.counts]


def all_files(content: list[LedgerContent]) -> dict[str, int]:
    """Every file of evidence once, with its size in bytes: a package holds a file once, however often it is linked."""
    return {digest: size for one in content for digest, size in one.evidence.items()}
