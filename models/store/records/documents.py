"""Documents of a workspace that are no ledger records: issue, roster, holidays and others, numbered within their kind.

The one with the highest number counts; the others are kept for years that are over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from models.clock import Clock
from models.records.office import Issue, Unit
from models.rules.assessed_year import assessed_year, working_year
from models.store.base.own_table import OwnTable
from models.store.base.transaction import Transaction

T = TypeVar("T")
ISSUE = "issue"
"""The kind under which a centre keeps what it issues, and a unit what it was issued."""
RESULTS = "results"
"""The kind under which a unit keeps the results it was sent."""


class StoredDocument(msgspec.Struct, frozen=True):
    """A document as JSON, and the package that brought it ("" where it was made here)."""

    kind: str
    number: int
    body: str
    source: str
    at: str


DOCUMENTS = OwnTable("document", StoredDocument, key=("kind", "number"))


def save_document(tx: Transaction, kind: str, number: int, body: object, source: str = "") -> None:
    """Keep `body` as number `number` of its kind; the journal keeps every one."""
    text = msgspec.json.encode(msgspec.to_builtins(body, str_keys=True), order="sorted").decode()
    DOCUMENTS.put(tx.connection, [StoredDocument(kind, number, text, source, tx.at)])
    tx.chain.append([(tx.at, tx.operator, "document", kind, str(number), "", source, text)])


def latest_document(connection: Connection, kind: str, shape: type[T]) -> T | None:
    """The document of this kind with the highest number, None while there is none."""
    text = connection.exec_driver_sql(
        "SELECT body FROM document WHERE kind = ? ORDER BY number DESC LIMIT 1", (kind,)
    ).scalar()
    return None if text is None else msgspec.json.decode(text, type=shape)


def documents_of_kind(connection: Connection, kind: str, shape: type[T]) -> Iterator[T]:
    """Every document of this kind, the highest number first; each is read when its turn comes."""
    sql = "SELECT body FROM document WHERE kind = ? ORDER BY number DESC"
    return (msgspec.json.decode(text, type=shape) for text in connection.exec_driver_sql(sql, (kind,)).scalars())


def numbered_documents(connection: Connection, kind: str, shape: type[T]) -> Iterator[tuple[int, T]]:
    """Every document of this kind with its number, the highest first; each is read when its turn comes."""
    sql = "SELECT number, body FROM document WHERE kind = ? ORDER BY number DESC"
    for number, text in connection.exec_driver_sql(sql, (kind,)):
        yield number, msgspec.json.decode(text, type=shape)


def document_at(connection: Connection, kind: str, number: int, shape: type[T]) -> T | None:
    """The document of this kind with this number, None where there is none."""
    sql = "SELECT body FROM document WHERE kind = ? AND number = ?"
    text = connection.exec_driver_sql(sql, (kind, number)).scalar()
    return None if text is None else msgspec.json.decode(text, type=shape)


def latest_number(connection: Connection, kind: str) -> int:
    """The highest number of this kind, 0 while there is none."""
    row = connection.exec_driver_sql("SELECT max(number) FROM document WHERE kind = ?", (kind,)).scalar()
    return int(row or 0)


def made_first(connection: Connection, kind: str) -> str:
    """The moment at which the document of this kind with the lowest number was kept; there must be one."""
    sql = "SELECT at FROM document WHERE kind = ? ORDER BY number LIMIT 1"
    return str(connection.exec_driver_sql(sql, (kind,)).scalar_one())


def issue_of_year(connection: Connection, year: int) -> Issue | None:
    """The last issue of this year, whatever has been issued since for other years; None where there is none."""
    return next((issue for issue in documents_of_kind(connection, ISSUE, Issue) if issue.year == year), None)


def newest_issue(connection: Connection) -> Issue | None:
    """The last issue of the latest year: with it a centre goes on, though an earlier year was corrected since."""
    years = issued_years(connection)
    return issue_of_year(connection, years[0]) if years else None


def issue_before(connection: Connection, issue: Issue) -> Issue | None:
    """The issue of the same year before this one; of its first one the one before it, of whatever year."""
    sql = (
        "SELECT body FROM document WHERE kind = ? AND number < ? "
        "ORDER BY json_extract(body, '$.year') = ? DESC, number DESC LIMIT 1"
    )
    text = connection.exec_driver_sql(sql, (ISSUE, issue.number, issue.year)).scalar()
    return None if text is None else msgspec.json.decode(text, type=Issue)


def issue_for(connection: Connection, year: int | None) -> Issue | None:
    """The last issue of this year, or where there is no year (None) of the one that is worked at today."""
    wanted = present_year(connection) if year is None else year
    return None if wanted is None else issue_of_year(connection, wanted)


def present_year(connection: Connection) -> int | None:
    """Of the years something was issued for the one that is worked at today, by the workspace's clock.

    Next year's plan, issued in November, counts from January. None before the first.
    """
    years = issued_years(connection)
    return working_year(years, today_of(connection)) if years else None


def today_of(connection: Connection) -> dt.date:
    """Today by the clock of the workspace whose connection this is."""
    clock: Clock = connection.get_execution_options()["clock"]
    return clock.today()


def issued_years(connection: Connection) -> list[int]:
    """Every year something was issued for, the latest first."""
    return years_of(connection, ISSUE)


def years_of(connection: Connection, kind: str) -> list[int]:
    """The years that documents of this kind are about, the latest first."""
    sql = "SELECT DISTINCT json_extract(body, '$.year') AS year FROM document WHERE kind = ? ORDER BY year DESC"
    return [int(year) for year in connection.exec_driver_sql(sql, (kind,)).scalars() if year is not None]


def year_of_period(connection: Connection, period_id: str) -> int | None:
    """The year whose last issue has the period with this id or label; None where none has it."""
    return years_of_periods(connection, [period_id])[period_id]


def years_of_periods(connection: Connection, ids: Iterable[str]) -> dict[str, int | None]:
    """As `year_of_period` says it of each of these ids, with every issue read once at most."""
    found = dict[str, int | None].fromkeys(ids)
    for issue in documents_of_kind(connection, ISSUE, Issue):
        found |= {one: issue.year for one, year in found.items() if year is None and issue.period(one)}
        if None not in found.values():
            break
    return found


def issue_with_period(connection: Connection, period_id: str | None) -> Issue | None:
    """The last issue that has the period with this id or label.

    Where none is asked for, or none has it, the issue that is worked at today.
    """
    return issue_for(connection, year_of_period(connection, period_id) if period_id else None)


def assessed_issue(connection: Connection, year: int | None, today: dt.date) -> Issue | None:
    """The last issue of this year, or of the one that is assessed by the day (None); None before the first."""
    years = issued_years(connection)
    return issue_of_year(connection, year or assessed_year(years, today)) if years else None


def unit_as_last_issued(connection: Connection, code: str) -> Unit | None:
    """The unit of this code as the last issue that had it named it."""
    for issue in documents_of_kind(connection, ISSUE, Issue):
        unit = issue.unit(code)
        if unit is not None:
            return unit
    return None


def units_as_last_issued(connection: Connection, codes: Iterable[str]) -> list[Unit]:
    """The units of these codes by the last issues that had them; a code that none had stands for its name."""
    return [unit_as_last_issued(connection, code) or Unit(code, code, "") for code in codes]


def unit_names(connection: Connection, codes: Iterable[str]) -> dict[str, str]:
    """The names of these units, now or when an issue had them last, by code."""
    issue = latest_document(connection, ISSUE, Issue)
    now = {unit.code: unit for unit in issue.units} if issue else {}
    return {code: (now.get(code) or units_as_last_issued(connection, [code])[0]).name for code in codes}


def scheme_of_other_year(connection: Connection, year: int) -> Issue | None:
    """The issue that had a scheme last for another year than this one, None where there is none."""
    issues = documents_of_kind(connection, ISSUE, Issue)
    return next((issue for issue in issues if issue.year != year and issue.scheme), None)
