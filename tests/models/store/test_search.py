from __future__ import annotations

import pytest

from models.records.registry import ledger
from models.store import listing, search
from models.store.listing import Query
from models.store.workspace import Workspace
from tests.models.offices import delete, put, training

TRAINING = ledger("training")


def find(workspace: Workspace, words: str, ledger_id: str = "training", *, deleted: bool = False) -> list[str]:
    """Titles of what a search box with these words shows."""
    declared = ledger(ledger_id)
    with workspace.write("张三") as tx:
        search.catch_up(tx.connection, declared)
        assert search.pending(tx.connection, declared) == 0
        found = listing.ids(tx.connection, declared, Query(words=words, deleted=deleted))
        return [str(row.fields.get(declared.title)) for row in listing.page(tx.connection, declared, found)]


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
        ("'; DROP TABLE journal; --", False),
        ('"', False),
    ],
)
def test_search_finds_what_a_record_says(unit: Workspace, words: str, found: bool) -> None:
    training(unit, "行政处罚法第88号", lecturer="李四", place="100% a_B C:\\会议室", evidence=[{"digest": "abc"}])
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
        assert search.pending(tx.connection, TRAINING) == 5
        search.catch_up(tx.connection, TRAINING, done.append)
        search.catch_up(tx.connection, TRAINING, done.append)
    assert done == [2, 2, 1]


@pytest.mark.parametrize(("part", "uses_index"), [("行政处罚", True), ("100%", False)])
def test_a_plain_word_uses_the_index(unit: Workspace, part: str, uses_index: bool) -> None:
    text, values = search.condition(TRAINING, part)
    inner = text.removeprefix("t.id IN (").removesuffix(")")
    with unit.read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {inner}", tuple(values)).all()
    assert ("INDEX 0:L0" in str(plan)) is uses_index
