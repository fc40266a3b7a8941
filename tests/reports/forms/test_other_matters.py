"""Tables of a 行政复议机关 and of problems put right, counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from models.records.office import Issue
from models.store.base.workspace import UNIT, Office, Workspace
from reports.base.sheet import Sheet
from tests.opened_figures import unexplained
from tests.reports.forms.samples import Make, new_workspace, saver

TAKEN = {"acceptance": "受理", "accepted_on": "2020-03-06", "respondent_kind": "县级政府的部门", "matter": "行政处罚"}
APPLICATIONS: list[dict[str, Any]] = [
    {"number": "1", "received_on": "2020-03-02", "branch": "公安", "applicants": 3, **TAKEN},
    {
        "number": "2",
        "received_on": "2020-04-02",
        "branch": "自然资源",
        **TAKEN,
        "ending": "撤销",
        "ended_on": "2020-05-01",
    },
    {
        "number": "3",
        "received_on": "2020-05-02",
        "branch": "公安",
        "acceptance": "不予受理",
        "accepted_on": "2020-05-06",
    },
    {
        "number": "4",
        "received_on": "2019-11-02",
        "branch": "新设的部门",
        "acceptance": "受理",
        "ending": "维持",
        "ended_on": "2020-01-20",
        "compensation": True,
        "paid": "800",
    },
    {"number": "6", "received_on": "2020-12-31", "branch": "公安", **TAKEN, "accepted_on": "2021-01-05"},
    {"number": "5", "received_on": "2019-01-02", "acceptance": "受理", "ending": "维持", "ended_on": "2019-03-01"},
]
PROBLEMS: list[dict[str, Any]] = [
    {"source": "法治督察", "problem": "甲", "found_on": "2020-03-01", "due": "2020-06-30", "closed_on": "2020-06-01"},
    {"source": "审计", "problem": "乙", "found_on": "2019-03-01", "due": "2020-06-30"},
    {"source": "审计", "problem": "丙", "found_on": "2018-03-01", "due": "2019-06-30", "closed_on": "2019-06-01"},
    {"source": "审计", "problem": "丁", "found_on": "2020-03-01", "due": "2021-01-31", "closed_on": "2021-01-04"},
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> Iterator[Workspace]:
    workspace = new_workspace(tmp_path_factory.mktemp("o") / "w", Office(UNIT, "X01", "示例一办事处"), issue)
    save = saver(workspace)
    for fields in APPLICATIONS:
        save("reconsidered", "X01", fields)
    for fields in PROBLEMS:
        save("rectification", "X01", fields)
    yield workspace
    workspace.close()


def figures(sheet: Sheet, label: str) -> dict[str, str]:
    row = next(row for row in sheet.rows if row.cells[0] == label)
    cells = zip(sheet.columns[2:], row.cells[2:], strict=True)
    return {column.key: str(cell) for column, cell in cells if cell not in (None, 0)}


def test_the_statistics_of_reconsideration(office: Workspace, make: Make) -> None:
    first = make(office, "reconsidered-matrix")
    second = first.more[0]
    assert [len(sheet.rows) for sheet in (first, second)] == [47, 47]
    assert len(first.columns) + len(second.columns) == 2 + 20 + 2 + 25 + 1  # 征收土地 has no number of its own
    assert figures(first, "公安") == {
        "new": "3",
        "accepted": "1",
        "applicants": "3",
        "respondent:县级政府的部门": "1",
    }
    assert figures(first, "土地")["accepted"] == "1"
    assert figures(first, "其他") == {"carried": "1"}
    assert figures(first, "合计") == {
        "carried": "1",
        "new": "4",
        "accepted": "2",
        "applicants": "4",
        "respondent:县级政府的部门": "2",
    }
    assert figures(second, "合计") == {
        "matter:行政处罚": "2",
        "ended": "2",
        "ending:维持": "1",
        "ending:撤销": "1",
        "open": "1",
        "compensation": "1",
        "paid": "800",
    }
    following = figures(make(office, "reconsidered-matrix", year=2021), "公安")  # 6 was accepted in January
    assert following == {"carried": "1", "accepted": "1", "applicants": "1", "respondent:县级政府的部门": "1"}


def test_a_figure_opens_what_it_counts(office: Workspace, make: Make) -> None:
    """申请人总数 opens none that was refused or came the year before."""
    for form in ("reconsidered-matrix", "rectifications"):
        assert list(unexplained(office, make(office, form))) == []


def test_problems_and_whether_they_are_closed(office: Workspace, make: Make) -> None:
    sheet = make(office, "rectifications")
    states = [(row.cells[2], row.cells[-1]) for row in sheet.rows]
    assert states == [("甲", "已销号"), ("乙", "逾期未销号"), ("丁", "正在整改")]  # 丁 was closed a year later
    assert [fact.value for fact in sheet.facts] == ["3个", "1个", "1个", "1个", "0个", "33.33%"]
