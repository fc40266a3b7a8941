"""Workspaces of every shipped version open, and newer ones are left alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import pytest
from sqlalchemy import column, insert, inspect, table

from models.records import registry
from models.records.field import Field
from models.records.ledger import Ledger
from models.records.ledgers.training import Training
from models.records.registry import ledger
from models.store.base import migrations, schema, search
from models.store.base.engine import open_engine
from models.store.base.errors import NewerWorkspaceError, NoWorkspaceError
from models.store.base.keyring import derive_key
from models.store.base.workspace import DATABASE, Workspace, _put_aside, open_workspace
from models.store.files import evidence
from models.store.files.verify import verify_workspace
from models.store.records import listing
from models.store.records.listing import ListQuery
from models.store.records.packages import find_packages
from tests.models.offices import SECRET, everything, put, training
from tests.models.store.base.test_search import find

DATA = Path(__file__).parents[3] / "data"
NEWEST = max(schema.migration_names())
SHIPPED = sorted(DATA.glob("workspace-*"))


@pytest.fixture(params=SHIPPED, ids=lambda path: path.name)
def shipped(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Workspace, Path]]:
    folder: Path = request.param
    shutil.copytree(folder / "工作区", tmp_path / "w")
    workspace = open_workspace(tmp_path / "w", "工作区密码")
    yield workspace, folder
    workspace.close()


def test_there_is_a_workspace_of_the_first_version() -> None:
    assert DATA / "workspace-1" in SHIPPED


def test_shipped_workspace_opens_with_its_data(shipped: tuple[Workspace, Path]) -> None:
    workspace, folder = shipped
    expected = json.loads((folder / "内容.json").read_text(encoding="utf-8"))
    shown = {}
    with workspace.read() as connection:
        assert schema.is_current(connection)
        for name in expected["ledgers"]:
            declared = ledger(name)
            rows = listing.read_page(connection, declared, listing.row_ids(connection, declared, ListQuery()))
            shown[name] = [row.fields for row in rows]
    assert shown == expected["ledgers"]
    assert (workspace.name, evidence.all_digests(workspace)) == (expected["name"], expected["evidence"])
    assert verify_workspace(workspace) == []


def test_an_older_workspace_knows_who_brought_what(shipped: tuple[Workspace, Path]) -> None:
    """Of what was here before it was written down: the unit whose record named it first."""
    workspace, _ = shipped
    with workspace.read() as connection:
        found = evidence.bringers(connection)
    assert found == {digest: {workspace.unit} for digest in evidence.all_digests(workspace)}


def test_shipped_workspace_is_worked_on(shipped: tuple[Workspace, Path]) -> None:
    workspace, _ = shipped
    training(workspace, "升级之后")
    assert find(workspace, "升级之后") == ["升级之后"]
    assert verify_workspace(workspace) == []


class Longer(Training, frozen=True, kw_only=True):
    """A later version's training."""

    organ: Annotated[str | None, Field("主办机关", unique=True)] = None
    papers: Annotated[int | None, Field("发放资料")] = None


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """Declare what a later version may: a ledger with more fields, and one more ledger."""
    longer = replace(ledger("training"), record=Longer)
    extra = replace(longer, id="lecture", label="讲座", order=55)
    known = {**registry.ledgers(), "training": longer, "lecture": extra}
    for module in (schema, listing):
        monkeypatch.setattr(module, "ledgers", lambda: known)
    return longer


def test_added_field_becomes_a_column_with_what_lines_say(unit: Workspace, later: Ledger) -> None:
    training(unit, "一", organ="司法局", papers=30)
    training(unit, "二")
    assert find(unit, "司法局") == []
    unit.close()
    again = open_workspace(unit.folder, SECRET)
    with again.write("张三") as tx:
        rows = listing.read_page(tx.connection, later, [1, 2])
        assert [(row.fields.get("organ"), row.fields.get("papers")) for row in rows] == [("司法局", 30), (None, None)]
        search.update_index(tx.connection, later)
        assert listing.row_ids(tx.connection, later, ListQuery(words="司法局")) == [1]
        names = {index["name"] for index in inspect(tx.connection).get_indexes("l_training")}
        assert inspect(tx.connection).has_table("l_lecture")
    assert {"l_training_organ", "l_training_topic"} <= names
    assert (again.folder / f"升级前-{NEWEST}.db").is_file()
    again.close()


def test_workspace_is_copied_before_it_changes(unit: Workspace, later: Ledger) -> None:
    training(unit, "一")
    before = everything(unit)
    unit.close()
    open_workspace(unit.folder, SECRET).close()
    shutil.copy(unit.folder / f"升级前-{NEWEST}.db", unit.folder / DATABASE)
    older = replace(unit, engine=open_engine(unit.folder / DATABASE, derive_key(unit.key, "database")))
    assert everything(older) == before
    older.close()


