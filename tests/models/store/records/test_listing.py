from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.clock import local_day
from models.records.registry import ledger
from models.store.base import search
from models.store.base.workspace import Workspace
from models.store.records import listing, records
from models.store.records.listing import ListQuery
from tests.models.offices import delete, lone_unit, put, training

TRAINING = ledger("training")
TOPICS: dict[str, dict[str, Any]] = {
    "一": {"held_on": "2020-03-01", "people": 9, "place": "甲_室", "exam": True},
    "二": {"held_on": "2020-02-01", "people": 100, "place": "甲%室", "exam": False},
    "三": {"held_on": "2020-01-01", "people": 20, "place": None},
    "四": {"held_on": "2020-01-01", "place": "乙室"},
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, cheap_argon2: None) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("listing")
    workspace = lone_unit(folder / "unit")
    uids = [training(workspace, topic, **fields).uid for topic, fields in TOPICS.items()]
    delete(workspace, "training", uids[3])
    with workspace.write("张三") as tx:
        records.save(tx, TRAINING, "B02", {"topic": "外"})
    yield workspace
    workspace.close()


def titles(workspace: Workspace, ledger_id: str = "training", **query: Any) -> list[str]:
    declared = ledger(ledger_id)
    with workspace.read() as connection:
        found = listing.row_ids(connection, declared, ListQuery(**query))
        return [row.fields.get(declared.title, "") for row in listing.read_page(connection, declared, found)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "一二三外"),
        ({"unit": "A01"}, "一二三"),
        ({"deleted": True}, "四"),
        ({"descending": True}, "外三二一"),
        ({"unit": "A01", "order": "held_on"}, "三二一"),
        ({"unit": "A01", "order": "people"}, "一三二"),
        ({"unit": "A01", "order": "people", "descending": True}, "二三一"),
        ({"order": "unit", "descending": True}, "外一二三"),
        ({"since": (("held_on", "2020-02-01"),)}, "一二"),
        ({"until": (("held_on", "2020-02-01"),)}, "二三"),
        ({"since": (("changed_at", "2000-01-01"),), "until": (("changed_at", "2999-01-01"),)}, "一二三外"),
        ({"until": (("changed_at", "2000-01-01"),)}, ""),
        ({"equals": (("people", 20),)}, "三"),
        ({"equals": (("exam", True),)}, "一"),
        ({"equals": (("exam", None),)}, "三外"),
        ({"equals": (("changed_by", "张三"), ("unit", "B02"))}, "外"),
        ({"contains": (("place", "室"),)}, "一二"),
        ({"contains": (("place", "甲_"),)}, "一"),
        ({"contains": (("place", "%"),)}, "二"),
        ({"contains": (("place", "甲"), ("topic", "二"))}, "二"),
    ],
)
def test_list_shows_what_was_asked_for(filled: Workspace, query: dict[str, Any], expected: str) -> None:
    assert "".join(titles(filled, **query)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"among": (("place", ("甲_室", "丙")),)}, "一"),
        ({"unit": "A01", "among": (("place", ("甲_室", None)),)}, "一三"),
        ({"among": (("place", ()),)}, ""),
    ],
)
def test_one_of_several_values(filled: Workspace, query: dict[str, Any], expected: str) -> None:
    assert "".join(titles(filled, **query)) == expected


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        (("hearings", "on", "2020-06-01"), ["后"]),
        (("hearings", "on", "2020-05-01"), ["前", "后"]),
        (("hearings", "on", None), ["缺"]),
    ],
)
def test_a_row_of_a_table_decides(unit: Workspace, within: tuple[str, str, str | None], expected: list[str]) -> None:
    for number, rows in (
        ("前", [{"on": "2020-05-01"}]),
        ("后", [{}, {"on": "2020-06-01"}][1:]),
        ("缺", [{"stage": "一审"}]),
    ):
        put(unit, "case", number=number, hearings=rows)
    put(unit, "case", number="无")
    assert titles(unit, "case", within=(within,)) == expected


def test_part_of_what_the_index_does_not_know_is_found(unit: Workspace) -> None:
    """Of the rows of a table only what lists show is in it, the digest of a file is not."""
    training(unit, "一", evidence=[{"name": "签到表.pdf", "digest": "5" * 64}])
    training(unit, "二", evidence=[{"name": "照片.jpg", "digest": "6" * 64}])
    with unit.write("张三") as tx:
        search.update_index(tx.connection, TRAINING)
    assert titles(unit, contains=(("evidence", "55555555"),), indexed=True) == ["一"]


