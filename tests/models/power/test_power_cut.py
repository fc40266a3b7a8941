"""The power goes while something is done, and what was not forced out is lost: it is done, or can be done again."""

from __future__ import annotations

import random
from itertools import count
from pathlib import Path

import pytest

from tests.models.power.acts import ACTS, watched
from tests.models.power.disk_log import MISSING, compile_log
from tests.models.power.lost_power import POLICIES, some

pytestmark = [pytest.mark.skipif(bool(MISSING), reason=MISSING), pytest.mark.no_cover]
MOMENTS = 1
"""Taken by lot beside those at which it was told as done; all of them in `tests/benchmarks/power_cuts.py`."""


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compile_log(tmp_path_factory.mktemp("library"))


@pytest.mark.parametrize("name", ACTS)
def test_what_was_told_as_done_is_there(prepared: Path, tmp_path: Path, library: Path, name: str) -> None:
    disk = watched(name, prepared, tmp_path / "盘", library)
    chance, number = random.Random(name), count()  # noqa: S311 - moments, not secrets
    moments = chance.sample(list(disk.moments()), MOMENTS)
    for moment in sorted({*disk.told, *moments}):
        for keep in (*POLICIES.values(), some(chance)):
            place = tmp_path / f"{next(number):04}"
            disk.put_up(moment, keep, place)
            assert ACTS[name].check(place) >= disk.told_until(moment)


def test_a_log_has_what_a_program_did(prepared: Path, tmp_path: Path, library: Path) -> None:
    """Everything kept is what lies there; nothing kept is what lay there."""
    disk = watched("saved with evidence", prepared, tmp_path / "盘", library)
    disk.put_up(disk.length, lambda step: step, tmp_path / "all")
    disk.put_up(0, lambda _: None, tmp_path / "nothing")
    assert _files(tmp_path / "all") == _files(tmp_path / "盘")
    assert len(_files(tmp_path / "nothing")) < len(_files(tmp_path / "all"))


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
