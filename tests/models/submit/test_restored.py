"""A unit restored from its backup numbers its packages from 1 again: which was sent last does not hang on numbers."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from models.merge.outcome import PackageState
from models.merge.states import SubmissionState, sent_state
from models.store.base.workspace import Workspace
from models.store.files.backup import restore_backup, write_backup
from models.store.records import packages
from models.store.records.packages import PackageRow
from models.submit.centre import latest_submissions
from models.submit.unit import Submitted
from models.submit.withdraw import withdrawable_submission
from tests.clock import stopped_at
from tests.models.offices import SECRET, Offices

STOPPED = stopped_at(dt.date(2099, 1, 1))
"""Everything happens within one second, after all that was done on the way here."""


def restored(offices: Offices, sent_before: int) -> Workspace:
    """Unit A on another computer, its backup made when it had sent that many more."""
    offices.a = dataclasses.replace(offices.a, clock=STOPPED)
    for number in range(sent_before):
        offices.send(offices.a, f"before-{number}.fzb")
    kept = write_backup(offices.a, offices.folder / "a.fzbak")
    return restore_backup(kept, offices.folder / "new", SECRET, STOPPED)[0]


def rows_of(workspace: Workspace) -> dict[str, PackageRow]:
    with workspace.read() as connection:
        return {row.id: row for row in packages.find_packages(connection, direction="out", kind="submission")}


def sent_by(new: Workspace, offices: Offices) -> Submitted:
    """Its first submission, number 1 again."""
    sent = offices.send(new, "after.fzb")
    assert sent.header.sequence == 1
    return sent


@pytest.mark.parametrize("sent_before", [0, 1, 2])
def test_what_was_sent_last_is_the_newest(offices: Offices, sent_before: int) -> None:
    new = restored(offices, sent_before)
    sent = sent_by(new, offices)
    newest = withdrawable_submission(new)
    assert newest
    assert newest.id == sent.header.package_id
    new.close()


@pytest.mark.parametrize("sent_before", [0, 1, 2])
def test_what_was_sent_last_is_not_superseded(offices: Offices, sent_before: int) -> None:
    new = restored(offices, sent_before)
    sent = sent_by(new, offices)
    rows = rows_of(new)
    states = {id_: sent_state(row, list(rows.values())) for id_, row in rows.items()}
    assert states.pop(sent.header.package_id) is SubmissionState.SENT
    assert set(states.values()) == {SubmissionState.SUPERSEDED}
    new.close()


def test_at_the_centre_what_came_last_counts(offices: Offices) -> None:
    offices.centre = dataclasses.replace(offices.centre, clock=STOPPED)
    new = restored(offices, 2)
    sent = sent_by(new, offices)
    folder = offices.folder
    outcomes = offices.merge(folder / "before-0.fzb", folder / "before-1.fzb", sent.path)
    assert {outcome.state for outcome in outcomes} == {PackageState.MERGED}
    counting = {row.unit: row.id for row in latest_submissions(offices.centre)}
    assert counting["A01"] == sent.header.package_id
    new.close()
