"""Which units of the roster a name in a plan means: by name, former name, short name or group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec

from models.records.office import Unit
from models.records.plan import UNASSIGNED, UNNAMED, Item, Plan
from models.rules.organ_names import (
    Class,
    Organ,
    abbreviates,
    class_key,
    class_of,
    enforces,
    name_variants,
    organ_of,
    place_of,
    plain_name,
    town_class,
)

INTO, SPLIT, ABOLISHED = "并入", "分设为", "撤销"
OWN = "本级"
"""What the name of the centre's own unit ends with."""
GUESSED = "按名称推定"
MOST_LIKELY = 3
"""Units named as what a name might mean."""
_SHARED_PLACE = 3
"""A place of so many characters is one where two units share it; a shorter one where most of them do."""


class Owner(NamedTuple):
    """A name in a plan and the units it means; `how` it was understood, and for nobody what it `might_be`.

    `everyone` is true where it means the whole roster, whoever joins it later.
    """

    name: str
    codes: tuple[str, ...]
    how: str
    everyone: bool = False
    might_be: tuple[str, ...] = ()


class UnitNames:
    """What papers call the units of a roster."""

    def __init__(self, units: Iterable[Unit]) -> None:
        every = list(units)
        self._units = [unit for unit in every if not unit.is_gone]
        self._by_code = {unit.code: unit for unit in every}
        self._places = _shared_places(every)
        self._exact = self._laid_out(every, lambda unit: (unit.name, *_parts(unit.name)))
        self._former = self._laid_out(every, lambda unit: unit.former_names)
        self._groups = self._laid_out(
            self._units, lambda unit: map(class_key, (unit.category, *unit.aliases)), variants=False
        )
        self._known: dict[str, Owner] = {}
        self._aliases = self._laid_out(every, lambda unit: unit.aliases)

    def _laid_out(
        self, units: Iterable[Unit], names: Callable[[Unit], Iterable[str]], *, variants: bool = True
    ) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for unit in units:
            for name in filter(None, names(unit)):
                wanted = name_variants(name.removesuffix(OWN), self._places) if variants else (name,)
                for one in wanted:
                    found.setdefault(one, {})[unit.code] = None
        return found

    def resolve(self, name: str) -> Owner:
        """The units a name means; none where the roster does not know it, or where it could be several."""
        if name not in self._known:
            self._known[name] = self._named(name) or self._group(name) or self._short(name)
        return self._known[name]

    def resolve_quota(self, who: str) -> frozenset[str]:
        """The codes of all units that a quota is for."""
        return frozenset(code for name in quota_names(who) for code in self.resolve(name).codes)

    def _named(self, name: str) -> Owner | None:
        """By name, former name or alias; a plain name goes before one that is read without its place."""
        for variant in name_variants(name.removesuffix(OWN), self._places):
            for table, how in ((self._exact, ""), (self._aliases, "其他称呼"), (self._former, "曾用名")):
                found = table.get(variant, {})
                if len(found) == 1 or (found and table is self._aliases):
                    return self._standing(name, found, how)
        return None

    def _standing(self, name: str, codes: Iterable[str], how: str) -> Owner:
        """The units as they are now: one that ended is stood in for by those that took over."""
        now = tuple(dict.fromkeys(heir for code in codes for heir in self._heirs(code)))
        gone = next((unit for code in codes if (unit := self._by_code[code]).is_gone), None)
        return Owner(name, now, ending_words(gone, self._by_code) if gone else how)

    def _heirs(self, code: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        unit = self._by_code.get(code)
        if unit is None or code in seen:
            return
        if not unit.is_gone:
            yield code
        for heir in unit.successors:
            yield from self._heirs(heir, seen | {code})

    def _group(self, name: str) -> Owner | None:
        own = self._groups.get(class_key(name))
        if own:
            return Owner(name, tuple(own), "类别")
        kind = class_of(name)
        if kind in (Class.EVERYONE, Class.VAGUE):
            return Owner(name, tuple(unit.code for unit in self._units), kind.value, everyone=True)
        found = tuple(unit.code for unit in self._units if _belongs(unit, kind)) if kind else ()
        how = GUESSED if kind is Class.ENFORCERS else "类别"
        return Owner(name, found, how) if found else None

    def _short(self, name: str) -> Owner:
        stems = [organ_of(variant) for variant in name_variants(name, self._places)]
        found, near = dict[str, None](), dict[str, None]()
        for unit in self._units:
            called = (unit.name, *unit.former_names, *unit.aliases)
            known = [organ_of(one) for each in called for one in name_variants(each, self._places)]
            pairs = [(one, other) for one in stems for other in known if _alike(one, other)]
            if any(_same_kind(one, other) for one, other in pairs):
                found[unit.code] = None
            elif pairs:
                near[unit.code] = None
        if len(found) == 1:
            return Owner(name, tuple(found), "简称")
        likely = tuple(found or near)[:MOST_LIKELY]
        return Owner(name, (), UNASSIGNED, might_be=tuple(map(self._told_apart, likely)))

    def _told_apart(self, code: str) -> str:
        """The name of a unit, with its code where another unit has the same."""
        name = self._by_code[code].name
        same = [unit for unit in self._units if unit.name == name]
        return f"{name}（{code}）" if len(same) > 1 else name


def ending_words(unit: Unit, units: Mapping[str, Unit]) -> str:
    """How a unit that is gone ended, with the day and its heirs, as the roster's table shows and reads it."""
    heirs = "、".join(units[code].name if code in units else code for code in unit.successors)
    what = f"{INTO}{heirs}" if len(unit.successors) == 1 else f"{SPLIT}{heirs}" if heirs else ABOLISHED
    return f"{unit.ended or ''}{what}"


def _parts(name: str) -> tuple[str, ...]:
    """What a name says before and within its brackets: 市场监管局（知识产权局） is both."""
    before, bracket, inside = name.replace("(", "（").replace(")", "）").partition("（")
    return (before, inside.rstrip("）")) if bracket and inside.endswith("）") and before else ()


def _shared_places(units: list[Unit]) -> tuple[str, ...]:
    counts = Counter(place for unit in units if (place := place_of(plain_name(unit.name))))
    return tuple(
        place
        for place, count in counts.items()
        if count > 1 and (len(place) >= _SHARED_PLACE or 2 * count > len(units))
    )


def _belongs(unit: Unit, kind: Class) -> bool:
    town = town_class(unit.name) or class_of(unit.category)
    town = town if town in (Class.TOWNS, Class.TOWNSHIPS, Class.STREETS) else None
    if kind is Class.BUREAUS:
        return town is None and not unit.name.endswith(OWN)
    if kind is Class.ENFORCERS:
        return town is None and enforces(unit.name)
    return town is not None and (Class.TOWNS in (kind, town) or kind is town)


def _alike(one: Organ, other: Organ) -> bool:
    towns = {"街道", "乡", "镇", "办", "苏"}
    if one.kind in towns and other.kind in towns:
        return one.stem == other.stem
    return abbreviates(one.stem, other.stem)


def _same_kind(one: Organ, other: Organ) -> bool:
    """Whether they can be one body; a name that does not say its kind says no more than the office's own (司法所)."""
    if not one.kind:
        return len(one.stem) <= len(other.stem)
    return one.kind == other.kind or {one.kind, other.kind} == {"街道", "办"}


@lru_cache(maxsize=8)
def names_in_roster(units: tuple[Unit, ...]) -> UnitNames:
    """The names of a roster, laid out once."""
    return UnitNames(units)


def charged_names(item: Item) -> tuple[str, ...]:
    """Whom an item charges: its responsible names, then those that only a quota of it names."""
    quotas = [name for quota in item.quotas for name in quota_names(quota.who)]
    return tuple(dict.fromkeys((*item.responsible, *quotas)))


def quota_names(who: str) -> tuple[str, ...]:
    """The names that a quota is for, which its wording joins by 、."""
    return () if who == UNNAMED else tuple(filter(None, who.split("、")))


def owners_of(item: Item, units: tuple[Unit, ...]) -> tuple[Owner, ...]:
    """What each name of an item means, in its order."""
    names = names_in_roster(units)
    return tuple(names.resolve(name) for name in charged_names(item))


def assigned_units(item: Item, units: tuple[Unit, ...]) -> tuple[str, ...]:
    """The codes an item is given to by its wording, in the roster's order, as `Item.units` keeps them."""
    owners = owners_of(item, units)
    if not owners or any(owner.everyone for owner in owners):
        return ()
    wanted = {code for owner in owners for code in owner.codes}
    return tuple(unit.code for unit in units if unit.code in wanted) or (UNASSIGNED,)


def with_owners(plan: Plan, units: tuple[Unit, ...], before: tuple[Unit, ...] | None = None) -> Plan:
    """The plan with its items given to those whom their wording charges.

    Where the roster was another one `before`, only what was given by the wording then follows: what people gave
    otherwise stays.
    """

    def given(item: Item) -> Item:
        follows = before is None or item.units == assigned_units(item, before)
        return msgspec.structs.replace(item, units=assigned_units(item, units)) if follows else item

    return _with_items(plan, given)


def _with_items(plan: Plan, given: Callable[[Item], Item]) -> Plan:
    chapters = [msgspec.structs.replace(one, items=tuple(map(given, one.items))) for one in plan.chapters]
    return msgspec.structs.replace(plan, chapters=tuple(chapters))


def reassigned(before: Item, after: Item, units: tuple[Unit, ...]) -> Item:
    """The item `after` a change, given by its wording again where it was `before` and nobody was given it otherwise."""
    follows = before.units == after.units == assigned_units(before, units)
    return msgspec.structs.replace(after, units=assigned_units(after, units)) if follows else after


def with_owners_after(before: Plan | None, plan: Plan, units: tuple[Unit, ...]) -> Plan:
    """A plan that goes on with one of `before`: given by its wording but for items that people gave otherwise."""
    known = before.dropped_by_uid | before.by_uid if before else {}

    def given(item: Item) -> Item:
        old = known.get(item.uid)
        return reassigned(old, item, units) if old else msgspec.structs.replace(item, units=assigned_units(item, units))

    return _with_items(plan, given)


def codes_owing(item: Item, units: tuple[Unit, ...]) -> list[str]:
    """The codes of all that would owe an item by its wording, in the roster's order."""
    wanted = assigned_units(item, units)
    return [unit.code for unit in units if not unit.is_gone and (not wanted or unit.code in wanted)]
