"""The own unit's year beside the one before, on the same day: read only when somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterable

from models.records.entry import Entry
from models.records.ledgers.progress import DONE
from models.records.office import place_of
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import documents, records
from models.store.records.calendar import working_calendar
from models.store.records.held_years import is_held
from ui.desk.district_facts import YearFigure, without_unheld, year_figures

LEDGERS = ("progress", "training", "case", "person", "certificate")
_DONE = "工作要点里状态是已完成的事项。"
_HELD = "这一年开的培训，按培训日期。"


def read_unit_figures(workspace: Workspace, wanted: int | None = None) -> list[YearFigure]:
    """The figures of the year `wanted` or worked at, or of the calendar's where nothing was issued."""
    today = workspace.clock.today()
    with workspace.read() as connection:
        issue = documents.issue_for(connection, wanted)
        kept = {name: list(records.entries(connection, ledger(name), workspace.unit)) for name in LEDGERS}
        calendar = working_calendar(connection)
        year = issue.year if issue else today.year
        held = is_held(connection, year - 1)
    own = [
        _line("已完成事项", "progress", _DONE, [_done(kept["progress"], one) for one in (year, year - 1)]),
        _line("学法培训", "training", _HELD, [_held(kept["training"], one) for one in (year, year - 1)]),
    ]
    return without_unheld([*own, *year_figures(kept, year, today, calendar, place_of(issue))], held=held)


def _line(name: str, ledger_id: str, definition: str, behind: list[tuple[str, ...]]) -> YearFigure:
    now, before = behind
    return YearFigure(name, str(len(now)), str(len(before)), definition, ledger_id, now, before)


def _done(entries: Iterable[Entry], year: int) -> tuple[str, ...]:
    return tuple(one.uid for one in entries if one.fields.get("year") == year and one.fields.get("state") == DONE)


def _held(entries: Iterable[Entry], year: int) -> tuple[str, ...]:
    return tuple(one.uid for one in entries if str(one.fields.get("held_on") or "").startswith(f"{year}-"))
