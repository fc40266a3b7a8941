"""What all tests share: the clock they begin at, and which of several workers runs which."""

from __future__ import annotations

import datetime as dt
import gc
import os
import time
from collections.abc import Callable
from zlib import crc32

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

# How long an example takes says nothing of the program on a machine that others use too.
settings.register_profile("fazhi", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fazhi")

DECEMBER = ("test_december.py", "test_district.py", "test_recomputed.py", "test_recount.py")
SHARED = (DECEMBER, ("test_demo.py",), ("test_one_home.py",), ("test_second_example.py",))
"""Files whose tests share what takes long to make: one worker makes it and gets them all."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden anew from what the program does now"
    )
    parser.addoption("--day", help="moment at which the clock stands when the tests begin, such as 2028-02-29T23:59")
    parser.addoption("--zone", help="time zone of the tests as POSIX writes it, such as CST-8 (east of Greenwich is -)")


def pytest_configure(config: pytest.Config) -> None:
    """Move to the time zone and the moment that were asked for; from there the clock goes on (not in subprocesses)."""
    if zone := config.getoption("--zone"):
        os.environ["TZ"] = zone
        if hasattr(time, "tzset"):
            time.tzset()
    if day := config.getoption("--day"):
        time_machine.travel(dt.datetime.fromisoformat(day).astimezone()).start()


def pytest_collection_finish() -> None:
    """The tests live to the end: going through them for garbage takes a quarter of a second each time."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Callable[..., None]) -> LoadScopeScheduling:
    """Every worker gets the same tests on every run, so that a failure that hangs on their order comes again."""
    scheduler = LoadScopeScheduling(config, log)

    def worker_of(nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        group = next((at for at, files in enumerate(SHARED) if file.endswith(files)), crc32(nodeid.encode()))
        return str(group % scheduler.numnodes)

    scheduler._split_scope = worker_of
    return scheduler
