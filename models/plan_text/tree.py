"""Paragraphs → a tree of numbered parts, by evidence: which mark follows which, and which number is due next.

Marks at the start of a line count as they stand. A mark buried in a line counts only where its number is due: the next
one of a level that is open, or the first below it.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from models.plan_text.marks import Buried, Mark, MarkLevel, buried_marks, decimal_of, mark_of

_HEADING = -1
_LONGEST_HEADING = 40
_STOPS = tuple("，,！!？?、…")
_SENTENCE = re.compile(r"[。；;：:|\t]")
_SURE = 2
"""So many times has one level to begin below another before that says more than the usual order."""


class Node(msgspec.Struct):
    """A numbered part of the text, or the whole text: `mark` and `heading` are empty there.

    `heading` is what its own line says after the mark, `body` the paragraphs below it that are no part of a child.
    `is_buried` where it does not begin a line in the original. A heading without a number has `level` -1.
    """

    mark: Mark | None
    heading: str
    level: int
    body: list[str] = []
    children: list[Node] = []
    is_buried: bool = False

    @property
    def own(self) -> list[str]:
        """Its own paragraphs without the mark, those of its children left out."""
        return [line for line in (self.heading, *self.body) if line]

    @property
    def printed(self) -> str:
        """Its first line as it stands in the text."""
        return f"{self.mark.printed if self.mark else ''}{self.heading}"

    def below(self) -> list[str]:
        """Its paragraphs without the mark, with all that is below it; what was buried stays in its line."""
        lines = [self.heading, *self.body]
        for child in self.children:
            first, *others = child.below()
            first = f"{child.mark.printed if child.mark else ''}{first}"
            if child.is_buried and lines[-1]:
                lines[-1] += first
            else:
                lines.append(first)
            lines += others
        return lines

    def walk(self) -> Iterator[Node]:
        """It and all nodes below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Line(NamedTuple):
    text: str
    mark: Mark | None
    level: int
    buried: tuple[Buried, ...]


def plan_tree(paragraphs: Sequence[str]) -> Node:
    """The tree of these paragraphs; every character of them stands in exactly one node."""
    lines = _lines(paragraphs)
    ranks = _ranks([place for at, line in enumerate(lines) for place in _places(at, line)])
    headed = _headings(lines, ranks)
    builder = _Builder(ranks, lines)
    for at, line in enumerate(lines):
        if at in headed:
            builder.open(Node(None, line.text, _HEADING, [], []))
        else:
            builder.add(at, line)
    return builder.root


def _lines(paragraphs: Sequence[str]) -> list[_Line]:
    decimals = _decimals(paragraphs)
    found = []
    for at, text in enumerate(paragraphs):
        mark = decimals.get(at) or mark_of(text)
        found.append(_Line(text, mark, mark.level if mark else _HEADING, tuple(buried_marks(text))))
    return found


def _places(at: int, line: _Line) -> list[tuple[int, int, int, int]]:
    """Line, place in it, number and level of the marks that clearly are some."""
    first = [(at, -1, line.mark.number, int(line.level))] if line.mark else []
    return first + [(at, one.at, one.mark.number, int(one.mark.level)) for one in line.buried if one.is_parted]


def _decimals(paragraphs: Sequence[str]) -> dict[int, Mark]:
    """The marks 1.1 and the bare 1 above them, where their numbers go on from each other; else none at all."""
    found: dict[int, Mark] = {}
    bare: dict[tuple[int, ...], tuple[int, Mark]] = {}
    seen: set[tuple[int, ...]] = set()
    for at, text in enumerate(paragraphs):
        plain = mark_of(text)
        if plain and plain.level in (MarkLevel.DIGIT, MarkLevel.CHINESE):
            seen.add((plain.number,))
        read = decimal_of(text)
        if read is None:
            continue
        mark, numbers = read
        above, before = numbers[:-1], (*numbers[:-1], numbers[-1] - 1)
        if len(numbers) == 1:
            bare[numbers] = (at, mark)
        elif (above in seen or above in bare) and (numbers[-1] == 1 or before in seen):
            seen.add(numbers)
            found[at] = mark
            if above in bare:
                place, heading = bare.pop(above)
                found[place] = heading
                seen.add(above)
    return found if len(found) > 1 else {}


def _ranks(marks: Sequence[tuple[int, int, int, int]]) -> Mapping[int, int]:
    """How deep each level stands: as usual, unless this text often begins one below another that is usually deeper.

    第一条 stands above 一、 or below it, as they come.
    """
    votes: Counter[tuple[int, int]] = Counter()
    for (*_, above), (*_, number, below) in itertools.pairwise(marks):
        votes[above, below] += number == 1 and above != below
    order: list[int] = []
    seen = [*dict.fromkeys(level for *_, level in marks), *MarkLevel]
    article, chinese = MarkLevel.ARTICLE, MarkLevel.CHINESE
    under = article in seen and chinese in seen[: seen.index(article)]
    for level in sorted(set(seen), key=lambda one: chinese + 0.5 if under and one == article else one):
        place = len(order)
        while place and _stands_above(level, order[place - 1], votes):
            place -= 1
        order.insert(place, level)
    return {level: rank for rank, level in enumerate(order)} | {_HEADING: _HEADING}


