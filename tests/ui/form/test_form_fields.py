"""Fields out of view are built behind a form that is shown already, and nobody can tell."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from ui.base.session import Session
from ui.form.form_fields import AT_ONCE
from ui.form.record_form import RecordForm

CASE = ledger("case")
VALUES = {
    "number": "（2020）豫0191行初1号",
    "remarks": "早的",
    "hearings": [{"on": "2020-05-01"}],
    "performance_due": "2020-12-01",
}


@pytest.fixture
def kept(workspace: Workspace) -> str:
    with workspace.write("张晓明") as tx:
        return records.save(tx, CASE, "X01", VALUES).uid


@pytest.fixture
def form(qtbot: QtBot, session: Session, kept: str, idle: Callable[[], None]) -> RecordForm:
    made = RecordForm(session, CASE)
    qtbot.addWidget(made)
    made.show_record(kept)
    idle()
    return made


def test_only_fields_in_view_are_built_before_it_is_shown(form: RecordForm, qtbot: QtBot) -> None:
    assert len(form.fields._rows) == AT_ONCE < len(form.fields.names)
    form.show()
    qtbot.waitUntil(lambda: len(form.fields._rows) == len(form.fields.names))


def test_a_form_says_the_same_before_and_after(form: RecordForm, idle: Callable[[], None]) -> None:
    before = form.fields.values()
    assert (before, form.is_dirty) == ({**VALUES, **before}, False)
    form.fields.complete()
    assert (form.fields.values(), form.is_dirty) == (before, False)


def test_what_is_wrong_out_of_view_is_said_once_it_is_built(form: RecordForm) -> None:
    last = form.fields._late.verdict
    assert last is not None
    wrong = {one.field for one in last.findings if one.field in form.fields._late.names}
    told = {name for name, row in form.fields.rows.items() if row.notes_text()}
    assert wrong <= told
    assert wrong


def test_what_was_typed_for_a_field_out_of_view_is_kept(form: RecordForm) -> None:
    form.put_back(form.uid, {**VALUES, "remarks": "新的"})
    assert form.is_dirty
    form.fields.complete()
    assert form.is_dirty
    assert form.fields.rows["remarks"].editor.value() == "新的"


def test_the_cursor_goes_to_a_field_out_of_view(form: RecordForm) -> None:
    form.fields.go_to("remarks")
    assert form.fields.focusWidget() is form.fields.rows["remarks"].editor.inner
