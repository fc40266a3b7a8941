import msgspec
import pytest

from models.records.office import Issue
from models.store.base.journal import recent_rows
from models.store.base.workspace import Workspace
from models.store.records.documents import (
    ISSUE,
    document_at,
    issue_of_year,
    latest_number,
    save_document,
    scheme_of_other_year,
)
from models.store.records.printed import note_printed
from tests.models import offices

ISSUED = [(1, 2020, {"名称": "一"}), (2, 2021, {}), (3, 2021, {"名称": "三"}), (4, 2020, {})]


@pytest.fixture
def issued(unit: Workspace) -> Workspace:
    with unit.write("李四") as tx:
        for number, year, scheme in ISSUED:
            issue = msgspec.structs.replace(offices.ISSUE, number=number, year=year, scheme=scheme)
            save_document(tx, ISSUE, number, issue)
    return unit


@pytest.mark.parametrize(("year", "name"), [(2019, "三"), (2020, "三"), (2021, "一"), (2022, "三")])
def test_scheme_of_another_year_is_the_last_that_says_anything(issued: Workspace, year: int, name: str) -> None:
    with issued.read() as connection:
        found = scheme_of_other_year(connection, year)
    assert found
    assert found.scheme["名称"] == name


@pytest.mark.parametrize(("year", "number"), [(2019, None), (2020, 4), (2021, 3)])
def test_issue_of_a_year_is_its_last(issued: Workspace, year: int, number: int | None) -> None:
    with issued.read() as connection:
        found = issue_of_year(connection, year)
    assert (found.number if found else None) == number


def test_documents_are_kept_by_number(issued: Workspace) -> None:
    with issued.read() as connection:
        assert (latest_number(connection, ISSUE), latest_number(connection, "roster")) == (4, 0)
        second, fifth = (document_at(connection, ISSUE, number, Issue) for number in (2, 5))
    assert second
    assert (second.year, fifth) == (2021, None)


def test_what_was_printed_is_in_the_journal(unit: Workspace) -> None:
    with unit.write("李四") as tx:
        note_printed(tx, "case-register", "", "案件台账，2020年度")
    with unit.read() as connection:
        (row,) = recent_rows(connection, 1)
    assert (row.operator, row.uid, row.line) == ("李四", "case-register", "案件台账，2020年度")
