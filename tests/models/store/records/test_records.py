from __future__ import annotations

from typing import Any

import pytest

from models.records.entry import BadRecordError
from models.records.registry import ledger
from models.store.base import journal
from models.store.base.errors import NoRecordError
from models.store.base.workspace import Workspace
from models.store.records import conflicts, documents, records
from models.store.records.conflicts import Conflict
from tests.models.offices import delete, everything, get, put, training

TRAINING = ledger("training")


def acts(workspace: Workspace, uid: str) -> list[str]:
    with workspace.read() as connection:
        return [change.act for change in journal.rows_of_record(connection, uid)]


def uids(workspace: Workspace, **options: Any) -> list[str]:
    with workspace.read() as connection:
        return [entry.uid for entry in records.entries(connection, TRAINING, **options)]


def undo(workspace: Workspace, uid: str) -> None:
    with workspace.write("张三") as tx:
        records.undo_last_change(tx, TRAINING, uid)


def test_a_record_through_its_life(unit: Workspace) -> None:
    made = training(unit)
    put(unit, "training", made.uid, people=30)
    delete(unit, "training", made.uid)
    with unit.write("张三") as tx:
        records.restore(tx, TRAINING, [made.uid])
    kept = get(unit, "training", made.uid)
    assert kept.fields == {**made.fields, "people": 30}
    assert kept.vector == {unit.id: 4}
    assert acts(unit, made.uid) == ["create", "change", "delete", "restore"]


