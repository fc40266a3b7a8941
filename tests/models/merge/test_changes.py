from __future__ import annotations

import pytest

from models.merge import changes as changes_module
from models.merge.changes import RecordAct
from models.merge.report import merged_changes, read_report
from models.store.records import packages
from tests.models.merge.test_conflicts import at_centre, disputed
from tests.models.offices import Offices, delete, put, training


def test_preview_goes_down_to_the_field_and_shows_differences_first(offices: Offices) -> None:
    changed, gone = training(offices.a, "改动的"), training(offices.a, "删去的")
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    training(offices.a, "新添的")
    put(offices.a, "training", changed.uid, topic="改过的", place="三楼")
    delete(offices.a, "training", gone.uid)
    (told,) = offices.merge(offices.send(offices.a, "a3.fzb").path, dry_run=True)
    assert [(one.title, one.act) for one in told.changes] == [
        ("改过的", RecordAct.CHANGED),
        ("删去的", RecordAct.DELETED),
        ("新添的", RecordAct.ADDED),
    ]
    assert [(one.label, one.old, one.new) for one in told.changes[0].fields] == [
        ("主题", "改动的", "改过的"),
        ("地点", "（空）", "三楼"),
    ]


def test_preview_and_report_say_the_same(offices: Offices) -> None:
    training(offices.a)
    sent = offices.send(offices.a, "a2.fzb").path
    (told,) = offices.merge(sent, dry_run=True)
    (done,) = offices.merge(sent)
    with offices.centre.read() as connection:
        (row,) = packages.find_packages(connection, id=done.package)
        assert tuple(merged_changes(connection, row)) == told.changes
    report = read_report(row)
    assert report
    assert report.counts == done.counts


def test_conflict_is_marked_in_the_preview(offices: Offices) -> None:
    made = training(offices.a)
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    at_centre(offices, made.uid, topic="宪法", place="三楼")
    put(offices.a, "training", made.uid, topic="行政处罚法")
    (told,) = offices.merge(offices.send(offices.a, "a3.fzb").path, dry_run=True)
    assert [(one.field, one.conflict) for one in told.changes[0].fields] == [("topic", True)]


def test_id_numbers_are_masked(offices: Offices) -> None:
    put(offices.a, "person", name="王五", id_number="11010519491231002X", sex="女", staffing="行政编制", status="在岗")
    (told,) = offices.merge(offices.send(offices.a, "a2.fzb").path, dry_run=True)
    shown = {one.field: one.new for one in told.changes[0].fields}
    assert shown["id_number"] == "110***********002X"


def test_preview_is_capped_and_counts_the_rest(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.merge.intake.MOST", 2)
    for topic in "一二三":
        training(offices.a, topic)
    (told,) = offices.merge(offices.send(offices.a, "a2.fzb").path, dry_run=True)
    assert (len(told.changes), told.more, changes_module.MOST) == (2, 1, 500)


def test_merge_without_preview_carries_no_changes(offices: Offices) -> None:
    disputed(offices)
    assert "changes" not in offices.merge(offices.folder / "a3.fzb")[0].as_json()


def test_of_a_deletion_it_is_said_whose_record_goes(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare number tells nobody what goes: the holder, or the party as other offices read it, stands behind."""
    monkeypatch.setattr("models.submit.unit.blocks_submission", lambda _: False)  # the records say the least
    holder = put(offices.a, "person", name="王五", sex="女", staffing="行政编制", status="在岗")
    card = put(offices.a, "certificate", number="19070012345", holder=holder.uid)
    fine = put(offices.a, "enforcement", number="甲罚〔2020〕1号", party="张小华")
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    for name, made in (("certificate", card), ("enforcement", fine), ("person", holder)):
        delete(offices.a, name, made.uid)
    (told,) = offices.merge(offices.send(offices.a, "a3.fzb").path, dry_run=True)
    titles = {one.ledger: (one.act, one.title) for one in told.changes}
    assert titles == {
        "person": (RecordAct.DELETED, "王五"),
        "certificate": (RecordAct.DELETED, "19070012345（王五）"),
        "enforcement": (RecordAct.DELETED, "甲罚〔2020〕1号（张某）"),
    }
