"""A scheme while it is edited: the plain object of its file, which may be wrong, and its parts as people type them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from models.assess.score import words
from models.records.counting import read_conditions, split_parts, value_words
from models.records.plan import Plan
from models.records.registry import ledgers

Raw = dict[str, Any]
"""A scheme, an indicator or a rule as JSON has it; fractions are text."""
_RANGE = re.compile(r"(\d{1,3})(?:[-—–~至](\d{1,3}))?")
_BAND = re.compile(
    r"(?P<grade>[^≥>=:：\d]+)[≥>=:：]*(?P<mark>\d+(?:\.\d+)?)分?(?:[（(](?:不超过|最多)(?P<most>\d+(?:\.\d+)?)%[）)])?"
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
_PART = re.compile(r"(?P<name>[^\d%]+?)[：: ]*(?P<share>\d+(?:\.\d+)?)%")
_STEP = re.compile(r"(?P<rate>\d+(?:\.\d+)?)%[^得\d]*得(?P<share>\d+(?:\.\d+)?)%")


def read_number(value: object) -> Decimal | None:
    """The value as a finite decimal, or None if it is no number."""
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


NO_PLAN = Plan(None, None, "", "", ())
"""Where there is none, items are called by their uids, which are numbers at first."""


# Items, bands, steps and conditions in words, and back


def items_words(items: Sequence[int], plan: Plan = NO_PLAN) -> str:
    """Items by the numbers of the plan, runs of three and more joined: 1-5、7; those that it dropped are left out."""
    known = [item.number if (item := plan.by_uid.get(uid)) else uid for uid in items if uid not in plan.dropped_by_uid]
    runs: list[list[int]] = []
    for one in sorted(known) if plan.is_renumbered else known:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    said = [f"{run[0]}-{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs]  # noqa: PLR2004 - a run
    return "、".join(said)


def read_items(text: str, plan: Plan = NO_PLAN) -> list[int] | None:
    """Uids of items typed by number as 1-5、7; None where something else stands there, or a number that is none."""
    found = [_RANGE.fullmatch(part) for part in split_parts(text)]
    if not all(found):
        return None
    numbers = [at for one in found if one for at in range(int(one[1]), int(one[2] or one[1]) + 1)]
    if not plan.is_renumbered:
        return numbers
    items = [plan.item(number) for number in numbers]
    return [item.uid for item in items if item] if all(items) else None


def bands_words(bands: Sequence[Raw]) -> str:
    """Grade bands from the best down: 优秀≥90（不超过30%）；…；不合格≥0."""
    return "；".join(f"{band.get('grade', '')}≥{band.get('at_least', '')}{_most_words(band)}" for band in bands)


def _most_words(band: Raw) -> str:
    return f"（不超过{_percent(band['most'])}%）" if band.get("most") is not None else ""


def read_bands(text: str) -> list[Raw] | None:
    """Bands as `bands_words` writes them; None where one cannot be read."""
    found = [_BAND.fullmatch(part) for part in split_parts(text)]
    if not all(found):
        return None
    return [
        {"grade": one["grade"].strip(), "at_least": one["mark"]}
        | ({"most": _share(one["most"])} if one["most"] else {})
        for one in found
        if one
    ]


def parts_words(parts: Sequence[Raw]) -> str:
    """Parts of the total with their shares: 自评20%；实地考评50%；满意度30%."""
    return "；".join(f"{one.get('name', '')}{_percent(one.get('share'))}%" for one in parts)


def read_parts(text: str) -> list[Raw] | None:
    """Parts as `parts_words` writes them; None where one cannot be read."""
    found = [_PART.fullmatch(part) for part in split_parts(text)]
    if not all(found):
        return None
    return [{"name": one["name"].strip(), "share": _share(one["share"])} for one in found if one]


def steps_words(steps: Sequence[Raw]) -> str:
    """Steps of a rate: 100%得100%；95%得80%."""
    return "；".join(f"{_percent(step.get('at_least'))}%得{_percent(step.get('share'))}%" for step in steps)


def read_steps(text: str) -> list[Raw] | None:
    """Steps as `steps_words` writes them; None where one cannot be read."""
    found = [_STEP.fullmatch(part.replace("以上", "")) for part in split_parts(text)]
    if not all(found):
        return None
    return [{"at_least": _share(one["rate"]), "share": _share(one["share"])} for one in found if one]


def share_words(share: object) -> str:
    """A share as people write it: 90%; what is none as it stands, "" for nothing."""
    if share is None:
        return ""
    return str(share) if read_number(share) is None else f"{_percent(share)}%"


def read_share(text: str) -> str | None:
    """The share of 90% is 0.9; None where no per cent stands there."""
    found = _PERCENT.fullmatch(text.strip())
    return _share(found[1]) if found else None


def _percent(share: object) -> str:
    known = read_number(share)
    return "?" if known is None else f"{(known * 100).normalize():f}"


def _share(percent: str) -> str:
    return f"{(Decimal(percent) / 100).normalize():f}"


def where_words(ledger_id: str, where: Mapping[str, object]) -> str:
    """Conditions on the records that count: 培训类别=中心组学法."""
    known = ledgers().get(ledger_id)
    names = {name: field.label for name, field in known.by_name.items()} if known else {}
    return "；".join(f"{names.get(name, name)}={value_words(value)}" for name, value in where.items())


def read_where(ledger_id: str, text: str) -> Mapping[str, object] | None:
    """Conditions as `where_words` writes them; a name the ledger does not know stays for the check to refuse."""
    return read_conditions(ledgers().get(ledger_id), split_parts(text))


# Weights


def weight_for(indicator: Raw, category: str) -> str:
    """The indicator's full marks for a category as typed, "" where it is not used."""
    only = indicator.get("categories") or [category]
    weight = indicator.get("weight", 0)
    found = weight.get(category, "") if isinstance(weight, dict) else weight
    return "" if category not in only else str(found)


