from __future__ import annotations

from contextlib import closing

import pytest

from models.merge.conflicts import ChooseVersion, decide_dispute, disputes
from models.merge.outcome import PackageState
from models.merge.undo import CannotUndoError, NothingToUndoError, undo_merge
from models.records.registry import ledger
from models.store.base import journal, search
from models.store.base.workspace import open_workspace
from models.store.files.verify import verify_workspace
from models.store.records import listing, records
from models.store.records.listing import ListQuery
from models.submit.centre import export_receipts, latest_submissions
from tests.models.merge.crafted import craft, line
from tests.models.merge.edits import edited
from tests.models.merge.test_conflicts import TRAINING, at_centre, disputed, disputed_by_pcs
from tests.models.merge.test_intake import numbers
from tests.models.offices import SECRET, Offices, delete, everything, lines, put, siblings, training

KEPT_TABLES = ("conflict", "settlement", "side", "conflict_before", "l_training", "l_progress", "evidence")


def work(offices: Offices) -> str:
    """Records that the next submission changes, deletes and adds; gives the changed one."""
    changed, gone = training(offices.a, "改动的"), training(offices.a, "删去的")
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    put(offices.a, "training", changed.uid, topic="改过的")
    delete(offices.a, "training", gone.uid)
    training(offices.a, "新添的")
    return changed.uid


def rows(offices: Offices) -> dict[str, list[tuple[object, ...]]]:
    """What undoing has to bring back, without the place in the journal that each record's row points to."""
    found = {name: kept for name, kept in everything(offices.centre).items() if name in KEPT_TABLES}
    return {
        name: sorted((*row[:3], *row[4:]) if name.startswith("l_") else row for row in kept)
        for name, kept in found.items()
    }


def test_records_are_exactly_what_they_were(offices: Offices) -> None:
    work(offices)
    before, shown = lines(offices.centre), rows(offices)
    offices.merge(offices.send(offices.a, "a3.fzb").path)
    done = undo_merge(offices.centre, "A01", "李四")
    assert (lines(offices.centre), done.restored, done.vanished) == (before, 2, 1)
    assert rows(offices) == shown
    assert verify_workspace(offices.centre) == []


def test_a_merge_is_taken_back_after_a_restart(offices: Offices) -> None:
    work(offices)
    before, shown = lines(offices.centre), rows(offices)
    offices.merge(offices.send(offices.a, "a3.fzb").path)
    offices.centre.close()
    with closing(open_workspace(offices.centre.folder, SECRET)) as centre:
        undo_merge(centre, "A01", "王五")
        assert lines(centre) == before
        assert verify_workspace(centre) == []
    assert rows(offices) == shown


def test_package_may_come_again(offices: Offices) -> None:
    work(offices)
    sent = offices.send(offices.a, "a3.fzb").path
    first = offices.merge(sent)[0]
    after = lines(offices.centre)
    for _ in range(2):
        undo_merge(offices.centre, "A01", "李四")
        again = offices.merge(sent)[0]
        assert (again.state, numbers(again), lines(offices.centre)) == (PackageState.MERGED, numbers(first), after)
    assert offices.merge(sent)[0].state is PackageState.KNOWN
    assert verify_workspace(offices.centre) == []


def test_journal_tells_of_it(offices: Offices) -> None:
    uid = work(offices)
    offices.merge(offices.send(offices.a, "a3.fzb").path)
    undo_merge(offices.centre, "A01", "赵六")
    with offices.centre.read() as connection:
        acts = [change.act for change in journal.recent_rows(connection, 4)]
        told = journal.rows_of_record(connection, uid, "training")
    assert acts == ["undo-merge", "vanish", "unmerge", "unmerge"]
    assert [(one.act, one.operator) for one in told[-2:]] == [("merge", "李四"), ("unmerge", "赵六")]
    assert told[-1].line == told[-3].line


def test_vanished_record_is_found_no_more(offices: Offices) -> None:
    training(offices.a, "新添的")
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    with offices.centre.write("李四") as tx:
        search.update_index(tx.connection, TRAINING)
    undo_merge(offices.centre, "A01", "李四")
    with offices.centre.write("李四") as tx:
        records.save(tx, TRAINING, "A01", {"topic": "另一个"})
        search.update_index(tx.connection, TRAINING)
        assert listing.row_ids(tx.connection, TRAINING, ListQuery(words="新添的")) == []


def test_conflicts_open_and_close_with_it(offices: Offices) -> None:
    found = disputed(offices)
    undo_merge(offices.centre, "A01", "李四")
    assert (disputes(offices.centre), siblings(offices.centre)) == ([], [])
    offices.merge(offices.folder / "a3.fzb")
    assert [one.versions for one in disputes(offices.centre)] == [found.versions]


def test_conflict_that_the_package_settled_reopens(offices: Offices) -> None:
    both = disputed_by_pcs(offices)
    (found,) = disputes(offices.centre)
    settled = {"training": [line(edited(both, "w1", {"topic": "统计法"}))]}
    offices.merge(craft(offices.a, offices.folder / "x.fzb", settled))
    assert disputes(offices.centre) == []
    undo_merge(offices.centre, "A01", "李四")
    assert disputes(offices.centre) == [found]


def test_later_decision_keeps_the_merge(offices: Offices) -> None:
    found = disputed(offices)
    decide_dispute(offices.centre, TRAINING, found.uid, "topic", ChooseVersion(1), "王五")
    before = everything(offices.centre)
    with pytest.raises(CannotUndoError, match="王五在“学法培训”的同一条记录上对冲突作了决定"):
        undo_merge(offices.centre, "A01", "李四")
    assert everything(offices.centre) == before


def test_later_change_keeps_the_merge(offices: Offices) -> None:
    uid = work(offices)
    offices.merge(offices.send(offices.a, "a3.fzb").path)
    at_centre(offices, uid, place="三楼")
    with pytest.raises(CannotUndoError, match="又作了改动"):
        undo_merge(offices.centre, "A01", "李四")


def test_receipt_that_left_keeps_the_merge(offices: Offices) -> None:
    export_receipts(offices.centre, offices.folder, "李四")
    with pytest.raises(CannotUndoError, match="回执已经导出"):
        undo_merge(offices.centre, "A01", "李四")


def test_one_after_the_other_goes_back_to_nothing(offices: Offices) -> None:
    work(offices)
    offices.merge(offices.send(offices.a, "a3.fzb").path)
    for _ in range(3):
        undo_merge(offices.centre, "A01", "李四")
    assert [row.unit for row in latest_submissions(offices.centre)] == ["B02"]
    with offices.centre.read() as connection:
        assert records.count(connection, ledger("progress"), "A01") == 0
    with pytest.raises(NothingToUndoError, match="A01"):
        undo_merge(offices.centre, "A01", "李四")
