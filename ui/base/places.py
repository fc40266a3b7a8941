"""Names under which pages and records are reached from one another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.records.entry import uid_for
from models.records.finding import Finding
from models.records.registry import ledger
from ui.base.session import Session
from ui.form.record_form import RecordForm

DESK, PLAN, SUBMIT, EVIDENCE, PRINT = "desk", "plan", "submit", "evidence", "print"
INTAKE, REPORTS, SCORES, ISSUE = "intake", "reports", "scores", "issue"
REVIEW, UNTOLD, REPORTED = "review", "untold", "reported"
"""Parts of 报送情况 that figures of other pages count; a period's id may follow after a colon."""
KEYS, CONFLICTS, ON_PAPER = "keys", "conflicts", "on-paper"
"""Parts of 收件合并 that figures of other pages count."""
OWN = "own"
"""Where a centre changes records of 管委会本级; those of other units are only read."""


def progress_uid(unit: str, year: int, item: int) -> str:
    """The uid of a unit's 落实情况 of an item, kept already or not."""
    return uid_for(ledger("progress"), unit, {"year": year, "item": item})


PRINT_FORM = "print.form"
"""Under this name the workspace's memory holds the form that 统计与打印 shows first."""

PRINT_UNITS = "print.units"
"""Under this name it holds the codes of the units the form is wanted for, until they have been shown."""
EVERY_UNIT = "*"
"""Stands among them for all units."""


PRINT_PERIOD = "print.period"
"""Under this name it holds the id of the 报送期 the form is wanted for, until it has been shown."""


def print_for(session: Session, form: str, units: Sequence[str] = (), period: str = "") -> None:
    """Show a form in 统计与打印, for these units (for all where there are none) and this period (as it was)."""
    session.memory.set(PRINT_FORM, form)
    session.memory.set(PRINT_UNITS, list(units) or [EVERY_UNIT])
    session.memory.set(PRINT_PERIOD, period)
    session.page_wanted.emit(PRINT)


def go_to_field(page: QWidget, session: Session, finding: Finding) -> None:
    """Show the record of a finding, and put the cursor into its field where its form is in view at once."""
    window = page.window()
    session.record_wanted.emit(finding.ledger, finding.uid)
    for form in window.findChildren(RecordForm):
        if form.isVisible() and form.uid == finding.uid and finding.field in form.fields.rows:
            form.fields.go_to(finding.field)
