from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models.store.base.workspace import DATABASE, KEYS, Workspace, open_workspace
from models.store.files import evidence
from models.store.files.verify import Verified, WorkspaceFault, result_words, verify_folder, verify_workspace
from tests.models.offices import SECRET, lone_unit, put, training

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

PAGE, LOG_HEAD, FRAME_HEAD, SECTOR = 4096, 32, 24, 512
"""Sizes in bytes: of a page, and of what stands before the log and before each page in it (sqlite.org/walformat)."""


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


def test_a_page_that_the_log_holds_is_not_damaged(filled: tuple[Workspace, list[str]], tmp_path: Path) -> None:
    """The power goes while the log is written back: the page in the file is cut short, that in the log is whole."""
    unit, copy = filled[0], tmp_path / "copy"
    with unit.read():
        shutil.copytree(unit.folder, copy, ignore=shutil.ignore_patterns("*-shm"))
    log, pages = (copy / f"{DATABASE}-wal").read_bytes(), bytearray((copy / DATABASE).read_bytes())
    frames = range(LOG_HEAD, len(log), FRAME_HEAD + PAGE)
    numbers = {int.from_bytes(log[at : at + 4], "big") for at in frames}
    for start in (number * PAGE - SECTOR for number in numbers if number * PAGE <= len(pages)):
        pages[start : start + SECTOR] = bytes(SECTOR)
    (copy / DATABASE).write_bytes(pages)
    with closing(open_workspace(copy, SECRET)) as again:
        assert verify_workspace(again) == []


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


APART = 17
"""Of so many pages one is damaged, and then another; all of them take minutes."""
SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "overwritten": lambda page: b"\xa5" * len(page),
    "empty": lambda page: bytes(len(page)),
    "one bit": lambda page: page[: PAGE // 2] + bytes([page[PAGE // 2] ^ 1]) + page[PAGE // 2 + 1 :],
}


@pytest.fixture(scope="module", params=[SECRET, None], ids=["encrypted", "plain"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str | None]:
    """A workspace with records of two ledgers, a journal of many pages and a file of evidence, closed."""
    made = lone_unit(tmp_path_factory.mktemp("sound") / "unit", request.param)
    for number in range(40):
        training(made, f"第{number}次" + "长" * 400)
    put(made, "progress", year=2020, item=1, state="推进中")
    (made.folder / "通知.pdf").write_bytes(b"x" * 5000)
    with made.write("张三") as tx:
        evidence.add_file(tx, made, made.folder / "通知.pdf")
    assert verify_workspace(made) == []
    made.close()
    return made.folder, request.param


def spoil(folder: Path, number: int, how: str) -> None:
    path = folder / DATABASE
    raw = path.read_bytes()
    page = raw[number * PAGE : (number + 1) * PAGE]
    path.write_bytes(raw[: number * PAGE] + SPOILED[how](page) + raw[(number + 1) * PAGE :])


@pytest.mark.parametrize("way", range(len(SPOILED)), ids=SPOILED)
def test_any_damaged_page_is_a_finding_and_the_rest_is_named(
    sound: tuple[Path, str | None], tmp_path: Path, way: int
) -> None:
    """Pages one after the other, in one of three ways; nothing tells of a bit in text that is not encrypted."""
    folder, passphrase = sound
    how = list(SPOILED)[way]
    shutil.copytree(folder, tmp_path / "unit")
    whole = (folder / DATABASE).read_bytes()
    everything, silent = set(verify_folder(tmp_path / "unit", passphrase).good), 0
    damaged = range(way, len(whole) // PAGE, APART)
    for number in damaged:
        spoil(tmp_path / "unit", number, how)
        found = verify_folder(tmp_path / "unit", passphrase)
        assert found.faults or (how == "one bit" and not passphrase)
        assert set(found.good) <= everything
        silent += not found.good
        for rest in (tmp_path / "unit").glob(f"{DATABASE}-*"):
            rest.unlink()
        (tmp_path / "unit" / DATABASE).write_bytes(whole)
    assert len(everything) == 7
    assert silent <= len(damaged) // 7


def test_a_damaged_table_of_tables_is_said_once(tmp_path: Path) -> None:
    """Nothing can be read without it: one sentence, and not one more for each ledger."""
    lone_unit(tmp_path / "unit", None).close()
    head = (tmp_path / "unit" / DATABASE).read_bytes()[:PAGE]
    last_page = int.from_bytes(head[108:112], "big")  # the right-most child of page 1 (sqlite.org/fileformat, 1.6)
    spoil(tmp_path / "unit", last_page - 1, "overwritten")
    (found,) = verify_folder(tmp_path / "unit", None).faults
    assert "数据库页面损坏" in found.what


def test_damaged_keys_are_a_finding(sound: tuple[Path, str | None], tmp_path: Path) -> None:
    shutil.copytree(sound[0], tmp_path / "unit")
    (tmp_path / "unit" / KEYS).write_bytes(b"{")
    assert [fault.kind for fault in verify_folder(tmp_path / "unit", SECRET).faults] == ["keys"]


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


def test_a_file_whose_key_is_gone_is_a_finding(filled: tuple[Workspace, list[str]]) -> None:
    workspace, _ = filled
    (workspace.folder / "通知.pdf").write_bytes(b"x" * 5000)
    with workspace.write("张三") as tx:
        link = evidence.add_file(tx, workspace, workspace.folder / "通知.pdf")
    tamper(workspace, "DROP TABLE secret")
    (found,) = (fault.what for fault in verify_workspace(workspace) if fault.kind == "evidence")
    assert found.startswith(f"佐证材料 {str(link.digest)[:12]}… 没法核对")


@pytest.mark.parametrize(
    ("faults", "good", "words"),
    [
        (0, [], "完整性检查通过。"),
        (0, ["甲", "乙"], "完整性检查通过：数据库、日志和佐证材料完好。共有：甲、乙。"),
        (2, ["甲"], "完整性检查发现2处问题。仍然完好的：甲。"),
        (1, [], "完整性检查发现1处问题。仍然完好的：没有找到读得出的部分。"),
    ],
)
def test_what_came_of_it_is_said_in_one_sentence(faults: int, good: list[str], words: str) -> None:
    found = Verified([WorkspaceFault("数据库", "坏了")] * faults, good)
    assert result_words(found) == words