def test_records_that_fit_one_of_several_lists(filled: Workspace) -> None:
    lists = (
        ListQuery(equals=(("exam", True),)),
        ListQuery(contains=(("place", "甲"),)),
        ListQuery(equals=(("exam", None),)),
    )
    with filled.read() as connection:
        found = listing.list_lines(connection, TRAINING, ListQuery(unit="A01"), lists)
        alone = listing.list_lines(connection, TRAINING, ListQuery(unit="A01"), lists[:1])
        every = listing.list_lines(connection, TRAINING, ListQuery(unit="A01"))
    assert (found, len(alone), len(every)) == (every, 1, 3)


def test_counted_without_being_read(filled: Workspace) -> None:
    with filled.read() as connection:
        assert listing.count_rows(connection, TRAINING, ListQuery(unit="A01")) == 3
        assert listing.row_ids(connection, TRAINING, ListQuery(unit="A01"), limit=2) == [1, 2]
        rows = listing.list_texts(connection, TRAINING, ListQuery(unit="A01", order="held_on"), ("topic", "place"), 2)
    assert [row[1:] for row in rows] == [("三", None), ("二", "甲%室")]


def test_today_is_within_until_today(filled: Workspace) -> None:
    with filled.read() as connection:
        last = connection.exec_driver_sql("SELECT max(changed_at) FROM l_training").scalar_one()
    assert titles(filled, until=(("changed_at", str(local_day(last))),)) == titles(filled)


def test_page_keeps_the_order_asked_for_and_skips_what_is_gone(filled: Workspace) -> None:
    with filled.read() as connection:
        rows = listing.read_page(connection, TRAINING, [3, 1, 99, 2])
        assert [row.id for row in rows] == [3, 1, 2]
        assert (rows[1].unit, rows[1].changed_by, rows[1].fields["exam"]) == ("A01", "张三", 1)
        assert listing.read_page(connection, TRAINING, []) == []


def test_references_show_filter_and_sort_by_title(unit: Workspace) -> None:
    people = [put(unit, "person", name=name) for name in ("丙", "甲", "乙")]
    for number, person in enumerate(people, 1):
        put(unit, "certificate", holder=person.uid, number=str(number))
    in_order = sorted("丙甲乙")
    assert [{"丙": "1", "甲": "2", "乙": "3"}[name] for name in in_order] == titles(unit, "certificate", order="holder")
    assert titles(unit, "certificate", contains=(("holder", "甲"),)) == ["2"]
    assert titles(unit, "certificate", equals=(("holder", people[2].uid),)) == ["3"]
    with unit.read() as connection:
        assert listing.read_page(connection, ledger("certificate"), [1])[0].fields["holder"] == "丙"
        named = listing.reference_choices(connection, ledger("person"), "A01")
    assert [name for _, name in named] == in_order


@pytest.mark.parametrize(
    ("part", "names"), [("王", ["王五", "王伍"]), ("ls", ["李四"]), ("赵", []), ("", ["李四", "王五", "王伍"])]
)
def test_a_reference_is_chosen_by_part_of_a_name_or_its_initials(unit: Workspace, part: str, names: list[str]) -> None:
    for name in ("王五", "李四", "王伍"):
        put(unit, "person", name=name)
    with unit.write("张三") as tx:
        search.update_index(tx.connection, ledger("person"))
        found = listing.reference_choices(tx.connection, ledger("person"), "A01", part, limit=5)
    assert sorted(name for _, name in found) == sorted(names)


def test_money_sorts_by_amount(unit: Workspace) -> None:
    for indicator, points in (("a", "10.0"), ("b", "9.5"), ("c", "-1")):
        put(unit, "score", year=2020, scored="A01", indicator=indicator, points=points)
    assert titles(unit, "score", order="points") == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "一二外"),
        ({"descending": True}, "外二一"),
        ({"order": "topic"}, "一二外"),
        ({"unit": "A01"}, "一二"),
        ({"deleted": True}, "四"),
        ({"contains": (("place", "%"),)}, "二"),
        ({"returned": True}, ""),
    ],
)
def test_only_some_records_are_listed(filled: Workspace, query: dict[str, Any], expected: str) -> None:
    with filled.read() as connection:
        rows = connection.exec_driver_sql("SELECT uid FROM l_training WHERE f_topic IN ('二', '一', '四', '外')")
        uids = [*rows.scalars(), "nobody"]
        assert listing.count_rows(connection, TRAINING, ListQuery(uids=(*uids, *uids), **query)) == len(expected)
    assert "".join(titles(filled, uids=tuple(uids + uids), **query)) == expected


def test_what_need_not_be_filled_in_is_not_incomplete(filled: Workspace) -> None:
    suit = {"court": "法院", "plaintiffs": "甲", "defendants": "乙", "act": "处罚", "role": "被告"}
    for number, instance in (("一审", "一审"), ("诉前", "诉前调解"), ("没有审级", None)):
        put(filled, "case", **suit, number=number, instance=instance)
    assert sorted(titles(filled, "case", unit="A01", incomplete=True)) == ["一审", "没有审级"]
