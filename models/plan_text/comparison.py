"""A plan's text imported again beside the plan that counts: which item is which, suggested by the wording.

The clerk decides; `Comparison.plan` then gives the new text the uids of the items it goes on with. An old item goes on
as at most one new one, so that nothing recorded is ever counted twice; one that goes on as none is kept as dropped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import msgspec

from models.records.natural_key import comparable
from models.records.plan import Item, Plan, new_item_uid

ALIKE = 0.5
"""From this likeness on two wordings are suggested to be one item."""
CONTAINED = 0.5
"""This share of a wording has to come from another for it to be suggested as split from it or merged into it."""
TITLES_ALIKE = 0.9
"""What two equal titles are worth where the text below them is another one."""


class Verdict(StrEnum):
    """What became of an item."""

    SAME = "不变"
    REWORDED = "改写"
    MOVED = "移动"
    NEW = "新增"
    DROPPED = "删去"
    SPLIT = "拆分"
    MERGED = "合并"


class ComparedRow(NamedTuple):
    """One line of the comparison: an old item beside the one it goes on as, or either of them alone.

    `other` is for a new one that was split off the old item of this uid, for an old one that was merged into the new
    item of this number; else 0.
    """

    verdict: Verdict
    old: Item | None
    new: Item | None
    other: int = 0


class Comparison(msgspec.Struct, frozen=True, dict=True):
    """What goes on as what. New items are named by number, old ones by uid.

    Attributes:
        old: The plan that counts.
        new: The text as it was read.
        goes_on: Number of a new item → uid of the old one that it is; no uid stands there twice.
        split: Number of a new item that goes on with none → uid of the old one it was split off.
        merged: Uid of an old item that goes on as none → number of the new one it was merged into.
    """

    old: Plan
    new: Plan
    goes_on: Mapping[int, int]
    split: Mapping[int, int] = {}
    merged: Mapping[int, int] = {}

    # What the clerk decides

    def continued(self, number: int, uid: int) -> Comparison:
        """The new item is the old one; whatever else was to be either of them is not."""
        goes_on = {new: old for new, old in self.goes_on.items() if old != uid} | {number: uid}
        return self._with(goes_on, _without(self.split, number), _without(self.merged, uid))

    def split_off(self, number: int, uid: int) -> Comparison:
        """The new item is a part of the old one, which goes on as another."""
        return self._with(_without(self.goes_on, number), {**self.split, number: uid}, self.merged)

    def merged_into(self, uid: int, number: int) -> Comparison:
        """The old item is in the new one, which goes on with another."""
        goes_on = {new: old for new, old in self.goes_on.items() if old != uid}
        return self._with(goes_on, self.split, {**self.merged, uid: number})

    def parted(self, number: int) -> Comparison:
        """The new item is new; the old one that it was is dropped."""
        return self._with(_without(self.goes_on, number), _without(self.split, number), self.merged)

    def dropped(self, uid: int) -> Comparison:
        """The old item is dropped; a new one that was to go on with it is new."""
        goes_on = {new: old for new, old in self.goes_on.items() if old != uid}
        return self._with(goes_on, self.split, _without(self.merged, uid))

    def _with(self, goes_on: Mapping[int, int], split: Mapping[int, int], merged: Mapping[int, int]) -> Comparison:
        return msgspec.structs.replace(self, goes_on=goes_on, split=split, merged=merged)

    # What it comes to

    @cached_property
    def known(self) -> dict[int, Item]:
        """The old items by uid, those dropped before too: an item may come back."""
        return self.old.dropped_by_uid | self.old.by_uid

    def rows(self) -> list[ComparedRow]:
        """A line for every new item, in order; old ones that go on as none stand where they stood."""
        behind: dict[int, list[ComparedRow]] = {}
        going_on, last = set(self.goes_on.values()), 0
        for item in self.old.items:
            if item.uid in going_on:
                last = item.uid
            else:
                into = self.merged.get(item.uid, 0)
                verdict = Verdict.MERGED if into else Verdict.DROPPED
                behind.setdefault(last, []).append(ComparedRow(verdict, item, None, into))
        found = behind.pop(0, [])
        for item in self.new.items:
            row = self._row(item)
            found.append(row)
            found += behind.pop(row.old.uid, []) if row.old else []
        return found

    def _row(self, item: Item) -> ComparedRow:
        old = self.known.get(self.goes_on.get(item.number, 0))
        if old is None:
            origin = self.split.get(item.number, 0)
            return ComparedRow(Verdict.SPLIT if origin else Verdict.NEW, None, item, origin)
        if item.number in self.merged.values():
            verdict = Verdict.MERGED
        elif old.uid in self.split.values():
            verdict = Verdict.SPLIT
        elif _wording(old) != _wording(item):
            verdict = Verdict.REWORDED
        else:
            verdict = Verdict.MOVED if item.number in self._moved else Verdict.SAME
        return ComparedRow(verdict, old, item)

    @cached_property
    def _moved(self) -> frozenset[int]:
        """Numbers of items that stand in another chapter or in another order than before; a gap moves none."""
        chapters = self._chapter_uids()
        uids = {item.uid: chapter.uid for chapter in self.old.chapters for item in chapter.items}
        order = {item.uid: at for at, item in enumerate(self.old.items)}
        places = [(order[uid], number) for number, uid in sorted(self.goes_on.items()) if uid in order]
        in_order = _longest_rise([place for place, _ in places])
        away = {number for at, (_, number) in enumerate(places) if at not in in_order}
        elsewhere = {
            item.number
            for chapter, uid in zip(self.new.chapters, chapters, strict=True)
            for item in chapter.items
            if uids.get(self.goes_on.get(item.number, 0), uid) != uid
        }
        return frozenset(away | elsewhere)

    def _chapter_uids(self) -> list[int]:
        """Of each new chapter the uid: of the old one of its title, else of the one most of its items are from."""
        home = {item.uid: chapter.uid for chapter in self.old.chapters for item in chapter.items}
        titled = {comparable(chapter.title): chapter.uid for chapter in self.old.chapters}
        named = [titled.get(comparable(chapter.title), 0) for chapter in self.new.chapters]
        taken, found = set(named), list[int]()
        for chapter, uid in zip(self.new.chapters, named, strict=True):
            from_old = (home.get(self.goes_on.get(item.number, 0), 0) for item in chapter.items)
            likely = [one for one, _ in Counter(from_old).most_common() if one and one not in taken]
            found.append(uid if uid and uid not in found else likely[0] if likely else new_item_uid())
            taken.add(found[-1])
        return found

    @property
    def is_settled(self) -> bool:
        """Whether every item goes on as it was, under its number: there is nothing to decide."""
        return all(
            row.verdict is Verdict.SAME and row.old and row.new and row.old.number == row.new.number
            for row in self.rows()
        )

    def words(self, row: ComparedRow) -> str:
        """What a line means for what was recorded, in one sentence; "" where there is nothing to say."""
        if row.old is None:
            part = self.known.get(row.other)
            return f"由原第{part.number}项分出，进度从头填" if part else "没有以前的进度" if self.known else ""
        if row.new is None:
            return f"{f'并入第{row.other}项，' if row.other else ''}已填的进度保留，印作已删去"
        said = {
            Verdict.REWORDED: "文字有改动",
            Verdict.SPLIT: "分出了一部分，进度留在这一项",
            Verdict.MERGED: "并入了别的事项，进度是原来这一项的",
        }.get(row.verdict, "")
        number = f"项号由{row.old.number}改为{row.new.number}" if row.old.number != row.new.number else ""
        return "，".join(filter(None, [said, number]))

    def plan(self) -> Plan:
        """The new text as the plan that counts: with uids, and what the centre had set for items that go on."""
        chapters = [
            msgspec.structs.replace(chapter, uid=uid, items=tuple(map(self._item, chapter.items)))
            for chapter, uid in zip(self.new.chapters, self._chapter_uids(), strict=True)
        ]
        going_on = set(self.goes_on.values())
        gone = tuple(item for uid, item in self.known.items() if uid not in going_on)
        return msgspec.structs.replace(
            self.new, year=self.new.year or self.old.year, chapters=tuple(chapters), dropped=gone
        )

    def _item(self, item: Item) -> Item:
        old, number = self.known.get(self.goes_on.get(item.number, 0)), item.number
        joined = [uid for uid, into in self.merged.items() if into == number]
        if old is None:
            origin = (*((self.split[number],) if number in self.split else ()), *joined)
            return msgspec.structs.replace(item, uid=new_item_uid(), origin=origin)
        origin = tuple(dict.fromkeys((*old.origin, *joined)))
        if _wording(old) == _wording(item):
            return msgspec.structs.replace(old, number=number, title=item.title, text=item.text, origin=origin)
        return msgspec.structs.replace(item, uid=old.uid, units=old.units, topics=old.topics, origin=origin)


def compare_plans(old: Plan, new: Plan) -> Comparison:
    """What most likely became of every item of the old plan, by the wording alone."""
    known = [*old.items, *old.dropped]
    pairs = dict(_exact(known, new.items))
    pairs |= _likely(known, new.items, pairs)
    before, now = {one.uid: _grams(one) for one in known}, {one.number: _grams(one) for one in new.items}
    heirs = {uid: number for number, uid in pairs.items()}
    # What the old wording of an item had and its new one has not is where another one may have been split off.
    lost = {uid: before[uid] - now[number] for uid, number in heirs.items()}
    gained = {number: now[number] - before[uid] for number, uid in pairs.items()}
    split = {one.number: uid for one in new.items if one.number not in pairs and (uid := _home(now[one.number], lost))}
    merged = {
        one.uid: number for one in old.items if one.uid not in heirs and (number := _home(before[one.uid], gained))
    }
    return Comparison(old, new, pairs, split, merged)


def _home(grams: Counter[str], among: Mapping[int, Counter[str]]) -> int:
    """Which of these wordings has most of `grams`, if it has enough of them; else 0."""
    share = {one: (grams & other).total() / max(grams.total(), 1) for one, other in among.items()}
    best = max(share, key=lambda one: share[one], default=0)
    return best if best and share[best] >= CONTAINED else 0


def _exact(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Pairs of number and uid of one wording; of several alike those of one number, then in order."""
    alike = {words: list(some) for words, some in groupby(sorted(old, key=_wording), key=_wording)}
    for words, some in groupby(sorted(new, key=_wording), key=_wording):
        mine, theirs = list(some), alike.get(words, [])
        for item in [one for one in mine if any(one.number == other.number for other in theirs)]:
            other = next(one for one in theirs if one.number == item.number)
            mine.remove(item)
            theirs.remove(other)
            yield item.number, other.uid
        yield from ((item.number, other.uid) for item, other in zip(mine, theirs, strict=False))