def test_what_was_left_empty_is_not_written(unit: Workspace) -> None:
    made = put(unit, "training", topic="一", place="", people=None, evidence=[])
    assert made.fields == {"topic": "一"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"people": 30}, {"people": 30}),
        ({"topic": None}, {"topic": None}),
        ({"topic": ""}, {"topic": None}),
        ({"evidence": []}, {}),
        ({"newer": {"unknown": [1]}}, {"newer": {"unknown": [1]}}),
    ],
)
def test_change_touches_only_what_it_names(unit: Workspace, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    made = training(unit)
    after = put(unit, "training", made.uid, **changes)
    assert after.fields == {name: v for name, v in {**made.fields, **expected}.items() if v is not None}
    stamp = (unit.id, 2)
    assert {name for name, mark in after.stamps.items() if mark == stamp} == (
        {*expected, "deleted"} if expected else set()
    )


@pytest.mark.parametrize("changes", [{}, {"topic": "民法典"}, {"place": None}, {"place": ""}, {"evidence": ()}])
def test_nothing_is_written_where_nothing_changes(unit: Workspace, changes: dict[str, Any]) -> None:
    made = training(unit)
    before = everything(unit)
    assert put(unit, "training", made.uid, **changes) == made
    assert everything(unit) == before


@pytest.mark.parametrize("value", [{"people": "三十"}, {"held_on": "2020-02-30"}, {"evidence": "a.pdf"}, {"topic": 1}])
def test_wrong_type_is_refused(unit: Workspace, value: dict[str, Any]) -> None:
    made = training(unit)
    before = everything(unit)
    for uid in (None, made.uid):
        with pytest.raises(BadRecordError):
            put(unit, "training", uid, **value)
    assert everything(unit) == before


def test_unknown_uid_is_named(unit: Workspace) -> None:
    with pytest.raises(NoRecordError, match=r"学法培训.*f00"):
        put(unit, "training", "f00", topic="一")


def test_a_record_with_fixed_uid_is_made_once(unit: Workspace) -> None:
    first = put(unit, "progress", year=2020, item=1, state="未开始")
    again = put(unit, "progress", year=2020, item=1, state="推进中")
    delete(unit, "progress", first.uid)
    back = put(unit, "progress", year=2020, item=1, state="推进中")
    assert first.uid == again.uid == back.uid
    assert (back.deleted, back.vector) == (False, {unit.id: 4})


def test_recycle_bin_is_left_out_unless_asked_for(unit: Workspace) -> None:
    kept, gone = training(unit, "一").uid, training(unit, "二").uid
    delete(unit, "training", gone)
    assert (uids(unit), uids(unit, deleted=True), uids(unit, unit="B02")) == ([kept], [kept, gone], [])
    with unit.read() as connection:
        assert records.count(connection, TRAINING, "A01") == 1


def test_undo_takes_back_the_last_change_and_again_brings_it_back(unit: Workspace) -> None:
    made = training(unit)
    put(unit, "training", made.uid, people=30, topic=None)
    undo(unit, made.uid)
    assert get(unit, "training", made.uid).fields == made.fields
    undo(unit, made.uid)
    assert get(unit, "training", made.uid).fields.get("people") == 30


def test_undo_of_creation_and_of_deletion(unit: Workspace) -> None:
    made = training(unit)
    undo(unit, made.uid)
    assert get(unit, "training", made.uid).deleted
    undo(unit, made.uid)
    assert not get(unit, "training", made.uid).deleted


def test_undo_looks_at_its_own_ledger_only(unit: Workspace) -> None:
    made = training(unit)
    with unit.write("张三") as tx:
        other = ledger("case")
        stray = records.new_entry(tx, other, "A01", {}, made.uid)
        tx.save_entries("create", other, [(stray, stray.line())])
    put(unit, "training", made.uid, people=30)
    undo(unit, made.uid)
    assert get(unit, "training", made.uid).fields == made.fields


@pytest.mark.parametrize(
    ("clock", "operator", "expected"),
    [
        ("2020-06-01T00:00:00Z", "赵六", ("2020-06-01T00:00:00Z", "赵六")),
        ("2020-05-01T00:00:00Z", "张三", ("2020-05-01T00:00:00Z", "张三")),
        ("1970-01-01T00:00:00Z", "赵六", ("2020-05-01T00:00:01Z", "赵六")),
        ("2020-05-01T00:00:00Z", "AB", ("2020-05-01T00:00:01Z", "AB")),
    ],
)
def test_a_change_is_never_before_what_it_follows(
    unit: Workspace, clock: str, operator: str, expected: tuple[str, str]
) -> None:
    with unit.write("张三") as tx:
        tx.at = "2020-05-01T00:00:00Z"
        made = records.save(tx, TRAINING, "A01", {"topic": "一"})
    with unit.write(operator) as tx:
        tx.at = clock
        assert records.save(tx, TRAINING, "A01", {"topic": "二"}, made.uid).changed == expected


def conflict(uid: str, field: str) -> Conflict:
    return Conflict(ledger="training", uid=uid, field=field, workspace="w", counter=1, unit="A01", value='"x"')


def open_fields(workspace: Workspace) -> list[str]:
    with workspace.read() as connection:
        return [one.field for one in conflicts.find_conflicts(connection, "training")]


def test_writing_a_field_settles_its_conflict_only(unit: Workspace) -> None:
    made = training(unit)
    with unit.write("张三") as tx:
        conflicts.set_conflicts(tx, "training", made.uid, [conflict(made.uid, "topic"), conflict(made.uid, "place")])
    put(unit, "training", made.uid, topic="宪法")
    assert open_fields(unit) == ["place"]


def test_decision_for_the_value_shown_is_a_change(unit: Workspace) -> None:
    made = training(unit)
    with unit.write("张三") as tx:
        conflicts.set_conflicts(tx, "training", made.uid, [conflict(made.uid, "topic")])
        after = records.decide_conflicts(tx, TRAINING, made.uid, {"topic": "民法典"})
    assert (after.fields, after.stamps["topic"]) == (made.fields, (unit.id, 2))
    assert (open_fields(unit), acts(unit, made.uid)) == ([], ["create", "decide"])


def test_recent_changes_page_back(unit: Workspace) -> None:
    for topic in "一二三":
        training(unit, topic)
    with unit.read() as connection:
        newest = journal.recent_rows(connection, 2)
        older = journal.recent_rows(connection, 2, newest[-1].seq)
    assert ([change.seq for change in newest], [change.seq for change in older]) == ([3, 2], [1])


def test_newest_document_counts(unit: Workspace) -> None:
    with unit.write("张三") as tx:
        assert documents.latest_number(tx.connection, "note") == 0
        for number in (2, 10, 1):
            documents.save_document(tx, "note", number, {"said": number})
        assert documents.latest_document(tx.connection, "note", dict) == {"said": 10}
        assert documents.latest_number(tx.connection, "note") == 10
