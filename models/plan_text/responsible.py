"""The units an item states outright: 责任单位：甲局, （甲局牵头，乙局按职责分工负责）, in a bracket or a line.

A bracket or line is clauses: a label with names, names with what they do, or something else (a time limit, a scope).
Names without a word of their own wait for the next one.
"""

from __future__ import annotations

import heapq
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from models.plan_text.due import is_time
from models.plan_text.names import is_unit_name, read_names
from models.plan_text.wording import BRACKET, OPENING, full_width

_RANKS = (
    (0, "牵头责任|牵头|主办|承办|主责"),
    (1, "主要责任|共同责任|第一责任|责任|组织实施|落实|实施|负责|完成"),
    (2, "配合|协办|协同|协助|参与|参加|支撑|支持|指导|督导|会同"),
)
_LEAD, _CHARGED, _ASSISTS = 0, 1, 2
_ROLE = "|".join(words for _, words in _RANKS)
_BODY = "单位|部门|机关|科室|处室|股室|室|机构"
_LABEL = rf"(?:总?(?:{_ROLE})(?:考核|实施|落实|办理|监督|协调)?(?:{_BODY})|责任主体|责任分工)"
_AT_LABEL = re.compile(rf"{_LABEL}(?:[（][^）]{{1,6}}[）])?\s*：")
_BARE_LABEL = re.compile(r"(?:牵头|配合|主办|协办|参与|责任)\s*：")
_LINE = re.compile(rf"(?:^|(?<=[。；！？\s\u3000])){_LABEL}\s*(?:：|(?<=^.{{4}})[\s\u3000]+)")
_OTHER_LABEL = re.compile(r"[^：，；。（）、]{2,8}：")
_DUTY = "(?:按照?(?:各自|相应)?(?:职责|职能|分工)+)"
_CHARGE = re.compile(
    rf"(?P<names>.+?)(?P<duty>{_DUTY})?(?:分别|各自|共同|具体|统一|联合)*(?P<role>{_ROLE})(?:组织|落实|实施|推进|负责|协调|指导|抓好)*$"
)
_WITH = re.compile("会同|商(?=有关|相关)")
_CLAUSES = re.compile(r"(?:(?<=[。；，])|(?<=牵头|负责|主办|配合)、)(?![^（]*）)")
_LONGEST_BRACKET = 1000
_MOST_LINES = 50
_SENTENCE_ENDS = "。；！"
_ENDS = "。；：！？”"


class StatedOwners(NamedTuple):
    """What an item's paragraphs state.

    `names` are the units, lead first; `foremost` those of the foremost role; `kept` the paragraphs without what was
    understood in full. `leads` and `assists` are those that the text says so of, `doubtful` those that look like no
    unit. `limits` is what else stands beside the names, mostly a time limit.
    """

    names: tuple[str, ...]
    kept: tuple[str, ...]
    foremost: tuple[str, ...]
    leads: tuple[str, ...] = ()
    assists: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


class _Read(NamedTuple):
    """Names with their rank, what else was said, and whether all of it was understood as label and name."""

    ranked: list[tuple[int, str]]
    doubtful: list[str]
    limits: list[str]
    whole: bool


class _Span(NamedTuple):
    start: int
    end: int
    read: _Read


def take_responsible(paragraphs: Iterable[str], *, bare: bool = False) -> StatedOwners:
    """Read the responsible units stated in `paragraphs`; where `bare`, a bracket at the end may hold names only.

    A line or bracket leaves the text only when every word of it was understood as a label or a name;
    「等部门」, 「按职责分工负责」 or a time limit beside the names keep it whole. So does more text behind it.
    """
    read = [(paragraph, list(_spans(full_width(paragraph), bare=bare))) for paragraph in paragraphs]
    spans = [span for _, found in read for span in found]
    at_end = _stand_at_end(read)
    rests = (_without(one, [span for span in found if span.read.whole and at_end]) for one, found in read)
    kept = [rest for rest in rests if rest]
    ranked = sorted((pair for span in spans for pair in span.read.ranked), key=lambda pair: pair[0])
    ranks: dict[str, int] = {}
    for rank, name in ranked:
        ranks.setdefault(name, rank)
    leads, assists = (tuple(name for name in ranks if ranks[name] == rank) for rank in (_LEAD, _ASSISTS))
    foremost = tuple(name for name in ranks if ranks[name] == ranked[0][0])
    doubtful = tuple(dict.fromkeys(name for span in spans for name in span.read.doubtful))
    limits = tuple(limit for span in spans for limit in span.read.limits)
    return StatedOwners(tuple(ranks), tuple(kept), foremost, leads, assists, doubtful, limits)


def states_owners(paragraphs: Iterable[str]) -> bool:
    """Whether any of the paragraphs states its units."""
    return any(True for paragraph in paragraphs for _ in _spans(full_width(paragraph)))


def after_owners(paragraph: str) -> str:
    """What follows the last bracket of owners in a paragraph."""
    spans = list(_spans(full_width(paragraph)))
    return paragraph[spans[-1].end :].lstrip("。") if spans else ""


def _stand_at_end(read: Sequence[tuple[str, list[_Span]]]) -> bool:
    """Whether only others and labelled lines follow the first bracket; else each is about what stands before it."""
    first = next((at for at, (_, found) in enumerate(read) if found), len(read))
    behind = [_without(one, found) for one, found in read[first + 1 :]]
    for paragraph, found in read[first : first + 1]:
        before = paragraph[: found[0].start]
        behind.append(_without(paragraph, found).removeprefix(before.rstrip()))
    return all(_OTHER_LABEL.match(full_width(rest)) or not rest.strip("。；") for rest in behind)


