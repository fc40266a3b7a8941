"""What forms hold that could not be written: found before a window closes, is locked or lets go of a form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.records.registry import ledger
from models.store.records.drafts import Unsaved
from ui.base.session import Session
from ui.base.workers import Jobs
from ui.form.record_form import RecordForm


def unsaved_forms(within: QWidget, jobs: Jobs) -> list[RecordForm]:
    """The forms within a widget that hold what could not be written; what is being saved is waited for."""
    forms = within.findChildren(RecordForm)
    if any(form.is_saving for form in forms):
        jobs.finish_writing()
    return [form for form in forms if form.not_written]


def try_again(window: QWidget, session: Session) -> Unsaved:
    """Save what all forms of a window hold, and give what could not be, with what no form has taken back yet."""
    for form in window.findChildren(RecordForm):
        if form.is_dirty and form.not_written:
            form.save()
    lost = dict(session.carried)
    for form in unsaved_forms(window, session.jobs):
        key = form.ledger.id, form.session.acting
        lost[key] = [*lost.get(key, []), *form.not_written]
    return lost


def ledger_labels(unsaved: Unsaved) -> str:
    """The ledgers it belongs to, as a sentence names them."""
    return "、".join(dict.fromkeys(ledger(name).label for name, _ in unsaved))
