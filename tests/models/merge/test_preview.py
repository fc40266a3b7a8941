"""A preview says of every package what merging it would, those before it in the same preview counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.merge.intake import in_file_order, merge_each
from models.merge.outcome import PackageOutcome, PackageState
from models.package.keys import generate_signing_key
from tests.models.merge.crafted import craft, line
from tests.models.offices import Offices, everything, put, training


def said(outcomes: list[PackageOutcome]) -> list[tuple[object, ...]]:
    """All but the changes, which a preview alone gives, and the day in the reason for a package that is known."""
    return [
        (one.file, one.state, one.reason.partition("于")[0], one.unit_name, one.package, one.counts) for one in outcomes
    ]


@pytest.fixture
def stick(offices: Offices) -> list[Path]:
    """Three submissions of A with one of B among them, one of the three again, a stranger's and a spoiled one."""
    found = []
    for number in range(2, 5):
        put(offices.a, "progress", year=2020, item=1, task=f"第{number}稿")
        training(offices.a, f"第{number}次")
        found.append(offices.send(offices.a, f"a{number}.fzb").path)
    training(offices.b)
    found.insert(1, offices.send(offices.b, "b2.fzb").path)
    for name, raw in (("again", found[0].read_bytes()), ("cut", found[0].read_bytes()[:-9])):
        found.append(offices.folder / f"{name}.fzb")
        found[-1].write_bytes(raw)
    bad = line(training(offices.a)).replace(b"A01", b"Z99")
    found.append(craft(offices.a, offices.folder / "bad.fzb", {"training": [bad]}, sequence=9))
    found.append(craft(offices.a, offices.folder / "new.fzb", {}, key=generate_signing_key()))
    return [*found, offices.folder / "missing.fzb"]


@pytest.mark.parametrize("order", [list, lambda files: files[::-1], lambda files: files[3:] + files[:3]])
def test_a_preview_is_what_merging_then_does(
    offices: Offices, stick: list[Path], order: Callable[[list[Path]], list[Path]]
) -> None:
    files = order(stick)
    before = everything(offices.centre)
    preview = offices.merge(*files, dry_run=True)
    assert everything(offices.centre) == before
    assert said(offices.merge(*files)) == said(preview)


def test_the_second_of_a_unit_counts_on_the_first(offices: Offices, stick: list[Path]) -> None:
    outcomes = offices.merge(*stick[:4], dry_run=True)
    assert [one.state for one in outcomes] == [PackageState.MERGED] * 4
    assert [(one.counts.added, one.counts.updated) for one in outcomes] == [(1, 1), (1, 0), (1, 1), (1, 1)]
    progress = next(change for change in outcomes[2].changes if change.ledger == "progress")
    assert [(field.old, field.new) for field in progress.fields] == [("第2稿", "第3稿")]


def test_who_stops_a_merge_keeps_what_was_done(offices: Offices, stick: list[Path]) -> None:
    names = list[str]()
    outcomes = merge_each(offices.centre, stick, "李四", lambda name, *_: names.append(name))
    assert [next(outcomes).state, next(outcomes).state] == [PackageState.MERGED] * 2
    assert names == [path.name for path in stick[:2]]
    assert [one.state for one in offices.merge(*stick[:3])] == [
        PackageState.KNOWN,
        PackageState.KNOWN,
        PackageState.MERGED,
    ]


def test_outcomes_stand_in_the_order_of_their_files(offices: Offices, stick: list[Path]) -> None:
    outcomes = list(merge_each(offices.centre, stick, "李四", lambda *_: None, dry_run=True))
    assert [one.file for one in outcomes] != [str(path) for path in stick]
    assert [one.file for one in in_file_order(stick, outcomes)] == [str(path) for path in stick]
