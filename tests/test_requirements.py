"""The pins are exact, they are what is installed, and they leave the choice of a registry to the machine."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from models.version import VERSION

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "requirements-dev.txt")
LOCKS = ("requirements.lock", "requirements-dev.lock")
LOCKED = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[0-9][0-9A-Za-z.]*)(?P<rest>[^\n]*(?:\n    [^\n]+)+)$", re.MULTILINE
)
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[0-9][0-9A-Za-z.]*)")


def lines_of(name: str) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and line != "-r requirements.txt"]


LINES = [line for name in FILES for line in lines_of(name)]


@pytest.mark.parametrize("line", LINES)
def test_pin_is_exact_and_installed(line: str) -> None:
    pin = PIN.fullmatch(line)
    assert pin, "name==version, and nothing else: no host, no option, no range"
    assert version(pin["name"]) == pin["version"]


def test_pins_of_what_is_run_by_hand_are_exact() -> None:
    assert [line for line in lines_of("tests/benchmarks/requirements.txt") if not PIN.fullmatch(line)] == []


def test_nothing_is_pinned_twice() -> None:
    names = [line.partition("==")[0].lower() for line in LINES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_every_pin_and_what_they_need_by_digest(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    held = {found["name"]: found for found in LOCKED.finditer(text)}
    assert "\n".join(found[0] for found in held.values()) == text.strip()
    for name, found in held.items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", found["rest"]), name
    wanted = [*lines_of("requirements.txt"), *(lines_of("requirements-dev.txt") if "dev" in lock else ())]
    assert [
        line for line in wanted if held[line.partition("==")[0].lower()]["version"] != line.partition("==")[2]
    ] == []


EVERYTHING = [*LOCKED.finditer((ROOT / LOCKS[-1]).read_text(encoding="utf-8"))]


@pytest.mark.parametrize("found", EVERYTHING, ids=lambda one: one["name"])
def test_what_is_locked_is_what_is_installed(found: re.Match[str]) -> None:
    try:
        installed = version(found["name"])
    except PackageNotFoundError:
        assert ";" in found["rest"], "only what another platform needs may be absent"
    else:
        assert installed == found["version"]


@pytest.mark.parametrize(
    "name",
    [
        *FILES,
        *LOCKS,
        "tests/benchmarks/requirements.txt",
        "pyproject.toml",
        "bootstrap.py",
        ".ci/run",
        "build.spec",
        "build.bat",
    ],
)
def test_no_registry_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host", text) == []


def test_program_and_project_state_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