def _without(paragraph: str, spans: list[_Span]) -> str:
    for span in reversed(spans):
        before, after = paragraph[: span.start].rstrip(), paragraph[span.end :]
        if before.endswith(("。", "；")) or not before:
            after = after.removeprefix("。")
        paragraph = before + after
    return paragraph


def _spans(wide: str, *, bare: bool = False) -> Iterator[_Span]:
    """Every bracket and line of owners, in order, none in another."""
    lines = [
        (one.start(), len(wide), wide[one.start() :]) for one in itertools.islice(_LINE.finditer(wide), _MOST_LINES)
    ]
    free = 0
    for start, end, inside in heapq.merge(_brackets(wide), lines):
        if start < free:
            continue
        alone = start > 0 and (bare or wide[start - 1] in _SENTENCE_ENDS) and not wide[end:].strip("。")
        read = _read(inside, labelled=wide[start] not in OPENING, alone=alone)
        if (read.ranked or _names_somebody(inside, read)) and (
            _stands_apart(wide, start, end) or _AT_LABEL.search(inside)
        ):
            yield _Span(start, end, read)
            free = end


def _names_somebody(inside: str, read: _Read) -> bool:
    """Whether a label stands before words that are no names and no time limit: the clerk has to look at them."""
    return bool(_AT_LABEL.match(inside)) and not all(map(is_time, read.limits))


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends before or behind this place."""
    return start == 0 or text[start - 1] in _ENDS or end == len(text) or text[end] in _ENDS + OPENING


def _brackets(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and inside of every bracket, by start; one left open ends with the text; none of half a page."""
    opened: list[int] = []
    found: list[tuple[int, int, str]] = []
    for match in BRACKET.finditer(text):
        if match[0] in OPENING:
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            found.append((start, match.end(), text[start + 1 : match.start()]))
    found += [(start, len(text), text[start + 1 :]) for start in opened[:1]]
    return iter(sorted(one for one in found if one[1] - one[0] <= _LONGEST_BRACKET))


def _read(text: str, *, labelled: bool, alone: bool) -> _Read:
    """Names with ranks from the clauses of a bracket or line; none where no clause says that anybody has to do it.

    A bracket that stands `alone` behind the last sentence may hold the names and a time limit only.
    """
    reader = _Reader(labelled=labelled)
    for clause in _clauses(text):
        reader.add(clause)
    if alone and not reader.ranked and all(map(is_time, reader.limits)):
        reader.take_waiting()
    return _Read(reader.ranked, reader.doubtful, reader.limits, reader.whole and not reader.waiting)


class _Reader:
    """Reads one bracket or line clause by clause: `role` is its label's, `waiting` are names without a role yet."""

    def __init__(self, *, labelled: bool) -> None:
        self.ranked: list[tuple[int, str]] = []
        self.doubtful: list[str] = []
        self.limits: list[str] = []
        self.whole = True
        self.waiting: list[str] = []
        self._role: int | None = None
        self._labelled = labelled

    def add(self, clause: str) -> None:
        """Read the next clause."""
        label = _AT_LABEL.match(clause) or _BARE_LABEL.match(clause)
        words = clause[label.end() if label else 0 :].strip("。；， ")
        if label:
            self._role = _rank(label[0])
        elif _OTHER_LABEL.match(clause):
            self._role = None
            self._set_aside(clause)
            return
        charge = _CHARGE.fullmatch(words)
        if words and not (charge and self._charge(charge)):
            self._list(words, sure=label is not None or (self._labelled and self._role is not None))

    def take_waiting(self) -> None:
        """The names without a role are responsible, if all of them are units."""
        if all(map(is_unit_name, self.waiting)):
            self._give(_CHARGED, self.waiting, ())
            self.waiting = []

    def _list(self, words: str, *, sure: bool) -> None:
        """Names that the label before them, or the word behind the next ones, says what to do of."""
        mine, *others = _WITH.split(words, maxsplit=1)
        names = read_names(mine)
        if not names.found or not (sure or any(map(is_unit_name, names.found))):
            self._set_aside(words)
            return
        self.whole = self.whole and names.whole
        if self._role is None:
            self.waiting.extend(names.found)
        else:
            self._give(self._role, names.found, names.doubtful)
        for other in others:
            self._give(_ASSISTS, read_names(other).found, ())
            self.whole = False

    def _charge(self, charge: re.Match[str]) -> bool:
        """Read 甲局、乙局牵头 or 甲局会同有关部门负责; False where these are no names."""
        mine, *others = _WITH.split(charge["names"].removeprefix("由"), maxsplit=1)
        names = read_names(mine)
        if not names.found or not any(map(is_unit_name, (*names.found, *self.waiting))):
            return False
        self._give(_rank(charge["role"]), (*self.waiting, *names.found), names.doubtful)
        for other in others:
            self._give(_ASSISTS, read_names(other).found, ())
        self.whole = self.whole and names.whole and not charge["duty"] and not others
        self.waiting = []
        return True

    def _give(self, rank: int, names: Iterable[str], doubtful: Iterable[str]) -> None:
        self.ranked.extend((rank, name) for name in names)
        self.doubtful.extend(doubtful)

    def _set_aside(self, clause: str) -> None:
        self.limits.append(clause.strip("。；，"))
        self.whole = False


def _clauses(text: str) -> Iterator[str]:
    """Clauses with their stop; a label begins a new one wherever it stands."""
    for clause in _CLAUSES.split(text):
        start = 0
        for label in _AT_LABEL.finditer(clause):
            if label.start():
                yield clause[start : label.start()]
                start = label.start()
        yield clause[start:]


def _rank(words: str) -> int:
    return next((rank for rank, pattern in _RANKS if re.match(pattern, words)), _CHARGED)
