"""Views of a list: those every ledger has, those of one ledger, and the user's own. Knows no Qt.

The user's own are kept in the (encrypted) database: what is searched for may be a name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import msgspec
from sqlalchemy import Connection

from models.records.ledger import Ledger
from models.records.view import View
from models.store.base.settings import read_setting
from models.store.base.transaction import Transaction
from models.store.records.listing import ListQuery

ALL = "全部记录"
MINE = "我的未完成"
RECENT = 7
"""Days."""


@dataclass(frozen=True)
class ViewContext:
    """Whom 我的 means and which day 今天 is when a view's conditions are made."""

    operator: str
    today: dt.date


@dataclass(frozen=True)
class ListView:
    """One view that comes with the program; `narrow` adds its conditions to a query."""

    label: str
    narrow: Callable[[ListQuery, ViewContext], ListQuery]


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


def views(ledger: Ledger) -> list[ListView]:
    """The views that come with a ledger, 全部 first."""
    found = [ListView(ALL, lambda query, _: query)]
    if any(one.spec.required for one in ledger.fields):
        found.append(ListView(MINE, _mine))
    found.append(ListView("被退回", lambda query, _: replace(query, returned=True)))
    found += [ListView(one.label, partial(_declared, one)) for one in ledger.views]
    if "evidence" in ledger.by_name:
        found.append(ListView("缺佐证", lambda query, _: _with(query, evidence=None)))
    return [*found, ListView(f"最近{RECENT}天改过", _recent)]


def own_views(connection: Connection, ledger: Ledger) -> list[OwnView]:
    """The user's own views of a ledger, in the order in which they were kept."""
    text = read_setting(connection, _name(ledger))
    return msgspec.json.decode(text, type=list[OwnView]) if text else []


def save_view(tx: Transaction, ledger: Ledger, view: OwnView) -> None:
    """Keep a view; one of the same name is replaced."""
    others = [one for one in own_views(tx.connection, ledger) if one.name != view.name]
    _keep(tx, ledger, [*others, view])


def delete_view(tx: Transaction, ledger: Ledger, name: str) -> None:
    """Delete the saved view of this name; without one nothing happens."""
    _keep(tx, ledger, [one for one in own_views(tx.connection, ledger) if one.name != name])


def _keep(tx: Transaction, ledger: Ledger, kept: list[OwnView]) -> None:
    tx.set_setting(_name(ledger), msgspec.json.encode(kept).decode())


def _name(ledger: Ledger) -> str:
    return f"views.{ledger.id}"


def _declared(view: View, query: ListQuery, asking: ViewContext) -> ListQuery:
    """The query with what a ledger's own view adds."""
    query = replace(query, equals=(*query.equals, *view.equals))
    if not view.day:
        return query
    last = (asking.today + dt.timedelta(days=view.last)).isoformat()
    query = replace(query, until=(*query.until, (view.day, last)))
    if view.first is None:
        return query
    first = (asking.today + dt.timedelta(days=view.first)).isoformat()
    return replace(query, since=(*query.since, (view.day, first)))


def _with(query: ListQuery, **equals: object) -> ListQuery:
    return replace(query, equals=(*query.equals, *equals.items()))


def _mine(query: ListQuery, asking: ViewContext) -> ListQuery:
    return replace(_with(query, changed_by=asking.operator), incomplete=True)


def _recent(query: ListQuery, asking: ViewContext) -> ListQuery:
    since = (asking.today - dt.timedelta(days=RECENT)).isoformat()
    return replace(query, since=(*query.since, ("changed_at", since)))
