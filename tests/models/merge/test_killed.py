"""A program that is killed while it merges, saves or exports loses nothing that it had acknowledged."""

from __future__ import annotations

import random
import signal

import pytest

from tests.models.killing import JOBS, killed, stock
from tests.models.offices import Offices

pytestmark = pytest.mark.no_cover  # it goes through what other tests cover; tracing doubles its time

KILLS = 6
"""Of each kind; hundreds of them are in tests/benchmarks/kill_merge.py."""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only where programs can be killed so")
@pytest.mark.parametrize("job", JOBS)
def test_nothing_acknowledged_is_lost(offices: Offices, job: str) -> None:
    stock(offices, 30)
    offices.close()
    work, check = JOBS[job]
    chance, said = random.Random(20), list[str]()  # noqa: S311 - much the same moments every time
    for number in range(KILLS):
        said += killed(work, offices.folder, chance.uniform(0.02, 0.3), acknowledged=number % 2 == 1)
        last = check(offices.folder, said)
    assert last > 0
