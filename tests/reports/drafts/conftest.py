"""A centre with the worked records, how to make a draft of it and how to open that again."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import docx
import pytest
from docx.document import Document

from models.assess.shipped import shipped_scheme
from models.plan_text import read_plan_file
from models.records.office import Issue
from models.records.registry import ledger
from models.resources import resource
from models.store import packages, records
from models.store.packages import PackageRow
from models.store.workspace import CENTRE, Office, Workspace
from reports.drafts import make_draft
from reports.forms.form import FormRequest
from reports.paper import Paper
from reports.word import write_docx
from tests.reports.forms.samples import PERIODS, TODAY, UNITS, fill_up, new_workspace

RARE = "王𬭎、赵𬱖、李䶮、张𠮷"
Papers = Callable[..., list[Paper]]


@pytest.fixture(scope="session")
def issue() -> Issue:
    plan = read_plan_file(resource("plans", "2020-郑东新区.txt")).plan
    assert plan is not None
    given: dict[str, Any] = {"units": UNITS, "periods": PERIODS, "scheme": shipped_scheme()}
    return Issue(number=1, year=2020, centre="示例管委会", plan=plan, **given)


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory, issue: Issue) -> Iterator[Workspace]:
    """X01 sent the half year's report and had it returned; X02's was refused; nothing came for the year."""
    workspace = new_workspace(tmp_path_factory.mktemp("d") / "w", Office(CENTRE, "GWH", "示例管委会"), issue)
    fill_up(workspace)
    with workspace.write("王经办") as tx:
        said = {"year": 2020, "item": 4, "state": "已完成", "measures": "压减材料\x0b3项", "outcome": RARE}
        records.save(tx, ledger("progress"), "X02", said)
        sent: dict[str, Any] = {"direction": "in", "kind": "submission", "period": "2020H1", "at": "2020-07-08"}
        returned = {"state": "merged", "review": "returned", "review_reason": "措施太笼统。"}
        packages.keep(tx, PackageRow(id="a", unit="X01", sequence=1, **sent, **returned))
        packages.keep(tx, PackageRow(id="b", unit="X02", sequence=1, state="damaged", **sent))
    yield workspace
    workspace.close()


@pytest.fixture
def papers(centre: Workspace) -> Papers:
    def made(draft_id: str, **more: Any) -> list[Paper]:
        given: dict[str, Any] = {"year": 2020, "today": TODAY}
        return make_draft(centre, draft_id, FormRequest(**given | more))

    return made


def opened(some: list[Paper]) -> Document:
    out = io.BytesIO()
    write_docx(some, out)
    out.seek(0)
    return docx.Document(out)


def words(document: Document) -> str:
    return "\n".join(one.text for one in document.paragraphs)
