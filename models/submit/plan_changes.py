"""What a corrected plan changes for one unit, told before it is accepted and when it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from models.check.unit import Duty, owed
from models.errors import FazhiError
from models.merge import keys
from models.merge.from_centre import read_plan_package
from models.records.natural_key import comparable
from models.records.office import Issue
from models.records.plan import Item, Plan
from models.store.base.workspace import Workspace
from models.store.records import documents

KEPT = "填过的都保留"
MOST = 12
"""Items named one by one; the others are counted."""


def coming_changes(workspace: Workspace, path: Path) -> tuple[str, ...]:
    """What a plan package would change for this unit, a sentence each; none where there is nothing to tell.

    None of a package that is not simply the centre's: whoever receives it is told what is wrong with it.
    """
    if workspace.is_centre:
        return ()
    try:
        after = read_plan_package(path, keys.centre_key(workspace)).issue
    except FazhiError:
        return ()
    with workspace.read() as connection:
        before = documents.issue_of_year(connection, after.year)
    if before is None or after.number <= before.number:
        return ()
    return tuple(plan_changes(before, after, workspace.unit))


def plan_changes(before: Issue, after: Issue, code: str) -> Iterator[str]:
    """What a later issue of the year changes in what a unit owes."""
    old, new = owed(before, code), owed(after, code)
    was, now = _by_uid(old), _by_uid(new)
    yield from _capped([_gone(item, after.plan) for uid, item in was.items() if uid not in now], "不再要求")
    yield from _capped([_added(item, before.plan) for uid, item in now.items() if uid not in was], "新增")
    both = [(was[uid], item) for uid, item in now.items() if uid in was]
    yield from _capped([f"第{item.number}项文字有改动" for one, item in both if _words(one) != _words(item)], "改写")
    yield from _capped([_due(item) for one, item in both if one.due != item.due], "期限有改动")
    quotas = [item for one, item in both if list(old.quotas(one)) != list(new.quotas(item))]
    yield from _capped([f"第{item.number}项的定额有改动" for item in quotas], "定额有改动")
    yield from _renumbered([(one.number, item.number) for one, item in both if one.number != item.number])


def _by_uid(duty: Duty) -> dict[int, Item]:
    return {item.uid: item for item in duty.items}


def _words(item: Item) -> str:
    return comparable(f"{item.title}\n{item.text}")


def _gone(item: Item, plan: Plan) -> str:
    what = "不再由本单位落实" if item.uid in plan.by_uid else plan.fate(item.uid)
    return f"原第{item.number}项“{item.title}”{what}，{KEPT}"


def _added(item: Item, before: Plan) -> str:
    known = before.dropped_by_uid | before.by_uid
    origin = [f"第{known[uid].number}项" for uid in item.origin if uid in known]
    parts = f"，由原{'、'.join(origin)}分出" if origin else ""
    return f"新增第{item.number}项“{item.title}”{parts}"


def _due(item: Item) -> str:
    return f"第{item.number}项的期限改为{item.due}" if item.due else f"第{item.number}项不再单独规定期限"


def _capped(sentences: list[str], what: str) -> Iterator[str]:
    yield from sentences[:MOST]
    if len(sentences) > MOST:
        yield f"还有{len(sentences) - MOST}项{what}"


def _renumbered(pairs: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Items that go on under another number, runs of them together."""
    runs: list[tuple[int, int, int]] = []
    for old, new in sorted(pairs):
        if runs and old == runs[-1][1] + 1 and new - old == runs[-1][2]:
            runs[-1] = runs[-1][0], old, runs[-1][2]
        else:
            runs.append((old, old, new - old))
    said = [
        f"原第{first}项改为第{first + by}项"
        if first == last
        else f"原第{first}至{last}项改为第{first + by}至{last + by}项"
        for first, last, by in runs
    ]
    if said:
        yield f"项号有变化：{'，'.join(said[:MOST])}{'等' if len(said) > MOST else ''}，落实情况跟着事项走"


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}至{last}"
