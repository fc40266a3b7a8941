"""A centre with the worked records, how to make a draft of it and how to open that again."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import docx
import pytest
from docx.document import Document

from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import packages, records
from models.store.records.packages import PackageRow
from reports.base.paper import Paper
from reports.drafts import make_draft
from reports.layouts.form import FormRequest
from reports.word.document import write_docx
from tests.reports.forms.samples import TODAY
from tests.reports.worked import worked_centre

RARE = "王𬭎、赵𬱖、李䶮、张𠮷"
Papers = Callable[..., list[Paper]]


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """X01 sent the half year's report and had it returned; X02's was refused; nothing came for the year."""
    workspace = worked_centre(tmp_path_factory.mktemp("d"))
    with workspace.write("王经办") as tx:
        said = {"year": 2020, "item": 4, "state": "已完成", "measures": "压减材料\x0b3项", "outcome": RARE}
        records.save(tx, ledger("progress"), "X02", said)
        sent: dict[str, Any] = {"direction": "in", "kind": "submission", "period": "2020H1", "at": "2020-07-08"}
        returned: dict[str, Any] = {"state": "merged", "review": "returned", "review_reason": "措施太笼统。"}
        packages.save_package(tx, PackageRow(id="a", unit="X01", sequence=1, **sent, **returned))
        packages.save_package(tx, PackageRow(id="b", unit="X02", sequence=1, state="damaged", **sent))
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
