from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.store.base.workspace import Workspace, open_workspace
from models.store.records import conflicts, packages, peers, quarantine
from models.store.records.conflicts import Conflict
from models.store.records.packages import Enrolment, PackageRow
from models.store.records.quarantine import QuarantinedFile
from tests.models.offices import training

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(params=[1, 2])
def shipped(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Workspace, dict[str, Any]]]:
    source = DATA / f"workspace-{request.param}"
    shutil.copytree(source / "工作区", tmp_path / "w")
    workspace = open_workspace(tmp_path / "w", "工作区密码")
    yield workspace, json.loads((source / "内容.json").read_text(encoding="utf-8"))
    workspace.close()


def test_conflicts_of_every_schema_are_there(shipped: tuple[Workspace, dict[str, Any]]) -> None:
    workspace, expected = shipped
    with workspace.read() as connection:
        assert [row.field for row in conflicts.find_conflicts(connection)] == expected.get("conflicts", [])
        settled = [[row.field, row.value, row.operator] for row in conflicts.settlements(connection)]
    assert settled == expected.get("settled", [])


def test_new_columns_and_tables_work_after_an_upgrade(shipped: tuple[Workspace, dict[str, Any]]) -> None:
    workspace, _ = shipped
    row = PackageRow(id="1", direction="in", kind="submission", unit="A01", told="r")
    key = Enrolment(public_key="k", unit="A01", fingerprint="1", state="revoked", reason="丢失")
    aside = QuarantinedFile(digest="d", file="f", unit="A01", package="1", signer="k", reason="不可信")
    with workspace.write("张三") as tx:
        packages.save_package(tx, row)
        packages.save_enrolment(tx, key)
        quarantine.quarantine_file(tx, aside)
        peers.save_address(tx, "age1")
        assert packages.find_packages(tx.connection, id="1")[0].told == "r"
        assert packages.find_enrolments(tx.connection)[-1].reason == "丢失"
        assert [one.reason for one in quarantine.quarantined_files(tx.connection)] == ["不可信"]
        assert (peers.peer_recipients(tx.connection), peers.compared_keys(tx.connection)) == (("age1",), frozenset())


def beside(uid: str, value: str, **other: Any) -> Conflict:
    return Conflict(
        ledger="training", uid=uid, field="topic", workspace="w", counter=1, unit="A01", value=value, **other
    )


def test_what_a_package_changes_beside_a_record_comes_back(unit: Workspace) -> None:
    made = training(unit)
    with unit.write("张三") as tx:
        conflicts.replace_conflicts(tx, "training", made, [beside(made.uid, '"一"', source="p1")], "p1")
        before = conflicts.conflicts_of(tx.connection, "training", made.uid)
        conflicts.replace_conflicts(tx, "training", made, [], "p2")
        (settled,) = conflicts.settlements(tx.connection, made.uid)
        assert (settled.source, settled.value, len(settled.sides)) == ("p2", '"民法典"', 1)
        conflicts.restore_conflicts(tx, "p2")
        assert conflicts.conflicts_of(tx.connection, "training", made.uid) == before
        assert conflicts.settlements(tx.connection) == []


def test_settlements_are_found_by_record(unit: Workspace) -> None:
    made = [training(unit, topic) for topic in ("一", "二")]
    with unit.write("张三") as tx:
        for one in made:
            conflicts.replace_conflicts(tx, "training", one, [beside(one.uid, '"三"', source="p1")], "p1")
            conflicts.replace_conflicts(tx, "training", one, [], "p2")
        found = [[row.uid for row in conflicts.settlements(tx.connection, uid)] for uid in (made[0].uid, None)]
    assert found == [[made[0].uid], [one.uid for one in made]]


def test_one_value_has_one_spelling() -> None:
    """Two PCs that typed the same row of a table do not disagree."""
    assert conflicts.value_json([{"on": "1", "court": "2"}]) == conflicts.value_json([{"court": "2", "on": "1"}])


def test_first_package_that_brought_a_side_is_named(unit: Workspace) -> None:
    made = training(unit)
    with unit.write("张三") as tx:
        tx.at = "2020-05-01T00:00:00Z"
        conflicts.replace_conflicts(tx, "training", made, [beside(made.uid, '"一"', source="p1")], "p1")
    with unit.write("张三") as tx:
        more = [beside(made.uid, '"一"', source="p2"), beside(made.uid, '"二"', source="p2")]
        conflicts.replace_conflicts(tx, "training", made, more, "p2")
        found = {row.value: (row.source, row.at) for row in conflicts.conflicts_of(tx.connection, "training", made.uid)}
    assert found == {'"一"': ("p1", "2020-05-01T00:00:00Z"), '"二"': ("p2", tx.at)}


def test_remembered_value_is_forgotten_without_history(unit: Workspace) -> None:
    made = training(unit)
    with unit.write("张三") as tx:
        conflicts.set_conflicts(tx, "training", made.uid, [beside(made.uid, '"民法典"', open=False)])
        conflicts.settle_fields(tx, "training", msgspec.structs.replace(made, fields={}), ["topic"])
        assert conflicts.settlements(tx.connection) == []
        assert conflicts.find_conflicts(tx.connection, open_only=False) == []
