import ast
import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap
from models.version import VERSION

ROOT = Path(__file__).parents[1]


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own with the real requirements and nothing installed."""
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(bootstrap, "PIP", (sys.executable, "-c", "import sys; sys.exit(1)"))
    monkeypatch.setattr(bootstrap, "is_usable", lambda _: True)
    return tmp_path


def test_needs_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "bootstrap.py").read_bytes())
    roots = {
        alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    roots |= {(node.module or "").partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert roots - sys.stdlib_module_names == {"supported_python"}


def test_failed_installation_says_what_to_do_and_leaves_no_stamp(fresh: Path) -> None:
    with pytest.raises(bootstrap.BootstrapError, match=r"原因在上面几行里.*连不上时请检查网络"):
        bootstrap.install("requirements.lock")
    assert list(fresh.glob("*.sha256")) == []


def test_what_is_installed_is_not_installed_again(fresh: Path) -> None:
    stamp = fresh / "requirements.lock.sha256"
    stamp.write_text(bootstrap.digest_of("requirements.lock"), encoding="ascii")
    bootstrap.install("requirements.lock")
    (fresh / "requirements.lock").write_text("a==2\n", encoding="utf-8")
    with pytest.raises(bootstrap.BootstrapError):
        bootstrap.install("requirements.lock")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock, and nothing starts two there")
def test_two_at_once_install_one_after_the_other() -> None:
    code = "import bootstrap\nwith bootstrap.alone(): print('now')"
    with bootstrap.alone():
        other = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            other.communicate(timeout=2)
    assert other.communicate()[0] == "now\n"


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


@pytest.fixture
def without_venv(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own where .venv has still to be made."""
    monkeypatch.setattr(bootstrap, "is_usable", lambda _: False)
    monkeypatch.setattr(bootstrap, "VENV", fresh / ".venv")
    return fresh


def test_python_without_venv_is_told_the_package(without_venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(bootstrap.BootstrapError, match=r"apt install python3\.\d+-venv"):
        bootstrap.make_venv()


def test_folder_of_somebody_else_is_not_blamed_on_venv(without_venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(bootstrap.BootstrapError, match=f"不能写入 {without_venv}"):
        bootstrap.make_venv()


@pytest.mark.parametrize(("code", "usable"), [("", True), ("raise SystemExit(1)", False)])
def test_venv_of_another_python_is_made_anew(
    code: str, usable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "supported_python.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    assert bootstrap.is_usable(Path(sys.executable)) is usable
    assert not bootstrap.is_usable(tmp_path / "python")


def test_run_hands_everything_on(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (fresh / "main.py").write_text("import sys; sys.exit(len(sys.argv))", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "install", lambda _: None)
    with pytest.raises(SystemExit, match="4"):
        bootstrap.main(["run", "--help", "merge", "-x"])


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        bootstrap.main(["--version"])
    assert capsys.readouterr().out == f"法治台账 {VERSION}\n"


SLOW = "import sys, time\ntry: print('起', flush=True); time.sleep(60)\nexcept KeyboardInterrupt: {end}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 上没有这样的信号")
@pytest.mark.parametrize(
    ("end", "words"),
    [("time.sleep(1); print('清理完', flush=True)", "清理完\n!! 已中断，再运行一次会接着做"), ("sys.exit(130)", "")],
)
def test_ctrl_c_waits_for_what_is_running(end: str, words: str) -> None:
    # What was started in the background of a shell ignores Ctrl-C, and hands that on.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    step = f"bootstrap.step('样例', [sys.executable, '-c', {SLOW!r}])"
    body = f"{heard}; import sys, bootstrap; bootstrap.run = lambda _: {step}"
    code = f"{body.replace('{end}', end)}; sys.exit(bootstrap.main(['run']))"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        assert process.stdout
        while process.stdout.readline().decode() != "起\n":
            pass
        os.killpg(process.pid, signal.SIGINT)
        assert process.stdout.read().decode().startswith(words)
        assert process.wait() == 130
