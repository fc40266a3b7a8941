"""Whether every pin of the lock comes as a wheel for the machines that are promised. Run by hand: it asks a registry.

    python -m pytest tests/benchmarks/bench_wheels.py

Nothing is installed, and no registry is named: pip asks the one that this machine is set up with. Where it cannot be
reached the test is skipped with a sentence.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.pins import locked

PIP = (sys.executable, "-m", "pip")
QT = ("pyside6-essentials", "shiboken6")
OLD_GLIBC, KYLIN = (5, 12, 17, 28), (29, 30, 31)
"""Minor versions of glibc that wheels ask for: those up to UOS 20, and the further ones up to Kylin V10."""


def tags(machine: str, glibc: tuple[int, ...]) -> list[str]:
    """Tags of wheels for a Linux of this glibc."""
    named = [f"manylinux2014_{machine}", *([f"manylinux2010_{machine}"] if machine == "x86_64" else [])]
    return [*(f"manylinux_2_{minor}_{machine}" for minor in reversed(glibc)), *named]


@pytest.fixture(scope="module", autouse=True)
def _registry() -> None:
    asked = subprocess.run([*PIP, "index", "versions", "filelock"], capture_output=True, check=False, timeout=120)
    if asked.returncode:
        pytest.skip(
            "没有连上 pip 的软件源：连上以后再试。pip's registry cannot be reached: try again with a connection."
        )


@pytest.mark.parametrize("python", ["3.11", "3.13"])
@pytest.mark.parametrize(
    ("system", "machine", "platforms", "without"),
    [
        ("win32", "AMD64", ["win_amd64"], ()),
        ("linux", "x86_64", tags("x86_64", OLD_GLIBC), ()),
        ("linux", "aarch64", tags("aarch64", (*OLD_GLIBC, *KYLIN)), ()),
        ("linux", "aarch64", tags("aarch64", OLD_GLIBC), QT),
    ],
    ids=["windows", "linux-2.28", "arm64-2.31", "arm64-2.28-without-qt"],
)
def test_every_pin_is_a_wheel(
    system: str, machine: str, platforms: list[str], without: tuple[str, ...], python: str, tmp_path: Path
) -> None:
    about = {"sys_platform": system, "platform_machine": machine, "python_version": python}
    pins = [pin for pin in locked("requirements.lock") if pin.counts(**about) and pin.name not in without]
    wanted = [f"{pin.name}=={pin.version}" for pin in pins]
    options = ["--dry-run", "--no-deps", "--only-binary=:all:", f"--python-version={python}", f"--target={tmp_path}"]
    command = [*PIP, "install", "--quiet", *options, *(f"--platform={one}" for one in platforms), *wanted]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
