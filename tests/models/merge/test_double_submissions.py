"""Two packages under one number: listed with what tells them apart, and decided by a person."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.merge.double_submissions import (
    NOT_THERE,
    RESTORED,
    SUSPECT,
    THERE,
    TWO_PCS,
    VERDICTS,
    BadForkError,
    DoubleSubmission,
    copy_differences,
    decide_double_submission,
    double_submission_at,
    find_double_submissions,
)
from models.merge.outcome import PackageState
from models.merge.undo import undo_merge
from models.records.registry import ledger
from models.store.base import journal
from models.store.base.workspace import Workspace, open_workspace
from models.store.files.verify import verify_workspace
from models.store.records import conflicts, records
from tests.models.merge.crafted import craft
from tests.models.merge.test_intake import good_lines
from tests.models.offices import SECRET, Offices, put, training

TRAINING = ledger("training")


@pytest.fixture
def copied(offices: Offices, tmp_path: Path) -> Iterator[Workspace]:
    """A01's folder copied to another PC by hand, with one training in both."""
    training(offices.a, "宪法")
    other = open_workspace(shutil.copytree(offices.a.folder, tmp_path / "另一台"), SECRET)
    yield other
    other.close()


def shared(workspace: Workspace) -> str:
    with workspace.read() as connection:
        return next(one.uid for one in records.entries(connection, TRAINING, "A01") if one.fields["topic"] == "宪法")


@pytest.fixture
def fork(offices: Offices, copied: Workspace) -> DoubleSubmission:
    """Both PCs change the shared training and add one of their own; the other one changes it twice."""
    uid = shared(offices.a)
    put(offices.a, "training", uid, people=30)
    training(offices.a, "甲机新增")
    put(copied, "training", uid, place="司法所")
    put(copied, "training", uid, place="司法局")
    training(copied, "乙机新增")
    for at, workspace in enumerate((offices.a, copied)):
        assert offices.merge(offices.send(workspace, f"{at}.fzb").path)[0].state is PackageState.MERGED
    (found,) = find_double_submissions(offices.centre)
    return found


def told(offices: Offices, fork: DoubleSubmission) -> set[tuple[str, str, str, str]]:
    return {(one.title, one.label, *one.texts) for one in copy_differences(offices.centre, fork)}


def test_both_are_listed_with_signer_and_day(offices: Offices, fork: DoubleSubmission) -> None:
    assert (fork.unit, fork.sequence, fork.said) == ("A01", 2, None)
    assert [Path(one.row.file).name for one in fork.parties] == ["0.fzb", "1.fzb"]
    assert {(one.operator, one.key_state) for one in fork.parties} == {("张三", "active")}
    assert [one.counts["training"] for one in fork.parties] == [2, 2]


def test_what_each_contains_against_the_other(offices: Offices, fork: DoubleSubmission) -> None:
    """The second package replaced the number of people unseen: both count the changes of one workspace."""
    assert told(offices, fork) == {
        ("宪法", "地点", "（空）", "司法局"),
        ("宪法", "人数", "30", "（空）"),
        ("乙机新增", "", NOT_THERE, THERE),
        ("甲机新增", "", THERE, NOT_THERE),
    }


@pytest.mark.parametrize("use", [None, 1, 2])
def test_a_decision_is_kept_with_who_and_when(offices: Offices, fork: DoubleSubmission, use: int | None) -> None:
    done = decide_double_submission(offices.centre, fork, TWO_PCS, "已电话核实", "李四", use=use)
    (said,) = [one.said for one in find_double_submissions(offices.centre)]
    assert said
    assert (said.verdict, said.operator, "已电话核实" in said.words) == (TWO_PCS, "李四", True)
    assert (find_double_submissions(offices.centre, open_only=True), verify_workspace(offices.centre)) == ([], [])
    with offices.centre.read() as connection:
        kept = records.load(connection, TRAINING, shared(offices.a)).fields
        assert journal.recent_rows(connection, 1)[0].act == "fork"
    assert (kept.get("people"), kept.get("place")) == {1: (30, None)}.get(use or 0, (None, "司法局"))
    assert done == (2 if use else 0)


def test_what_was_changed_since_stays(offices: Offices, fork: DoubleSubmission) -> None:
    with offices.centre.write("李四") as tx:
        records.save(tx, TRAINING, "A01", {"people": 45}, shared(offices.a))
    assert decide_double_submission(offices.centre, fork, RESTORED, "", "李四", use=1) == 0


def packages_before(fork: DoubleSubmission) -> str:
    return str(json.loads(fork.parties[0].row.header)["previous"])


