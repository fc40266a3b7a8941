import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
WINDOW_ON = """
import sys
from PySide6.QtCore import QTimer
from ui import application, launch
application.Program.start = lambda self: QTimer.singleShot(0, lambda: print("on", flush=True))
sys.exit(launch.main([]))
"""


def without_screen(**display: str) -> subprocess.CompletedProcess[str]:
    """The window's program where there is no screen, or a wrong one."""
    given = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LD_LIBRARY_PATH")}
    command = [sys.executable, "main.py"]
    return subprocess.run(command, cwd=ROOT, env=given | display, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="Windows 总有桌面")
@pytest.mark.parametrize(
    ("display", "words"),
    [({}, "窗口打不开：这里没有图形桌面"), ({"DISPLAY": ":97531"}, "窗口打不开，原因见上面几行")],
)
def test_without_a_screen_a_sentence_ends_it(display: dict[str, str], words: str) -> None:
    told = without_screen(**display)
    assert (told.returncode, told.stdout) == (1, "")
    *qt, why, _, command, english = told.stderr.splitlines()
    assert bool(qt) is bool(display)
    assert why.startswith(words)
    assert command.endswith("main.py --help")
    assert english.startswith("No window")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 上没有这样的信号")
def test_ctrl_c_closes_the_window_in_order(tmp_path: Path) -> None:
    given = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW_ON], cwd=ROOT, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as window:
        assert window.stdout
        assert window.stderr
        assert window.stdout.readline() == b"on\n"
        window.send_signal(signal.SIGINT)
        assert window.wait() == 130
        assert window.stderr.read().decode() == "已中断。Interrupted.\n"
