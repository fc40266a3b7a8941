import os
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import supported_python
from supported_python import NEWEST, OLDEST

ROOT = Path(__file__).parents[1]
SENTENCE = "需要64位的 Python 3.11 到 3.13"


def installed_pythons() -> list[Path]:
    """Interpreters that pyenv keeps here; none where there is no home or another user's."""
    try:
        versions = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
        return sorted(versions.glob("versions/*/bin/python"))
    except (OSError, RuntimeError):
        return []


OTHERS = [
    python for python in installed_pythons() if not OLDEST <= tuple(map(int, python.parts[-3].split(".")[:2])) <= NEWEST
]


def leave_as(monkeypatch: pytest.MonkeyPatch, *version: int) -> None:
    """Load the gate under a Python of this version."""
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(sys, "version", f"{'.'.join(map(str, version))} (main)")
    runpy.run_path(supported_python.__file__)


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 13), (3, 14, 0), (4, 0, 0)])
def test_other_python_is_told_which_ones_run_it(version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match=rf"{SENTENCE}，这里是64位的 {'.'.join(map(str, version))}："):
        leave_as(monkeypatch, *version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 9)])
def test_supported_python_goes_on(version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    leave_as(monkeypatch, *version)


def test_python_of_32_bits_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("struct.calcsize", lambda _: 4)
    with pytest.raises(SystemExit, match=r"这里是32位的 3\.12\.0："):
        leave_as(monkeypatch, 3, 12, 0)


@pytest.mark.skipif(not OTHERS, reason="这台电脑上没有别的 Python 可以试")
@pytest.mark.parametrize("python", OTHERS, ids=lambda path: path.parts[-3])
@pytest.mark.parametrize("file", ["main.py", "bootstrap.py"])
def test_real_other_python_reads_far_enough(python: Path, file: str) -> None:
    command = [str(python), "-B", str(ROOT / file), "--help"]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={"LC_ALL": "C.UTF-8"})
    assert told.returncode == 1
    if (file, python.parts[-3][:2]) == ("bootstrap.py", "2."):
        assert "需要 Python 3.11 到 3.13" in told.stderr
    else:
        assert told.stderr.startswith(SENTENCE)
        assert len(told.stderr.splitlines()) == 2


def test_project_states_the_same_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (major, oldest), newest = OLDEST, NEWEST[1]
    assert project["requires-python"] == f">={major}.{oldest},<{major}.{newest + 1}"
    for text in (
        supported_python.SENTENCE,
        *((ROOT / one).read_text("utf-8") for one in ("README.md", "bootstrap.py")),
    ):
        assert f"Python {major}.{oldest} 到 {major}.{newest}" in text