def test_whoever_wants_is_called_before_an_older_workspace_changes(tmp_path: Path) -> None:
    """A backup is made then; where it cannot be, the workspace stays as it is."""
    shutil.copytree(DATA / "workspace-1" / "工作区", tmp_path / "w")
    whole, found = (tmp_path / "w" / DATABASE).read_bytes(), list[int]()

    def refuse(older: Workspace) -> None:
        with older.read() as connection:
            found.append(schema.schema_version(connection))
        raise NoWorkspaceError(older.folder)

    with pytest.raises(NoWorkspaceError):
        open_workspace(tmp_path / "w", "工作区密码", refuse)
    assert (found, (tmp_path / "w" / DATABASE).read_bytes() == whole) == ([1], True)
    open_workspace(tmp_path / "w", "工作区密码").close()
    open_workspace(tmp_path / "w", "工作区密码", refuse).close()


def test_packages_of_an_older_workspace_get_their_places_from_the_journal(tmp_path: Path) -> None:
    """Not from the clock, and not from the order in which they were first seen."""
    shutil.copytree(DATA / "workspace-1" / "工作区", tmp_path / "w")
    came = [("waiting", 2099, ""), ("merged again", 2021, '{"last": 20}'), ("merged", 2022, '{"last": 10}')]

    def fill(older: Workspace) -> None:
        with older.engine.connect() as connection, connection.begin():
            names = [one["name"] for one in inspect(connection).get_columns("package")]
            for name, year, report in came:
                known = {"id": name, "at": f"{year}-01-01T00:00:00Z", "report": report, "sequence": 1}
                row = dict.fromkeys(names, "") | known
                connection.execute(insert(table("package", *map(column, names))), row)

    workspace = open_workspace(tmp_path / "w", "工作区密码", fill)
    with workspace.read() as connection:
        assert [row.id for row in find_packages(connection)] == ["waiting", "merged", "merged again"]
    assert verify_workspace(workspace) == []
    workspace.close()


@pytest.mark.parametrize("step", [0, 1, 2, 5, -1])
def test_an_upgrade_that_ends_early_begins_again_whole(tmp_path: Path, step: int) -> None:
    shutil.copytree(DATA / "workspace-1" / "工作区", tmp_path / "w")
    told = list[int]()

    def stop(done: int, total: int) -> None:
        told.append(done)
        if done == step % total:
            raise NewerWorkspaceError(0, 0)

    for _ in range(2):
        with pytest.raises(NewerWorkspaceError):
            open_workspace(tmp_path / "w", "工作区密码", progress=stop)
    assert told == [*range(told[-1] + 1)] * 2
    workspace = open_workspace(tmp_path / "w", "工作区密码", progress=lambda done, _: told.append(done))
    assert told[-1] == NEWEST - 1 + len(registry.ledgers()) - 1
    with workspace.read() as connection:
        assert schema.is_current(connection)
    assert verify_workspace(workspace) == []
    workspace.close()


def test_what_is_put_aside_is_whole_while_somebody_reads(unit: Workspace, tmp_path: Path) -> None:
    copy, reader = tmp_path / "copy.db", replace(unit, engine=open_engine(unit.folder / DATABASE, _key(unit)))
    with unit.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    for held in (True, False):
        with reader.read() as looking:
            looking.exec_driver_sql("SELECT 1 FROM journal").all() if held else None
            training(unit, "刚写的")
            _put_aside(unit.engine, unit.folder / DATABASE, copy)
        copied = replace(unit, engine=open_engine(copy, _key(unit)))
        assert everything(copied) == everything(unit)
        copied.close()
    reader.close()


def _key(workspace: Workspace) -> bytes:
    return derive_key(workspace.key, "database")


def test_newer_workspace_is_refused_untouched(unit: Workspace) -> None:
    put(unit, "progress", year=2020, item=1)
    with unit.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("PRAGMA user_version = 99")
    unit.close()
    before = (unit.folder / DATABASE).read_bytes()
    with pytest.raises(NewerWorkspaceError, match=f"第99版，本程序只认识到第{NEWEST}版"):
        open_workspace(unit.folder, SECRET)
    assert (unit.folder / DATABASE).read_bytes() == before


def test_migrations_stand_on_their_own() -> None:
    names = schema.migration_names()
    assert sorted(names) == list(range(1, max(names) + 1))
    for name in names.values():
        source = (Path(migrations.__path__[0]) / f"{name}.py").read_text(encoding="utf-8")
        assert "models" not in source
