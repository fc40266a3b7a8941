"""系统: backups, journal, recycle bin, keys, settings, 密码."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.base.lazy_tabs import LazyTabs
from ui.base.page import Page, PageSpec
from ui.base.places import PROGRAM
from ui.base.session import Session
from ui.kit.labels import on_ground
from ui.system.about_tab import AboutTab
from ui.system.backup_tab import BackupTab
from ui.system.bin_tab import BinTab
from ui.system.holidays_tab import HolidaysTab
from ui.system.journal_tab import JournalTab
from ui.system.keys_tab import KeysTab
from ui.system.passphrase_tab import PassphraseTab
from ui.system.settings_tab import SettingsTab
from ui.system.staff_change_tab import StaffChangeTab

TABS: tuple[tuple[str, Callable[[Session, QWidget], QWidget]], ...] = (
    ("备份", BackupTab),
    ("日志", JournalTab),
    ("回收站", BinTab),
    ("密钥", KeysTab),
    ("设置", SettingsTab),
    ("放假安排", HolidaysTab),
    ("换密码", PassphraseTab),
    ("人员交接", StaffChangeTab),
    ("关于", AboutTab),
)


class SystemPage(Page):
    """Tabs, each made when first looked at, and told whenever it comes to the front."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.tabs = LazyTabs((label, partial(make, session)) for label, make in TABS)
        self.tabs.setDocumentMode(False)
        self.setLayout(on_ground(self.tabs))
        self.tabs.currentChanged.connect(self.tab)

    def tab(self, at: int) -> QWidget:
        """The tab at this place; it is told when it comes to the front."""
        tab = self.tabs.tab(at)
        if isinstance(tab, BackupTab | JournalTab | BinTab | KeysTab | SettingsTab | HolidaysTab):
            tab.reload()
        return tab

    def appear(self) -> None:
        """Read the tab in front again."""
        self.tab(self.tabs.currentIndex())


PAGES = (PageSpec("system", "系统", 90, SystemPage, icon="settings", group=PROGRAM),)
