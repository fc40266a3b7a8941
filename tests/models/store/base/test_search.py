from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import product

import pytest

from models.records.registry import ledger
from models.store.base import search
from models.store.base.workspace import Workspace
from models.store.records import listing, records
from models.store.records.listing import ListQuery
from tests.models.offices import delete, put, training

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

TRAINING = ledger("training")


def find(workspace: Workspace, words: str, ledger_id: str = "training", *, deleted: bool = False) -> list[str]:
    """Titles of what a search box with these words shows."""
    declared = ledger(ledger_id)
    with workspace.write("张三") as tx:
        search.update_index(tx.connection, declared)
        assert search.count_unindexed(tx.connection, declared) == 0
        found = listing.row_ids(tx.connection, declared, ListQuery(words=words, deleted=deleted))
        return [str(row.fields.get(declared.title)) for row in listing.read_page(tx.connection, declared, found)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("行政处罚", True),
        ("处罚", True),
        ("罚", True),
        ("xzcf", True),
        ("XZCFF", True),
        ("第88号", True),
        ("88", True),
        ("处罚 李", True),
        ("处罚 王", False),
        ("100%", True),
        ("1%0", False),
        ("A_b", True),
        ("AxB", False),
        ("\\", True),
        ("abc", False),
        ("2020-05", True),
        ("2020-05-01", True),
        ("20200501", True),
        ("2020.5.1", True),
        ("2020年5月", True),
        ("2020.6", False),
        ("ls", True),
        ("ww", False),
        ("'; DROP TABLE journal; --", False),
        ('"', False),
    ],
)
def test_search_finds_what_a_record_says(unit: Workspace, words: str, found: bool) -> None:
    training(unit, "行政处罚法第88号", lecturer="李四", place="100% a_B C:\\会议室", evidence=[{"digest": "ab" * 32}])
    training(unit, "宪法", held_on="2021-01-01")
    assert find(unit, words) == ["行政处罚法第88号"] * found


def test_search_follows_changes_and_the_recycle_bin(unit: Workspace) -> None:
    made = training(unit, "旧题目")
    assert find(unit, "旧题目") == ["旧题目"]
    put(unit, "training", made.uid, topic="新题目")
    assert (find(unit, "旧题目"), find(unit, "新题目")) == ([], ["新题目"])
    delete(unit, "training", made.uid)
    assert (find(unit, "新题目"), find(unit, "新题目", deleted=True)) == ([], ["新题目"])


@pytest.mark.parametrize("words", ["王建国", "建国", "wjg"])
def test_search_finds_a_reference_by_its_title(unit: Workspace, words: str) -> None:
    person = put(unit, "person", name="李四")
    put(unit, "certificate", holder=person.uid, number="0001")
    assert find(unit, words, "certificate") == []
    put(unit, "person", person.uid, name="王建国")
    assert find(unit, words, "certificate") == ["0001"]
    assert find(unit, "李四", "certificate") == []


def test_index_is_caught_up_only_when_asked(unit: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "BATCH", 2)
    for number in range(5):
        training(unit, f"第{number}讲")
    done: list[int] = []
    with unit.write("张三") as tx:
        assert search.count_unindexed(tx.connection, TRAINING) == 5
        search.update_index(tx.connection, TRAINING, done.append)
        search.update_index(tx.connection, TRAINING, done.append)
    assert done == [2, 2, 1]


@pytest.mark.parametrize("most", [1, 2, 3, 100])
def test_the_index_is_caught_up_piece_by_piece(unit: Workspace, most: int) -> None:
    people = [put(unit, "person", name=name) for name in ("李四", "王建国")]
    uids = [put(unit, "certificate", holder=people[at % 2].uid, number=f"000{at}").uid for at in range(5)]
    _in_pieces(unit, most)
    put(unit, "certificate", uids[0], number="7777")
    put(unit, "person", people[1].uid, name="赵六")
    put(unit, "certificate", uids[4], number="8888")
    delete(unit, "certificate", uids[2])
    done = _in_pieces(unit, most)
    assert done == [*[False] * (3 - most), True][-3:]
    with unit.read() as connection:
        for words, found in (
            ("李四", [1, 5]),
            ("赵六", [2, 4]),
            ("wjg", []),
            ("zl", [2, 4]),
            ("888", [5]),
            ("0000", []),
        ):
            assert listing.row_ids(connection, ledger("certificate"), ListQuery(words=words)) == found


def _in_pieces(workspace: Workspace, most: int) -> list[bool]:
    """Catch up by so many records at a time, each second time in vain; gives what the others said."""
    certificate, told = ledger("certificate"), list[bool]()
    while not (told and told[-1]):
        with suppress(ZeroDivisionError), workspace.write("张三") as tx:
            search.update_index(tx.connection, certificate, most=most)
            raise ZeroDivisionError
        with workspace.write("张三") as tx:
            told.append(search.update_index(tx.connection, certificate, most=most))
    with workspace.read() as connection:
        assert search.count_unindexed(connection, certificate) == 0
    return told


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("（2020）豫0191行初1号", "(2020)豫"),
        ("〔2020〕8号", "(2020)"),
        ("ＡＢＣ１２", "abc12"),
        ("张 三", "张三"),
        ("第一行\n第二行", "行第二"),
        ("一", "一"),
        ("𰻝面", "𰻝"),
    ],
)
def test_width_case_blanks_and_brackets_do_not_matter(unit: Workspace, written: str, typed: str) -> None:
    training(unit, written)
    assert find(unit, typed) == [" ".join(written.split(" "))]


