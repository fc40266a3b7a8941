"""The pins are exact, they are what is installed, and they leave the choice of a registry to the machine."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from models.version import VERSION

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "requirements-dev.txt")
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


def test_nothing_is_pinned_twice() -> None:
    names = [line.partition("==")[0].lower() for line in LINES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", [*FILES, "pyproject.toml", "bootstrap.py", ".ci/run", "build.spec", "build.bat"])
def test_no_registry_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host", text) == []


def test_program_and_project_state_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
