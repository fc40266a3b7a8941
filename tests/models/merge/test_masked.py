"""What a centre shows of parties in the records of its units, as every list does; the unit sees its own whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest

from models.merge.conflicts import disputes, mask_dispute
from models.merge.double_submissions import copy_differences, find_double_submissions
from models.records.entry import Entry
from models.records.registry import ledger
from models.store.base.workspace import open_workspace
from tests.models.merge.crafted import craft, line
from tests.models.merge.edits import edited
from tests.models.offices import SECRET, Offices, put
from ui.form.history import record_versions

ENFORCEMENT = ledger("enforcement")
FIRST, SECOND = "张小华、甲市建筑公司", "李大明"
MASKED = {"张某、甲市建筑公司", "李某"}


@pytest.fixture
def fine(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> Entry:
    """A penalty of unit A; the checks are quiet, as its record says the least."""
    monkeypatch.setattr("models.submit.unit.blocks_submission", lambda _: False)
    return put(offices.a, "enforcement", number="甲罚〔2020〕1号", party=FIRST)


def in_preview(offices: Offices, fine: Entry) -> Iterator[str]:
    offices.merge(offices.send(offices.a, "a2.fzb").path)
    put(offices.a, "enforcement", fine.uid, party=SECOND)
    (told,) = offices.merge(offices.send(offices.a, "a3.fzb").path, dry_run=True)
    for change in told.changes:
        yield from (text for field in change.fields for text in (field.old, field.new) if field.field == "party")


def in_disputes(offices: Offices, fine: Entry) -> Iterator[str]:
    for number, (where, words) in enumerate((("w1", "张大山、甲市建筑公司"), ("w2", SECOND))):
        both = [line(edited(fine, where, {"party": words}))]
        offices.merge(craft(offices.a, offices.folder / f"x{number}.fzb", {"enforcement": both}))
    (found,) = disputes(offices.centre)
    yield from (version.text for version in found.versions)
    yield from (version.value for version in mask_dispute(found, "GWH").versions)


def in_differences(offices: Offices, fine: Entry) -> Iterator[str]:
    other = open_workspace(shutil.copytree(offices.a.folder, offices.folder / "另一台"), SECRET)
    put(offices.a, "enforcement", fine.uid, number="甲罚〔2020〕2号")
    for party in ("李小明", SECOND):
        put(other, "enforcement", fine.uid, party=party)
    for desk, name in ((offices.a, "a2.fzb"), (other, "b2.fzb")):
        offices.merge(offices.send(desk, name).path)
    other.close()
    (fork,) = find_double_submissions(offices.centre)
    found = copy_differences(offices.centre, fork)
    return (text for one in found if one.field == "party" for text in one.texts)


def in_history(offices: Offices, fine: Entry) -> Iterator[str]:
    for name, party in (("a2.fzb", FIRST), ("a3.fzb", SECOND)):
        put(offices.a, "enforcement", fine.uid, party=party)
        offices.merge(offices.send(offices.a, name).path)
    with offices.centre.read() as connection:
        found = record_versions(connection, ENFORCEMENT, fine.uid)
    label = ENFORCEMENT.by_name["party"].label
    return (one.after for version in found for one in version.differences if one.label == label)


@pytest.mark.parametrize("shown", [in_preview, in_disputes, in_differences, in_history])
def test_a_centre_reads_no_name_of_a_party(
    offices: Offices, fine: Entry, shown: Callable[[Offices, Entry], Iterator[str]]
) -> None:
    assert set(shown(offices, fine)) == MASKED


def test_the_unit_reads_its_own_whole(offices: Offices, fine: Entry) -> None:
    put(offices.a, "enforcement", fine.uid, party=SECOND)
    with offices.a.read() as connection:
        found = record_versions(connection, ENFORCEMENT, fine.uid)
    label = ENFORCEMENT.by_name["party"].label
    shown = [one.after for version in found for one in version.differences if one.label == label]
    assert shown == [SECOND, FIRST]
