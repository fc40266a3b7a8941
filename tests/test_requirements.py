"""The pins are exact, they are what is installed, and they leave the choice of a registry to the machine."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version

import pytest

from models.version import VERSION
from tests.pins import LOCKED, PIN, ROOT, Pin, lines_of, locked, pin_of

FILES = ("requirements.txt", "requirements-dev.txt")
LOCKS = ("requirements.lock", "requirements-dev.lock")
MACHINES = ("x86_64", "aarch64")
LINES = [line for name in FILES for line in lines_of(name)]


@pytest.mark.parametrize("line", LINES)
def test_pin_is_exact_and_installed(line: str) -> None:
    found = PIN.fullmatch(line)
    assert found, "name==version, at most for a machine, and nothing else: no host, no option, no range"
    pin = pin_of(found)
    assert not pin.counts() or version(pin.name) == pin.version


def test_pins_of_what_is_run_by_hand_are_exact() -> None:
    assert [line for line in lines_of("tests/benchmarks/requirements.txt") if not PIN.fullmatch(line)] == []


def pinned(lines: list[str], machine: str) -> list[tuple[str, str]]:
    """Names and versions of the pins that are for a machine."""
    pins = [pin_of(found) for found in map(PIN.fullmatch, lines) if found]
    return [(pin.name, pin.version) for pin in pins if pin.counts(platform_machine=machine)]


@pytest.mark.parametrize("machine", MACHINES)
def test_nothing_is_pinned_twice(machine: str) -> None:
    names = [name for name, _ in pinned(LINES, machine)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_every_pin_and_what_they_need_by_digest(lock: str, machine: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "\n".join(found[0] for found in LOCKED.finditer(text)) == text.strip()
    held = [(pin.name, pin.version) for pin in locked(lock) if pin.counts(platform_machine=machine)]
    assert sorted(name for name, _ in held) == sorted({name for name, _ in held})
    wanted = [*lines_of("requirements.txt"), *(lines_of("requirements-dev.txt") if "dev" in lock else ())]
    assert [pin for pin in pinned(wanted, machine) if pin not in held] == []


@pytest.mark.parametrize("pin", locked(LOCKS[-1]), ids=lambda pin: f"{pin.name}-{pin.version}")
def test_what_is_locked_is_what_is_installed(pin: Pin) -> None:
    try:
        installed = version(pin.name)
    except PackageNotFoundError:
        assert pin.marker, "only what another platform needs may be absent"
    else:
        assert installed == pin.version or not pin.counts()


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
