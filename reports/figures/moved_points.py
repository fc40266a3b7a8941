"""What a submission did to the points of its unit: by the records before its merge and after it, all else as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from models.assess.assess import assess, nobody
from models.assess.score import ScoreState, UnitScore, words
from models.merge.report import journal_rows_of, read_report
from models.records.entry import Entry
from models.records.registry import ledgers
from models.store.base.workspace import Workspace
from models.store.records import documents, records
from models.store.records.packages import PackageRow
from reports.figures.form_data import Scope
from reports.figures.scores import NoSchemeError, score_basis_of, scored_books

FIRST = "这是第一次报送，以前没有得分可比。"
SAME = "得分没有因此变化。"


def moved_points(workspace: Workspace, row: PackageRow) -> str:
    """A Chinese sentence on how the merge of a submission moved points; "" where nothing was merged or is scored by.

    What hangs on other units, an average, is left out: it may move without a word of this one.
    """
    report = read_report(row)
    if report is None:
        return ""
    with workspace.read() as connection:
        year = documents.year_of_period(connection, row.period)
        first, last = journal_rows_of(connection, report)
        before, after = (_entries_at(connection, row.unit, seq) for seq in (first - 1, last))
        if not any(before.values()):
            return FIRST
        books = scored_books(connection, workspace, Scope(year or 0, workspace.clock.today(), row.unit))
        try:
            given = score_basis_of(connection, workspace, books)
        except NoSchemeError:
            return ""
    some = [replace(one, entries=entries) for entries in (before, after) for one in given.inputs]
    scored = [assess(given.basis, [one], nobody).units for one in some]
    return _words(*(units[0] for units in scored)) if all(scored) else ""


def _entries_at(connection: Connection, unit: str, seq: int) -> dict[str, list[Entry]]:
    every = {name: records.entries_as_of(connection, one, unit, seq) for name, one in ledgers().items()}
    return {name: [one for one in some if not one.deleted] for name, some in every.items()}


def _words(before: UnitScore, after: UnitScore) -> str:
    moved = list(_moved(before, after))
    if not moved:
        return SAME
    return f"得分因此由{words(before.total)}变为{words(after.total)}：{'，'.join(moved)}。"


def _moved(before: UnitScore, after: UnitScore) -> Iterator[str]:
    for old, new in zip(before.scores, after.scores, strict=True):
        said = [words(one.points) if one.state is ScoreState.SCORED else str(one.state) for one in (old, new)]
        if said[0] != said[1]:
            yield f"{new.name}{said[0]}→{said[1]}"
