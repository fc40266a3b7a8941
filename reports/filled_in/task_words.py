"""Units, quotas and topics of an item as people type them, in the window and in workbooks, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from models.records.counting import SUM, counting_words, knows_days, read_counting
from models.records.office import Unit
from models.records.place import PlaceProfile
from models.records.plan import ASSISTS, LEAD, RANGES, RESPONSIBLE, UNASSIGNED, UNNAMED, Counting, Item, Quota
from models.records.quotas import BY_HAND, counting_of
from models.records.unit_names import Owner, names_in_roster, owners_of
from models.rules.topics import TOPICS

EVERYONE = "全部单位"
FEW = 3
"""Units named where a name means several."""
NO_TOPIC = UNASSIGNED
"""Shown for an item that speaks of nothing a ledger could prove."""
_ROLE = re.compile(rf"(?P<name>.+?)[（(](?P<role>{LEAD}|{ASSISTS}|{RESPONSIBLE})[）)]")
_MONTHS = {words: months for months, words in RANGES.items()} | {"每年": 12, "": 12}
_QUOTA = re.compile(
    rf"(?P<who>[^：:]+?)(?P<together>{SUM})?[：:](?P<what>.+?)(?P<span>{'|'.join(filter(None, _MONTHS))})?"
    r"(?:不少于|至少|≥)(?P<count>[1-9]\d{0,6})(?P<unit>[^\d\s]{0,3})"
)
QUOTA_SHAPE = "本级：中心组学法每季度不少于1次"
_LINES = re.compile(r"[；;\n]")
_SEPARATORS = re.compile(r"[、,，;；\s]+")


def names_in(text: str) -> tuple[str, ...]:
    """Names parted by 、, commas or blanks."""
    return tuple(name for name in _SEPARATORS.split(text.strip()) if name)


def quota_words(quotas: Sequence[Quota]) -> str:
    """Quotas in one line, as `read_quota_words` reads them back."""
    return "；".join(f"{one.who}{SUM if one.together else ''}：{one.what}{one.wanted}" for one in quotas)


def read_quota_words(text: str, before: Sequence[Quota] = ()) -> tuple[Quota, ...] | None:
    """Quotas typed as 本级：中心组学法每季度不少于1次；…; None where one cannot be read.

    One that was there `before` with the same wording goes on being counted as the centre said.
    """
    if text == quota_words(before):
        return tuple(before)
    parts = [part.strip() for part in _LINES.split(text) if part.strip()]
    found = [_QUOTA.fullmatch(part) for part in parts]
    counted = {(one.what, one.unit): one.counted for one in before}
    return tuple(_quota(one, counted) for one in found if one) if all(found) else None


def _quota(typed: re.Match[str], counted: Mapping[tuple[str, str], Counting | msgspec.UnsetType | None]) -> Quota:
    months, unit = _MONTHS[typed["span"] or ""], typed["unit"] or "次"
    return Quota(
        who=typed["who"],
        what=typed["what"],
        at_least=int(typed["count"]) * 12 // months,
        unit=unit,
        every=months,
        together=bool(typed["together"]),
        counted=counted.get((typed["what"], unit), msgspec.UNSET),
    )


def counted_words(quotas: Sequence[Quota], place: PlaceProfile) -> str:
    """What each quota is counted from, in their order, as `with_counted_words` reads it back."""
    found = (counting_of(one, place) for one in quotas)
    return "；".join(counting_words(one) if one else BY_HAND for one in found)


def with_counted_words(quotas: Sequence[Quota], text: str, place: PlaceProfile) -> tuple[tuple[Quota, ...], str]:
    """The quotas counted as typed, and a sentence where that cannot be; then they stay as they were.

    Nothing typed leaves it to the wordings.
    """
    parts = [part.strip() for part in _LINES.split(text) if part.strip()]
    if not parts:
        return tuple(msgspec.structs.replace(one, counted=msgspec.UNSET) for one in quotas), ""
    if len(parts) != len(quotas):
        return tuple(quotas), f"有{len(quotas)}个定额，写了{len(parts)}个数法，请一个定额写一个，用分号隔开"
    changed = []
    for quota, part in zip(quotas, parts, strict=True):
        found = None if part == BY_HAND else read_counting(part)
        if isinstance(found, str):
            return tuple(quotas), found
        if found and quota.every < 12 and not knows_days(found):  # noqa: PLR2004 - a year
            return tuple(quotas), f"“{part}”没有记到日，不能按月、季度或半年数"
        same = found == counting_of(quota, place)
        changed.append(quota if same else msgspec.structs.replace(quota, counted=found))
    return tuple(changed), ""


def topic_words(item: Item) -> str:
    """What an item is about, as `with_topic_words` reads it back."""
    return "、".join(item.subjects) or NO_TOPIC


def with_topic_words(item: Item, text: str) -> tuple[Item, str]:
    """The item with the topics typed, and a sentence where one of them is none; then the item stays as it was.

    Without a word it is about what its wording speaks of.
    """
    if not text.strip():
        return msgspec.structs.replace(item, topics=None), ""
    names = () if text.strip() == NO_TOPIC else names_in(text)
    unknown = [name for name in names if name not in TOPICS]
    if unknown:
        return item, f"没有“{'、'.join(unknown)}”这个主题，可以写的有：{'、'.join(TOPICS)}；都不是的写{NO_TOPIC}"
    same = names == item.subjects
    return (item if same else msgspec.structs.replace(item, topics=names)), ""


def responsible_words(item: Item) -> str:
    """The responsible names with the roles that the text gives them, as `with_responsible` reads them back."""
    return "、".join(_with_role(item, name) for name in item.responsible) or UNNAMED


def _with_role(item: Item, name: str) -> str:
    role = item.role_of(name)
    return name if role == RESPONSIBLE else f"{name}（{role}）"


def with_responsible(item: Item, text: str) -> Item:
    """The item with the responsible names typed, each with （牵头） or （配合） behind it where it has that role."""
    found = [_ROLE.fullmatch(one) for one in names_in(text)]
    typed = [one["name"] if one else name for one, name in zip(found, names_in(text), strict=True)]
    roles = {one["name"]: one["role"] for one in found if one}
    return msgspec.structs.replace(
        item,
        responsible=() if text == UNNAMED else tuple(dict.fromkeys(typed)),
        leads=tuple(name for name, role in roles.items() if role == LEAD),
        assists=tuple(name for name, role in roles.items() if role == ASSISTS),
    )


def owner_words(item: Item, units: tuple[Unit, ...]) -> str:
    """What each name that the item charges was understood as, those that mean nobody first."""
    owners = sorted(owners_of(item, units), key=lambda owner: bool(owner.codes))
    return "；".join(_owner_words(item, owner, units) for owner in owners) or f"{UNNAMED}，按{EVERYONE}"


def _owner_words(item: Item, owner: Owner, units: Sequence[Unit]) -> str:
    name = _with_role(item, owner.name) if owner.name in item.responsible else f"{owner.name}（定额）"
    if not owner.codes:
        might_be = f"，可能是{'、'.join(owner.might_be)}" if owner.might_be else ""
        return f"{name}：{owner.how}{might_be}"
    if owner.everyone:
        return f"{name}：{owner.how}"
    who = unit_names(owner.codes, units) if len(owner.codes) <= FEW else f"{len(owner.codes)}个单位"
    return f"{name}：{who}{f'（{owner.how}）' if owner.how else ''}"


def unit_names(codes: Sequence[str], units: Sequence[Unit]) -> str:
    """Units an item is given to: whole categories by their names, then the others by theirs; all for no codes."""
    if not codes:
        return EVERYONE
    names, left = {unit.code: unit.name for unit in units}, dict.fromkeys(codes)
    found = []
    for category in dict.fromkeys(unit.category for unit in units if unit.category):
        mine = [unit.code for unit in units if unit.category == category and not unit.is_gone]
        if len(mine) > 1 and left.keys() >= {*mine}:
            found.append(category)
            left = {code: None for code in left if code not in mine}
    return "、".join([*found, *(names.get(code, code) for code in left)])


def read_unit_names(text: str, units: tuple[Unit, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the units typed by code, name, category or what else papers call them, and what names no unit.

    As an item keeps them: none of 全部单位, `UNASSIGNED` of that word.
    """
    if text.strip() in (EVERYONE, UNASSIGNED):
        return (() if text.strip() == EVERYONE else (UNASSIGNED,)), ()
    names, wanted, unknown = names_in_roster(units), set[str](), []
    for name in names_in(text):
        mine = [name] if any(unit.code == name for unit in units) else names.resolve(name).codes
        wanted.update(mine)
        unknown += [] if mine else [name]
    return tuple(unit.code for unit in units if unit.code in wanted), tuple(unknown)
