"""A plan changed item by item: added, dropped, split, moved. What was recorded follows the items."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from models.records.plan import Chapter, Item, Plan, new_item_uid

NEW_TITLE = "新事项"


def with_new_item(plan: Plan, after: int, origin: tuple[int, ...] = ()) -> Plan:
    """The plan with an item behind the one of uid `after`, in its chapter; at the end where there is none such.

    `origin` are uids of items it was split off.
    """
    old = plan.by_uid.get(after)
    fresh = Item(0, NEW_TITLE, "", (), (), uid=new_item_uid(), origin=origin)
    if origin and old:
        title = f"{old.title}（分出）"
        fresh = msgspec.structs.replace(old, title=title, text="", quotas=(), uid=fresh.uid, origin=origin)
    chapters = list(plan.chapters) or [Chapter(1, "工作任务", ())]
    at = next((at for at, one in enumerate(chapters) if any(item.uid == after for item in one.items)), -1)
    items = list(chapters[at].items)
    place = next((place for place, item in enumerate(items, 1) if item.uid == after), len(items))
    items.insert(place, fresh)
    chapters[at] = msgspec.structs.replace(chapters[at], items=tuple(items))
    return with_chapters(plan, chapters)


def split_item(plan: Plan, uid: int) -> Plan:
    """The plan with a part of an item behind it; what was recorded stays with the item."""
    return with_new_item(plan, uid, (uid,))


def without_items(plan: Plan, uids: Collection[int]) -> Plan:
    """The plan without these items, which are kept as dropped."""
    chapters = [
        msgspec.structs.replace(one, items=tuple(item for item in one.items if item.uid not in uids))
        for one in plan.chapters
    ]
    return with_chapters(plan, chapters)


def with_moved_item(plan: Plan, uid: int, by: int) -> Plan:
    """The plan with an item one place further up (-1) or down (1); past the edge of its chapter into the next one."""
    at, place = _place(plan, uid)
    chapters = [list(one.items) for one in plan.chapters]
    item = chapters[at].pop(place)
    if 0 <= place + by <= len(chapters[at]):
        chapters[at].insert(place + by, item)
    elif 0 <= at + by < len(chapters):
        chapters[at + by].insert(0 if by > 0 else len(chapters[at + by]), item)
    else:
        return plan
    moved = [
        msgspec.structs.replace(one, items=tuple(items)) for one, items in zip(plan.chapters, chapters, strict=True)
    ]
    return with_chapters(plan, moved)


def _place(plan: Plan, uid: int) -> tuple[int, int]:
    return next(
        (at, place)
        for at, chapter in enumerate(plan.chapters)
        for place, item in enumerate(chapter.items)
        if item.uid == uid
    )


def with_chapters(plan: Plan, chapters: Iterable[Chapter], *, recount: bool = True) -> Plan:
    """The plan with these chapters; items it had and has no more are kept as dropped, those that came back are not.

    With `recount` numbers run through, from the first one of before.
    """
    kept = list(chapters)
    first = plan.items[0].number if plan.items else 1
    kept = list(_counted(kept, first)) if recount else kept
    now = {item.uid for chapter in kept for item in chapter.items}
    gone = tuple(item for item in (*plan.dropped, *plan.items) if item.uid not in now)
    return msgspec.structs.replace(plan, chapters=tuple(kept), dropped=gone)


def with_issued_drops(plan: Plan, issued: Plan) -> Plan:
    """The plan with its dropped items as they were last issued: by that number people know them."""
    known = issued.dropped_by_uid | issued.by_uid
    dropped = tuple(known.get(item.uid, item) for item in plan.dropped)
    return plan if dropped == plan.dropped else msgspec.structs.replace(plan, dropped=dropped)


def _counted(chapters: Iterable[Chapter], first: int) -> Iterator[Chapter]:
    number = first
    for chapter in chapters:
        items = tuple(msgspec.structs.replace(item, number=at) for at, item in enumerate(chapter.items, number))
        number += len(items)
        yield msgspec.structs.replace(chapter, items=items)
