"""Names under which pages and records are reached from one another."""

from __future__ import annotations

from models.records.entry import uid_for
from models.records.registry import ledger

DESK, PLAN, SUBMIT, EVIDENCE, PRINT = "desk", "plan", "submit", "evidence", "print"
INTAKE, REPORTS, SCORES, ISSUE = "intake", "reports", "scores", "issue"


def progress_uid(unit: str, year: int, item: int) -> str:
    """The uid of a unit's 落实情况 of an item, kept already or not."""
    return uid_for(ledger("progress"), unit, {"year": year, "item": item})
