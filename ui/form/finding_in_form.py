"""From a finding to the field it is about."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.records.finding import Finding
from ui.base.session import Session
from ui.form.record_form import RecordForm


def go_to_field(page: QWidget, session: Session, finding: Finding) -> None:
    """Show the record of a finding, and put the cursor into its field where its form is in view at once."""
    window = page.window()
    session.record_wanted.emit(finding.ledger, finding.uid)
    for form in window.findChildren(RecordForm):
        if form.isVisible() and form.uid == finding.uid and finding.field in form.fields.rows:
            form.fields.go_to(finding.field)