@pytest.mark.parametrize("value", ["行政处罚法", "a.b-c/d", "x"])
@pytest.mark.parametrize("length", [1, 2, 3, 4, 5])
def test_every_part_of_a_value_is_found_and_no_other(unit: Workspace, value: str, length: int) -> None:
    training(unit, value)
    parts = {value[at : at + length] for at in range(len(value))}
    assert all(find(unit, part) == [value] for part in parts)
    assert all(find(unit, f"{part}乙") == [] for part in parts)


QUERIES = (
    ListQuery(),
    ListQuery(unit="A01"),
    ListQuery(words="罚"),
    ListQuery(unit="A01", words="行政处罚"),
    ListQuery(unit="A01", contains=(("topic", "罚"),), indexed=True),
    ListQuery(unit="A01", order="topic"),
    ListQuery(order="topic", descending=True),
)


@pytest.mark.parametrize("query", QUERIES, ids=repr)
def test_no_list_looks_at_every_record(unit: Workspace, query: ListQuery) -> None:
    with unit.read() as connection:
        asked = listing._select(connection, "t.id", TRAINING, query), listing._found(connection, TRAINING, query)
        for sql, values in asked:
            plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all())
            own = "COVERING INDEX" in plan or "l_training_unit (unit=? AND deleted=? AND rowid=?)" in plan
            assert own or "l_training" not in plan
            assert "USE TEMP B-TREE FOR ORDER BY" not in plan


@pytest.mark.parametrize("most", [0, 1, 2, search.MOST_HIDDEN])
@pytest.mark.parametrize("words", ["罚", "处罚", "行政处罚", "处罚 李", "zf", "甲%"])
def test_what_is_hidden_changes_the_way_and_not_what_is_found(
    unit: Workspace, monkeypatch: pytest.MonkeyPatch, words: str, most: int
) -> None:
    uids = [training(unit, f"行政处罚{at}", lecturer="李四" * (at % 2), place="甲%").uid for at in range(6)]
    delete(unit, "training", uids[4])
    with unit.write("张三") as tx:
        records.save(tx, TRAINING, "B02", {"topic": "行政处罚", "place": "甲%", "lecturer": "李"})
    find(unit, "")
    monkeypatch.setattr(search, "MOST_HIDDEN", most)
    with unit.read() as connection:
        for name, down in product(("A01", "B02", None), (False, True)):
            query = ListQuery(unit=name, words=words, descending=down)
            every = listing.row_ids(connection, TRAINING, replace(query, until=(("changed_at", "2999"),)))
            assert listing.row_ids(connection, TRAINING, query) == every
            assert listing.row_ids(connection, TRAINING, query, 2) == every[:2]
            assert listing.count_rows(connection, TRAINING, query) == len(every)


@pytest.mark.parametrize("part", ["罚", "处罚", "行政处罚", "李", "甲%"])
def test_a_column_filter_finds_the_same_with_the_index(unit: Workspace, part: str) -> None:
    training(unit, "行政处罚法", lecturer="李四")
    training(unit, "宪法", lecturer="处罚", place="甲%室")
    find(unit, "宪法")
    with unit.read() as connection:
        for name in ("topic", "lecturer", "place"):
            slow, quick = (ListQuery(contains=((name, part),), indexed=indexed) for indexed in (False, True))
            assert listing.row_ids(connection, TRAINING, slow) == listing.row_ids(connection, TRAINING, quick)


@pytest.mark.parametrize("ledger_id", ["training", "certificate"])
def test_what_is_pending_is_found_without_a_look_at_the_rest(
    unit: Workspace, ledger_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = list[str]()
    with unit.read() as connection:
        run = connection.exec_driver_sql

        def explained(sql: str, values: tuple[object, ...] = ()) -> object:
            plans.append(str(run(f"EXPLAIN QUERY PLAN {sql}", values).all()))
            return run(sql, values)

        monkeypatch.setattr(connection, "exec_driver_sql", explained)
        assert search.count_unindexed(connection, ledger(ledger_id)) == 0
    assert "(seq>? AND seq<?)" in plans[-1]
    assert f"SCAN l_{ledger_id}" not in plans[-1]


@pytest.mark.parametrize(("words", "found"), [("签到表", True), ("qdb", True), ("98765", False)])
def test_of_a_table_its_texts_are_found(unit: Workspace, words: str, found: bool) -> None:
    training(unit, "民法典", evidence=[{"name": "签到表.pdf", "digest": "ab" * 32, "size": 98765}])
    assert find(unit, words) == ["民法典"] * found
