"""代录 in print: who reported on paper, on which, and that the points rest on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from models.records.office import Issue
from models.store.base.workspace import CENTRE, Office, Workspace
from models.store.records import packages
from models.store.records.proxy import MARK
from models.submit.proxy import OnPaper, register_proxy
from reports.figures.form_data import Scope, read_form_data
from reports.figures.missing_reports import missing_reports
from reports.layouts.form import FormRequest
from tests.reports.forms.samples import TODAY, Make, fill_up, new_workspace

BASIS = "未签名，纸质依据：示例办〔2020〕8号"


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> Iterator[Workspace]:
    """A centre that typed X01's year from paper that came a day late."""
    workspace = new_workspace(tmp_path_factory.mktemp("p") / "w", Office(CENTRE, "GWH", "示例管委会"), issue)
    fill_up(workspace)
    register_proxy(workspace, "X01", "2020", OnPaper("示例办〔2020〕8号", dt.date(2020, 12, 21)), "王经办")
    yield workspace
    workspace.close()


def test_the_list_of_reports_marks_it(typed: Workspace, make: Make) -> None:
    sheet = make(typed, "submissions", period="2020")
    cells = {row.cells[1]: row.cells[2:] for row in sheet.rows}
    assert cells["示例一办事处"] == (dt.date(2020, 12, 21), "迟报", 1, "代录")
    assert f"代录：示例一办事处（2020年度），{BASIS}。" in sheet.notes


@pytest.mark.parametrize(
    ("form", "more"), [("assessment-ranking", {}), ("assessment-detail", {}), ("assessment-detail", {"unit": "X01"})]
)
def test_points_say_what_they_rest_on(typed: Workspace, make: Make, form: str, more: dict[str, str]) -> None:
    sheet = make(typed, form, **more)
    said = [str(cell) for row in sheet.rows for cell in row.cells if cell] + [fact.value for fact in sheet.facts]
    assert any("代录（未签名）" in one or BASIS in one for one in said)
    assert f"示例一办事处的台账由汇总单位代录：2020年度{BASIS}。" in sheet.notes


def test_the_late_report_names_its_paper(typed: Workspace, make: Make) -> None:
    rows = {row.cells[0]: str(row.cells) for row in make(typed, "assessment-detail", unit="X01").rows}
    assert f"2020-12-21收到。代录，{BASIS}" in rows["10.4"]


def test_who_reported_on_paper_is_not_urged(typed: Workspace) -> None:
    books = read_form_data(typed, Scope(2020, TODAY, None))
    request = FormRequest(year=2020, today=TODAY)
    with typed.read() as connection:
        rows = packages.find_packages(connection, direction="in", kind="submission")
    unit = next(one for one in books.units if one.code == "X01")
    assert [one.period.id for one in missing_reports(books, unit, rows, request.today, request.period)] == ["2020H1"]


def test_a_register_marks_what_was_typed(typed: Workspace, make: Make) -> None:
    """Signed rows stand first, numbered through; the typed ones have a head of their own."""
    heads = [str(row.cells[0]) for row in make(typed, "register-training").rows if row.style == "section"]
    marked = [head for head in heads if MARK in head]
    assert marked == [head for head in heads if head.startswith("示例一办事处")]
    assert marked
