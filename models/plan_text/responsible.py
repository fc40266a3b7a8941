"""The 责任单位 an item states outright: a line, a bracket at the end, or （甲局牵头，乙局配合）."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from models.plan_text.wording import full_width

_BODY = r"单位|部门|机关|科室|处室"
_RANKS = (
    (0, r"牵头责任|牵头|主办|承办|主责"),
    (1, r"主要责任|共同责任|责任|落实|实施"),
    (2, r"配合|协办|协同|参与|参加|协助"),
)
_LEAD, _ASSISTS = 0, 2
_ROLE = "|".join(words for _, words in _RANKS)
_LABEL = rf"(?:(?:{_ROLE})(?:{_BODY})|责任主体|责任分工)\s*："
_TAIL = re.compile(rf"[（【\[]\s*{_LABEL}|(?:^|(?<=[。；！？\s])){_LABEL}")
_SEGMENT = re.compile(rf"({_LABEL})((?:(?!{_LABEL}).)*)")
_BRACKET = re.compile(r"[（【]((?:[^（）【】]|（[^（）]*）)+)[）】]。?$")
_CHARGED = re.compile(rf"^(.+?)(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|各自|共同)?({_ROLE}|负责)(?:负责|落实)?$")
_DUTY = re.compile(r"按照?(?:各自)?职责(?:分工)?.*$|(?:分别|共同)?负责.*$")
_AND_OTHERS = re.compile(r"等(?:有关|相关)?(?:部门|单位)?$")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）·、]{2,30}")
_SPLIT = re.compile(r"[、，；\s]+(?![^（]*）)")
_GROUPS = re.compile(r"[，；](?![^（]*）)")
_OWN_ROLE = re.compile(rf"^(.{{2,}}?)(?:共同|分别)?({_ROLE})$")
_ORGAN = re.compile(
    r"(?:局|委|办|部|厅|室|院|会|政府|办事处|单位|部门|中心|乡镇|街道|镇街|镇（街）|镇|乡|村|社区|队|所|站|公司|集团|（办）|（街道）|机关)$"
)


class StatedOwners(NamedTuple):
    """What an item's paragraphs state.

    `names` are the units, lead first; `foremost` those of the foremost role; `kept` the paragraphs without what was
    understood in full. `leads` and `assists` are those that the text says so of.
    """

    names: tuple[str, ...]
    kept: tuple[str, ...]
    foremost: tuple[str, ...]
    leads: tuple[str, ...] = ()
    assists: tuple[str, ...] = ()


class _Read(NamedTuple):
    ranked: list[tuple[int, str]]
    rest: str


def take_responsible(paragraphs: Iterable[str]) -> StatedOwners:
    """Read the responsible units stated in `paragraphs`.

    A line or bracket leaves the text only when every word of it was understood as a label or a name;
    「等部门」, 「按职责分工负责」 or a time limit beside the names keep it whole.
    """
    ranked: list[tuple[int, str]] = []
    kept: list[str] = []
    for paragraph in paragraphs:
        read = _labelled(paragraph) or _charged(paragraph) or _Read([], paragraph)
        ranked += read.ranked
        if read.rest:
            kept.append(read.rest)
    ranked.sort(key=lambda pair: pair[0])
    ranks: dict[str, int] = {}
    for rank, name in ranked:
        ranks.setdefault(name, rank)
    leads, assists = (tuple(name for name in ranks if ranks[name] == rank) for rank in (_LEAD, _ASSISTS))
    foremost = tuple(name for name in ranks if ranks[name] == ranked[0][0])
    return StatedOwners(tuple(ranks), tuple(kept), foremost, leads, assists)


def _labelled(paragraph: str) -> _Read | None:
    wide = full_width(paragraph)
    found = _TAIL.search(wide)
    if found is None:
        return None
    tail = wide[found.start() :]
    inside, after = _unwrap(tail)
    ranked: list[tuple[int, str]] = []
    whole = after in ("", "。")
    for label, names in _SEGMENT.findall(inside):
        read, understood = _names(names, _rank(label))
        ranked += read
        whole = whole and understood
    rest = paragraph[: found.start()].rstrip() + (after if found.start() else "")
    if rest.endswith(("。。", "；。")):
        rest = rest[:-1]
    return _Read(ranked, rest if whole else paragraph) if ranked else None


def _unwrap(tail: str) -> tuple[str, str]:
    """What a bracketed tail holds, and what follows its closing bracket; an open tail holds itself."""
    if tail[0] not in "（【[":
        return tail, ""
    depth = 0
    for at, char in enumerate(tail):
        depth += (char in "（【[") - (char in "）】]")
        if depth == 0:
            return tail[1:at], tail[at + 1 :]
    return tail[1:], ""


def _names(text: str, rank: int) -> tuple[list[tuple[int, str]], bool]:
    """The names of a label with their ranks: its `rank`, or that of the 牵头 or 配合 that follows some of them."""
    understood = True
    ranked: list[tuple[int, str]] = []
    for group in _GROUPS.split(text.strip("。；， \u3000")):
        waiting: list[str] = []
        for part in _SPLIT.split(group.strip()):
            name = _AND_OTHERS.sub("", _DUTY.sub("", part))
            understood = understood and name == part
            own = _OWN_ROLE.fullmatch(name)
            name = own[1] if own else name
            if _NAME.fullmatch(name) and "时限" not in name:
                waiting.append(name)
            else:
                understood = False
            if own:
                ranked += [(_rank(own[2]), one) for one in waiting]
                waiting = []
        ranked += [(rank, one) for one in waiting]
    return ranked, understood


def _rank(words: str) -> int:
    return next((rank for rank, pattern in _RANKS if re.match(pattern, words)), 1)


def _charged(paragraph: str) -> _Read | None:
    wide = full_width(paragraph)
    found = _BRACKET.search(wide)
    if found is None:
        return None
    ranked: list[tuple[int, str]] = []
    waiting: list[str] = []
    for part in re.split(r"[，；](?![^（]*）)", found[1]):
        match = _CHARGED.match(part)
        waiting += _SPLIT.split(match[1] if match else part)
        if match:
            ranked += [(_rank(match[2]), name) for name in waiting]
            waiting = []
    if waiting or not ranked or not all(_ORGAN.search(name) for _, name in ranked):
        return None
    if "职责" in found[1]:
        return _Read(ranked, paragraph)
    stop = "。" if found[0].endswith("。") and not wide[: found.start()].endswith("。") else ""
    return _Read(ranked, paragraph[: found.start()].rstrip() + stop if found.start() else "")
