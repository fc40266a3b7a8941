from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.merge.join import JoinVerdict, Sibling, join_entries, rival_values
from models.records.entry import Entry
from models.records.version import has_seen, stamp_of
from tests.models.merge.edits import created, edited, exchanged, merged, versions

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

BASE = created("a", 0, {"topic": "零"})
FROM_A, FROM_B = edited(BASE, "a", {"topic": "一"}), edited(BASE, "b", {"topic": "二"})


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        (BASE, BASE, JoinVerdict.UNCHANGED),
        (BASE, FROM_A, JoinVerdict.UPDATED),
        (FROM_A, BASE, JoinVerdict.OLDER),
        (FROM_A, FROM_B, JoinVerdict.CONFLICT),
        (FROM_A, edited(BASE, "b", {"topic": "一"}), JoinVerdict.PARALLEL),
        (FROM_A, edited(BASE, "b", {"place": "二"}), JoinVerdict.PARALLEL),
        (FROM_A, edited(BASE, "b", {"deleted": True}), JoinVerdict.CONFLICT),
        (edited(BASE, "a", {"deleted": True}), edited(BASE, "b", {"deleted": True}), JoinVerdict.PARALLEL),
        (created("a", 0, {"topic": "一"}), created("b", 1, {"topic": "一"}), JoinVerdict.PARALLEL),
        (created("a", 0, {"topic": "一"}), created("b", 1, {"place": "二"}), JoinVerdict.PARALLEL),
        (created("a", 0, {"topic": "一"}), created("b", 1, {"topic": "二"}), JoinVerdict.CONFLICT),
        (created("a", 0, {"topic": "一"}), created("a", 0, {"topic": "二"}), JoinVerdict.CONFLICT),
        (created("a", 0, {"topic": "一"}), created("a", 0, {"topic": "一", "place": "二"}), JoinVerdict.PARALLEL),
        (msgspec.structs.replace(BASE, deleted=True), BASE, JoinVerdict.CONFLICT),
        (BASE, msgspec.structs.replace(BASE, deleted=True), JoinVerdict.CONFLICT),
    ],
)
def test_verdict(ours: Entry, theirs: Entry, verdict: JoinVerdict) -> None:
    assert join_entries(ours, theirs).verdict is verdict


@pytest.mark.parametrize(
    ("one", "two", "fields"),
    [
        ({"topic": "一"}, {"place": "二"}, {"topic": "一", "place": "二"}),
        ({"topic": None}, {"place": "二"}, {"place": "二"}),
        ({"later": [1]}, {"place": "二"}, {"topic": "零", "later": [1], "place": "二"}),
    ],
)
def test_changes_of_different_fields_meet(one: dict[str, Any], two: dict[str, Any], fields: dict[str, Any]) -> None:
    joined = join_entries(edited(BASE, "a", one), edited(BASE, "b", two))
    assert joined.entry.fields == fields
    assert list(rival_values(joined.entry, joined.siblings)) == []


def test_conflict_keeps_both_values() -> None:
    joined = join_entries(FROM_A, FROM_B)
    assert joined.entry.fields["topic"] == "一"
    assert list(rival_values(joined.entry, joined.siblings)) == [Sibling("topic", 1, "b", "二")]


DELETED = edited(edited(BASE, "a", {"topic": "一"}), "a", {"deleted": True})
STONE = DELETED.tombstone()


def test_a_tombstone_says_nothing_of_what_was_written() -> None:
    assert (STONE.fields, sorted(STONE.stamps), STONE.vector) == ({}, ["", "deleted"], DELETED.vector)
    assert "一" not in STONE.line()


