"""Views of a list: those every ledger has, those of one ledger, and the user's own. Knows no Qt.

The user's own are kept in the (encrypted) database: what is searched for may be a name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import Connection

from models.records.ledger import Ledger
from models.store.base.settings import read_setting
from models.store.base.transaction import Transaction
from models.store.records.listing import Query

ALL = "全部记录"
MINE = "我的未完成"
SOON = 30
"""Days."""
RECENT = 7
"""Days."""


@dataclass(frozen=True)
class Asking:
    """Who asks, and when."""

    operator: str
    today: dt.date


Narrow = Callable[[Query, Asking], Query]


@dataclass(frozen=True)
class View:
    """One view that comes with the program; `narrow` adds its conditions to a query."""

    label: str
    narrow: Narrow


class OwnView(msgspec.Struct, frozen=True):
    """What a user had filtered when keeping a view.

    Attributes:
        name: What the user calls it.
        words: Text of the search box.
        filters: Column name → text of its filter.
        boxes: Name of a box over the list → its value.
        order: Column sorted by, "" for order of entry.
        descending: Sorted the other way round.
        base: Label of the view it narrows further.
    """

    name: str
    words: str = ""
    filters: dict[str, str] = msgspec.field(default_factory=dict)
    boxes: dict[str, str | int | None] = msgspec.field(default_factory=dict)
    order: str = ""
    descending: bool = True
    base: str = ALL


def views(ledger: Ledger) -> list[View]:
    """The views that come with a ledger, 全部 first."""
    found = [View(ALL, lambda query, _: query)]
    if any(one.spec.required for one in ledger.fields):
        found.append(View(MINE, _mine))
    found.append(View("被退回", lambda query, _: replace(query, returned=True)))
    found += _BY_LEDGER.get(ledger.id, [])
    if "evidence" in ledger.by_name:
        found.append(View("缺佐证", lambda query, _: _with(query, evidence=None)))
    return [*found, View(f"最近{RECENT}天改过", _recent)]


def view_called(ledger: Ledger, label: str) -> View:
    """The view of that label, 全部 where there is none."""
    known = views(ledger)
    return next((one for one in known if one.label == label), known[0])


def own_views(connection: Connection, ledger: Ledger) -> list[OwnView]:
    """The user's own views of a ledger, in the order in which they were kept."""
    text = read_setting(connection, _name(ledger))
    return msgspec.json.decode(text, type=list[OwnView]) if text else []


def keep_view(tx: Transaction, ledger: Ledger, view: OwnView) -> None:
    """Keep a view; one of the same name is replaced."""
    others = [one for one in own_views(tx.connection, ledger) if one.name != view.name]
    _keep(tx, ledger, [*others, view])


def forget_view(tx: Transaction, ledger: Ledger, name: str) -> None:
    """Have no view of that name."""
    _keep(tx, ledger, [one for one in own_views(tx.connection, ledger) if one.name != name])


def _keep(tx: Transaction, ledger: Ledger, kept: list[OwnView]) -> None:
    tx.set_meta(_name(ledger), msgspec.json.encode(kept).decode())


def _name(ledger: Ledger) -> str:
    return f"views.{ledger.id}"


def _with(query: Query, **equals: object) -> Query:
    return replace(query, equals=(*query.equals, *equals.items()))


def _mine(query: Query, asking: Asking) -> Query:
    return replace(_with(query, changed_by=asking.operator), incomplete=True)


def _recent(query: Query, asking: Asking) -> Query:
    since = (asking.today - dt.timedelta(days=RECENT)).isoformat()
    return replace(query, since=(*query.since, ("changed_at", since)))


def _between(query: Query, name: str, first: dt.date | None, last: dt.date) -> Query:
    since = (*query.since, (name, first.isoformat())) if first else query.since
    return replace(query, since=since, until=(*query.until, (name, last.isoformat())))


def _soon(due: str, **also: object) -> View:
    """What comes to its end within a month; `also` tells what is still open."""

    def narrow(query: Query, asking: Asking) -> Query:
        last = asking.today + dt.timedelta(days=SOON)
        return _with(_between(query, due, asking.today, last), **also)

    return View(f"{SOON}天内到期", narrow)


def _expired(query: Query, asking: Asking) -> Query:
    return _with(_between(query, "valid_to", None, asking.today - dt.timedelta(days=1)), status="在用")


def _overdue(due: str, done: str) -> Narrow:
    """What was to be done by a day that has passed, and was not."""
    return lambda query, asking: _with(_between(query, due, None, asking.today - dt.timedelta(days=1)), **{done: None})


def _without(name: str) -> Narrow:
    return lambda query, _: _with(query, **{name: None})


def _ended(query: Query, asking: Asking) -> Query:
    return _with(_between(query, "term_to", None, asking.today - dt.timedelta(days=1)), status="在聘")


_BY_LEDGER: Mapping[str, list[View]] = {
    "certificate": [_soon("valid_to", status="在用"), View("已过期", _expired)],
    "person": [View("没有身份证号", lambda query, _: _with(query, id_number=None))],
    "case": [
        View("未结", lambda query, _: _with(query, judged_on=None)),
        View("没有答辩", lambda query, _: _with(query, answered_on=None)),
        View("没有开庭记录", lambda query, _: _with(query, hearings=None)),
    ],
    "progress": [View("推进中", lambda query, _: _with(query, state="推进中"))],
    "training": [View("没有人数", lambda query, _: _with(query, people=None))],
    "reconsideration": [View("没有答复", _without("replied_on")), View("没有决定", _without("decision"))],
    "mediation": [View("正在调解", lambda query, _: _with(query, result="正在调解"))],
    "decision": [View("没有公布", _without("published_on"))],
    "document": [
        _soon("valid_until", cleaned=None),
        View("没有报备", _without("filed_on")),
        View("过了有效期没有清理", _overdue("valid_until", "cleaned")),
    ],
    "adviser": [_soon("term_to", status="在聘"), View("聘期已满", _ended)],
    "power": [View("没有公布", _without("published_on"))],
    "enforcement": [View("没有公示", _without("published_on")), View("没有法制审核", _without("reviewed_on"))],
    "risk": [View("没有防控措施", _without("measure"))],
    "complaint": [
        _soon("due", handled_on=None),
        View("没有办结", _without("handled_on")),
        View("逾期没有办结", _overdue("due", "handled_on")),
    ],
    "proposal": [
        _soon("due", answered_on=None),
        View("没有答复", _without("answered_on")),
        View("逾期没有答复", _overdue("due", "answered_on")),
    ],
    "disclosure": [
        View("没有答复的申请", lambda query, _: _with(query, kind="依申请公开", answered_on=None)),
        View("依申请公开", lambda query, _: _with(query, kind="依申请公开")),
    ],
}