def with_weights(indicator: Raw, typed: Mapping[str, str]) -> Raw:
    """The indicator with the marks typed by category; where all are alike it is one figure for all."""
    used = {category: text.strip() for category, text in typed.items() if text.strip()}
    alike = len(used) == len(typed) and len(set(used.values())) == 1
    rest = {name: value for name, value in indicator.items() if name != "categories"}
    return {**rest, "weight": next(iter(used.values())) if alike else used}


class CategorySum(NamedTuple):
    """What a category's marks add up to, bonuses apart, and what they should."""

    category: str
    points: Decimal
    total: Decimal

    @property
    def words(self) -> str:
        """The sum and what is missing, at a glance."""
        left = self.total - self.points
        said = f"▲ 差{words(left)}分" if left > 0 else f"▲ 多{words(-left)}分" if left < 0 else "●"
        return f"{self.category} {words(self.points)}/{words(self.total)} {said}"


def category_sums(scheme: Raw) -> list[CategorySum]:
    """The sum of every category, and of every part; what is no number counts nothing."""
    total = read_number(scheme.get("total", 100)) or Decimal(0)
    inside = [one for one in scheme.get("indicators", ()) if not outside_total(one)]
    parts = [str(one.get("name", "")) for one in scheme.get("parts", ())]
    return [
        CategorySum(
            f"{category.get('name', '')}{part}",
            _points_of(str(category.get("id")), [one for one in inside if not parts or one.get("part", "") == part]),
            total if category.get("total") is None else read_number(category["total"]) or Decimal(0),
        )
        for category in scheme.get("categories", ())
        for part in parts or [""]
    ]


def _points_of(category: str, indicators: Sequence[Raw]) -> Decimal:
    return sum((read_number(weight_for(one, category)) or Decimal(0) for one in indicators), Decimal(0))


def outside_total(indicator: Raw) -> bool:
    """Whether its points come on top of the total."""
    rule = indicator.get("rule", {})
    return rule.get("kind") in ("bonus", "veto") or any(rule.get(name) for name in ("extra", "deducts", "outside"))


# Making


NEW_INDICATOR, NEW_CATEGORY = "新指标", "新类别"
"""What is just made is called until it gets its own name."""


def new_indicator(scheme: Raw, chapter: str) -> Raw:
    """An indicator with an id nobody has, for all categories, without marks."""
    taken = {one.get("id") for one in scheme.get("indicators", ())}
    wanted = next(name for at in range(1, 1000) if (name := f"新{at}") not in taken)
    return {
        "id": wanted,
        "name": NEW_INDICATOR,
        "chapter": chapter,
        "items": [],
        "weight": {},
        "rule": {"kind": "manual"},
        "definition": "",
    }


def new_category(scheme: Raw) -> Raw:
    """A category with an id nobody has and the bands of the one before."""
    known = scheme.get("categories", [])
    taken = {one.get("id") for one in known}
    wanted = next(name for at in range(1, 1000) if (name := f"c{at}") not in taken)
    bands = deepcopy(known[-1]["bands"]) if known else read_bands("优秀≥90；良好≥80；一般≥70；不合格≥0")
    return {"id": wanted, "name": NEW_CATEGORY, "bands": bands}


def without_categories(scheme: Raw, gone: set[str]) -> Raw:
    """The scheme without these categories, and without their marks."""
    return {
        **scheme,
        "categories": [one for one in scheme.get("categories", ()) if one.get("id") not in gone],
        "indicators": [_without(one, gone) for one in scheme.get("indicators", ())],
    }


def _without(indicator: Raw, gone: set[str]) -> Raw:
    weight, only = indicator.get("weight", 0), indicator.get("categories", ())
    kept = {name: value for name, value in weight.items() if name not in gone} if isinstance(weight, dict) else weight
    left = [name for name in only if name not in gone]
    return {**indicator, "weight": kept, **({"categories": left} if only else {})}


def with_indicator_moved(scheme: Raw, at: int, step: int) -> Raw:
    """The scheme with the indicator at this place one place further up (-1) or down (1)."""
    order = list(scheme["indicators"])
    to = at + step
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return {**scheme, "indicators": order}
