"""Qt ends the process where it cannot open a window; before it does, this says why and what works without one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from ui.cli.invocation import without_window


@contextmanager
def screen_wanted() -> Iterator[None]:
    """Within this block, in which Qt looks for the screen, its last words become one sentence and exit code 1."""

    def hear(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            print(no_screen(os.environ, heard), file=sys.stderr, flush=True)
            os._exit(1)  # Qt would abort next; nothing has been opened yet
        heard.append(message)

    heard: list[str] = []
    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    for message in heard:
        print(message, file=sys.stderr)


def no_screen(environment: Mapping[str, str], heard: Sequence[str]) -> str:
    """Why there is no window, as far as the environment tells and as Qt was heard to say, and what to do."""
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        why = "\n".join(heard) + (
            "\n窗口打不开，原因见上面几行：没有权限用这个桌面时，请用登录桌面的用户运行；"
            "缺系统软件包时（多半是 libxcb-cursor0），请管理员安装。"
        )
    else:
        why = "窗口打不开：这里没有图形桌面（没有 DISPLAY）。请在电脑的桌面上打开终端运行，不要用远程字符终端或 sudo。"
    return f"{why}\n{without_window()}\nNo window can be opened here; commands work without one."
