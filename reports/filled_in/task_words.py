"""Units, quotas and topics of an item as people type them, in the window and in workbooks, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from models.records.office import Unit
from models.records.plan import Item, Quota
from models.rules.topics import TOPICS

EVERYONE = "全部单位"
NO_TOPIC = "未对应"
"""Shown for an item that speaks of nothing a ledger could prove."""
_QUOTA = re.compile(r"(?P<who>[^：:]+)[：:](?P<what>.+?)(?:不少于|至少|≥)(?P<count>[1-9][0-9]?)次?")
_SEPARATORS = re.compile(r"[、,，;；\s]+")


def names_in(text: str) -> tuple[str, ...]:
    """Names parted by 、, commas or blanks."""
    return tuple(name for name in _SEPARATORS.split(text.strip()) if name)


def quota_words(quotas: Sequence[Quota]) -> str:
    """Quotas in one line, as `read_quota_words` reads them back."""
    return "；".join(f"{one.who}：{one.what}不少于{one.at_least}次" for one in quotas)


def read_quota_words(text: str) -> tuple[Quota, ...] | None:
    """Quotas typed as 管委会：中心组学法不少于4次；…; None where one cannot be read."""
    parts = [part.strip() for part in re.split(r"[；;\n]", text) if part.strip()]
    found = [_QUOTA.fullmatch(part) for part in parts]
    return tuple(Quota(one["who"], one["what"], int(one["count"])) for one in found if one) if all(found) else None


def topic_words(item: Item) -> str:
    """What an item is about, as `with_topic_words` reads it back."""
    return "、".join(item.subjects) or NO_TOPIC


def with_topic_words(item: Item, text: str) -> tuple[Item, str]:
    """The item with the topics typed, and a sentence where one of them is none; then the item stays as it was."""
    names = () if text.strip() == NO_TOPIC else names_in(text)
    unknown = [name for name in names if name not in TOPICS]
    if unknown:
        return item, f"没有“{'、'.join(unknown)}”这个主题，可以写的有：{'、'.join(TOPICS)}；都不是的写{NO_TOPIC}"
    same = names == item.subjects
    return (item if same else msgspec.structs.replace(item, topics=names)), ""


def unit_names(codes: Sequence[str], units: Sequence[Unit]) -> str:
    """Units an item is given to, by name; all where it is given to none."""
    names = {unit.code: unit.name for unit in units}
    return "、".join(names.get(code, code) for code in codes) or EVERYONE


def read_unit_names(text: str, units: Sequence[Unit]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the units typed by name, code or category, and what names no unit."""
    codes: dict[str, None] = {}
    unknown = []
    for name in names_in(text):
        mine = [unit.code for unit in units if name in (unit.code, unit.name, unit.category)]
        codes |= dict.fromkeys(mine)
        unknown += [] if mine or name == EVERYONE else [name]
    return tuple(codes), tuple(unknown)
