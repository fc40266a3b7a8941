"""Which ledgers an office sees: by its tasks, by what it keeps, and by its own choice."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from models.records.office import Unit
from models.records.plan import Chapter, Item, Plan
from models.records.registry import ledger, ledgers
from models.store.base.workspace import Workspace, open_workspace
from models.store.records import documents, records
from tests.models.offices import ISSUE as BARE
from ui.ledgers.shelves import all_shelves, own_shelves, switch_ledger, switched_ledgers

ITEMS = (Item(17, "执法证件和裁量基准", "", (), ()), Item(29, "学法", "", (), ()))
PLAN = Plan("工作要点", 2020, "", "", (Chapter(1, "一", ITEMS),))
ISSUE = msgspec.structs.replace(BARE, plan=PLAN, units=(Unit("X01", "杨桥办事处", "乡镇"),))
EVERY = [one for one in ledgers().values() if one.desk == "unit"]
NOT_OURS = {"state": "不适用", "not_applicable": "没有这项职能"}


def shown(workspace: Workspace) -> set[str]:
    return {one.ledger.id for one in own_shelves(workspace, EVERY) if one.shown}


@pytest.fixture
def issued(workspace: Workspace) -> Workspace:
    with workspace.write("张晓明") as tx:
        documents.save_document(tx, documents.ISSUE, 1, ISSUE)
    return workspace


def put(workspace: Workspace, ledger_id: str, **fields: object) -> str:
    with workspace.write("张晓明") as tx:
        return records.save(tx, ledger(ledger_id), "X01", fields).uid


def test_without_a_plan_those_stand_there_that_every_year_asks_for(workspace: Workspace) -> None:
    assert shown(workspace) == {"progress", "person", "certificate", "case", "training", "work"}


def test_the_plan_says_which_are_needed(issued: Workspace) -> None:
    assert shown(issued) == {"progress", "person", "certificate", "power", "training", "work"}


def test_an_item_that_does_not_apply_asks_for_none(issued: Workspace) -> None:
    put(issued, "progress", year=ISSUE.year, item=17, **NOT_OURS)
    put(issued, "progress", year=ISSUE.year - 1, item=29, **NOT_OURS)
    assert shown(issued) == {"progress", "training", "work"}


def test_what_holds_records_stands_there(issued: Workspace) -> None:
    put(issued, "decision", title="方案")
    assert "decision" in shown(issued)
    assert next(one.held for one in own_shelves(issued, EVERY) if one.ledger.id == "decision") == 1


def test_a_choice_wins_and_goes_with_the_workspace(issued: Workspace, tmp_path: Path) -> None:
    with issued.write("张晓明") as tx:
        switch_ledger(tx, "decision", on=True)
        switch_ledger(tx, "work", on=False)
    assert {"decision"} == shown(issued) & {"decision", "work"}
    issued.close()
    again = open_workspace(issued.folder, "four calm words 42")
    with again.read() as connection:
        assert switched_ledgers(connection) == {"decision": True, "work": False}
    again.close()


def test_all_units_together_show_what_holds_records(issued: Workspace) -> None:
    with issued.write("张晓明") as tx:
        records.save(tx, ledger("risk"), "X09", {"point": "无证经营"})
    assert [(one.ledger.id, one.held) for one in all_shelves(issued, EVERY) if one.shown] == [("risk", 1)]


def test_names_are_grouped(issued: Workspace) -> None:
    groups = [one.ledger.group for one in own_shelves(issued, EVERY)]
    assert groups == sorted(groups, key=groups.index)
    assert all(groups)