@pytest.mark.parametrize(
    ("sent", "deleted", "fields", "rivals"),
    [
        ([BASE, STONE], True, {"topic": "零"}, []),
        ([STONE], True, {}, []),
        ([STONE, BASE, FROM_A], True, {"topic": "一"}, []),
        ([BASE, DELETED, STONE], True, {"topic": "一"}, []),
        ([BASE, STONE, edited(DELETED, "a", {"deleted": True, "place": "院内"})], False,
         {"topic": "一", "place": "院内"}, []),
        ([edited(BASE, "b", {"place": "二"}), STONE], True, {"topic": "零", "place": "二"}, ["deleted"]),
        ([edited(BASE, "b", {"topic": "二"}), FROM_A, STONE], True, {"topic": "一"}, ["deleted", "topic"]),
    ],
)  # fmt: skip
def test_a_tombstone_deletes_and_keeps_what_was_known(
    sent: list[Entry], deleted: bool, fields: dict[str, Any], rivals: list[str]
) -> None:
    entry, siblings = merged([*sent, *sent])
    assert (entry.deleted, entry.fields) == (deleted, fields)
    assert [one.field for one in rival_values(entry, siblings)] == rivals


def test_third_side_keeps_all_values() -> None:
    entry, siblings = merged([FROM_A, FROM_B, edited(BASE, "c", {"topic": "三"})])
    assert {entry.fields["topic"], *(one.value for one in rival_values(entry, siblings))} == {"一", "二", "三"}


def test_equal_value_behind_the_shown_one_comes_back() -> None:
    same = edited(BASE, "b", {"topic": "一"})
    entry, siblings = merged([FROM_A, same, edited(FROM_A, "a", {"topic": "三"})])
    assert {entry.fields["topic"], *(one.value for one in rival_values(entry, siblings))} == {"一", "三"}


def test_who_saw_both_sides_has_decided() -> None:
    state = merged([FROM_A, FROM_B])
    decided = edited(state[0], "c", {"topic": "三"})
    assert merged([decided], state) == (decided, ())
    assert merged([FROM_A, FROM_B, decided, BASE], state) == (decided, ())


def test_what_somebody_has_seen_and_let_go_is_let_go() -> None:
    """Two made the same; who has both sends one: the other stays nowhere, whichever comes first."""
    one, two = created("a", 0, {"topic": "零"}), created("b", 1, {"topic": "零"})
    both, beside = merged([one, two])
    assert {sibling.workspace for sibling in beside} == {"a"}
    assert merged([one, two, both]) == merged([both, one, two]) == (both, ())
    other = created("c", 2, {"topic": "一"})
    assert merged([one, two, other, both]) == merged([both, other, one, two])


@settings(max_examples=100, deadline=None)
@given(versions() | exchanged() | exchanged(tombstones=True), st.randoms(use_true_random=False))
def test_order_does_not_matter(sent: list[Entry], chance: Any) -> None:
    expected = merged(sent)
    chance.shuffle(sent)
    assert merged(sent) == expected


@settings(max_examples=60, deadline=None)
@given(versions() | exchanged(), st.data())
def test_twice_is_once_and_losses_heal(sent: list[Entry], data: st.DataObject) -> None:
    expected = merged(sent)
    assert merged(sent, expected) == expected
    heads = [entry for entry in sent if not any(_follows(other, entry) for other in sent)]
    survived = data.draw(st.lists(st.sampled_from(sent)))
    assert merged([*survived, *heads]) == expected


def _follows(later: Entry, earlier: Entry) -> bool:
    return later.vector != earlier.vector and all(has_seen(later.vector, mark) for mark in earlier.vector.items())


@settings(max_examples=60, deadline=None)
@given(versions() | exchanged())
def test_a_value_is_kept_until_somebody_who_saw_it_writes(sent: list[Entry]) -> None:
    entry, siblings = merged(sent)
    for version in sent:
        for name, value in version.fields.items():
            stamp = stamp_of(version.stamps, name)
            replaced = any(has_seen(one.vector, stamp) and stamp_of(one.stamps, name) != stamp for one in sent)
            kept = [entry.fields.get(name), *(one.value for one in siblings if one.field == name)]
            assert replaced or value in kept
