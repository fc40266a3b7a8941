"""Items added, dropped, split and moved by hand: each stays what it is, and numbers run through."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.records.plan import FRESH, Chapter, Item, Plan
from models.records.plan_edits import split_item, with_issued_drops, with_moved_item, with_new_item, without_items

ITEMS = tuple(Item(number, f"第{number}件", "", ("财政局",), ()) for number in (1, 2, 3))
PLAN = Plan("要点", 2020, "", "", (Chapter(1, "一章", ITEMS[:2]), Chapter(2, "二章", ITEMS[2:])))
EDITS: dict[str, tuple[Callable[[], Plan], list[list[int]], list[int]]] = {
    "added behind": (lambda: with_new_item(PLAN, 1), [[1, 0, 2], [3]], []),
    "added at the end": (lambda: with_new_item(PLAN, 99), [[1, 2], [3, 0]], []),
    "split": (lambda: split_item(PLAN, 2), [[1, 2, 0], [3]], []),
    "dropped": (lambda: without_items(PLAN, {1, 3}), [[2], []], [1, 3]),
    "moved down": (lambda: with_moved_item(PLAN, 1, 1), [[2, 1], [3]], []),
    "moved into the next chapter": (lambda: with_moved_item(PLAN, 2, 1), [[1], [2, 3]], []),
    "moved into the chapter before": (lambda: with_moved_item(PLAN, 3, -1), [[1, 2, 3], []], []),
    "moved past the top": (lambda: with_moved_item(PLAN, 1, -1), [[1, 2], [3]], []),
    "moved past the end": (lambda: with_moved_item(PLAN, 3, 1), [[1, 2], [3]], []),
}


@pytest.mark.parametrize("edit", EDITS)
def test_items_stay_what_they_are(edit: str) -> None:
    act, uids, dropped = EDITS[edit]
    found = act()
    assert [[item.uid if item.uid < FRESH else 0 for item in one.items] for one in found.chapters] == uids
    assert [item.number for item in found.items] == list(range(1, len(found.items) + 1))
    assert [item.uid for item in found.dropped] == dropped


def test_a_part_knows_what_it_was_split_off() -> None:
    part = split_item(PLAN, 2).items[2]
    assert (part.origin, part.title, part.responsible) == ((2,), "第2件（分出）", ("财政局",))


def test_a_dropped_item_is_called_as_it_was_issued() -> None:
    """It moved down before it was dropped; one that was never issued keeps the number it had."""
    moved = without_items(with_new_item(split_item(PLAN, 1), 99), {3})
    found = with_issued_drops(moved, PLAN)
    assert ([item.number for item in moved.dropped], found.name(3)) == ([4], "原第3项（已删去）")
    assert with_issued_drops(found, PLAN) is found


def test_the_first_item_of_an_empty_plan() -> None:
    found = with_new_item(Plan(None, 2020, "", "", ()), 0)
    assert [(item.number, item.title) for item in found.items] == [(1, "新事项")]


def test_an_item_dropped_and_split_off_again_is_not_lost() -> None:
    found = without_items(split_item(PLAN, 2), {2})
    assert ([item.uid for item in found.dropped], found.items[1].origin) == ([2], (2,))
