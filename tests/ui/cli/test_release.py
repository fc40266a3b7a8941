"""What offices have of release 0.1.0 opens, is whole, merges, and gives the points that were printed then.

`tests/data/release-0.1.0` was made by that release: a centre, a unit that had submitted twice, its last package not yet
merged, what the centre had sent, and a backup. 内容.json says what was in them.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.records.plan_edits import without_items
from models.records.registry import ledger, ledgers
from models.store.base.workspace import open_workspace
from models.store.records import records
from models.submit.centre import require_issue, save_issue
from tests.ui.cli.conftest import Ran, Run

DATA = Path(__file__).parents[2] / "data" / "release-0.1.0"
HELD: dict[str, dict[str, Any]] = json.loads((DATA / "内容.json").read_text(encoding="utf-8"))
PASSPHRASE = "shili-2020"
UNITS = ("GWH", "X01", "J01")
Command = Callable[..., Ran]


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return shutil.copytree(DATA, tmp_path / "发布")


@pytest.fixture
def command(run: Run, tmp_path: Path) -> Command:
    """Runs a command with the passphrase of these workspaces."""
    file = tmp_path / "密码.txt"
    file.write_text(PASSPHRASE, encoding="utf-8")
    return lambda *words: run(*words, "--passphrase-file", file)


def held(folder: Path) -> dict[str, int]:
    """How many records each ledger has."""
    workspace = open_workspace(folder, PASSPHRASE)
    with workspace.read() as connection:
        counts = {one.id: sum(records.count(connection, one, unit) for unit in UNITS) for one in ledgers().values()}
    workspace.close()
    return {name: count for name, count in counts.items() if count}


def test_every_release_is_kept() -> None:
    text = (DATA.parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## ([\d.]+)（\d", text, re.MULTILINE)
    assert {f"release-{number}" for number in released} == {path.name for path in DATA.parent.glob("release-*")}


@pytest.mark.parametrize("folder", ["汇总单位", "填报单位"])
def test_a_workspace_opens_whole(release: Path, command: Command, folder: str) -> None:
    assert held(release / folder) == HELD[folder]
    assert command("verify", release / folder).code == 0


def test_a_backup_restores(release: Path, command: Command) -> None:
    assert command("restore", release / "备份" / "填报单位.bak", release / "恢复").code == 0
    assert held(release / "恢复") == HELD["填报单位"]


def test_a_package_merges_once(release: Path, command: Command) -> None:
    centre, package = release / "汇总单位", release / "补报包"
    for updated in (1, 0):
        assert f"更新{updated} " in command("merge", centre, package).out
    assert held(centre) == HELD["汇总单位"]


def states(folder: Path) -> dict[str, dict[str, object]]:
    """By unit and title of the item, the state it is in."""
    workspace = open_workspace(folder, PASSPHRASE)
    plan = require_issue(workspace).plan
    titles = {item.uid: item.title for item in (*plan.items, *plan.dropped)}
    with workspace.read() as connection:
        kept = [entry for unit in UNITS for entry in records.entries(connection, ledger("progress"), unit)]
    workspace.close()
    found: dict[str, dict[str, object]] = {}
    for entry in kept:
        found.setdefault(entry.unit, {})[titles[entry.fields["item"]]] = entry.fields.get("state")
    return found


def test_a_package_of_the_old_numbering_fits_a_corrected_plan(release: Path, command: Command) -> None:
    """The release knew items by their numbers: those are their uids, so that nothing it made is of another item."""
    centre, package = release / "汇总单位", release / "补报包"
    untouched = shutil.copytree(centre, release / "没有更正")
    command("merge", untouched, package)
    workspace = open_workspace(centre, PASSPHRASE)
    issue = require_issue(workspace)
    assert [item.uid for item in issue.plan.items] == [item.number for item in issue.plan.items]
    gone = issue.plan.items[1]
    save_issue(workspace, msgspec.structs.replace(issue, plan=without_items(issue.plan, {gone.uid})), "李四")
    workspace.close()
    assert "更新1 " in command("merge", centre, package).out
    assert states(centre) == states(untouched)
    assert states(centre)


@pytest.mark.parametrize("name", sorted(path.name for path in (DATA / "报送包").iterdir()))
def test_what_was_merged_is_known(release: Path, command: Command, name: str) -> None:
    assert "以前已接收" in command("merge", release / "汇总单位", release / "报送包" / name).out


@pytest.mark.parametrize("name", sorted(path.name for path in (DATA / "下发包").glob("*X01*")))
def test_what_the_centre_sent_is_known(release: Path, command: Command, name: str) -> None:
    done = command("receive", release / "填报单位", release / "下发包" / name)
    assert (done.code, "没有变化" in done.out + done.err) == (0, True)


def test_points_are_those_printed_then(release: Path, command: Command) -> None:
    printed = command("assess", release / "汇总单位").out
    assert [points for points in HELD["得分"].values() if f"\t{points}分" not in printed] == []
