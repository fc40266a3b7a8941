"""What to look at before an issue goes out: whom its plan charges that the roster does not know for sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.records.office import Issue
from models.records.plan import UNASSIGNED, Item, Plan
from models.records.unit_names import GUESSED, Owner, assigned_units, owners_of

MOST_ITEMS = 12
"""Numbers of items named in a sentence."""


def owner_doubts(issue: Issue) -> list[str]:
    """A sentence for each responsible name that means no unit, then for items of nobody and names understood loosely.

    Only of items that are given to some units by their wording: what people gave is theirs to know, and of what
    everybody owes nobody is left out.
    """
    if len(issue.owing) < 2:  # noqa: PLR2004 - a roster that is still to come knows nobody
        return []
    owners: dict[Owner, list[Item]] = {}
    for item in issue.plan.items:
        by_wording = item.units and item.units == assigned_units(item, issue.units)
        for owner in owners_of(item, issue.units) if by_wording else ():
            if owner.name in item.responsible:
                owners.setdefault(owner, []).append(item)
    unknown = [_unknown(owner, items) for owner, items in owners.items() if not owner.codes]
    guessed = [_guessed(owner, items, issue) for owner, items in owners.items() if owner.how == GUESSED]
    return [*unknown, *_for_nobody(issue), *guessed]


def everyone_words(plan: Plan) -> str:
    """A sentence on items that name nobody, which are every unit's; "" where there are none."""
    unnamed = [item for item in plan.items if not item.units and not item.responsible]
    if not unnamed:
        return ""
    return f"{_numbers(unnamed)}没有写责任单位，由全部单位落实；不是的，请在“落实单位”里写明。"


def _unknown(owner: Owner, items: list[Item]) -> str:
    alone = [item for item in items if item.units == (UNASSIGNED,)]
    which = "" if alone == items else _numbers(alone)
    nobody = f"，{which}现在没有单位落实" if alone else ""
    might_be = f"（可能是{'、'.join(owner.might_be)}）" if owner.might_be else ""
    return (
        f"{UNASSIGNED}：{_numbers(items)}的“{owner.name}”在名册里没有{might_be}{nobody}。"
        f"请在单位名册的“其他称呼”里写上它，或者在“落实单位”里写明由谁落实。"
    )


def _guessed(owner: Owner, items: list[Item], issue: Issue) -> str:
    names = {unit.code: unit.name for unit in issue.units}
    who = "、".join(names[code] for code in owner.codes)
    return (
        f"{_numbers(items)}的“{owner.name}”按单位名称推定为{who}，请核对；"
        f"不对的，给该算的单位在名册的“其他称呼”里都写上“{owner.name.removeprefix('各')}”，就以它们为准。"
    )


def _for_nobody(issue: Issue) -> Iterator[str]:
    """Items that are given to units which are not there any more."""
    known = {unit.code for unit in issue.owing}
    lost = [item for item in issue.plan.items if item.units and not {UNASSIGNED, *known} & {*item.units}]
    if lost:
        yield f"{_numbers(lost)}的落实单位都不在名册里了，现在没有单位落实，请改“落实单位”。"


def _numbers(items: Iterable[Item]) -> str:
    numbers = [str(item.number) for item in items]
    more = f"等{len(numbers)}" if len(numbers) > MOST_ITEMS else ""
    return f"第{'、'.join(numbers[:MOST_ITEMS])}{more}项"
