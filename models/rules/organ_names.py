"""How papers write the name of an office: its place, its stem, what kind of body it is.

National vocabulary only; which offices there are is said by the roster.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

_BLANK = re.compile(r"[\s\u3000“”\"()（）\[\]【】]")
_WORDS = (("管理委员会", "管委会"), ("人民政府", "政府"), ("与", "和"))
_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{1,7}?(?:自治区|自治县|自治州|自治旗|新区|省|县|区|市|旗|州|盟)(?=[\u4e00-\u9fff]{2})"
)
_LEVEL = re.compile(r"^本?[省市州县区旗盟](?=[\u4e00-\u9fff]{2})")
_HEADS = re.compile(r"(?:党政)?(?:主要)?(?:负责人|领导)$|(?:领导)?班子(?:成员)?$")
_OTHERS = re.compile(r"等(?:有关|相关)?(?:单位|部门)?$")
_EACH = re.compile(r"^(?:各|每个|全体|所有)+|(?<=直)各(?!单位|部门|机关)")
_WITHIN = r"(?:全?[省市州县区旗](?:[直级]|政府)?|管委会|政府)?"
"""The place or level before a collective name."""

_EVERYONE = re.compile(
    r"(?:全[省市州县区旗]|所有|全体|各级|各|每个|有关|相关|责任|、|和|及)*单位"
    r"|(?:全[省市州县区旗])?各级(?:各)?(?:部门|机关)(?:各单位)?|(?:管委会|政府)及其?(?:下属|所属|直属)(?:各)?(?:单位|部门)"
)
_CERTAIN = re.compile(r"各|全|所有|每个|有关|相关|及")
_VAGUE = re.compile(r"有关|相关")
_BUREAUS = re.compile(
    rf"{_WITHIN}(?:各|有关|相关|职能|组成|工作)*(?:部门|机关|直属机构|局办|局委办|委办局|部委办局|委局|科局)"
    r"|[省市州县区旗]直(?:各|有关|相关)*单位"
)
_TOWNS = re.compile(r"(?:乡|镇|街道|街|办事处|办)(?:乡|镇|街道|街|办事处|政府|办|、|和)*")
_WHERE = re.compile(r"^全?[省市州县区旗](?=各)")
_TOWNSHIP_NAME = re.compile(r"^(?P<stem>.+?)(?P<kind>街道(?:办事处|办)?|[乡镇](?:办事处|政府)?|苏木|办事处)$")
_ENFORCERS = re.compile(rf"{_WITHIN}(?:各|有关|相关)*(?:行政)?(?:综合)?执法(?:单位|部门|机关|主体)")
_ENFORCING = re.compile(
    r"市场监|综合执法|综合行政执法|城市管理|城管|农业|交通|环保|环境保护|生态环境|文化|文旅|应急|卫生|卫健"
    r"|自然资源|规划|住房|住建|建设|水利|水务|人力资源|人社|人事劳动|公安|教育|民政|林业|统计|医疗保障|医保|消防|税务|气象"
)
_SUFFIXES = (
    ("局", ("管理分局", "分局", "总局", "局")),
    ("局", ("委员会", "委")),
    ("厅", ("厅",)),
    ("办", ("办公室", "办")),
    ("中心", ("服务中心", "中心")),
    ("队", ("大队", "支队", "总队")),
    ("部", ("工作部", "部")),
    ("法院", ("法院",)),
    ("检察院", ("检察院",)),
    ("", ("部门", "系统")),
)


class Class(StrEnum):
    """Kinds of offices that a paper names together."""

    EVERYONE = "全部单位"
    VAGUE = "泛指的单位，按全部单位"
    BUREAUS = "部门"
    TOWNSHIPS = "乡镇"
    STREETS = "街道"
    TOWNS = "乡镇和街道"
    ENFORCERS = "行政执法单位"


class Organ(NamedTuple):
    """An office's name in parts: `stem` is what it is about, `kind` what body it is, "" where the name does not say."""

    stem: str
    kind: str


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name without blanks, brackets, 等部门 or its 主要负责人, 人民政府 and 管理委员会 in short."""
    text = _BLANK.sub("", name)
    for long, short in _WORDS:
        text = text.replace(long, short)
    return _HEADS.sub("", _OTHERS.sub("", text))


@lru_cache(maxsize=1024)
def class_key(name: str) -> str:
    """What a group of offices is called, without 各 and the like; 部门 and 机关 are 单位."""
    return re.sub(r"(?:部门|机关)$", "单位", _EACH.sub("", plain_name(name)))


def class_of(name: str) -> Class | None:
    """The kind of offices that a collective name means, None of a single office's name."""
    text = plain_name(name)
    if _EVERYONE.fullmatch(text) and _CERTAIN.search(text):
        return Class.VAGUE if _VAGUE.search(text) else Class.EVERYONE
    short = _EACH.sub("", _WHERE.sub("", text))
    if _ENFORCERS.fullmatch(short):
        return Class.ENFORCERS
    if _BUREAUS.fullmatch(text):
        return Class.BUREAUS
    if _TOWNS.fullmatch(short):
        return _towns(short)
    return None


def _towns(words: str) -> Class:
    township, street = bool(re.search(r"[乡镇]", words)), bool(re.search(r"[街办]", words))
    return Class.TOWNS if township and street else Class.TOWNSHIPS if township else Class.STREETS


def town_class(name: str) -> Class | None:
    """Whether an office's name is that of a township or a street office, or of one of the two; None of any other."""
    found = _TOWNSHIP_NAME.match(plain_name(name))
    if found is None:
        return None
    kind = found["kind"]
    return Class.STREETS if kind.startswith("街道") else Class.TOWNS if kind == "办事处" else Class.TOWNSHIPS


def enforces(name: str) -> bool:
    """Whether an office of this name is likely to enforce the law in its field."""
    return bool(_ENFORCING.search(plain_name(name)))


def place_of(name: str) -> str:
    """The place that a name begins with, "" where there is none."""
    found = _PLACE.match(name)
    return found[0] if found else ""


def name_variants(name: str, places: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The plain name, then without one of the `places`, without 县 or 区 in front, and without any place."""
    text = plain_name(name)
    known = [text.removeprefix(place) for place in places if text.startswith(place) and text != place]
    return tuple(dict.fromkeys(filter(None, (text, *known, _LEVEL.sub("", text), _PLACE.sub("", text)))))


def organ_of(name: str) -> Organ:
    """Stem and kind of a plain name: 市场监管局 is 市场监管 and 局, 云湖街道办事处 is 云湖 and 街道."""
    town = _TOWNSHIP_NAME.match(name)
    if town:
        kind = town["kind"]
        return Organ(town["stem"], "街道" if kind.startswith("街道") else kind[0])
    for kind, suffixes in _SUFFIXES:
        for suffix in suffixes:
            if name.endswith(suffix) and len(name) > len(suffix) + 1:
                return Organ(name.removesuffix(suffix), kind)
    return Organ(name, "")


def abbreviates(short: str, long: str) -> bool:
    """Whether the characters of one stem stand in the other one in order, the first of both being the same."""
    if min(len(short), len(long)) < len("人社") or short[0] != long[0]:
        return False
    less, more = sorted((short, long), key=len)
    rest = iter(more)
    return all(char in rest for char in less)
