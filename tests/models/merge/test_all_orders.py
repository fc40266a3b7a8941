"""Six packages of three workspaces in each of their 720 orders, into the same database."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import pytest

from models.merge.records import merge_lines
from models.records.entry import Entry
from models.records.registry import ledger
from models.store.base.transaction import Transaction
from models.store.base.workspace import Workspace
from models.store.records import conflicts, records
from tests.models.merge.edits import created, edited

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

TRAINING = ledger("training")
FIRST = created("a", 0, {"topic": "零"})
FROM_A = edited(FIRST, "a", {"topic": "一"}, 1)
FROM_B = edited(FIRST, "b", {"topic": "二", "place": "礼堂"}, 2)
FROM_C = edited(FIRST, "c", {"deleted": True}, 3)
LATER_B = edited(FROM_B, "b", {"topic": "三"}, 4)
SIX: list[list[Entry]] = [
    [FIRST],
    [FROM_A],
    [FROM_B],
    [FROM_C],
    [LATER_B],
    [edited(FROM_A, "a", {"place": "院内"}, 5)],
]
SIX_WITH_TOMBSTONES: list[list[Entry]] = [
    [FIRST],
    [FROM_A],
    [FROM_C.tombstone()],
    [LATER_B],
    [edited(LATER_B, "b", {"deleted": True}, 6).tombstone()],
    [edited(FROM_C, "c", {"deleted": True, "place": "院内"}, 7)],
]
"""Two delete it, and one of them takes it out of the recycle bin again."""
State = tuple[object, ...]


def state(tx: Transaction) -> State:
    rows = conflicts.find_conflicts(tx.connection, open_only=False)
    siblings = sorted((row.uid, row.field, row.workspace, row.counter, row.value, row.open) for row in rows)
    return tuple(records.lines(tx.connection, TRAINING, deleted=True)), tuple(siblings)


def ends(tx: Transaction, packages: list[list[Entry]], left: Sequence[int]) -> list[State]:
    """The states after every order of the packages left, each order gone through step by step from here."""
    if not left:
        return [state(tx)]
    found, chain = list[State](), copy.copy(tx.chain)
    for one in left:
        tx.connection.exec_driver_sql(f"SAVEPOINT s{len(left)}")
        merge_lines(tx, TRAINING, "A01", [entry.line().encode() for entry in packages[one]], f"package{one}")
        found += ends(tx, packages, [other for other in left if other != one])
        tx.connection.exec_driver_sql(f"ROLLBACK TO s{len(left)}")
        tx.chain = copy.copy(chain)
    return found


@pytest.mark.parametrize("packages", [SIX, SIX_WITH_TOMBSTONES], ids=["six", "tombstones"])
def test_every_order_of_six_packages(unit: Workspace, packages: list[list[Entry]]) -> None:
    with unit.write("李四") as tx:
        found = ends(tx, packages, range(len(packages)))
        tx.abandoned = True
    assert (len(found), len(set(found))) == (720, 1)
    assert all(found[0])
