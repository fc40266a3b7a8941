"""From a finding or a remark to the field it is about."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.check.answers import ledger_reported_empty
from models.records.finding import Finding
from models.store.records.packages import Remark
from ui.base.session import Session
from ui.form.record_form import RecordForm


def go_to_field(page: QWidget, session: Session, finding: Finding | Remark) -> None:
    """Show the record of a finding or remark, and put the cursor into its field where its form is in view at once."""
    window = page.window()
    session.record_wanted.emit(finding.ledger, finding.uid)
    for form in window.findChildren(RecordForm):
        if form.isVisible() and form.uid == finding.uid and finding.field in form.fields.rows:
            form.fields.go_to(finding.field)


def open_reported_ledger(session: Session, finding: Finding) -> None:
    """Show the ledger with the records that a 零报送 says are not there; the 零报送 itself has no page."""
    with session.workspace.read() as connection:
        about = ledger_reported_empty(connection, finding)
    session.record_wanted.emit(about, "")
