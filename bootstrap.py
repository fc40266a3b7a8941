# -*- coding: utf-8 -*-
"""What to start with on a fresh machine, Linux or Windows; needs nothing but Python 3.11 to 3.13.

    python3 bootstrap.py demo [DIR]   the year's whole flow, made in DIR (default 演示)
    python3 bootstrap.py run          open the window; with arguments: run that command
    python3 bootstrap.py check        style and types: what a commit must pass
    python3 bootstrap.py test         everything that is checked before a change is accepted
    python3 bootstrap.py freeze       build the program for people without Python, and try it
    python3 bootstrap.py freeze --portable     the same for older Linux systems (see release/portable.py)

pip is used as it is configured on the machine. What is already done is not done again.
"""

import supported_python  # noqa: F401, I001 - before anything that a Python which cannot run the program stumbles over

import argparse
import datetime as dt
import hashlib
import importlib.util
import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT: Path = Path(__file__).resolve().parent  # 需要 Python 3.11 到 3.13 (Python 2 can read no further than this line)
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
PIP = (PYTHON, "-m", "pip")
INTERRUPTED = 128 + signal.SIGINT
CLEANING_UP = 60
"""Seconds that what is stopped with Ctrl-C gets for it."""
SEE_ABOVE = "原因在上面几行里，改好后再运行一次，做完的不会重做。The reason stands above; run it again afterwards. "
PROGRAM = ROOT / "dist" / "法治台账"

# What Qt opens at run time on Debian and its relatives, and the program that tests check PDF files with.
QT_PACKAGES = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
)
TEST_PACKAGES = (*QT_PACKAGES, "qpdf")
FREEZE_PACKAGES = (*QT_PACKAGES, "binutils")

# Moments at which programs that reckon with days go wrong: half of all commits are tested on one of these.
NASTY_DAYS = (
    "2026-12-31T23:59",
    "2027-01-01T00:00",
    "2027-01-31T12:00",
    "2027-02-28T23:59",
    "2027-03-01T08:00",  # a Monday
    "2028-02-29T12:00",
    "2028-12-31T08:00",  # the 366th day of a year, and a Sunday
    "2029-10-01T08:00",  # holidays that no table has yet
)
MINUTES = 20 * 365 * 24 * 60  # the others on any minute of the twenty years from 2026 on
ZONES = ("CST-8", "UTC0", "NZT-13", "PST8")


class BootstrapError(Exception):
    """A step that cannot go on; its words say why and what to do, in Chinese and in English."""


def say(text: str) -> None:
    """Tell the person at the console what happens."""
    print(f"== {text}", flush=True)


def step(name: str, command: Sequence[str | Path], hint: str = "", **settings: str) -> None:
    """Run one command with its time shown; `settings` are added to its environment."""
    say(name)
    start = time.monotonic()
    environment = {**os.environ, "PYTHONUTF8": "1", **settings}
    code = call(command, environment)
    if code:
        raise BootstrapError(f"{name}：没有成功（退出码 {code}）。{hint}")
    say(f"{name}：{time.monotonic() - start:.1f} 秒 (s)")


def call(command: Sequence[str | Path], environment: dict[str, str] | None = None) -> int:
    """Exit code of a command; Ctrl-C reaches it too, so it gets time to clean up before that ends this program."""
    with subprocess.Popen([str(part) for part in command], env=environment) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            if process.wait(CLEANING_UP) == INTERRUPTED:
                sys.exit(INTERRUPTED)  # it has said so itself
            raise


def make_venv() -> None:
    """Make .venv unless a working one is there."""
    if is_usable(PYTHON):
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        raise BootstrapError(f"这个 Python 缺 venv，请先安装。Install it first: apt install {package}")
    if not os.access(ROOT, os.W_OK):
        raise BootstrapError(f"不能写入 {ROOT}：请把它复制到自己的目录里再运行。Copy it to where you may write.")
    shutil.rmtree(VENV, ignore_errors=True)
    step("新建虚拟环境 making .venv", [sys.executable, "-m", "venv", VENV], SEE_ABOVE)


def is_usable(python: Path) -> bool:
    """Whether it is there, runs the program and has pip."""
    command = [str(python), "-c", "import pip, supported_python"]
    return python.exists() and subprocess.run(command, capture_output=True, cwd=ROOT, check=False).returncode == 0


