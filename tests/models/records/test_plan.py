"""An item is what its uid says, whatever number it is printed under."""

from __future__ import annotations

import msgspec
import pytest

from models.records.plan import FRESH, Chapter, Counting, Item, Plan, Quota, new_item_uid

OLD = b'{"number":20,"title":"t","text":"x","responsible":[],"quotas":[]}'


def _plan(*items: Item, dropped: tuple[Item, ...] = ()) -> Plan:
    return Plan("要点", 2020, "", "", (Chapter(1, "一章", items),), dropped)


def _item(number: int, uid: int = 0) -> Item:
    return Item(number, f"第{number}件", "", (), (), uid=uid)


def test_an_item_of_an_older_program_is_known_by_its_number() -> None:
    found = msgspec.json.decode(OLD, type=Item)
    assert (found.uid, found.number) == (20, 20)


def test_a_uid_stays_when_the_number_changes() -> None:
    moved = msgspec.structs.replace(_item(21), number=20)
    assert (moved.uid, msgspec.json.decode(msgspec.json.encode(moved), type=Item)) == (21, moved)


def test_a_chapter_is_known_by_its_number_first() -> None:
    assert msgspec.structs.replace(Chapter(3, "三章", ()), number=2).uid == 3


def test_a_plain_quota_is_written_as_0_1_0_did() -> None:
    plain = Quota("本级", "中心组学法", 4)
    assert msgspec.json.decode(msgspec.json.encode(plain)) == {"who": "本级", "what": "中心组学法", "at_least": 4}
    assert msgspec.json.decode(msgspec.json.encode(plain), type=Quota) == plain
    counted = Counting("work", (("kind", "普法"), ("item", 3)), "people", of_item=True)
    for full in (
        Quota("各单位", "宣传", 12, "人", 1, together=True, counted=counted),
        Quota("甲", "乙", 1, counted=None),
    ):
        assert msgspec.json.decode(msgspec.json.encode(full), type=Quota) == full


@pytest.mark.parametrize(
    ("every", "each", "wanted"),
    [(12, 5, "不少于5次"), (3, 2, "每季度不少于2次"), (7, 5, "不少于5次"), (0, 5, "不少于5次")],
)
def test_ranges_of_a_quota(every: int, each: int, wanted: str) -> None:
    """What divides no year is the whole year, and a share is never rounded down."""
    quota = Quota("甲", "乙", 5, every=every)
    assert (quota.each, quota.wanted) == (each, wanted)


def test_a_new_uid_is_no_number() -> None:
    found = {new_item_uid() for _ in range(50)}
    assert len(found) == 50
    assert min(found) >= FRESH


@pytest.mark.parametrize(
    ("plan", "renumbered"),
    [
        (_plan(_item(1), _item(2)), False),
        (_plan(_item(1), _item(2, uid=3)), True),
        (_plan(_item(1), dropped=(_item(2),)), True),
        (_plan(), False),
    ],
)
def test_numbers_tell_items_until_one_is_moved_or_dropped(plan: Plan, renumbered: bool) -> None:
    assert plan.is_renumbered is renumbered


@pytest.mark.parametrize(
    ("uid", "name"),
    [(21, "第20项"), (20, "原第20项（已删去）"), (99, "第99项"), (FRESH + 1, "已不在工作要点里的一项")],
)
def test_what_an_item_is_called(uid: int, name: str) -> None:
    assert _plan(_item(19), _item(20, uid=21), dropped=(_item(20),)).name(uid) == name
