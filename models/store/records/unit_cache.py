"""What was worked out of the records of each unit, kept until one of them changes: never the source of anything.

A row holds as long as nothing was journalled for its unit behind `seq`, the day looked at lies from `since` to `until`,
and whatever else it rests on (`basis`) is the same. Whoever reads looks at all of it, so that nothing stale is shown.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import Connection

from models.store.base import journal, lock
from models.store.base.errors import WorkspaceBusyError
from models.store.base.own_table import OwnTable
from models.store.base.workspace import Workspace

EVERYBODY = ""
"""Stands for a row that is worked out of the records of all units: the change of any makes it stale."""
FOREVER = "9999-12-31"
SOME = 50
"""Units worked out and kept at a time: what is there stays when the rest is given up."""
FAR = 2000
"""Rows of the journal to look through again and again, before the place they were looked through to is kept."""
HOLDER = "整理统计"
"""Who holds the workspace meanwhile."""


class Made(NamedTuple):
    """Figures of a unit as text, what lies behind them, and the last day (ISO 8601) on which they are the same.

    What lies behind may be long: it is kept by name, and read only when somebody asks for it.
    """

    body: str
    behind: Mapping[str, str] = MappingProxyType({})
    until: str = FOREVER


class CacheRow(msgspec.Struct, frozen=True, gc=False):
    """What is kept of one unit: `what` names it, `body` is its text; until when it holds is said above."""

    what: str
    unit: str
    seq: int
    since: str
    until: str
    basis: str
    body: str


@dataclass(frozen=True)
class Recipe:
    """What is computed for each unit: its name, day, what it depends on, and the function that makes it.

    Attributes:
        what: Its name.
        day: The day looked at.
        basis: By unit, what it rests on beside the records; a unit that is not here has no row.
        make: Works it out of one unit's records.
        ledgers: Ledgers whose records count.
    """

    what: str
    day: dt.date
    basis: Mapping[str, str]
    make: Callable[[Connection, str], Made]
    ledgers: frozenset[str]


DERIVED = OwnTable("derived", CacheRow, key=("what", "unit"))
Rows = dict[str, CacheRow]
_locks: dict[str, threading.Lock] = {}
_not_kept: WeakKeyDictionary[Workspace, dict[str, Rows]] = WeakKeyDictionary()
"""Rows of workspaces that nobody may write to now, by what they are."""


def brought_up(
    workspace: Workspace, recipe: Recipe, tell: Callable[[int, int], None] = lambda _done, _all: None
) -> dict[str, str]:
    """The figures of every unit as of now; those that changed are worked out anew and kept.

    Args:
        workspace: Where the records are.
        recipe: How they are worked out.
        tell: Gets how many units are done and how many have to be; may raise to give up.
    """
    with _at_work(recipe.what):
        return _brought_up(workspace, recipe, tell)


def _brought_up(workspace: Workspace, recipe: Recipe, tell: Callable[[int, int], None]) -> dict[str, str]:
    with workspace.read() as connection:
        good = _good(workspace, connection, recipe)
        now = journal.last_seq(connection)
    stale = [unit for unit in recipe.basis if unit not in good]
    found = {unit: row.body for unit, row in good.items()}
    for done, some in _in_parts(stale):
        tell(done, len(stale))
        with workspace.read() as connection:
            seq = journal.last_seq(connection)
            made = {unit: recipe.make(connection, unit) for unit in some}
        _keep(workspace, recipe, seq, made)
        found |= {unit: one.body for unit, one in made.items()}
    if not stale and any(now - row.seq > FAR for row in good.values()):
        _mark(workspace, recipe, good, now)
    return found


def behind(workspace: Workspace, recipe: Recipe, name: str) -> list[str]:
    """What lies under this name behind the figures of every unit, which `brought_up` has just worked out."""
    with workspace.read() as connection:
        rows = _rows(workspace, connection, _behind(recipe, name))
    return [row.body for unit, row in rows.items() if unit in recipe.basis and row.body]


def behind_each(workspace: Workspace, recipe: Recipe, name: str, units: Iterable[str]) -> Iterator[str]:
    """The kept details of each of `units`, in this order, each read only when it is asked for."""
    what = _behind(recipe, name)
    sql = "SELECT body FROM derived WHERE what = ? AND unit = ?"
    not_kept = _not_kept.get(workspace, {}).get(what, {})
    with workspace.read() as connection:
        for unit in units:
            row = not_kept.get(unit)
            yield row.body if row else connection.exec_driver_sql(sql, (what, unit)).scalar_one()


def _at_work(what: str) -> threading.Lock:
    """Who asks while the same is being worked out waits for it, and then finds it there."""
    return _locks.setdefault(what, threading.Lock())


def _behind(recipe: Recipe, name: str) -> str:
    return f"{recipe.what}/{name}"


def _in_parts(units: list[str]) -> Iterator[tuple[int, list[str]]]:
    left = iter(units)
    done = 0
    while some := list(islice(left, SOME)):
        yield done, some
        done += len(some)


def _good(workspace: Workspace, connection: Connection, recipe: Recipe) -> Rows:
    rows, day = _rows(workspace, connection, recipe.what), recipe.day.isoformat()
    rows = {
        unit: row for unit, row in rows.items() if recipe.basis.get(unit) == row.basis and row.since <= day <= row.until
    }
    first = min((row.seq for row in rows.values()), default=0)
    changed = _changed(connection, first, recipe.ledgers) if rows else {}
    return {unit: row for unit, row in rows.items() if changed.get(unit, 0) <= row.seq}


def _changed(connection: Connection, seq: int, ledgers: frozenset[str]) -> dict[str, int]:
    """The last row of the journal behind `seq` for every unit of which it has one in these ledgers."""
    found: dict[str, int] = {}
    for unit, ledger, last in journal.written_since(connection, seq):
        if ledger in ledgers:
            found[unit] = max(last, found.get(unit, 0))
    return found | {EVERYBODY: max(found.values(), default=0)}


def _rows(workspace: Workspace, connection: Connection, what: str) -> Rows:
    rows = {row.unit: row for row in DERIVED.select(connection, "unit", what=what)}
    return rows | _not_kept.get(workspace, {}).get(what, {})


def _keep(workspace: Workspace, recipe: Recipe, seq: int, made: Mapping[str, Made]) -> None:
    """Keep it in the workspace; where that cannot be written now, in memory."""
    day = recipe.day.isoformat()
    rows: dict[str, Rows] = {}
    for unit, one in made.items():
        texts = {recipe.what: one.body} | {_behind(recipe, name): text for name, text in one.behind.items()}
        for what, text in texts.items():
            rows.setdefault(what, {})[unit] = CacheRow(what, unit, seq, day, one.until, recipe.basis[unit], text)
    values = [row for some in rows.values() for row in some.values()]
    kept = _written(workspace, lambda connection: DERIVED.put(connection, values))
    for what, fresh in rows.items():
        others = _not_kept.setdefault(workspace, {}).get(what, {})
        apart = {unit: old for unit, old in others.items() if unit not in fresh}
        _not_kept[workspace][what] = apart if kept else apart | fresh


def _mark(workspace: Workspace, recipe: Recipe, good: Rows, now: int) -> None:
    """Note to where the journal was looked through, unless somebody else has written the row meanwhile."""
    sql = "UPDATE derived SET seq = ? WHERE what = ? AND unit = ? AND seq = ?"
    values = [(now, recipe.what, unit, row.seq) for unit, row in good.items()]
    _written(workspace, lambda connection: connection.exec_driver_sql(sql, values))


def _written(workspace: Workspace, write: Callable[[Connection], object]) -> bool:
    """Write, and say whether that could be: not in a window for looking only, nor while somebody else writes."""
    if workspace.read_only:
        return False
    with suppress(WorkspaceBusyError), lock.writing(workspace.folder, HOLDER, wait=0):
        with workspace.engine.connect().execution_options(writes=True) as connection, connection.begin():
            write(connection)
        return True
    return False
