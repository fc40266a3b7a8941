from __future__ import annotations

import pytest

from models.store.base.workspace import DATABASE, Workspace, open_workspace
from models.store.files import evidence
from models.store.files.verify import verify_workspace
from tests.models.offices import SECRET, put, training


@pytest.fixture
def filled(unit: Workspace) -> tuple[Workspace, list[str]]:
    made = [training(unit, topic).uid for topic in ("一", "二", "三")]
    put(unit, "training", made[0], people=30)
    return unit, made


def tamper(workspace: Workspace, *statements: str) -> None:
    """What somebody does to the database with another tool."""
    with workspace.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in statements:
            connection.exec_driver_sql(statement)


def named(workspace: Workspace) -> set[tuple[str, str]]:
    return {(fault.kind, fault.uid) for fault in verify_workspace(workspace)}


def test_a_workspace_left_alone_is_whole(filled: tuple[Workspace, list[str]]) -> None:
    seen: list[str] = []
    assert verify_workspace(filled[0], seen.append) == []
    assert seen[:2] == ["数据库", "日志"]


COLUMNS = "at, operator, act, ledger, uid, unit, source, line, digest"
APPEND = f"INSERT INTO journal SELECT 5, {COLUMNS} FROM journal WHERE seq = 4"  # noqa: S608 - the names above
SWAP = [
    "UPDATE journal SET seq = 99 WHERE seq = 2",
    "UPDATE journal SET seq = 2 WHERE seq = 3",
    "UPDATE journal SET seq = 3 WHERE seq = 99",
]


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE journal SET line = replace(line, '二', '贰') WHERE seq = 2"], {("journal", 1), ("record", 1)}),
        (["UPDATE journal SET line = '{' WHERE seq = 2"], {("journal", 1), ("record", 1)}),
        (["UPDATE journal SET operator = '别人' WHERE seq = 3"], {("journal", 2)}),
        (["UPDATE journal SET at = '2019-01-01T00:00:00Z' WHERE seq = 1"], {("journal", 0)}),
        (["UPDATE l_training SET f_topic = '改了' WHERE id = 3"], {("record", 2)}),
        (["UPDATE l_training SET deleted = 1 WHERE id = 3"], {("record", 2)}),
        (["UPDATE l_training SET seq = 1 WHERE id = 1"], {("record", 0)}),
        (["DELETE FROM l_training WHERE id = 2"], {("record", 1)}),
        (["DELETE FROM journal WHERE seq = 1"], {("journal", 1)}),
        (["DELETE FROM journal WHERE seq = 2", "DELETE FROM l_training WHERE id = 2"], {("journal", 2)}),
        (SWAP, {("journal", 0), ("journal", 1), ("journal", 2), ("record", 1), ("record", 2)}),
        (["DELETE FROM journal WHERE seq = 4"], {("journal", None), ("record", 0)}),
        (["DELETE FROM journal WHERE seq = 4", "UPDATE l_training SET seq = 1, f_people = NULL WHERE id = 1"], None),
        (["DELETE FROM meta WHERE name = 'journal_end'"], {("journal", None)}),
        ([APPEND], {("journal", 0), ("journal", None), ("record", 0)}),
    ],
)  # fmt: skip
def test_a_touched_record_is_named(
    filled: tuple[Workspace, list[str]], statements: list[str], expected: set[tuple[str, int | None]] | None
) -> None:
    workspace, uids = filled
    tamper(workspace, *statements)
    found = named(workspace)
    if expected is None:
        assert ("journal", "") in found
    else:
        assert found == {(kind, "" if at is None else uids[at]) for kind, at in expected}


def test_a_damaged_page_is_a_finding(filled: tuple[Workspace, list[str]]) -> None:
    workspace, _ = filled
    with workspace.read() as connection:
        size = int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'l_training'"
        at = (connection.exec_driver_sql(root).scalar_one() - 1) * size + size // 2
    workspace.close()
    path = workspace.folder / DATABASE
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)
    again = open_workspace(workspace.folder, SECRET)
    assert "database" in {fault.kind for fault in verify_workspace(again)}
    again.close()


def test_a_spoiled_evidence_file_is_a_finding(filled: tuple[Workspace, list[str]]) -> None:
    workspace, _ = filled
    source = workspace.folder / "通知.pdf"
    source.write_bytes(b"x" * 5000)
    with workspace.write("张三") as tx:
        kept = evidence.add_file(tx, workspace, source)
    assert kept.digest
    place = evidence.evidence_path(workspace, kept.digest)
    place.write_bytes(place.read_bytes()[:-1])
    assert [fault.kind for fault in verify_workspace(workspace)] == ["evidence"]
