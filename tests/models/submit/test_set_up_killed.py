"""Setting up, restoring and changing keys, killed at every step: what is left opens, or can be made again."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from models.store.base.workspace import UNIT, Office, Workspace, create_workspace
from tests.models.disk_states import watched
from tests.models.set_ups import ACTS

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time
STATES = 4
"""How many of those between the first and the last are looked at; which ones changes from seed to seed."""


@pytest.mark.skipif(sys.platform == "win32", reason="a file in use is not copied there")
@pytest.mark.parametrize("name", ACTS)
def test_killed_at_any_step_it_is_done_or_can_be_done_again(prepared: Path, tmp_path: Path, name: str) -> None:
    ready, work, check = ACTS[name]
    home = tmp_path / "盘"
    home.mkdir()
    ready(home, prepared)
    with watched(home, tmp_path / "states") as found:
        work(home)
    assert len(found.states) >= 5
    between = random.sample(range(1, len(found.states) - 1), min(STATES, len(found.states) - 2))
    done = [check(found.states[at]) for at in (0, *sorted(between), -1)]
    assert (done[0], done[-1]) == (False, True)
    assert done == sorted(done)
    assert found.steps > 2 * len(found.states)


def test_what_fails_leaves_the_place_as_it_was(tmp_path: Path) -> None:
    def fail(_: Workspace) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        create_workspace(tmp_path / "深" / "新的", Office(UNIT, "A01", "甲"), None, fill=fail)
    assert list(tmp_path.iterdir()) == []