def test_another_package_of_the_number_opens_it_again(offices: Offices, fork: DoubleSubmission) -> None:
    decide_double_submission(offices.centre, fork, TWO_PCS, "", "李四")
    before = packages_before(fork)
    offices.merge(craft(offices.a, offices.folder / "x.fzb", good_lines(offices), sequence=2, previous=before))
    (again,) = find_double_submissions(offices.centre)
    assert (again.said, len(again.parties)) == (None, 3)
    with pytest.raises(BadForkError, match="请重新列出"):
        decide_double_submission(offices.centre, fork, TWO_PCS, "", "李四")


def test_the_same_field_in_both_shows_both_values(offices: Offices, copied: Workspace) -> None:
    for workspace, people in ((offices.a, 30), (copied, 50)):
        put(workspace, "training", shared(offices.a), people=people)
        offices.merge(offices.send(workspace, f"{people}.fzb").path)
    (fork,) = find_double_submissions(offices.centre)
    assert told(offices, fork) == {("宪法", "人数", "30", "50")}
    decide_double_submission(offices.centre, fork, TWO_PCS, "", "李四", use=1)
    with offices.centre.read() as connection:
        assert records.load(connection, TRAINING, shared(offices.a)).fields["people"] == 30
        assert conflicts.find_conflicts(connection) == []


def test_one_that_never_came_is_told_by_the_next(offices: Offices) -> None:
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    offices.merge(craft(offices.a, offices.folder / "x.fzb", good_lines(offices), sequence=3, previous="0" * 64))
    (fork,) = find_double_submissions(offices.centre)
    assert (fork.sequence, len(fork.parties), copy_differences(offices.centre, fork)) == (2, 1, [])
    assert decide_double_submission(offices.centre, fork, RESTORED, "", "李四") == 0


def test_a_merge_taken_back_is_still_one_of_two(offices: Offices, fork: DoubleSubmission) -> None:
    undo_merge(offices.centre, "A01", "李四")
    (again,) = find_double_submissions(offices.centre)
    assert [one.row.state for one in again.parties] == ["merged", "undone"]


@pytest.mark.parametrize(("number", "verdict", "use"), [(2, TWO_PCS, None), (1, "随便", None), (1, SUSPECT, 3)])
def test_what_is_not_there_cannot_be_decided(
    offices: Offices, fork: DoubleSubmission, number: int, verdict: str, use: int | None
) -> None:
    with pytest.raises(BadForkError, match=r"请重新列出|可以用的是"):
        decide_double_submission(
            offices.centre, double_submission_at(offices.centre, number), verdict, "", "李四", use=use
        )
    assert find_double_submissions(offices.centre)[0].said is None


def test_benign_causes_come_first() -> None:
    assert list(VERDICTS) == [RESTORED, TWO_PCS, SUSPECT]


def test_units_that_only_report_have_none(offices: Offices) -> None:
    offices.merge(offices.send(offices.a, "a2.fzb").path, offices.send(offices.b, "b2.fzb").path)
    offices.merge(offices.send(offices.a, "a3.fzb").path)
    assert find_double_submissions(offices.centre) == []


def test_a_word_is_on_the_packages_that_were_looked_at(offices: Offices, fork: DoubleSubmission) -> None:
    before = packages_before(fork)
    offices.merge(craft(offices.b, offices.folder / "y.fzb", {}, sequence=1, previous=before))
    others = next(one for one in find_double_submissions(offices.centre) if one.unit == "B02")
    decide_double_submission(offices.centre, fork, TWO_PCS, "", "乙")
    decide_double_submission(offices.centre, others, SUSPECT, "", "李四")
    assert {one.unit: one.said.verdict for one in find_double_submissions(offices.centre) if one.said} == {
        "A01": TWO_PCS,
        "B02": SUSPECT,
    }


def test_what_is_alike_in_both_is_no_difference(offices: Offices, copied: Workspace) -> None:
    for at, workspace in enumerate((offices.a, copied)):
        assert offices.merge(offices.send(workspace, f"{at}.fzb").path)[0].state is PackageState.MERGED
    (found,) = find_double_submissions(offices.centre)
    assert told(offices, found) == set()


@pytest.mark.parametrize("more", [0, 1], ids=["as many records", "fewer records"])
def test_an_older_copy_shows_what_it_says(offices: Offices, copied: Workspace, more: int) -> None:
    """The copy never saw the change: its package says what the record said before, and a record may be wanting."""
    put(offices.a, "training", shared(offices.a), place="司法局")
    for _ in range(more):
        training(offices.a, "甲机新增")
    for at, workspace in enumerate((offices.a, copied)):
        assert offices.merge(offices.send(workspace, f"{at}.fzb").path)[0].state is PackageState.MERGED
    (found,) = find_double_submissions(offices.centre)
    wanting = {("甲机新增", "", THERE, NOT_THERE)} if more else set()
    assert told(offices, found) == {("宪法", "地点", "司法局", "（空）")} | wanting
