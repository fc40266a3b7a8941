import ast
import datetime as dt
import shutil
import sys
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(__file__).parents[1]


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own with the real requirements and nothing installed."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(bootstrap, "PIP", (sys.executable, "-c", "import sys; sys.exit('--version' not in sys.argv)"))
    return tmp_path


def test_needs_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "bootstrap.py").read_bytes())
    roots = {
        alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    roots |= {(node.module or "").partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert roots - sys.stdlib_module_names == set()


def test_failed_installation_says_what_to_do_and_leaves_no_stamp(fresh: Path) -> None:
    with pytest.raises(bootstrap.BootstrapError, match="请检查网络"):
        bootstrap.install("requirements.txt")
    assert list(fresh.glob("*.sha256")) == []


def test_what_is_installed_is_not_installed_again(fresh: Path) -> None:
    stamp = fresh / "requirements.txt.sha256"
    stamp.write_text(bootstrap.digest_of("requirements.txt", "requirements.txt"), encoding="ascii")
    bootstrap.install("requirements.txt")
    (fresh / "requirements.txt").write_text("a==2\n", encoding="utf-8")
    with pytest.raises(bootstrap.BootstrapError):
        bootstrap.install("requirements.txt")


@pytest.mark.parametrize("argv", [[], ["dance"], ["test", "twice"]])
def test_wrong_usage(argv: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        bootstrap.main(argv)


def test_steps_get_their_settings(capfd: pytest.CaptureFixture[str]) -> None:
    bootstrap.step("样例", [sys.executable, "-c", "import os; print(os.environ['SAMPLE'])"], SAMPLE="甲")
    assert "甲\n" in capfd.readouterr().out


def test_order_and_clock_change_with_the_commit_and_come_again() -> None:
    commits = [f"{number:032x}".ljust(40, "0") for number in range(0, 2**128, 2**128 // 97)]
    told = [bootstrap.circumstances(one) for one in commits]
    assert told == [bootstrap.circumstances(one) for one in commits]
    assert len(set(map(tuple, told))) == len(commits)
    days = {dt.datetime.fromisoformat(one[2].removeprefix("--day=")) for one in told}
    assert {2026, 2028} < {one.year for one in days} <= set(range(2026, 2047))


def test_a_tree_without_git_has_one_order(fresh: Path) -> None:
    assert bootstrap.commit() == "0" * 40
    assert bootstrap.circumstances(bootstrap.commit())[0] == "--randomly-seed=0"
