"""Typing Chinese on Linux: is there a plugin for the input method that runs, and what to install where there is none.

The PySide6 wheel brings plugins for ibus and the compose key, none for fcitx: with fcitx only letters can be typed
until the system's plugin is put where the wheel looks, or ibus is used. Knows no window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

VARIABLES = ("QT_IM_MODULES", "QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE")
"""Where a desktop says which input method runs; the first that says something Chinese counts."""
PLUGINS = {
    "fcitx5": ("libfcitx5platforminputcontextplugin.so",),
    "fcitx": ("libfcitxplatforminputcontextplugin.so", "libfcitx5platforminputcontextplugin.so"),
    "ibus": ("libibusplatforminputcontextplugin.so",),
}
PACKAGES = {"fcitx5": "fcitx5-frontend-qt6", "fcitx": "fcitx-frontend-qt6", "ibus": "ibus"}
FOLDER = "platforminputcontexts"


@dataclass(frozen=True)
class MissingInputMethod:
    """An input method that runs and that the window cannot talk to."""

    method: str
    package: str
    folder: Path

    @property
    def sentence(self) -> str:
        """Says what is wrong and what to do."""
        return (
            f"电脑用的是 {self.method} 输入法，程序里没有它的插件，打不了中文：请让管理员安装 {self.package}，"
            f"再把系统 Qt6 插件目录里 {FOLDER} 下的文件复制到 {self.folder}；"
            "或者改用 ibus（先运行 export QT_IM_MODULE=ibus 再打开程序）。"
        )


def input_method_of(environment: Mapping[str, str]) -> str:
    """The input method the desktop names: fcitx5, fcitx or ibus; "" for none of them."""
    for name in VARIABLES:
        said = environment.get(name, "").lower()
        for method in PLUGINS:
            if method in said:
                return method
    return ""


def missing_input_method(platform: str, environment: Mapping[str, str], plugins: Path) -> MissingInputMethod | None:
    """What keeps Chinese from being typed, None where all is well.

    Args:
        platform: `sys.platform`.
        environment: The process's variables.
        plugins: Qt's folder of plugins.
    """
    method = input_method_of(environment) if platform.startswith("linux") else ""
    folder = plugins / FOLDER
    if not method or any((folder / name).is_file() for name in PLUGINS[method]):
        return None
    return MissingInputMethod(method, PACKAGES[method], folder)
