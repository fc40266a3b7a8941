"""Which input method runs, and whether the window can talk to it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from ui.base.input_method import FOLDER, input_method_of, missing_input_method

WHEEL = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))


@pytest.mark.parametrize(
    ("environment", "method"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "fcitx"),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx5"),
        ({"XMODIFIERS": "@im=fcitx"}, "fcitx"),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx"}, "fcitx"),
        ({"QT_IM_MODULE": "xim"}, ""),
        ({}, ""),
    ],
)
def test_the_desktop_names_its_method(environment: dict[str, str], method: str) -> None:
    assert input_method_of(environment) == method


def test_fcitx_lacks_its_plugin_in_the_wheel() -> None:
    found = missing_input_method("linux", {"QT_IM_MODULE": "fcitx"}, WHEEL)
    assert found is not None
    assert "fcitx-frontend-qt6" in found.sentence
    assert str(WHEEL / FOLDER) in found.sentence


@pytest.mark.parametrize(
    ("platform", "method"), [("linux", "ibus"), ("linux", ""), ("win32", "fcitx"), ("darwin", "fcitx")]
)
def test_nothing_is_said_where_all_is_well(platform: str, method: str) -> None:
    if method == "ibus" and not list((WHEEL / FOLDER).glob("*ibus*")):
        pytest.skip("this wheel has no plugin for ibus")
    assert missing_input_method(platform, {"QT_IM_MODULE": method}, WHEEL) is None


def test_a_plugin_put_there_is_found(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "libfcitx5platforminputcontextplugin.so").touch()
    assert missing_input_method("linux", {"QT_IM_MODULE": "fcitx"}, tmp_path) is None
