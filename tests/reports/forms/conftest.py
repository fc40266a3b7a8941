"""Workspaces with the worked records, and how to fill in and print a form."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pytest

from models.assess.shipped import shipped_scheme
from models.plan_text import read_plan_file
from models.records.office import Issue
from models.records.plan import Plan
from models.resources import resource
from models.store.base.workspace import CENTRE, UNIT, Office, Workspace, create_workspace
from reports.base.sheet import Sheet
from reports.forms import FormRequest, make_form
from reports.paper.fonts import bundled_fonts
from reports.paper.pdf import write_pdf
from tests.reports.forms.samples import PERIODS, TODAY, UNITS, Make, fill_up, new_workspace, reported


@pytest.fixture(scope="session")
def plan() -> Plan:
    found = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
    assert found is not None
    return found


@pytest.fixture(scope="session")
def issue(plan: Plan) -> Issue:
    return Issue(
        number=1, year=2020, centre="示例管委会", plan=plan, units=UNITS, periods=PERIODS, scheme=shipped_scheme()
    )


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> Iterator[Workspace]:
    workspace = new_workspace(tmp_path_factory.mktemp("c") / "w", Office(CENTRE, "GWH", "示例管委会"), issue)
    fill_up(workspace)
    reported(workspace, "X01", "X02")
    yield workspace
    workspace.close()


@pytest.fixture(scope="session")
def unit(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> Iterator[Workspace]:
    workspace = new_workspace(tmp_path_factory.mktemp("u") / "w", Office(UNIT, "X01", "示例一办事处"), issue)
    fill_up(workspace, "X01")
    yield workspace
    workspace.close()


@pytest.fixture(scope="session", params=[UNIT, CENTRE])
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace just made: no plan, no record."""
    office = Office(request.param, "X01" if request.param == UNIT else "GWH", "新建单位")
    workspace, _ = create_workspace(tmp_path_factory.mktemp("e") / "w", office, None)
    yield workspace
    workspace.close()


@pytest.fixture
def make() -> Make:
    def made(workspace: Workspace, form_id: str, **more: Any) -> Sheet:
        asked = dataclasses.replace(FormRequest(year=2020, today=TODAY, operator="王经办"), **more)
        return make_form(workspace, form_id, asked)

    return made


@pytest.fixture
def printed() -> Callable[[Sheet], str]:
    """Prints a sheet and gives the words of all pages, without white space."""

    def words(sheet: Sheet) -> str:
        out = io.BytesIO()
        write_pdf(sheet, out, fonts=bundled_fonts())
        pages = pypdfium2.PdfDocument(out.getvalue())
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)

    return words
