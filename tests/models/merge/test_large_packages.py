"""What a small package may cost: memory and database grow by a factor of its size, whatever part of it is puffed up."""

from __future__ import annotations

import gc
import hashlib
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.merge import keys
from models.merge import records as merge_records
from models.merge.from_centre import RESULTS, RefusedPackageError, receive_from_centre
from models.merge.outcome import MOST_LISTED, PackageState
from models.merge.records import merge_lines
from models.package import payload_writer
from models.package.content import Caps
from models.package.keys import recipient_of
from models.records.entry import Entry
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records.records import new_entry
from models.submit import contents
from tests.models.merge.crafted import craft, line
from tests.models.merge.edits import created, edited
from tests.models.offices import PROOF, Offices, lines, training

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

MEMORY, MEMORY_FACTOR = 64 << 20, 64
DATABASE, DATABASE_FACTOR = 16 << 20, 100
"""Bytes that any package may cost, and how many more for each of its own."""


def database_size(workspace: Workspace) -> int:
    return sum(path.stat().st_size for path in workspace.folder.iterdir() if path.is_file())


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that packs as well as can be."""
    monkeypatch.setattr(payload_writer, "CAPS", Caps(ratio=1 << 30))


def record(number: int, **fields: Any) -> bytes:
    return line(first_version(number, fields))


def first_version(number: int, fields: dict[str, Any]) -> Entry:
    uid = hashlib.sha256(str(number).encode()).hexdigest()[:32]
    return msgspec.structs.replace(created("w1", 0, fields), uid=uid)


def many(count: int, **fields: Any) -> list[bytes]:
    return [record(number, **fields) for number in range(count)]


LISTS: list[Any] = [[] for _ in range(160_000)]
NOTES: dict[str, dict[str, Any]] = {
    "operator": {"operator": "张" * 1_000_000},
    "acknowledged": {"acknowledged": [""] * 500_001},
    "unknown lists": {"later": LISTS},
    "unknown objects": {"later": [{"a": 0}] * 20_000},
    "unknown texts": {"later": ["字" * 40_000] * 500},
}
RECORDS: dict[str, Callable[[], list[bytes]]] = {
    "many long texts": lambda: many(800, remarks="字" * 50_000),
    "one text of 60 MB": lambda: many(1, remarks="字" * 20_000_000),
    "unknown text": lambda: many(100, later="字" * 300_000),
    "unknown lists": lambda: many(1, later=LISTS),
    "long evidence lists": lambda: many(40, evidence=[{"name": "a.pdf", "digest": "0" * 64, "size": 1}] * 2_000),
    "explanations": lambda: many(40, explanations=[{"code": "a.b", "reason": "字" * 1_000}] * 200),
    "lines that are none": lambda: [b"0"] * 100_000,
    "long lines that are none": lambda: [b"0" * 100] * 5_000,
    "just below": lambda: many(110, topic="民法典", remarks="字" * 10_000),
}
TAKEN = {"unknown lists", "long lines that are none", "just below"}


@pytest.fixture
def measured() -> Callable[[Workspace, Callable[[], Any], Path], Any]:
    """Do what takes a package in; it may cost no more than a package of its weight."""

    def measure(workspace: Workspace, act: Callable[[], Any], path: Path) -> Any:
        before, weight = database_size(workspace), path.stat().st_size
        gc.collect()
        tracemalloc.start()
        try:
            done = act()
            memory = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        database = database_size(workspace) - before
        assert memory <= MEMORY + MEMORY_FACTOR * weight, f"{memory >> 20} MB of memory for {weight >> 10} KB"
        assert database <= DATABASE + DATABASE_FACTOR * weight, f"{database >> 20} MB of disk for {weight >> 10} KB"
        return done

    return measure


Measured = Callable[[Workspace, Callable[[], Any], Path], Any]


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("part", RECORDS)
def test_puffed_up_records_cost_no_more_than_they_weigh(
    offices: Offices, tmp_path: Path, part: str, measured: Measured
) -> None:
    path = craft(offices.a, tmp_path / "x.fzb", {"training": RECORDS[part]()})
    outcome = measured(offices.centre, lambda: offices.merge(path)[0], path)
    if part in TAKEN:
        assert outcome.state is PackageState.MERGED
    else:
        assert "台账“学法培训”超出允许的大小" in outcome.reason


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("part", NOTES)
def test_puffed_up_notes_cost_no_more_than_they_weigh(
    offices: Offices, tmp_path: Path, part: str, measured: Measured
) -> None:
    note = {"recipient": recipient_of(keys.age_identity(offices.a)), **NOTES[part]}
    path = craft(offices.a, tmp_path / "x.fzb", {}, note=note)
    outcome = measured(offices.centre, lambda: offices.merge(path)[0], path)
    assert (outcome.state is PackageState.MERGED) == (part == "unknown objects")
    assert part == "unknown objects" or "没有读入" in outcome.reason


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("part", NOTES)
def test_puffed_up_results_cost_a_unit_no_more_than_they_weigh(
    offices: Offices, tmp_path: Path, part: str, measured: Measured
) -> None:
    to = [recipient_of(keys.age_identity(offices.a))]
    cover = {"kind": "results", "unit": "GWH", "recipient": "A01", "recipients": to}
    path = craft(offices.centre, tmp_path / "x.fzb", {}, documents={RESULTS: {"year": 2020, **NOTES[part]}}, **cover)
    refusal = measured(offices.a, lambda: received(offices.a, path), path)
    assert ("考核结果超出允许的大小" in refusal) == (part != "unknown objects")
    assert "没有读入" in refusal or part != "unknown objects"


def received(unit: Workspace, path: Path) -> str:
    try:
        receive_from_centre(unit, path, "张三")
    except RefusedPackageError as refused:
        return refused.sentence
    return ""


def test_refused_lines_are_counted_and_the_first_are_listed(offices: Offices, tmp_path: Path) -> None:
    path = craft(offices.a, tmp_path / "x.fzb", {"training": [b"0" * 100] * 1_500})
    counts = offices.merge(path)[0].counts
    assert (len(counts.refused), counts.unlisted, counts.refused_count) == (MOST_LISTED, 500, 1_500)


def test_a_large_honest_package_is_taken(offices: Offices, tmp_path: Path) -> None:
    path = craft(
        offices.a, tmp_path / "x.fzb", {"training": many(20_000, topic="民法典", people=30, remarks="无" * 200)}
    )
    outcome = offices.merge(path)[0]
    assert (outcome.state, outcome.counts.added, outcome.counts.refused_count) == (PackageState.MERGED, 20_000, 0)


def test_what_packs_like_a_bomb_is_packed_otherwise(offices: Offices) -> None:
    with offices.a.write("张三") as tx:
        said = {"kind": "全员法治培训", "held_on": "2020-05-01", "remarks": "字" * 9_000, "explanations": PROOF}
        rows = [new_entry(tx, ledger("training"), "A01", {**said, "topic": f"第{n}讲"}) for n in range(250)]
        tx.save_entries("create", ledger("training"), [(entry, entry.line()) for entry in rows])
    sent = offices.send(offices.a, "a2.fzb").path
    assert abs(contents.package_size(offices.a).total - sent.stat().st_size) < 10_000
    assert offices.merge(sent)[0].state is PackageState.MERGED
    assert lines(offices.centre, "A01") == lines(offices.a)


@pytest.mark.parametrize(
    ("caps", "words"),
    [
        (Caps(line=600), "”有"),
        (Caps(lines=1), "“学法培训”超过1条"),
        (Caps(records=700), "“学法培训”超过1KB"),
    ],
)
def test_whoever_has_too_much_is_told_before_it_leaves(
    offices: Offices, monkeypatch: pytest.MonkeyPatch, caps: Caps, words: str
) -> None:
    for topic in ("民法典", "宪法"):
        training(offices.a, topic, remarks="字" * 200)
    monkeypatch.setattr(contents, "CAPS", caps)
    with pytest.raises(contents.TooMuchToSendError) as caught:
        offices.send(offices.a, "a2.fzb")
    assert words in caught.value.sentence
    assert not (offices.folder / "a2.fzb").exists()


def test_portions_change_nothing(offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = many(6, topic="一")
    here = [edited(first_version(number, {"topic": "一"}), "w2", {"topic": "三"}) for number in (1, 4)]
    there = [edited(first_version(number, {"topic": "一"}), "w1", {"topic": "二"}) for number in range(5)]
    some = [*map(line, there), b"0", line(there[0]), record(9, people="三十")]
    with offices.a.write("张三") as tx:
        merge_lines(tx, ledger("training"), "A01", first, "first")
        merge_lines(tx, ledger("training"), "A01", map(line, here), "second")
    found = []
    for portion in (1, 300, 700, 1 << 20):
        monkeypatch.setattr(merge_records, "PORTION", portion)
        with offices.a.write("张三") as tx:
            tx.abandoned = True
            counts = merge_lines(tx, ledger("training"), "A01", some, "third")
            rows = tx.connection.exec_driver_sql("SELECT seq, uid, line FROM journal ORDER BY seq").all()
            beside = tx.connection.exec_driver_sql("SELECT uid, field, value FROM conflict ORDER BY 1, 2").all()
        found.append((counts, rows, beside))
    assert found[0][0].refused_count == 3
    assert found[0][0].conflicts == 2
    assert all(one == found[0] for one in found)