def _likely(old: Iterable[Item], new: Iterable[Item], known: Mapping[int, int]) -> dict[int, int]:
    """Pairs of number and uid among those without a pair, the likest first; of equal ones those that stand closer."""
    taken = set(known.values())
    free = [(one, _grams(one), _title_grams(one)) for one in old if one.uid not in taken]
    found = []
    for item in (one for one in new if one.number not in known):
        grams, title = _grams(item), _title_grams(item)
        for other, others, its_title in free:
            likeness = max(_likeness(grams, others), TITLES_ALIKE * _likeness(title, its_title))
            if likeness >= ALIKE:
                found.append((-likeness, abs(item.number - other.number), item.number, other.uid))
    pairs: dict[int, int] = {}
    for _, _, number, uid in sorted(found):
        if number not in pairs and uid not in taken:
            pairs[number] = uid
            taken.add(uid)
    return pairs


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Share of what both have in what they have together: 1 for the same, 0 where one is empty."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


def _wording(item: Item) -> str:
    return comparable(f"{item.title}\n{item.text}")


def _grams(item: Item) -> Counter[str]:
    return _pairs_of_letters(_wording(item))


def _title_grams(item: Item) -> Counter[str]:
    return _pairs_of_letters(comparable(item.title))


def _pairs_of_letters(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1)) if len(text) > 1 else Counter(filter(None, [text]))


def _longest_rise(places: Sequence[int]) -> set[int]:
    """Which of `places` make up the longest sequence that only rises."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        spot = bisect_left(ends, place)
        before.append(last[spot - 1] if spot else -1)
        ends[spot : spot + 1] = [place]
        last[spot : spot + 1] = [at]
    kept, at = set[int](), last[-1] if last else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _without(some: Mapping[int, int], key: int) -> dict[int, int]:
    return {one: value for one, value in some.items() if one != key}
