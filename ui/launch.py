"""From the program's arguments to a command or the window, and what ends either before it has begun or half-way."""

import io
import signal
import sys

from ui.cli.invocation import installing_line, without_window
from ui.rendering.command import RENDER

INTERRUPTED = 128 + signal.SIGINT
"""Exit code of what was stopped with Ctrl-C, as shells have it."""
OWN = ("models", "reports", "ui")


def main(argv: list[str]) -> int:
    """Run what is asked for; gives the exit code (0 done, 1 findings or refusals, 2 wrong usage, 130 Ctrl-C)."""
    _speak_utf8()
    try:
        return _run(argv)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed again meanwhile, it would end wordless
        print("已中断。Interrupted.", file=sys.stderr)
        return INTERRUPTED
    except ImportError as error:
        if (error.name or "").partition(".")[0] in OWN:
            raise
        print(missing_library_words(error, argv), file=sys.stderr)
        return 1


def _run(argv: list[str]) -> int:
    if argv == [RENDER]:
        from ui.rendering.child import serve

        return serve()
    if argv:
        from ui.cli.main import main as run_command

        return run_command(argv)
    from ui.application import run as run_window

    return run_window(argv)


def _speak_utf8() -> None:
    """Write UTF-8 whatever code page a Windows console or a pipe suggests."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def missing_library_words(error: ImportError, argv: list[str]) -> str:
    """What is not installed, and the command that mends it or does without."""
    if isinstance(error, ModuleNotFoundError):
        return (
            f"这个 Python（{sys.executable}）里没有装程序用到的库 {error.name}，请改为运行：\n"
            f"  {installing_line(*argv)}\n"
            f"The library {error.name} is not installed for this Python; run the command above instead."
        )
    return (
        f"窗口打不开，缺少系统的软件包：{error}。请管理员安装。\n{without_window()}\n"
        "A system library is missing, so no window can be opened; commands work without one."
    )
