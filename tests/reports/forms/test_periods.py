"""A form for a part of the year counts that part, says so, or is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.errors import FazhiError
from models.records.office import Issue
from models.records.registry import ledger
from models.store.base.workspace import UNIT, Office, Workspace
from models.store.records import records
from reports.drafts import make_draft
from reports.forms import FormRequest
from tests.reports.forms.samples import TODAY, Make, new_workspace

HELD = ("2019-03-02", "2019-09-02", "2020-03-01", "2020-06-30", "2020-07-01")


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> Iterator[Workspace]:
    workspace = new_workspace(tmp_path_factory.mktemp("h") / "w", Office(UNIT, "X01", "示例一办事处"), issue)
    with workspace.write("王经办") as tx:
        records.save(tx, ledger("progress"), "X01", {"year": 2019, "item": 1})  # that year was kept here
        for day in HELD:
            fields = {"kind": "中层以上法治培训", "held_on": day, "topic": day, "people": 10}
            records.save(tx, ledger("training"), "X01", fields)
            work = {"item": 1, "kind": "会议", "on": day, "content": day}
            records.save(tx, ledger("work"), "X01", work)
    yield workspace
    workspace.close()


@pytest.mark.parametrize(
    ("period", "now", "before", "registered"),
    [("", 3, 2, 3), ("2020", 3, 2, 3), ("2020H1", 2, 1, 2), ("2020年上半年", 2, 1, 2)],
)
def test_figures_are_those_of_the_period(
    halves: Workspace, make: Make, period: str, now: int, before: int, registered: int
) -> None:
    trainings = make(halves, "trainings", period=period)
    assert trainings.rows[-1].cells[1:3] == (now, before)
    register = make(halves, "register-work", period=period)
    assert len([row for row in register.rows if row.style == "body"]) == registered
    half = period not in ("", "2020")
    assert ("统计2020年1月1日至2020年6月30日" in trainings.notes[-1]) is half
    assert ("收录2020年截至2020年6月30日的记录。" in register.notes) is half
    assert trainings.period == ("2020年上半年" if half else "2020年度")


@pytest.mark.parametrize(
    ("form_id", "period", "said"),
    [
        ("trainings", "下半年", "没有“下半年”这个报送期：可选 2020H1、2020。"),
        ("self-assessment", "2020H1", "《自评表》按年度出，没有2020年上半年的：请改选全年。"),
        ("charts", "2020H1", "按年度出"),
    ],
)
def test_what_there_is_no_part_of_is_refused(
    halves: Workspace, make: Make, form_id: str, period: str, said: str
) -> None:
    with pytest.raises(FazhiError) as refused:
        make(halves, form_id, period=period)
    assert said in refused.value.sentence


def test_an_annual_report_is_about_a_year(halves: Workspace) -> None:
    with pytest.raises(FazhiError, match="按年度出"):
        make_draft(halves, "annual-report", FormRequest(year=2020, today=TODAY, period="2020H1"))
