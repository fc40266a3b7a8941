"""Responsible units, units and quotas of an item as people type them, in the window and in workbooks, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.records.office import Unit
from models.records.plan import Quota

EVERYONE = "全部单位"
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
