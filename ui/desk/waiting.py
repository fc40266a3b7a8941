"""What waits, read alone: after a change the navigation counts it again without all the rest of the desk."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from models.check.unit import owed
from models.due.own_dues import pressing_records
from models.records.office import Issue
from models.store.base.workspace import Workspace
from models.store.records import conditions, packages
from ui.desk.facts import CentreCounts, UnitCounts, centre_counts, chapter_bars, shown_issue, unit_counts
from ui.kit.bar import BarFigure


def read_waiting(workspace: Workspace, year: int | None, ledgers: Iterable[str]) -> CentreCounts | UnitCounts:
    """What waits in this year or the one the desk shows, at a unit with what presses in these ledgers."""
    with workspace.read() as connection:
        issue, unit = shown_issue(connection, workspace, year), workspace.unit
        if workspace.is_centre:
            return centre_counts(connection, issue)
        pressing = pressing_records(connection, unit, workspace.clock.today(), ledgers)
        remarks = len(packages.find_remarks(connection, unit))
        return unit_counts(_bars(connection, issue, unit) if issue else [], pressing, remarks)


def _bars(connection: Connection, issue: Issue, unit: str) -> list[BarFigure]:
    rows = conditions.columns(connection, "progress", ("item", "state"), unit=unit, year=issue.year)
    return chapter_bars(owed(issue, unit), {item: state for _, _, item, state in rows})