@contextmanager
def alone() -> Iterator[None]:
    """Wait while another run of this file installs: what it did is then not done again. Windows has no such lock."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with Path(__file__).open("rb") as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)
        yield


@alone()
def install(lock: str) -> None:
    """Install what a lock file names and nothing of another digest, unless exactly this was installed before."""
    make_venv()
    stamp = VENV / f"{lock}.sha256"
    wanted = digest_of(lock)
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    quiet = () if sys.stdout.isatty() else ("--quiet",)
    step(
        f"安装 installing {lock}",
        [*PIP, "install", "--disable-pip-version-check", *quiet, "--require-hashes", "-r", ROOT / lock],
        f"{SEE_ABOVE}连不上时请检查网络或 pip 的软件源。If it cannot connect, check the network or pip's index.",
    )
    stamp.write_text(wanted, encoding="ascii")


def digest_of(lock: str) -> str:
    """Digest of a lock file and of the Python that it is installed for."""
    return hashlib.sha256(sys.version.encode() + (ROOT / lock).read_bytes()).hexdigest()


@alone()
def install_system(packages: Sequence[str]) -> None:
    """Install what is missing of Debian's packages; where that cannot be done, say what to install and go on."""
    if WINDOWS or not shutil.which("dpkg-query"):
        return
    missing = [name for name in packages if not is_installed(name)]
    if not missing:
        return
    if os.geteuid() != 0:
        say(f"缺系统软件包，请管理员安装 missing packages: apt install {' '.join(missing)}")
        return
    hint = f"{SEE_ABOVE}连不上时请检查网络和 apt 的软件源。If it cannot connect, check the network and apt's sources."
    step("apt-get update", ["apt-get", "update", "-q"], hint)
    command = ["apt-get", "install", "-qqy", "--no-install-recommends", *missing]
    step("安装系统软件包 installing system packages", command, hint, DEBIAN_FRONTEND="noninteractive")


def is_installed(package: str) -> bool:
    """Whether Debian's package is installed (removed ones are still known to dpkg)."""
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, text=True, check=False).stdout.startswith("installed")


def demo(directory: str) -> None:
    """Make the demonstration in a directory."""
    install("requirements.lock")
    step(f"演示 demonstration: {directory}", [PYTHON, ROOT / "main.py", "demo", directory])


def run(arguments: Sequence[str]) -> None:
    """Open the window, or run a command and leave with its exit code."""
    install("requirements.lock")
    if arguments:
        sys.exit(call([PYTHON, ROOT / "main.py", *arguments]))
    install_system(QT_PACKAGES)
    step("打开窗口 opening the window", [PYTHON, ROOT / "main.py"])


def check() -> None:
    """Style and types, in the order of what fails fastest."""
    install("requirements-dev.lock")
    os.chdir(ROOT)
    step("ruff check", [PYTHON, "-m", "ruff", "check"])
    step("ruff format", [PYTHON, "-m", "ruff", "format", "--check"])
    step("mypy", [PYTHON, "-m", "mypy", "."])


def test() -> None:
    """Style and types, then tests and coverage."""
    check()
    install_system(TEST_PACKAGES)
    command: list[str | Path] = [PYTHON, "-m", "pytest", "-n", "2", *circumstances(commit())]
    again = f"次序和时间随提交而定，重来 order and clock follow from the commit, again: {shlex.join(map(str, command))}"
    say(again)
    step("pytest", [*command, "--cov", "--cov-report=term"], again, QT_QPA_PLATFORM="offscreen")


def commit() -> str:
    """Hash of the commit that is checked out; noughts where that is not known."""
    try:
        said = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "0" * 40
    return said.strip()


def circumstances(commit_hash: str) -> list[str]:
    """Pytest's options for an order, a moment and a time zone that change from commit to commit, and only then."""
    order, which, minutes, zone = (int(commit_hash[at : at + 8], 16) for at in range(0, 32, 8))
    day = dt.datetime.fromisoformat("2026-01-01") + dt.timedelta(minutes=minutes % MINUTES)
    days = (*NASTY_DAYS, *(day.isoformat(timespec="minutes") for _ in NASTY_DAYS))
    return [
        f"--randomly-seed={order}",
        f"--hypothesis-seed={order}",
        f"--day={days[which % len(days)]}",
        f"--zone={ZONES[zone % len(ZONES)]}",
    ]


