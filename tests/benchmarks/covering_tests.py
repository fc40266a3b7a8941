"""Which tests run which line and how long each takes; the first of some tests that fails, in its own process."""

import importlib
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest

OPTIONS = ("-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
LIBRARIES = (
    "PIL.Image",
    "PySide6.QtTest",
    "alembic.operations",
    "alembic.migration",
    "cryptography.hazmat.primitives.ciphers.aead",
    "filelock",
    "hypothesis.stateful",
    "msgspec",
    "psutil",
    "pyrage",
    "pytestqt.plugin",
    "pytest_archon.plugin",
    "sqlalchemy",
    "sqlcipher3.dbapi2",
    "stdnum.util",
    "time_machine",
    "xdist.plugin",
)  # what every child would read anew
SLOWEST = 40.0  # seconds: a test that takes longer is never asked


class _Recorder:
    """Names each test to the measurement, and notes how long those took that passed."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured
        self.seconds = dict[str, float]()
        self.failed = set[str]()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.measured.switch_context(item.nodeid)
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration
        if not report.passed:
            self.failed.add(report.nodeid)


class _FirstFailure:
    """Writes down the first test that fails, and how."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.place.exists():
            self.place.write_text(report.nodeid, encoding="utf-8")


def record(folder: Path, tests: list[str]) -> None:
    """Run the tests once under measurement; keep in the folder what they ran and how long they took."""
    measured = coverage.Coverage(folder / "lines.coverage", source=["models"], config_file=False)
    measured.set_option("run:relative_files", True)
    recorder = _Recorder(measured)
    measured.start()
    pytest.main([*OPTIONS, *tests], plugins=[recorder])
    measured.stop()
    measured.save()
    passed = {test: took for test, took in recorder.seconds.items() if test not in recorder.failed}
    (folder / "seconds.json").write_text(json.dumps(passed), encoding="utf-8")


@dataclass(frozen=True)
class Recording:
    """What `record` kept."""

    lines: coverage.CoverageData
    seconds: Mapping[str, float]

    def covering(self, module: str, line: int, budget: float) -> list[str]:
        """The tests that run the line, those of the same name, then of the same folder first, cheapest first.

        A line that only an import runs counts as run by the tests of the next line that any test runs: of a decorator
        that is its function. No more tests than take so many seconds together.
        """
        of_line = self.lines.contexts_by_lineno(module)
        lines = [line, *(one for one in sorted(of_line) if one > line), *sorted(of_line, reverse=True)]
        found = ({test for test in of_line.get(one, ()) if test in self.seconds} for one in lines)
        tests = next((some for some in found if some), set[str]())
        chosen, total = list[str](), 0.0
        for test in sorted(tests, key=lambda one: (_distance(module, one), self.seconds[one])):
            if self.seconds[test] <= SLOWEST and (total := total + self.seconds[test]) <= budget:
                chosen.append(test)
        return chosen

    def time_limit(self, tests: list[str]) -> float:
        """Seconds after which a mutant counts as found, since it goes on for ever."""
        return 30.0 + 5.0 * sum(self.seconds[test] for test in tests)


def _distance(module: str, test: str) -> int:
    """0 for the tests of that very module, 1 for those of its folder, 2 for all others."""
    place, file = Path("tests") / module, Path(test.partition("::")[0])
    return 0 if file == place.with_name(f"test_{place.name}") else 1 if file.parent == place.parent else 2


def read_recording(folder: Path) -> Recording:
    """What `record` kept in that folder; and the libraries, for all children of this process."""
    for library in LIBRARIES:
        importlib.import_module(library)
    lines = coverage.CoverageData(str(folder / "lines.coverage"))
    lines.read()
    return Recording(lines, json.loads((folder / "seconds.json").read_text(encoding="utf-8")))


def first_failure(tests: list[str], limit: float) -> str:
    """The first test that fails; `import` if none can begin, `time` past the limit, nothing if all pass.

    The tests run in a child of this process, which knows the libraries already but no module of the program.
    """
    with tempfile.TemporaryDirectory() as home:
        place = Path(home) / "failure"
        if not (child := os.fork()):
            os.setsid()
            os._exit(_tests_of_child(tests, home, place))
        end = _end_of(child, limit)
        if end == 0:
            return ""
        return place.read_text(encoding="utf-8") if place.exists() else "time" if end is None else "import"


def _tests_of_child(tests: list[str], home: str, place: Path) -> int:
    output = os.open(f"{home}/output", os.O_WRONLY | os.O_CREAT)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.dont_write_bytecode = True
    return int(pytest.main(["-x", f"--basetemp={home}/base", *OPTIONS, *tests], plugins=[_FirstFailure(place)]))


def _end_of(child: int, limit: float) -> int | None:
    """The exit code of the child; nothing if it had to be killed, with all that it had started."""
    stop = time.perf_counter() + limit
    while time.perf_counter() < stop:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None
