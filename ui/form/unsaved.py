"""What is typed and could not be written: found before a window closes, is locked or lets go of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.records.registry import ledgers
from models.store.records.drafts import Unsaved
from ui.base.page import Page
from ui.base.pages import page_named
from ui.base.session import Session
from ui.base.workers import Jobs, Trouble
from ui.form.record_form import RecordForm


def unsaved_forms(within: QWidget, jobs: Jobs) -> list[RecordForm]:
    """The forms within a widget that hold what could not be written; what is being saved is waited for."""
    forms = within.findChildren(RecordForm)
    if any(form.is_saving for form in forms):
        jobs.finish_writing()
    return [form for form in forms if form.not_written]


def try_again(window: QWidget, session: Session) -> Unsaved:
    """Save what all forms and pages of a window hold, and give what could not be, with what none has taken back yet."""
    for form in window.findChildren(RecordForm):
        if form.is_dirty and form.not_written:
            form.save()
    lost = dict(session.carried)
    for form in unsaved_forms(window, session.jobs):
        key = form.ledger.id, form.session.acting
        lost[key] = [*lost.get(key, []), *form.not_written]
    for page in window.findChildren(Page):
        lost |= page.not_written()
    return lost


def write_all(window: QWidget, session: Session) -> tuple[Unsaved, list[str]]:
    """What is typed and could not be written, and why that or anything else that was asked to be written failed."""
    failed = list[Trouble]()
    listening = session.failed.connect(failed.append)
    lost = try_again(window, session)
    if session.jobs.visible is None:
        session.jobs.finish_writing()
    QObject.disconnect(listening)
    why = [form.why for form in unsaved_forms(window, session.jobs)] + [trouble.sentence for trouble in failed]
    return lost, list(dict.fromkeys(filter(None, why)))


def bring_back(form: RecordForm) -> None:
    """Have in the fields what could not be saved, where nothing else typed stands there, and say why."""
    if form.unsaved and not form.is_dirty:
        _, draft = form.unsaved.popitem()
        form.put_back(draft.uid, draft.fields)
    if form.why:
        form.banner.hold_back(f"没有保存：{form.why}")


def show_unsaved(
    window: QWidget, session: Session, opened: Mapping[str, Page], show_page: Callable[[str], None]
) -> None:
    """Have the first form in front that holds what could not be written, that in its fields."""
    for form in unsaved_forms(window, session.jobs)[:1]:
        name = next(name for name, page in opened.items() if page.isAncestorOf(form))
        show_page(name)
        opened[name].show_ledger(form.ledger.id)
        bring_back(form)


def unsaved_labels(unsaved: Unsaved) -> str:
    """The ledgers and pages it belongs to, as a sentence names them."""
    return "、".join(dict.fromkeys(_label(name) for name, _ in unsaved))


def _label(name: str) -> str:
    found = ledgers().get(name)
    return found.label if found else page_named(name).label