def freeze(release_key: str) -> None:
    """Build the one-folder program, which believes updates signed by this key, and run its demonstration and window."""
    install("requirements-dev.lock")
    install_system((*FREEZE_PACKAGES, *python_library()))
    os.chdir(ROOT)
    command: list[str | Path] = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", "build.spec"]
    step("打包 freezing", command, FAZHI_RELEASE_KEY=release_key)
    suffix = ".exe" if WINDOWS else ""
    step("试运行 frozen --help", [PROGRAM / f"fazhi{suffix}", "--help"])
    try_reading(PROGRAM / f"fazhi{suffix}")
    with tempfile.TemporaryDirectory() as directory:
        step("试运行 frozen demo", [PROGRAM / f"fazhi{suffix}", "demo", Path(directory) / "演示"])
        open_frozen_window(PROGRAM / f"法治台账{suffix}", directory)
    say(f"程序在 the program is in: {PROGRAM}")


def freeze_portable(arguments: Sequence[str]) -> None:
    """Leave with the exit code of what builds the program for older systems."""
    os.chdir(ROOT)
    sys.exit(call([sys.executable, "-m", "release.portable", *arguments]))


def python_library() -> tuple[str, ...]:
    """Debian's own Python comes without the shared library that a frozen program carries."""
    return (f"libpython3.{sys.version_info.minor}",) if sys.base_prefix == "/usr" else ()


def try_reading(program: Path) -> None:
    """Check that the process which reads pictures and PDFs loads all it needs, says so, and ends with its input."""
    say("试运行 frozen reading of files")
    command = [str(program), "read-files-of-others"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    if done.returncode or b"ready" not in done.stdout:
        raise BootstrapError(f"看不了图片和 PDF（退出码 {done.returncode}）。The frozen program cannot read files.")


def open_frozen_window(program: Path, home: str) -> None:
    """Check that the window opens and stays open, off the screen and away from the user's settings."""
    say("试运行 frozen window")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": home, "XDG_CONFIG_HOME": home, "APPDATA": home}
    with subprocess.Popen([str(program)], env=environment) as window:
        try:
            code = window.wait(timeout=8)
        except subprocess.TimeoutExpired:
            window.kill()
            return
    raise BootstrapError(f"窗口没有打开（退出码 {code}）。The frozen window did not open.")


class Parser(argparse.ArgumentParser):
    """Says in Chinese too that the command line is wrong."""

    def error(self, message: str) -> NoReturn:
        """Leave with 2."""
        self.exit(2, f"!! 用法不对 wrong usage: {message}\n{self.format_help()}")


def read_arguments(argv: Sequence[str]) -> Callable[[], None]:
    """The act that the arguments ask for."""
    parser = Parser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    parser.add_argument("--version", action="version", version=f"法治台账 {version}")
    acts = parser.add_subparsers(dest="act", required=True, metavar="demo | run | check | test | freeze")
    acts.add_parser("demo").add_argument("directory", nargs="?", default="演示")
    for name in ("run", "check", "test"):
        acts.add_parser(name)
    acts.add_parser("freeze").add_argument("--release-key", default="", help="发布公钥 public half of the release key")
    if argv[:1] == ["run"]:  # what follows is the program's own, options and all
        return lambda: run(argv[1:])
    if argv[:2] == ["freeze", "--portable"]:
        return lambda: freeze_portable(argv[2:])
    chosen = parser.parse_args(argv)
    if chosen.act == "demo":
        return lambda: demo(chosen.directory)
    if chosen.act == "freeze":
        return lambda: freeze(chosen.release_key)
    return {"check": check, "test": test}[chosen.act]


def main(argv: Sequence[str]) -> int:
    """Do one act; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    return told(read_arguments(argv))


def told(act: Callable[[], object]) -> int:
    """Do it; a failure is told in one sentence, and the exit code says so."""
    try:
        act()
    except BootstrapError as error:
        print(f"!! {error}", file=sys.stderr, flush=True)
        return 1
    except OSError as error:
        print(f"!! 系统报告错误 the system says: {error}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("!! 已中断，再运行一次会接着做。Interrupted; run it again to go on.", file=sys.stderr, flush=True)
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
