"""Records name items by uid; people read and type the number that is printed."""

from __future__ import annotations

import msgspec
import pytest

from models.records.plan import Chapter, Item, Plan
from models.records.registry import ledger
from models.store.records.item_numbers import ItemNumbers, item_field

ITEMS = tuple(Item(number, f"第{number}件", "", (), ()) for number in (1, 2, 3))
FIRST = Plan("要点", 2020, "", "", (Chapter(1, "一章", ITEMS),))
SHIFTED = msgspec.structs.replace(
    FIRST,
    chapters=(Chapter(1, "一章", (ITEMS[0], msgspec.structs.replace(ITEMS[2], number=2))),),
    dropped=(ITEMS[1],),
)
NUMBERS = ItemNumbers({2020: SHIFTED, 2021: FIRST}, 2020)


@pytest.mark.parametrize(
    ("uid", "year", "shown"),
    [
        (1, None, 1),
        (3, None, 2),
        (2, 2020, "原第2项（已删去）"),
        (3, 2021, 3),
        (9, 2020, 9),
        (3, 1999, 3),
    ],
)
def test_what_is_shown(uid: int, year: int | None, shown: object) -> None:
    assert NUMBERS.shown(uid, year) == shown


@pytest.mark.parametrize(
    ("number", "year", "uid"), [(2, None, 3), (3, 2020, None), (3, 2021, 3), (9, 2021, 9), (3, 1999, 3)]
)
def test_what_is_typed(number: int, year: int | None, uid: int | None) -> None:
    assert NUMBERS.typed(number, year) == uid


def test_the_year_of_the_record_counts() -> None:
    work, progress = ledger("work"), ledger("progress")
    assert NUMBERS.shown_in(work, {"item": 3, "on": "2020-05-01"}) == {"item": 2, "on": "2020-05-01"}
    assert NUMBERS.shown_in(progress, {"item": 3, "year": 2021}) == {"item": 3, "year": 2021}
    assert NUMBERS.typed_in(work, {"item": 2}, {"on": "2020-05-01"}) == {"item": 3}
    assert NUMBERS.shown_in(ledger("case"), {"number": "x"}) == {"number": "x"}


def test_several_items_are_named_with_their_year() -> None:
    """Item 3 is printed as 2 in 2020, item 2 was dropped; in 2021 every number is as it was."""
    kept = "[2020:1][2020:2][2020:3][2021:3]"
    assert NUMBERS.shown_all(kept) == "1、2、原第2项（已删去）、2021年第3项"
    assert NUMBERS.typed_all(NUMBERS.shown_all(kept)) == kept
    typed = ("2", "2，1", " 第1项 2021年3 ", "3", "1、9", "2021年9", "1999年3", "x")
    assert [NUMBERS.typed_all(text) for text in typed] == [
        "[2020:3]",
        "[2020:1][2020:3]",
        "[2020:1][2021:3]",
        None,
        None,
        "[2021:9]",
        "[1999:3]",
        None,
    ]
    case = ledger("case")
    assert NUMBERS.shown_in(case, {"proven": "[2020:3]", "year": 2020}) == {"proven": "2", "year": 2020}
    assert NUMBERS.typed_in(case, {"proven": "2"}, {}) == {"proven": "[2020:3]"}
    assert ItemNumbers({}).typed_all("3") is None


def test_two_ledgers_name_items() -> None:
    assert [name for name in ("progress", "work", "case") if item_field(ledger(name))] == ["progress", "work"]
