"""程序更新 under 关于: a package chosen, what is said of it, and the way back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.program import update
from models.program.versions import STAY, Choice
from models.version import VERSION
from ui.system.about_tab import AboutTab
from ui.system.page import TABS, SystemPage
from ui.system.program_update import ProgramUpdate
from ui.window.main_window import MainWindow

Wait = Callable[[], None]
OPENED, LATER = Choice("9.0.0", "", VERSION), "版本"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the program seems to run."""
    (tmp_path / "法治台账" / LATER).mkdir(parents=True)
    return tmp_path / "法治台账"


def test_it_stands_under_about(window: MainWindow, idle: Wait) -> None:
    window.show_page("system")
    idle()
    assert isinstance(window.page, SystemPage)
    tab = window.page.tab([label for label, _ in TABS].index("关于"))
    assert isinstance(tab, AboutTab)
    assert tab.updating.words.text() == update.UPDATING_WORDS[update.Updating.SOURCE]
    assert (tab.updating.update_button.isHidden(), tab.updating.back.isHidden()) == (True, True)


@pytest.mark.parametrize(("key", "way"), [("", update.Updating.NO_KEY), ("ed25519:00", update.Updating.PACKAGE)])
def test_only_a_build_with_a_key_takes_packages(
    key: str, way: update.Updating, folder: Path, window: MainWindow
) -> None:
    panel = ProgramUpdate(window.session, folder, key)
    assert (panel.words.text(), panel.update_button.isHidden()) == (update.UPDATING_WORDS[way], not key)


def test_an_update_and_back(folder: Path, window: MainWindow, idle: Wait, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = ProgramUpdate(window.session, folder, "ed25519:00")
    panel.install(folder / "无.fzp")
    idle()
    assert "找不到文件或文件夹" in panel.told.text()

    def install(_package: Path, base: Path, _key: str, **_: object) -> str:
        update._choose(base, OPENED)
        return "9.0.0"

    monkeypatch.setattr("ui.system.program_update.install", install)
    monkeypatch.setattr("ui.system.program_update.choose_file", lambda *_: folder / "9.0.0.fzp")
    panel.choose()
    idle()
    assert panel.told.text().startswith("9.0.0 已经装好")
    assert (panel.back.text(), panel.back.isHidden()) == (f"退回到 {VERSION}…", False)
    panel.ask_back()
    assert "升级前的自动备份" in panel.confirm.words.text()
    panel.confirm.act.click()
    idle()
    assert (panel.told.text(), panel.back.isHidden()) == (f"关掉窗口，再打开就是 {VERSION}。", True)


def test_a_version_that_did_not_open_is_named(
    folder: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STAY, "9.0.0")
    assert "上次更新的 9.0.0 没有打开成功" in ProgramUpdate(window.session, folder, "").told.text()
