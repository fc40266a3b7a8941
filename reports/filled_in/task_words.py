"""Units, quotas and topics of an item as people type them, in the window and in workbooks, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from models.records.office import Unit
from models.records.plan import ASSISTS, LEAD, RESPONSIBLE, UNASSIGNED, UNNAMED, Item, Quota
from models.records.unit_names import Owner, names_in_roster, owners_of
from models.rules.topics import TOPICS

EVERYONE = "全部单位"
FEW = 3
"""Units named where a name means several."""
NO_TOPIC = UNASSIGNED
"""Shown for an item that speaks of nothing a ledger could prove."""
_ROLE = re.compile(rf"(?P<name>.+?)[（(](?P<role>{LEAD}|{ASSISTS}|{RESPONSIBLE})[）)]")
_QUOTA = re.compile(r"(?P<who>[^：:]+)[：:](?P<what>.+?)(?:不少于|至少|≥)(?P<count>[1-9][0-9]?)次?")
_SEPARATORS = re.compile(r"[、,，;；\s]+")


def names_in(text: str) -> tuple[str, ...]:
    """Names parted by 、, commas or blanks."""
    return tuple(name for name in _SEPARATORS.split(text.strip()) if name)


def quota_words(quotas: Sequence[Quota]) -> str:
    """Quotas in one line, as `read_quota_words` reads them back."""
    return "；".join(f"{one.who}：{one.what}不少于{one.at_least}次" for one in quotas)


def read_quota_words(text: str) -> tuple[Quota, ...] | None:
    """Quotas typed as 本级：中心组学法不少于4次；…; None where one cannot be read."""
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