def _stands_above(one: int, other: int, votes: Mapping[tuple[int, int], int]) -> bool:
    return votes.get((one, other), 0) >= _SURE and votes.get((one, other), 0) > 2 * votes.get((other, one), 0)


def is_heading_line(text: str) -> bool:
    """Whether an unnumbered line looks like a heading: short, and no sentence."""
    return 1 < len(text) <= _LONGEST_HEADING and not text.endswith(_STOPS) and not _SENTENCE.search(text)


def _headings(lines: Sequence[_Line], ranks: Mapping[int, int]) -> set[int]:
    """Where unnumbered chapter headings stand: at least twice a short line right before the topmost level.

    The numbers below them start again each time, or count through; then not every number may have such a line.
    """
    top = min((line.level for line in lines if line.mark), key=lambda level: ranks[level], default=_HEADING)
    numbers = {at: line.mark.number for at, line in enumerate(lines) if line.mark and line.level == top}
    places = {at for at, line in enumerate(lines) if at + 1 in numbers and not line.mark and is_heading_line(line.text)}
    begins = sum(numbers[at + 1] == 1 for at in places)
    through = begins == 1 and 2 * len(places) <= len(numbers)
    return places if len(places) > 1 and (through or begins == len(places)) else set()


class _Builder:
    """Puts lines and buried marks where they belong; knows which levels are open and which number is due."""

    def __init__(self, ranks: Mapping[int, int], lines: Sequence[_Line]) -> None:
        self.root = Node(None, "", -2, [], [])
        self._open = [self.root]
        self._ranks = ranks
        self._last: dict[int, int] = {}
        self._all = [place for at, line in enumerate(lines) for place in _places(at, line)]
        self._clear: dict[int, list[tuple[int, int, int, int]]] = {}
        for place in self._all:
            self._clear.setdefault(place[3], []).append(place)

    def add(self, at: int, line: _Line) -> None:
        """A line: a node of its own where it has a mark, else a paragraph of the last; then what is buried in it."""
        if line.mark:
            self.open(Node(line.mark, "", line.level, [], []))
        else:
            self._open[-1].body.append("")
        start = first = len(line.mark.printed) if line.mark else 0
        listed = set[int]()
        for one in line.buried:
            level = one.mark.level
            if one.at <= first or level in listed:
                continue
            if one.mark.number == 1 and any(node.level == level for node in self._open):
                listed.add(level)  # a list inside the text, numbered like the parts around it
            elif self._is_due(one, line.text[start : one.at], at):
                self._end_last(line.text[start : one.at])
                self.open(Node(one.mark, "", one.mark.level, [], [], is_buried=True))
                start = one.at + len(one.mark.printed)
        self._end_last(line.text[start:])

    def open(self, node: Node) -> None:
        """Hang the node below the last one that stands higher."""
        while len(self._open) > 1 and self._rank(self._open[-1].level) >= self._rank(node.level):
            self._open.pop()
        self._open[-1].children.append(node)
        self._open.append(node)
        if node.mark:
            self._last[node.level] = node.mark.number

    def _rank(self, level: int) -> int:
        return self._ranks.get(level, level)

    def _end_last(self, text: str) -> None:
        """The paragraph begun last is this."""
        last = self._open[-1]
        if last.body:
            last.body[-1] = text.strip()
        else:
            last.heading = text.strip()

    def _is_due(self, one: Buried, before: str, at: int) -> bool:
        """Whether this number comes next: after its elder, or as the first of a level below all that is open."""
        mark = one.mark
        if any(node.level == mark.level for node in self._open):
            return one.is_parted and mark.number == self._last[mark.level] + 1
        below_heading = self._open[-1] is not self.root and is_heading_line(before.strip())
        deeper = self._rank(mark.level) > self._rank(self._open[-1].level)
        if mark.number == 1:
            return deeper and (below_heading or self._has_successor(one, at))
        return (one.is_parted or below_heading) and mark.number == self._last.get(mark.level, 0) + 1

    def _has_successor(self, one: Buried, at: int) -> bool:
        """Whether a clear second one of its level comes before another first one, or the first one below it at once."""
        clear = self._clear.get(one.mark.level, [])
        place = bisect_right(clear, (at, one.at, one.mark.number, one.mark.level))
        if place < len(clear):
            return clear[place][2] == one.mark.number + 1
        if one.mark.level is MarkLevel.CHINESE and one.is_parted and self._open == [self.root]:
            return True  # the only part of a text that was cut off
        place = bisect_right(self._all, (at, one.at, one.mark.number, one.mark.level))
        below = self._all[place : place + 1]
        return one.is_parted and any(
            number == 1 and self._rank(level) > self._rank(one.mark.level) for *_, number, level in below
        )
