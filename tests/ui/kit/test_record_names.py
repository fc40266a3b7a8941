"""A record of the plan is called by its item's number and wording, wherever it is listed."""

from typing import Any

import msgspec
import pytest

from models.merge.changes import RecordAct, RecordChange
from models.merge.conflicts import Dispute
from models.merge.double_submissions import CopyDifference
from models.records.entry import uid_for
from models.records.finding import error
from models.records.registry import ledger
from models.store.base.workspace import Workspace
from models.store.records import records
from models.submit.first_issue import first_issue
from reports.figures.record_names import item_of_title, name_of
from tests.models.records.entries import entry
from ui.kit.record_names import GONE, finding_name, record_names_of, with_record_names

ISSUE = first_issue("法治办")
TITLE = ISSUE.plan.items[6].title


@pytest.mark.parametrize(
    ("title", "number"), [("项号7", 7), ("项号36", 36), ("项号", None), ("第7项", None), ("某案", None), ("", None)]
)
def test_the_number_in_a_title(title: str, number: int | None) -> None:
    assert item_of_title(title) == number


@pytest.mark.parametrize(
    ("ledger_id", "fields", "name"),
    [
        ("progress", {"item": 7, "year": ISSUE.year}, f"第7项 {TITLE}"),
        ("progress", {"item": 7, "year": ISSUE.year - 1}, "第7项"),
        ("progress", {"item": 99, "year": ISSUE.year}, "第99项"),
        ("progress", {"item": "?"}, "（读不出的记录）"),
        ("person", {"name": "王伟"}, "王伟"),
        ("person", {}, "（没有姓名）"),
    ],
)
def test_names_of_entries(ledger_id: str, fields: dict[str, Any], name: str) -> None:
    assert name_of(ledger_id, entry("u", **fields), ISSUE) == name


@pytest.mark.parametrize(
    ("ledger_id", "uid", "title", "name"),
    [
        ("progress", "", "项号7", f"第7项 {TITLE}"),
        ("progress", uid_for(ledger("progress"), "X01", {"year": ISSUE.year, "item": 7}), "项号7", f"第7项 {TITLE}"),
        ("progress", "of another year", "项号7", "第7项"),
        ("case", "c", "（2020）豫0191行初1号", "（2020）豫0191行初1号"),
    ],
)
def test_names_in_findings(ledger_id: str, uid: str, title: str, name: str) -> None:
    finding = msgspec.structs.replace(error("", "x", "y"), ledger=ledger_id, uid=uid, title=title)
    assert finding_name(finding, ISSUE, "X01") == name


def test_changes_are_called_by_the_item() -> None:
    uid = uid_for(ledger("progress"), "X01", {"year": ISSUE.year, "item": 7})
    change = RecordChange(
        ledger="progress", ledger_label="落实情况", uid=uid, title="项号7", act=RecordAct.ADDED, fields=()
    )
    assert [one.title for one in with_record_names([change], ISSUE, "X01")] == [f"第7项 {TITLE}"]


@pytest.mark.parametrize("kind", [Dispute, CopyDifference])
def test_what_is_to_be_decided_is_called_by_the_item(kind: type[Dispute | CopyDifference]) -> None:
    uid = uid_for(ledger("progress"), "X01", {"year": ISSUE.year, "item": 7})
    fields = {"ledger": "progress", "uid": uid, "unit": "X01", "title": "项号7", "field": "state", "label": "落实状态"}
    more = {"since": "", "versions": [], "ledger_label": "落实情况", "texts": ["", ""]}
    one: Any = msgspec.convert(fields | more, kind)
    assert finding_name(one, ISSUE, "X01") == f"第7项 {TITLE}"


def test_a_deleted_record_is_told(workspace: Workspace, people: list[str]) -> None:
    places = [("person", uid) for uid in people[:2]]
    with workspace.write("张晓明") as tx:
        records.delete(tx, ledger("person"), [people[1]])
        assert record_names_of(tx.connection, places) == dict(zip(places, ["王伟", GONE], strict=True))
